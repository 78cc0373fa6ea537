"""Which unit is reminded at which of the calendar's steps on a morning."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from transforms.catalogue import CalendarRules, Reminder
from transforms.catalogue.calendar import LEVELS
from transforms.rules.statuses import Status

REMINDED = (Status.MISSING, Status.REJECTED)
"""Only who has sent nothing, or nothing that counts."""


@dataclass(frozen=True)
class Waiting:
    """A unit that the year still waits for, its own deadline, and what it has to do."""

    unit_code: str
    deadline: dt.date
    is_rejected: bool = False
    version: int | None = None
    error_count: int = 0


@dataclass(frozen=True)
class Mornings:
    """The morning it is, and the last one on which the Office was told; None: there was none."""

    today: dt.date
    before: dt.date | None = None

    def has(self, day: dt.date) -> bool:
        """Whether a day is this morning's: today, or one since the last morning (it was missed)."""
        return day == self.today or (self.before is not None and self.before < day < self.today)


Step = tuple[str, Reminder]
"""A unit's code and a step."""


def waiting_units(rows: Iterable[Mapping[str, Any]], deadline: dt.date) -> list[Waiting]:
    """Of a year's reporting units (sql/desk/units) those to be reminded."""
    return [
        Waiting(
            row["unit_code"],
            row["deadline"] or deadline,
            row["status"] == Status.REJECTED,
            row["latest_version"],
            row["critical_count"],
        )
        for row in rows
        if row["status"] in REMINDED
    ]


def steps_due(
    calendar: CalendarRules,
    waiting: Iterable[Waiting],
    mornings: Mornings,
    done: Collection[Step],
    again: Collection[Step] = (),
) -> list[tuple[Waiting, Reminder]]:
    """What is to be sent this morning: for each unit, of each audience's steps the latest due.

    ``done`` never comes again; ``again`` are steps of an earlier morning whose mail was refused.
    """
    return [
        (unit, step)
        for unit in waiting
        for level in LEVELS
        if (step := _latest(calendar, unit, level, mornings, again))
        and (unit.unit_code, step) not in done
    ]


def _latest(
    calendar: CalendarRules, unit: Waiting, level: str, mornings: Mornings, again: Collection[Step]
) -> Reminder | None:
    days = {
        step: calendar.reminder_day(step, unit.deadline)
        for step in calendar.reminders
        if step.to == level
    }
    due = [step for step, day in days.items()
           if mornings.has(day) or (unit.unit_code, step) in again]  # fmt: skip
    return max(due, key=lambda step: (days[step], -step.days_before), default=None)
