"""When the scheduled DAGs run: on the days of the catalogue's calendar, asked anew each time.

A date changed in calendar.toml moves the next run, without a change of code and without a restart.
plugins/calendar_schedules.py makes the two known to Airflow's components. Each of these reads
``CATALOG_DIR`` for itself: the file is small, and read again only when it has changed. While it is
wrong, its one line is in the log and no run is planned; the DAG processor asks again every time it
reads the DAG, and then the latest run that was missed is made up for.
"""

import datetime as dt
import logging
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

    def days(self, calendar: CalendarRules, year: int) -> Iterator[dt.date]:
        """The local days of a reporting year on which to run."""
        raise NotImplementedError

    @property
    def summary(self) -> str:
        """What the user interface shows as the schedule."""
        return self.description

    def moments(self, calendar: CalendarRules, near: dt.datetime) -> list[dt.datetime]:
        """The moments of the years around a moment, ascending, each once."""
        years = calendar.years_around(near.astimezone(TIME_ZONE).date())
        days = {day for year in years for day in self.days(calendar, year)}
        return [dt.datetime.combine(day, self.hour, TIME_ZONE) for day in sorted(days)]

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
        if not restriction.catchup:
            past = [moment for moment in self.moments(calendar, now) if moment <= now]
            since = max([since, *past[-1:]])
        found = [moment for moment in self.moments(calendar, since) if moment >= since][:1]
        if not found or (restriction.latest and found[0] > restriction.latest):
            return None
        return DagRunInfo.exact(pendulum.instance(found[0]).in_timezone("UTC"))


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


class PublicationDays(CalendarTimetable):
    """Once a year, when the day of publication begins."""

    description = "Ngày công bố báo cáo hằng năm"

    def days(self, calendar: CalendarRules, year: int) -> Iterator[dt.date]:
        """The day of publication."""
        yield calendar.day(year, "publication")


def current_calendar(settings: Settings) -> CalendarRules:
    """The catalogue's calendar as it is now; raises DeclarationError where it is wrong."""
    file = settings.catalog_dir / "calendar.toml"
    changed_at = file.stat().st_mtime_ns if file.exists() else 0
    return _calendar_of(settings.catalog_dir, changed_at)


@lru_cache(maxsize=4)
def _calendar_of(folder: Path, changed_at: Any) -> CalendarRules:
    return load_calendar(folder)
