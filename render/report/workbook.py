"""Sheets of plain values as an .xlsx: print layout, links, formulas with their values stored."""

import datetime as dt
import io
from collections.abc import Sequence
from math import ceil
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from render.office import normalise_office
from render.report.package import complete_workbook
from transforms.catalogue import TIME_ZONE
from transforms.reading.addresses import column_letters as column
from transforms.report.workbooks.sheets import Cell, Sheet

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
LINE = 15  # height of a line in points at 11 points


def write_workbook(sheets: list[Sheet], stamp: dt.date, author: str) -> bytes:
    """The workbook, the same bytes for the same sheets; formulas carry their given values."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    book.properties.creator = author
    looks: dict[tuple[Any, ...], Any] = {}
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet, looks)
    buffer = io.BytesIO()
    book.save(buffer)
    values = [
        {
            f"{column(x)}{sheet.first_row + y}": cell.value
            for y, row in enumerate(sheet.rows)
            for x, cell in enumerate(row, start=1)
            if cell.formula
        }
        for sheet in sheets
    ]
    return normalise_office(complete_workbook(buffer.getvalue(), values), stamp)


def _fill(page: Worksheet, sheet: Sheet, looks: dict[tuple[Any, ...], Any]) -> None:
    for number, text in enumerate((sheet.title, *sheet.notes), start=1):
        _title(page, number, text, len(sheet.heads))
    head_row = sheet.first_row - 1
    for number, text in enumerate(sheet.heads, start=1):
        cell = page.cell(head_row, number, text)
        cell.font, cell.border = Font(FONT, 11, bold=True), BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[column(number)].width = sheet.widths[number - 1]
    page.row_dimensions[head_row].height = LINE * _lines(sheet.heads, sheet.widths, 1.1)
    for y, row in enumerate(sheet.rows, start=sheet.first_row):
        for x, content in enumerate(row, start=1):
            _write(page.cell(y, x), content, looks)
        lines = _lines([None if c.formula else c.value for c in row], sheet.widths, 0.95)
        if lines > 1:
            page.row_dimensions[y].height = LINE * lines
    _lay_out(page, head_row, len(sheet.rows), len(sheet.heads))


def _title(page: Worksheet, number: int, text: str, width: int) -> None:
    """A line centred over all columns; cells are not merged, so that columns can be sorted."""
    for place in range(1, width + 1):
        cell = page.cell(number, place, text if place == 1 else None)
        cell.font = Font(FONT, 14 if number == 1 else 12, bold=number == 1, italic=number > 1)
        cell.alignment = Alignment(horizontal="centerContinuous", vertical="center")


def _lines(texts: Sequence[Any], widths: Sequence[float], letter: float) -> int:
    """How many lines the tallest of a row's texts needs: Excel does not ask before it opens."""
    return max(
        (
            sum(ceil(max(1, len(part)) * letter / width) for part in text.split("\n"))
            for text, width in zip(texts, widths, strict=False)
            if isinstance(text, str)
        ),
        default=1,
    )


def _lay_out(page: Worksheet, head_row: int, rows: int, width: int) -> None:
    """A4 landscape, as wide as the page, header repeated, page numbers, panes frozen."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    page.print_title_rows = f"{head_row}:{head_row}"
    page.print_area = f"A1:{column(width)}{head_row + rows}"
    page.freeze_panes = f"A{head_row + 1}"
    page.oddFooter.center.text = "&P/&N"  # type: ignore[union-attr]
    margins = page.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.6, 0.8, 0.8


def _write(target: Any, cell: Cell, looks: dict[tuple[Any, ...], Any]) -> None:
    value = cell.formula or _value(cell)
    if isinstance(value, str) and not cell.formula:
        target.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        target.data_type = "s"  # whatever it begins with, it is text
    else:
        target.value = value
    quoted = isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@")
    key = (cell.look, cell.places, cell.is_bold, bool(cell.link), quoted and not cell.formula)
    if key not in looks:
        _dress(target, cell, quotes=key[-1])
        looks[key] = target._style
    target._style = looks[key]
    if cell.link:
        link = Hyperlink(ref=target.coordinate, location=cell.link, display=str(cell.value))
        target.hyperlink = link
        target._style = looks[key]


def _dress(target: Any, cell: Cell, quotes: bool) -> None:
    colour = "0563C1" if cell.link else "000000"
    target.font = Font(
        FONT, 11, bold=cell.is_bold, color=colour, underline="single" if cell.link else None
    )
    target.border = BORDER
    across = "left" if cell.look == "words" else "center"
    target.alignment = Alignment(horizontal=across, vertical="top", wrap_text=True)
    target.quotePrefix = quotes
    decimals = "0" * cell.places
    if cell.look == "rate":
        target.number_format = f"0.{decimals}%"
    elif cell.look == "points":
        target.number_format = f"+0.{decimals};-0.{decimals};0.{decimals}"
    elif cell.look in FORMATS:
        target.number_format = FORMATS[cell.look]


def _value(cell: Cell) -> Any:
    """What Excel can hold: times as local ones without a zone."""
    if cell.look == "time" and cell.value is not None:
        local = pd.Timestamp(cell.value).tz_convert(TIME_ZONE)
        return local.tz_localize(None).floor("s").to_pydatetime()
    return cell.value
