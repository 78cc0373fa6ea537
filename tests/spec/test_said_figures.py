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


def department() -> Book:
    """10 people: 8 registered, 6 with the title (4 of 6 công chức, 2 of 4 viên chức), all skilled,
    3 updating."""
    book = report(10)
    for row in range(4, 10):
        book.put("Danh sách", f"D{row}", "Công chức")
    for row in (8, 9, 12, 13):
        for column in "GHI":
            book.put("Danh sách", f"{column}{row}", None)
    for row in (9, 13):
        book.put("Danh sách", f"E{row}", None)
    for row in (6, 7, 10):
        book.put("Danh sách", f"I{row}", None)
    return book


def told(text: str, label: str = "Kết quả nổi bật", make=office) -> list[str]:
    case = Cases(make)
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
        ("Có 80 phần trăm người đạt danh hiệu.", "“80%”, số liệu của đơn vị là 75,0%"),
        ("Có 16 đ/c đạt danh hiệu.", "“16 người”, số liệu của đơn vị là 15 (Đạt danh hiệu)"),
        ("16 người/20 người đạt danh hiệu.", "“16/20”, số liệu của đơn vị là 15/20"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 7/10 có người đạt danh hiệu.",
        "Từ 01/10 đến 7/10 đơn vị họp xét danh hiệu.",
        "Từ ngày 1/10 - 7/10 tổ chức xét công nhận danh hiệu.",
        "Sáng 7/10/2024, 6 người đạt danh hiệu được khen.",
        "Có 4 công chức đạt danh hiệu, 2 viên chức đạt danh hiệu.",
        "4/6 công chức đạt danh hiệu; 2/4 viên chức đạt danh hiệu (50%).",
        "Có 6 cán bộ, công chức, viên chức đạt danh hiệu.",
        "6/10 CBCC đạt danh hiệu Công dân học tập năm 2024 (60%).",
        "6 trên 10 người đạt danh hiệu; số người đạt danh hiệu: 6; tỷ lệ đạt danh hiệu: 60%.",
        "3/6 người tự cập nhật (50%); 3 người tự cập nhật được thông tin.",
        "Văn phòng có 6/10 người đạt danh hiệu; 8/10 người đăng ký (80%).",
        "6/8 người đăng ký đạt danh hiệu (75%).",
        "10/10 người được phổ biến tiêu chí xét danh hiệu.",
        "Có 2 người đạt danh hiệu lần đầu; 4 người chưa đạt danh hiệu.",
        "Phòng Hành chính có 2 người đạt danh hiệu; 90% hồ sơ được công nhận.",
        "Năm 2023 có 7/10 người đạt danh hiệu.",
        "Quý II có 3/10 người đạt danh hiệu; phấn đấu tăng lên 7/10 người đạt danh hiệu.",
        "Có 2 người đăng ký học lớp kỹ năng số; 90% người đăng ký học tập trực tuyến.",
        "Tặng 5 suất quà, 3 người được khen thưởng; 2/10 người nghỉ thai sản.",
    ],
)
def test_dates_right_parts_and_other_quantities_are_left(text):
    assert told(text, make=department) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Văn phòng có 7/10 người đạt danh hiệu.", "“7/10”, số liệu của đơn vị là 6/10"),
        ("Phòng Kế hoạch - Tài chính có 7/10 người đạt danh hiệu.", "6/10"),
        ("Đơn vị tổ chức đánh giá và có 7/10 người đạt danh hiệu.", "6/10"),
        ("Đơn vị đã tăng cường vận động nên 7/10 người đạt danh hiệu.", "6/10"),
        ("Có 7/10 người đạt danh hiệu trong quý IV.", "6/10"),
        ("Tỷ lệ đạt danh hiệu 70%.", "“70%”, số liệu của đơn vị là 60,0%"),
        ("Tỷ lệ đạt danh hiệu 75%.", "60,0%"),
        ("Tỷ lệ người đạt danh hiệu “Công dân học tập” năm 2024 là 90%.", "60,0%"),
        ("100% công chức, viên chức đạt danh hiệu.", "60,0%"),
        ("7 người đạt danh hiệu.", "“7 người”, số liệu của đơn vị là 6 (Đạt danh hiệu)"),
        ("8 người đạt danh hiệu.", "“8 người”, số liệu của đơn vị là 6"),
        ("Có 2 người đạt danh hiệu.", "“2 người”, số liệu của đơn vị là 6"),
        ("Số người đạt danh hiệu: 7.", "“7 người”, số liệu của đơn vị là 6"),
        ("4/6 người tự cập nhật.", "“4/6”, số liệu của đơn vị là 3/6 (Tự cập nhật)"),
        ("7 trên 10 người đạt danh hiệu.", "“7/10”, số liệu của đơn vị là 6/10"),
        ("7/10 CBCC đạt danh hiệu.", "6/10"),
        ("Có 7/10 CBCC.", "“7/10”, số liệu của đơn vị là"),
        ("10/10 người đăng ký.", "“10/10”, số liệu của đơn vị là 8/10 (Đăng ký)"),
        ("Có 9/10 người đăng ký danh hiệu.", "8/10 (Đăng ký)"),
        ("Ngày 7/10, 7/10 người đạt danh hiệu.", "6/10"),
        ("Có 5 công chức đạt danh hiệu.", "“5 người”"),
    ],
)
def test_an_ordinary_sentence_that_contradicts_the_list(text, expected):
    [message] = told(text, make=department)
    assert expected in message
