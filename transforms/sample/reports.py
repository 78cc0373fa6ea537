"""What invented units report of a year: people, activities, accounts; before any fault is put in.

The figures tell a story (``STORY``): rates rise towards the targets, one unit falls back once. All
chance comes from the department's name, the unit's code and the year.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from transforms.catalogue import TIME_ZONE, Calendar, Catalogue, Unit, YearCatalogue
from transforms.sample.accounts import (
    account_of,
    activities_of,
    as_statements,
    official_date,
    weekday_before,
)
from transforms.sample.people import Person, Staff, dice, staff_of

STORY = {
    2021: (38, 55, 45),
    2022: (45, 60, 50),
    2023: (52, 65, 55),
    2024: (58, 69, 59),
    2025: (63, 72, 63),
}
"""Percent of a year: title holders per headcount, skilled per holder, self-updating per skilled."""

LATER_POINTS, HIGHEST_PCT = 3, 92  # what every year adds after the story, and where it ends
SPREAD_POINTS = 10  # how far a unit's own level lies above or below the department's
SETBACK_YEAR, SETBACK_POINTS, SETBACK_RANK = 2024, 14, 1
"""In that year the unit of that rank by headcount (from 0) loses that many points of its rate."""

MORE_REGISTERED = 0.45  # of those without the title, who registered all the same
ASSESSED = 0.8  # of those who registered and did not get the title, who were assessed
LEAST_SCORE = 48


@dataclass(frozen=True)
class Report:
    """What one unit reports: ``data`` as ``render.form.workbook.fill`` takes it."""

    catalogue: YearCatalogue
    unit: Unit
    data: dict[str, Any]
    received_at: dt.datetime


@dataclass(frozen=True)
class Rates:
    """A unit's rates of a year, between 0 and 1."""

    recognised: float
    skilled: float
    updating: float
    trained: float


def invent_reports(catalogue: Catalogue, year: int) -> list[Report]:
    """The faultless report of every reporting unit of the year, in the catalogue's order."""
    of_year = catalogue.of_year(year)
    if of_year is None:
        return []
    department = catalogue.issuer.department
    staff = staff_of(catalogue, year)
    levels = _levels(department, staff)
    falling = by_size(staff)[SETBACK_RANK : SETBACK_RANK + 1] if year == SETBACK_YEAR else []
    reports = []
    for position, unit in enumerate(of_year.reporting_units):
        rng = dice(department, year, unit.unit_code, "report")
        is_setback = unit.unit_code in falling
        rates = _rates(year, levels[unit.unit_code], SETBACK_POINTS if is_setback else 0)
        people = invent_roster(
            staff[unit.unit_code], rates, of_year.pass_score(unit.unit_code), rng
        )
        received_at = _receipt(of_year.calendar, rng)
        data = {
            "info": _info(of_year, department, staff[unit.unit_code], received_at.date()),
            "activity": activities_of(of_year, unit, len(people), rng),
            "narrative": _account(
                of_year, account_of(unit, people, position + year, is_setback=is_setback)
            ),
            **_counted(of_year, people),
        }
        reports.append(Report(of_year, unit, data, received_at))
    return reports


def _account(catalogue: YearCatalogue, account: dict[str, str]) -> Any:
    """The unit's account as the year's form asks for it: texts by topic, or statements."""
    is_table = catalogue.form.sheet("narrative").shape == "table"
    return as_statements(account, catalogue.narrative) if is_table else account


# --- rates ---------------------------------------------------------------------------------------


def by_size(staff: Staff) -> list[str]:
    """The units' codes, most people first."""
    return sorted(staff, key=lambda code: (-len(staff[code]), code))


def _levels(department: str, staff: Staff) -> dict[str, float]:
    """Each unit's distance from the department's rate in points; together they weigh nothing."""
    own = {
        code: dice(department, code, "level").uniform(-SPREAD_POINTS, SPREAD_POINTS)
        for code in staff
    }
    total = sum(len(people) for people in staff.values())
    mean = sum(own[code] * len(people) for code, people in staff.items()) / max(total, 1)
    return {code: level - mean for code, level in own.items()}


def _rates(year: int, level: float, setback: float) -> Rates:
    told = STORY[min(max(year, min(STORY)), max(STORY))]
    later = LATER_POINTS * max(year - max(STORY), 0)
    recognised, skilled, updating = (min(pct + later, HIGHEST_PCT) for pct in told)
    trained = min(60 + 4 * (year - min(STORY)), HIGHEST_PCT)
    return Rates(
        recognised=(recognised + level - setback) / 100,
        skilled=(skilled + level / 2) / 100,
        updating=(updating + level / 2) / 100,
        trained=(trained + level) / 100,
    )


