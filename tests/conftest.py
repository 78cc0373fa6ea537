"""What every test stands on: its own folders, its own Airflow, a real PostgreSQL of its own.

Set before anything imports Airflow, which reads its environment once. Nothing of the developer's
settings reaches a test, least of all WAREHOUSE_URL.
"""

import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

PROJECT = Path(__file__).resolve().parent.parent
# Not under pytest's own folder, which another run may close to the server's user.
FOLDER = tempfile.TemporaryDirectory(prefix="tests-")
HOME = Path(FOLDER.name)

for name in [*os.environ]:
    if name.startswith(("AIRFLOW_", "PG")):
        del os.environ[name]
for name in (
    "CATALOG_DIR", "INBOX", "OUTBOX", "WAREHOUSE_URL", "METADATA_URL", "PERSON_KEY_SECRET",
    "YEAR", "ARGS", "FILE", "VERSION", "TO", "FROM", "KEEP", "PERSON", "REASON",
    "UNITS", "PERSONS", "ROUNDS", "PICTURE",
    "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL",
):  # fmt: skip
    os.environ.pop(name, None)
os.environ |= {
    "DATA_DIR": str(HOME / "var"),
    "AIRFLOW_HOME": str(HOME / "airflow"),
    "AIRFLOW__CORE__UNIT_TEST_MODE": "True",
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
    "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME / 'airflow' / 'airflow.db'}",
}

from warehouse.embedded import embedded  # noqa: E402
from warehouse.migrate import migrate  # noqa: E402

DATABASES = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL for the session, by the URL of its migrated template database."""
    with embedded(HOME, "template_warehouse") as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("alter system set fsync = off")
            connection.execute("select pg_reload_conf()")
        migrate(url)
        yield url


@pytest.fixture
def empty_database(server: str) -> Iterator[str]:
    """The URL of a database without any table."""
    yield from _database(server, template="template1")


@pytest.fixture
def warehouse(server: str) -> Iterator[str]:
    """The URL of a migrated, empty warehouse."""
    yield from _database(server, template="template_warehouse")


@pytest.fixture
def another_warehouse(server: str) -> Iterator[str]:
    """The URL of a second one."""
    yield from _database(server, template="template_warehouse")


def _database(server: str, template: str) -> Iterator[str]:
    name = f"test_{next(DATABASES)}"
    admin = server.replace("/template_warehouse?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"create database {name} template {template}")
        yield server.replace("/template_warehouse?", f"/{name}?")
        connection.execute(f"drop database {name} with (force)")
