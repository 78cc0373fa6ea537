"""The demonstration's story: what five years of invented reports say before any fault."""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from steps.catalogue import load_catalogue
from transforms.sample.accounts import official_date
from transforms.sample.faults import FAULTS, assign_faults, send
from transforms.sample.people import staff_of
from transforms.sample.reports import SETBACK_YEAR, STORY, by_size, invent_reports

CATALOGUE = load_catalogue(Path(__file__).parents[3] / "catalog")
YEARS = sorted(STORY)


def totals(report):
    """Headcount, holders, skilled holders, self-updating ones, as either form counts them."""
    if "headcount" in report.data:
        total = report.data["headcount"][-1]
        names = ("total_count", "recognised_count", "skilled_count", "self_updating_count")
        return tuple(total[name] for name in names)
    people = report.data["roster"]
    holders = [p for p in people if p["is_recognised"]]
    skilled = [p for p in holders if p["is_digitally_skilled"]]
    updating = [p for p in skilled if p["is_self_updating"]]
    return len(people), len(holders), len(skilled), len(updating)


def rates(reports):
    """The department's three rates in percent, as ratios of sums."""
    counts = [sum(column) for column in zip(*map(totals, reports), strict=True)]
    return tuple(100 * part / whole for whole, part in pairwise(counts))


@pytest.mark.parametrize("year", YEARS)
def test_the_department_keeps_to_the_story(year):
    reports = invent_reports(CATALOGUE, year)
    assert 500 <= sum(totals(report)[0] for report in reports) <= 700
    for found, told in zip(rates(reports), STORY[year], strict=True):
        assert found == pytest.approx(told, abs=2.5)


def test_one_unit_falls_back_once():
    falls = []
    for year, next_year in pairwise(YEARS):
        earlier = {r.unit.unit_code: totals(r) for r in invent_reports(CATALOGUE, year)}
        for report in invent_reports(CATALOGUE, next_year):
            if report.unit.unit_code in earlier:
                n, t, *_ = earlier[report.unit.unit_code]
                n2, t2, *_ = totals(report)
                assert abs(100 * t2 / n2 - 100 * t / n) <= 30, "Q03 by accident"
                if 100 * t2 / n2 < 100 * t / n - 5:
                    falls.append((next_year, report.unit.unit_code))
    assert falls == [(SETBACK_YEAR, by_size(staff_of(CATALOGUE, SETBACK_YEAR))[1])]


def test_people_keep_their_codes_and_follow_their_units():
    staff = {year: staff_of(CATALOGUE, year) for year in (2022, 2023, 2024, 2025)}
    codes = {year: {p.code for unit in s.values() for p in unit} for year, s in staff.items()}
    assert len(codes[2023] & codes[2024]) > 0.94 * len(codes[2023])
    merged = {p.code for unit in ("QLDD", "DDBD") for p in staff[2022][unit]}
    assert len(merged & {p.code for p in staff[2023]["QLDD"]}) > 0.9 * len(merged)
    assert len(codes[2025]) == sum(len(unit) for unit in staff[2025].values())


def test_activities_lie_in_the_data_period_and_follow_the_plan():
    for report in invent_reports(CATALOGUE, 2024):
        calendar = report.catalogue.calendar
        for row in report.data["activity"]:
            assert calendar.period_start <= row["start_date"] <= row["end_date"]
            assert row["end_date"] <= calendar.period_end
            assert row["task_code"] in {task.code for task in report.catalogue.tasks}


def test_form_1_counts_are_nested_and_summed():
    for report in invent_reports(CATALOGUE, 2021):
        *rows, total = report.data["headcount"]
        for row in (*rows, total):
            _, n, registered, *nested = row.values()
            assert n >= registered
            assert sorted(nested, reverse=True) == nested
            assert n >= nested[0]
        names = list(total)[1:]
        assert {name: sum(row[name] for row in rows) for name in names} == {
            name: total[name] for name in names
        }


@pytest.mark.parametrize("year", YEARS)
def test_every_fault_of_the_years_form_hits_one_unit(year):
    reports = invent_reports(CATALOGUE, year)
    version = reports[0].catalogue.form.version
    kinds = [fault.kind for fault in assign_faults(reports).values()]
    assert sorted(kinds) == sorted(fault.kind for fault in FAULTS if version in fault.rules)


def test_files_come_inside_the_campaign_and_the_late_one_before_publication():
    sent = send(invent_reports(CATALOGUE, 2024))
    calendar = sent[0].report.catalogue.calendar
    for file in sent:
        received = file.report.received_at
        is_late = file.fault is not None and file.fault.kind == "late"
        assert calendar.campaign_start <= received.date() < calendar.publication
        assert calendar.is_on_time(received) is not is_late


def test_a_correction_comes_after_the_version_it_corrects():
    corrected = [f for f in send(invent_reports(CATALOGUE, 2024)) if f.fault == FAULTS[3]]
    first, second = corrected
    assert first.report.received_at < second.report.received_at
    declared = [file.report.data["info"]["declared_count"] for file in corrected]
    assert declared == [declared[1] + 2, len(second.report.data["roster"])]


def test_a_department_of_one_unit_has_a_sample_without_gaps():
    row = CATALOGUE.units[0]
    units = (
        row,
        row.model_copy(update={"unit_code": "A", "unit_type": "x", "parent_code": "STNMT"}),
    )
    reports = invent_reports(CATALOGUE.model_copy(update={"units": units, "tasks": ()}), 2024)
    assert [file.report.unit.unit_code for file in send(reports)] == ["A"]
    assert reports[0].data["activity"] == []


@pytest.mark.parametrize(
    ("day", "text"),
    [(dt.date(2024, 3, 5), "05/3/2024"), (dt.date(2024, 2, 15), "15/02/2024")],
)
def test_documents_cite_dates_with_the_zeros_that_the_decree_wants(day, text):
    assert official_date(day) == text


def test_a_year_without_a_form_has_no_sample():
    assert invent_reports(CATALOGUE, 2019) == []
