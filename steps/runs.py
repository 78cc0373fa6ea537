"""What a step knows of the run it is in, and what it says of itself there."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import wraps
from typing import Any

from airflow.sdk import get_current_context

from steps.settings import Settings

NOTE = "note"  # an XCom's key


def run_id() -> str:
    """The run's id; empty outside Airflow."""
    run = _of_run()
    return str(run.run_id) if run else ""


def actor(fallback: str) -> str:
    """Who started the run, by the name of their account; the fallback where nobody did."""
    run = _of_run()
    return str((run and run.triggering_user_name) or fallback)


def note(text: str) -> None:
    """Say in the run's note what this step did (plugins/run_notes.py gathers them at its end)."""
    with suppress(RuntimeError):
        get_current_context()["ti"].xcom_push(key=NOTE, value=text)


def failed_runs(dag_id: str, moments: Sequence[datetime]) -> int:
    """How many of a DAG's runs for some logical dates are red; 0 outside Airflow."""
    with suppress(RuntimeError):
        task: Any = get_current_context()["ti"]
        return int(task.get_dr_count(dag_id, logical_dates=list(moments), states=["failed"]))
    return 0


def with_parameters(work: Callable[..., Any]) -> Callable[..., Any]:
    """The same step taking its arguments, by their names, from the form that started the run.

    A whole number may come as 2022.0, which is one to JSON; what the form does not have, the step
    that tells the year has refused (steps/year/of_run.py).
    """

    @wraps(work)
    def filled(settings: Settings) -> Any:
        given = get_current_context()["params"].items()
        return work(settings, **{name: _whole(value) for name, value in given})

    del filled.__wrapped__
    return filled


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _of_run() -> Any:
    with suppress(RuntimeError):
        return get_current_context()["dag_run"]
    return None
