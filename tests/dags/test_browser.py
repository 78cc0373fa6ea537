"""The leader answers in Airflow's own user interface, in a real browser: Debian's Chromium."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from steps.campaign.sample import make_sample
from steps.settings import Settings
from tests.airflow_up import Up
from tests.chromium import a_browser, needs_chromium, sign_in

YEAR = 2022
pytestmark = [
    pytest.mark.airflow,
    needs_chromium,
    pytest.mark.timeout(600),
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


@pytest.fixture
def pages(up) -> Iterator[Callable[[str], Page]]:
    """A page on which an account has signed in."""
    with a_browser() as browser:

        def page_of(account: str) -> Page:
            page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
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
    press(page, "Approve", "hitlDetails")
    page.goto(task_page(up, run_id))
    page.get_by_role("button", name="Mark Task Instance as").click()
    page.get_by_role("menuitem", name="success").click()
    press(page, "Confirm", "taskInstances")
    assert approval(up, run_id) == "awaiting_input"
    assert up.query("select 1 from core.approval") == []


def press(page: Page, button: str, part: str) -> None:
    """Press a button whose request, to an address with that part, is refused."""

    def is_asked(response: Response) -> bool:
        return response.request.method != "GET" and part in response.url

    with page.expect_response(is_asked) as asked:
        page.get_by_role("button", name=button).click()
    assert asked.value.status == 403


def test_the_leader_reads_approves_and_the_report_is_published(up, pages, run_id):
    steward, page = up.client("steward"), pages("leader")
    page.goto(task_page(up, run_id, "/required_actions"))
    expect(page.get_by_text(f"Duyệt báo cáo năm {YEAR}, phiên bản 1").first).to_be_visible()
    expect(page.get_by_text("Số liệu đã có").first).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    assert steward.wait("publish_report", run_id)["state"] == "success"
    rows = up.query("select version, approved_by from core.report")
    assert rows == [(1, "leader")]
