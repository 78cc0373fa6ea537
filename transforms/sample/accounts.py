"""Invented activities over the plan's tasks, and a unit's own account of its year."""

import datetime as dt
from collections import defaultdict
from random import Random
from typing import Any

from transforms.catalogue import Calendar, NarrativeRules, Unit, YearCatalogue
from transforms.sample.texts import (
    ACCOUNTS,
    AUTUMN,
    PRACTICES,
    REPORT,
    SETBACK_ACCOUNT,
    SPRING,
    STRENGTHS,
    SUMMER,
    TEMPLATES,
    Template,
)

ACTIVITIES = (6, 9)
DAY = dt.timedelta(days=1)


def official_date(day: dt.date) -> str:
    """A date as documents cite it: ``05/3/2024``; days below 10 and months below 3 have a zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def weekday_before(day: dt.date) -> dt.date:
    """The day itself, or the Friday before its weekend."""
    return day - max(day.weekday() - 4, 0) * DAY


# --- activities ----------------------------------------------------------------------------------


def activities_of(
    catalogue: YearCatalogue, unit: Unit, headcount: int, rng: Random
) -> list[dict[str, Any]]:
    """Six to nine activities of different tasks inside the data period, in order of time."""
    templates = _templates(catalogue)
    number = min(rng.randint(*ACTIVITIES), len(templates))
    chosen = rng.sample(sorted(templates), number)
    rows = [
        _activity(rng.choice(templates[code]), catalogue, unit, headcount, rng) for code in chosen
    ]
    return sorted(rows, key=lambda row: row["start_date"])


def _templates(catalogue: YearCatalogue) -> dict[str, list[Template]]:
    """The templates of each task of the plan; a task that we know nothing of has its title."""
    known = defaultdict(list)
    for template in TEMPLATES:
        known[template.task_code].append(template)
    anytime = SPRING + SUMMER + AUTUMN
    return {
        task.code: known.get(task.code)
        or [Template(task.code, task.title, anytime, 2, (40, 80), (0, 20), REPORT)]
        for task in catalogue.tasks
    }


def _activity(
    template: Template, catalogue: YearCatalogue, unit: Unit, headcount: int, rng: Random
) -> dict[str, Any]:
    start = _in_period(catalogue.calendar, *rng.choice(template.dates))
    end = weekday_before(min(start + (template.days - 1) * DAY, catalogue.calendar.period_end))
    participants = max(round(headcount * rng.uniform(*template.share_pct) / 100), 1)
    budget = round(participants * rng.uniform(*template.each), -2)
    evidence = template.evidence.format(
        number=rng.randint(4, 175),
        unit=unit.unit_code,
        start=official_date(start),
        end=official_date(max(start, end)),
    )
    return {
        "task_code": template.task_code,
        "content": template.content.format(year=catalogue.year, scheme=catalogue.issuer.scheme),
        "start_date": start,
        "end_date": max(start, end),
        "participant_count": participants,
        "budget_thousand_vnd": int(budget) or None,
        "evidence": evidence,
    }


def _in_period(calendar: Calendar, month: int, day: int) -> dt.date:
    """That day of the year in the data period, on a weekday unless the period begins on none."""
    days = (dt.date(year, month, day) for year in (calendar.year, calendar.year - 1))
    found = next(
        (d for d in days if calendar.period_start <= d <= calendar.period_end),
        calendar.period_start,
    )
    return max(weekday_before(found), calendar.period_start)


# --- the account ---------------------------------------------------------------------------------


def account_of(
    unit: Unit, people: list[dict[str, Any]], turn: int, *, is_setback: bool
) -> dict[str, str]:
    """The unit's texts by topic; ``turn`` makes neighbours and years differ."""
    holders = [person for person in people if person["is_recognised"]]
    skilled = [person for person in holders if person["is_digitally_skilled"]]
    counts = {
        "unit": unit.name,
        "total": len(people),
        "registered": sum(person["is_registered"] for person in people),
        "recognised": len(holders),
        "skilled": len(skilled),
        "updating": sum(person["is_self_updating"] for person in skilled),
        "rate": f"{100 * len(holders) / max(len(people), 1):.1f}".replace(".", ","),
    }
    account = SETBACK_ACCOUNT if is_setback else ACCOUNTS[turn % len(ACCOUNTS)]
    strengths = STRENGTHS[turn % len(STRENGTHS)].format_map(counts)
    return {
        "strengths": f"{strengths} {PRACTICES[3 * turn % len(PRACTICES)]}",
        "shortcomings": account.shortcomings,
        "causes": account.causes,
        "direction": account.direction,
        "proposals": account.proposals,
    }


def as_statements(account: dict[str, str], rules: NarrativeRules) -> list[dict[str, Any]]:
    """The account as a form wants it that asks for one statement a row."""
    topics = [topic for topic in account if topic != "causes"]
    rows = [
        {"topic": topic, "theme": rules.theme_of(account[topic]), "text": account[topic]}
        for topic in topics
    ]
    more = {
        "shortcomings": {"cause": account["causes"], "remedy": account["direction"]},
        "proposals": {"addressee": rules.addressee_of(account["proposals"])},
    }
    return [row | more.get(row["topic"], {}) for row in rows]
