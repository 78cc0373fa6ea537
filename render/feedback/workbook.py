"""The feedback workbook: a unit's own file with the wrong cells marked, and what to do about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from render.feedback.answers import prefill_answers
from render.feedback.marks import GRAVEST, Finding, clear_marks, mark_cells, page_of
from render.feedback.original import open_original, store_values
from render.feedback.sheets import write_errors, write_summary
from render.form.style import add_styles
from render.form.workbook import ERRORS, FEEDBACK
from transforms.catalogue import YearCatalogue
from transforms.text import fold

UNREADABLE = "F01"


def feedback_workbook(
    original: bytes | None,
    submission: Mapping[str, Any],
    findings: Sequence[Mapping[str, Any]],
    catalogue: YearCatalogue,
) -> Workbook:
    """The unit's file as it came, marked, with ``Phản hồi`` and ``Lỗi`` in front.

    ``submission`` and ``findings`` have the columns of core.submission and core.finding. Marks and
    sheets of an earlier feedback are replaced; ``Giải trình`` waits for the answers that are still
    open. Without the original, or with one that cannot be edited (xls, ods, broken, too large),
    the sheets stand alone. Nothing we write can act as a formula.
    """
    findings = _in_order(findings, catalogue)
    is_readable = not any(finding["rule_code"] == UNREADABLE for finding in findings)
    book = open_original(original) if is_readable else None
    is_own_file = book is not None
    stored_values = 0
    if book is None:
        book = Workbook()
        book.remove(book.worksheets[0])
    else:
        assert original is not None
        sheets = {fold(sheet.name) for sheet in catalogue.form.sheets}
        stored_values = store_values(book, original, sheets, _broken(findings))
        _remove_earlier(book)
        mark_cells(book, findings)
    add_styles(book)
    summary, errors = book.create_sheet(FEEDBACK, 0), book.create_sheet(ERRORS, 1)
    write_summary(
        summary, submission, findings, catalogue,
        is_own_file=is_own_file, stored_values=stored_values,
    )  # fmt: skip
    prefill_answers(book, findings, catalogue)
    write_errors(errors, book, findings)
    _open_at_first(book)
    return book


def _in_order(findings: Sequence[Finding], catalogue: YearCatalogue) -> list[Finding]:
    """What must be done first: gravest, unanswered, then sheet by sheet as they were found."""
    sheets = [sheet.name for sheet in catalogue.form.sheets]
    return sorted(
        findings,
        key=lambda f: (
            GRAVEST.index(f["severity"]),
            bool(f["explanation"]),
            sheets.index(f["sheet"]) if f["sheet"] in sheets else -1,
        ),
    )


def _broken(findings: Sequence[Finding]) -> set[tuple[str, str]]:
    """Cells in which no value could be read: their formulas stay for the unit to mend."""
    return {
        (fold(f["sheet"] or ""), f["cell"])
        for f in findings
        if f["rule_code"] == "R05" and f["cell"]
    }


def _remove_earlier(book: Workbook) -> None:
    for name in (FEEDBACK, ERRORS):
        while (page := page_of(book, name)) is not None:
            book.remove(page)
    clear_marks(book)


def _open_at_first(book: Workbook) -> None:
    """Show our first sheet; with others still selected, typing would go into all of them."""
    book.active = 0
    for number, page in enumerate(book.worksheets):
        page.sheet_view.tabSelected = number == 0
