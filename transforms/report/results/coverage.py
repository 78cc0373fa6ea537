"""What the figures rest on: units and people expected, received, counted, and what is left out."""

import datetime as dt
from collections.abc import Iterable, Mapping

from transforms import figures
from transforms.catalogue import TIME_ZONE, Unit, YearCatalogue
from transforms.report.inputs import COUNTING, ReportInputs, statuses
from transforms.report.model import Coverage, Period, Scope, UnitCoverage
from transforms.report.results.comparison import Comparison
from transforms.report.rows import CompletenessRow, SubmissionRow
from transforms.rules.statuses import Status

OUT = (Status.MISSING, Status.REJECTED, Status.HELD)
TOLD = (*COUNTING, *OUT)


def summarise_coverage(inputs: ReportInputs, comparison: Comparison) -> Coverage:
    """The coverage statement of the year's reporting units."""
    catalogue = inputs.catalogue
    status = statuses(inputs.completeness, inputs.year)
    counting = counting_submissions(inputs.submission, inputs.year)
    units = [_unit_coverage(u, status, counting, comparison) for u in catalogue.reporting_units]
    expected = [unit for unit in units if unit.is_expected]
    counted = [unit for unit in expected if unit.is_counted]
    out = [unit for unit in expected if not unit.is_counted]
    scopes = _scopes(comparison.below, units)
    counted_people = sum(unit.people or 0 for unit in counted)
    return Coverage(
        units=units,
        scopes=scopes,
        note=scopes[catalogue.root.unit_code].note,
        expected_units=len(expected),
        received_units=sum(unit.is_received for unit in expected),
        on_time_units=sum(unit.is_on_time for unit in expected),
        counted_units=len(counted),
        counted_people=counted_people,
        expected_people=counted_people + sum(unit.people or 0 for unit in out),
        unknown_people_units=[unit.name for unit in out if unit.people is None],
        quarantined_people=sum(unit.quarantined for unit in counted),
        quarantined_units=[unit.name for unit in counted if unit.quarantined],
        out={why: [unit.name for unit in out if unit.status is why] for why in OUT},
    )


def counting_submissions(
    submission: Iterable[SubmissionRow], year: int
) -> dict[str | None, SubmissionRow]:
    """The counting submission of each unit of a year."""
    return {
        row.unit_code: row
        for row in submission
        if row.reporting_year == year and row.status in COUNTING
    }


def as_of(submission: Iterable[SubmissionRow], year: int) -> dt.date | None:
    """The local day on which the latest file of the year came; None where none did."""
    times = [row.received_at for row in submission if row.reporting_year == year]
    return max(times).astimezone(TIME_ZONE).date() if times else None


def describe_period(catalogue: YearCatalogue) -> Period:
    """The year's dates as they are printed."""
    calendar = catalogue.calendar
    return Period(
        start=figures.day(calendar.period_start),
        end=figures.day(calendar.period_end),
        deadline=figures.day(calendar.unit_deadline),
    )


def _scopes(below: Mapping[str, list[str]], units: list[UnitCoverage]) -> dict[str, Scope]:
    """Of each unit itself, and of each group the reporting units ``below`` it at any depth."""
    by_code = {unit.code: unit for unit in units if unit.is_expected}
    return {
        unit: _scope([by_code[code] for code in codes if code in by_code])
        for unit, codes in below.items()
    }


def _scope(units: list[UnitCoverage]) -> Scope:
    missing = [unit.people for unit in units if not unit.is_counted]
    known = [people for people in missing if people is not None]
    return Scope(
        counted=len(units) - len(missing),
        expected=len(units),
        people=sum(unit.people or 0 for unit in units if unit.is_counted),
        known_missing=sum(known) if len(known) == len(missing) else None,
    )


def _unit_coverage(
    unit: Unit,
    status: Mapping[str, CompletenessRow],
    counting: Mapping[str | None, SubmissionRow],
    comparison: Comparison,
) -> UnitCoverage:
    row = status.get(unit.unit_code)
    is_received, is_on_time = bool(row and row.is_received), bool(row and row.is_on_time)
    state = Status.named(row.status) if row else Status.MISSING
    if state not in TOLD:  # nothing but a copy of a rejected file came last
        state = Status.REJECTED if is_received else Status.MISSING
    is_counted = state in COUNTING
    sent = counting.get(unit.unit_code) if is_counted else None
    quarantined = (sent.quarantined_count or 0) if sent else 0
    declared = (sent.declared_count or 0) if sent else 0
    return UnitCoverage(
        code=unit.unit_code,
        name=unit.name,
        status=state,
        status_text=state.in_report,
        is_expected=row.is_expected if row else True,
        is_received=is_received,
        is_on_time=is_on_time,
        is_counted=is_counted,
        people=declared if is_counted else comparison.last_known_people(unit.unit_code),
        quarantined=quarantined,
        note=_note(state, is_on_time, quarantined),
    )


def _note(state: Status, is_on_time: bool, quarantined: int) -> str:
    if state not in COUNTING:
        return state.in_report
    parts = [] if is_on_time else ["gửi sau hạn"]
    if quarantined:
        parts.append(f"{figures.counted(quarantined)} người chưa xác định")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]
