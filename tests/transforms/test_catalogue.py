"""The catalogue of a year: dates, targets and units as they were."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from steps.catalogue import load_catalogue
from tests.conftest import PROJECT
from transforms.catalogue import Calendar, CalendarRules, Indicator, Reminder
from transforms.catalogue.lineage import find_predecessors

day = dt.date.fromisoformat
DEFAULT = {
    "campaign_start": "01/10",
    "campaign_end": "31/12",
    "period_end": "15/11",
    "unit_deadline": "20/11",
    "publication": "01/12",
    "report_due": "04/12",
}


def calendar(reporting_year: int, **rules: object) -> Calendar:
    return CalendarRules.model_validate({"default": DEFAULT} | rules).of_year(reporting_year)


@pytest.mark.parametrize(
    ("year", "deadline", "due"),
    [
        (2021, "2021-11-19", "2021-12-03"),  # 20/11 and 04/12 on a Saturday
        (2022, "2022-11-18", "2022-12-02"),  # both on a Sunday
        (2023, "2023-11-20", "2023-12-04"),  # Mondays
        (2024, "2024-11-20", "2024-12-04"),
    ],
)
def test_a_deadline_on_a_weekend_moves_to_the_working_day_before(
    year: int, deadline: str, due: str
):
    found = calendar(year)
    assert (found.unit_deadline, found.report_due) == (day(deadline), day(due))


@pytest.mark.parametrize(
    ("deadline", "days_before", "reminded"),
    [
        ("2026-11-20", 7, "2026-11-13"),  # a Friday
        ("2026-11-20", 5, "2026-11-13"),  # 15/11 is a Sunday: the Friday before
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-20", -1, "2026-11-23"),  # 21/11 is a Saturday: after the deadline, so Monday
        ("2026-11-25", 7, "2026-11-18"),  # a unit with more time is reminded later
        ("2026-11-20", 8, "2026-11-11"),  # 12/11 is declared a day off
    ],
)
def test_a_reminder_falls_on_a_working_day_on_its_side_of_the_deadline(
    deadline: str, days_before: int, reminded: str
):
    rules = CalendarRules.model_validate({"default": DEFAULT, "days_off": ["2026-11-12"]})
    step = Reminder(to="unit", days_before=days_before)
    assert rules.reminder_day(step, day(deadline)) == day(reminded)


def test_days_off_and_swapped_working_days_are_data():
    off = calendar(2024, days_off=["2024-12-04", "2024-12-03"])
    assert off.report_due == day("2024-12-02")
    swapped = calendar(2021, working_days=["2021-12-04"])  # a Saturday that is worked
    assert swapped.report_due == day("2021-12-04")


def test_the_data_period_never_moves_and_periods_abut():
    found = calendar(2021, days_off=["2021-11-15"])
    assert (found.period_start, found.period_end) == (day("2020-11-16"), day("2021-11-15"))
    moved = {"year": {2023: {"period_end": "2023-10-31"}}}
    assert calendar(2023, **moved).period_end == day("2023-10-31")
    assert calendar(2024, **moved).period_start == day("2023-11-01")


@pytest.mark.parametrize(
    ("received", "is_on_time"),
    [
        ("2024-11-20T23:59:59+07:00", True),
        ("2024-11-20T23:59:59.900+07:00", True),
        ("2024-11-20T16:59:59+00:00", True),  # the same second, told in UTC
        ("2024-11-20T17:00:00+00:00", False),
        ("2024-11-21T00:00:00+07:00", False),
    ],
)
def test_on_time_is_up_to_the_last_second_of_the_deadline(received: str, is_on_time: bool):
    assert calendar(2024).is_on_time(dt.datetime.fromisoformat(received)) is is_on_time


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        ("2024-09-30T23:59:00+07:00", None),
        ("2024-09-30T17:00:00+00:00", 2024),  # 1 October at home
        ("2024-12-31T23:59:00+07:00", 2024),
        ("2025-01-02T08:00:00+07:00", None),
        ("2024-12-31T17:30:00+00:00", None),  # already 2025 at home
    ],
)
def test_the_open_campaign_is_that_of_the_local_day(moment: str, year: int | None):
    local = dt.datetime.fromisoformat(moment).astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    assert load_catalogue(PROJECT / "catalog").campaign_year(local) == year


def test_a_campaign_may_reach_into_the_next_year():
    rules = load_catalogue(PROJECT / "catalog")
    longer = rules.model_copy(
        update={
            "calendar": CalendarRules.model_validate(
                {"default": DEFAULT, "year": {2024: {"campaign_end": "2025-01-10"}}}
            )
        }
    )
    assert longer.campaign_year(day("2025-01-02")) == 2024
    assert longer.campaign_year(day("2025-01-11")) is None


def target(**changes: object) -> dict[str, object]:
    return {"year": 2025, "pct": 60, "adopted": "2022-08-24", "source": "KH 102"} | changes


@pytest.mark.parametrize(
    ("year", "known_on", "expected"),
    [
        (2021, "2021-11-15", None),  # not adopted yet
        (2022, "2022-11-15", (2025, 60)),
        (2025, "2025-11-15", (2025, 65)),  # raised in 2024
        (2026, "2026-11-15", (2030, 80)),
        (2031, "2031-11-15", None),
    ],
)
def test_a_year_has_the_target_of_the_next_horizon_as_adopted(
    year: int, known_on: str, expected: tuple[int, float] | None
):
    indicator = Indicator.model_validate(
        {
            "code": "CDHT",
            "title": "t",
            "short": "s",
            "numerator": "n",
            "denominator": "d",
            "targets": [target(), target(year=2030, pct=80), target(pct=65, adopted="2024-01-01")],
        }
    )
    found = indicator.target(year, day(known_on))
    assert (found and (found.year, found.pct)) == expected


def test_the_units_of_each_year_and_what_they_continue():
    catalogue = load_catalogue(PROJECT / "catalog")
    names = {unit.unit_code: unit.name for unit in catalogue.units_of(2024)}
    assert names["CCMT"] == "Chi cục Bảo vệ môi trường"
    later = {unit.unit_code: unit.name for unit in catalogue.units_of(2025)}
    assert later["CCMT"] == "Chi cục Môi trường"  # renamed
    assert later["CNCL"] == "Chi nhánh Văn phòng Đăng ký đất đai khu vực II"  # twice in one year
    assert "TTR" not in later  # ended on 30/06/2025
    former = find_predecessors(catalogue, 2025)
    assert former["KTMT"] == ("CNTT", "QTMT")  # merged
    assert former["SNNMT"] == ("STNMT",)  # succeeded
    assert former["CCMT"] == ("CCMT",)
    assert former["CCKL"] == ()  # new
    assert find_predecessors(catalogue, 2023)["QLDD"] == ("DDBD", "QLDD")


def test_a_changed_copy_remembers_nothing_of_the_one_it_was_made_from():
    catalogue = load_catalogue(PROJECT / "catalog")
    kept = catalogue.units[:1]
    assert catalogue.of_year(2024).unit("VP")
    assert catalogue.units_coded("VP")
    copy = catalogue.model_copy(update={"units": kept})
    assert copy.of_year(2024).units == kept
    assert not copy.units_coded("VP")
    of_year = catalogue.of_year(2024)
    assert not of_year.model_copy(update={"units": kept}).unit("VP")
