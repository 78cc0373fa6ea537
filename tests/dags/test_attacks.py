"""What publishes nothing, on a real `make up`: everything but a leader's answer to the request.

One year, read from top to bottom; the honest way stands last. What is no answer is tried in
test_publish.py, who may ask what in tests/rights.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from steps.campaign.sample import make_sample
from steps.settings import Settings
from tests.airflow_up import Client, Up, quoted, wait_for

pytestmark = [pytest.mark.airflow, pytest.mark.timeout(600)]

YEAR = 2022
PUBLISH = "publish_report"
NO_APPROVAL = f"Năm {YEAR}: kho dữ liệu không có phê duyệt nào cho bản trình này"
FORGED = {
    "chosen_options": ["Approve"], "params_input": {"reason": "ok", "decided_as": "leader"},
    "responded_by_user": {"id": "leader", "name": "leader"},
}  # fmt: skip


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        make_sample(Settings.from_env({"DATA_DIR": folder}), YEAR, Path(folder, "inbox"))
        up = Up(Path(folder)).start()
        try:
            up.client("steward").unpause(PUBLISH, "unlock_year", "extend_deadline")
            yield up
        finally:
            up.stop()


@pytest.fixture(scope="module")
def steward(up: Up) -> Client:
    return up.client("steward")


@pytest.fixture(scope="module")
def leader(up: Up) -> Client:
    return up.client("leader")


@pytest.fixture(scope="module")
def admin(up: Up) -> Client:
    return up.client("admin")


def asked(steward: Client, **conf: Any) -> str:
    """A run that waits for its approval."""
    run_id = steward.trigger(PUBLISH, year=YEAR, **conf)
    steward.request(run_id)
    return run_id


def task(run_id: str, name: str) -> str:
    return f"dags/{PUBLISH}/dagRuns/{quoted(run_id)}/taskInstances/{name}"


def nothing_published(up: Up) -> None:
    assert up.query("select 1 from core.report") == []
    assert up.query("select 1 from core.approval where decision = 'approved'") == []
    folders = {path.name for path in (up.data_dir / "reports" / str(YEAR)).iterdir()}
    assert folders <= {"draft", "candidate"}


def state(up: Up) -> str:
    rows = up.query("select state from core.year_state where reporting_year = %s", YEAR)
    return rows[0][0] if rows else "open"


def log_of(client: Client, dag_id: str, run_id: str, name: str, attempt: int = 1) -> list[Any]:
    path = f"dags/{dag_id}/dagRuns/{quoted(run_id)}/taskInstances/{name}/logs/{attempt}"
    return client.get(path)["content"]


def test_an_xcom_and_a_mark_of_success_approve_nothing(up, steward, admin):
    run_id = asked(steward)
    for client in (steward, up.client("leader"), up.client("viewer")):
        for path, body in (
            (f"{task(run_id, 'approve')}/xcomEntries", {"key": "return_value", "value": FORGED}),
            (task(run_id, "approve"), {"new_state": "success"}),
            (f"dags/{PUBLISH}/dagRuns/{quoted(run_id)}", {"state": "success"}),
        ):
            method = "POST" if path.endswith("xcomEntries") else "PATCH"
            assert client.call(method, path, **body).status_code == 403, path
    admin.call("POST", f"{task(run_id, 'approve')}/xcomEntries", key="return_value", value=FORGED)
    assert admin.call("PATCH", task(run_id, "approve"), new_state="success").ok
    run = steward.wait(PUBLISH, run_id)
    assert run["state"] == "failed"
    assert NO_APPROVAL in run["note"]
    said = log_of(steward, PUBLISH, run_id, "publish_version")
    events = [line for line in said if line["event"] != "::endgroup::"]
    assert events[-1]["event"].startswith(NO_APPROVAL)
    assert not any(line.get("error_detail") for line in said)
    assert "Traceback" not in str(said)
    assert "served logs" not in str(said)
    nothing_published(up)
    assert state(up) == "open"


def test_publishing_marked_as_done_publishes_nothing(up, steward, admin):
    run_id = asked(steward)
    for name in ("approve", "publish_version"):
        assert admin.call("PATCH", task(run_id, name), new_state="success").ok
    run = steward.wait(PUBLISH, run_id)
    assert run["state"] == "failed"
    assert "lượt chạy này chưa công bố bản nào" in run["note"]
    nothing_published(up)
    assert state(up) == "open"
    assert not (up.data_dir / "outbox" / "van-thu").exists()


def test_a_run_marked_as_done_publishes_nothing_and_leaves_nothing_stuck(up, steward, admin):
    run_id = asked(steward)
    marked = admin.call("PATCH", f"dags/{PUBLISH}/dagRuns/{quoted(run_id)}", state="success")
    assert marked.ok, marked.text
    nothing_published(up)
    wait_for(lambda: state(up) == "open", "release")  # which is done all the same
    wait_for(lambda: steward.run(PUBLISH, run_id)["state"] == "success", "end")
    nothing_published(up)


def test_an_answer_that_comes_too_late_approves_nothing(up, steward, leader):
    run_id = steward.trigger(PUBLISH, year=YEAR, approval_days=2 / 86400)
    run = steward.wait(PUBLISH, run_id)
    assert run["state"] == "failed"
    assert "Hết hạn duyệt mà không có trả lời" in run["note"]
    late = leader.answer(run_id, "Approve", reason="Muộn")
    assert (late.status_code, "không còn chờ trả lời" in late.json()["detail"]) == (409, True)
    assert steward.run(PUBLISH, run_id)["state"] == "failed"
    nothing_published(up)
    assert state(up) == "open"


def test_a_request_asked_again_takes_no_earlier_answer(up, steward, leader):
    """Refused; then the whole run is cleared: it waits anew."""
    run_id = asked(steward)
    leader.settle(run_id, "Reject", reason="Xem lại")
    assert steward.wait(PUBLISH, run_id)["state"] == "success"
    cleared = steward.call(
        "POST", f"dags/{PUBLISH}/dagRuns/{quoted(run_id)}/clear", dry_run=False, only_failed=False
    )
    assert cleared.ok, cleared.text
    assert steward.request(run_id)["response_received"] is False
    nothing_published(up)
    leader.settle(run_id, "Reject", reason="Vẫn xem lại")
    assert steward.wait(PUBLISH, run_id)["state"] == "success"
    assert [row[0] for row in up.query("select reason from core.approval order by 1")] == [
        "Vẫn xem lại", "Xem lại",
    ]  # fmt: skip
    nothing_published(up)


def test_a_form_that_cannot_be_done_says_why_in_the_note_and_last_in_the_log(up, steward):
    wrong = {"year": YEAR, "unit_code": "VP", "deadline": "2034-11-25", "reason": "Mất điện"}
    run_id = steward.trigger("extend_deadline", **wrong)
    run = steward.wait("extend_deadline", run_id)
    line = f"Hạn mới: 25/11/2034 sau ngày cuối của đợt báo cáo {YEAR}, 31/12/{YEAR}"
    assert (run["state"], run["note"]) == ("failed", line)
    said = log_of(steward, "extend_deadline", run_id, "extend_deadline")
    assert [each["event"] for each in said if each["event"] != "::endgroup::"][-1] == line
    assert "Traceback" not in str(said)
    assert up.query("select 1 from core.year_event where action = 'extended'") == []


def test_a_run_for_a_day_to_come_is_not_begun(up, steward, admin):
    """It would hold up all others until then, or take the place of the scheduled one."""
    before = len(steward.get(f"dags/{PUBLISH}/dagRuns")["dag_runs"])
    for day in ("2099-12-01T00:00:00+07:00", "9999-12-31T00:00:00Z"):
        for client in (steward, admin):
            begun = client.call("POST", f"dags/{PUBLISH}/dagRuns", logical_date=day, conf={})
            assert begun.status_code == 422
            assert begun.json()["detail"].startswith("Ngày của lượt chạy (Logical Date)")
    assert len(steward.get(f"dags/{PUBLISH}/dagRuns")["dag_runs"]) == before


def test_a_misspelt_year_is_not_the_open_one(up, steward):
    run_id = steward.trigger(PUBLISH, yaer=YEAR)
    run = steward.wait(PUBLISH, run_id)
    line = "Không có ô nào tên 'yaer': hãy chạy lại với các ô year, approval_days"
    assert (run["state"], run["note"].splitlines()[0]) == ("failed", line)
    assert [t for t in steward.tasks(PUBLISH, run_id).values() if t["state"] == "success"] == []


def test_no_run_takes_the_name_of_the_one_that_another_starts(steward):
    """Its collection would be found done, of whatever year."""
    for name in ("publish__mine", "scheduled__2026-11-30T17:00:00+00:00", "."):
        begun = steward.call(
            "POST", "dags/collect_submissions/dagRuns", dag_run_id=name, logical_date=None,
            conf={"year": 2021},
        )  # fmt: skip
        assert begun.status_code == 422
        assert begun.json()["detail"].startswith("Tên lượt chạy (Run ID)")


def test_what_the_form_does_not_have_is_one_line_and_a_year_with_a_nought_is_that_year(up, steward):
    conf = {"year": float(YEAR), "reason": "Xem lại số liệu"}
    more = steward.wait("unlock_year", steward.trigger("unlock_year", **conf, approved=True))
    line = "Không có ô nào tên 'approved': hãy chạy lại với các ô year, reason"
    assert (more["state"], more["note"]) == ("failed", line)
    fine = steward.wait("unlock_year", steward.trigger("unlock_year", **conf))
    assert (fine["state"], state(up)) == ("success", "open")


def test_the_log_of_a_running_task_begins_without_an_error(up, steward):
    run_id = steward.trigger("collect_submissions", year=YEAR)

    def running() -> str | None:
        tasks = steward.tasks("collect_submissions", run_id)
        return next((name for name, one in tasks.items() if one["state"] == "running"), None)

    name = wait_for(running, "running task", 60)
    assert "Could not read" not in str(log_of(steward, "collect_submissions", run_id, name))
    assert steward.wait("collect_submissions", run_id)["state"] == "success"


def test_the_pages_begin_in_vietnams_time(up, steward):
    page = steward.session.get(f"{steward.address}/").text
    assert "localStorage.setItem('timezone', '\"Asia/Ho_Chi_Minh\"')" in page
    assert page.index("localStorage") < page.index('<script type="module"')


def test_the_honest_way_stands_beside(up, steward, leader):
    run_id = asked(steward)
    leader.settle(run_id, "Approve", reason="Đồng ý")
    assert steward.wait(PUBLISH, run_id)["state"] == "success"
    assert up.query("select version, approved_by from core.report") == [(1, "leader")]
    facts = "select decided_by, decided_as, reason from core.approval where decision = 'approved'"
    assert up.query(facts) == [("leader", "leader", "Đồng ý")]
    assert state(up) == "locked"
