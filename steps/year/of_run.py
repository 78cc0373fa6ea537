"""Which reporting year a run is about; timetable.py says when the runs of a year are.

It is the run's ``year`` parameter, else what the calendar says of its logical date: of a scheduled
run and a backfill the year published on that day, of one by hand the year whose campaign is open.
"Today" is always the logical date, so that a run executed late does what its day required.
"""

import datetime as dt
import logging

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowSkipException

from steps.catalogue import load_catalogue, load_year
from steps.settings import Settings
from transforms.catalogue import TIME_ZONE
from transforms.errors import SettingError

BY_CALENDAR = ("scheduled", "backfill")  # kinds of runs
log = logging.getLogger(__name__)


def year_of_run(settings: Settings) -> int:
    """The year whose campaign contains the day; outside every campaign the run is skipped."""
    given, moment = _asked()
    year = given or open_year(settings, moment)
    if year is None:
        raise AirflowSkipException(f"Không có đợt báo cáo nào đang mở vào {_day(moment)}.")
    load_year(settings.catalog_dir, year)
    log.info("Năm báo cáo: %d", year)
    return year


def publication_year(settings: Settings) -> int:
    """The year whose report is published on the day; by hand, the one asked for or the open one.

    Raises SettingError where a run by hand names no year and no campaign is open, and where a
    backfill of some years names another one for all of them.
    """
    given, moment = _asked()
    is_by_hand = get_current_context()["dag_run"].run_type not in BY_CALENDAR
    year = year_to_publish(settings, given, moment, is_by_hand)
    load_year(settings.catalog_dir, year)
    return year


def year_to_publish(settings: Settings, given: int, moment: dt.datetime, is_by_hand: bool) -> int:
    """As ``publication_year``, of a year asked for (0: none) and the run's moment."""
    if is_by_hand:
        year = given or open_year(settings, moment)
        if year is None:
            raise SettingError(
                f"Năm báo cáo: hãy chọn một năm; ngày {_day(moment)} không có đợt báo cáo nào mở"
            )
        return year
    year = year_published_on(settings, moment)
    if given and given != year:
        raise SettingError(
            f"Năm báo cáo: lượt chạy này là của năm {year} (ngày {_day(moment)}), không chạy cho "
            f"năm {given}; với Backfill hãy để trống ô này và chọn khoảng ngày"
        )
    return year


def sending_day(settings: Settings, year: int) -> dt.date | None:
    """The run's local day, if whatever it does about a year may leave the house; else None.

    That is inside the year's open campaign, and never in a backfill.
    """
    run = get_current_context()["dag_run"]
    moment = run.logical_date or run.run_after
    if run.run_type == "backfill" or open_year(settings, moment) != year:
        return None
    return moment.astimezone(TIME_ZONE).date()


def is_backfill() -> bool:
    """Whether the run is one of a backfill's."""
    return bool(get_current_context()["dag_run"].run_type == "backfill")


def open_year(settings: Settings, moment: dt.datetime) -> int | None:
    """The year whose campaign contains a moment's local date, or None."""
    day = moment.astimezone(TIME_ZONE).date()
    return load_catalogue(settings.catalog_dir).campaign_year(day)


def year_published_on(settings: Settings, moment: dt.datetime) -> int:
    """The year whose publication date is a moment's local date, else that date's year."""
    day = moment.astimezone(TIME_ZONE).date()
    return load_catalogue(settings.catalog_dir).calendar.publication_year(day) or day.year


def _asked() -> tuple[int, dt.datetime]:
    """The run's year parameter, 0 where there is none, and the moment it is about.

    Raises SettingError for a parameter that the DAG does not have: a misspelt year would be no year
    at all, and the run about the open one.
    """
    context = get_current_context()
    run, known = context["dag_run"], [*context["dag"].params]
    if others := sorted(set(run.conf or {}) - {*known}):
        raise SettingError(
            f"Không có ô nào tên {', '.join(map(repr, others))[:100]}: hãy chạy lại với các ô "
            f"{', '.join(known)}"
        )
    return int(context["params"].get("year") or 0), run.logical_date or run.run_after


def _day(moment: dt.datetime) -> str:
    """Its day at home."""
    return f"{moment.astimezone(TIME_ZONE):%d/%m/%Y}"
