"""What is next, in a sentence each; where a unit stands; finding names without accents."""

import datetime as dt
from typing import Any

import pytest

from transforms.catalogue import Calendar
from transforms.desk.search import is_found
from transforms.desk.todo import Situation, todos
from transforms.desk.units import FILTERS, count_piles, next_step, pile_of, time_left
from transforms.desk.uploads import kind_of, shown_name

CALENDAR = Calendar(
    year=2026,
    campaign_start=dt.date(2026, 10, 1),
    campaign_end=dt.date(2026, 12, 31),
    period_start=dt.date(2025, 11, 16),
    period_end=dt.date(2026, 11, 15),
    unit_deadline=dt.date(2026, 11, 20),
    publication=dt.date(2026, 12, 1),
    report_due=dt.date(2026, 12, 4),
)
DAY = dt.date(2026, 11, 18)


def row(latest: str | None, **more: Any) -> dict[str, Any]:
    """A unit's row by its latest file."""
    blank = {"open_count": 0, "critical_count": 0, "is_on_time": latest and True,
             "answered_count": 0,
             "taken_at": None, "deadline": None}  # fmt: skip
    return blank | {"latest_status": latest} | more


TAKEN = {"taken_at": dt.datetime(2026, 11, 18, tzinfo=dt.UTC)}
# The latest file, what is known of it: its pile, and what is next.
UNITS = [
    (row(None), "missing", "Nhắc gửi (còn 2 ngày đến 20/11/2026)"),
    (row(None, deadline=dt.date(2026, 11, 25)), "missing", "Nhắc gửi (còn 7 ngày đến 25/11/2026)"),
    (row("rejected", critical_count=3), "rejected", "Gửi phản hồi để sửa 3 lỗi"),
    (row("rejected", critical_count=3, **TAKEN), "rejected", "Chờ gửi lại (3 lỗi)"),
    (row("partially_accepted", critical_count=2), "partial", "Gửi phản hồi để sửa 2 ô"),
    (row("partially_accepted", critical_count=2, **TAKEN), "partial", "Chờ sửa 2 ô"),
    (row("accepted_with_warnings", open_count=1), "queries", "Gửi phản hồi, hỏi 1 cảnh báo"),
    (row("accepted_with_warnings", open_count=1, **TAKEN), "queries",
     "Chờ giải trình 1 cảnh báo"),
    (row("accepted_with_warnings"), "done", "Không phải làm gì"),
    (row("accepted_with_warnings", answered_count=2), "done", "Xem 2 giải trình"),
    (row("accepted"), "done", "Không phải làm gì"),
    (row("held"), "held", "Mở khóa năm để kiểm tra"),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "pile", "then"), UNITS)
def test_where_a_unit_stands_and_what_is_next(unit, pile, then):
    assert pile_of(unit) == pile
    assert next_step(unit, CALENDAR.unit_deadline, DAY) == then


def test_piles_are_counted_and_those_who_were_late():
    late = row("accepted", is_on_time=False)
    counts = count_piles([*(unit for unit, _, _ in UNITS), late])
    assert counts == {"missing": 2, "rejected": 2, "partial": 2, "queries": 2, "held": 1,
                      "done": 4, "late": 1, "answered": 1}  # fmt: skip


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (dt.date(2026, 11, 18), "còn 2 ngày đến 20/11/2026"),
        (dt.date(2026, 11, 20), "hết hạn hôm nay, 20/11/2026"),
        (dt.date(2026, 11, 21), "quá hạn 1 ngày, từ 20/11/2026"),
        (dt.date(2027, 11, 21), "hạn 20/11/2026"),
    ],
)
def test_a_deadline_as_it_stands(day, told):
    assert time_left(CALENDAR.unit_deadline, day) == told


PUBLISHED = {"version": 1, "issued_number": None}
# Day, state, piles, what else: what is told, each with its page.
YEARS = {
    "nothing to do": ("2026-11-18", "open", {}, {"expected": 0},
                      ["Không còn việc gì phải làm. → reports"]),
    "units to chase": ("2026-11-18", "open", {"missing": 2, "rejected": 1, "queries": 1},
                       {"open_queries": 3, "unidentified": 1, "pending": 12},
                       ["02 đơn vị chưa gửi (còn 2 ngày đến 20/11/2026). → units?pile=missing",
                        "01 đơn vị bị trả lại: gửi phản hồi để đơn vị sửa. → units?pile=rejected",
                        "01 đơn vị còn 03 cảnh báo chưa giải trình. → units?pile=queries",
                        "01 tệp chưa rõ đơn vị hoặc năm. → unidentified",
                        "12 tệp đã đến, chưa được kiểm tra: chạy thu báo cáo. → upload"]),
    "all counted": ("2026-11-25", "open", {"done": 12}, {},
                    ["Mọi đơn vị đã được tính: trình duyệt báo cáo (hạn báo cáo: còn 9 ngày đến "
                     "04/12/2026). → approval"]),
    "the day has come": ("2026-12-02", "open", {"missing": 1}, {},
                         ["01 đơn vị chưa gửi (quá hạn 12 ngày, từ 20/11/2026). → "
                          "units?pile=missing",
                          "Đã đến ngày công bố; hạn báo cáo: còn 2 ngày đến 04/12/2026. → "
                          "approval"]),
    "waiting": ("2026-12-02", "frozen", {"done": 12}, {},
                ["Bản trình đang chờ lãnh đạo duyệt; số liệu đứng yên. → approval"]),
    "published": ("2026-12-03", "locked", {"held": 1, "done": 11}, {"latest": PUBLISHED},
                  ["01 đơn vị có tệp đến khi năm đã khóa: mở khóa năm nếu muốn tính. → "
                   "units?pile=held",
                   "Phiên bản 1 đã công bố, chưa ghi số và ngày phát hành. → reports"]),
    "issued": ("2026-12-05", "locked", {"done": 12},
               {"latest": PUBLISHED | {"issued_number": "512/BC"}},
               ["Không còn việc gì phải làm. → reports"]),
}  # fmt: skip


@pytest.mark.parametrize("what", YEARS)
def test_what_is_next_in_a_year(what):
    day, state, piles, more, told = YEARS[what]
    every = dict.fromkeys(FILTERS, 0) | piles
    given = {"expected": sum(piles.values())} | more
    now = Situation(CALENDAR, dt.date.fromisoformat(day), state, every, **given)
    assert [f"{todo.text} → {todo.link}" for todo in todos(now)] == told


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [("", True), ("dat dai", True), ("DAI dat", True), ("đất", True), ("qldd", True),
     ("đát", False), ("dat rung", False), ("%", False)],
)  # fmt: skip
def test_names_are_found_without_accents(asked, is_there):
    assert is_found(asked, "QLDD", "Phòng Quản lý đất đai") == is_there


ZIP, OLE = b"PK\x03\x04....", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [("a.xlsx", ZIP, ".xlsx"), ("A.XLSM", ZIP, ".xlsm"), ("a.ods", ZIP, ".ods"),
     ("a.xls", OLE, ".xls"), ("a.xlsx", OLE, ".xlsx"), ("a.xls", ZIP, None),
     ("a.docx", ZIP, None), ("a", ZIP, None), ("a.xlsx", b"%PDF", None)],
)  # fmt: skip
def test_a_workbook_is_told_by_name_and_bytes(name, head, kind):
    assert kind_of(name, head) == kind


def test_a_name_is_shown_without_its_path_and_no_longer_than_a_line():
    assert shown_name("..\\..\\C:\\x\\báo cáo.xlsx") == "báo cáo.xlsx"
    assert len(shown_name("a" * 5000)) < 60
