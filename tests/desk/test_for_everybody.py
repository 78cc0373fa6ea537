"""Every page for everybody: axe finds nothing, light, dark and narrow; the keyboard does it all."""

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ElementHandle, Page, expect

from steps.campaign.reminding import remind
from steps.intake.feedback import write_feedback
from tests.chromium import a_browser, needs_chromium
from tests.desk.conftest import YEAR
from tests.desk.serving import serving
from tests.desk.test_acts import waiting  # noqa: F401
from tests.desk.test_pages import ALL
from tests.desk.test_rulings import book
from tests.desk.test_upload import corrected

pytestmark = needs_chromium
WIDE, NARROW = {"width": 1300, "height": 900}, {"width": 390, "height": 844}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def browser():
    with a_browser() as browser:
        yield browser


@pytest.fixture
def filled(office, airflow):
    """A year with something of everything: versions, queries, reminders, a file of nobody's."""
    office.send(book("học ngoài giờ"), "a2.xlsx")
    office.run(YEAR)
    write_feedback(office.settings, YEAR)
    remind(office.settings, YEAR, dt.date(2024, 10, 21))
    airflow.returned = [{"title": "CDHT", "name": "A", "before": "1", "after": "2", "cause": "A"}]
    [(key,)] = office.rows("select submission_id from core.submission where unit_code is null")
    more = ("units/A?old=1&new=2", f"unidentified/{key}", "units/nothing", "units?pile=answered",
            "runs/rehearse_report?run_id=1")  # fmt: skip
    return [*ALL, *more]


def opened(browser: Browser, account: str, **look) -> Page:
    headers = {"x-account": account}
    return browser.new_context(locale="vi-VN", extra_http_headers=headers, **look).new_page()


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("account", ["steward", "leader"])
def test_axe_finds_nothing_on_any_page(sign_in, airflow, filled, browser, account):
    sign_in()
    airflow.state, found = "success", []
    with serving(airflow.app) as address:
        for scheme, size in (("light", WIDE), ("dark", WIDE), ("light", NARROW)):
            page = opened(browser, account, color_scheme=scheme, viewport=size)
            for path in filled:
                year = f"{'&' if '?' in path else '?'}year={YEAR}"
                page.goto(f"{address}/desk/{path}{year}")
                said = Axe().run(page, options=RULES).response["violations"]
                found += [
                    f"{path} {scheme} {size['width']}: {one['id']} {one['nodes'][0]['html'][:90]}"
                    for one in said
                ]
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > size["width"]:
                    found.append(f"{path} {size['width']}: scrolls sideways to {wide}")
            page.context.close()
    assert not found, "\n".join(found)


def test_the_keyboard_alone_decides_about_an_answer(sign_in, airflow, filled, browser, office):
    """From the year to the unit, to the answer, to its acceptance; each focus is seen."""
    sign_in()
    with serving(airflow.app) as address:
        page = opened(browser, "steward", viewport=WIDE)
        page.goto(f"{address}/desk/?year={YEAR}")
        press_on(page, "link", "có 01 giải trình mới")
        press_on(page, "link", "^Phòng Đất đai$")
        to(page, "textbox", "^Lý do")
        expect(page.get_by_label("Chọn J4")).to_be_checked()
        page.keyboard.type("đã có giấy xác nhận")
        press_on(page, "button", "Chấp nhận")
        expect(page.get_by_text("Đã chấp nhận")).to_be_visible()
    assert office.rows("select cell, action, reason from core.ruling") == [
        ("J4", "accepted", "đã có giấy xác nhận")
    ]


def test_the_keyboard_alone_uploads_edits_and_assigns(
    sign_in, airflow, filled, browser, office, tmp_path
):
    """The rest of a steward's day; the last key of each is Enter on its button."""
    sign_in()
    book = tmp_path / "b.xlsx"
    book.write_bytes(corrected())
    with serving(airflow.app) as address:
        page = opened(browser, "steward", viewport=WIDE)
        page.goto(f"{address}/desk/?year={YEAR}")
        press_on(page, "link", "^Đưa tệp lên$")
        to(page, "button", "^Tệp")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(book)
        to(page, "textbox", "^Ngày đơn vị gửi đến")
        page.keyboard.type(f"1118{YEAR}")  # as this browser's own language has it
        press_on(page, "button", "Đưa lên và kiểm tra")
        expect(page.get_by_text("Đã nhận 1 tệp")).to_be_visible()

        press_on(page, "link", "^Thuyết minh$")
        to(page, "textbox", "^Lời trong báo cáo", opening="Sửa lời này")
        page.keyboard.press("Control+A")
        page.keyboard.type("Lời do Văn phòng viết.")
        press_on(page, "button", "^Lưu$")
        expect(page.get_by_text("Đã ghi.")).to_be_visible()

        press_on(page, "link", "^Chưa rõ đơn vị$")
        press_on(page, "link", "^Xem, quyết định$")
        to(page, "combobox", "^Đơn vị$")
        for _ in "AB":
            page.keyboard.press("ArrowDown")
        to(page, "textbox", "^Lý do")
        page.keyboard.type("gọi điện hỏi rồi")
        press_on(page, "button", "^Ghi của đơn vị này$")
        page.wait_for_url(re.compile("runs/assign_file"))
    assert office.rows("select text from core.edited_text") == [("Lời do Văn phòng viết.",)]
    assert [dag for dag, _ in airflow.started()] == ["collect_submissions", "assign_file"]
    assert airflow.started()[-1][1]["unit_code"] == "B"
    lines = [*office.settings.data_dir.rglob("uploads/**/so-den.csv")]
    assert len(lines) == 1


@pytest.mark.usefixtures("waiting")
def test_the_keyboard_alone_answers_as_a_leader(sign_in, airflow, browser):
    sign_in()
    with serving(airflow.app) as address:
        page = opened(browser, "leader", viewport=WIDE)
        page.goto(f"{address}/desk/approval?year={YEAR}")
        to(page, "textbox", "^Ý kiến")
        page.keyboard.type("Viết lại phần đánh giá")
        press_on(page, "button", "^Trả lại$")
        page.wait_for_url(re.compile("runs/publish_report"))
    [(method, _, said)] = [one for one in airflow.asked if "hitlDetails" in one[1]]
    assert (method, said["chosen_options"]) == ("PATCH", ["Reject"])
    assert said["params_input"]["reason"] == "Viết lại phần đánh giá"


def to(page: Page, role: str, name: str, opening: str = "") -> None:
    """Tab on to the first element of that role and name; its focus is drawn.

    ``opening``: the words of a fold that is opened first, likewise.
    """
    if opening:
        fold = page.get_by_text(opening, exact=True).first.element_handle()
        _tab_to(page, fold, opening)
        page.keyboard.press("Enter")
    _tab_to(page, page.get_by_role(role, name=re.compile(name)).first.element_handle(), name)


def _tab_to(page: Page, target: ElementHandle, name: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement === target", target):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            return
    pytest.fail(f"no {name} by keyboard")


def press_on(page: Page, role: str, name: str) -> None:
    to(page, role, name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
