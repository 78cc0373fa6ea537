"""Q14: dates that a foreign Excel probably read month first; asked about, never turned round."""

import datetime as dt
import re

from transforms.catalogue import FormField
from transforms.reading.submission import Draft, SheetReading
from transforms.reading.values import as_date

MONTHS = 12
_SHORT = re.compile(r"\D*(\d{1,2})\s*[/.-]\s*(\d{1,2})(?!\d)")
_YEAR_FIRST = re.compile(r"\s*\d{4}")


def note_month_first(draft: Draft, part: SheetReading) -> None:
    """One finding per doubtful date of a column.

    An Excel that reads the month first makes a date of 6/5 (5 June) and leaves 17/5 a text. So
    where a text stands that could only be read day first, and no real date of its column has a day
    above 12, every one whose day and month can be changed for each other is in doubt.
    """
    for field in part.sheet.row_fields:
        if field.kind == "date" and _is_doubtful(part, field):
            for row in part.rows:
                _check(draft, part, field, row["row_number"])


def swapped(day: dt.date) -> dt.date | None:
    """The date with day and month changed for each other; None where that is no other date."""
    if day.day > MONTHS or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)


def _is_doubtful(part: SheetReading, field: FormField) -> bool:
    values = [_value(part, field, row["row_number"]) for row in part.rows]
    days = [value.day for value in values if isinstance(value, dt.date)]
    texts = [value for value in values if isinstance(value, str)]
    return max(days, default=0) <= MONTHS and any(map(_is_day_first, texts))


def _is_day_first(text: str) -> bool:
    """Whether a text can only be read day first, be it one that is not read (``17/5 (sáng)``)."""
    if (day := as_date(text)) is not None:
        return day.day > MONTHS and not _YEAR_FIRST.match(text)
    found = _SHORT.match(text)
    return found is not None and int(found[1]) > MONTHS >= int(found[2])


def _check(draft: Draft, part: SheetReading, field: FormField, row: int) -> None:
    value = _value(part, field, row)
    other = swapped(value) if isinstance(value, dt.date) else None
    if other is not None:
        draft.add_at(
            "Q14", part, field, part.cell(field.column or "", row), f"{other:%d/%m/%Y}",
            row_label=part.row_label(row), row_number=row,
        )  # fmt: skip


def _value(part: SheetReading, field: FormField, row: int) -> object:
    place = part.cell(field.column or "", row)
    return part.grid.at(place.row, place.column) if place else None
