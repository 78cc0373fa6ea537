"""Airflow's own scheduler on a moved clock, October to January: exactly the runs that are due.

No task is started: the pool is empty. What is looked at is which runs the scheduler makes.
"""

import json
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
STORY = """
import json, sys
from airflow import settings
from airflow.cli.cli_parser import get_parser
from sqlalchemy import text
for line in sys.stdin:
    kind, *given = json.loads(line)
    if kind == "airflow":
        asked = get_parser().parse_args(given)
        try:
            asked.func(asked)
        except (Exception, SystemExit):
            pass  # what it refuses makes no run
        continue
    with settings.get_engine().begin() as connection:
        rows = connection.execute(text(given[0]))
        if kind == "ask":
            print("=== " + json.dumps([row[0] for row in rows]), flush=True)
"""
"""Airflow's own commands and what its metadata say, one after the other in one process."""
MADE = """
select case run_type when 'manual' then run_id
       else substr(datetime(logical_date, '+7 hours'), 1, 16) end
from dag_run order by 1
"""
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
            # No task is started: one process that waits for none, made the quick way.
            "AIRFLOW__CORE__PARALLELISM": "1",
            "AIRFLOW__CORE__MP_START_METHOD": "fork",
        }
        done = subprocess.run(
            command, cwd=PROJECT, env=env, capture_output=True, text=True, input=stdin
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    def tell(self, steps: list[list[str]], moment: str) -> list[list[str]]:
        """What is answered to each question of a story."""
        said = self.python(["-c", STORY], moment, "\n".join(map(json.dumps, steps)))
        return [json.loads(line[4:]) for line in said.splitlines() if line.startswith("=== ")]

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


NOTHING: list[str] = []
DUE = {
    "2026-12-01 05:00": {  # noon of the day of publication
        "collect_submissions": ["2026-11-30 22:00"],
        "remind_units": ["2026-12-01 07:00"],
        "publish_report": ["2026-12-01 00:00"],
    },
    "2026-12-31 16:30": {  # half an hour to midnight at home
        "collect_submissions": ["2026-12-31 22:00"],
        "remind_units": ["2026-12-31 07:00"],
    },
    "2026-12-31 17:30": {},  # half an hour after it: 01/01 at home, the 31st in UTC
}
"""What one DAG starts by itself when it alone is switched on, by the moment in UTC."""
FORMS = (
    "unlock_year", "extend_deadline", "record_arrival", "recheck_year", "record_issue",
    "assign_file", "set_aside_file", "return_file",
)  # fmt: skip


@pytest.mark.parametrize("moment", DUE)
def test_one_switched_on_alone_and_asked_for_starts_what_is_due_and_what_was_asked(
    clock: Clock, moment: str
):
    """With and without a year; a form's DAG starts nothing else, and nothing without its year."""
    steps: list[list[str]] = [["airflow", "dags", "reserialize"]]
    for group in [*([dag] for dag in YEAR_TASKS), FORMS]:
        steps += [["do", "delete from dag_run"], ["do", "update dag set is_paused = true"]]
        for dag in group:
            conf = ["-c", '{"year": 2022}'] if dag in YEAR_TASKS else []
            steps += [
                ["do", f"update dag set is_paused = false where dag_id = '{dag}'"],
                ["airflow", "dags", "trigger", dag, "-r", "asked", *conf],
                ["airflow", "dags", "trigger", dag, "-r", "without", "-c", "{}"],
            ]
        steps += [["airflow", "scheduler", "--num-runs", "3"], ["ask", MADE]]
    made = dict(zip([*YEAR_TASKS, "forms"], clock.tell(steps, moment), strict=True))
    asked = ["asked", "without"]
    assert made == {dag: [*DUE[moment].get(dag, NOTHING), *asked] for dag in YEAR_TASKS} | {
        "forms": NOTHING
    }


HOME, UTC = "+07:00", "+00:00"
PUBLISHED = [f"{year}-12-01 00:00" for year in range(2021, 2025)]
BACKFILLS = [
    # DAG, first and last day as the user interface sends them, its zone, the runs that are made
    ("publish_report", "2021-01-01", "2024-12-31", HOME, PUBLISHED),
    ("publish_report", "2021-01-01", "2024-12-31", UTC, PUBLISHED),
    ("rehearse_report", "2021-01-01", "2024-12-31", UTC, PUBLISHED),
    ("publish_report", "2026-01-01", "2026-12-31", HOME, NOTHING),  # open, its day to come
    ("publish_report", "2027-01-01", "2027-12-31", UTC, NOTHING),
    ("rehearse_report", "2027-01-01", "2030-12-31", HOME, NOTHING),
    ("publish_report", "2021-12-31", "2022-01-01", HOME, NOTHING),
    ("publish_report", "2021-12-01", "2021-12-01", HOME, PUBLISHED[:1]),
    ("publish_report", "2021-12-01", "2021-12-01", UTC, NOTHING),  # which is 7 in the morning
    ("open_campaign", "2021-01-01", "2022-12-31", UTC, ["2021-10-01 06:00", "2022-10-01 06:00"]),
    ("collect_submissions", "2021-12-30", "2022-01-01", HOME,
     ["2021-12-30 22:00", "2021-12-31 22:00"]),
    ("collect_submissions", "2021-12-30", "2022-01-01", UTC,
     ["2021-12-30 22:00", "2021-12-31 22:00"]),
    ("remind_units", "2026-12-31", "2027-01-31", HOME, NOTHING),
]  # fmt: skip


def test_a_backfill_makes_the_runs_of_its_range_and_none_to_come(clock: Clock):
    steps: list[list[str]] = [["airflow", "dags", "reserialize"]]
    for dag, first, last, zone, _ in BACKFILLS:
        days = ("--from-date", f"{first}T00:00:00{zone}", "--to-date", f"{last}T00:00:00{zone}")
        steps += [
            ["airflow", "backfill", "create", "--dag-id", dag, *days],
            ["ask", MADE],
            ["do", "delete from backfill_dag_run"],
            ["do", "delete from dag_run"],
            ["do", "update backfill set completed_at = created_at"],
        ]
    made = clock.tell(steps, "2026-11-20 05:00")
    for (*asked, expected), found in zip(BACKFILLS, made, strict=True):
        assert found == expected, asked
