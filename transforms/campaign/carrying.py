"""What of a unit's last workbook goes into its next one: the columns that the form declares so."""

from collections.abc import Iterable
from typing import Any

from transforms.catalogue import Form, FormField
from transforms.reading.cells import NOT_IN_LIST
from transforms.reading.submission import Reading, SheetReading
from transforms.reading.values import as_text

Rows = dict[str, list[dict[str, Any]]]


def carry_over(readings: Iterable[Reading], form: Form) -> Rows:
    """Rows by table, in the order of the files; of a column that a file has not, nothing.

    As the unit wrote them, names too, which no frame holds: this is for that unit's own workbook
    and nothing else.
    """
    found: Rows = {}
    for reading in readings:
        for sheet in form.tables:
            fields = [field for field in sheet.row_fields if field.is_carried]
            part = reading.sheets.get(sheet.table)
            if fields and part:
                found.setdefault(sheet.table, []).extend(_rows(part, fields))
    return {table: rows for table, rows in found.items() if rows}


def _rows(part: SheetReading, fields: list[FormField]) -> list[dict[str, Any]]:
    known = [field for field in fields if part.sheet.has(field.column or "")]
    rows = [{field.column or "": _value(part, field, row) for field in known} for row in part.rows]
    return [row for row in rows if any(value is not None for value in row.values())]


def _value(part: SheetReading, field: FormField, row: dict[str, Any]) -> Any:
    column = field.column or ""
    if field.words:
        return None if row[column] == NOT_IN_LIST else row[column]
    place = part.cell(column, row["row_number"])
    if place is None or (place.row, place.column) in part.grid.defects:
        return None
    value = part.grid.at(place.row, place.column)
    return as_text(value) or None if field.kind in ("text", "name", "person_code") else value
