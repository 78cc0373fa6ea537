"""publish_report on a real `make up`: the four ways, held files, crashes, backfill, stewards."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import psutil
import pytest

from steps.sample import make_sample
from steps.settings import PROJECT, Settings
from tests.airflow_up import Client, Up, wait_for, words

YEARS = (2021, 2022, 2023)
DAGS = ("publish_report", "unlock_year", "extend_deadline", "recheck_year", "record_issue")


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    """One `make up` for all of these tests, with the inbox of three years."""
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        settings = Settings.from_env({"DATA_DIR": folder})
        for year in YEARS:
            make_sample(settings, year, Path(folder, "inbox", str(year)))
        up = Up(Path(folder)).start()
        try:
            steward = up.client("steward")
            steward.unpause(*DAGS)
            yield up
        finally:
            up.stop()


@pytest.fixture(scope="module")
def steward(up) -> Client:
    return up.client("steward")


@pytest.fixture(scope="module")
def leader(up) -> Client:
    return up.client("leader")


def published(up: Up, year: int) -> dict[str, str]:
    """Every published file of a year by its path, with its hash."""
    folders = (up.data_dir / "reports" / str(year)).glob("v*")
    files = (file for folder in folders for file in folder.iterdir())
    return {f"{p.parent.name}/{p.name}": hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def state(up: Up, year: int) -> str:
    rows = up.query("select state from core.year_state where reporting_year = %s", year)
    return rows[0][0] if rows else "open"


def figures(up: Up, year: int) -> list[tuple[object, ...]]:
    return up.query("select * from mart.indicator where reporting_year = %s order by 1, 2, 3", year)


def put_correction(up: Up, year: int, unit_code: str) -> None:
    """A later file of a unit (form 1): the one it sent, with one self-updating person less."""
    source = up.query(
        "select source from core.submission where reporting_year = %s and unit_code = %s "
        "and status in ('accepted', 'accepted_with_warnings') order by received_at limit 1",
        year,
        unit_code,
    )[0][0]
    book = openpyxl.load_workbook(source)
    sheet = book["Tổng hợp"]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Tự cập nhật")
    below = [sheet.cell(row, head.column) for row in range(head.row + 1, sheet.max_row + 1)]
    filled = [cell for cell in below if cell.value]
    for cell in (filled[0], filled[-1]):  # a staff type and the total
        cell.value -= 1
    target = up.data_dir / "inbox" / f"dinh-chinh-{year}-{unit_code}.xlsx"
    book.save(target)
    later = time.mktime((year, 12, 20, 9, 0, 0, 0, 0, 0))
    os.utime(target, (later, later))


# --- Backfill


@pytest.fixture(scope="module")
def backfilled(up, steward, leader) -> dict[int, str]:
    """2021 to 2023 published through Airflow's own command: the run of each year."""
    backfill(up)
    runs = {year: f"backfill__{year}-11-30T17:00:00+00:00" for year in YEARS}
    for run_id in runs.values():
        steward.request(run_id, 240)
    for run_id in runs.values():
        leader.settle(run_id, "Approve", reason="Đồng ý")
    assert {steward.wait("publish_report", r)["state"] for r in runs.values()} == {"success"}
    return runs


def backfill(up: Up, *more: str) -> None:
    arguments = "backfill create --dag-id publish_report --from-date 2021-01-01 "
    arguments += f"--to-date 2023-12-31 --max-active-runs 3 {' '.join(more)}"
    done = subprocess.run(
        [sys.executable, "-m", "steps.airflow_cli"], cwd=PROJECT, env=up.env | {"ARGS": arguments},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_backfill_publishes_each_year(up, backfilled):
    rows = up.query("select reporting_year, version, approved_by from core.report order by 1")
    assert rows == [(year, 1, "leader") for year in YEARS]
    assert {state(up, year) for year in YEARS} == {"locked"}
    for year in YEARS:
        files = up.query("select files from core.report where reporting_year = %s", year)[0][0]
        assert published(up, year) == {f"v1/{name}": digest for name, digest in files.items()}
        folder = up.data_dir / "reports" / str(year) / "v1"
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o444}


def test_a_run_says_what_it_did(steward, backfilled):
    note = steward.run("publish_report", backfilled[2022])["note"]
    assert "Năm 2022: đã công bố phiên bản 1, leader duyệt" in note


# --- Held files, unlocking, the next version


@pytest.fixture(scope="module")
def corrected(up, steward, leader, backfilled) -> dict[str, object]:
    """2022 corrected by one unit, through hold, unlock, refusal and approval."""
    seen: dict[str, object] = {"v1": published(up, 2022), "2023": published(up, 2023)}
    put_correction(up, 2022, "CNTT")
    before = figures(up, 2022)
    steward.wait("collect_submissions", steward.trigger("collect_submissions", year=2022))
    seen["held"] = up.query("select unit_code from core.submission where status = 'held'")
    assert figures(up, 2022) == before
    run_id = steward.trigger("unlock_year", year=2022, reason="Đơn vị đính chính")
    seen["unlock"] = steward.wait("unlock_year", run_id)
    assert figures(up, 2022) != before
    return seen


