"""A run that is started again asks anew: Airflow 3.3.2 would show the request of its first time."""

from typing import Any

from airflow.listeners import hookimpl
from airflow.plugins_manager import AirflowPlugin


class FreshRequests:
    """Airflow calls this in the scheduler, within the transaction that starts the run."""

    @hookimpl
    def on_dag_run_running(self, dag_run: Any, msg: str) -> None:
        """Forget the requests of tasks that are still to run; their history stays."""
        forget(dag_run)


def forget(dag_run: Any) -> None:
    """Delete what was asked before, so that the tasks' new texts are written and not dropped."""
    from airflow.models.hitl import HITLDetail
    from airflow.models.taskinstance import TaskInstance
    from sqlalchemy import delete, select
    from sqlalchemy.orm import object_session

    session = object_session(dag_run)
    if session is None:
        return
    to_run = select(TaskInstance.id).where(
        TaskInstance.dag_id == dag_run.dag_id,
        TaskInstance.run_id == dag_run.run_id,
        TaskInstance.state.is_(None),
    )
    session.execute(
        delete(HITLDetail).where(HITLDetail.ti_id.in_(to_run)),
        execution_options={"synchronize_session": False},
    )


class FreshRequestsPlugin(AirflowPlugin):
    """Registers the listener."""

    name = "fresh_requests"
    listeners = [FreshRequests()]  # noqa: RUF012
