"""What the figures rest on: units and people expected, received, counted, and what is left out."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from transforms import figures
from transforms.catalogue import TIME_ZONE, Unit, YearCatalogue
from transforms.report.comparison import Comparison
from transforms.report.inputs import COUNTING, ReportInputs, records, statuses
from transforms.rules.statuses import Status

STATUS_TEXTS: dict[str, str] = {
    Status.ACCEPTED: "Đã tổng hợp",
    Status.ACCEPTED_WITH_WARNINGS: "Đã tổng hợp, có cảnh báo",
    Status.PARTIALLY_ACCEPTED: "Đã tổng hợp một phần",
    Status.REJECTED: "Chưa hợp lệ",
    Status.HELD: "Nhận sau khi khóa số liệu",
    Status.MISSING: "Chưa gửi",
}


@dataclass(frozen=True)
class Scope:
    """Who some figures speak for: ``counted`` of ``expected`` units."""

    counted: int
    expected: int

    @property
    def is_complete(self) -> bool:
        """Whether every expected unit is counted."""
        return self.counted >= self.expected

    @property
    def note(self) -> str:
        """What a verdict adds while a unit is missing; empty otherwise."""
        if self.is_complete:
            return ""
        return f"theo số liệu của {self.counted}/{self.expected} đơn vị"


def summarise_coverage(inputs: ReportInputs, comparison: Comparison) -> dict[str, Any]:
    """The coverage statement: counts as numbers, units by name in the catalogue's order.

    ``expected_people`` adds last year's headcount for units that are missing; where even that is
    unknown the unit stands in ``unknown_people_units``. ``scopes`` has every unit and group.
    """
    catalogue = inputs.catalogue
    status = statuses(inputs.completeness, inputs.year)
    counting = counting_submissions(inputs.submission, inputs.year)
    units = [_unit_coverage(u, status, counting, comparison) for u in catalogue.reporting_units]
    expected = [unit for unit in units if unit["is_expected"]]
    counted = [unit for unit in expected if unit["is_counted"]]
    out = [unit for unit in expected if not unit["is_counted"]]
    scopes = _scopes(catalogue, units)
    counted_people = sum(unit["people"] for unit in counted)
    return {
        "units": units,
        "scopes": scopes,
        "note": scopes[catalogue.root.unit_code].note,
        "is_complete": not out,
        "expected_units": len(expected),
        "received_units": sum(unit["is_received"] for unit in expected),
        "on_time_units": sum(unit["is_on_time"] for unit in expected),
        "counted_units": len(counted),
        "counted_people": counted_people,
        "expected_people": counted_people + sum(unit["people"] or 0 for unit in out),
        "unknown_people_units": [unit["name"] for unit in out if unit["people"] is None],
        "quarantined_people": sum(unit["quarantined"] for unit in counted),
        "quarantined_units": [unit["name"] for unit in counted if unit["quarantined"]],
        "missing": _named(out, Status.MISSING),
        "rejected": _named(out, Status.REJECTED),
        "held": _named(out, Status.HELD),
    }


def counting_submissions(submission: pd.DataFrame, year: int) -> dict[str, dict[str, Any]]:
    """The counting submission of each unit of a year."""
    return {
        row["unit_code"]: row
        for row in records(submission)
        if row["reporting_year"] == year and row["status"] in COUNTING
    }


def as_of(submission: pd.DataFrame, year: int) -> dt.date | None:
    """The local day on which the latest file of the year came; None where none did."""
    times = submission.loc[submission["reporting_year"] == year, "received_at"].dropna()
    if times.empty:
        return None
    return pd.Timestamp(times.max()).tz_convert(TIME_ZONE).date()


def describe_period(catalogue: YearCatalogue) -> dict[str, str]:
    """The year's dates as they are printed."""
    calendar = catalogue.calendar
    return {
        "start": figures.day(calendar.period_start),
        "end": figures.day(calendar.period_end),
        "deadline": figures.day(calendar.unit_deadline),
    }


def _scopes(catalogue: YearCatalogue, units: list[dict[str, Any]]) -> dict[str, Scope]:
    """Of each unit itself, and of each group the reporting units below it at any depth."""
    by_code = {unit["code"]: unit for unit in units}

    def pair(unit: Unit) -> tuple[int, int]:
        if unit.unit_code in by_code:
            own = by_code[unit.unit_code]
            return int(own["is_counted"]), int(own["is_expected"])
        below = [pair(child) for child in catalogue.units if child.parent_code == unit.unit_code]
        return sum(counted for counted, _ in below), sum(expected for _, expected in below)

    return {unit.unit_code: Scope(*pair(unit)) for unit in catalogue.units}


def _named(units: list[dict[str, Any]], status: str) -> list[str]:
    return [unit["name"] for unit in units if unit["status"] == status]


def _unit_coverage(
    unit: Unit,
    status: dict[str, dict[str, Any]],
    counting: dict[str, dict[str, Any]],
    comparison: Comparison,
) -> dict[str, Any]:
    row = status.get(unit.unit_code, {})
    state = row.get("status") or Status.MISSING
    if state not in STATUS_TEXTS:  # nothing but a copy of a rejected file came last
        state = Status.REJECTED if row.get("is_received") else Status.MISSING
    is_counted = state in COUNTING
    sent = counting.get(unit.unit_code, {}) if is_counted else {}
    quarantined = int(sent.get("quarantined_count") or 0)
    return {
        "code": unit.unit_code,
        "name": unit.name,
        "status": state,
        "status_text": STATUS_TEXTS[state],
        "is_expected": bool(row.get("is_expected", True)),
        "is_received": bool(row.get("is_received", False)),
        "is_on_time": bool(row.get("is_on_time", False)),
        "is_counted": is_counted,
        "people": int(sent.get("declared_count") or 0)
        if is_counted
        else comparison.last_people(unit.unit_code),
        "quarantined": quarantined,
        "note": _note(state, row, quarantined),
    }


def _note(state: str, row: dict[str, Any], quarantined: int) -> str:
    if state not in COUNTING:
        return STATUS_TEXTS[state]
    parts = [] if row.get("is_on_time", False) else ["gửi sau hạn"]
    if quarantined:
        parts.append(f"{figures.counted(quarantined)} người chưa xác định")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]
