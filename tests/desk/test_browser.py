"""A steward's day and a leader's decision at the desk, on a real Airflow, in Debian's Chromium.

One year, read from top to bottom: each test goes on where the one before it ended.
"""

import datetime as dt
import io
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from steps.campaign.reminding import remind
from steps.campaign.sample import make_sample
from steps.settings import Settings
from tests.airflow_up import Up
from tests.chromium import a_browser, needs_chromium, sign_in
from tests.desk.pictures import take
from tests.pipeline import year_report

YEAR, UNIT, NAME = 2024, "CCMT", "Chi cục Bảo vệ môi trường"
pytestmark = [
    pytest.mark.airflow,
    needs_chromium,
    pytest.mark.timeout(3000),
]
expect.set_options(timeout=60_000)
EDITED = "Lãnh đạo Sở đã quán triệt Đề án tới mọi đơn vị."
LOOKED_AT = ("", "units", f"units/{UNIT}", "unidentified", "approval", "texts", "reports", "rules",
             "health", "campaign")  # fmt: skip
DONE_BY_POST = ("upload", "collect", "publish", "rehearse", "approval", "texts", "reports/issue",
                "act/unlock_year", "act/assign_file", "act/extend_deadline", f"units/{UNIT}/rule",
                "campaign/open_campaign", "campaign/remind_units")  # fmt: skip
WAIT = 600_000  # milliseconds for a run to end on a busy machine


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        make_sample(Settings.from_env({"DATA_DIR": folder}), YEAR, Path(folder, "inbox"))
        up = Up(Path(folder)).start()
        try:
            up.client("admin").unpause("publish_report")
            yield up
        finally:
            up.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with a_browser("vi") as browser:
        yield browser


def settings(up: Up) -> Settings:
    return Settings.from_env({"DATA_DIR": str(up.data_dir), "WAREHOUSE_URL": up.warehouse})


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


def go(page: Page, link: str) -> None:
    """To one of the pages that stand in a row at the top."""
    page.get_by_label("Các trang").get_by_role("link", name=link, exact=True).click()


def ended(page: Page, said: str = "Đã xong.") -> None:
    """The page tells by itself that its run has ended."""
    expect(page.get_by_text(said)).to_be_visible(timeout=WAIT)


def test_a_steward_sees_the_year_and_fetches_the_feedback_of_a_rejected_unit(up, browser):
    page, hosts = open_desk(browser, up, "steward")
    expect(page.get_by_role("heading", name=f"Năm {YEAR}")).to_be_visible()
    page.get_by_role("button", name="Thu và kiểm tra ngay").click()
    ended(page)
    remind(settings(up), YEAR, dt.date(YEAR, 11, 13))

    go(page, "Năm")
    take(page, "nam")
    page.get_by_role("link", name=re.compile("đơn vị bị trả lại")).first.click()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_text("sửa 12 lỗi")).to_be_visible()
    take(page, "don-vi")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải phản hồi bản 1").click()
    feedback = io.BytesIO(download.value.path().read_bytes())
    assert "Phản hồi" in openpyxl.load_workbook(feedback).sheetnames
    for link, name in (("Đơn vị", "cac-don-vi"), ("Nhắc đơn vị", "nhac"), ("Quy tắc", "quy-tac"),
                       ("Hệ thống", "he-thong")):  # fmt: skip
        go(page, link)
        take(page, name)
    assert set(hosts) == {"127.0.0.1"}


def test_a_corrected_workbook_is_uploaded_with_its_day_and_accepted(up, browser):
    """And beside it one of nobody's, which is told to be so."""
    page, hosts = open_desk(browser, up, "steward")
    go(page, "Đơn vị")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Đưa bản sửa lên").click()
    corrected = up.data_dir / "bản sửa của Nguyễn Văn A.xlsx"
    corrected.write_bytes(year_report(YEAR, UNIT, NAME, 34, 20).xlsx())
    nobodys = up.data_dir / "bao cao.xlsx"
    nobodys.write_bytes(year_report(YEAR, "PKH", "Phòng Kế hoạch", 21, 12).xlsx())
    page.get_by_label(re.compile("^Tệp")).set_input_files([corrected, nobodys])
    page.get_by_label(re.compile("^Ngày đơn vị gửi đến")).fill(f"{YEAR}-11-20")
    page.get_by_role("button", name="Đưa lên và kiểm tra").click()
    ended(page, "Đã kiểm tra xong.")
    row = page.get_by_role("row").filter(has_text=NAME)
    expect(row.locator(".chip")).to_have_text(re.compile("^Nhận"))
    expect(row).to_contain_text(f"23:59 20/11/{YEAR}")
    expect(page.get_by_role("row").filter(has_text="Xem tệp")).to_have_count(1)
    take(page, "dua-len")

    row.get_by_role("link", name=NAME).click()
    expect(page.locator(".next .chip")).to_have_text(re.compile("^Nhận"))
    page.get_by_role("button", name="So sánh").click()
    expect(page.get_by_role("heading", name="Bản 1 và bản 2 khác nhau")).to_be_visible()
    assert set(hosts) == {"127.0.0.1"}

    rows = up.query("select source, arrival from core.receipt where source like 'uploads/%%'")
    assert {(source.rpartition("/")[2][64:], arrival) for source, arrival in rows} == {
        (".xlsx", "register")
    }
    taken = up.query("select actor, action, unit_code from core.access_log order by access_id")
    assert taken == [("steward", "feedback", UNIT), *[("steward", "upload", None)] * 2]


