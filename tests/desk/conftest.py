"""The desk on a real warehouse, mounted in a stand-in for Airflow that notes what it is asked."""

import dataclasses
import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI, HTTPException, Request
from fastapi.testclient import TestClient

from plugins.desk.app import make_desk
from plugins.desk.asked import settings as settings_of_server
from steps import airflow_internals
from steps.intake.feedback import write_feedback
from tests.pipeline import Pipeline, year_report

YEAR = 2024
HTML = {"accept": "text/html"}
DATABASES = itertools.count(1)


@dataclasses.dataclass
class Account:
    """Somebody who is signed in, as SimpleAuthManager or FAB knows them."""

    name: str
    role: str | None = None
    roles: tuple[Any, ...] | None = None

    def get_name(self) -> str:
        return self.name

    def get_id(self) -> str:
        return self.name


ACCOUNTS = {
    "steward": Account("steward", "steward"),
    "leader": Account("leader", "leader"),
    "viewer": Account("viewer", "viewer"),
    "admin": Account("admin", "admin"),
    "nobody": Account("nobody", None),
}


class StandIn:
    """Airflow's REST interface, as far as the desk asks it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        self.state, self.paused, self.waiting = "running", set[str](), ""
        self.returned: Any = []
        self.log: list[dict[str, Any]] = []
        self.last: list[dict[str, Any]] = []  # runs of a DAG
        self.refused = ""  # a DAG of which no run is made
        self.app = FastAPI()
        self.app.add_api_route("/api/v2/{path:path}", self.answer, methods=["GET", "POST", "PATCH"])

    async def answer(self, request: Request, path: str) -> Any:
        method, parts = request.method, path.split("/")
        if method != "GET":
            self.asked.append((method, path, await request.json()))
        if path == "monitor/health":
            names = ("metadatabase", "scheduler", "triggerer", "dag_processor")
            return {name: {"status": "healthy"} for name in names}
        if path.startswith("dags/~/"):
            return {"dag_runs": [self.run("failed")] if self.state == "failed" else []}
        if "hitlDetails" in path and method == "GET":
            task = {"dag_run_id": self.waiting}
            found = [{"task_instance": task}]
            return {"hitl_details": found if self.waiting else []}
        if "/logs/" in path:
            return {"content": self.log}
        fixed = {
            "taskInstances": {"task_instances": [{"task_id": "year_of_run", "try_number": 1}]},
            "return_value": {"value": self.returned},
        }
        if parts[-1] in fixed:
            return fixed[parts[-1]]
        if parts[-1] == "dagRuns" and method == "GET":
            return {"dag_runs": self.last}
        if "dagRuns" in parts:
            return self.run_at(*parts[1:])
        if method == "PATCH":
            self.paused.discard(parts[1])
        yearly = "yearly" if parts[1] == "publish_report" else None
        paused = parts[1] in self.paused
        return {"dag_id": parts[1], "is_paused": paused, "timetable_summary": yearly}

    def run_at(self, dag_id: str, _: str, run_id: str = "manual__1", *others: str) -> Any:
        if "\0" in run_id:
            raise ValueError("as the driver of the database does")
        return self.run_of(dag_id) | {"dag_run_id": run_id}

    def run_of(self, dag_id: str) -> dict[str, Any]:
        if dag_id == self.refused:
            raise HTTPException(409, "đã có một lượt chạy như vậy")
        return self.run(self.state) | {"dag_id": dag_id}

    def run(self, state: str) -> dict[str, Any]:
        return {"dag_id": "collect_submissions", "dag_display_name": "Thu báo cáo của các đơn vị",
                "dag_run_id": "manual__1", "state": state,
                "note": "đã làm", "triggering_user_name": "steward", "conf": {"year": YEAR},
                "start_date": "2026-11-26T15:00:00Z", "end_date": None}  # fmt: skip

    def started(self) -> list[tuple[str, Any]]:
        """DAGs that a run was asked of, with its parameters."""
        return [
            (path.split("/")[1], body["conf"])
            for method, path, body in self.asked
            if method == "POST" and path.endswith("dagRuns")
        ]


@pytest.fixture
def airflow() -> StandIn:
    return StandIn()


UNITS = """
    S | Sở   | group  | - | 2020-01-01 | - | - | -
    A | Phòng Đất đai | public | S | 2020-01-01 | - | - | -
    B | Phòng Khoáng sản | public | S | 2020-01-01 | - | - | -
    C | Chi cục Kiểm lâm | public | S | 2020-01-01 | - | - | -
"""


@pytest.fixture(scope="session")
def judged(server, tmp_path_factory) -> Iterator[tuple[Path, str]]:
    """Once for all tests: the folder of that office, and the name of its database."""
    with another_database(server, "template_warehouse") as (name, url):
        office = Pipeline(tmp_path_factory.mktemp("office"), url)
        office.units(UNITS)
        office.send(year_report(YEAR, "A", "Phòng Đất đai", 10, 4), "a.xlsx")
        wrong = year_report(YEAR, "B", "Phòng Khoáng sản", 10, 4)
        office.send(wrong.put("Danh sách", "F4", 50).put("Danh sách", "F5", "hỏng"), "b.xlsx")
        office.send(b"khong phai bang tinh", "Nguyễn Văn A.txt")
        office.run(YEAR)
        write_feedback(office.settings, YEAR)
        yield office.inbox.parent, name


@pytest.fixture
def office(server, judged, tmp_path) -> Iterator[Pipeline]:
    """Three units in 2024: one accepted, one rejected, one missing; and a file of nobody's."""
    folder, template = judged
    with another_database(server, template) as (_, url):
        office = Pipeline(tmp_path, url)
        office.units(UNITS)
        for part in ("var", "inbox"):
            shutil.copytree(folder / part, tmp_path / part, dirs_exist_ok=True)
        yield office


@contextmanager
def another_database(server: str, template: str) -> Iterator[tuple[str, str]]:
    """A database made from another one, by its name and its URL."""
    name = f"desk_{next(DATABASES)}"
    admin = server.replace("/template_warehouse?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"create database {name} template {template}")
        yield name, server.replace("/template_warehouse?", f"/{name}?")
        connection.execute(f"drop database {name} with (force)")


Sign = Callable[..., TestClient]


@pytest.fixture
def sign_in(office, airflow, monkeypatch) -> Iterator[Sign]:
    """A browser of one of the accounts, or of nobody's."""
    clients = []
    desk = make_desk()
    desk.dependency_overrides[settings_of_server] = lambda: office.settings.for_desk()
    airflow.app.mount("/desk", desk)

    def sign(name: str = "", **headers: str) -> TestClient:
        async def signed_in(request: Request) -> Any:
            return ACCOUNTS.get(request.headers.get("x-account", ""))

        monkeypatch.setattr(airflow_internals, "signed_in_user", signed_in)
        client = TestClient(airflow.app, follow_redirects=False, raise_server_exceptions=False,
                            headers=HTML | {"x-account": name} | headers)  # fmt: skip
        clients.append(client)
        return client

    yield sign
    for client in clients:
        client.close()
