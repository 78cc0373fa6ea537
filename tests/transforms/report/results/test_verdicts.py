"""No verdict without its proof: by horizon, by path, and by whose figures are there."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.catalogue import Target
from transforms.report.model import Scope
from transforms.report.results.verdicts import bounds, judge
from transforms.report.rows import IndicatorRow

TARGET = Target(year=2025, pct=60, adopted=dt.date(2022, 8, 24), source="Kế hoạch")
WHOLE = Scope(counted=12, expected=12, people=100, known_missing=0)


def row(year: int, top: int, bottom: int) -> IndicatorRow:
    return IndicatorRow(year, "SO", "CDHT", top, bottom, None, None, None)


def verdict(pair, scope=WHOLE, year=2024, start=None, least=90.0):
    return judge(TARGET, year, pair, start, scope, least)


@pytest.mark.parametrize(
    ("year", "top", "expected"),
    [
        (2025, 60, "met"),
        (2025, 59, "missed"),
        (2024, 60, "met"),
        (2024, 50, "on_track"),  # the line from 30 % in 2022 to 60 % in 2025 is at 50 %
        (2024, 49, "behind"),
        (2023, 40, "on_track"),
        (2023, 39, "behind"),
    ],
)
def test_before_the_horizon_it_is_the_path_that_counts(year, top, expected):
    assert verdict((top, 100), year=year, start=row(2022, 30, 100)) == expected


def test_in_the_first_year_the_path_begins():
    assert verdict((1, 100)) == "on_track"


def test_without_anyone_counted_there_are_no_figures():
    assert verdict((0, 0)) == "no_data"
    assert verdict((0, 0), Scope(11, 12, 0, 5)) == "unsure"


@pytest.mark.parametrize(
    ("people", "missing", "expected"),
    [(90, 10, "met"), (89, 11, "unsure")],
    ids=["at the least coverage", "below it"],
)
def test_below_the_least_coverage_there_is_no_verdict(people, missing, expected):
    scope = Scope(11, 12, people, missing)
    assert verdict((people, people), scope, year=2025) == expected


def test_above_it_a_verdict_stands_when_both_bounds_agree():
    scope = Scope(11, 12, 95, 5)
    assert bounds(62, 95, scope) == (Fraction(62), Fraction(67))
    assert verdict((62, 95), scope, year=2025) == "met"
    assert verdict((58, 95), scope, year=2025) == "unsure"  # 58 % to 63 %
    assert verdict((50, 95), scope, year=2025) == "missed"


def test_where_a_headcount_is_unknown_it_is_units_or_people_whichever_is_lower():
    assert Scope(9, 10, 900, None).share_pct == 90
    assert Scope(9, 10, 900, None).missing_people == 100
    assert Scope(10, 12, 500, None).share_pct == Fraction(1000, 12)
    assert Scope(0, 12, 0, None).share_pct == 0
    assert Scope(12, 12, 0, 0).share_pct == 100


@given(
    st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.integers(1, 12),
    st.sampled_from([2023, 2024, 2025]),
    st.one_of(st.none(), st.integers(0, 100)),
)  # fmt: skip
def test_whatever_the_missing_people_turn_out_to_be_the_verdict_stands(
    top, rest, missing, counted, year, first
):
    """All, none or any part of them: what was said with them missing is what is said with them."""
    start = None if first is None else row(2022, first, 100)
    scope = Scope(counted, 12, top + rest, missing if counted < 12 else 0)
    said = verdict((top, top + rest), scope, year, start)
    if said in ("unsure", "no_data"):
        return
    for of_these in {0, scope.missing_people // 2, scope.missing_people}:
        later = (top + of_these, top + rest + scope.missing_people)
        assert verdict(later, WHOLE, year, start) == said
