"""A rehearsal says what a run would change, and changes nothing."""

from pathlib import Path

import psycopg
import pytest

from steps.catalogue import load_catalogue
from steps.year.rehearsal import rehearse_year
from tests.pipeline import Pipeline, year_report

UNITS = """
    SO | Sở      | group  | -  | 2003-01-01 | - | - | -
    A  | Phòng A | office | SO | 2003-01-01 | - | - | -
    B  | Phòng B | office | SO | 2003-01-01 | - | - | -
"""


@pytest.fixture
def pipeline(tmp_path: Path, warehouse: str) -> Pipeline:
    load_catalogue.cache_clear()
    pipeline = Pipeline(tmp_path, warehouse)
    pipeline.units(UNITS)
    pipeline.send(year_report(2024, "A", "Phòng A", 10, 4), "a.xlsx")
    pipeline.run(2024)
    return pipeline


def everything(pipeline: Pipeline) -> tuple[object, ...]:
    """All tables, with what PostgreSQL counts of their writes, and all files."""
    with psycopg.connect(pipeline.url) as connection:
        tables = connection.execute(
            "select format('%I.%I', table_schema, table_name) from information_schema.tables "
            "where table_schema in ('core', 'mart') order by 1"
        ).fetchall()
        rows = {
            name: sorted(connection.execute(f"select * from {name}").fetchall(), key=repr)
            for (name,) in tables
        }
    folder = pipeline.settings.data_dir
    files = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    return rows, files


def test_a_corrected_file_is_announced_with_old_new_and_cause(pipeline: Pipeline):
    pipeline.send(year_report(2024, "A", "Phòng A", 10, 7), "a2.xlsx")
    before = everything(pipeline)
    changes = rehearse_year(pipeline.settings, 2024)
    assert everything(pipeline) == before
    announced = {(c["indicator"], c["unit"]): (c["before"], c["after"]) for c in changes}
    assert announced[("CDHT", "A")] == announced[("CDHT", "SO")] == (
        "4/10 = 40,0%", "7/10 = 70,0%",
    )  # fmt: skip
    assert not [unit for _, unit in announced if unit == "B"]
    assert all(change["cause"].startswith("A bản 2 (mã ") for change in changes)


def test_the_same_files_again_change_nothing(pipeline: Pipeline):
    assert rehearse_year(pipeline.settings, 2024) == []


def test_what_was_rehearsed_then_happens(pipeline: Pipeline):
    pipeline.send(year_report(2024, "B", "Phòng B", 20, 20), "b.xlsx")
    changes = rehearse_year(pipeline.settings, 2024)
    pipeline.run(2024)
    told = next(c["after"] for c in changes if (c["indicator"], c["unit"]) == ("CDHT", "SO"))
    assert told == "24/30 = 80,0%"
    assert pipeline.rate(2024, "SO") == (4 + 20, 10 + 20)
