"""Q15: texts in an old encoding are read in Unicode, and what they were taken for is shown."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from transforms.catalogue import Form, FormField
from transforms.reading.doubts.encodings import may_be_old, old_readings, to_unicode
from transforms.reading.grid import Grid
from transforms.reading.layout import Place
from transforms.reading.passages import field_at
from transforms.reading.submission import Draft, SheetReading
from transforms.reading.values import as_text
from transforms.text import alike, masked

SHOWN = 80  # letters of a text in a message
PERSONAL = ("name", "person_code")


def in_unicode(grid: Grid, forms: Iterable[Form]) -> Grid:
    """The sheet with every text of an old encoding turned; the same grid where there is none.

    A word alone says too little (`cã`): it is turned where that makes a word of the forms of it.
    """
    rows: list[list[object]] = list(grid.rows)
    turned = set()
    for number, row in enumerate(grid.rows):
        for column, value in enumerate(row):
            new = None
            if isinstance(value, str) and may_be_old(value):
                new = to_unicode(value) or _known(value, forms)
            if new is not None:
                if rows[number] is grid.rows[number]:
                    rows[number] = list(row)
                rows[number][column] = new
                turned.add((number + 1, column + 1))
    return replace(grid, rows=rows, turned=frozenset(turned)) if turned else grid


def _known(text: str, forms: Iterable[Form]) -> str | None:
    readings = old_readings(text)
    if not readings or any(alike(text) in form.vocabulary for form in forms):
        return None
    return next((new for new in readings for f in forms if alike(new) in f.vocabulary), None)


def note_old_texts(draft: Draft) -> None:
    """One finding per turned cell that is read; of personal values only the length is shown."""
    for part in draft.reading.sheets.values():
        for field, place in _turned(part) if part.grid.turned else ():
            text = as_text(part.grid.at(place.row, place.column))
            is_row = part.sheet.shape == "table"
            draft.add_at(
                "Q15", part, field, place,
                masked(text) if field.kind in PERSONAL else _shortened(text),
                row_label=part.row_label(place.row) if is_row else None,
                row_number=place.row if is_row else None,
            )  # fmt: skip


def _turned(part: SheetReading) -> Iterator[tuple[FormField, Place]]:
    if part.sheet.shape != "table":
        for number, column in sorted(part.grid.turned):
            if label := field_at(part, number, column):
                yield label, Place(number, column)
        return
    for row in part.rows:
        for field in part.sheet.row_fields:
            place = part.cell(field.column or "", row["row_number"])
            if place and (place.row, place.column) in part.grid.turned:
                yield field, place


def _shortened(text: str) -> str:
    return f"“{text}”" if len(text) <= SHOWN else f"“{text[:SHOWN].rstrip()}…”"
