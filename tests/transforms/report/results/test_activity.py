"""What was done: sums, and blanks told from nothing."""

import datetime as dt

import pytest

from tests.render.report.frames import make_inputs
from tests.render.report.warehouse import Return
from transforms.report.build import build_report
from transforms.report.model import QualityTotal
from transforms.report.results.quality import MOST_CELLS

DAY = dt.date(2024, 3, 1)


def model_of(**returns: Return) -> dict:
    return build_report(make_inputs(2024, {2024: returns}))


def acts(*rows: tuple) -> Return:
    return Return(
        5, activities=tuple((task, text, DAY, people, money) for task, text, people, money in rows)
    )


def test_sums_by_group_and_task():
    model = model_of(
        VP=acts(("1.1", "Hội nghị", 40, 1500), ("1.1", "Bản tin", 10, None), ("2.2", "Lớp", 7, 0)),
        TTR=acts(("1.1", "Nói chuyện", 60, 3000)),
    )
    first, second, third, fourth = model.groups
    assert first.sentence == (
        "03 hoạt động tại 02 đơn vị, 110 lượt người tham gia, kinh phí 4.500.000 đồng"
    )
    assert [task.title for task in first.tasks] == ["Tuyên truyền về xây dựng xã hội học tập"]
    assert second.sentence == "01 hoạt động tại 01 đơn vị, 07 lượt người tham gia"
    assert (third.total, fourth.sentence) == (0, "")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [("1.1", "A", 40, None), ("1.1", "B", None, None)],
            "02 hoạt động tại 01 đơn vị, 40 lượt người tham gia "
            "(01 hoạt động chưa thống kê số lượt người)",
        ),
        ([("1.1", "A", None, None)], "01 hoạt động tại 01 đơn vị"),
        ([("1.1", "A", 0, 0)], "01 hoạt động tại 01 đơn vị"),
        (
            [("1.1", "A", 1200, 500)],
            "01 hoạt động tại 01 đơn vị, 1.200 lượt người tham gia, kinh phí 500.000 đồng",
        ),
    ],
)
def test_blank_is_not_nothing(rows, expected):
    group = model_of(VP=acts(*rows)).groups[0]
    assert group.sentence == expected


def warning(cell: str, explanation: str | None = None, **more: str) -> dict:
    return {
        "rule_code": "Q01",
        "severity": "warning",
        "sheet": "Danh sách",
        "cell": cell,
        "column_name": "Danh hiệu",
        "message": "…",
        "explanation": explanation,
    } | more


def test_queries_stand_together_by_rule_and_answer():
    cells = [warning(f"G{n}", "Có quyết định") for n in range(5, 16)]
    model = model_of(
        VP=Return(
            9, findings=(*cells, warning("G40"), warning("B7", rule_code="F11", severity="info"))
        )
    )
    assert [(q.place, q.answer, q.count) for q in model.queries] == [
        ("Danh sách: G40", "Chưa giải trình", 1),
        ("Danh sách: G5, G6, G7, G8, G9, G10, G11, G12 và 03 ô khác", "Có quyết định", 11),
    ]
    assert MOST_CELLS == 8
    assert model.queries[0].rule == "Q01. Đạt danh hiệu mà không đăng ký"
    assert (
        "Số liệu được tổng hợp có 12 cảnh báo tại 01 đơn vị, trong đó 11 cảnh báo đã được giải "
        "trình."
    ) in model.words.quality


def test_the_change_of_forms_is_told():
    years = {2022: {"VP": Return(9)}, 2023: {"VP": Return(9)}}
    sentences = build_report(make_inputs(2023, years)).words.quality
    assert sentences[-1] == (
        "Năm 2022 sử dụng Biểu số 01: Báo cáo kết quả xây dựng xã hội học tập của đơn vị (phiên "
        "bản 1), thống kê số lượng theo đối tượng; năm 2023 thống kê từng người. Khi so sánh giữa "
        "hai năm cần lưu ý khác biệt này."
    )
    first = build_report(make_inputs(2022, {2022: {"VP": Return(9)}})).words.quality
    assert "Biểu mẫu này không thu thập số người tham gia ít nhất một lớp bồi dưỡng." in first


def test_missing_units_count_with_last_years_people():
    model = build_report(make_inputs(2024, {2023: {"TTR": Return(24)}, 2024: {"VP": Return(62)}}))
    rows = {row.name: row for row in model.quality}
    assert (rows["Văn phòng Sở"].expected, rows["Văn phòng Sở"].counted) == ("62", "62")
    assert (rows["Thanh tra Sở"].expected, rows["Thanh tra Sở"].counted) == ("24*", "–")
    assert rows["Phòng Kế hoạch - Tài chính"].expected == "–"
    assert model.quality_total == QualityTotal(
        units="1/12 đơn vị",
        on_time="1/12",
        expected="86",
        counted="62",
        quarantined="0",
    )


def detail(tasks: tuple[str, ...]) -> list[str]:
    day = dt.date(2024, 3, 28)
    told = tuple((task, "Tập huấn", day, 20, None) for task in tasks)
    sent = {"VP": Return(62, 60, 40, activities=told)}
    return [group.detail for group in build_report(make_inputs(2024, {2024: sent})).groups]


def test_the_only_task_of_a_group_is_not_told_again():
    assert detail(("4.1",))[3] == ""


def test_the_one_task_that_was_done_of_several_is_named():
    assert detail(("2.3",))[1] == ", nội dung: Bồi dưỡng ngoại ngữ"
    planned = ", nội dung: Tuần lễ hưởng ứng học tập suốt đời (kế hoạch: tổ chức hằng năm - "
    assert detail(("1.2",))[0].startswith(planned)
