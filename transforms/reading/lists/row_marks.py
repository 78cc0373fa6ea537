"""Marks that tie an answer to the entry it speaks of, so that inserted rows do not lose it.

Our feedback writes ``[G8 1f0a9c2b]`` right of an answer: the cell as it stood, and a mark of whom
or what that row holds. When the file comes back, the row with that mark is looked for. A mark says
nothing without the row itself; it is the unit's own file in which both stand.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from transforms.catalogue import FormField, Sheet
from transforms.reading.addresses import address, column_number
from transforms.reading.grid import Grid
from transforms.reading.layout import Layout, find_headers
from transforms.reading.values import as_text
from transforms.text import fold

_MARKS = re.compile(r"\[(?:[A-Z]{1,3}\d{1,7} [0-9a-f]{8}(?:; )?)+\]")
_MARK = re.compile(r"([A-Z]{1,3})(\d{1,7}) ([0-9a-f]{8})")


def find_marks(grid: Grid, row: int) -> dict[str, str]:
    """The marks in a row of `Giải trình`, by the cell as it stood when they were written."""
    for column in range(1, grid.width + 1):
        value = grid.at(row, column)
        if isinstance(value, str) and _MARKS.fullmatch(value.strip()):
            return {f"{letters}{number}": mark for letters, number, mark in _MARK.findall(value)}
    return {}


def marks_text(marks: Mapping[str, str]) -> str:
    """Marks by cell as they are written down; "" for none."""
    written = "; ".join(f"{cell} {mark}" for cell, mark in marks.items())
    return f"[{written}]" if written else ""


class RowMarks:
    """The entries of a sheet by their marks."""

    def __init__(self, sheet: Sheet, grid: Grid) -> None:
        layout = find_headers(sheet, grid)
        self._of_row: dict[int, str] = dict(_marks(sheet, grid, layout))
        self._rows: dict[str, list[int]] = defaultdict(list)
        for row, mark in self._of_row.items():
            self._rows[mark].append(row)

    def of(self, cell: str) -> str | None:
        """The mark of a cell's row; None above the entries, and where the row names nothing."""
        found = _split(cell)
        return self._of_row.get(found[1]) if found else None

    def now(self, cell: str, mark: str) -> str | None:
        """Where a cell stands now; None if its row has gone, or two could be meant."""
        found = _split(cell)
        rows = self._rows.get(mark, [])
        if found is None or not rows:
            return None
        column, row = found
        if row in rows:
            return cell
        return address(rows[0], column) if len(rows) == 1 else None


def _split(cell: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell)
    return (column_number(found[1]), int(found[2])) if found else None


def _marks(sheet: Sheet, grid: Grid, layout: Layout) -> Iterator[tuple[int, str]]:
    columns = [
        layout.places[field.header].column
        for field in naming(sheet)
        if field.header in layout.places
    ]
    first = (layout.header_row or len(grid.rows)) + 1
    for row in range(first, len(grid.rows) + 1):
        named = [fold(as_text(grid.at(row, column))).lstrip("0") for column in columns]
        if any(named):
            told = "\n".join(named).encode("utf-8", "replace")
            yield row, hashlib.sha256(told).hexdigest()[:8]


def naming(sheet: Sheet) -> list[FormField]:
    """The columns that tell one entry from another: codes of persons, else what they are about."""
    codes = [field for field in sheet.row_fields if field.kind == "person_code"]
    return codes or [
        field
        for field in sheet.row_fields
        if field.kind in ("choice", "text") and field.need == "required"
    ]
