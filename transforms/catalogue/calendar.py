"""The dates of a reporting year."""

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator
from pydantic import Field as Key

from transforms.catalogue.base import TIME_ZONE, Day, Declared, Year
from transforms.catalogue.faults import Wrong

_YEAR = re.compile(r"[1-9][0-9]{0,8}")


class Calendar(Declared):
    """The dates of one reporting year, inclusive and local; deadlines are already working days."""

    year: int
    campaign_start: dt.date
    campaign_end: dt.date
    period_start: dt.date
    period_end: dt.date
    unit_deadline: dt.date
    publication: dt.date
    report_due: dt.date

    @property
    def deadline_at(self) -> dt.datetime:
        """The last moment that is on time: 23:59:59 of the deadline, local time."""
        return dt.datetime.combine(self.unit_deadline, dt.time(23, 59, 59), TIME_ZONE)

    def covers(self, day: dt.date) -> bool:
        """Whether a day lies in the data period."""
        return self.period_start <= day <= self.period_end

    def is_on_time(self, received_at: dt.datetime) -> bool:
        """Whether a file that came then came by the end of the deadline's last second."""
        return received_at < self.deadline_at + dt.timedelta(seconds=1)


def _month_day(value: object) -> object:
    """``"20/11"`` as (20, 11): day and month of every year."""
    if isinstance(value, tuple):
        return value
    try:
        day, month = (int(part) for part in str(value).split("/"))
        dt.date(2001, month, day)  # in every year: not 29/02
    except (ValueError, OverflowError):
        raise Wrong('phải là ngày/tháng có trong mọi năm, ví dụ "20/11"') from None
    return day, month


def _plain_year(key: object) -> object:
    """``[year.2026]``, and not 02026 beside it."""
    if not isinstance(key, str):
        return key
    if not _YEAR.fullmatch(key):
        raise Wrong("năm ghi bằng bốn chữ số, ví dụ [year.2026]")
    return int(key)


PlainYear = Annotated[Year, BeforeValidator(_plain_year)]
MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]


class CalendarDefaults(Declared):
    """Day and month of each date, for years that say nothing else."""

    campaign_start: MonthDay
    campaign_end: MonthDay
    period_end: MonthDay
    unit_deadline: MonthDay
    publication: MonthDay
    report_due: MonthDay


class CalendarYear(Declared):
    """What one year has otherwise than by default."""

    campaign_start: Day | None = None
    campaign_end: Day | None = None
    period_end: Day | None = None
    unit_deadline: Day | None = None
    publication: Day | None = None
    report_due: Day | None = None


Audience = Literal["unit", "head", "leader"]
LEVELS: tuple[Audience, ...] = ("unit", "head", "leader")
"""Who is told that a unit has not sent, or has to send again; each later one is further up."""


class Reminder(Declared):
    """A step of reminding: whom, how many days before a unit's deadline (below 0: after it)."""

    to: Audience
    days_before: int = Key(ge=-90, le=365)


class CalendarRules(Declared):
    """calendar.toml: defaults, years that differ, days off, swapped working days, reminders."""

    default: CalendarDefaults
    year: dict[PlainYear, CalendarYear] = Key(default_factory=dict)
    days_off: tuple[Day, ...] = ()
    working_days: tuple[Day, ...] = ()
    reminders: tuple[Reminder, ...] = ()

    def day(self, year: int, name: str) -> dt.date:
        """A date of a year as declared, before any move off a day off."""
        chosen = getattr(self.year.get(year), name, None)
        if chosen:
            return chosen
        day, month = getattr(self.default, name)
        return dt.date(year, month, day)

    def years_around(self, day: dt.date) -> list[int]:
        """The years a date of which may lie near a day, ascending.

        The neighbouring years, and every year whose dates are declared: those may lie anywhere.
        """
        near = range(max(day.year - 2, dt.MINYEAR + 1), min(day.year + 2, dt.MAXYEAR) + 1)
        return sorted({*near, *self.year})

    def campaign_year(self, day: dt.date) -> int | None:
        """The year whose campaign contains a day, the later one of two; or None."""
        for year in reversed(self.years_around(day)):
            if self.day(year, "campaign_start") <= day <= self.day(year, "campaign_end"):
                return year
        return None

    def period_year(self, day: dt.date) -> int | None:
        """The year in whose data period a day lies; periods abut, so there is one at most."""
        for year in self.years_around(day):
            if self.day(year - 1, "period_end") < day <= self.day(year, "period_end"):
                return year
        return None

    def publication_year(self, day: dt.date) -> int | None:
        """The year whose report is published on a day, the later one of two; or None."""
        for year in reversed(self.years_around(day)):
            if self.day(year, "publication") == day:
                return year
        return None

    def is_working_day(self, day: dt.date) -> bool:
        """Monday to Friday but days off, and swapped working days whatever they fall on."""
        if day in self.working_days:
            return True
        return day.weekday() < 5 and day not in self.days_off

    def working_day_before(self, day: dt.date) -> dt.date:
        """The day itself if it is a working day, else the last working day before it."""
        while not self.is_working_day(day):
            day -= dt.timedelta(days=1)
        return day

    def working_day_after(self, day: dt.date) -> dt.date:
        """The day itself if it is a working day, else the next working day after it."""
        while not self.is_working_day(day):
            day += dt.timedelta(days=1)
        return day

    def reminder_day(self, step: Reminder, deadline: dt.date) -> dt.date:
        """The working day of a step for a unit with that deadline.

        A step before the deadline moves back from a day off, one after it forward: no unit is told
        late that it has time, none early that it is overdue.
        """
        day = deadline - dt.timedelta(days=step.days_before)
        is_after = step.days_before < 0
        return self.working_day_after(day) if is_after else self.working_day_before(day)

    def of_year(self, year: int) -> Calendar:
        """A year's dates. Data periods abut and never move; deadlines move to a working day."""
        return Calendar(
            year=year,
            campaign_start=self.day(year, "campaign_start"),
            campaign_end=self.day(year, "campaign_end"),
            period_start=self.day(year - 1, "period_end") + dt.timedelta(days=1),
            period_end=self.day(year, "period_end"),
            unit_deadline=self.working_day_before(self.day(year, "unit_deadline")),
            publication=self.day(year, "publication"),
            report_due=self.working_day_before(self.day(year, "report_due")),
        )
