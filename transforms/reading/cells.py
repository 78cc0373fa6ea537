"""What each kind of field reads from a cell. Never a guess."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from transforms.catalogue import FormField
from transforms.reading.values import as_date, as_number, as_passage, as_text
from transforms.text import masked, plain_number

NOT_IN_LIST = "?"
"""What stands in a frame for a value outside its list: no list holds it."""


@dataclass(frozen=True)
class Read:
    """What a field made of a cell: the value, or why it cannot be read (R05)."""

    value: Any = None
    detail: str = ""


def shown_value(field: FormField | None, value: Any) -> str | None:
    """What a finding may repeat of a cell (docs/bieu-mau.md); None for a blank."""
    if value is None:
        return None
    text = as_text(value)
    if field and field.kind in ("name", "person_code"):
        return masked(text)
    if isinstance(value, dt.date) or (field and field.meaning(text)):
        return text
    if field and field.kind == "date" and (day := as_date(value)):
        return as_text(day)
    number = as_number(value, has_thousands=bool(field and field.has_thousands))
    return masked(text) if number is None else plain_number(number)


def read_cell(field: FormField, value: Any) -> Read:
    """What a field reads from a cell's value (None for a blank), as docs/bieu-mau.md has it."""
    return _READERS[field.kind](field, value)


def _read_text(field: FormField, value: Any) -> Read:
    return Read(as_passage(value) or None)


def _read_decision(field: FormField, value: Any) -> Read:
    return Read(as_text(value) or None)


def _read_name(field: FormField, value: Any) -> Read:
    """Names stop here: the frame learns that there is one, not which."""
    return Read(None if value is None else masked(as_text(value)))


def _read_person_code(field: FormField, value: Any) -> Read:
    """A code keeps its letters and zeros; a whole number is its digits; TRUE is no code."""
    if value is None:
        return Read()
    return Read(f"={as_text(value)}" if isinstance(value, bool) else as_text(value))


def _read_choice(field: FormField, value: Any) -> Read:
    if value is None:
        return Read(False if field.kind == "yes_no" else None)
    text = as_text(value)
    stored = field.meaning(text) or field.meaning(text.lstrip("0"))
    if stored is None:
        return Read(NOT_IN_LIST)
    return Read(stored == "yes" if field.kind == "yes_no" else stored)


def _read_number(field: FormField, value: Any) -> Read:
    if value is None:
        return Read()
    number = as_number(value, has_thousands=field.has_thousands, unit=field.unit)
    if number is None:
        return Read(detail="không phải là số")
    if field.kind == "number":
        return Read(number)
    if not number.is_integer():
        return Read(detail="phải là số nguyên")
    return Read(int(number))


def _read_date(field: FormField, value: Any) -> Read:
    if value is None:
        return Read()
    day = as_date(value)
    if day is None:
        return Read(detail="không phải là ngày (ngày/tháng/năm)")
    return Read(day)


def _read_task(field: FormField, value: Any) -> Read:
    """A task code typed as text or number: ``2.2``, ``2,2``."""
    return Read(as_text(value).replace(",", ".") or None)


_READERS = {
    "text": _read_text,
    "name": _read_name,
    "person_code": _read_person_code,
    "choice": _read_choice,
    "yes_no": _read_choice,
    "number": _read_number,
    "whole": _read_number,
    "date": _read_date,
    "task": _read_task,
    "decision": _read_decision,
}
