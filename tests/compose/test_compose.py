"""docker-compose.yml: valid, closed to the outside, without a default secret; and its very commands
run, as processes of this machine, a year through Celery."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
import requests
import yaml

from steps.campaign.sample import make_sample
from steps.settings import PROJECT, Settings
from tests.conftest import HOME
from warehouse.embedded import embedded

pytestmark = pytest.mark.airflow

FILE = PROJECT / "docker-compose.yml"
SECRETS = (
    "POSTGRES_PASSWORD", "REDIS_PASSWORD", "JWT_SECRET", "API_SECRET_KEY", "FERNET_KEY",
    "PERSON_KEY_SECRET", "ADMIN_PASSWORD", "STEWARD_PASSWORD", "LEADER_PASSWORD",
    "VIEWER_PASSWORD",
)  # fmt: skip
COMPONENTS = ("api-server", "scheduler", "dag-processor", "triggerer", "worker")
YEAR = 2024
needs_compose = pytest.mark.skipif(
    shutil.which("docker-compose") is None, reason="docker-compose is not installed"
)
needs_redis = pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="redis-server is not installed"
)


def filled() -> dict[str, str]:
    given = {name: secrets.token_urlsafe(24) for name in SECRETS}
    return given | {"FERNET_KEY": urlsafe_b64encode(secrets.token_bytes(32)).decode()}


def config(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["docker-compose", "-f", str(FILE), "config"],
        cwd=HOME,  # no .env there
        env={"PATH": os.environ["PATH"], "HOME": str(HOME)} | env,
        capture_output=True,
        text=True,
    )


def services() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"]


@needs_compose
def test_with_every_secret_it_is_valid():
    assert config(filled()).returncode == 0


@needs_compose
@pytest.mark.parametrize("name", SECRETS)
def test_a_missing_secret_is_named(name: str):
    done = config({key: value for key, value in filled().items() if key != name})
    assert done.returncode != 0
    assert done.stderr.rstrip().endswith(f"đặt {name} trong .env")


def test_the_example_names_every_variable_and_gives_no_secret():
    lines = (PROJECT / ".env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert {name for name in example if not example[name]} >= set(SECRETS)
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)", FILE.read_text(encoding="utf-8")))
    assert asked == set(example)


def test_nothing_listens_but_on_this_machine_and_everyone_has_an_init():
    for name, service in services().items():
        assert service["init"] is True, name
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), name
        assert name == "init" or service["healthcheck"]["test"], name


# --- the same commands, as processes --------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Machine:
    """The compose file's services on this machine: their commands and environment, our places."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.given = filled()
        self.redis, self.api = free_port(), free_port()
        self.session = requests.Session()
        self.session.trust_env = False

    def environment(self, service: str, airflow_url: str) -> dict[str, str]:
        """What compose would set, with addresses and folders of this machine."""
        shared = (PROJECT / "airflow.env").read_text(encoding="utf-8").splitlines()
        told = dict(line.split("=", 1) for line in shared if line and not line.startswith("#"))
        socket_dir = airflow_url.partition("host=")[2]
        for key, value in services()[service]["environment"].items():
            value = re.sub(r"\$\{(\w+)(?::[-?]([^}]*))?\}", self._value, value)
            told[key] = self._here(value, socket_dir)
        return {
            **{key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ},
            **told,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.api),
            "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(free_port()),
            "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(free_port()),
            "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT": str(free_port()),
            "NO_PROXY": "*",
        }

    def _here(self, value: str, socket_dir: str) -> str:
        """A value of the file with this machine's hosts, ports and folders, and nothing else."""
        value = re.sub(
            r"airflow:[\w-]+@postgres:5432/(\w+)", rf"postgres@/\1?host={socket_dir}", value
        )
        for theirs, ours in {
            "@redis:6379/": f"@127.0.0.1:{self.redis}/",
            "http://api-server:8080": f"http://127.0.0.1:{self.api}",
            "http://127.0.0.1:8080": f"http://127.0.0.1:{self.api}",
            "/opt/airflow": str(self.folder / "airflow"),
        }.items():
            value = value.replace(theirs, ours)
        value = re.sub(r"^/app(?=/)", str(PROJECT), value)
        return re.sub(r"^/data$", str(self.folder / "data"), value)

    def _value(self, match: re.Match[str]) -> str:
        return self.given.get(match[1], match[2] or "")

    @contextmanager
    def started(self, command: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
        """A process, and all that it starts, for as long as it is needed."""
        log = self.folder / f"{command[-1].rpartition('/')[2]}.log"
        with log.open("wb") as output:
            child = subprocess.Popen(
                command, env=env, cwd=PROJECT, stdout=output, stderr=output, start_new_session=True
            )
            try:
                yield child
            finally:
                child.terminate()
                with suppress(subprocess.TimeoutExpired):
                    child.wait(30)
                subprocess.run(["pkill", "-KILL", "-s", str(child.pid)], check=False)
                child.wait()

    def wait(self, what: str, ready: Any, seconds: int = 120) -> None:
        """Until it is so; the logs' ends if it never is."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if ready():
                    return
            except requests.RequestException:
                pass
            time.sleep(1)
        ends = {path.name: path.read_text()[-1500:] for path in self.folder.glob("*.log")}
        pytest.fail(f"{what}: {json.dumps(ends, indent=1)}")

    def get(self, path: str, **options: Any) -> Any:
        return self.session.get(f"http://127.0.0.1:{self.api}{path}", timeout=10, **options).json()

    def post(self, path: str, **options: Any) -> Any:
        url = f"http://127.0.0.1:{self.api}{path}"
        return self.session.post(url, timeout=30, **options).json()


@pytest.fixture
def folder() -> Iterator[Path]:
    path = HOME / "compose"
    (path / "data" / "inbox").mkdir(parents=True)
    (path / "airflow").mkdir()
    yield path
    shutil.rmtree(path, ignore_errors=True)


@needs_redis
@pytest.mark.timeout(400)
def test_a_year_runs_through_a_celery_worker(folder: Path):
    machine = Machine(folder)
    settings = Settings.from_env({"DATA_DIR": str(folder / "data")})
    make_sample(settings, YEAR, folder / "data" / "inbox")
    with ExitStack() as stack:
        airflow_url = stack.enter_context(embedded(folder / "server", "airflow"))
        warehouse_url = stack.enter_context(embedded(folder / "server", "warehouse"))
        command = services()["redis"]["command"]
        redis = [machine.given.get(part.strip("${}"), part) for part in command]
        redis += ["--port", str(machine.redis), "--bind", "127.0.0.1", "--save", ""]
        stack.enter_context(machine.started(redis, {"PATH": os.environ["PATH"]}))
        env = machine.environment("init", airflow_url)
        done = subprocess.run(
            services()["init"]["command"], env=env, cwd=PROJECT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-3000:]
        for name in COMPONENTS:
            env = machine.environment(name, airflow_url)
            stack.enter_context(machine.started(services()[name]["command"], env))
            if name == "api-server":
                machine.wait(name, lambda: machine.get("/api/v2/version"))
        login = {"username": "steward", "password": machine.given["STEWARD_PASSWORD"]}
        token = machine.post("/auth/token", json=login)["access_token"]
        machine.session.headers["Authorization"] = f"Bearer {token}"
        machine.wait("dag", lambda: "dag_id" in machine.get("/api/v2/dags/collect_submissions"))
        run = machine.post(
            "/api/v2/dags/collect_submissions/dagRuns",
            json={"logical_date": None, "conf": {"year": YEAR}},
        )["dag_run_id"]
        place = f"/api/v2/dags/collect_submissions/dagRuns/{requests.utils.quote(run, safe='')}"
        machine.wait("run", lambda: machine.get(place)["state"] in ("success", "failed"), 240)
        assert machine.get(place)["state"] == "success"
        with psycopg.connect(warehouse_url) as connection:
            found = connection.execute("select count(*) from core.counting").fetchone()
    left = subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, text=True)
    assert left.stdout == ""
    assert found is not None
    assert found[0] >= 9
    assert (folder / "data" / "reports" / str(YEAR) / "draft" / "bao-cao.docx").exists()
