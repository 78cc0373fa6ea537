"""How figures are printed: exact, decimal comma, half away from zero, no target met by rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest

from transforms import figures


@pytest.mark.parametrize(
    ("numerator", "denominator", "targets", "expected"),
    [
        (454, 1299, [], "34,9%"),  # 34,9499…: not 35,0 by way of 34,95
        (1499, 2500, [60], "59,96%"),
        (1499, 2500, [], "60,0%"),
        (1500, 2500, [60], "60,0%"),
        (1501, 2500, [60], "60,0%"),  # above: no false suspense
        (59_999, 100_000, [60], "59,999%"),
        (5_999_999, 10_000_000, [60], "59,99999%"),
        (2499, 4000, [Decimal("62.50")], "62,48%"),
        (1499, 2500, [80, 60], "59,96%"),
        (799_9, 100_00, [60, 80], "79,99%"),  # the farther target is not met by rounding either
        (1, 8, [], "12,5%"),
        (1, 16, [], "6,3%"),  # 6,25 goes away from zero
        (0, 7, [60], "0,0%"),
        (7, 7, [60], "100,0%"),
        (0, 0, [60], "–"),
        (12_345, 1000, [], "1.234,5%"),
    ],
)
def test_rate(numerator, denominator, targets, expected):
    assert figures.rate(numerator, denominator, *targets) == expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "target", "expected"),
    [(60, 100, 60, True), (1499, 2500, 60, False), (0, 0, 60, None), (5, 8, Decimal("62.5"), True)],
)
def test_is_met(numerator, denominator, target, expected):
    assert figures.is_met(numerator, denominator, target) is expected


@pytest.mark.parametrize(
    ("difference", "size", "signed"),
    [
        (Fraction(51, 10), "5,1", "+5,1"),
        (Fraction(-4, 100), "0,04", "-0,04"),
        (Fraction(-1, 20_000), "0,0001", "-0,0001"),
        (Fraction(0), "0,0", "0,0"),
        (Fraction(-25, 100), "0,3", "-0,3"),
    ],
)
def test_points(difference, size, signed):
    assert figures.points(difference) == size
    assert figures.signed_points(difference) == signed


def test_difference_is_that_of_exact_values():
    this_year, last_year = Fraction(6514, 100), Fraction(5996, 100)  # print as 65,1 and 60,0
    assert figures.points(this_year - last_year) == "5,2"


@pytest.mark.parametrize(
    ("value", "in_table", "in_sentence"),
    [
        (0, "0", "0"),
        (7, "7", "07"),
        (12, "12", "12"),
        (1234, "1.234", "1.234"),
        (1_234_567, "1.234.567", "1.234.567"),
    ],
)
def test_counts(value, in_table, in_sentence):
    assert figures.number(value) == in_table
    assert figures.counted(value) == in_sentence


@pytest.mark.parametrize(
    ("thousand", "expected"),
    [
        (0, "0 đồng"),
        (500, "500.000 đồng"),
        (45_500, "45.500.000 đồng"),
        (Decimal("999.5"), "999.500 đồng"),
        (1_234_567, "1.234.567.000 đồng"),
    ],
)
def test_money(thousand, expected):
    assert figures.money(thousand) == expected


@pytest.mark.parametrize(
    ("pct", "expected"), [(60, "60%"), (60.0, "60%"), (Decimal("62.50"), "62,5%"), (100, "100%")]
)
def test_target(pct, expected):
    assert figures.target(pct) == expected
