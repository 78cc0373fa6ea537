"""A run's note: what its steps said they did, put there by the scheduler when the run has ended."""

from typing import Any

from airflow.listeners import hookimpl
from airflow.plugins_manager import AirflowPlugin

from steps.airflow_internals import write_note
from steps.runs import NOTE


class RunNotes:
    """Airflow calls these in the scheduler, within the transaction that ends the run."""

    @hookimpl
    def on_dag_run_success(self, dag_run: Any, msg: str) -> None:
        """What the run's steps noted."""
        write_note(dag_run, NOTE)

    @hookimpl
    def on_dag_run_failed(self, dag_run: Any, msg: str) -> None:
        """What was done before it failed."""
        write_note(dag_run, NOTE)


class RunNotesPlugin(AirflowPlugin):
    """Registers the listener."""

    name = "run_notes"
    listeners = [RunNotes()]  # noqa: RUF012
