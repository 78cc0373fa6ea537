"""The stewards' desk at ``/desk/``: its application, and its places in Airflow's own pages."""

from airflow.plugins_manager import AirflowPlugin

from plugins.desk.app import desk

NAME = "Bàn làm việc"


class StewardsDesk(AirflowPlugin):
    """Registers the application and the views that lead to it."""

    name = "stewards_desk"
    fastapi_apps = [{"app": desk, "url_prefix": "/desk", "name": NAME}]  # noqa: RUF012
    external_views = [  # noqa: RUF012
        {
            "name": NAME, "href": "/desk/", "destination": "nav", "url_route": "ban-lam-viec",
            "nav_top_level": True,
        },
        {
            "name": NAME, "href": "/desk/?dag_id={DAG_ID}", "destination": "dag",
            "url_route": "ban-lam-viec-dag",
        },
        {
            "name": NAME, "href": "/desk/?dag_id={DAG_ID}&run_id={RUN_ID}",
            "destination": "dag_run", "url_route": "ban-lam-viec-luot",
        },
    ]  # fmt: skip
