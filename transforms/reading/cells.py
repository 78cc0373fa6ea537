"""Cells as a workbook holds them, and what each kind of field reads from one. Never a guess."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from transforms.catalogue import FormField
from transforms.reading.masks import MAGNITUDES, Mask, Shown, magnitudes
from transforms.text import fold, masked, passage, plain_number, squeeze

NOT_IN_LIST = "?"
"""What stands in a frame for a value outside its list: no list holds it."""

_DIGIT = re.compile(r"\d")
_DECIMAL = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}((\.\d{3})+(,\d+)?|(,\d{3})+(\.\d+)?)")
_TIME = r"\.?(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?"
_DAY = re.compile(r"(?:ngày )?(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4})" + _TIME)
_SAID_DAY = re.compile(r"(?:ngày )?(\d{1,2})( tháng )(\d{1,2}) năm (\d{4})")
_ISO_DAY = re.compile(r"(\d{4}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{1,2})" + _TIME)
_DASHES = str.maketrans("‐‑‒–—−", "------")
_WITH_WORD = re.compile(r"(.*\d)\s*([^\W\d_]+|đ/c)")
SIGNIFICANT = 9  # digits of a number that Excel shows of what it has computed


@dataclass(frozen=True)
class Grid:
    """One sheet's cells from A1 on: ``rows[row - 1][column - 1]``, blank cells None or ``""``.

    ``defects`` holds what a reader cannot turn into a value, by (row, column): the text of an
    error cell (``#N/A``), or ``""`` for a formula stored without its value. ``merges`` are ranges
    (first row, first column, last row, last column). Rows and columns count from 1. What the eye
    sees: ``is_hidden`` (the sheet, also very hidden), ``hidden_rows`` (filtered out ones too),
    ``hidden_columns``, ``struck`` cells (any part of their text), ``masks`` (number cells that are
    shown among zeros or letters: ``00000``, ``"NV"000``). ``turned``: texts that came in an old
    encoding, here in Unicode.
    """

    rows: list[list[Any]]
    defects: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: tuple[tuple[int, int, int, int], ...] = ()
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    masks: Mapping[tuple[int, int], Mask] = field(default_factory=dict)
    turned: frozenset[tuple[int, int]] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def at(self, row: int, column: int) -> Any:
        """The value of a cell, None outside the sheet and for every blank.

        A whole number under a mask is its shown text: 105 as ``00105``, 12 as ``NV012``; another
        number only where that may tell of another one (``15,5 triệu``).
        """
        if self.defects and (row, column) in self.defects:
            return self.defects[row, column] or None
        if row < 1 or column < 1:
            return None
        try:
            return self._shown[row - 1][column - 1]
        except IndexError:
            return None

    def line(self, row: int) -> list[Any]:
        """The values of a row from column A on, as ``at`` gives them."""
        if self.defects:
            return [self.at(row, column) for column in range(1, self.width + 1)]
        return self._shown[row - 1] if 0 < row <= len(self.rows) else []

    @cached_property
    def _shown(self) -> list[list[Any]]:
        """The rows with None for every blank, and numbers under a mask as their shown texts."""
        shown = [[None if is_blank(value) else value for value in row] for row in self.rows]
        for (row, column), mask in self.masks.items():
            if row <= len(shown) and column <= len(shown[row - 1]):
                number = as_number(shown[row - 1][column - 1])
                if number is None or number < 0:
                    continue
                if number.is_integer() or magnitudes(" ".join(mask)):
                    shown[row - 1][column - 1] = Shown(mask, number)
        return shown

    def column(self, column: int, rows: Iterable[int]) -> list[Any]:
        """The values of a column in some rows, as ``at`` gives them."""
        return [self.at(row, column) for row in rows]

    def has(self, row: int, column: int) -> bool:
        """Whether anything stands in a cell, be it only a formula without a value."""
        return (row, column) in self.defects or self.at(row, column) is not None

    @cached_property
    def width(self) -> int:
        """The last column in which anything stands."""
        return max((len(row) for row in self.rows), default=0)

    def right_of(self, row: int, column: int) -> int:
        """The column right of a cell, or of the merged range that begins in it."""
        for top, left, _, right in self.merges:
            if (top, left) == (row, column):
                return right + 1
        return column + 1


@dataclass(frozen=True)
class Read:
    """What a field made of a cell: the value, or why it cannot be read (R05)."""

    value: Any = None
    detail: str = ""


def is_blank(value: Any) -> bool:
    """Whether a cell counts as empty: nothing, or white space of any kind."""
    if isinstance(value, str):
        return not value[:1].isalnum() and not squeeze(value)
    return value is None


def as_number(value: Any, *, has_thousands: bool = False, unit: str = "") -> float | None:
    """The number a cell holds or reads as (``"85,5"``, ``" 3 "``, ``25 người``), else None.

    As Excel shows it: 79.999999999999986 is 80. ``has_thousands``: points or commas before groups
    of three are thousands (``15.000``). ``unit`` is the column's own, beside which no other stands.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return as_shown(value) if math.isfinite(value) else None
    if isinstance(value, Shown):
        return None if value.is_another(unit) else value.number
    if isinstance(value, str) and _DIGIT.search(value):
        return _typed_number(value, has_thousands, unit)
    return None


@lru_cache(maxsize=4096)
def _typed_number(typed: str, has_thousands: bool, unit: str) -> float | None:
    text = squeeze(typed).removesuffix(".")
    if unit:
        text = fold(text).removesuffix(unit).rstrip()
    elif (worded := _WITH_WORD.fullmatch(text)) and _is_harmless(worded[2]):
        text = worded[1]
    if has_thousands and (match := _THOUSANDS.fullmatch(text)):
        mark = "." if match[2] else ","
        return float(text.replace(mark, "").replace(",", "."))
    return float(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else None


def _is_harmless(word: str) -> bool:
    """Whether what stands behind a number leaves it what it is; the half of `1½` does not."""
    return word.casefold() not in MAGNITUDES and word.replace("/", "").isalpha()


def as_shown(value: float) -> float:
    """A number without the noise that computing left behind its ninth digit; whole ones as are."""
    number = float(value)
    return number if number.is_integer() else float(f"{number:.{SIGNIFICANT}g}")


def as_date(value: Any) -> dt.date | None:
    """The day of a date cell, or of a text with a four-digit year (``d/m/yyyy``), else None.

    As people type it: `25 - 3 - 2024`, `ngày 25 tháng 3 năm 2024`, with the time of day behind.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = fold(value).translate(_DASHES) if isinstance(value, str) else ""
    if match := _DAY.fullmatch(text) or _SAID_DAY.fullmatch(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif match := _ISO_DAY.fullmatch(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def as_text(value: Any) -> str:
    """A cell as compared text: whole numbers as digits, decimals with a comma, dates d/m/y."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(value, dt.date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return "" if value is None else squeeze(str(value))


def as_passage(value: Any) -> str:
    """A cell as text with a line break between its statements."""
    return passage(value) if isinstance(value, str) else as_text(value)


def shown_value(field: FormField | None, value: Any) -> str | None:
    """What a finding may repeat of a cell (docs/bieu-mau.md); None for a blank."""
    if value is None:
        return None
    text = as_text(value)
    if field and field.kind in ("name", "person_code"):
        return masked(text)
    if isinstance(value, dt.date) or (field and fold(text) in field.stored):
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
    text = fold(as_text(value))
    stored = field.stored.get(text) or field.stored.get(text.lstrip("0"))
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