def test_a_file_of_nobodys_is_assigned_to_its_unit(up, browser):
    page, _ = open_desk(browser, up, "steward")
    page.get_by_role("link", name=re.compile("01 tệp chưa rõ đơn vị")).click()
    page.get_by_role("link", name="Xem, quyết định").click()
    take(page, "chua-ro")
    form = page.locator("form").filter(has_text="Tệp của đơn vị, năm")
    form.get_by_label("Đơn vị").select_option("KHTC")
    form.get_by_label(re.compile("^Lý do")).fill("Đơn vị xác nhận qua điện thoại")
    form.get_by_role("button", name="Ghi của đơn vị này").click()
    ended(page)
    go(page, "Chưa rõ đơn vị")
    expect(page.get_by_text("Mọi tệp đều rõ đơn vị và năm")).to_be_visible()
    counted = "select unit_code from core.counting where reporting_year = %s and unit_code = 'KHTC'"
    assert up.query(counted, YEAR) == [("KHTC",)]


def test_an_answer_is_accepted(up, browser):
    page, _ = open_desk(browser, up, "steward")
    page.get_by_role("link", name=re.compile("02 giải trình mới")).click()
    page.get_by_role("link", name="Trung tâm Phát triển quỹ đất").click()
    page.get_by_role("link", name="xem 2 giải trình").click()
    form = page.locator("form").filter(has_text="nghỉ thai sản")
    form.get_by_label(re.compile("^Lý do")).fill("Có quyết định công nhận kèm theo")
    take(page, "giai-trinh", "#findings")
    form.get_by_role("button", name="Chấp nhận").click()
    expect(page.get_by_text("Đã chấp nhận").first).to_be_visible()
    ruled = "select distinct actor, action from core.ruling"
    assert up.query(ruled) == [("steward", "accepted")]


def test_a_paragraph_is_edited_and_stands_in_the_preview(up, browser):
    page, hosts = open_desk(browser, up, "steward")
    go(page, "Thuyết minh")
    card = page.locator(".text-card").filter(has_text="Sở Tài nguyên và Môi trường tổ chức").first
    card.get_by_text("Sửa lời này").click()
    text = card.get_by_label("Lời trong báo cáo")
    text.fill(f"{EDITED} {text.input_value()}")
    take(page, "thuyet-minh", ".text-card:has(details[open])")
    card.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã ghi.")).to_be_visible()
    preview = page.frame_locator("iframe.preview")
    expect(preview.get_by_text(EDITED)).to_be_visible()
    assert set(hosts) == {"127.0.0.1"}


def send_to_approval(browser: Browser, up: Up) -> None:
    page, _ = open_desk(browser, up, "steward")
    go(page, "Trình duyệt")
    page.get_by_role("button", name=f"Lập bản trình năm {YEAR}").click()
    expect(page.get_by_text("đang chờ lãnh đạo trả lời")).to_be_visible(timeout=WAIT)


