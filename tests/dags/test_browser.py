"""What is pressed in Airflow's own user interface, in a real browser: Debian's Chromium."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from steps.campaign.sample import make_sample
from steps.settings import Settings
from tests.airflow_up import Up, wait_for
from tests.chromium import a_browser, needs_chromium, sign_in

YEAR = 2022
pytestmark = [
    pytest.mark.airflow,
    needs_chromium,
    pytest.mark.timeout(1200),
]


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        make_sample(Settings.from_env({"DATA_DIR": folder}), YEAR, Path(folder, "inbox"))
        up = Up(Path(folder)).start()
        try:
            up.client("steward").unpause("publish_report")
            yield up
        finally:
            up.stop()


Pages = Callable[[str], Page]
expect.set_options(timeout=60_000)


@pytest.fixture
def pages(up) -> Iterator[Pages]:
    """A page on which an account has signed in."""
    with a_browser() as browser:

        def page_of(account: str) -> Page:
            page = browser.new_context(viewport={"width": 1400, "height": 1500}).new_page()
            page.set_default_timeout(60_000)
            page.goto(f"http://127.0.0.1:{up.port}/")
            sign_in(page, account, up.passwords()[account])
            page.wait_for_url(f"http://127.0.0.1:{up.port}/")
            return page

        yield page_of


@pytest.fixture(scope="module")
def run_id(up) -> str:
    """A run that waits for its approval."""
    steward = up.client("steward")
    run_id = steward.trigger("publish_report", year=YEAR)
    steward.request(run_id)
    return run_id


def task_page(up: Up, run_id: str, tab: str = "") -> str:
    return f"http://127.0.0.1:{up.port}/dags/publish_report/runs/{run_id}/tasks/approve{tab}"


def approval(up: Up, run_id: str) -> str:
    return up.client("steward").tasks("publish_report", run_id)["approve"]["state"]


@pytest.mark.parametrize("account", ["viewer", "steward"])
def test_who_is_no_leader_can_press_what_he_likes(up, pages, run_id, account):
    page = pages(account)
    page.goto(task_page(up, run_id, "/required_actions"))
    expect(page.get_by_text(f"Duyệt báo cáo năm {YEAR}").first).to_be_visible()
    press(page, "Approve", "Chỉ tài khoản có vai trò lãnh đạo được duyệt")
    page.goto(task_page(up, run_id))
    mark_success(page)
    expect(told(page, NO_RIGHT)).to_be_visible()
    assert approval(up, run_id) == "awaiting_input"
    nothing_published(up)


NO_RIGHT = "Tài khoản của anh/chị không có quyền làm việc này"
REASON = "#element_reason"  # the form names its field, no label does


def told(page: Page, line: str) -> Locator:
    """The line in which something was refused, once it stands on the page."""
    return page.get_by_role("alert").filter(has_text=line).first


def press(page: Page, button: str, line: str) -> None:
    """Press a button whose request is refused with a line."""
    page.get_by_role("button", name=button).click()
    expect(told(page, line)).to_be_visible()


def mark_success(page: Page) -> None:
    page.get_by_role("button", name="Mark Task Instance as").click()
    page.get_by_role("menuitem", name="success").click()
    page.get_by_role("button", name="Confirm").click()


def asked(up: Up, pages: Pages, run_id: str) -> Page:
    """The leader before the request."""
    page = pages("leader")
    page.goto(task_page(up, run_id, "/required_actions"))
    expect(page.get_by_role("button", name="Reject")).to_be_enabled()
    return page


def nothing_published(up: Up) -> None:
    assert up.query("select 1 from core.report") == []
    assert up.query("select 1 from core.approval where decision = 'approved'") == []
    folders = {path.name for path in (up.data_dir / "reports" / str(YEAR)).iterdir()}
    assert folders <= {"draft", "candidate"}


def test_a_request_takes_one_answer_and_no_refusal_without_a_reason(up, pages, run_id):
    """Two windows of the leader's, one after the other."""
    first, second = asked(up, pages, run_id), asked(up, pages, run_id)
    press(first, "Reject", "Trả lại phải ghi lý do")
    assert approval(up, run_id) == "awaiting_input"
    first.locator(REASON).fill("Xem lại số liệu")
    first.get_by_role("button", name="Reject").click()
    wait_for(lambda: approval(up, run_id) != "awaiting_input", "answer")
    press(second, "Approve", "Yêu cầu duyệt này leader đã trả lời lúc")
    assert up.client("steward").wait("publish_report", run_id)["state"] == "success"
    assert up.query("select decision, reason from core.approval") == [
        ("refused", "Xem lại số liệu")
    ]
    nothing_published(up)


def test_cleared_it_asks_anew_and_marked_as_success_it_publishes_nothing(up, pages, run_id):
    """The steward clears the run; the administrator marks the approval; the leader is late."""
    steward, page = up.client("steward"), pages("steward")
    page.goto(f"http://127.0.0.1:{up.port}/dags/publish_report/runs/{run_id}")
    page.get_by_role("button", name="to clear").click()
    page.get_by_role("button", name="Confirm").click()
    wait_for(lambda: steward.run("publish_report", run_id)["state"] != "success", "clearing")
    steward.request(run_id)
    late = asked(up, pages, run_id)
    page = pages("admin")
    page.goto(task_page(up, run_id))
    mark_success(page)
    run = steward.wait("publish_report", run_id)
    assert run["state"] == "failed"
    assert "kho dữ liệu không có phê duyệt nào cho bản trình này" in run["note"]
    press(late, "Approve", "Yêu cầu duyệt này không còn chờ trả lời")
    nothing_published(up)
    assert up.query("select state from core.year_state where reporting_year = %s", YEAR) in (
        [], [("open",)],
    )  # fmt: skip


def test_the_leader_reads_approves_and_the_report_is_published(up, pages):
    """The honest way beside it."""
    steward = up.client("steward")
    run_id = steward.trigger("publish_report", year=YEAR)
    steward.request(run_id)
    page = asked(up, pages, run_id)
    expect(page.get_by_text(f"Duyệt báo cáo năm {YEAR}, phiên bản 1").first).to_be_visible()
    expect(page.get_by_text("Số liệu đã có").first).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    assert steward.wait("publish_report", run_id)["state"] == "success"
    rows = up.query("select version, approved_by from core.report")
    assert rows == [(1, "leader")]
