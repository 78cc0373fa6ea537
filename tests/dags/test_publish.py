"""publish_report on a real `make up`: the four ways, held files, crashes, a browser, stewards.

One story of one year, read from top to bottom. Backfill has its own: tests/backfill.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import psutil
import pytest

from steps.campaign.sample import make_sample
from steps.settings import Settings
from tests.airflow_up import Client, Up, wait_for

pytestmark = pytest.mark.airflow

YEAR = 2022
DAGS = ("publish_report", "unlock_year", "extend_deadline", "recheck_year", "record_issue")


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    """One `make up` for all of these tests, with the inbox of one year."""
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        settings = Settings.from_env({"DATA_DIR": folder})
        make_sample(settings, YEAR, Path(folder, "inbox"))
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


def published(up: Up) -> dict[str, str]:
    """Every published file of the year by its path, with its hash."""
    folders = (up.data_dir / "reports" / str(YEAR)).glob("v*")
    files = (file for folder in folders for file in folder.iterdir())
    return {f"{p.parent.name}/{p.name}": hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def state(up: Up) -> str:
    rows = up.query("select state from core.year_state where reporting_year = %s", YEAR)
    return rows[0][0] if rows else "open"


def figures(up: Up) -> list[tuple[object, ...]]:
    return up.query("select * from mart.indicator where reporting_year = %s order by 1, 2, 3", YEAR)


def put_correction(up: Up, unit_code: str) -> None:
    """A later file of a unit (form 1): the one it sent, with one self-updating person less."""
    source = up.query(
        "select source from core.submission where reporting_year = %s and unit_code = %s "
        "and status in ('accepted', 'accepted_with_warnings') order by received_at limit 1",
        YEAR,
        unit_code,
    )[0][0]
    book = openpyxl.load_workbook(up.data_dir / "inbox" / source)
    sheet = book["Tổng hợp"]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Tự cập nhật")
    below = [sheet.cell(row, head.column) for row in range(head.row + 1, sheet.max_row + 1)]
    filled = [cell for cell in below if isinstance(cell.value, int) and cell.value]
    for cell in (filled[0], filled[-1]):  # a staff type and the total
        cell.value -= 1
    target = up.data_dir / "inbox" / f"dinh-chinh-{unit_code}.xlsx"
    book.save(target)
    later = time.mktime((YEAR, 12, 20, 9, 0, 0, 0, 0, 0))
    os.utime(target, (later, later))


# --- Version 1, approved


@pytest.fixture(scope="module")
def first(up, steward, leader) -> str:
    """2022 published: the run that did it."""
    run_id = steward.trigger("publish_report", year=YEAR)
    steward.request(run_id)
    leader.settle(run_id, "Approve", reason="Đồng ý")
    assert steward.wait("publish_report", run_id)["state"] == "success"
    return run_id


def test_version_1_is_for_good(up, first):
    rows = up.query("select version, approved_by, approval_reason, files from core.report")
    assert [row[:3] for row in rows] == [(1, "leader", "Đồng ý")]
    assert published(up) == {f"v1/{name}": digest for name, digest in rows[0][3].items()}
    folder = up.data_dir / "reports" / str(YEAR) / "v1"
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o444}
    assert state(up) == "locked"
    facts = "select a.decision, a.decided_by, a.reason, a.run_id, a.decided_at = r.approved_at "
    joined = "from core.approval a join core.report r using (reporting_year, inputs_hash)"
    assert up.query(facts + joined) == [("approved", "leader", "Đồng ý", first, True)]


def test_an_answer_is_given_once(up, steward, leader, first):
    assert leader.answer(first, "Reject", reason="Nghĩ lại").status_code == 409
    assert [row[2] for row in approvals(up)] == ["approved"]


def test_publishing_cleared_and_run_again_publishes_nothing_twice(up, steward, first):
    before = published(up), approvals(up)
    cleared = steward.call(
        "POST", "dags/publish_report/clearTaskInstances", dry_run=False, dag_run_id=first,
        task_ids=["publish_version"], only_failed=False, include_downstream=True,
    )  # fmt: skip
    assert cleared.ok, cleared.text
    run = steward.wait("publish_report", first)
    assert run["state"] == "success"
    assert "đã công bố phiên bản 1" in run["note"]
    assert (published(up), approvals(up)) == before


def test_a_run_says_what_it_did(steward, first):
    note = steward.run("publish_report", first)["note"]
    assert f"Năm {YEAR}: đã công bố phiên bản 1, leader duyệt" in note


def test_the_assets_tell_what_was_made_for_which_year(steward, first):
    """Beside those of the runs that Airflow starts by itself: tonight's, last December's."""
    events = steward.get("assets/events?limit=100")["asset_events"]
    made = {(event["name"], event["source_task_id"], event["extra"]["year"]) for event in events}
    assert made >= {
        ("Tệp đã nhận", "list_batches", YEAR),
        ("Số liệu của năm", "aggregate", YEAR),
        ("Dự thảo báo cáo", "draft_report", YEAR),
        ("Báo cáo đã công bố", "publish_version", YEAR),
    }


def test_unchanged_it_asks_nobody_and_says_so(up, steward, first):
    before = published(up), figures(up)
    run_id = steward.trigger("publish_report", year=YEAR)
    run = steward.wait("publish_report", run_id)
    said = f"Năm {YEAR}: không có gì thay đổi so với phiên bản 1"
    assert (run["state"], run["note"]) == ("success", said)
    assert steward.tasks("publish_report", run_id)["approve"]["state"] == "skipped"
    assert (published(up), figures(up), state(up)) == (*before, "locked")


# --- Held files, unlocking, the next version


@pytest.fixture(scope="module")
def corrected(up, steward, leader, first) -> dict[str, object]:
    """2022 corrected by one unit, through hold, unlock, refusal and approval."""
    seen: dict[str, object] = {"v1": published(up)}
    put_correction(up, "CNTT")
    before = figures(up)
    steward.wait("collect_submissions", steward.trigger("collect_submissions", year=YEAR))
    seen["held"] = up.query("select unit_code from core.submission where status = 'held'")
    assert figures(up) == before
    run_id = steward.trigger("unlock_year", year=YEAR, reason="Đơn vị đính chính")
    seen["unlock"] = steward.wait("unlock_year", run_id)
    assert figures(up) != before
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
    run_id = steward.trigger("publish_report", year=YEAR)
    request = steward.request(run_id)
    assert "So với phiên bản 1" in request["body"]
    assert "CNTT bản 2" in request["body"]
    assert "(/desk/approval?year=2022)" in request["body"]
    assert steward.answer(run_id, "Approve").status_code == 403  # not an approver
    refused = leader.answer(run_id, "Reject")
    assert (refused.status_code, "Trả lại phải ghi lý do" in refused.text) == (422, True)
    stale = leader.answer(run_id, "Reject", reason="Xem lại số CNTT", candidate="0" * 64)
    assert (stale.status_code, "đã được lập lại" in stale.text) == (409, True)
    assert steward.request(run_id)["response_received"] is False
    shown = request["params"]["candidate"]["value"]
    leader.settle(run_id, "Reject", reason="Xem lại số CNTT", candidate=shown)
    run = steward.wait("publish_report", run_id)
    assert run["state"] == "success"
    assert "leader trả lại: Xem lại số CNTT" in run["note"]
    assert state(up) == "open"
    assert published(up) == corrected["v1"]


def test_what_is_no_answer_is_told_in_one_line_and_the_request_goes_on_waiting(
    up, steward, leader, corrected
):
    before = published(up), approvals(up)
    run_id = steward.trigger("publish_report", year=YEAR)
    steward.request(run_id)
    path = f"dags/publish_report/dagRuns/{run_id}/taskInstances/approve/-1/hitlDetails"
    for body in (
        {"chosen_options": ["Approve", "Reject"], "params_input": {}},
        {"chosen_options": [], "params_input": {}},
        {"chosen_options": "Approve", "params_input": {}},
        {"chosen_options": ["Approve"], "params_input": {"reason": 5}},
        {"chosen_options": ["Approve"], "params_input": {"reason": "ok", "approved_by": "x"}},
        {"chosen_options": ["Reject"], "params_input": {"reason": " \u00a0\u200b "}},
        {"chosen_options": ["Approve"], "params_input": {"reason": "a" * 1_000_000}},
        {"params_input": {"reason": "Đồng ý"}},
        {"chosen_options": ["Approve"], "params_input": {}, "dry_run": True},
    ):
        answer = leader.call("PATCH", path, **body)
        assert answer.status_code == 422, (body, answer.text[:200])
        assert len(answer.json()["detail"]) < 200
    assert steward.request(run_id)["response_received"] is False
    assert (published(up), approvals(up), state(up)) == (*before, "frozen")
    # A steward, an administrator: neither by an answer, nor by an XCom, nor by a state.
    admin = up.client("admin")
    assert steward.answer(run_id, "Approve", reason="Đồng ý").status_code == 403
    assert admin.answer(run_id, "Approve", reason="Đồng ý").status_code == 403
    task = f"dags/publish_report/dagRuns/{run_id}/taskInstances/approve"
    admin.call(
        "POST", f"{task}/xcomEntries", key="return_value",
        value={"chosen_options": ["Approve"], "params_input": {"reason": "ok"},
               "responded_by_user": {"id": "leader", "name": "leader"}},
    )  # fmt: skip
    marked = admin.call("PATCH", task, new_state="success")
    assert marked.ok, marked.text
    run = steward.wait("publish_report", run_id)
    assert run["state"] == "failed"
    assert steward.tasks("publish_report", run_id)["publish_version"]["state"] == "failed"
    assert leader.answer(run_id, "Approve", reason="Muộn").status_code == 409
    assert (published(up), approvals(up), state(up)) == (*before, "open")
    folders = {path.name for path in (up.data_dir / "reports" / str(YEAR)).iterdir()}
    assert folders == {"v1", "draft"}


def approvals(up: Up) -> list[tuple[object, ...]]:
    return up.query("select * from core.approval order by recorded_at")


@pytest.mark.fault("Không ai trả lời", "duyệt", "lượt đỏ, năm mở lại")
def test_a_request_that_times_out_turns_red_and_opens_the_year(up, steward, corrected):
    run_id = steward.trigger("publish_report", year=YEAR, approval_days=2 / 86400)
    run = steward.wait("publish_report", run_id)
    assert run["state"] == "failed"
    assert "không công bố" in run["note"]
    assert state(up) == "open"


@pytest.mark.fault(
    "Bộ lập lịch và bước công bố bị giết",
    "chờ duyệt, công bố",
    "vẫn đúng bản đã duyệt, một phiên bản",
)
def test_what_arrives_meanwhile_and_crashes_change_nothing_approved(up, steward, leader, corrected):
    run_id = steward.trigger("publish_report", year=YEAR)
    steward.request(run_id)
    before = figures(up)
    put_correction(up, "CNDL")
    collected = steward.wait(
        "collect_submissions", steward.trigger("collect_submissions", year=YEAR)
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
        for task in running_tasks(up):  # one that a schedule began may be among them
            task.kill()
    assert up.query("select 1 from core.report where reporting_year = 2022 and version = 2") == []
    assert steward.wait("publish_report", run_id)["state"] == "success"
    assert figures(up) == before
    files = published(up)
    assert {name: files[name] for name in corrected["v1"]} == corrected["v1"]
    assert {name.partition("/")[0] for name in files} == {"v1", "v2"}
    assert state(up) == "locked"
    assert up.query("select unit_code from core.submission where status = 'held'") == [("CNDL",)]


def running_tasks(up: Up) -> list[psutil.Process]:
    """The processes of the tasks at work: the scheduler's workers look after one each."""
    workers = up.component("scheduler").children()
    return [task for worker in workers for task in worker.children()]
