"""Sheets of plain values as an .xlsx: print layout, links, formulas with their values stored."""

import datetime as dt
import io
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Dressed
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from render.office import normalise_office
from render.report.cells import LINE, Rows, lines_of
from render.report.package import complete_workbook
from transforms.reading.addresses import column_letters as column
from transforms.report.workbooks.sheets import Look, Sheet

FONT = "Times New Roman"
THIN = Side(style="thin", color="000000")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
FORMATS = {
    "figure": "#,##0",
    "plain": "0",
    "money": "#,##0.###",
    "day": "dd/mm/yyyy",
    "time": "dd/mm/yyyy hh:mm:ss",
}


class Looks:
    """The numbers of a workbook's styles, each dressed by openpyxl once."""

    def __init__(self, book: Workbook):
        self._page = book.worksheets[0]
        self.of = cache(self._of)
        self.named = cache(self._named)

    def _of(self, look: Look, places: int, *marks: bool) -> int:
        """The look of a cell of the table, which may be bold, a link, quoted."""
        return self._named(partial(_dress, look, places, *marks))

    def _named(self, dress: Callable[[Any], None]) -> int:
        """The look that ``dress`` gives."""
        target = Dressed(self._page, row=1, column=1)
        dress(target)
        return target.style_id


def write_workbook(
    sheets: list[Sheet], stamp: dt.date, author: str, is_protected: bool = False
) -> bytes:
    """The workbook, the same bytes for the same sheets; formulas carry their given values.

    ``is_protected`` against accidents, without a password.
    """
    book = Workbook()
    pages = [*book.worksheets, *(book.create_sheet() for _ in sheets[1:])]
    book.properties.creator = author
    looks, strings = Looks(book), dict[str, int]()
    rows = [Rows(strings, looks.of) for _ in sheets]
    for page, sheet, own in zip(pages, sheets, rows, strict=True):
        page.title = sheet.name
        _fill(own, sheet, looks)
        _lay_out(page, sheet)
        if is_protected:
            page.protection.enable()
            page.protection.formatColumns = page.protection.formatRows = False  # may be done
    buffer = io.BytesIO()
    book.save(buffer)
    return normalise_office(complete_workbook(buffer.getvalue(), rows, strings), stamp)


def _fill(rows: Rows, sheet: Sheet, looks: Looks) -> None:
    letters = [column(x) for x in range(1, len(sheet.heads) + 1)]
    for number, text in enumerate((sheet.title, *sheet.notes), start=1):
        style = looks.named(_title if number == 1 else _note)
        first, *others = (f"{letter}{number}" for letter in letters)  # not merged: can be sorted
        blank = (rows.text(address, style, "") for address in others)
        rows.add_plain(number, [rows.text(first, style, text), *blank])
    head_row = sheet.first_row - 1 - bool(sheet.numbers)
    for number, texts, dress, letter in (
        (head_row, sheet.heads, _head, 1.1),
        (head_row + 1, sheet.numbers, _number, 0.9),
    ):
        if texts:
            style = looks.named(dress)
            cells = zip(letters, texts, strict=False)
            rows.add_plain(
                number,
                [rows.text(f"{a}{number}", style, text) for a, text in cells],
                LINE * lines_of(texts, sheet.widths, letter),
            )
    for number, row in enumerate(sheet.rows, start=sheet.first_row):
        rows.add(number, row, sheet.widths)


def _title(target: Any) -> None:
    target.font = Font(FONT, 14, bold=True)
    target.alignment = Alignment(horizontal="centerContinuous", vertical="center")


def _note(target: Any) -> None:
    target.font = Font(FONT, 12, italic=True)
    target.alignment = Alignment(horizontal="centerContinuous", vertical="center")


def _head(target: Any) -> None:
    target.font, target.border = Font(FONT, 11, bold=True), BORDER
    target.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _number(target: Any) -> None:
    _head(target)
    target.font = Font(FONT, 11, italic=True)


def _lay_out(page: Worksheet, sheet: Sheet) -> None:
    """A4 landscape, as wide as the page, header repeated, page numbers, panes frozen."""
    first_row, last_row = sheet.first_row, sheet.first_row + len(sheet.rows) - 1
    head_row = first_row - 1 - bool(sheet.numbers)
    for x, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[column(x)].width = width
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    page.print_title_rows = f"{head_row}:{first_row - 1}"
    page.print_area = f"A1:{column(len(sheet.heads))}{last_row}"
    page.freeze_panes = f"A{first_row}"
    page.oddFooter.center.text = "&P/&N"  # type: ignore[union-attr]
    margins = page.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.6, 0.8, 0.8


def _dress(
    look: Look, places: int, is_bold: bool, is_link: bool, is_quoted: bool, target: Any
) -> None:
    colour = "0563C1" if is_link else "000000"
    target.font = Font(
        FONT, 11, bold=is_bold, color=colour, underline="single" if is_link else None
    )
    target.border = BORDER
    across = "left" if look == "words" else "center"
    target.alignment = Alignment(horizontal=across, vertical="top", wrap_text=True)
    target.quotePrefix = is_quoted
    decimals = "0" * places
    if look == "rate":
        target.number_format = f"0.{decimals}%"
    elif look == "points":
        target.number_format = f"+0.{decimals};-0.{decimals};0.{decimals}"
    elif look in FORMATS:
        target.number_format = FORMATS[look]
