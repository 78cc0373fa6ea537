"""How our workbooks look: named styles, titles, paper; and the one safe way to write a cell."""

from collections.abc import Iterable
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

FONT = "Times New Roman"
PREFIX = "Biểu mẫu "  # of our style names: Excel has its own "Title" and "Note", case ignored
LANDSCAPE_FROM_WIDTH = 100  # characters; what is wider is unreadable on an upright page
FORMATS = {"text": "@", "date": "dd/mm/yyyy", "number": "General", "thousands": "#,##0"}
FILLS = {
    "must": "FFF2CC",
    "critical": "F9A79B",
    "warning": "FFC55A",
    "info": "CFE2F3",
    "good": "E2EFDA",
}

_LINE = Side(style="thin", color="8EA9BF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def fill_of(name: str) -> PatternFill:
    """The solid tint of that name: a cell that must be filled in, or a finding's severity."""
    return PatternFill("solid", start_color=FILLS[name])


def _style(
    name: str,
    *,
    size: float = 12,
    bold: bool = False,
    italic: bool = False,
    color: str = "000000",
    fill: str | None = None,
    box: bool = False,
    number_format: str = "General",
    horizontal: str | None = None,
    vertical: str = "center",
    wrap: bool = True,
) -> NamedStyle:
    style = NamedStyle(
        name=PREFIX + name,
        font=Font(name=FONT, size=size, bold=bold, italic=italic, color=color),
        alignment=Alignment(
            horizontal=horizontal,
            vertical=vertical,
            wrap_text=wrap,
            indent=int(box and horizontal == "left"),
        ),
        number_format=number_format,
    )
    if fill:
        style.fill = PatternFill("solid", start_color=fill)
    if box:
        style.border = _BOX
    return style


_LOOKS: dict[str, dict[str, Any]] = {
    "form": {"size": 11, "italic": True, "color": "44546A", "wrap": False},
    "title": {"size": 14, "bold": True, "horizontal": "centerContinuous", "wrap": False},
    "subtitle": {"horizontal": "centerContinuous", "wrap": False},
    "note": {"size": 11, "italic": True, "color": "44546A", "wrap": False},
    "plain": {"vertical": "top"},
    "section": {"bold": True, "color": "1F4E79", "wrap": False},
    "head": {"bold": True, "fill": "D9E2F3", "box": True, "horizontal": "center"},
    "label": {"bold": True, "fill": "F2F2F2", "box": True, "horizontal": "left"},
    "prose": {"box": True, "vertical": "top", "horizontal": "left", "number_format": "@"},
    "verdict": {"size": 16, "bold": True, "box": True, "horizontal": "left"},
    "link": {"box": True, "horizontal": "center", "color": "0563C1"},
}
_LOOKS |= {
    f"{kind}.{side}{must}": {
        "box": True, "fill": fill, "number_format": shown, "horizontal": side,
    }
    for kind, shown in FORMATS.items()
    for must, fill in (("", None), (".must", FILLS["must"]))
    for side in ("left", "center")
}  # fmt: skip


def wear(cell: Cell | MergedCell, style: str) -> None:
    """Give a cell one of our styles: one name is far quicker than four style objects.

    The workbook learns a style when it is first worn; one that came from us has it already.
    """
    try:
        cell.style = PREFIX + style
    except ValueError:
        cell.parent.parent.add_named_style(_style(style, **_LOOKS[style]))  # type: ignore[union-attr]
        cell.style = PREFIX + style


def put(cell: Cell | MergedCell, value: Any, style: str | None = None) -> None:
    """Write a value that can never act as a formula, without characters that XML forbids.

    A covered cell of a merged range takes none: it is passed by.
    """
    if isinstance(cell, MergedCell):
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    if style:
        wear(cell, style)
    if isinstance(value, str):
        cell.data_type = "s"
        if value[:1] in ("=", "+", "-", "@"):
            cell.quotePrefix = True  # still text after an officer edits the cell


def put_titles(page: Worksheet, lines: Iterable[tuple[str, str]], width: int) -> int:
    """Write (style, text) lines from row 1, centred ones over ``width`` columns; the next row."""
    row = 1
    for style, text in lines:
        for column in range(1, width + 1 if style in ("title", "subtitle") else 2):
            wear(page.cell(row, column), style)
        put(page.cell(row, 1), text)
        row += 1
    return row


def format_column(page: Worksheet, column: int, style: str) -> None:
    """Make cells not yet written follow a style, but for its lines and tint."""
    look = _style(style, **_LOOKS[style])
    whole = page.column_dimensions[get_column_letter(column)]
    whole.number_format, whole.font, whole.alignment = look.number_format, look.font, look.alignment


def set_widths(page: Worksheet, widths: Iterable[float]) -> None:
    """Column widths in characters, from column A."""
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width


def set_paper(page: Worksheet, width: float, repeat_row: int | None = None) -> None:
    """A4, as wide as the page, numbered; upright unless the columns are too many."""
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape" if width > LANDSCAPE_FROM_WIDTH else "portrait"
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top = page.page_margins.bottom = 0.6
    page.print_options.horizontalCentered = True
    page.oddFooter.center.text = "&A - trang &P/&N"  # type: ignore[union-attr]
    if repeat_row:
        page.print_title_rows = f"{repeat_row}:{repeat_row}"


def lines_needed(text: str, width: float) -> int:
    """How many lines a text takes in a cell of that width; Excel does not grow rows by itself."""
    return sum(-(-max(len(line), 1) // max(int(width * 1.05), 1)) for line in text.split("\n"))
