"""Psql as ``make psql`` runs it: the user's words untouched, nothing but psql's own answer."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

PROJECT = Path(__file__).resolve().parents[2]
PSQL = [sys.executable, "-m", "commands.psql"]
MAKE = ["make", "-s", "-o", ".venv/.ready", "psql"]  # set up already: these tests run


def run(command: list[str], stdin: str | None = None, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        command, cwd=PROJECT, env=os.environ | env, input=stdin, capture_output=True, text=True
    )


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        yield Path(folder)


def test_a_new_warehouse_is_made_migrated_and_stopped(data_dir):
    done = run(PSQL, ARGS='-At -c "select * from mart.indicator"', DATA_DIR=str(data_dir))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (data_dir / "postgres" / "data" / "postmaster.pid").exists()


def test_an_empty_given_warehouse_is_migrated(empty_database):
    done = run(PSQL, ARGS='-At -c "select * from mart.indicator"', WAREHOUSE_URL=empty_database)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_reads_standard_input(warehouse):
    done = run(PSQL, "select 'ệ';\nselect 2;\n", ARGS="-At", WAREHOUSE_URL=warehouse)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ệ\n2\n", "")


def test_with_sqlalchemys_driver_in_the_url(warehouse):
    url = warehouse.replace("postgresql://", "postgresql+psycopg://")
    assert run(PSQL, ARGS="-At -c 'select 1'", WAREHOUSE_URL=url).stdout == "1\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [("-c 'select'", 0), ("-c 'nonsense'", 1), ("-v ON_ERROR_STOP=1 -f -", 3), ("--nonsense", 1)],
)
def test_exits_as_psql_does(warehouse, arguments, status):
    done = run(PSQL, "nonsense;", ARGS=arguments, WAREHOUSE_URL=warehouse)
    assert done.returncode == status
    assert bool(done.stderr) == bool(status)


def test_an_open_quote_is_told(data_dir):
    done = run(PSQL, ARGS="-c 'select", DATA_DIR=str(data_dir))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("ARGS: ")


def test_an_unreachable_warehouse_is_told():
    done = run(PSQL, ARGS="-c 'select 1'", WAREHOUSE_URL="postgresql://u:s3cret@127.0.0.1:1/db")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "s3cret" not in done.stderr


def test_the_password_is_not_on_the_command_line(warehouse):
    url = warehouse.replace("postgres@", "postgres:s3cret@")
    show = r"\! cat /proc/$PPID/cmdline"
    done = run(PSQL, show, ARGS="-At", WAREHOUSE_URL=url)
    assert "psql\0-d\0postgresql://postgres@" in done.stdout
    assert "s3cret" not in done.stdout


@pytest.mark.parametrize(
    ("sql", "answer"),
    [
        ("select 'a$HOME', '$(HOME)', '#'", "a$HOME|$(HOME)|#"),
        ("select $$it's$$", "it's"),
        ("select 'đ', 7 % 4", "đ|3"),
    ],
)
@pytest.mark.parametrize("way", ["argument", "environment"])
def test_make_hands_over_every_character(warehouse, sql, answer, way):
    arguments = f'-At -c "{sql}"'
    if way == "argument":
        done = run([*MAKE, f"ARGS={arguments}"], WAREHOUSE_URL=warehouse)
    else:
        done = run(MAKE, ARGS=arguments, WAREHOUSE_URL=warehouse)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{answer}\n", "")


def test_make_fails_when_psql_does(warehouse):
    assert run([*MAKE, "ARGS=-c nonsense"], WAREHOUSE_URL=warehouse).returncode != 0


def test_terminated_it_stops_the_server(data_dir):
    environment = os.environ | {"ARGS": "-c 'select pg_sleep(60)'", "DATA_DIR": str(data_dir)}
    with subprocess.Popen(MAKE, cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL) as make:
        wait_for_query("pg_sleep", data_dir / "postgres" / "data")
        make.send_signal(signal.SIGTERM)
    assert make.returncode != 0
    wait_for(lambda: not (data_dir / "postgres" / "data" / "postmaster.pid").exists())


def wait_for_query(words: str, socket_dir: Path) -> None:
    url = f"postgresql://postgres@:5432/warehouse?host={socket_dir}"
    busy = "select true from pg_stat_activity where pid <> pg_backend_pid() and query like %s"

    def is_busy() -> bool:
        try:
            with psycopg.connect(url) as connection:
                return bool(connection.execute(busy, [f"%{words}%"]).fetchone())
        except psycopg.OperationalError:
            return False

    wait_for(is_busy)


def wait_for(condition) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
