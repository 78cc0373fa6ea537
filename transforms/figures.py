"""Figures as officials write them: exact until printed, ``65,1%``, ``1.234``, never a false "đạt".

Nothing here sees a binary float: rates are fractions of counts, differences are those of the exact
values, and rounding is half away from zero.
"""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

NOTHING = "–"

_POINTS = str.maketrans(",.", ".,")
Exact = int | float | Fraction | Decimal
_remembered = lru_cache(maxsize=16384)  # a unit's figures are printed in several places


def exact(value: Any) -> Fraction:
    """A count, a decimal or its text as a fraction; a float by its shortest text (60.0 is 60)."""
    if isinstance(value, Fraction):
        return value
    return _shortest(value) if isinstance(value, float) else Fraction(value)


@cache
def _shortest(value: float) -> Fraction:
    """Floats are the few that the catalogue declares."""
    return Fraction(str(value))


def rate_pct(numerator: int, denominator: int) -> Fraction | None:
    """100·numerator/denominator, None where there is nothing to divide by."""
    return Fraction(100 * int(numerator), int(denominator)) if denominator else None


def is_met(numerator: int, denominator: int, target_pct: Exact) -> bool | None:
    """Whether 100·numerator ≥ target·denominator; None where there is nothing to divide by."""
    value = rate_pct(numerator, denominator)
    return None if value is None else value >= exact(target_pct)


def rounded(value: Fraction, places: int) -> Decimal:
    """Half away from zero, with exactly that many decimals."""
    top, bottom = abs(value.numerator) * 10**places, value.denominator
    whole = (2 * top + bottom) // (2 * bottom)
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def decimal_text(value: Decimal) -> str:
    """A decimal with comma and thousands points: ``-1.234,50``."""
    return f"{value:,f}".translate(_POINTS)


def number(value: int) -> str:
    """A count in a table: ``7``, ``1.234``."""
    return decimal_text(Decimal(int(value)))


def counted(value: int) -> str:
    """A count in a sentence; officials write those under ten with a zero: ``07``, ``1.234``."""
    return f"{int(value):02d}" if 0 < value < 10 else number(value)


def counted_of(value: int, whole: int) -> str:
    """A count of a whole in a sentence: ``03/12``, ``0/12``, ``10/12``."""
    return f"{counted(value)}/{counted(whole)}"


@_remembered
def rate(numerator: int, denominator: int, *targets_pct: Exact) -> str:
    """A rate with one decimal: ``65,1%``; ``–`` without a denominator.

    It takes as many decimals as it needs never to show, or pass, a target that was missed.
    """
    value = rate_pct(numerator, denominator)
    return NOTHING if value is None else percent(value, *targets_pct)


def percent(value: Fraction, *targets_pct: Exact) -> str:
    """The same for a rate at hand."""
    missed = [target for target in map(exact, targets_pct) if value < target]
    places, shown = 1, rounded(value, 1)
    while missed and Fraction(shown) >= min(missed):
        places += 1
        shown = rounded(value, places)
    return f"{decimal_text(shown)}%"


@_remembered
def target(pct: Exact) -> str:
    """A target as it was set, without needless decimals: ``60%``, ``62,5%``."""
    return f"{plain(exact(pct))}%"


def plain(value: Fraction) -> str:
    """A terminating decimal written out in full: ``45,5``; other fractions at six places."""
    shown = rounded(value, 6).normalize()
    return decimal_text(shown if shown % 1 else shown.quantize(Decimal(1)))


@_remembered
def points(difference: Fraction) -> str:
    """The size of a difference in percentage points: ``5,1``; not ``0,0`` unless it is nothing."""
    places, shown = 1, rounded(difference, 1)
    while difference and not shown:
        places += 1
        shown = rounded(difference, places)
    return decimal_text(abs(shown))


def signed_points(difference: Fraction) -> str:
    """A difference in a table: ``+5,1``, ``-0,04``, ``0,0``."""
    sign = "+" if difference > 0 else "-" if difference < 0 else ""
    return sign + points(difference)


def whole_dong(thousand_vnd: Exact) -> int:
    """An amount given in thousand đồng, as the forms ask for it, in đồng."""
    return int(rounded(1000 * exact(thousand_vnd), 0))


def dong(thousand_vnd: Exact) -> str:
    """The same without the word: ``45.500.000``."""
    return number(whole_dong(thousand_vnd))


def money(thousand_vnd: Exact) -> str:
    """An amount given in thousand đồng, in full as officials write it: ``45.500.000 đồng``."""
    return f"{dong(thousand_vnd)} đồng"


def long_day(value: dt.date) -> str:
    """``ngày 05 tháng 01 năm 2025``, ``ngày 16 tháng 3 năm 2024``."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def day(value: dt.date) -> str:
    """``05/01/2025``, ``16/3/2024``: months from March without a zero (Decree 30/2020, I, II.4)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"
