"""A short confirmation for a file in which there is nothing to mark: made without the file."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from render.feedback.marks import Finding
from render.feedback.sheets import labelled, write_summary
from render.form.workbook import FEEDBACK
from transforms.catalogue import YearCatalogue

NOT_TO_BE_SENT = "Tệp này chỉ để xác nhận, đơn vị không phải gửi lại."


def needs_marks(findings: Sequence[Finding]) -> bool:
    """Whether the unit is to see its own file: something to do, or a cell to look at."""
    return any(finding["severity"] != "info" or finding["cell"] for finding in findings)


def confirmation_workbook(
    submission: Mapping[str, Any],
    findings: Sequence[Finding],
    catalogue: YearCatalogue,
    counted: Mapping[str, int],
) -> Workbook:
    """``Phản hồi`` alone: what came when, what was counted of it, and that nothing is to be done.

    ``findings`` are of the kind that ask for nothing; ``counted`` are measures of the submission
    by name.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    notes: list[tuple[str, Any]] = [
        (measure.short, counted[measure.name])
        for measure in catalogue.measures
        if measure.name in counted and not measure.is_declared
    ]
    notes += labelled("Để biết", [finding["message"] for finding in findings])
    notes += [("Lưu ý", NOT_TO_BE_SENT)]
    page = book.create_sheet(FEEDBACK)
    write_summary(page, submission, findings, catalogue, notes)
    return book
