"""Any valid list of persons, in any layout that docs/bieu-mau.md allows, is read back equal.

And with one cell spoilt, exactly the finding for that cell is found.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steps.intake.judging import judge_readings
from steps.intake.reading.containers import read_container
from tests.workbooks import ACTIVITY, ROSTER, Book, catalogue, info_2024
from transforms.reading.addresses import address
from transforms.reading.workbook import read_submission

MODEST = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
LIST = "Danh sách"
TYPES = {
    "Công chức": "civil_servant",
    "Viên chức": "public_employee",
    "Người lao động": "worker",
}
YES = ["x", "X", "có", "Có", "đạt", "1", 1, True]
NO = [None, "", "không", "Không đạt", "0", 0, False]
CODES = st.text("ABCXYZabcxyz0123456789.-", min_size=1, max_size=20)


@dataclass
class Person:
    """What is meant, and how it is typed."""

    meant: dict[str, Any]
    typed: dict[str, Any]


@st.composite
def persons(draw, code: str) -> Person:
    kind = draw(st.sampled_from(sorted(TYPES)))
    title, registered = draw(st.booleans()), draw(st.booleans())
    skilled = draw(st.booleans())
    updating = skilled and draw(st.booleans())
    tenths = draw(st.integers(800 if title else 0, 1000))
    score = tenths / 10 if title or draw(st.booleans()) else None
    courses = draw(st.one_of(st.none(), st.integers(0, 30)))
    answers = {
        "Đăng ký": registered or title,
        "Danh hiệu": title,
        "Kỹ năng số": skilled,
        "Tự cập nhật": updating,
    }
    typed_score = [score, str(score), str(score).replace(".", ","), f" {score}\u00a0"]
    typed = {
        "STT": draw(st.sampled_from([1, "1", None])),
        "Mã số": code,
        "Họ và tên": draw(st.sampled_from(["Lê Thị Bình", "Trần Văn Cường\u00a0", "Ân"])),
        "Đối tượng": draw(st.sampled_from([kind, kind.upper(), f" {kind} "])),
        "Điểm": None if score is None else draw(st.sampled_from(typed_score)),
        "Số lớp bồi dưỡng": draw(st.sampled_from([courses, courses and str(courses)])),
        "Ghi chú": draw(st.sampled_from([None, "mới về"])),
    } | {name: draw(st.sampled_from(YES if yes else NO)) for name, yes in answers.items()}
    meant = {
        "person_code": code,
        "staff_type": TYPES[kind],
        "is_registered": registered or title,
        "score": score,
        "is_recognised": title,
        "is_digitally_skilled": skilled,
        "is_self_updating": updating,
        "training_count": courses or 0,  # a blank is none
    }
    return Person(meant, typed)


@dataclass
class Sheet:
    """A list as it was laid out: the book, its persons, and the row and column of each."""

    book: Book
    people: list[Person]
    rows: list[int]
    columns: dict[str, int]


def other_sheets(persons: int, first: int) -> Book:
    """A book with all that the list needs beside it; labels from a row on."""
    book = Book()
    info = info_2024(**{"Tổng số người": persons})
    for row, (label, value) in enumerate(info.items(), start=first):
        book.put("Thông tin", f"A{row}", label).put("Thông tin", f"B{row}", value)
    book.put_row("Hoạt động", 2, ACTIVITY)
    return book.put("Thuyết minh", "A1", "THUYẾT MINH")


@st.composite
def sheets(draw, at_least: int = 0) -> Sheet:
    """Title lines, merged or not; blank rows and columns; columns in any order; signatures."""
    codes = draw(st.lists(CODES, unique_by=str.upper, min_size=at_least, max_size=6))
    people = [draw(persons(code)) for code in codes]
    book = other_sheets(len(people), draw(st.integers(1, 5)))
    titles = draw(st.integers(0, 13))
    for row in range(1, titles + 1):
        book.put(
            LIST, address(row, draw(st.integers(1, 8))), draw(st.sampled_from([None, "SỞ", 2024]))
        )
    if titles > 1 and draw(st.booleans()):
        book.merge(LIST, "A1:H1")
    header, left = titles + 1, draw(st.integers(1, 4))
    order = draw(st.permutations(ROSTER))
    columns = {name: left + place for place, name in enumerate(order)}
    for name, column in columns.items():
        shape = draw(st.sampled_from([str, str.upper, lambda text: f"{text}:", nfd]))
        book.put(LIST, address(header, column), shape(name))
    row, rows = header + 1, []
    if draw(st.booleans()):
        for column in columns.values():
            book.put(LIST, address(row, column), f"({column - left + 1})")
        row += 1
    for person in people:
        row += draw(st.sampled_from([0, 0, 0, 1, 2]))
        for name, value in person.typed.items():
            decomposed = isinstance(value, str) and draw(st.booleans())
            book.put(LIST, address(row, columns[name]), nfd(value) if decomposed else value)
        rows.append(row)
        row += 1
    if draw(st.booleans()):
        book.put(LIST, address(row + 2, columns["Họ và tên"]), "NGƯỜI LẬP BIỂU")
        book.put(LIST, address(row + 5, columns["Ghi chú"]), "Lê Thị Bình")
    return Sheet(book, people, rows, columns)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def verdict(sheet: Sheet, kind: str):
    reading = read_submission(read_container(getattr(sheet.book, kind)()), catalogue())
    return judge_readings(catalogue(), {"it": reading})["it"]


@MODEST
@given(sheets(), st.sampled_from(["xlsx", "ods"]))
def test_any_valid_list_is_read_back_equal(sheet, kind):
    found = verdict(sheet, kind)
    assert found.findings == []
    assert found.decision == "accepted"
    rows = found.rows["roster"]
    assert [row["row_number"] for row in rows] == sheet.rows
    for row, person in zip(rows, sheet.people, strict=True):
        assert {name: row[name] for name in person.meant} == person.meant


SPOILT = {
    "Mã số": ("R02", ["A B", "Đ1", "x" * 21, 1.5]),
    "Họ và tên": ("R01", [None, "\u00a0"]),
    "Đối tượng": ("R04", [None, "Cán bộ", 3]),
    "Đăng ký": ("R04", ["?", 2, "co"]),
    "Danh hiệu": ("R04", ["?", 2, "co"]),
    "Kỹ năng số": ("R04", ["?", 2, "co"]),
    "Tự cập nhật": ("R04", ["?", 2, "co"]),
    "Điểm": ("R05", ["?", -1, 100.5, True, "8 5"]),
    "Số lớp bồi dưỡng": ("R05", ["?", -1, 1.5]),
}


@MODEST
@given(
    sheets(at_least=1), st.sampled_from(["xlsx", "ods"]), st.sampled_from(sorted(SPOILT)), st.data()
)
def test_one_cell_spoilt_is_exactly_one_finding_at_that_cell(sheet, kind, name, data):
    rule, values = SPOILT[name]
    row = data.draw(st.sampled_from(sheet.rows))
    cell = address(row, sheet.columns[name])
    sheet.book.put(LIST, cell, data.draw(st.sampled_from(values)))
    found = verdict(sheet, kind)
    assert [(f.rule_code, f.sheet, f.cell, f.column_name) for f in found.findings] == [
        (rule, LIST, cell, name)
    ]
    assert found.quarantined_count == 1
