"""A steward's day and a leader's decision at the desk, on a real Airflow, in Debian's Chromium."""

import io
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from steps.campaign.sample import make_sample
from steps.settings import Settings
from tests.airflow_up import Up
from tests.chromium import a_browser, needs_chromium, sign_in
from tests.pipeline import year_report

YEAR, UNIT, NAME = 2024, "CCMT", "Chi cục Bảo vệ môi trường"
pytestmark = [
    pytest.mark.airflow,
    needs_chromium,
    pytest.mark.timeout(1500),
]
expect.set_options(timeout=60_000)
WAIT = 300_000  # milliseconds for a run to end on a busy machine


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        make_sample(Settings.from_env({"DATA_DIR": folder}), YEAR, Path(folder, "inbox"))
        up = Up(Path(folder)).start()
        try:
            up.client("admin").unpause("publish_report", "extend_deadline")
            yield up
        finally:
            up.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser() as browser:
        yield browser


def open_desk(browser: Browser, up: Up, account: str) -> tuple[Page, list[str]]:
    """A browser that asked for the desk, was led to the sign-in and back; the hosts it asked."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 1300, "height": 900})
    page, hosts = context.new_page(), list[str]()
    context.on(
        "request", lambda request: hosts.append(urlsplit(request.url).hostname or "127.0.0.1")
    )
    page.set_default_timeout(60_000)
    page.goto(f"http://127.0.0.1:{up.port}/desk/?year={YEAR}")
    sign_in(page, account, up.passwords()[account])
    page.wait_for_url(re.compile(rf"/desk/\?year={YEAR}"))
    return page, hosts


def test_a_stewards_day(up, browser):
    page, hosts = open_desk(browser, up, "steward")
    expect(page.get_by_role("heading", name=f"Năm {YEAR}")).to_be_visible()

    page.get_by_role("button", name="Thu và kiểm tra ngay").click()
    expect(page.get_by_text("Đã xong.")).to_be_visible(timeout=WAIT)

    page.get_by_role("link", name="Năm", exact=True).click()
    page.get_by_role("link", name=re.compile("đơn vị bị trả lại")).first.click()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_text("sửa 12 lỗi")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải phản hồi bản 1").click()
    feedback = io.BytesIO(download.value.path().read_bytes())
    assert "Phản hồi" in openpyxl.load_workbook(feedback).sheetnames

    page.get_by_role("link", name="Đưa bản sửa lên").click()
    corrected = up.data_dir / "bản sửa của Nguyễn Văn A.xlsx"
    corrected.write_bytes(year_report(YEAR, UNIT, NAME, 34, 20).xlsx())
    page.get_by_label(re.compile("^Tệp")).set_input_files(corrected)
    page.get_by_label(re.compile("^Ngày đơn vị gửi đến")).fill("2024-11-20")
    page.get_by_role("button", name="Đưa lên và kiểm tra").click()
    expect(page.get_by_text("Đã kiểm tra xong.")).to_be_visible(timeout=WAIT)
    row = page.get_by_role("row").filter(has_text=NAME)
    expect(row.locator(".chip")).to_have_text(re.compile("^Nhận"))
    expect(row).to_contain_text("23:59 20/11/2024")

    row.get_by_role("link", name=NAME).click()
    expect(page.locator(".next .chip")).to_have_text(re.compile("^Nhận"))
    assert set(hosts) == {"127.0.0.1"}

    rows = up.query("select source, arrival, received_at::date::text from core.receipt "
                    "where source like 'uploads/%%' order by 1")  # fmt: skip
    assert [(source.rpartition("/")[2][64:], arrival) for source, arrival, _ in rows] == [
        (".xlsx", "register")
    ]
    taken = up.query("select actor, action, unit_code from core.access_log order by access_id")
    assert taken == [("steward", "feedback", UNIT), ("steward", "upload", None)]


def test_a_leaders_decision(up, browser):
    steward, _ = open_desk(browser, up, "steward")
    steward.get_by_role("link", name="Trình duyệt", exact=True).click()
    steward.get_by_role("button", name=f"Lập bản trình năm {YEAR}").click()
    expect(steward.get_by_text("đang chờ lãnh đạo trả lời")).to_be_visible(timeout=WAIT)

    page, hosts = open_desk(browser, up, "leader")
    page.get_by_role("link", name=re.compile("đang chờ lãnh đạo duyệt")).click()
    expect(page.get_by_text(f"Duyệt báo cáo năm {YEAR}, phiên bản 1")).to_be_visible()
    document = page.frame_locator("iframe.preview")
    expect(document.get_by_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")).to_be_visible()
    page.get_by_role("button", name="Trả lại").press("Enter")
    expect(page.get_by_text("Trả lại phải ghi lý do")).to_be_visible()
    page.go_back()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Word").press("Enter")
    assert download.value.path().read_bytes().startswith(b"PK")
    page.get_by_label(re.compile("^Ý kiến")).fill("Đồng ý")
    page.get_by_role("button", name="Duyệt", exact=True).press("Enter")
    expect(page.get_by_text("Đã xong.")).to_be_visible(timeout=WAIT)

    facts = "select decision, decided_by, reason from core.approval"
    assert up.query(facts) == [("approved", "leader", "Đồng ý")]
    assert up.query("select version, approved_by from core.report") == [(1, "leader")]
    page.get_by_role("link", name="Báo cáo", exact=True).first.click()
    expect(page.get_by_text("Phiên bản 1 đã công bố")).to_be_visible()
    assert set(hosts) == {"127.0.0.1"}


def test_the_desk_stands_in_airflows_own_pages(up, browser):
    page, hosts = open_desk(browser, up, "viewer")
    for path in ("plugin/ban-lam-viec", "dags/collect_submissions/plugin/ban-lam-viec-dag"):
        page.goto(f"http://127.0.0.1:{up.port}/{path}")
        desk = page.frame_locator("iframe")
        expect(desk.get_by_role("heading", name="Việc cần làm")).to_be_visible()
    expect(page.get_by_text("Bàn làm việc").first).to_be_visible()
    assert set(hosts) == {"127.0.0.1"}
