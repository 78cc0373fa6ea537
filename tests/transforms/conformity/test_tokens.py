"""Which figures a text holds, in one spelling."""

import pytest

from transforms.conformity.tokens import figures_of, words_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Không có số nào.", []),
        ("đạt 55,4%, tăng 3,6 điểm phần trăm", ["55,4%", "3,6"]),
        ("đạt 55,4 %", ["55,4%"]),
        ("294/531 người (55,4%);", ["294/531", "55,4%"]),
        ("08 hoạt động tại 8 đơn vị", ["8", "8"]),
        ("1.234 người, 1234 lượt", ["1234", "1234"]),
        ("kinh phí 5 triệu đồng", ["5 triệu"]),
        ("kinh phí 5 tỷ đồng", ["5 tỷ"]),
        ("ngày 23 tháng 11 năm 2024, ngày 23/11/2024", ["23/11/2024", "23/11/2024"]),
        ("giai đoạn 2021 - 2030, giai đoạn 2021-2030", ["2021", "2030", "2021", "2030"]),
        ("-4,6 và \u22124,6", ["-4,6", "-4,6"]),
        ("Quyết định số 1373/QĐ-TTg", ["1373/QĐ-TTG"]),
        ("IV. PHƯƠNG HƯỚNG NĂM 2025", ["2025"]),
        ("1. Ưu điểm", []),
        ("a) Kết quả của 12 đơn vị", ["12"]),
        ("- 19/25 người", ["19/25"]),
    ],
)
def test_figures(text, values):
    assert [figure.value for figure in figures_of(text)] == values


def test_case_and_marks_are_no_difference():
    assert words_of("Đạt: 08 đơn vị.") == words_of("đạt 8 đơn vị")


@pytest.mark.parametrize(
    ("text", "is_cited"),
    [
        ("Công văn số 12/STNMT-VP", True),
        ("ngày 05/3/2024", True),
        ("năm 2024", True),
        ("khoản 3 của quy định", True),
        ("có 12 người", False),
        ("đạt 60%", False),
        ("đạt 12/15 người", False),
    ],
)
def test_what_is_cited_was_not_counted(text, is_cited):
    assert [figure.is_cited for figure in figures_of(text)] == [is_cited]
