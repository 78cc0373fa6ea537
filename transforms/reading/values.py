"""What a cell's value is as a number, a date, a text: as people type it, and never a guess."""

import datetime as dt
import math
import re
from functools import lru_cache
from typing import Any

from transforms.reading.masks import MAGNITUDES, Shown
from transforms.text import fold, passage, plain_number, squeeze

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
