"""The rows of a sheet as the XML of an .xlsx, text by text: openpyxl takes 15 µs for a cell.

What stands around them, and every look, is openpyxl's (``workbook``); ``package`` brings both
together.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from math import ceil
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.datetime import to_excel

from transforms.catalogue import TIME_ZONE
from transforms.reading.addresses import column_letters as column
from transforms.report.workbooks.sheets import Cell

LINE = 15  # height of a line in points at 11 points
LETTER = 0.95  # width of a letter in the columns' unit
LOOK_OF_TEXT = ("=", "+", "-", "@")  # what Excel would take for a formula begins so


class Rows:
    """The rows of one sheet, with the texts that all sheets of a workbook share.

    ``style_of`` gives the number of a cell's style by look, places, and whether it is bold, a link,
    quoted.
    """

    def __init__(self, strings: dict[str, int], style_of: Callable[..., int]):
        self._strings, self._style_of = strings, style_of
        self._rows: list[str] = []
        self._links: list[str] = []
        self._letters: list[str] = []
        self._quoted = cache(quoteattr)  # many lead to the same place

    def add(self, number: int, cells: Sequence[Cell], widths: Sequence[float]) -> None:
        """A row of the table, as high as its tallest text."""
        told = [None if cell.formula else cell.value for cell in cells]
        lines = lines_of(told, widths, LETTER)
        self.add_plain(number, self._cells(number, cells), LINE * lines if lines > 1 else None)

    def add_plain(self, number: int, cells: Iterable[str], height: float | None = None) -> None:
        """A row of cells that are XML already."""
        high = f' ht="{height:g}" customHeight="1"' if height else ""
        self._rows.append(f'<row r="{number}"{high}>{"".join(cells)}</row>')

    def text(self, address: str, style: int, text: str) -> str:
        """A cell with a text; without one, with its looks alone."""
        if not text:
            return f'<c r="{address}" s="{style}"/>'
        number = self._strings.setdefault(text, len(self._strings))
        return f'<c r="{address}" s="{style}" t="s"><v>{number}</v></c>'

    def sheet_data(self) -> bytes:
        """All rows."""
        return f"<sheetData>{''.join(self._rows)}</sheetData>".encode()

    def hyperlinks(self) -> bytes:
        """The links of all rows; nothing where there is none."""
        return f"<hyperlinks>{''.join(self._links)}</hyperlinks>".encode() if self._links else b""

    def _cells(self, number: int, cells: Sequence[Cell]) -> Iterator[str]:
        letters = self._letters
        letters += [column(x) for x in range(len(letters) + 1, len(cells) + 1)]
        for letter, (value, look, formula, link, places, is_bold) in zip(
            letters, cells, strict=False
        ):
            address = f"{letter}{number}"
            is_text = isinstance(value, str)
            is_quoted = is_text and not formula and value[:1] in LOOK_OF_TEXT
            style = self._style_of(look, places, is_bold, link is not None, is_quoted)
            if link:
                self._links.append(f'<hyperlink ref="{address}" location={self._quoted(link)}/>')
            if formula:
                yield _formula(address, style, formula, value)
            elif is_text:
                yield self.text(address, style, value)
            elif value is None:
                yield f'<c r="{address}" s="{style}"/>'
            else:
                yield f'<c r="{address}" s="{style}"><v>{_number(value)}</v></c>'


def lines_of(texts: Iterable[Any], widths: Sequence[float], letter: float) -> int:
    """How many lines the tallest of a row's texts needs: Excel does not ask before it opens."""
    most = 1
    for text, width in zip(texts, widths, strict=False):
        if not isinstance(text, str):
            continue
        if "\n" in text:
            parts = text.split("\n")
            most = max(most, sum(ceil(max(1, len(part)) * letter / width) for part in parts))
        elif (long := len(text) * letter) > width * most:
            most = ceil(long / width)
    return most


def shared_strings(strings: Collection[str]) -> bytes:
    """The texts of a workbook by number, in XML."""
    items = "".join(f"<si>{_shared(text)}</si>" for text in strings)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<sst xmlns="{main}" uniqueCount="{len(strings)}">{items}</sst>'.encode()


def _shared(text: str) -> str:
    told = escape(ILLEGAL_CHARACTERS_RE.sub("", text), {"\r": "&#13;"})
    is_bare = told == told.strip() and "\n" not in told
    return f"<t>{told}</t>" if is_bare else f'<t xml:space="preserve">{told}</t>'


def _formula(address: str, style: int, formula: str, value: Any) -> str:
    """A formula with its value, for readers that do not calculate."""
    kind = ' t="str"' if isinstance(value, str) else ""
    shown = escape(value) if isinstance(value, str) else repr(value)
    told = escape(formula.removeprefix("="))
    return f'<c r="{address}" s="{style}"{kind}><f>{told}</f><v>{shown}</v></c>'


def _number(value: Any) -> str:
    """A number as it is; a day or a time (local, as Excel knows no zone) as Excel counts them."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.datetime):
        value = value.astimezone(TIME_ZONE).replace(tzinfo=None, microsecond=0)
    return repr(to_excel(value) if isinstance(value, dt.date) else value)
