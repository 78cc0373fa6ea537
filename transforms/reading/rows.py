"""Which rows of a list are entries, headings and totals, and where the list ends."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from transforms.catalogue import FormField, Sheet
from transforms.reading.cells import NOT_IN_LIST, Grid, as_number, read_cell
from transforms.reading.layout import Layout, Place
from transforms.text import alike, squeeze

COUNTED = ("yes_no", "number", "whole", "date")
"""The kinds of columns in which something makes a row an entry, as in the key column."""

TOTALS = frozenset(map(alike, ("Tổng cộng", "Tổng số", "Tổng", "Cộng")))
_NUMBERED = re.compile(r"\(\s*\w{1,2}\s*\)")


@dataclass
class ListRows:
    """The rows of a list by their numbers; of headings and totals the cell that names them."""

    entries: list[int] = field(default_factory=list)
    headings: dict[int, Place] = field(default_factory=dict)
    totals: dict[int, Place] = field(default_factory=dict)


def sort_rows(sheet: Sheet, grid: Grid, layout: Layout) -> ListRows:
    """The rows below the header. The list reaches to its last entry, whatever stands between.

    An entry has something in the key column, or in one of yes/no, numbers or dates. Blank rows and
    numbering lines are nothing; a text alone is a heading, `Tổng cộng` beside a blank key a total.
    """
    rows = ListRows()
    if layout.header_row is None:
        return rows
    counted = {
        layout.places[f.header].column: f
        for f in sheet.row_fields
        if f.header in layout.places and (f.kind in COUNTED or f.column == sheet.key)
    }
    key = layout.places.get(sheet.field(sheet.key).header) if sheet.key else None
    for row in range(layout.header_row + 1, len(grid.rows) + 1):
        if is_numbering(grid, row):
            continue
        texts = [place for place in _texts(grid, row) if place.column not in counted]
        total = next((p for p in texts if alike(grid.at(p.row, p.column)) in TOTALS), None)
        if total and not (key and grid.has(row, key.column)):
            rows.totals[row] = total
        elif any(grid.has(row, column) for column in counted):
            rows.entries.append(row)
        elif texts:
            rows.headings[row] = texts[0]
    _drop_signatures(grid, counted, rows)
    last = rows.entries[-1] if rows.entries else 0
    rows.headings = {row: place for row, place in rows.headings.items() if row < last}
    return rows


def _drop_signatures(grid: Grid, counted: Mapping[int, FormField], rows: ListRows) -> None:
    """Take the last rows for no entries that stand apart and hold nothing that they should.

    Officers sign where there is room, be it below `Mã số` or a column of numbers.
    """
    apart: list[int] = []
    while rows.entries and _is_signature(grid, counted, rows.entries[-1]):
        apart.insert(0, rows.entries.pop())
    while apart and (apart[0] - 1 in rows.entries or apart[0] - 1 in rows.totals):
        rows.entries.append(apart.pop(0))  # straight below the list: an entry, if a wrong one


def _is_signature(grid: Grid, counted: Mapping[int, FormField], row: int) -> bool:
    if any((row, column) in grid.defects for column in counted):
        return False
    values = [(field, grid.at(row, column)) for column, field in counted.items()]
    return all(
        isinstance(value, str) and not _fits(field, value)
        for field, value in values
        if value is not None
    )


def _fits(field: FormField, value: str) -> bool:
    """Whether a text may be meant as a value of the column."""
    if field.kind == "person_code":
        return not any(letter.isspace() for letter in squeeze(value))
    if field.kind == "task":
        return any(letter.isdigit() for letter in value)
    read = read_cell(field, value)
    return not read.detail and read.value != NOT_IN_LIST


def _texts(grid: Grid, row: int) -> Iterator[Place]:
    for column in range(1, grid.width + 1):
        value = grid.at(row, column)
        if isinstance(value, str) and as_number(value) is None:
            yield Place(row, column)


def is_numbering(grid: Grid, row: int) -> bool:
    """``(1) (2) (3)``, also as the -1 -2 -3 that Excel makes of it."""
    values = [grid.at(row, column) for column in range(1, grid.width + 1)]
    shown = [value for value in values if value is not None]
    if len(shown) < 2:
        return False
    if all(isinstance(v, str) and _NUMBERED.fullmatch(squeeze(v)) for v in shown):
        return True
    numbers = [as_number(value) for value in shown]
    return None not in numbers and numbers == [float(-n) for n in range(1, len(shown) + 1)]