def test_a_late_file_waits_until_a_steward_unlocks(up, corrected):
    assert corrected["held"] == [("CNTT",)]
    assert corrected["unlock"]["state"] == "success"
    assert "1 tệp chờ được kiểm tra" in corrected["unlock"]["note"]
    events = up.query(
        "select actor, action, reason from core.year_event where reporting_year = 2022 "
        "and action = 'unlocked'"
    )
    assert events == [("steward", "unlocked", "Đơn vị đính chính")]
    assert up.query("select 1 from core.submission where status = 'held'") == []


def test_a_refusal_needs_a_reason_and_opens_the_year(up, steward, leader, corrected):
    run_id = steward.trigger("publish_report", year=2022)
    request = steward.request(run_id)
    assert "So với phiên bản 1" in request["body"]
    assert "CNTT bản 2" in request["body"]
    assert steward.answer(run_id, "Approve").status_code == 403  # not an approver
    assert leader.answer(run_id, "Reject").ok
    asked = request["task_instance"]["try_number"]
    wait_for(lambda: steward.request(run_id)["task_instance"]["try_number"] > asked, "new request")
    leader.settle(run_id, "Reject", reason="Xem lại số CNTT")
    run = steward.wait("publish_report", run_id)
    assert run["state"] == "success"
    assert "leader trả lại: Xem lại số CNTT" in run["note"]
    assert state(up, 2022) == "open"
    assert published(up, 2022) == corrected["v1"]


def test_a_request_that_times_out_turns_red_and_opens_the_year(up, steward, corrected):
    run_id = steward.trigger("publish_report", year=2022, approval_days=2 / 86400)
    run = steward.wait("publish_report", run_id)
    assert run["state"] == "failed"
    assert "không công bố" in run["note"]
    assert state(up, 2022) == "open"


def test_what_arrives_meanwhile_and_crashes_change_nothing_approved(up, steward, leader, corrected):
    run_id = steward.trigger("publish_report", year=2022)
    steward.request(run_id)
    before = figures(up, 2022)
    put_correction(up, 2022, "CNDL")
    collected = steward.wait(
        "collect_submissions", steward.trigger("collect_submissions", year=2022)
    )
    assert collected["state"] == "success"
    scheduler = up.component("scheduler")
    scheduler.kill()
    wait_for(lambda: up.component("scheduler").pid != scheduler.pid, "scheduler")
    with up.connect() as connection:
        connection.execute("lock table core.report in share mode")  # nobody inserts a version
        leader.settle(run_id, "Approve", reason="Đồng ý")
        folder = up.data_dir / "reports" / "2022" / "v2"
        wait_for(folder.exists, "files of version 2")
        innermost(up, "publish_version").kill()
    assert up.query("select 1 from core.report where reporting_year = 2022 and version = 2") == []
    assert steward.wait("publish_report", run_id)["state"] == "success"
    assert figures(up, 2022) == before
    files = published(up, 2022)
    assert {name: files[name] for name in corrected["v1"]} == corrected["v1"]
    assert {name.partition("/")[0] for name in files} == {"v1", "v2"}
    assert state(up, 2022) == "locked"
    assert up.query("select unit_code from core.submission where status = 'held'") == [("CNDL",)]
    assert published(up, 2023) == corrected["2023"]


def innermost(up: Up, task_id: str) -> psutil.Process:
    """The process of a task itself, without the one that looks after it."""
    found = [process for process in up.processes() if task_id in " ".join(words(process))]
    return next(process for process in found if not process.children())


# --- The same again


def test_the_same_backfill_changes_nothing(up, steward, backfilled):
    before = {year: (published(up, year), figures(up, year)) for year in YEARS}
    latest = dict(up.query("select reporting_year, max(version) from core.report group by 1"))
    wait_for(lambda: not running_backfills(steward), "end of the first backfill")
    backfill(up, "--reprocess-behavior", "completed")
    for run_id in backfilled.values():
        wait_for(lambda: steward.run("publish_report", run_id)["state"] != "success", "rerun")  # noqa: B023
    for year, run_id in backfilled.items():
        run = steward.wait("publish_report", run_id, 240)
        said = f"Năm {year}: không có gì thay đổi so với phiên bản {latest[year]}"
        assert (run["state"], run["note"]) == ("success", said)
        assert steward.tasks("publish_report", run_id)["approve"]["state"] == "skipped"
    assert {year: (published(up, year), figures(up, year)) for year in YEARS} == before
    assert {state(up, year) for year in YEARS} == {"locked"}


def running_backfills(steward: Client) -> list[object]:
    found = steward.get("backfills?dag_id=publish_report")["backfills"]
    return [each for each in found if each["completed_at"] is None]
