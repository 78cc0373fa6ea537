"""The entries of a sheet as typed rows: one pass over its cells, R05 for what cannot be read."""

from typing import Any

from transforms.catalogue import FormField, Sheet
from transforms.reading.cells import Grid, as_text, read_cell
from transforms.reading.layout import Place, find_headers, table_rows
from transforms.reading.submission import Draft, SheetReading
from transforms.text import fold


def read_table(draft: Draft, sheet: Sheet, grid: Grid) -> None:
    """Read a sheet of entries into the draft, with what its layout and its cells lack."""
    part = SheetReading(sheet, grid, find_headers(sheet, grid))
    draft.reading.sheets[sheet.table] = part
    draft.add_layout(part)
    standing = [
        (field, part.layout.places[field.header].column)
        for field in sheet.row_fields
        if field.header in part.layout.places
    ]
    for number in table_rows(sheet, grid, part.layout):
        row = _read_row(draft, part, standing, number)
        if sheet.total_label and _is_total(part, number):
            part.total_row, part.totals = number, row
        else:
            part.rows.append(_with_blanks(part, row))


def _with_blanks(part: SheetReading, row: dict[str, Any]) -> dict[str, Any]:
    """The row with what its empty cells stand for; a cell that could not be read stays unknown."""
    for field in part.sheet.row_fields:
        column = field.column or ""
        if field.blank is None or row[column] is not None:
            continue
        place = part.cell(column, row["row_number"])
        if place is None or not part.grid.has(place.row, place.column):
            row[column] = int(field.blank) if field.kind == "whole" else field.blank
    return row


def _is_total(part: SheetReading, number: int) -> bool:
    place = part.cell(part.sheet.row_fields[0].column or "", number)
    value = part.grid.at(place.row, place.column) if place else None
    return fold(as_text(value)) == fold(part.sheet.total_label or "")


def _read_row(
    draft: Draft, part: SheetReading, standing: list[tuple[FormField, int]], number: int
) -> dict[str, Any]:
    """One entry, typed; a cell that cannot be read is R05 here and empty in the row."""
    label = part.row_label(number)
    row: dict[str, Any] = dict.fromkeys(field.column or "" for field in part.sheet.row_fields)
    row |= {"row_number": number, "row_label": label}
    for field, column in standing:
        detail = _defect(part.grid, number, column)
        if not detail:
            read = read_cell(field, part.grid.at(number, column))
            row[field.column or ""], detail = read.value, read.detail
        if detail:
            place = Place(number, column)
            draft.add_at("R05", part, field, place, detail, row_label=label, row_number=number)
    return row


def _defect(grid: Grid, row: int, column: int) -> str:
    """What is wrong with a cell that holds no value at all; "" for a sound one."""
    defect = grid.defects.get((row, column))
    if defect is None:
        return ""
    return f"là ô lỗi {defect}" if defect else "là công thức chưa có giá trị"
