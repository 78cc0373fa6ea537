"""Migrations on a real server: all or nothing, one at a time, never backwards."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from transforms.errors import SettingError
from warehouse.migrate import LOCK, MIGRATIONS, is_migrated, migrate

MIGRATION = """
from warehouse.migrate import run_sql_beside

revision, down_revision = "{revision}", {before!r}


def upgrade():
    run_sql_beside(__file__)
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder of migrations with one in it."""
    (tmp_path / "env.py").write_text((MIGRATIONS / "env.py").read_text())
    (tmp_path / "versions").mkdir()
    add(
        tmp_path,
        "0001",
        None,
        "create table core.one (x text);\ninsert into core.one select '5 %';",
    )
    return tmp_path


def add(scripts: Path, revision: str, before: str | None, sql: str) -> None:
    stem = scripts / "versions" / f"{revision}_test"
    stem.with_suffix(".py").write_text(MIGRATION.format(revision=revision, before=before))
    stem.with_suffix(".sql").write_text(sql)


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def test_the_projects_own(empty_database):
    assert not is_migrated(empty_database)
    migrate(empty_database)
    assert is_migrated(empty_database)
    assert ask(empty_database, "select count(*) from mart.indicator") == 0


def test_runs_the_sql_as_it_stands_and_only_once(empty_database, scripts, capfd, caplog):
    migrate(empty_database, scripts)
    migrate(empty_database, scripts)
    assert ask(empty_database, "select string_agg(x, ',') from core.one") == "5 %"
    assert ask(empty_database, "select version_num from core.alembic_version") == "0001"
    assert (*capfd.readouterr(), caplog.text) == ("", "", "")


def test_runs_what_is_missing(empty_database, scripts):
    migrate(empty_database, scripts)
    add(scripts, "0002", "0001", "create table core.two ()")
    migrate(empty_database, scripts)
    assert ask(empty_database, "select count(*) from core.two") == 0


@pytest.mark.fault("Bước nâng cấp hỏng", "nâng cấp kho", "không đổi gì")
def test_nothing_remains_of_a_failed_one(empty_database, scripts):
    add(scripts, "0002", "0001", "create table core.two (); select 1 / 0")
    with pytest.raises(Exception, match="division by zero"):
        migrate(empty_database, scripts)
    assert ask(empty_database, "select to_regnamespace('core')") is None


def test_the_second_of_two_waits(empty_database):
    code = f"from warehouse.migrate import migrate; migrate({empty_database!r})"
    with psycopg.connect(empty_database) as first:
        first.execute(LOCK.text)
        with subprocess.Popen([sys.executable, "-c", code]) as second:
            deadline = time.monotonic() + 60
            while not ask(empty_database, "select count(*) from pg_locks where not granted"):
                assert time.monotonic() < deadline
                time.sleep(0.05)
            assert not is_migrated(empty_database)
            first.rollback()
    assert second.returncode == 0
    assert is_migrated(empty_database)


@pytest.mark.fault("Kho của phần mềm mới hơn", "mọi lệnh", "dừng bằng một dòng")
def test_a_newer_warehouse_is_left_alone(empty_database, scripts):
    add(scripts, "0002", "0001", "create table core.two ()")
    migrate(empty_database, scripts)
    for old in (scripts / "versions").glob("0002*"):
        old.unlink()
    with pytest.raises(SettingError, match=r"bản 0002, mới hơn phần mềm này \(bản 0001\)"):
        migrate(empty_database, scripts)


def test_a_user_who_may_not_create_tables(empty_database, scripts):
    reader = empty_database.replace("postgres@", "reader@")
    with psycopg.connect(empty_database, autocommit=True) as connection:
        connection.execute("create role reader login")
        try:
            with pytest.raises(SettingError, match="không có quyền tạo bảng"):
                migrate(reader, scripts)
        finally:
            connection.execute("drop role reader")


def test_a_user_who_may_only_read_a_whole_warehouse(warehouse):
    reader = warehouse.replace("postgres@", "reader@")
    with psycopg.connect(warehouse, autocommit=True) as connection:
        connection.execute("create role reader login in role pg_read_all_data")
        try:
            migrate(reader)
        finally:
            connection.execute("drop role reader")
