"""What a step knows of the run it is in, and what it says of itself there."""

from collections.abc import Callable
from contextlib import suppress
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


def with_parameters(work: Callable[..., Any]) -> Callable[..., Any]:
    """The same step taking its arguments, by their names, from the form that started the run."""

    @wraps(work)
    def filled(settings: Settings) -> Any:
        return work(settings, **get_current_context()["params"])

    del filled.__wrapped__
    return filled


def _of_run() -> Any:
    with suppress(RuntimeError):
        return get_current_context()["dag_run"]
    return None
