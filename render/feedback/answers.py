"""The sheet ``Giải trình``: a row per open warning, so that only its answer has to be typed."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from render.feedback.marks import Finding, page_of
from render.feedback.sheets import link_to
from render.form.style import put
from render.form.workbook import write_sheet
from transforms.catalogue import Sheet, YearCatalogue
from transforms.reading.cells import Grid
from transforms.reading.layout import HEADER_ROWS, find_headers
from transforms.text import fold, squeeze

OLD = "cũ"


def prefill_answers(book: Workbook, findings: Sequence[Finding], catalogue: YearCatalogue) -> None:
    """Put down every warning without an answer; answers that were given stay where they are.

    Rows that we put down earlier and that nobody answered are cleared first: what is still open
    comes again. The warning's words stand right of the table, under no header, so that they are
    read by people only.
    """
    if not catalogue.form.has("answers"):
        return
    sheet = catalogue.form.sheet("answers")
    waiting = [f for f in findings if f["severity"] == "warning" and not f["explanation"]]
    page = _usable_page(book, sheet)
    if page is None:
        if not waiting:
            return
        page, _ = write_sheet(book, sheet, catalogue, None, None)
    _Answers(sheet, page).ask(waiting, book)


def _usable_page(book: Workbook, sheet: Sheet) -> Worksheet | None:
    """The workbook's own sheet; one without its headers is put aside under another name."""
    page = page_of(book, sheet.name)
    if page is not None and find_headers(sheet, _grid(page)).missing:
        page.title = f"{page.title[:24]} ({OLD})"
        return None
    return page


def _grid(page: Worksheet) -> Grid:
    return Grid([[cell.value for cell in row] for row in page.iter_rows()])


class _Answers:
    """The table of answers on its sheet: where its columns are, which rows are free."""

    def __init__(self, sheet: Sheet, page: Worksheet):
        layout = find_headers(sheet, _grid(page))
        self.page = page
        self.head = layout.header_row or HEADER_ROWS
        self.column = {
            field.column or "": layout.places[field.header].column for field in sheet.row_fields
        }
        self.beside = max(self.column.values()) + 1
        while page.cell(self.head, self.beside).value is not None:
            self.beside += 1

    def ask(self, waiting: Sequence[Finding], book: Workbook) -> None:
        rows = range(self.head + 1, max(self.page.max_row, self.head) + 1)
        for row in rows:
            if not self._text(row, "explanation"):
                self._clear(row)
        free = [row for row in rows if self._is_free(row)]
        below = max(rows, default=self.head) + 1
        for number, finding in enumerate(waiting):
            row = free[number] if number < len(free) else below + number - len(free)
            self._put(row, finding, book)

    def _text(self, row: int, column: str) -> str:
        return squeeze(str(self.page.cell(row, self.column[column]).value or ""))

    def _clear(self, row: int) -> None:
        if fold(self._text(row, "rule_code")):
            for column in (*self.column.values(), self.beside):
                put(self.page.cell(row, column), None)
                self.page.cell(row, column).hyperlink = None

    def _is_free(self, row: int) -> bool:
        return not any(self._text(row, column) for column in self.column)

    def _put(self, row: int, finding: Finding, book: Workbook) -> None:
        for column in ("rule_code", "sheet", "cell"):
            put(self.page.cell(row, self.column[column]), finding[column], "text.left")
        put(self.page.cell(row, self.column["explanation"]), None, "text.left.must")
        put(self.page.cell(row, self.beside), finding["message"], "note")
        target = page_of(book, finding["sheet"])
        if target is not None and finding["cell"]:
            link_to(self.page, row, self.column["cell"], target, finding["cell"])
