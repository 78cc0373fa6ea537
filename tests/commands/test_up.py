"""`make up` as a whole: what it starts, whom it lets in, and that nothing of it remains."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from steps.campaign.sample import make_sample
from steps.settings import PROJECT, Settings
from tests.airflow_up import Up, wait_for

pytestmark = pytest.mark.airflow

YEAR = 2022
NAMED = ("dag-processor", "scheduler", "triggerer")  # the API server calls itself otherwise
SECRETS = ("passwords.json", "secrets.json")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        settings = Settings.from_env({"DATA_DIR": folder})
        make_sample(settings, YEAR, Path(folder, "inbox"))
        yield Path(folder)


@pytest.fixture(scope="module")
def up(folder) -> Iterator[Up]:
    up = Up(folder).start()
    yield up
    if up.process.poll() is None:
        up.stop()


def left_of(up: Up) -> list[str]:
    """What still works in, or listens for, the data folder."""
    mark = str(up.data_dir)
    found = []
    for process in psutil.process_iter():
        try:
            words = [*process.cmdline(), process.cwd(), *process.environ().values()]
            is_dead = process.status() == psutil.STATUS_ZOMBIE
        except psutil.Error:
            continue
        if process.pid != os.getpid() and not is_dead and any(mark in word for word in words):
            found.append(" ".join(process.cmdline()))
    return found


# --- Running


def test_it_says_where_and_how_to_get_in(up):
    said = up.said()
    assert f"http://127.0.0.1:{up.port}" in said
    assert str(up.data_dir / "airflow" / "passwords.json") in said


def test_it_listens_on_this_machine_only(up):
    ours = {process.pid for process in up.processes()}
    listening = [
        each.laddr for each in psutil.net_connections("inet")
        if each.pid in ours and each.status == psutil.CONN_LISTEN
    ]  # fmt: skip
    assert [tuple(address) for address in listening] == [("127.0.0.1", up.port)]


def test_secrets_are_for_us_alone(up):
    home = up.data_dir / "airflow"
    assert home.stat().st_mode & 0o777 == 0o700
    assert {(home / name).stat().st_mode & 0o777 for name in SECRETS} == {0o600}
    values = json.loads((home / "secrets.json").read_text()).values()
    logs = "".join(path.read_text() for path in (up.data_dir / "logs").glob("*.log"))
    assert not any(secret in logs + up.said() for secret in [*values, *up.passwords().values()])


@pytest.mark.parametrize(
    ("user", "may_run", "may_see_connections"),
    [
        ("admin", True, True), ("steward", True, False), ("leader", False, False),
        ("viewer", False, False),
    ],
)  # fmt: skip
def test_accounts_and_what_they_may(up, user, may_run, may_see_connections):
    client = up.client(user)
    wait_for(lambda: client.call("GET", "dags/publish_report").ok, "DAG")
    assert client.call("GET", "connections").ok == may_see_connections
    answer = client.call("POST", "dags/publish_report/dagRuns", logical_date=None, conf={"year": 1})
    assert answer.status_code == (422 if may_run else 403)  # 1 is no year


def test_only_collecting_runs_by_itself(up):
    client = up.client("viewer")
    wait_for(lambda: len(client.get("dags")["dags"]) >= 6, "DAGs")
    assert client.get("importErrors")["import_errors"] == []
    running = [dag["dag_id"] for dag in client.get("dags")["dags"] if not dag["is_paused"]]
    assert "collect_submissions" in running
    assert "publish_report" not in running


def test_every_dag_says_in_vietnamese_what_to_do_when_it_is_red(up):
    client = up.client("viewer")
    for dag in client.get("dags")["dags"]:
        text = client.get(f"dags/{dag['dag_id']}/details")["doc_md"]
        assert "Khi lượt chạy đỏ" in text, dag["dag_id"]
        assert dag["tags"], dag["dag_id"]


@pytest.mark.fault("make up thứ hai", "cùng DATA_DIR", "một dòng, không động vào cái đang chạy")
def test_a_second_one_on_the_same_data_is_told(up):
    done = subprocess.run(
        [sys.executable, "-m", "commands.up"],
        cwd=PROJECT,
        env=up.env,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    assert "make up khác đang chạy" in done.stdout


@pytest.mark.fault("Một thành phần của Airflow bị giết", "make up", "bật lại, ghi một dòng")
def test_a_component_that_dies_comes_back(up):
    triggerer = up.component("triggerer")
    triggerer.kill()
    wait_for(lambda: up.component("triggerer").pid != triggerer.pid, "triggerer")
    assert "triggerer dừng bất ngờ" in up.said()


@pytest.mark.fault("make run", "bên make up", "cả hai xong")
def test_make_run_beside_it_disturbs_nothing(up):
    client = up.client("steward")
    before = [up.component(name).pid for name in NAMED]
    done = subprocess.run(
        [sys.executable, "-m", "commands.run"], cwd=PROJECT,
        env=up.env | {"YEAR": str(YEAR), "PATH": ""}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    runs = client.get("dags/~/dagRuns")["dag_runs"]
    assert {run["run_type"] for run in runs} <= {"scheduled"}  # its own are not among them
    assert [up.component(name).pid for name in NAMED] == before
    assert up.query("select count(*) from mart.completeness where reporting_year = %s", YEAR)


def test_start_memory(up):
    memory = 0
    for process in [psutil.Process(up.process.pid), *up.processes()]:
        with suppress(psutil.NoSuchProcess):  # a task may end meanwhile
            memory += process.memory_full_info().pss
    print(f"\nmake up: {up.start_seconds:.1f} s to start, {memory / 2**20:.0f} MiB")
    assert memory < 2 * 2**30


# --- Stopping


@pytest.mark.fault("SIGTERM", "giữa một bước đang chờ kho", "dừng hết, không sót tiến trình")
def test_nothing_remains_after_sigterm_during_a_task(up):
    client = up.client("steward")
    with suppress(psycopg.OperationalError), up.connect() as connection:  # it goes down too
        connection.execute("lock table core.receipt in exclusive mode")
        client.trigger("collect_submissions", year=YEAR)
        wait_for(lambda: _waits(up), "task that waits for the table")
        up.stop()
    assert up.process.returncode == 0
    print(f"\nmake up: {up.stop_seconds:.1f} s to stop with a task at work")
    assert up.stop_seconds < 30
    assert left_of(up) == []


def _waits(up: Up) -> list[object]:
    return up.query("select 1 from pg_locks where not granted")


@pytest.mark.fault("make up bị giết", "bất kỳ", "không sót tiến trình")
def test_nothing_remains_after_kill_9(folder):
    up = Up(folder).start()
    up.process.kill()
    up.process.wait()
    wait_for(lambda: left_of(up) == [], "end of all", 30)


def test_it_stops_before_it_has_started(folder):
    up = Up(folder)
    with up.output.open("wb") as output:
        up.process = subprocess.Popen(
            [sys.executable, "-m", "commands.up"], cwd=PROJECT, env=up.env, stdout=output
        )
    wait_for(lambda: "Đang khởi động" in up.said(), "start")
    time.sleep(1)
    assert up.stop(signal.SIGINT) == 0
    assert left_of(up) == []


@pytest.mark.fault("Cổng đã có chương trình khác", "make up", "một dòng")
def test_a_busy_port_is_told(folder):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        environment = Up(folder).env | {"AIRFLOW_PORT": port}
        done = subprocess.run(
            [sys.executable, "-m", "commands.up"], cwd=PROJECT, env=environment,
            capture_output=True, text=True,
        )  # fmt: skip
    assert (done.returncode, done.stdout.count("\n")) == (1, 1)
    assert f"cổng {port} đang có chương trình khác dùng" in done.stdout
