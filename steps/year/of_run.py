"""Which reporting year a run is about."""

import datetime as dt
import logging

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowSkipException

from steps.catalogue import load_catalogue, load_year
from steps.settings import Settings
from transforms.catalogue import TIME_ZONE

log = logging.getLogger(__name__)


def year_of_run(settings: Settings) -> int:
    """The run's ``year`` parameter, else the year whose campaign contains its logical date.

    Outside every campaign the run ends as skipped. "Today" is always the logical date, so that a
    run executed late does what its day required.
    """
    context = get_current_context()
    given = context["params"].get("year")
    moment = context["dag_run"].logical_date or context["dag_run"].run_after
    year = int(given) if given else open_year(settings, moment)
    if year is None:
        raise AirflowSkipException(f"Không có đợt báo cáo nào đang mở vào {moment:%d/%m/%Y}.")
    load_year(settings.catalog_dir, year)
    log.info("Năm báo cáo: %d", year)
    return year


def open_year(settings: Settings, moment: dt.datetime) -> int | None:
    """The year whose campaign contains a moment's local date, or None."""
    day = moment.astimezone(TIME_ZONE).date()
    return load_catalogue(settings.catalog_dir).campaign_year(day)
