"""Tasks' logs are read where they lie: in one folder, here as in docker-compose.yml."""

from typing import Any

from airflow.plugins_manager import AirflowPlugin

from steps.airflow_internals import read_logs_from_folder


class LocalLogs(AirflowPlugin):
    """Has nobody ask a component for the logs of what runs there."""

    name = "local_logs"

    @classmethod
    def on_load(cls, *args: Any, **kwargs: Any) -> None:
        """As Airflow calls it once the plugin is loaded."""
        read_logs_from_folder()
