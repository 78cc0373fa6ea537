"""Statements that say the same are one; those that a word tells apart are not."""

import pytest

from transforms.narrative.merging import Point, is_like, merge
from transforms.text import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thiếu máy tính phục vụ việc học", "thiếu máy tính  phục vụ việc học"),
        ("Kinh phí còn hạn hẹp", "Kinh phí hạn hẹp"),
        ("Tổ chức lớp bồi dưỡng kỹ năng số", "Tổ chức các lớp bồi dưỡng kỹ năng số"),
        (
            "Mở lớp tập huấn nghiệp vụ đánh giá",
            "Mở lớp tập huấn nghiệp vụ đánh giá cho cán bộ phụ trách các phòng",
        ),
    ],
)
def test_alike(one, other):
    assert is_like(fold(one), fold(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mẫu hồ sơ chung đã ban hành kịp thời", "Mẫu hồ sơ chung chưa ban hành kịp thời"),
        ("Mở lớp bồi dưỡng trực tuyến", "Mở lớp bồi dưỡng trực tiếp"),
        ("Mở lớp tiếng Anh giao tiếp", "Mở lớp tiếng Trung giao tiếp"),
        ("Sơ kết phong trào vào tháng 6", "Sơ kết phong trào vào tháng 10"),
        ("Thiếu máy tính", "Thiếu máy tính và kinh phí mua tài liệu"),
        ("Thiếu máy tính để học", "Thiếu thời gian để học"),
    ],
)
def test_not_alike(one, other):
    assert not is_like(fold(one), fold(other))


def test_most_units_first_each_once_in_the_clearest_words():
    points = [
        Point("A", "T", "Kinh phí còn rất hạn hẹp"),
        Point("B", "T", "Thiếu máy tính để học trực tuyến trong quý 2"),
        Point("C", "T", "Kinh phí còn hạn hẹp"),
        Point("B", "T", "Thiếu máy tính để học trực tuyến"),
        Point("A", "T", "Kinh phí còn hạn hẹp"),
    ]
    assert [(c.text, c.units) for c in merge(points)] == [
        ("Kinh phí còn hạn hẹp", ["A", "C"]),
        ("Thiếu máy tính để học trực tuyến trong quý 2", ["B"]),
        ("Thiếu máy tính để học trực tuyến", ["B"]),
    ]
