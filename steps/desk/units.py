"""The units of a year as the Office sees them, and what is next: for the desk and the morning."""

import datetime as dt
from typing import Any

import warehouse
from steps.publication.texts import load_stale
from steps.settings import Settings
from steps.year.state import latest_version, year_state
from transforms.catalogue import YearCatalogue
from transforms.desk.todo import Situation
from transforms.desk.units import count_piles, is_late, next_step, pile_of
from transforms.rules.statuses import Status

BLANK = (
    "version", "received_at", "is_on_time", "person_count", "quarantined_count", "deadline",
    "latest_version", "latest_status", "latest_received_at", "taken_at", "reminded_on",
)  # fmt: skip
COUNTS = ("critical_count", "warning_count", "open_count", "answered_count")


def unit_rows(settings: Settings, of_year: YearCatalogue, today: dt.date) -> list[dict[str, Any]]:
    """Every reporting unit with its pile and what is to be done about it."""
    deadline = of_year.calendar.unit_deadline
    values = {"year": of_year.year, "missing": Status.MISSING.value}
    with warehouse.reading(settings) as connection:
        rows = warehouse.fetch(connection, "desk/units", **values)
    return [
        row
        | {
            "pile": pile_of(row),
            "is_late": is_late(row),
            "next": next_step(row, deadline, today),
        }
        for row in rows or not_collected(of_year)
    ]


def not_collected(of_year: YearCatalogue) -> list[dict[str, Any]]:
    """The units that owe a report, of a year that no run has been about yet."""
    blank = dict.fromkeys(BLANK) | {"status": Status.MISSING.value} | dict.fromkeys(COUNTS, 0)
    return [
        blank | {"unit_code": unit.unit_code, "name": unit.name, "parent_code": unit.parent_code}
        for unit in of_year.reporting_units
    ]


def situation(
    settings: Settings, of_year: YearCatalogue, today: dt.date, rows: list[dict[str, Any]]
) -> Situation:
    """All that tells what is next in a year whose unit rows are given."""
    year = of_year.year
    with warehouse.reading(settings) as connection:
        state = year_state(connection, year)
        latest = latest_version(connection, year)
        unidentified = warehouse.fetch(connection, "desk/unidentified", year=year)
        pending = warehouse.fetch(connection, "core/pending", year=year)
        edited = warehouse.fetch(connection, "report/edited_text", year=year)
    waiting = [row for row in unidentified if not row["is_set_aside"]]
    return Situation(
        of_year.calendar, today, state.state, count_piles(rows), len(rows),
        len(waiting), len(pending), sum(row["open_count"] for row in rows), latest,
        len(load_stale(settings, year)) if edited else 0,
        sum(row["answered_count"] for row in rows),
    )  # fmt: skip
