"""Airflow's own scheduler on a moved clock, October to January: exactly the runs that are due.

No task is started: the pool is empty. What is looked at is which runs the scheduler makes.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

pytestmark = pytest.mark.skipif(shutil.which("faketime") is None, reason="no faketime here")
YEAR_TASKS = {
    "open_campaign": "year_of_run",
    "collect_submissions": "year_of_run",
    "remind_units": "year_of_run",
    "rehearse_report": "publication_year",
    "publish_report": "publication_year",
}
"""What of each DAG tells the year that a run is about."""
BY_HAND = """
import sys
from airflow.cli.cli_parser import get_parser
for line in sys.stdin:
    print(f"=== {line.strip()}", flush=True)
    given = get_parser().parse_args(["tasks", "test", *line.split()])
    try:
        given.func(given)
    except (Exception, SystemExit):
        pass
"""
"""Runs by hand, a line each, as their first task sees them."""
SAID = re.compile(
    r"Returned value was: (\d+)|(Không có đợt báo cáo nào đang mở vào [\d/]+)|(hãy chọn một năm)"
)
PASSES = 8  # of the scheduler's loop: what is due stands after the first ones


class Clock:
    """Airflow with metadata of its own, at whatever moment it is told (UTC)."""

    def __init__(self, folder: Path):
        self.folder, self.database = folder, folder / "airflow.db"

    def airflow(self, arguments: str, moment: str = "") -> None:
        self.python(["-m", "airflow", *arguments.split()], moment)

    def python(self, arguments: list[str], moment: str, stdin: str = "") -> str:
        """What it says."""
        command = [sys.executable, *arguments]
        if moment:
            command = ["faketime", "-f", f"@{moment}:00", *command]
        env = os.environ | {
            "AIRFLOW_HOME": str(self.folder),
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{self.database}",
            "CATALOG_DIR": str(PROJECT / "catalog"),
            "DATA_DIR": str(self.folder / "data"),
            "TZ": "UTC",
        }
        done = subprocess.run(
            command, cwd=PROJECT, env=env, capture_output=True, text=True, input=stdin
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    def runs(self) -> set[str]:
        """Every run: DAG and logical date, local."""
        found = self.sql("select dag_id, datetime(logical_date, '+7 hours') from dag_run")
        return {f"{dag} {moment[:16]}" for dag, moment in found}

    def sql(self, statement: str) -> list[tuple[str, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(statement).fetchall()

    def schedule(self, moment: str) -> set[str]:
        """The runs that are made at a moment, all DAGs being on and all earlier runs ended."""
        self.sql("update dag_run set state = 'success'")
        self.sql("update dag set exceeds_max_non_backfill = 0")
        before = self.runs()
        self.airflow("dags reserialize", moment)  # as the DAG processor does all the time
        self.sql("update dag set is_paused = 0")
        self.airflow(f"scheduler --num-runs {PASSES}", moment)
        return self.runs() - before


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """Metadata that have not yet read a DAG, and a pool without a slot."""
    clock = Clock(tmp_path_factory.mktemp("empty"))
    clock.airflow("db migrate")
    clock.sql("update slot_pool set slots = 0")
    return clock


@pytest.fixture
def clock(empty: Clock, tmp_path: Path) -> Clock:
    """A copy of them for one story."""
    return Clock(Path(shutil.copytree(empty.folder, tmp_path / "airflow")))


def test_all_switched_on_in_september(clock: Clock):
    assert clock.schedule("2026-09-30 05:00") == set()
    assert clock.schedule("2026-10-01 15:05") == {
        "open_campaign 2026-10-01 06:00",
        "remind_units 2026-10-01 07:00",
        "collect_submissions 2026-10-01 22:00",
    }
    assert clock.schedule("2026-11-30 17:05") == {
        "remind_units 2026-11-30 07:00",
        "collect_submissions 2026-11-30 22:00",
        "publish_report 2026-12-01 00:00",
    }
    assert clock.schedule("2026-12-31 16:05") == {
        "remind_units 2026-12-31 07:00",
        "collect_submissions 2026-12-31 22:00",
    }
    assert clock.schedule("2027-01-01 01:00") == set()


@pytest.mark.parametrize(
    ("moment", "made"),
    [
        (
            "2026-12-03 05:00",
            {
                "collect_submissions 2026-12-02 22:00",
                "remind_units 2026-12-03 07:00",
                "publish_report 2026-12-01 00:00",
            },
        ),
        (
            "2026-12-06 05:00",  # a Sunday
            {"collect_submissions 2026-12-05 22:00", "remind_units 2026-12-04 07:00"},
        ),
        ("2027-01-01 01:00", set()),
    ],
    ids=["while the report is due", "after it was due", "after the campaign"],
)
@pytest.mark.fault("Đồng hồ nhảy, bật muộn", "lịch chạy", "chỉ chạy bù năm còn chờ")
def test_switched_on_late(clock: Clock, moment: str, made: set[str]):
    assert clock.schedule(moment) == made


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-09-30 05:00", None),
        ("2026-10-01 01:00", 2026),
        ("2026-12-01 01:00", 2026),
        ("2026-12-31 16:55", 2026),  # five minutes to midnight at home
        ("2026-12-31 17:05", None),
    ],
)
def test_a_run_by_hand_is_about_the_year_asked_for_else_the_open_one(
    clock: Clock, moment: str, opened: int | None
):
    """Where none is open it ends there: skipped, or red with what to choose."""
    clock.airflow("dags reserialize", moment)
    asked = {(dag, year): f"{dag} {task}{year}" for dag, task in YEAR_TASKS.items()
             for year in ("", ' -t {"year":2022}')}  # fmt: skip
    said = clock.python(["-c", BY_HAND], moment, "\n".join(asked.values()))
    outcomes = dict.fromkeys(asked, "")
    for (dag, year), text in zip(asked, said.split("=== ")[1:], strict=True):
        outcomes[dag, year] = next(filter(None, SAID.findall(text)[-1]), "")
    for (dag, year), outcome in outcomes.items():
        if year or opened:
            assert outcome == ("2022" if year else str(opened)), (dag, year)
        elif YEAR_TASKS[dag] == "publication_year":
            assert outcome == "hãy chọn một năm", dag
        else:
            assert outcome.startswith("Không có đợt báo cáo nào đang mở"), dag
