"""A run's note: what its steps said they did, put there by the scheduler when the run has ended."""

from typing import Any

from airflow.listeners import hookimpl
from airflow.plugins_manager import AirflowPlugin

NOTE = "note"  # the key under which steps.runs.note leaves its line
LIMIT = 1000  # characters that Airflow keeps


class RunNotes:
    """Airflow calls these in the scheduler, within the transaction that ends the run."""

    @hookimpl
    def on_dag_run_success(self, dag_run: Any, msg: str) -> None:
        """Gather what the run's steps noted."""
        gather(dag_run)

    @hookimpl
    def on_dag_run_failed(self, dag_run: Any, msg: str) -> None:
        """Gather what was done before it failed."""
        gather(dag_run)


def gather(dag_run: Any) -> None:
    """Write the run's note from its steps' lines, in the order they were left."""
    from airflow.models.xcom import XComModel
    from sqlalchemy import select
    from sqlalchemy.orm import object_session

    session = object_session(dag_run)
    if session is None:
        return
    rows = session.scalars(
        select(XComModel)
        .where(
            XComModel.dag_id == dag_run.dag_id,
            XComModel.run_id == dag_run.run_id,
            XComModel.key == NOTE,
            XComModel.timestamp >= dag_run.start_date,  # not what an earlier run of it noted
        )
        .order_by(XComModel.timestamp)
    )
    lines = [XComModel.deserialize_value(row) for row in rows]
    if lines:
        dag_run.note = "\n".join(lines)[:LIMIT]


class RunNotesPlugin(AirflowPlugin):
    """Registers the listener."""

    name = "run_notes"
    listeners = [RunNotes()]  # noqa: RUF012