# --- people --------------------------------------------------------------------------------------


def invent_roster(
    people: list[Person], rates: Rates, pass_score: float, rng: Random
) -> list[dict[str, Any]]:
    """One row per person, the rates met to the nearest person."""
    holders = _first(people, rates.recognised, "learning")
    skilled = _first([p for p in people if p in holders], rates.skilled, "digital")
    updating = _first([p for p in people if p in skilled], rates.updating, "updating")
    others = [p for p in people if p not in holders]
    skilled |= _first(others, rates.skilled / 2, "digital")
    updating |= _first([p for p in others if p in skilled], rates.updating / 2, "updating")
    registered = holders | _first(others, MORE_REGISTERED, "learning")
    trained = _first(people, rates.trained, "studying")
    return [
        {
            "person_code": person.code,
            "full_name": person.name,
            "staff_type": person.staff_type,
            "is_registered": person in registered,
            "score": _score(person in holders, person in registered, pass_score, rng),
            "is_recognised": person in holders,
            "is_digitally_skilled": person in skilled,
            "is_self_updating": person in updating,
            "training_count": 1 + int(rng.triangular(0, 6, 1)) if person in trained else None,
        }
        for person in people
    ]


def _first(people: list[Person], rate: float, disposition: str) -> set[Person]:
    """The most inclined share of them."""
    ordered = sorted(people, key=lambda person: (getattr(person, disposition), person.code))
    return set(ordered[: round(rate * len(people))])


def _score(is_holder: bool, is_registered: bool, pass_score: float, rng: Random) -> float | None:
    """Half points, in the threshold's reach; none for those who were not assessed."""
    if is_holder:
        return min(pass_score + round(2 * rng.triangular(0, 19, 7)) / 2, 100)
    if is_registered and rng.random() < ASSESSED:
        return max(pass_score - 0.5 - round(2 * rng.triangular(0, 28, 6)) / 2, LEAST_SCORE)
    return None


def _counted(catalogue: YearCatalogue, people: list[dict[str, Any]]) -> dict[str, Any]:
    """The people as the year's form wants them: by name, or summed up by staff type."""
    if catalogue.form.has("roster"):
        return {"roster": people}
    sheet = catalogue.form.sheet("headcount")
    types = dict.fromkeys(sheet.field("staff_type").values.values())
    rows = [_count(kind, (p for p in people if p["staff_type"] == kind)) for kind in types]
    return {"headcount": [*rows, _count(sheet.total_label or "", people)]}


def _count(staff_type: str, people: Iterable[dict[str, Any]]) -> dict[str, Any]:
    people = list(people)
    holders = [p for p in people if p["is_recognised"]]
    skilled = [p for p in holders if p["is_digitally_skilled"]]
    return {
        "staff_type": staff_type,
        "total_count": len(people),
        "registered_count": sum(p["is_registered"] for p in people),
        "assessed_count": sum(p["score"] is not None for p in people),
        "recognised_count": len(holders),
        "skilled_count": len(skilled),
        "self_updating_count": sum(p["is_self_updating"] for p in skilled),
    }


# --- the file ------------------------------------------------------------------------------------


def _info(
    catalogue: YearCatalogue, department: str, people: list[Person], approved: dt.date
) -> dict[str, Any]:
    """Of `Thông tin`, what the template does not know. One decision names all title holders."""
    rng = dice(department, catalogue.year, "decision")
    decided = weekday_before(catalogue.calendar.period_end - dt.timedelta(days=rng.randint(3, 9)))
    office = catalogue.issuer.symbol.split("-", 1)[-1]
    return {
        "declared_count": len(people),
        "recognition_decision": (
            f"Quyết định số {rng.randint(180, 460)}/QĐ-{office} ngày {official_date(decided)}"
        ),
        "approved_by": people[0].name,
        "prepared_by": people[min(1, len(people) - 1)].name,
        "approved_date": approved,
    }


def _receipt(calendar: Calendar, rng: Random) -> dt.datetime:
    """Some working hour between the cut-off and the units' deadline."""
    first = min(calendar.period_end + dt.timedelta(days=1), calendar.unit_deadline)
    days = [first + dt.timedelta(days=n) for n in range((calendar.unit_deadline - first).days + 1)]
    working = [day for day in days if day.weekday() < 5] or days[-1:]
    time = dt.time(rng.choice((8, 9, 10, 14, 15, 16)), rng.randrange(60), rng.randrange(60))
    return dt.datetime.combine(rng.choice(working), time, TIME_ZONE)
