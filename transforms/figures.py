"""Figures as officials write them: exact until printed, ``65,1%``, ``1.234``, never a false "đạt".

Nothing here sees a binary float: rates are fractions of counts, differences are those of the exact
values, and rounding is half away from zero.
"""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

NOTHING = "–"

Exact = int | float | Fraction | Decimal


def exact(value: Any) -> Fraction:
    """A count, a decimal or its text as a fraction; a float by its shortest text (60.0 is 60)."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def rate_pct(numerator: int, denominator: int) -> Fraction | None:
    """100·numerator/denominator, None where there is nothing to divide by."""
    return Fraction(100 * int(numerator), int(denominator)) if denominator else None


def is_met(numerator: int, denominator: int, target_pct: Exact) -> bool | None:
    """Whether 100·numerator ≥ target·denominator; None where there is nothing to divide by."""
    value = rate_pct(numerator, denominator)
    return None if value is None else value >= exact(target_pct)


def rounded(value: Fraction, places: int) -> Decimal:
    """Half away from zero, with exactly that many decimals."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)


def decimal_text(value: Decimal) -> str:
    """A decimal with comma and thousands points: ``-1.234,50``."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def number(value: int) -> str:
    """A count in a table: ``7``, ``1.234``."""
    return decimal_text(Decimal(int(value)))


def counted(value: int) -> str:
    """A count in a sentence; officials write those under ten with a zero: ``07``, ``1.234``."""
    return f"{int(value):02d}" if 0 < value < 10 else number(value)


def rate(numerator: int, denominator: int, *targets_pct: Exact) -> str:
    """A rate with one decimal: ``65,1%``; ``–`` without a denominator.

    It takes as many decimals as it needs never to show, or pass, a target that was missed.
    """
    value = rate_pct(numerator, denominator)
    return NOTHING if value is None else percent(value, *targets_pct)


def percent(value: Fraction, *targets_pct: Exact) -> str:
    """The same for a rate at hand."""
    missed = [exact(target) for target in targets_pct if value < exact(target)]
    places = 1
    while any(Fraction(rounded(value, places)) >= target for target in missed):
        places += 1
    return f"{decimal_text(rounded(value, places))}%"


def target(pct: Exact) -> str:
    """A target as it was set, without needless decimals: ``60%``, ``62,5%``."""
    return f"{plain(exact(pct))}%"


def plain(value: Fraction) -> str:
    """A terminating decimal written out in full: ``45,5``; other fractions at six places."""
    shown = rounded(value, 6).normalize()
    return decimal_text(shown if shown % 1 else shown.quantize(Decimal(1)))


def points(difference: Fraction) -> str:
    """The size of a difference in percentage points: ``5,1``; not ``0,0`` unless it is nothing."""
    places = 1
    while difference and not rounded(difference, places):
        places += 1
    return decimal_text(abs(rounded(difference, places)))


def signed_points(difference: Fraction) -> str:
    """A difference in a table: ``+5,1``, ``-0,04``, ``0,0``."""
    sign = "+" if difference > 0 else "-" if difference < 0 else ""
    return sign + points(difference)


def money(thousand_vnd: Exact) -> str:
    """An amount given in thousand đồng, exactly: ``45,5 triệu đồng``, ``500 nghìn đồng``."""
    amount = exact(thousand_vnd)
    if abs(amount) >= 1000:
        return f"{plain(amount / 1000)} triệu đồng"
    return f"{plain(amount)} nghìn đồng"


def day(value: dt.date) -> str:
    """``05/01/2025``, ``16/3/2024``: months from March without a zero (Decree 30/2020, I, II.4)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"
