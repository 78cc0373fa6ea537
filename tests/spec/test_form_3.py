"""Form 3, from 2025: statements in a table, so that they can be brought together and sent on."""

import datetime as dt

import pytest

from tests.pipeline import Pipeline, year_report
from tests.workbooks import FIRST_ROW, Book, as_form_3, lines, report
from tests.workbooks import judge_books as judge

TEXTS = "Thuyết minh"
HEADERS = {"topic": "A", "theme": "B", "text": "C", "cause": "D", "remedy": "E", "addressee": "F"}


def of_2025(*rows: list) -> Book:
    changed = {
        "Năm báo cáo": 2025,
        "Ngày chốt số liệu": dt.date(2025, 11, 15),
        "Ngày phê duyệt": dt.date(2025, 11, 18),
    }
    book = as_form_3(report(20, **changed))
    book.put("Hoạt động", "D4", dt.date(2025, 3, 5)).put("Hoạt động", "E4", dt.date(2025, 3, 6))
    for number, row in enumerate(rows):
        book.put_row(TEXTS, FIRST_ROW + number, row)
    return book


def found(*rows: list) -> list[tuple]:
    [verdict] = judge({"book": of_2025(*rows)}).values()
    return lines(verdict)


def test_a_faultless_one():
    assert found() == []


PROPOSAL = ["Kiến nghị, đề xuất", "Khác", "Mở lớp", None, None]


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ([*PROPOSAL, "Sở"], None),
        ([*PROPOSAL, "ubnd  tỉnh"], None),
        (PROPOSAL, ("R04", TEXTS, "F4", None, None)),
        ([*PROPOSAL, "Bộ"], ("R04", TEXTS, "F4", "văn bản, 2 ký tự", None)),
        ([None, "Khác", "Mở lớp"], ("R04", TEXTS, "A4", None, None)),
        (["Thành tích", "Khác", "Mở lớp"], ("R04", TEXTS, "A4", "văn bản, 10 ký tự", None)),
        (["Kết quả nổi bật", "Lạ", "Mở lớp"], ("R04", TEXTS, "B4", "văn bản, 2 ký tự", None)),
        (["Kết quả nổi bật", None, "Mở lớp"], None),
        (["Kết quả nổi bật", "Khác", None], None),  # nothing said: no statement
        (["Kiến nghị, đề xuất", None, "Không có"], None),  # a filler says nothing either
        (["Hạn chế, khó khăn", None, None, "Thiếu máy"], ("R04", TEXTS, "C4", None, None)),
        (["Hạn chế, khó khăn", None, None, None, "Mua máy"], ("R04", TEXTS, "C4", None, None)),
    ],
)
def test_what_a_row_needs(row, finding):
    kept = ["Kết quả nổi bật", "Khác", "Nhiều người tự học."]
    assert found(row, kept) in (
        [] if finding is None else [finding],
        [("F12", TEXTS, "A4", "văn bản, 15 ký tự", None)],
    )


def test_signatures_below_are_no_statements():
    said = ["Kết quả nổi bật", "Khác", "Nhiều người tự học."]
    signature = [None, None, "Thủ trưởng đơn vị"], [None, None, "Trần Văn Cường"]
    assert found(said, *signature) == found(said, [], *signature) == []


def test_form_2_is_not_the_form_of_2025():
    book = of_2025().put("Thông tin", "B6", "2")
    [verdict] = judge({"book": book}).values()
    assert ("F02", "Thông tin", "B6", "2", None) in lines(verdict)


def statements(pipeline: Pipeline, year: int) -> list[tuple]:
    return pipeline.rows(
        "select topic, theme, text, cause, remedy, addressee from core.narrative "
        "where reporting_year = %(year)s order by row_number",
        year=year,
    )


def test_statements_are_stored_as_they_were_chosen(tmp_path, warehouse):
    """What is left open comes from the catalogue's patterns; fillers say nothing."""
    pipeline = Pipeline(tmp_path, warehouse)
    book = year_report(2025, "VP", "Văn phòng Sở", 20, 10)
    rows = [
        ["Hạn chế, khó khăn", "Kỹ năng số", "Máy tính cũ", "Thiếu kinh phí", "Sửa máy"],
        ["Kiến nghị, đề xuất", None, "Bố trí kinh phí mua máy tính", None, None, "UBND tỉnh"],
        ["Phương hướng năm sau", "Khác", "Không có."],
    ]
    for number, row in enumerate(rows):
        book.put_row(TEXTS, FIRST_ROW + number, row)
    pipeline.send(book, "vp.xlsx")
    pipeline.run(2025)
    assert statements(pipeline, 2025) == [
        ("shortcomings", "Kỹ năng số", "Máy tính cũ", "Thiếu kinh phí", "Sửa máy", None),
        (
            "proposals", "Kinh phí, thiết bị", "Bố trí kinh phí mua máy tính", None, None,
            "UBND tỉnh",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("proposal", "addressee"),
    [
        ("Đề nghị Sở Giáo dục và Đào tạo mở lớp", "Sở Giáo dục và Đào tạo"),
        ("Đề nghị UBND tỉnh cấp kinh phí", "UBND tỉnh"),
        ("Đề nghị cấp có thẩm quyền bố trí máy", "UBND tỉnh"),
        ("Đề nghị Sở ban hành mẫu phiếu", "Sở"),
        ("Mở thêm lớp", "Sở"),
    ],
)
def test_of_forms_before_themes_and_addressees_come_from_patterns(
    tmp_path, warehouse, proposal, addressee
):
    pipeline = Pipeline(tmp_path, warehouse)
    book = year_report(2024, "VP", "Văn phòng Sở", 20, 10)
    texts = {
        "Kết quả nổi bật": "Phong trào thi đua tốt",
        "Hạn chế, khó khăn": "Thiếu máy tính",
        "Nguyên nhân": "Kinh phí ít",
        "Phương hướng năm sau": "Không",
        "Kiến nghị, đề xuất": proposal,
    }
    for row, (label, text) in enumerate(texts.items(), start=3):
        book.put(TEXTS, f"A{row}", label).put(TEXTS, f"B{row}", text)
    pipeline.send(book, "vp.xlsx")
    pipeline.run(2024)
    told = {topic: rest for topic, *rest in statements(pipeline, 2024)}
    assert told.keys() == {"strengths", "shortcomings", "causes", "proposals"}
    assert told["strengths"][0] == "Phong trào, khuyến học"
    assert told["shortcomings"][:3] == ["Kinh phí, thiết bị", "Thiếu máy tính", "Kinh phí ít"]
    assert told["proposals"][-1] == addressee
