"""Each account signed in, on an API server with the auth manager of `make up`, of compose."""

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import requests
import yaml

from commands.airflow_env import up_environment
from steps.settings import Settings
from tests.airflow_up import Client, free_port, wait_for
from tests.conftest import PROJECT

ACCOUNTS = ("viewer", "steward", "leader", "admin")
PASSWORD = "a password of the test"
DATABASES = itertools.count(1)
MANAGERS = ("simple", "fab")


@pytest.fixture(scope="module", params=MANAGERS)
def clients(request: pytest.FixtureRequest, empty_year: str) -> Iterator[dict[str, Client]]:
    """By their names, with a warehouse that holds nothing."""
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        env = environment(Path(folder), request.param, empty_year)
        airflow(env, "db migrate")
        airflow(env, "dags reserialize")
        if request.param == "fab":
            done = subprocess.run([sys.executable, "-m", "commands.accounts"], cwd=PROJECT, env=env)
            assert done.returncode == 0
        with Path(folder, "api-server.log").open("wb") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "airflow", "api-server"], cwd=PROJECT, env=env, stdout=log,
                stderr=log, start_new_session=True,
            )  # fmt: skip
        address = f"http://127.0.0.1:{env['AIRFLOW__API__PORT']}"
        try:
            wait_for(lambda: answers(address), "API server", 120)
            yield {name: Client(address, name, PASSWORD) for name in ACCOUNTS}
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


@pytest.fixture(scope="module")
def empty_year(server: str) -> Iterator[str]:
    """The URL of a migrated warehouse."""
    name = f"rights_{next(DATABASES)}"
    admin = server.replace("/template_warehouse?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"create database {name} template template_warehouse")
        yield server.replace("/template_warehouse?", f"/{name}?")
        connection.execute(f"drop database {name} with (force)")


def environment(folder: Path, manager: str, warehouse: str) -> dict[str, str]:
    """That of `make up` on a throwaway database, with the accounts' passwords known."""
    settings = Settings.from_env({"DATA_DIR": str(folder), "WAREHOUSE_URL": warehouse})
    env = up_environment(settings, "postgresql://none")
    home = Path(env["AIRFLOW_HOME"])
    port = str(free_port())
    env |= {
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC": f"sqlite+aiosqlite:///{home}/airflow.db",
        "AIRFLOW__API__PORT": port,
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    if manager == "simple":
        words = "".join(f'"{name}": "{PASSWORD}",' for name in ACCOUNTS).rstrip(",")
        (home / "passwords.json").write_text(f"{{{words}}}")
        return env
    compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    told = compose["services"]["api-server"]["environment"]
    env["AIRFLOW__CORE__AUTH_MANAGER"] = told["AIRFLOW__CORE__AUTH_MANAGER"]
    return env | {f"{name.upper()}_PASSWORD": PASSWORD for name in ACCOUNTS}


def airflow(env: dict[str, str], arguments: str) -> None:
    command = [sys.executable, "-m", "airflow", *arguments.split()]
    done = subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/api/v2/version", timeout=5).ok
    except requests.RequestException:
        time.sleep(0.5)
        return False