def test_a_leader_refuses_never_without_a_reason(up, browser):
    send_to_approval(browser, up)
    page, hosts = open_desk(browser, up, "leader")
    page.get_by_role("link", name=re.compile("đang chờ lãnh đạo duyệt")).click()
    expect(page.get_by_text(f"Duyệt báo cáo năm {YEAR}, phiên bản 1")).to_be_visible()
    document = page.frame_locator("iframe.preview")
    expect(document.get_by_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")).to_be_visible()
    expect(document.get_by_text(EDITED)).to_be_visible()
    take(page, "duyet")
    page.get_by_role("button", name="Trả lại").press("Enter")
    expect(page.get_by_text("Trả lại phải ghi lý do")).to_be_visible()
    page.go_back()
    assert up.query("select 1 from core.approval") == []
    page.get_by_label(re.compile("^Ý kiến")).fill("Viết lại phần đánh giá")
    page.get_by_role("button", name="Trả lại").press("Enter")
    ended(page)
    facts = "select decision, decided_by, reason from core.approval"
    assert up.query(facts) == [("refused", "leader", "Viết lại phần đánh giá")]
    assert up.query("select 1 from core.report") == []
    assert set(hosts) == {"127.0.0.1"}


def test_a_leader_approves_and_the_very_document_is_published(up, browser):
    send_to_approval(browser, up)
    page, hosts = open_desk(browser, up, "leader")
    go(page, "Trình duyệt")
    expect(page.get_by_text("Viết lại phần đánh giá")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Word").press("Enter")
    seen = download.value.path().read_bytes()
    page.get_by_label(re.compile("^Ý kiến")).fill("Đồng ý")
    take(page, "tra-loi", "#answer")
    page.get_by_role("button", name="Duyệt", exact=True).press("Enter")
    ended(page)
    facts = "select decided_by, reason from core.approval where decision = 'approved'"
    assert up.query(facts) == [("leader", "Đồng ý")]
    assert up.query("select version, approved_by from core.report") == [(1, "leader")]
    assert (up.data_dir / f"reports/{YEAR}/v1/bao-cao.docx").read_bytes() == seen
    go(page, "Báo cáo")
    expect(page.get_by_text("Phiên bản 1 đã công bố")).to_be_visible()
    assert set(hosts) == {"127.0.0.1"}


def test_the_issue_is_recorded_with_the_signed_file(up, browser):
    page, _ = open_desk(browser, up, "steward")
    page.get_by_role("link", name=re.compile("chưa ghi số và ngày phát hành")).click()
    signed = up.data_dir / "da ky.pdf"
    signed.write_bytes(b"%PDF-1.7 signed")
    form = page.locator("form").filter(has_text="Tệp đã ký")
    form.get_by_label("Số", exact=True).fill("512/BC-STNMT")
    form.get_by_label("Ngày", exact=True).fill(f"{YEAR}-12-04")
    form.get_by_label(re.compile("^Tệp đã ký")).set_input_files(signed)
    take(page, "bao-cao")
    form.get_by_role("button", name="Ghi", exact=True).click()
    ended(page)
    go(page, "Báo cáo")
    lead = f"Phiên bản 1 đã phát hành: số 512/BC-STNMT ngày 04/12/{YEAR}."
    expect(page.get_by_text(lead)).to_be_visible()


def test_a_viewer_sees_the_year_and_is_shown_and_allowed_nothing_else(up, browser):
    page, _ = open_desk(browser, up, "viewer")
    for path in LOOKED_AT:
        page.goto(f"http://127.0.0.1:{up.port}/desk/{path}?year={YEAR}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.locator("form[method=post]").count() == 0, path
        assert page.locator("a[href*='/files/']").count() == 0, path
        assert page.get_by_role("link", name="Đưa tệp lên").count() == 0, path
    before = up.query("select count(*) from core.access_log")
    [(key,)] = up.query("select max(submission_id) from core.submission")
    home = f"http://127.0.0.1:{up.port}"
    ask = page.context.request  # with the viewer's sign-in: the pages themselves may fetch nothing
    for method, path in [("GET", f"files/{key}/original"), ("GET", f"files/{key}/feedback"),
                         ("GET", f"unidentified/{key}"), ("GET", "upload"),
                         *(("POST", path) for path in DONE_BY_POST)]:  # fmt: skip
        place = f"{home}/desk/{path}?year={YEAR}"
        answer = ask.fetch(place, method=method, headers={"origin": home})
        assert answer.status == 403, path
    assert up.query("select count(*) from core.access_log") == before


def test_the_desk_stands_in_airflows_own_pages(up, browser):
    page, hosts = open_desk(browser, up, "viewer")
    for path in ("plugin/ban-lam-viec", "dags/collect_submissions/plugin/ban-lam-viec-dag"):
        page.goto(f"http://127.0.0.1:{up.port}/{path}")
        desk = page.frame_locator("iframe")
        expect(desk.get_by_role("heading", name="Việc cần làm")).to_be_visible()
    expect(page.get_by_text("Bàn làm việc").first).to_be_visible()
    assert set(hosts) == {"127.0.0.1"}
