"""What the DAGs have in common: their first day, their year, how often and how soon to retry."""

from datetime import timedelta
from typing import Any

import pendulum
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import Param

from transforms.catalogue import TIME_ZONE

START = pendulum.datetime(2021, 1, 1, tz=TIME_ZONE.key)
TAG = "xã hội học tập"


def tries_again(retries: int = 2, seconds: int = 10) -> dict[str, Any]:
    """The tasks' defaults: how often one is tried again, and after how many seconds."""
    return {"retries": retries, "retry_delay": timedelta(seconds=seconds)}


def year_param(when_blank: str | None = None) -> Param:
    """The form's list of years, to the next one; it may stay blank if it is said what that means.

    A list, for the form's number fields quietly turn 1999 into their smallest number.
    """
    years = [*range(START.year, pendulum.today(TIME_ZONE.key).year + 2)]
    title = "Năm báo cáo"
    if when_blank is None:
        return Param(type="integer", enum=years, title=title)
    description = f"Để trống: {when_blank}."
    return Param(
        None, type=["null", "integer"], enum=[None, *years], title=title, description=description
    )


def collect_year(year: Any, name: str, **options: Any) -> TriggerDagRunOperator:
    """A run of collect_submissions for a year, waited for; one for each run that asks for it."""
    return TriggerDagRunOperator(
        task_id="collect",
        trigger_dag_id="collect_submissions",
        trigger_run_id=f"{name}__{{{{ run_id }}}}",
        conf={"year": year},
        reset_dag_run=True,
        wait_for_completion=True,
        deferrable=True,
        poke_interval=5,
        **options,
    )
