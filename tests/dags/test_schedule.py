"""The schedules in Airflow's own hands: its metadata, its backfill, its idea of the next run."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT


class Metadata:
    """Throwaway Airflow metadata, a catalogue of its own, and Airflow's command line on both."""

    def __init__(self, folder: Path):
        self.catalog = Path(shutil.copytree(PROJECT / "catalog", folder / "catalog"))
        self.database = folder / "airflow.db"
        self.env = os.environ | {
            "AIRFLOW_HOME": str(folder),
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{self.database}",
            "CATALOG_DIR": str(self.catalog),
        }

    def airflow(self, arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "airflow", *arguments.split()], cwd=PROJECT, env=self.env,
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def query(self, question: str) -> list[tuple[str, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(question).fetchall()

    def planned(self, dag_id: str) -> str | None:
        """The next run, in UTC, as Airflow has it after it read the DAGs."""
        self.airflow("dags reserialize")
        found = self.query(f"select next_dagrun_create_after from dag where dag_id = '{dag_id}'")
        return found[0][0] and found[0][0][:16]


@pytest.fixture(scope="module")
def metadata(tmp_path_factory: pytest.TempPathFactory) -> Metadata:
    metadata = Metadata(tmp_path_factory.mktemp("airflow"))
    metadata.airflow("db migrate")
    metadata.airflow("dags reserialize")
    return metadata


def test_a_backfill_makes_one_run_for_each_year(metadata: Metadata):
    metadata.airflow(
        "backfill create --dag-id publish_report --from-date 2021-01-01 --to-date 2023-12-31"
    )
    runs = metadata.query("select run_id, run_type from dag_run order by 1")
    assert runs == [
        (f"backfill__{year}-11-30T17:00:00+00:00", "backfill") for year in (2021, 2022, 2023)
    ]


def test_a_moved_date_moves_what_a_backfill_makes(metadata: Metadata):
    file = metadata.catalog / "calendar.toml"
    shipped = file.read_text(encoding="utf-8")
    file.write_text(f"{shipped}\n[year.2022]\npublication = 2022-12-05\n", encoding="utf-8")
    told = metadata.airflow(
        "backfill create --dag-id rehearse_report --from-date 2021-01-01 --to-date 2023-12-31 "
        "--dry-run"
    )
    file.write_text(shipped, encoding="utf-8")
    days = [line[2:12] for line in told.splitlines() if line.startswith("| 20")]
    assert days == ["2021-11-30", "2022-12-04", "2023-11-30"], told


def test_the_planned_run_follows_the_calendar_without_a_change_of_code(metadata: Metadata):
    file = metadata.catalog / "calendar.toml"
    shipped = file.read_text(encoding="utf-8")
    before = metadata.planned("publish_report")
    assert before[5:] == "11-30 17:00"
    file.write_text(shipped.replace('"01/12"', '"02/12"'), encoding="utf-8")
    assert metadata.planned("publish_report")[5:] == "12-01 17:00"
    file.write_text("[default", encoding="utf-8")
    assert metadata.planned("publish_report") is None  # and no DAG is lost
    assert metadata.query("select count(*) from import_error") == [(0,)]
    file.write_text(shipped, encoding="utf-8")
    assert metadata.planned("publish_report") == before
