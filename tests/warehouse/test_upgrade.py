"""A warehouse of an earlier version with its data becomes one of this version, and lives on."""

import subprocess
from pathlib import Path
from typing import Any

import psycopg
import pytest

from steps.catalogue import load_catalogue
from steps.publication.inputs import load_inputs
from steps.year.aggregate import aggregate
from steps.year.decisions import unlock_year
from tests.pipeline import Pipeline
from transforms.errors import SystemFault
from warehouse.connection import writing
from warehouse.embedded import BIN
from warehouse.form_tables import fit_tables
from warehouse.migrate import migrate, revisions

OLD = Path(__file__).parent / "schema_0013.sql"
YEAR = 2024
COLUMNS = (
    "select table_schema, table_name, column_name, data_type, is_nullable, column_default "
    "from information_schema.columns where table_schema in ('core', 'mart')"
)
CONSTRAINTS = (
    "select conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) from pg_constraint "
    "where connamespace in ('core'::regnamespace, 'mart'::regnamespace)"
)


@pytest.fixture
def old(empty_database: str) -> str:
    command = [str(BIN / "psql"), "-d", empty_database, "-X", "-q", "-1", "-v", "ON_ERROR_STOP=1"]
    subprocess.run([*command, "-f", str(OLD)], check=True, capture_output=True)
    return empty_database


def asked(url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return sorted(connection.execute(query).fetchall(), key=str)


def contents(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours, by its columns."""
    names = (
        "select schemaname || '.' || tablename from pg_tables where schemaname in ('core','mart')"
    )
    with psycopg.connect(url) as connection:
        return {
            name: [row for (row,) in connection.execute(f"select to_jsonb(t) from {name} t")]
            for (name,) in connection.execute(names).fetchall()
        }


@pytest.mark.fault("Kho của phiên bản trước, có dữ liệu", "nâng cấp kho", "không mất giá trị nào")
def test_no_row_and_no_value_is_lost(old: str):
    before = contents(old)
    migrate(old)
    after = contents(old)
    assert revisions(old) == ({revisions(old)[1]}, revisions(old)[1])
    for table in before.keys() - {"core.alembic_version", "core.status"}:
        kept = [
            {key: row.get(key) for key in old_row} for old_row, row in _paired(before, after, table)
        ]
        assert kept == [old_row for old_row, _ in _paired(before, after, table)], table
        assert len(after[table]) == len(before[table]), table


def _paired(before: Any, after: Any, table: str) -> list[tuple[Any, Any]]:
    columns = before[table][0].keys() if before[table] else ()

    def key(row: dict[str, Any]) -> str:
        return str([row.get(column) for column in columns])

    return list(zip(sorted(before[table], key=key), sorted(after[table], key=key), strict=True))


@pytest.mark.parametrize("query", [COLUMNS, CONSTRAINTS], ids=["columns", "constraints"])
def test_it_is_laid_out_as_a_new_one(old: str, warehouse: str, tmp_path: Path, query: str):
    migrate(old)
    new = Pipeline(tmp_path, warehouse)
    with writing(new.settings, YEAR) as connection:
        fit_tables(connection, load_catalogue(new.settings.catalog_dir).forms)
    migrate(warehouse)
    assert asked(old, query) == asked(warehouse, query)


def test_what_was_published_stays_and_the_year_goes_on(old: str, tmp_path: Path):
    migrate(old)
    office = Pipeline(tmp_path, old)
    office.units("""
        S | Sở       | group  | - | 2003-01-01 | - | - | -
        A | Đơn vị A | public | S | 2003-01-01 | - | - | -
        B | Đơn vị B | public | S | 2003-01-01 | - | - | -
    """)
    figures = "select * from mart.indicator order by 1, 2, 3"
    before = office.rows(figures)
    aggregate(office.settings, YEAR)  # the year is locked
    assert office.rows(figures) == before
    assert load_inputs(office.settings, YEAR).year == YEAR
    assert office.rows("select version, approved_by from core.report") == [(1, "leader")]
    with pytest.raises(SystemFault, match="hộp thư đến không còn bản gốc"):
        unlock_year(office.settings, YEAR, "xem tệp chờ")  # that office's landing is not here
    assert office.rows("select status from core.submission where version = 2") == [("held",)]
