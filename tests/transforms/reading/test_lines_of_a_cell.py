"""Line breaks within one cell keep statements apart, and never make one value of two."""

import pytest

from tests.spec.test_form_3 import found, of_2025
from tests.workbooks import judge_books, lines, report
from transforms.reading.values import as_passage
from transforms.text import in_one_line


@pytest.mark.parametrize(
    ("typed", "passage", "line"),
    [
        ("Mở lớp\nThiếu máy", "Mở lớp\nThiếu máy", "Mở lớp; Thiếu máy"),
        ("Mở lớp.\nThiếu máy.", "Mở lớp.\nThiếu máy.", "Mở lớp. Thiếu máy."),
        ("Mở lớp\r\nThiếu máy", "Mở lớp\nThiếu máy", "Mở lớp; Thiếu máy"),
        ("- mở lớp\n- thiếu máy", "- mở lớp\n- thiếu máy", "- mở lớp; - thiếu máy"),
        ("a) mở lớp\nb) thiếu máy", "a) mở lớp\nb) thiếu máy", "a) mở lớp; b) thiếu máy"),
        ("Mở lớp cho\nbốn phòng", "Mở lớp cho bốn phòng", "Mở lớp cho bốn phòng"),
        ("Gồm:\nba lớp", "Gồm:\nba lớp", "Gồm: ba lớp"),
        ("  Mở  lớp \n\n \nThiếu máy\n", "Mở lớp\nThiếu máy", "Mở lớp; Thiếu máy"),
        ("Mở lớp", "Mở lớp", "Mở lớp"),
        ("\n", "", ""),
        (12.5, "12,5", "12,5"),
        (None, "", ""),
    ],
)
def test_statements_of_a_text(typed, passage, line):
    assert as_passage(typed) == passage
    assert in_one_line(passage) == line


def test_texts_of_both_forms_and_contents_of_activities():
    book = report().put("Thuyết minh", "B3", "Mở lớp\nThiếu máy")
    book.put("Hoạt động", "C4", "Mở lớp\nThi")
    read = judge_books({"it": book})["it"]
    assert read.findings == []
    assert read.reading.narrative["strengths"] == "Mở lớp\nThiếu máy"
    assert read.rows["activity"][0]["content"] == "Mở lớp; Thi"
    row = ["Kết quả nổi bật", "Khác", "Mở lớp\nThiếu máy"]
    assert found(row) == []
    of_form_3 = judge_books({"it": of_2025(row)})["it"]
    assert of_form_3.rows["narrative"][0]["text"] == "Mở lớp\nThiếu máy"


@pytest.mark.parametrize(
    ("sheet", "cell", "typed", "rule"),
    [
        ("Danh sách", "B5", "NV002\nNV102", "R02"),
        ("Danh sách", "D5", "Công chức\nViên chức", "R04"),
        ("Danh sách", "E5", "x\nx", "R04"),
        ("Danh sách", "F5", "85\n90", "R05"),
        ("Danh sách", "J5", "1\n2", "R05"),
        ("Hoạt động", "B4", "2.2\n2.3", "R08"),
        ("Hoạt động", "D4", "5/3/2024\n6/3/2024", "R05"),
        ("Hoạt động", "F4", "15\n000", "R05"),
        ("Hoạt động", "G4", "1.500\n200", "R05"),
        ("Thông tin", "B7", "20\n1", "F07"),
    ],
)
def test_two_values_in_one_cell_are_asked_about(sheet, cell, typed, rule):
    told = lines(judge_books({"it": report().put(sheet, cell, typed)})["it"])
    assert [(code, place) for code, _, place, *_ in told] == [(rule, cell)]


@pytest.mark.parametrize(
    ("sheet", "cell", "typed"),
    [("Danh sách", "B5", "NV002\n"), ("Danh sách", "E5", "\nx"), ("Danh sách", "F5", "85\n"),
     ("Danh sách", "D5", "Viên\nchức"), ("Hoạt động", "F4", "20\nlượt"),
     ("Hoạt động", "D4", "\n5/3/2024 ")],
)  # fmt: skip
def test_a_break_beside_one_value_is_nothing(sheet, cell, typed):
    verdict = judge_books({"it": report().put(sheet, cell, typed)})["it"]
    assert verdict.findings == []
    assert verdict.decision == "accepted"
