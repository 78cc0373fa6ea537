"""When the scheduled DAGs run: on the days of the catalogue's calendar, asked anew each time.

A date changed in calendar.toml moves the next run, without a change of code and without a restart.
plugins/calendar_schedules.py makes them known to Airflow's components. Each of these reads
``CATALOG_DIR`` for itself: the file is small, and read again only when it has changed. While it is
wrong, its one line is in the log and no run is planned; the DAG processor asks again every time it
reads the DAG, and then the latest run that was missed is made up for.

A run that was missed (the DAG was off, the machine was down) is made up for only while its year
still waits for it: switching a DAG on, or a form that does so by itself, starts no other year's.
"""

import datetime as dt
import logging
from abc import abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pendulum
from airflow.timetables.base import DagRunInfo, DataInterval, TimeRestriction, Timetable

from steps.catalogue import load_calendar
from steps.settings import Settings
from transforms.catalogue import TIME_ZONE, CalendarRules
from transforms.errors import PipelineError

log = logging.getLogger(__name__)


class CalendarTimetable(Timetable):
    """A run at an hour of each of a year's days; its logical date is that moment."""

    hour = dt.time(0)

    @abstractmethod
    def days(self, calendar: CalendarRules, year: int) -> Iterator[dt.date]:
        """The local days of a reporting year on which to run."""

    @abstractmethod
    def last_day(self, calendar: CalendarRules, year: int) -> dt.date | None:
        """The last local day on which a missed run of the year is made up for; None: never."""

    @property
    def summary(self) -> str:
        """What the user interface shows as the schedule."""
        return self.description

    def moments(
        self, calendar: CalendarRules, near: dt.datetime
    ) -> dict[dt.datetime, dt.date | None]:
        """The moments of the years around one, ascending, each with the day it is still made up."""
        found: dict[dt.datetime, dt.date | None] = {}
        for year in calendar.years_around(near.astimezone(TIME_ZONE).date()):
            last = self.last_day(calendar, year)
            for day in self.days(calendar, year):
                found[dt.datetime.combine(day, self.hour, TIME_ZONE)] = last
        return dict(sorted(found.items()))

    def infer_manual_data_interval(self, *, run_after: pendulum.DateTime) -> DataInterval:
        """A run by hand is about the moment it was asked for."""
        return DataInterval.exact(run_after)

    def next_dagrun_info(
        self,
        *,
        last_automated_data_interval: DataInterval | None,
        restriction: TimeRestriction,
    ) -> DagRunInfo | None:
        """The next run after the last; without catchup none before the latest that is due."""
        try:
            calendar = current_calendar(Settings.from_env())
        except PipelineError as error:
            log.error("%s", error)
            return None
        now = pendulum.now("UTC")
        since: dt.datetime = restriction.earliest or now
        if last_automated_data_interval:
            just_after = last_automated_data_interval.end + dt.timedelta(microseconds=1)
            since = max(since, just_after)
        moments = [moment for moment in self.moments(calendar, since) if moment >= since]
        if not restriction.catchup:
            moments = self._still_wanted(calendar, since, now)
        found = moments[:1]
        if not found or (restriction.latest and found[0] > restriction.latest):
            return None
        return DagRunInfo.exact(pendulum.instance(found[0]).in_timezone("UTC"))

    def _still_wanted(
        self, calendar: CalendarRules, since: dt.datetime, now: dt.datetime
    ) -> list[dt.datetime]:
        """The latest missed moment, if its year still waits for it, and those to come."""
        around = self.moments(calendar, max(since, now))
        today = now.astimezone(TIME_ZONE).date()
        past = [moment for moment in around if moment <= now][-1:]
        missed = [moment for moment in past if (last := around[moment]) and today <= last]
        coming = [moment for moment in around if moment > now]
        return [moment for moment in [*missed, *coming] if moment >= since]


class CampaignNights(CalendarTimetable):
    """Every night of a campaign, when the day's files have come."""

    description = "22 giờ mỗi ngày trong đợt báo cáo"
    hour = dt.time(22)

    def days(self, calendar: CalendarRules, year: int) -> Iterator[dt.date]:
        """From the campaign's first day to its last."""
        day, last = calendar.day(year, "campaign_start"), calendar.day(year, "campaign_end")
        while day <= last:
            yield day
            day += dt.timedelta(days=1)

    def last_day(self, calendar: CalendarRules, year: int) -> dt.date:
        """The campaign's last."""
        return calendar.day(year, "campaign_end")


class CampaignOpening(CalendarTimetable):
    """Once a year, on the morning on which the campaign opens."""

    description = "6 giờ ngày mở đợt báo cáo"
    hour = dt.time(6)

    def days(self, calendar: CalendarRules, year: int) -> Iterator[dt.date]:
        """The campaign's first day."""
        yield calendar.day(year, "campaign_start")

    def last_day(self, calendar: CalendarRules, year: int) -> dt.date:
        """The deadline of the units: after it a blank workbook is of no use."""
        return calendar.of_year(year).unit_deadline


class CampaignMornings(CalendarTimetable):
    """Every morning of a campaign on which somebody works."""

    description = "7 giờ mỗi ngày làm việc trong đợt báo cáo"
    hour = dt.time(7)

    def days(self, calendar: CalendarRules, year: int) -> Iterator[dt.date]:
        """The campaign's working days."""
        every = CampaignNights().days(calendar, year)
        yield from (day for day in every if calendar.is_working_day(day))

    def last_day(self, calendar: CalendarRules, year: int) -> dt.date:
        """The campaign's last."""
        return calendar.day(year, "campaign_end")


class PublicationDays(CalendarTimetable):
    """Once a year, when the day of publication begins."""

    description = "Ngày công bố báo cáo hằng năm"

    def days(self, calendar: CalendarRules, year: int) -> Iterator[dt.date]:
        """The day of publication."""
        yield calendar.day(year, "publication")

    def last_day(self, calendar: CalendarRules, year: int) -> dt.date:
        """The day on which the report is due."""
        return max(calendar.day(year, "publication"), calendar.of_year(year).report_due)


class PublicationDaysAsked(PublicationDays):
    """The same days for a backfill that names its years; by itself it starts nothing."""

    description = "Chỉ khi được gọi: chạy tay, hoặc Backfill cho những năm đã nêu"

    def next_dagrun_info(
        self,
        *,
        last_automated_data_interval: DataInterval | None,
        restriction: TimeRestriction,
    ) -> DagRunInfo | None:
        """A backfill's next run; the scheduler gets none."""
        if not restriction.catchup:
            return None
        return super().next_dagrun_info(
            last_automated_data_interval=last_automated_data_interval, restriction=restriction
        )


SCHEDULES = (
    CampaignMornings, CampaignNights, CampaignOpening, PublicationDays, PublicationDaysAsked,
)  # fmt: skip


def is_planned(moment: dt.datetime) -> bool:
    """Whether a run of the calendar, or one of a backfill, has this very moment as its own."""
    try:
        calendar = current_calendar(Settings.from_env())
    except PipelineError:
        return False  # and none is planned
    return any(moment in schedule().moments(calendar, moment) for schedule in SCHEDULES)


def current_calendar(settings: Settings) -> CalendarRules:
    """The catalogue's calendar as it is now; raises DeclarationError where it is wrong."""
    file = settings.catalog_dir / "calendar.toml"
    changed_at = file.stat().st_mtime_ns if file.exists() else 0
    return _calendar_of(settings.catalog_dir, changed_at)


@lru_cache(maxsize=4)
def _calendar_of(folder: Path, changed_at: Any) -> CalendarRules:
    return load_calendar(folder)
