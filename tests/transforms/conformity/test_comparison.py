"""An edited text or table against the original: figures held, words free."""

import pytest

from transforms.conformity.alignment import align
from transforms.conformity.comparison import compare_content
from transforms.conformity.content import Content, Grid, Text
from transforms.conformity.finding import Finding, group_findings

SAID = (
    "Năm 2024, đã có 294/531 người đạt danh hiệu, tỷ lệ 55,4%, tăng 3,6 điểm phần trăm.",
    "Sở chỉ đạo các đơn vị thực hiện nghiêm túc.",
    "Chưa đạt mục tiêu đến năm 2025 (60%).",
)
TABLE = (
    ("STT", "Đơn vị", "Số người", "Tỷ lệ", "Ghi chú"),
    ("1", "Văn phòng Sở", "25", "56,0%", ""),
    ("2", "Thanh tra Sở", "13", "53,8%", "Gửi sau hạn"),
    ("3", "Chi cục Bảo vệ môi trường", "–", "–", "Chưa gửi"),
)


def content(texts=SAID, table=TABLE) -> Content:
    placed = tuple(Text(text, f"Đoạn {n}") for n, text in enumerate(texts, start=1))
    return Content((), placed, (Grid(tuple(map(tuple, table)), "Bảng 1"),))


def faults(texts=SAID, table=TABLE) -> list[str]:
    return [finding.fault for finding in compare_content(content(), content(texts, table))]


@pytest.mark.parametrize(
    "texts",
    [
        SAID,
        (SAID[0].replace("đã có", "toàn Sở có"), *SAID[1:]),
        (SAID[0], "Sở quan tâm chỉ đạo.", *SAID[1:]),
        (SAID[0], SAID[2]),  # a text without figures may go
        (SAID[2], SAID[0], SAID[1]),  # and one with figures may move
        ("Năm 2024, đã có 294/531 người đạt danh hiệu.", "Tỷ lệ 55,4%, tăng 3,6 điểm.", *SAID[1:]),
        (*SAID, "Công văn số 12/STNMT-VP ngày 05/3/2024 đã nhắc việc này."),
    ],
)
def test_words_are_free(texts):
    assert faults(texts) == []


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ((SAID[0].replace("55,4%", "65,4%"), *SAID[1:]), "ghi “hiệu, tỷ lệ 65,4%”"),
        ((SAID[0].replace(", tăng 3,6 điểm phần trăm", ""), *SAID[1:]), "thiếu"),
        (SAID[1:], "mất đoạn có số liệu"),
        ((*SAID, "Có 77 người được khen."), "“Có 77” không có trong bản gốc"),
        ((SAID[0].replace("tăng", "giảm"), *SAID[1:]), "chiều tăng, giảm"),
        ((*SAID[:2], SAID[2].replace("Chưa đạt", "Đạt")), "bản gốc ghi “chưa đạt”"),
        ((SAID[0].replace("đã có", "Văn phòng Sở có"), *SAID[1:]), "nêu “Văn phòng Sở”"),
    ],
)
def test_figures_are_not(texts, fault):
    found = faults(texts)
    assert len(found) == 1
    assert found[0].startswith(fault)


def changed(row: int, column: int, text: str):
    rows = [list(cells) for cells in TABLE]
    rows[row][column] = text
    return rows


@pytest.mark.parametrize(
    ("table", "count"),
    [
        (TABLE, 0),
        (changed(1, 2, "26"), 1),
        (changed(1, 3, "56%"), 1),
        (changed(3, 2, "40"), 1),
        (changed(1, 4, "Đã kiểm tra"), 0),
        (changed(1, 4, "40 người"), 1),
        (changed(2, 4, "Đúng hạn"), 1),
        (changed(0, 3, "Tỷ lệ dự kiến"), 1),
        (changed(1, 1, "Thanh tra tỉnh"), 2),
        (TABLE[:2] + TABLE[3:], 1),
        ([row[:4] for row in TABLE], 4),
        ([*TABLE, ("4", "Trung tâm", "9", "50,0%", "")], 1),
    ],
)
def test_tables(table, count):
    assert len(faults(table=table)) == count


def test_lines_are_paired_by_likeness_in_order():
    old = ["mở đầu", "báo cáo của 11 đơn vị", "kết luận chung"]
    new = ["mở đầu", "đoạn thêm vào giữa", "báo cáo của 12 đơn vị", "kết luận chung"]
    assert align(old, new) == [(0, 0), (None, 1), (1, 2), (2, 3)]


def test_one_fault_in_many_places_is_one_line():
    found = [Finding(f"Đoạn {n}", "phông chữ Arial", "đặt Times New Roman") for n in range(1, 9)]
    assert group_findings(found) == [
        "Đoạn 1; Đoạn 2; Đoạn 3 và 5 chỗ khác: phông chữ Arial; đặt Times New Roman."
    ]
