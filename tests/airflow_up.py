"""A real `make up` for tests: its processes, and a client of its REST interface."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import psycopg
import requests

PROJECT = Path(__file__).resolve().parent.parent
READY = "Ctrl-C"


def wait_for(condition: Callable[[], Any], what: str, seconds: float = 240) -> Any:
    """What the condition gives, once it gives something."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"no {what} after {seconds} s"
        time.sleep(0.2)
    return found


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Up:
    """`make up` on a data folder of its own and a free port."""

    def __init__(self, data_dir: Path, **env: str):
        self.data_dir, self.port = data_dir, free_port()
        self.env = os.environ | {"DATA_DIR": str(data_dir), "AIRFLOW_PORT": str(self.port)} | env
        for name in [*self.env]:
            if name.startswith("AIRFLOW_") and name != "AIRFLOW_PORT":
                del self.env[name]
        self.output = data_dir / "up.out"
        self.process: subprocess.Popen[bytes] | None = None
        self.start_seconds = self.stop_seconds = 0.0

    def start(self) -> "Up":
        self.data_dir.mkdir(parents=True, exist_ok=True)
        begun = time.monotonic()
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "commands.up"], cwd=PROJECT, env=self.env, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        wait_for(lambda: READY in self.said() or self.process.poll() is not None, "start", 600)
        assert self.process.poll() is None, self.said()
        self.start_seconds = time.monotonic() - begun
        return self

    def stop(self, request: int = signal.SIGTERM) -> int:
        begun = time.monotonic()
        self.process.send_signal(request)
        status = self.process.wait(60)
        self.stop_seconds = time.monotonic() - begun
        return status

    def said(self) -> str:
        return self.output.read_text() if self.output.exists() else ""

    def processes(self) -> list[psutil.Process]:
        """Everything below the runner."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def component(self, name: str) -> psutil.Process:
        """The component's own process."""

        def found() -> psutil.Process | None:
            children = psutil.Process(self.process.pid).children()
            return next((child for child in children if name in words(child)), None)

        return wait_for(found, name)

    def passwords(self) -> dict[str, str]:
        return json.loads((self.data_dir / "airflow" / "passwords.json").read_text())

    def client(self, user: str) -> "Client":
        return Client(f"http://127.0.0.1:{self.port}", user, self.passwords()[user])

    @property
    def warehouse(self) -> str:
        """Its address."""
        return f"postgresql://postgres@:5432/warehouse?host={self.data_dir}/postgres/data"

    def connect(self) -> psycopg.Connection[Any]:
        """To the warehouse."""
        return psycopg.connect(self.warehouse)

    def query(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the warehouse."""
        with self.connect() as connection:
            return connection.execute(question, values).fetchall()


class Client:
    """The REST interface as one account sees it."""

    def __init__(self, address: str, user: str, password: str):
        self.address = address
        self.session = requests.Session()
        self.session.trust_env = False
        answer = self.session.post(
            f"{address}/auth/token", json={"username": user, "password": password}
        )
        self.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def call(self, method: str, path: str, **body: Any) -> requests.Response:
        url = f"{self.address}/api/v2/{path}"
        return self.session.request(method, url, json=body or None)

    def get(self, path: str) -> Any:
        answer = self.call("GET", path)
        answer.raise_for_status()
        return answer.json()

    def unpause(self, *dag_ids: str) -> None:
        for dag_id in dag_ids:
            wait_for(lambda: self.call("GET", f"dags/{dag_id}").ok, f"DAG {dag_id}")  # noqa: B023
            self.call("PATCH", f"dags/{dag_id}", is_paused=False).raise_for_status()

    def trigger(self, dag_id: str, **conf: Any) -> str:
        """The id of the new run."""
        answer = self.call("POST", f"dags/{dag_id}/dagRuns", logical_date=None, conf=conf)
        assert answer.ok, answer.text
        return str(answer.json()["dag_run_id"])

    def run(self, dag_id: str, run_id: str) -> dict[str, Any]:
        return self.get(f"dags/{dag_id}/dagRuns/{quoted(run_id)}")

    def wait(self, dag_id: str, run_id: str, seconds: float = 300) -> dict[str, Any]:
        """The run once it has ended."""

        def ended() -> dict[str, Any] | None:
            run = self.run(dag_id, run_id)
            return run if run["state"] in ("success", "failed") else None

        return wait_for(ended, f"end of {dag_id} {run_id}", seconds)

    def tasks(self, dag_id: str, run_id: str) -> dict[str, dict[str, Any]]:
        found = self.get(f"dags/{dag_id}/dagRuns/{quoted(run_id)}/taskInstances")
        return {task["task_id"]: task for task in found["task_instances"]}

    def request(self, run_id: str, seconds: float = 300) -> dict[str, Any]:
        """The request for approval of a run of publish_report, once it waits."""

        def waiting() -> dict[str, Any] | None:
            run = self.run("publish_report", run_id)
            assert run["state"] in ("queued", "running"), run
            path = "dags/~/dagRuns/~/hitlDetails?response_received=false&state=awaiting_input"
            found = self.get(path)["hitl_details"]
            mine = [d for d in found if d["task_instance"]["dag_run_id"] == run_id]
            return mine[0] if mine else None

        return wait_for(waiting, f"request of {run_id}", seconds)

    def answer(self, run_id: str, option: str, **params: str) -> requests.Response:
        """Answer the request of a run, once."""
        path = f"dags/publish_report/dagRuns/{quoted(run_id)}/taskInstances/approve/-1/hitlDetails"
        return self.call("PATCH", path, chosen_options=[option], params_input=params)

    def settle(self, run_id: str, option: str, **params: str) -> None:
        """Answer until the answer is taken.

        Airflow 3.3.2 asks again where the answer came before its scheduler had seen the question
        off, a second or two on a busy machine.
        """

        def taken() -> bool:
            task = self.tasks("publish_report", run_id)["approve"]
            if task["state"] == "awaiting_input":
                self.answer(run_id, option, **params)
            return task["state"] == "success"

        wait_for(taken, f"answer to {run_id}", 120)


def words(process: psutil.Process) -> list[str]:
    """Its command line; nothing of one that is dead."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def quoted(text: str) -> str:
    """As a part of a path."""
    return urllib.parse.quote(text, safe="")
