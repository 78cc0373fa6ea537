"""The feedback workbook: a unit's own file with the wrong cells marked, and what to do about it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from render.feedback.answers import prefill_answers
from render.feedback.losses import find_losses
from render.feedback.marks import GRAVEST, Finding, clear_marks, mark_cells, page_of
from render.feedback.original import open_original, store_values
from render.feedback.own_cells import cells_of_book, named, with_own_values
from render.feedback.sheets import labelled, write_errors, write_summary
from render.feedback.texts import Place, losses_note
from render.form.workbook import ERRORS, FEEDBACK
from transforms.catalogue import YearCatalogue
from transforms.reading.grid import Grid
from transforms.text import alike

UNREADABLE = "F01"


def feedback_workbook(
    original: bytes | None,
    submission: Mapping[str, Any],
    findings: Sequence[Mapping[str, Any]],
    catalogue: YearCatalogue,
    read_cells: Callable[[], Mapping[str, Grid]] = dict,
) -> Workbook:
    """The unit's file as it came, marked, with ``Phản hồi`` and ``Lỗi`` in front.

    ``submission`` and ``findings`` have the columns of core.submission and core.finding. Marks and
    sheets of an earlier feedback are replaced; ``Giải trình`` waits for the answers that are still
    open. Without the original, or with one that cannot be edited (xls, ods, broken, too large),
    the sheets stand alone, and ``read_cells`` gives the sheets' cells. Nothing we write can act as
    a formula.
    """
    findings = _in_order(findings, catalogue)
    is_readable = not any(finding["rule_code"] == UNREADABLE for finding in findings)
    book = open_original(original) if is_readable else None
    place, notes = Place.APART, []
    if book is None:
        book = Workbook()
        book.remove(book.worksheets[0])
        cells = named(read_cells()) if is_readable else {}
    else:
        assert original is not None
        sheets = {alike(sheet.name) for sheet in catalogue.form.sheets}
        stored_values = store_values(book, original, sheets, _broken(findings))
        losses = find_losses(original)
        place, notes = (Place.ORIGINAL if losses else Place.HERE), _notes(losses, stored_values)
        _remove_earlier(book)
        cells = cells_of_book(book)
    findings = with_own_values(findings, cells)
    if place is not Place.APART:
        mark_cells(book, findings)
    summary, errors = book.create_sheet(FEEDBACK, 0), book.create_sheet(ERRORS, 1)
    write_summary(summary, submission, findings, catalogue, notes, place)
    prefill_answers(book, findings, catalogue, cells)
    write_errors(errors, book, findings)
    _open_at_first(book)
    return book


def _notes(losses: Sequence[str], stored_values: int) -> list[tuple[str, str]]:
    texts = [losses_note(losses)] if losses else []
    if stored_values:
        texts.append(
            f"{stored_values} ô công thức trong các trang của biểu đã được thay bằng giá trị đang "
            "hiển thị, để gửi lại vẫn đọc được."
        )
    return labelled("Lưu ý", texts)


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
        (alike(f["sheet"] or ""), f["cell"])
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
