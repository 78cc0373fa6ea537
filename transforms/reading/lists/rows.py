"""Which rows of a list are entries, headings and totals, and where the list ends."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from string import ascii_lowercase
from typing import Any

from transforms.catalogue import FormField, Sheet
from transforms.reading.cells import NOT_IN_LIST, read_cell
from transforms.reading.grid import Grid
from transforms.reading.layout import Layout, Place
from transforms.reading.signatures import is_name, is_signature
from transforms.reading.values import as_number, as_text
from transforms.text import alike, fold, squeeze

COUNTED = ("yes_no", "number", "whole", "date")
"""The kinds of columns in which something makes a row an entry, as in the key column."""

_TOTAL = re.compile(
    r"\W*(?:tổng cộng|tổng số|tổng|cộng|total)(?:[\s\d:;,.()/+=&*-]|\b(?:người|cán bộ|hoạt động"
    r"|lượt|lớp|mục|phần|kinh phí|nghìn đồng|tham gia|toàn|đơn vị|cơ quan|sở|danh sách"
    r"|[a-d]|[ivx]{1,4})\b)*"
)
"""A label of a row of sums: `Tổng cộng`, `Cộng mục II`, `Tổng số: 25 người`; no `Tổng kết`."""
_LONG_TOTAL = re.compile(
    r"\W*(?:tổng cộng|tổng số(?! h(?:óa|oá))|mang sang|lũi kế|luĩ kế"
    r"|cộng (?:tổng|trang|khối|phòng|công chức|viên chức|người lao động))\b.*"
)
"""One with other words behind it (`Tổng số công chức, viên chức`): a sum beside nothing else."""
_SUMS = re.compile("total|mang|[^\x00-\x7f]", re.IGNORECASE)
"""Something of this stands in every such label, and in hardly any code of a person."""

_NUMBERED = re.compile(r"[(\[]\s*\w{1,2}(?:\s*[=+:x*/-]\s*\w{1,2})*\s*[)\]]")
_MADE_OF = re.compile(r"\s*=[\s\d()+*/:x-]+$")
LONGEST_CODE = 20
LEAST_NUMBERED = 4  # columns of a numbering line without brackets


@dataclass
class ListRows:
    """The rows of a list by their numbers; of headings and totals the cell that names them.

    ``last_header`` is the last row in which the headers stand.
    """

    entries: list[int] = field(default_factory=list)
    headings: dict[int, Place] = field(default_factory=dict)
    totals: dict[int, Place] = field(default_factory=dict)
    last_header: int = 0


def sort_rows(sheet: Sheet, grid: Grid, layout: Layout) -> ListRows:
    """The rows below the header. The list reaches to its last entry, whatever stands between.

    An entry has something in the key column, or in one of yes/no, numbers or dates. Blank rows and
    numbering lines are nothing; a text alone is a heading, and so are the headers once more;
    `Tổng cộng` beside a blank key, or instead of one, is a total.
    """
    rows = ListRows(last_header=layout.header_row or 0)
    if layout.header_row is None:
        return rows
    counted = {
        layout.places[f.header].column: f
        for f in sheet.row_fields
        if f.header in layout.places and (f.kind in COUNTED or f.column == sheet.key)
    }
    if sheet.key and sheet.field(sheet.key).kind == "text":
        counted |= _placed(sheet, layout, "text")
    header_rows = {place.row for place in layout.places.values()}
    headers = {
        place.column: {alike(as_text(grid.at(row, place.column))) for row in header_rows}
        for place in layout.places.values()
    }
    key = layout.places.get(sheet.field(sheet.key).header) if sheet.key else None
    for row in range(layout.header_row + 1, len(grid.rows) + 1):
        above = rows.entries[-1:] or [0]
        if is_numbering(grid, row, is_first=above[0] <= rows.last_header):
            continue
        own = Place(row, key.column) if key and _is_text(grid.at(row, key.column)) else None
        texts = [] if own else [p for p in _texts(grid, row) if p.column not in counted]
        total = next((p for p in ([own] if own else texts) if _is_total(grid, counted, p)), None)
        if total and (own or not (key and grid.has(row, key.column))):
            rows.totals[row] = total
        elif own and _is_across(grid, row, own.column):
            rows.headings[row] = own
        elif _is_header(grid, headers, row):
            rows.headings[row], rows.last_header = next(_texts(grid, row)), row
        elif any(grid.has(row, column) for column in counted):
            rows.entries.append(row)
        elif texts:
            rows.headings[row] = texts[0]
    _drop_signatures(grid, counted, _placed(sheet, layout, "name", "text", "choice"), rows)
    last = rows.entries[-1] if rows.entries else 0
    rows.headings = {row: place for row, place in rows.headings.items() if row < last}
    return rows


def _placed(sheet: Sheet, layout: Layout, *kinds: str) -> dict[int, FormField]:
    return {
        layout.places[field.header].column: field
        for field in sheet.row_fields
        if field.kind in kinds and field.header in layout.places
    }


def _drop_signatures(
    grid: Grid, counted: Mapping[int, FormField], told: Mapping[int, FormField], rows: ListRows
) -> None:
    """Take the last rows for no entries that stand apart and hold nothing that they should.

    Officers sign where there is room, be it below `Mã số` or a column of numbers. ``told`` are the
    columns of words, which an entry has and a signature has not.
    """
    apart: list[int] = []
    while rows.entries and _is_signature(grid, counted, told, rows.entries[-1]):
        apart.insert(0, rows.entries.pop())
    while apart and not _is_signed(grid, counted, apart[0]):
        if apart[0] - 1 not in (*rows.entries[-1:], *rows.totals):
            break
        rows.entries.append(apart.pop(0))  # straight below the list: an entry, if a wrong one


def _is_signed(grid: Grid, counted: Mapping[int, FormField], row: int) -> bool:
    texts = [grid.at(row, column) for column in counted]
    return any(isinstance(text, str) and is_signature(text) for text in texts)


def _is_signature(
    grid: Grid, counted: Mapping[int, FormField], told: Mapping[int, FormField], row: int
) -> bool:
    if any((row, column) in grid.defects for column in counted):
        return False
    words = [(field, grid.at(row, c)) for c, field in told.items() if c not in counted]
    if any(field.kind == "choice" and _fits(field, value, False) for field, value in words):
        return False
    is_told = any(value is not None for _, value in words)
    values = [(field, grid.at(row, column)) for column, field in counted.items()]
    return not any(_fits(field, value, is_told) for field, value in values)


def _fits(field: FormField, value: Any, is_told: bool) -> bool:
    """Whether a cell may be meant as a value of the column; ``is_told``: words stand beside it."""
    if value is None or (isinstance(value, dt.date) and field.kind != "date"):
        return False
    if not isinstance(value, str):
        return True
    if is_signature(value):
        return field.kind == "date" and is_told
    shown = squeeze(value)
    if field.kind in ("person_code", "task"):
        is_code = any(letter.isdigit() for letter in shown)
        is_word = is_told and field.kind == "person_code" and " " not in shown
        return (is_code or is_word) and len(shown.replace(" ", "")) <= LONGEST_CODE
    if field.kind == "text":
        return not is_name(value)
    read = read_cell(field, value)
    return not read.detail and read.value != NOT_IN_LIST


def _texts(grid: Grid, row: int) -> Iterator[Place]:
    for column, value in enumerate(grid.line(row), 1):
        if _is_text(value):
            yield Place(row, column)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and as_number(value) is None


def _is_across(grid: Grid, row: int, column: int) -> bool:
    """Whether a text stands merged over the rest of a row, as the name of a part does."""
    return any(
        (top, left, bottom) == (row, column, row) and right - left >= LEAST_NUMBERED
        for top, left, bottom, right in grid.merges
    )


def is_total(text: str) -> bool:
    """Whether a text names a row of sums."""
    return bool(_SUMS.search(text) and _TOTAL.fullmatch(alike(text)))


def _is_total(grid: Grid, counted: Mapping[int, FormField], label: Place) -> bool:
    """Whether a text names a row of sums, perhaps with other words behind it."""
    text = grid.at(label.row, label.column)
    if not _SUMS.search(text):
        return False
    text = alike(text)
    if _TOTAL.fullmatch(text):
        return True
    if not _LONG_TOTAL.fullmatch(text):
        return False
    beside = (grid.at(label.row, c) for c in counted if c != label.column)
    return all(value is None or as_number(value) is not None for value in beside)


def _is_header(grid: Grid, headers: Mapping[int, Collection[str]], row: int) -> bool:
    """Whether a row says the headers once more, as on the next page."""
    told = 0
    for column, names in headers.items():
        value = grid.at(row, column)
        if value is not None and alike(as_text(value)) not in names:
            return False
        told += value is not None
    return told > 1


def is_numbering(grid: Grid, row: int, is_first: bool = False) -> bool:
    """``(1) (2) (3)``, also as the -1 -2 -3 that Excel makes of it; before any entry 1 2 3."""
    shown = [value for value in grid.line(row) if value is not None]
    if len(shown) < 2:
        return False
    if all(isinstance(v, str) and _NUMBERED.fullmatch(squeeze(v)) for v in shown):
        return True
    return _counts(shown, -1) or (is_first and len(shown) >= LEAST_NUMBERED and _is_plain(shown))


def _is_plain(shown: list[Any]) -> bool:
    """``1 2 3 4``, ``a b 1 2``, ``A B C D``: no entry has such values in all its columns."""
    pairs = zip(map(fold, map(as_text, shown)), ascii_lowercase, strict=False)
    letters = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return _counts(shown[letters:], 1)


def _counts(values: list[Any], sign: int) -> bool:
    """Whether values are 1 2 3, perhaps with what a column is made of (``3=4+5``)."""
    shown = (_MADE_OF.sub("", v) if isinstance(v, str) else v for v in values)
    return all(as_number(value) == sign * n for n, value in enumerate(shown, 1))
