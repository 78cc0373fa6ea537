"""The leader answers in Airflow's own user interface, in a real browser: Debian's Chromium."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from steps.campaign.sample import make_sample
from steps.settings import Settings
from tests.airflow_up import Client, Up

YEAR = 2022
CHROMIUM = shutil.which("chromium")
OPTIONS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
pytestmark = [
    pytest.mark.airflow,
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed"),
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
def page(up) -> Iterator[Page]:
    """A page on which the leader has signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(60_000)
        page.goto(f"http://127.0.0.1:{up.port}/")
        page.get_by_label("Username").fill("leader")
        page.get_by_label("Password").fill(up.passwords()["leader"])
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"http://127.0.0.1:{up.port}/")
        yield page
        browser.close()


def wait_for_request(steward: Client) -> str:
    run_id = steward.trigger("publish_report", year=YEAR)
    steward.request(run_id)
    return run_id


def test_the_leader_reads_approves_and_the_report_is_published(up, page):
    steward = up.client("steward")
    run_id = wait_for_request(steward)
    page.goto(
        f"http://127.0.0.1:{up.port}/dags/publish_report/runs/{run_id}/tasks/approve/required_actions"
    )
    expect(page.get_by_text(f"Duyệt báo cáo năm {YEAR}, phiên bản 1").first).to_be_visible(
        timeout=60_000
    )
    expect(page.get_by_text("Số liệu đã có").first).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    assert steward.wait("publish_report", run_id)["state"] == "success"
    rows = up.query("select version, approved_by from core.report")
    assert rows == [(1, "leader")]
