"""The sheet ``Giải trình``: a row per open warning, so that only its answer has to be typed."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from render.feedback.marks import Finding, page_of
from render.feedback.own_cells import Grids, grid_of
from render.feedback.sheets import link_to
from render.form.style import FONT, lines_needed, put
from render.form.workbook import write_sheet
from transforms.catalogue import Sheet, YearCatalogue
from transforms.reading.answers import GONE, Marked, read_row
from transforms.reading.layout import HEADER_ROWS, Layout, find_headers
from transforms.reading.lists.row_marks import find_marks, marks_text
from transforms.reading.values import as_text
from transforms.rules.answers import LOST, Answer, cells_of, plain_code
from transforms.rules.rulings import ASKED_AGAIN
from transforms.text import alike, fold, squeeze

OLD = "cũ"
MARK, WORDS = "Dấu dòng", "Nội dung cảnh báo"
MARK_WIDTH, WORDS_WIDTH = 14, 60
LINE_HEIGHT = 17
MARK_FONT = Font(name=FONT, size=8, color="808080")


def prefill_answers(
    book: Workbook, findings: Sequence[Finding], catalogue: YearCatalogue, cells: Grids
) -> None:
    """Put down every warning without an answer; answers that were given stay where they are.

    Rows that we put down earlier and that nobody answered are cleared first: what is still open
    comes again. Right of the table stand a mark of the row that an answer speaks of, by which it
    keeps to its person when rows move, and the warning's words. ``cells`` are those of the unit's
    sheets.
    """
    if not catalogue.form.has("answers"):
        return
    sheet = catalogue.form.sheet("answers")
    warnings = [f for f in findings if f["severity"] == "warning" and f["rule_code"] != LOST]
    waiting = [finding for finding in warnings if not finding["explanation"]]
    page = _usable_page(book, sheet)
    if page is None:
        if not waiting:
            return
        page, _ = write_sheet(book, sheet, catalogue, None, None)
    _Answers(sheet, page, Marked(cells, catalogue.form), warnings).ask(waiting, book)


def _usable_page(book: Workbook, sheet: Sheet) -> Worksheet | None:
    """The workbook's own sheet; one without its headers is put aside under another name."""
    page = page_of(book, sheet.name)
    if page is not None and find_headers(sheet, grid_of(page)).missing:
        page.title = f"{page.title[:24]} ({OLD})"
        return None
    return page


class _Answers:
    """The table of answers on its sheet: where its columns are, which rows are free."""

    def __init__(self, sheet: Sheet, page: Worksheet, marked: Marked, warnings: Sequence[Finding]):
        self.sheet, self.page, self.marked = sheet, page, marked
        self.layout: Layout = find_headers(sheet, grid_of(page))
        self.head = self.layout.header_row or HEADER_ROWS
        self.column = {
            field.column or "": self.layout.places[field.header].column
            for field in sheet.row_fields
        }
        self.asked = {(f["rule_code"], alike(f["sheet"] or ""), f["cell"]) for f in warnings}
        self.mark = max(self.column.values()) + 1
        while self.page.cell(self.head, self.mark).value not in (None, MARK):
            self.mark += 1
        self.words = self.mark + 1

    def ask(self, waiting: Sequence[Finding], book: Workbook) -> None:
        rows = range(self.head + 1, max(self.page.max_row, self.head) + 1)
        answered = [row for row in rows if self._text(row, "explanation")]
        for row in rows:
            if row not in answered:
                self._clear(row)
        if waiting or answered:
            self._write_heads()
        self._carry(answered)
        asked_again = any(finding.get("action") == ASKED_AGAIN for finding in waiting)
        last = max(answered, default=0) if asked_again else 0  # the later row is the answer
        free = [row for row in rows if row > last and self._is_free(row)]
        below = max(rows, default=self.head) + 1
        for number, finding in enumerate(waiting):
            row = free[number] if number < len(free) else below + number - len(free)
            self._put(row, finding, book)

    def _write_heads(self) -> None:
        for column, text, width in (
            (self.mark, MARK, MARK_WIDTH),
            (self.words, WORDS, WORDS_WIDTH),
        ):
            put(self.page.cell(self.head, column), text, "head")
            self.page.column_dimensions[get_column_letter(column)].width = width

    def _carry(self, rows: Sequence[int]) -> None:
        """Let given answers go on speaking of the rows they speak of, wherever these are now."""
        grid = grid_of(self.page)
        for row in rows:
            answer = read_row(self.sheet, grid, self.layout, row)
            cells = self.marked.cells(answer, find_marks(grid, row))
            if GONE in cells:
                continue
            if cells and set(cells) != cells_of(answer.cell):
                put(self.page.cell(row, self.column["cell"]), ", ".join(cells), "text.left")
            self._put_mark(row, answer, cells or sorted(cells_of(answer.cell)))

    def _put_mark(self, row: int, answer: Answer, cells: Sequence[str]) -> None:
        rows = self.marked.rows(answer.sheet)
        key = (plain_code(answer.rule_code), alike(answer.sheet))
        marks = {
            cell: mark
            for cell in cells
            if rows and (*key, cell) in self.asked and (mark := rows.of(cell))
        }
        put(self.page.cell(row, self.mark), marks_text(marks) or None, "text.left")
        self.page.cell(row, self.mark).font = MARK_FONT

    def _text(self, row: int, column: str) -> str:
        return squeeze(as_text(self.page.cell(row, self.column[column]).value))

    def _clear(self, row: int) -> None:
        if fold(self._text(row, "rule_code")):
            for column in (*self.column.values(), self.mark, self.words):
                put(self.page.cell(row, column), None)
                self.page.cell(row, column).hyperlink = None

    def _is_free(self, row: int) -> bool:
        return not any(self._text(row, column) for column in self.column)

    def _put(self, row: int, finding: Finding, book: Workbook) -> None:
        for column in ("rule_code", "sheet", "cell"):
            put(self.page.cell(row, self.column[column]), finding[column], "text.left")
        put(self.page.cell(row, self.column["explanation"]), None, "text.left.must")
        put(self.page.cell(row, self.words), finding["message"], "text.left")
        lines = lines_needed(finding["message"], WORDS_WIDTH)
        self.page.row_dimensions[row].height = LINE_HEIGHT * lines + 3
        cell = finding["cell"] or ""
        answer = Answer(finding["rule_code"], finding["sheet"] or "", cell, "")
        self._put_mark(row, answer, [cell] if cell else [])
        target = page_of(book, finding["sheet"])
        if target is not None and cell:
            link_to(self.page, row, self.column["cell"], target, cell)
