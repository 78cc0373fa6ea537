"""A run that is started again asks anew: Airflow 3.3.2 would show the request of its first time."""

from typing import Any

from airflow.listeners import hookimpl
from airflow.plugins_manager import AirflowPlugin

from steps.airflow_internals import forget_requests


class FreshRequests:
    """Airflow calls this in the scheduler, within the transaction that starts the run."""

    @hookimpl
    def on_dag_run_running(self, dag_run: Any, msg: str) -> None:
        """The tasks' new texts are to be written, not dropped for the old ones."""
        forget_requests(dag_run)


class FreshRequestsPlugin(AirflowPlugin):
    """Registers the listener."""

    name = "fresh_requests"
    listeners = [FreshRequests()]  # noqa: RUF012
