"""Q17: figures in a unit's own words, held against its own list of 20 people."""

import pytest

from tests.workbooks import Book, Cases, report

TEXTS = "Thuyết minh"


def office() -> Book:
    """20 people: 19 registered, 15 hold the title, 12 of them skilled, 9 updating."""
    book = report(20).put("Danh sách", "E4", None)
    for row in range(4, 9):
        book.put("Danh sách", f"G{row}", None)
    for row in range(4, 12):
        book.put("Danh sách", f"H{row}", None).put("Danh sách", f"I{row}", None)
    for row in range(12, 15):
        book.put("Danh sách", f"I{row}", None)
    return book


def told(text: str, label: str = "Kết quả nổi bật") -> list[str]:
    case = Cases(office)
    case("book", lambda book: book.put(TEXTS, "A3", label).put(TEXTS, "B3", text))
    found = case.verdict("book").findings
    assert {(f.rule_code, f.cell, f.column_name) for f in found} <= {("Q17", "B3", label)}
    return [f.message for f in found]


@pytest.mark.parametrize(
    "text",
    [
        "Có 19/20 người đăng ký, 15 người được công nhận danh hiệu (75,0%).",
        "Đạt 15/20 người có danh hiệu, tỷ lệ 75%; trong đó 12/15 người có kỹ năng số (80%).",
        "12 người có kỹ năng số, 9 người tự cập nhật được thông tin (75% số người có kỹ năng số).",
        "Toàn đơn vị có 15 người đạt danh hiệu trên tổng số 20 người.",
        "Cử 3 người học lớp kỹ năng số; 4/6 phòng hoàn thành hồ sơ; 90% hồ sơ được công nhận.",
        "Phấn đấu 18/20 người đạt danh hiệu; năm trước có 13/20 người đạt danh hiệu.",
        "Công văn số 16/STNMT ngày 16/5/2024; sinh hoạt ngày 21/4; 2/20 người nghỉ chế độ.",
        "Khoảng 16/20 người đạt danh hiệu; tăng 2 người đạt danh hiệu so với năm trước.",
    ],
)
def test_what_agrees_or_speaks_of_something_else(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Có 16/20 người đạt danh hiệu.", "“16/20”, số liệu của đơn vị là 15/20 (Đạt danh hiệu)"),
        ("Có 16/20 người.", "“16/20”, số liệu của đơn vị là 15/20 (Đạt danh hiệu)"),
        ("Có 5/20 người đạt danh hiệu.", "“5/20”, số liệu của đơn vị là 15/20 (Đạt danh hiệu)"),
        ("Đạt danh hiệu 15/21 người.", "“15/21”, số liệu của đơn vị là 15/20 (Đạt danh hiệu)"),
        ("Tỷ lệ đạt danh hiệu là 76,7%.", "“76,7%”, số liệu của đơn vị là 75,0%"),
        (
            "Trong đó 11 người có kỹ năng số.",
            "“11 người”, số liệu của đơn vị là 12 (Có kỹ năng số)",
        ),
        (
            "Có 18/20 người đăng ký, 15 người được công nhận.",
            "“18/20”, số liệu của đơn vị là 19/20",
        ),
    ],
)
def test_what_contradicts_the_list(text, expected):
    [message] = told(text)
    assert expected in message


def test_what_is_to_come_is_no_figure_of_the_year():
    assert told("Đưa 18/20 người đạt danh hiệu.", "Phương hướng năm sau") == []
