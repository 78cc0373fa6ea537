"""Where a form's headers, labels and rows stand in a grid that people have moved about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from transforms.catalogue import FormField, Sheet
from transforms.reading.cells import Grid, as_number, as_text
from transforms.text import fold, squeeze

HEADER_ROWS = 15
LABEL_COLUMNS = 4
_NUMBERED = re.compile(r"\(\s*\w{1,2}\s*\)")


@dataclass(frozen=True)
class Place:
    """A cell by row and column, from 1."""

    row: int
    column: int


@dataclass(frozen=True)
class Layout:
    """Where a sheet's fields stand.

    ``places`` by header: header cells of a table, value cells of labels. ``missing`` are fields
    that stand nowhere, ``repeated`` the second and further places of one, ``extra`` the header
    cells of no field with their texts.
    """

    header_row: int | None
    places: dict[str, Place]
    missing: tuple[FormField, ...]
    repeated: tuple[tuple[FormField, Place], ...]
    extra: tuple[tuple[str, Place], ...] = ()


def heading(value: Any) -> str:
    """A header or label as compared: folded, without a colon at its end."""
    return fold(value).rstrip(": ") if isinstance(value, str) else ""


def find_headers(sheet: Sheet, grid: Grid) -> Layout:
    """The header row of a table: the first of 15 with at least half of the required headers."""
    required = {heading(field.header) for field in sheet.fields if field.need == "required"}
    for row in range(1, min(HEADER_ROWS, len(grid.rows)) + 1):
        standing = {heading(grid.at(row, column)) for column in range(1, grid.width + 1)}
        if 2 * len(standing & required) >= len(required):
            return _lay_out_row(sheet, grid, row)
    missing = tuple(field for field in sheet.fields if field.need == "required")
    return Layout(None, {}, missing, ())


def _lay_out_row(sheet: Sheet, grid: Grid, row: int) -> Layout:
    fields = {heading(field.header): field for field in sheet.fields}
    places: dict[str, Place] = {}
    repeated, extra = [], []
    for column in range(1, grid.width + 1):
        value = grid.at(row, column)
        field = fields.get(heading(value))
        if field and field.header not in places:
            places[field.header] = Place(row, column)
        elif field and field.need == "required":
            repeated.append((field, Place(row, column)))
        elif value is not None:
            extra.append((as_text(value), Place(row, column)))
    missing = tuple(f for f in sheet.fields if f.need == "required" and f.header not in places)
    return Layout(row, places, missing, tuple(repeated), tuple(extra))


def find_labels(sheet: Sheet, grid: Grid) -> Layout:
    """The values of a sheet of labels: each in the cell right of its label, in columns A to D."""
    fields = {heading(field.header): field for field in sheet.fields}
    places: dict[str, Place] = {}
    repeated = []
    for row in range(1, len(grid.rows) + 1):
        column = 1
        while column <= LABEL_COLUMNS:
            field = fields.get(heading(grid.at(row, column)))
            if field is None:
                column += 1
                continue
            value = Place(row, grid.right_of(row, column))
            if field.header not in places:
                places[field.header] = value
            elif field.need == "required":
                repeated.append((field, Place(row, column)))
            column = value.column + 1
    missing = tuple(f for f in sheet.fields if f.need != "optional" and f.header not in places)
    return Layout(None, places, missing, tuple(repeated))


def table_rows(sheet: Sheet, grid: Grid, layout: Layout) -> Iterator[int]:
    """The numbers of the rows that hold an entry, from below the header to the end of the list.

    Skips blank rows (a lone STT is none) and the numbering line straight under the header; stops at
    signature lines (form.md: below a blank row, text but nothing in the columns of an entry).
    """
    if layout.header_row is None:
        return
    read = [layout.places[f.header].column for f in sheet.row_fields if f.header in layout.places]
    ending = {sheet.field(column).header for column in sheet.ends_without}
    needed = [layout.places[header].column for header in ending if header in layout.places]
    is_first, is_below_blank = True, False
    for row in range(layout.header_row + 1, len(grid.rows) + 1):
        is_entry = any(grid.has(row, column) for column in read)
        if not is_entry and not _has_text(grid, row):
            is_below_blank = True
            continue
        is_numbering = is_first and _is_numbering(grid, row)
        if is_below_blank and not is_numbering and _is_signature(grid, row, needed):
            return
        if is_entry and not is_numbering:
            yield row
        is_first = is_below_blank = False


def _is_numbering(grid: Grid, row: int) -> bool:
    """``(1) (2) (3)``, also as the -1 -2 -3 that Excel makes of it."""
    values = [grid.at(row, column) for column in range(1, grid.width + 1)]
    shown = [value for value in values if value is not None]
    if len(shown) < 2:
        return False
    if all(isinstance(v, str) and _NUMBERED.fullmatch(squeeze(v)) for v in shown):
        return True
    numbers = [as_number(value) for value in shown]
    return None not in numbers and numbers == [float(-n) for n in range(1, len(shown) + 1)]


def _is_signature(grid: Grid, row: int, needed: list[int]) -> bool:
    return _has_text(grid, row) and not any(grid.has(row, column) for column in needed)


def _has_text(grid: Grid, row: int) -> bool:
    values = (grid.at(row, column) for column in range(1, grid.width + 1))
    return any(isinstance(value, str) and as_number(value) is None for value in values)
