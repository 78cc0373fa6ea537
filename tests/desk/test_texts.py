"""Texts edited at the desk: kept with who and when, refused with both figures, by stewards only."""

import re

import psycopg
import pytest

from steps.publication.texts import load_texts
from tests.desk.conftest import YEAR
from tests.desk.test_pages import shown
from tests.pipeline import year_report

SUMMARY, TASK = "tom_tat", "Mở lớp kỹ năng số"
NEW = "Mở lớp kỹ năng số cho mọi người."


@pytest.fixture
def office(office):
    """Its unit A proposes things to the department, and one to the province."""
    book = year_report(YEAR, "A", "Phòng Đất đai", 10, 4)
    book.put("Thuyết minh", "A4", "Phương hướng năm sau")
    book.put("Thuyết minh", "B4", "Mở lớp kỹ năng số; Bổ sung tài liệu học tập")
    office.send(book, "a2.xlsx")
    office.run(YEAR)
    return office


@pytest.fixture
def post(sign_in):
    def send(key: str, action: str = "edited", account: str = "steward", **form):
        data = {"key": key, "action": action} | form
        return sign_in(account).post(f"/desk/texts?year={YEAR}", data=data)

    return send


@pytest.fixture
def page(sign_in):
    return lambda account="steward": sign_in(account).get(f"/desk/texts?year={YEAR}").text


def key_of(office, start: str) -> str:
    """The key of the text whose draft begins so."""
    texts = load_texts(office.settings, YEAR).texts
    return next(text.key for text in texts if text.drafted.text.startswith(start))


def kept(office) -> list[tuple]:
    return office.rows(
        "select text_key, action, text, actor, reason from core.edited_text order by edit_id"
    )


def test_a_text_is_edited_left_out_and_restored(post, page, office, sign_in):
    key = key_of(office, TASK)
    done = post(key, text=NEW, reason="gọn hơn")
    assert done.status_code == 303
    assert done.headers["location"] == f"/desk/texts?year={YEAR}&saved={key}#{key}"
    assert "Đã sửa" in shown(page())
    preview = sign_in("viewer").get(f"/desk/texts/preview?year={YEAR}")
    assert NEW in preview.text
    assert "sandbox" in preview.headers["content-security-policy"]
    assert post(key, "left_out").status_code == 303
    assert "Đã bỏ khỏi báo cáo" in shown(page())
    assert post(key, "restored").status_code == 303
    assert "Đã bỏ khỏi báo cáo" not in shown(page())
    assert kept(office) == [
        (key, "edited", NEW, "steward", "gọn hơn"),
        (key, "left_out", None, "steward", ""),
        (key, "restored", None, "steward", ""),
    ]


def test_two_are_made_one(post, office):
    one, other = key_of(office, TASK), key_of(office, "Bổ sung tài liệu")
    assert post(one, text="Mở lớp, bổ sung tài liệu.", merged=[other]).status_code == 303
    assert kept(office)[1] == (other, "left_out", None, "steward", f"gộp vào {one}")


def test_a_figure_that_was_not_counted_is_refused_and_what_was_typed_stays(post, office):
    draft = next(t for t in load_texts(office.settings, YEAR).texts if t.key == SUMMARY).text
    wrong = draft.replace("10 người", "11 người")
    assert wrong != draft
    answer = post(SUMMARY, text=wrong)
    assert answer.status_code == 422
    assert re.search("11” khác số đã đếm “[^”]*10”", shown(answer.text))
    assert wrong in answer.text  # in the form, to be mended
    assert kept(office) == []


@pytest.mark.parametrize("account", ["viewer", "leader", "admin"])
def test_only_stewards_edit(post, page, office, account):
    assert "Sửa lời này" in page()
    assert "Sửa lời này" not in page(account)
    assert post(SUMMARY, text="Gì đó.", account=account).status_code == 403
    assert kept(office) == []


def test_a_year_that_waits_or_is_locked_is_not_edited(post, page, office):
    with psycopg.connect(office.url) as connection:
        connection.execute(
            "insert into core.year_event (reporting_year, actor, action, state, reason, run_id) "
            "values (%s, 'x', 'frozen', 'frozen', 'trình', 'r')", [YEAR],
        )  # fmt: skip
    assert "muốn sửa lời, hãy mở khóa năm" in shown(page())
    assert "Sửa lời này" not in page()
    assert post(SUMMARY, text="Gì đó.").status_code == 422
    assert kept(office) == []


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"action": "nod"}, "Hãy chọn"),
        ({"text": " "}, "lời không có chữ nào"),
        ({"text": "# ghi chú"}, "không phải lời văn"),
        ({"text": "x" * 5000}, "dài quá"),
        ({"key": "khong_co", "text": "Gì đó."}, "không có lời nào có khóa này"),
        ({"text": "Gì đó.", "sign": "000000"}, "đã khác từ khi lấy ra"),
        ({"text": "Gì đó.", "merged": ["khong_co"]}, "không có lời nào có khóa này"),
    ],
)
def test_what_cannot_be_is_one_line(post, office, form, told):
    answer = post(**({"key": SUMMARY} | form))
    assert answer.status_code == 422
    assert told in shown(answer.text)
    assert kept(office) == []


def test_a_stale_text_comes_first_and_is_kept_as_it_was_looked_at(post, page, office, sign_in):
    assert post(SUMMARY, text="Sở đã tổng hợp số liệu của các đơn vị.").status_code == 303
    office.send(year_report(YEAR, "C", "Chi cục Kiểm lâm", 10, 9), "c.xlsx")
    office.run(YEAR)
    told = shown(page())
    assert "1 lời đã sửa cần xem lại" in told
    assert told.index("Cần xem lại") < told.index("Trang đầu")
    assert re.search(r"“[^”]*01/03[^”]*” nay là “[^”]*02/03[^”]*”", told)
    assert "01 lời đã sửa cần xem lại" in shown(sign_in("steward").get(f"/desk/?year={YEAR}").text)
    assert post(SUMMARY, text="Sở đã tổng hợp số liệu của các đơn vị.").status_code == 303
    assert "cần xem lại" not in shown(page())


def test_whatever_is_written_does_nothing_on_the_page(post, page, office):
    assert post(SUMMARY, text="<script>alert(x)</script> a", reason="<script>").status_code == 303
    assert "<script" not in page().lower()
