"""What the DAGs have in common: their first day, their year, how often and how soon to retry."""

from datetime import timedelta
from typing import Any

import pendulum
from airflow.sdk import Param

from steps.catalogue import reportable_years, unit_names
from steps.publication.answers import LONGEST
from steps.settings import Settings
from steps.year.collecting import CollectYear
from transforms.catalogue import TIME_ZONE
from transforms.errors import PipelineError

TAG = "xã hội học tập"


def _years() -> range:
    """Those of the catalogue; where it is wrong, this and the next: the run says what is wrong."""
    try:
        return reportable_years(Settings.from_env().catalog_dir)
    except PipelineError:
        this_year = pendulum.today(TIME_ZONE.key).year
        return range(this_year, this_year + 2)


START = pendulum.datetime(_years()[0], 1, 1, tz=TIME_ZONE.key)


def tries_again(retries: int = 2, seconds: int = 10) -> dict[str, Any]:
    """The tasks' defaults: how often one is tried again, and after how many seconds."""
    return {"retries": retries, "retry_delay": timedelta(seconds=seconds)}


def year_param(when_blank: str | None = None) -> Param:
    """The form's list of years; it may stay blank if it is said what that means.

    A list, for the form's number fields quietly turn 1999 into their smallest number.
    """
    years = [*_years()]
    title = "Năm báo cáo"
    if when_blank is None:
        return Param(type="integer", enum=years, title=title)
    description = f"Để trống: {when_blank}."
    return Param(
        None, type=["null", "integer"], enum=[None, *years], title=title, description=description
    )


def unit_param() -> Param:
    """The form's list of units, by code and name; where the catalogue is wrong, a blank line."""
    title = "Đơn vị"
    try:
        names = unit_names(Settings.from_env().catalog_dir)
    except PipelineError:
        return Param(type="string", minLength=1, title=title, description="Mã đơn vị")
    shown = {code: f"{code}: {name}" for code, name in sorted(names.items())}
    return Param(type="string", enum=[*shown], values_display=shown, title=title)


def reason_param() -> Param:
    """Why something is done: words that say something, within what is kept of them."""
    return Param(
        type="string", pattern=r"\w\W*\w\W*\w", maxLength=LONGEST, title="Lý do",
        description="Được ghi lại cùng tên người làm.",
    )  # fmt: skip


def collect_year(year: Any, name: str, **options: Any) -> CollectYear:
    """A run of collect_submissions for a year, waited for; one for each run that asks for it."""
    return CollectYear(
        task_id="collect",
        task_display_name="Thu báo cáo",
        trigger_run_id=f"{name}__{{{{ run_id }}}}",
        conf={"year": year},
        reset_dag_run=True,
        wait_for_completion=True,
        deferrable=True,
        poke_interval=5,
        **options,
    )
