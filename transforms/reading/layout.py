"""Where a form's headers and labels stand in a grid that people have moved about."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from transforms.catalogue import FormField, Sheet
from transforms.reading.addresses import address
from transforms.reading.grid import Grid
from transforms.reading.likeness import Named, names_of, pair_alike
from transforms.reading.values import as_text
from transforms.text import alike

HEADER_ROWS = 15
LABEL_COLUMNS = 4


@dataclass(frozen=True)
class Place:
    """A cell by row and column, from 1."""

    row: int
    column: int

    @property
    def address(self) -> str:
        """The cell as a finding names it: ``H14``."""
        return address(self.row, self.column)


@dataclass(frozen=True)
class Layout:
    """Where a sheet's fields stand.

    ``places`` by header: header cells of a table, value cells of labels. ``missing`` are fields
    that stand nowhere, ``repeated`` the second and further places of one, ``extra`` the header
    cells of no field with their texts, ``understood`` those taken for a field by likeness.
    ``header_row`` is the last row of the headers.
    """

    header_row: int | None
    places: dict[str, Place]
    missing: tuple[FormField, ...]
    repeated: tuple[tuple[FormField, Place], ...]
    extra: tuple[tuple[str, Place], ...] = ()
    understood: tuple[tuple[FormField, str, Place], ...] = ()


def find_headers(sheet: Sheet, grid: Grid) -> Layout:
    """The header row of a table: the first of 15 with at least half of the required headers."""
    required = [names_of(field) for field in sheet.fields if field.need == "required"]
    for row in range(1, min(HEADER_ROWS, len(grid.rows)) + 1):
        standing = {alike(value) for value in grid.line(row) if isinstance(value, str)}
        if 2 * sum(bool(names & standing) for names in required) >= len(required):
            return _lay_out_row(sheet, grid, row)
    missing = tuple(field for field in sheet.fields if field.need == "required")
    return Layout(None, {}, missing, ())


def _name(grid: Grid, row: int, column: int) -> str:
    value = grid.at(row, column)
    return alike(value) if isinstance(value, str) else ""


def _fields_by_name(sheet: Sheet) -> dict[str, FormField]:
    """The fields by their own headers; what an alias says is taken for it, and told (F11)."""
    return {alike(field.header): field for field in sheet.fields}


def _lay_out_row(sheet: Sheet, grid: Grid, row: int) -> Layout:
    fields = _fields_by_name(sheet)
    places: dict[str, Place] = {}
    repeated: list[tuple[FormField, Place]] = []
    others: list[Named] = []
    for column in range(1, grid.width + 1):
        value, place = grid.at(row, column), Place(row, column)
        field = fields.get(_name(grid, row, column))
        if field and field.header not in places:
            places[field.header] = place
        elif field and field.need == "required":
            repeated.append((field, place))
        elif value is not None:
            others.append((as_text(value), place))
    above = list(_texts_of(grid, row - 1, lambda column: grid.at(row, column) is None))
    named = {place.column for place in places.values()}
    for text, place in (*above, *_texts_of(grid, row + 1, lambda column: column not in named)):
        if field := fields.get(alike(text)):
            places.setdefault(field.header, place)
    lacking = [field for field in sheet.fields if field.header not in places]
    pairs = pair_alike(lacking, others + above)
    places |= {field.header: place for field, _, place in pairs}
    taken = {(place.row, place.column) for place in places.values()}
    return Layout(
        max(place.row for place in places.values()),
        places,
        tuple(f for f in sheet.fields if f.need == "required" and f.header not in places),
        tuple(repeated),
        tuple((t, p) for t, p in others if not taken & {(row, p.column), (row + 1, p.column)}),
        tuple(pairs),
    )


def _texts_of(grid: Grid, row: int, may_be: Callable[[int], bool]) -> Iterator[Named]:
    """The texts of the other row of a header of two rows, in columns that the first leaves open.

    Those are blank below it, or hold the name of a group, which is no header of ours.
    """
    for column, value in enumerate(grid.line(row), 1):
        if isinstance(value, str) and may_be(column):
            yield value, Place(row, column)


def _with_text(fields: Mapping[str, FormField], value: Any) -> FormField | None:
    """The field whose label begins a cell that holds its text as well: ``Nguyên nhân: …``."""
    label, _, text = value.partition(":") if isinstance(value, str) else ("", "", "")
    return fields.get(alike(label)) if text.strip() else None


def after_label(field: FormField, value: Any) -> Any:
    """A value without its own label before it, where one cell holds both."""
    if isinstance(value, str) and ":" in value:
        label, _, text = value.partition(":")
        return text.strip() if alike(label) == alike(field.header) else value
    return value


def find_labels(sheet: Sheet, grid: Grid) -> Layout:
    """The values of a sheet of labels: each in the cell right of its label, in columns A to D.

    Or in the label's own cell, behind its colon.
    """
    fields = _fields_by_name(sheet)
    places: dict[str, Place] = {}
    repeated: list[tuple[FormField, Place]] = []
    others: list[Named] = []
    with_text: dict[str, Place] = {}
    for row in range(1, len(grid.rows) + 1):
        column = 1
        while column <= LABEL_COLUMNS:
            field = fields.get(_name(grid, row, column))
            if field is None and (own := _with_text(fields, grid.at(row, column))):
                with_text.setdefault(own.header, Place(row, column))
                column += 1
                continue
            if field is None:
                value = grid.at(row, column)
                others += [(value, Place(row, column))] if isinstance(value, str) else []
                column += 1
                continue
            value_place = Place(row, grid.right_of(row, column))
            if field.header not in places:
                places[field.header] = value_place
            elif field.need == "required":
                repeated.append((field, Place(row, column)))
            column = value_place.column + 1
    places = with_text | places
    lacking = [field for field in sheet.fields if field.header not in places]
    pairs = pair_alike(lacking, others)
    for field, _, place in pairs:
        places[field.header] = Place(place.row, grid.right_of(place.row, place.column))
    missing = tuple(f for f in sheet.fields if f.need != "optional" and f.header not in places)
    return Layout(None, places, missing, tuple(repeated), understood=tuple(pairs))
