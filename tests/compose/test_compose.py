"""docker-compose.yml: valid, closed to the outside, without a default secret; and its very commands
run, as processes of this machine, a year through Celery."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
import requests
import yaml
from airflow.utils.net import get_hostname

from steps.backup.store import Store
from steps.campaign.sample import make_sample
from steps.settings import PROJECT, Settings
from tests.conftest import HOME
from tools import compose_secrets, sbom
from warehouse.embedded import BIN, embedded
from warehouse.migrate import migrate
from warehouse.roles import as_desk

FILE = PROJECT / "docker-compose.yml"
COMPONENTS = ("api-server", "scheduler", "dag-processor", "triggerer", "worker")
NODES = {name: (name,) for name in COMPONENTS[:-1]} | {"worker": ("worker-1", "worker-2")}
YEAR = 2024
needs_compose = pytest.mark.skipif(
    shutil.which("docker-compose") is None, reason="docker-compose is not installed"
)
needs_redis = pytest.mark.skipif(
    shutil.which("redis-server") is None, reason="redis-server is not installed"
)


def config(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["docker-compose", "-f", str(FILE), "config"],
        cwd=HOME,  # no .env there
        env={"PATH": os.environ["PATH"], "HOME": str(HOME)} | env,
        capture_output=True,
        text=True,
    )


def whole() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def services() -> dict[str, Any]:
    return whole()["services"]


@needs_compose
def test_it_is_valid_as_it_is():
    done = config({})
    assert (done.returncode, done.stderr) == (0, "")


def test_every_secret_is_a_file_and_each_service_gets_those_that_it_names():
    declared = whole()["secrets"]
    assert declared == {name: {"file": f"./secrets/{name}"} for name in declared}
    assert sorted(compose_secrets.wanted()) == sorted(declared)
    for name, service in services().items():
        told = json.dumps(service.get("environment", {})) + json.dumps(service.get("command", ""))
        used = set(re.findall(r"\{(\w+)\}|/run/secrets/(\w+)", told))
        if name == "postgres":  # the rest, by the script that makes its databases
            script = (PROJECT / "sql/warehouse_database.sh").read_text(encoding="utf-8")
            used |= {("", found) for found in re.findall(r"SECRETS_DIR/(\w+)", script)}
        assert {a or b for a, b in used} == set(service.get("secrets", ())), name


def test_the_service_that_the_world_reaches_has_the_desks_login_alone():
    api = services()["api-server"]
    assert "//desk:" in api["environment"]["WAREHOUSE_URL"]
    assert not {"pipeline_password", "postgres_password"} & set(api["secrets"])


def test_missing_secrets_are_made_and_those_that_are_there_stay(tmp_path):
    made = compose_secrets.make_missing(tmp_path / "secrets")
    assert made == compose_secrets.wanted()
    (tmp_path / "secrets" / "desk_password").unlink()
    before = (tmp_path / "secrets" / "fernet_key").read_text()
    assert compose_secrets.make_missing(tmp_path / "secrets") == ["desk_password"]
    assert (tmp_path / "secrets" / "fernet_key").read_text() == before
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700


def test_a_missing_secret_is_named_in_one_line(tmp_path):
    command = [sys.executable, "-m", "commands.with_secrets", "true"]
    env = os.environ | {"A": "x{desk_password}", "SECRETS_DIR": str(tmp_path)}
    done = subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("Khóa bí mật desk_password: không đọc được")


def test_the_example_names_every_variable_and_gives_no_secret():
    lines = (PROJECT / ".env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    asked = set(re.findall(r"(?<!\$)\$\{(\w+)", FILE.read_text(encoding="utf-8")))
    assert asked == set(example)
    assert not {name for name in example if re.search("PASSWORD|SECRET|KEY", name)}


def test_nothing_listens_but_on_this_machine_and_everyone_is_looked_after():
    for name, service in services().items():
        by_hand = name == "init" or "profiles" in service
        assert service["init"] is True, name
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), name
        assert service["restart"] == ("no" if by_hand else "unless-stopped"), name
        assert by_hand or service["healthcheck"]["test"], name
        assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}, name
        assert service["logging"]["options"]["max-size"], name
    assert services()["worker"]["deploy"]["replicas"] == 2


def test_the_image_has_what_runs_and_lists_it():
    dockerfile = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    assert "-r requirements-runtime.lock" in dockerfile
    assert "tools.sbom > sbom.cdx.json" in dockerfile
    locks = {name: pins(name) for name in ("requirements-runtime.lock", "requirements.lock")}
    runtime, tests = locks.values()
    assert runtime.items() <= tests.items()  # what is tested is what runs
    assert not runtime.keys() & {"pytest", "hypothesis", "playwright", "moto", "mypy", "ruff"}
    listed = {part["name"]: part["version"] for part in sbom.bill()["components"]}
    assert runtime.items() <= listed.items()


def pins(name: str) -> dict[str, str]:
    text = (PROJECT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


def test_each_service_has_a_login_of_its_own_and_the_pipeline_owns_the_warehouse(tmp_path):
    with embedded(tmp_path, "postgres") as admin:
        machine = Machine(tmp_path)
        make_databases(machine, admin)

        def of(user: str, database: str) -> str:
            return admin.replace("//postgres@", f"//{user}@").replace("/postgres?", f"/{database}?")

        migrate(of("pipeline", "warehouse"))
        assert as_desk(of("desk", "warehouse")) != of("desk", "warehouse")
        for user in ("desk", "reader"):
            with psycopg.connect(of(user, "warehouse")) as connection:
                connection.execute("select * from mart.indicator")
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute("delete from mart.indicator")
            with pytest.raises(psycopg.OperationalError, match="permission denied"):
                psycopg.connect(of(user, "airflow"))


# --- the same commands, as processes --------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Machine:
    """The compose file's services on this machine: their commands and environment, our places."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.secrets = folder / "secrets"
        compose_secrets.make_missing(self.secrets)
        self.redis, self.api = free_port(), free_port()
        self.session = requests.Session()
        self.session.trust_env = False

    def environment(self, service: str, airflow_url: str) -> dict[str, str]:
        """What compose would set, with addresses and folders of this machine."""
        shared = (PROJECT / "airflow.env").read_text(encoding="utf-8").splitlines()
        told = dict(line.split("=", 1) for line in shared if line and not line.startswith("#"))
        socket_dir = airflow_url.partition("host=")[2]
        for key, value in services()[service]["environment"].items():
            value = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", value)
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
            "SECRETS_DIR": str(self.secrets),
            "HOSTNAME": get_hostname(),  # as in a container: what Airflow calls its host
        }

    def _here(self, value: str, socket_dir: str) -> str:
        """A value of the file with this machine's hosts, ports and folders, and nothing else."""
        value = re.sub(r"@postgres:5432/(\w+)", rf"@/\1?host={socket_dir}", value)
        for theirs, ours in {
            "@redis:6379/": f"@127.0.0.1:{self.redis}/",
            "http://api-server:8080": f"http://127.0.0.1:{self.api}",
            "http://127.0.0.1:8080": f"http://127.0.0.1:{self.api}",
            "/opt/airflow": str(self.folder / "airflow"),
            "/run/secrets": str(self.secrets),
        }.items():
            value = value.replace(theirs, ours)
        value = re.sub(r"^/app(?=/)", str(PROJECT), value)
        value = re.sub(r"^/catalog$", str(PROJECT / "catalog"), value)
        return re.sub(r"^/(data|backup)$", rf"{self.folder}/\1", value)

    def command(self, service: str) -> list[str]:
        """What the service runs, behind its entry point."""
        found = services()[service]
        return [*found.get("entrypoint", ()), *found["command"]]

    def is_healthy(self, service: str, env: dict[str, str]) -> bool:
        """By the service's own health check, as Docker would run it."""
        kind, *test = services()[service]["healthcheck"]["test"]
        told = [self._ports(word.replace("$$", "$"), env) for word in test]
        command = ["sh", "-c", *told] if kind == "CMD-SHELL" else told
        return subprocess.run(command, env=env, cwd=PROJECT, capture_output=True).returncode == 0

    def _ports(self, word: str, env: dict[str, str]) -> str:
        health = env.get("AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT", "")
        for theirs, ours in {
            "localhost:8080": f"127.0.0.1:{self.api}", "localhost:8974": f"127.0.0.1:{health}",
            "/run/secrets": str(self.secrets), "redis-cli": f"redis-cli -p {self.redis}",
        }.items():  # fmt: skip
            word = word.replace(theirs, ours)
        return word

    @contextmanager
    def started(
        self, name: str, command: list[str], env: dict[str, str]
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A process, and all that it starts, for as long as it is needed."""
        log = self.folder / f"{name}.log"
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
@pytest.mark.airflow
@pytest.mark.timeout(900)
def test_a_year_runs_through_two_celery_workers_one_of_which_is_killed(folder: Path):
    machine = Machine(folder)
    settings = Settings.from_env({"DATA_DIR": str(folder / "data")})
    make_sample(settings, YEAR, folder / "data" / "inbox")
    with ExitStack() as stack:
        admin = stack.enter_context(embedded(folder / "server", "postgres"))
        make_databases(machine, admin)
        command = [machine._here(w, "").replace("$$", "$") for w in services()["redis"]["command"]]
        command[-1] += f" --port {machine.redis} --bind 127.0.0.1 --dir {folder}"
        stack.enter_context(machine.started("redis", command, {"PATH": os.environ["PATH"]}))
        machine.wait("redis", lambda: machine.is_healthy("redis", dict(os.environ)))
        env = machine.environment("init", admin)
        done = subprocess.run(
            machine.command("init"), env=env, cwd=PROJECT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr[-3000:]
        running = {}
        for service, names in NODES.items():
            for name in names:
                env = machine.environment(service, admin)
                command = machine.command(service)
                if service == "worker":  # as if on hosts of their own
                    command += ["--celery-hostname", f"celery@{name}"]
                    env["HOSTNAME"] = name
                child = stack.enter_context(machine.started(name, command, env))
                running[name] = (service, env, child)
            if service == "api-server":
                machine.wait(service, lambda: machine.get("/api/v2/version"))
        for name, (service, env, _) in running.items():
            machine.wait(name, lambda s=service, e=env: machine.is_healthy(s, e), 240)
        password = (machine.secrets / "steward_password").read_text()
        login = {"username": "steward", "password": password}
        token = machine.post("/auth/token", json=login)["access_token"]
        machine.session.headers["Authorization"] = f"Bearer {token}"
        machine.wait("dag", lambda: "dag_id" in machine.get("/api/v2/dags/collect_submissions"))
        run = machine.post(
            "/api/v2/dags/collect_submissions/dagRuns",
            json={"logical_date": None, "conf": {"year": YEAR}},
        )["dag_run_id"]
        place = f"/api/v2/dags/collect_submissions/dagRuns/{requests.utils.quote(run, safe='')}"
        machine.wait("task", lambda: working(machine, place), 500)
        kill_all(running.pop(working(machine, place))[2])
        machine.wait("run", lambda: machine.get(place)["state"] in ("success", "failed"), 500)
        assert machine.get(place)["state"] == "success"
        assert machine.is_healthy("postgres", {**os.environ, **postgres_env(admin)})
        backed_up = machine.environment("backup", admin)
        done = subprocess.run(
            machine.command("backup"), env=backed_up, cwd=PROJECT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert {*Store(folder / "backup").read(1).databases} == {"warehouse", "airflow"}
        with psycopg.connect(admin.replace("/postgres?", "/warehouse?")) as connection:
            found = connection.execute("select count(*) from core.counting").fetchone()
    left = subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, text=True)
    assert left.stdout == ""
    assert found is not None
    assert found[0] >= 9
    assert (folder / "data" / "reports" / str(YEAR) / "draft" / "bao-cao.docx").exists()


def postgres_env(admin: str) -> dict[str, str]:
    path = f"{BIN}:{os.environ['PATH']}"
    return {"PATH": path, "PGHOST": admin.partition("host=")[2], "PGUSER": "postgres"}


def make_databases(machine: Machine, admin: str) -> None:
    """As the image of PostgreSQL does it, by the script that compose mounts into it."""
    env = postgres_env(admin) | {"SECRETS_DIR": str(machine.secrets)}
    subprocess.run(["bash", str(PROJECT / "sql/warehouse_database.sh")], env=env, check=True)


def working(machine: Machine, place: str) -> str:
    """The worker that has a task in its hands; empty where none has."""
    tasks = machine.get(f"{place}/taskInstances?state=running")["task_instances"]
    names = {name for task in tasks for name in NODES["worker"] if has_task(machine, name, task)}
    return next(iter(names), "")


def has_task(machine: Machine, name: str, task: dict[str, Any]) -> bool:
    return task["id"] in (machine.folder / f"{name}.log").read_text(errors="replace")


def kill_all(child: subprocess.Popen[bytes]) -> None:
    """The worker and all that it forked, at once, as when its machine goes."""
    for process in [*psutil.Process(child.pid).children(recursive=True), psutil.Process(child.pid)]:
        with suppress(psutil.NoSuchProcess):
            process.kill()
