"""The department's text from its units' statements: what is merged, ranked, addressed, left out."""

import random

import pytest

from tests.transforms.narrative.said import by_all, said, texts_of, told
from transforms.narrative.synthesis import MOST_IN_CELL, MOST_TASKS
from transforms.report.model import Limitation, Named, Synthesis

DEVICES, LESSONS = "Kinh phí, thiết bị", "Bồi dưỡng, học liệu"


def test_limitations_are_one_table_by_theme_most_units_first():
    found = told(
        *by_all("shortcomings", "Lớp bồi dưỡng còn ít", theme=LESSONS, cause="Thiếu vốn mở lớp"),
        *by_all(
            "shortcomings", "Máy tính đã cũ", "Máy tính đã cũ.",
            "máy tính  đã cũ; đường truyền yếu",
            theme=DEVICES, cause="Kinh phí hạn hẹp", remedy="Lập dự toán thay thế",
        ),
    )  # fmt: skip
    assert found.limitations == [
        Limitation(
            theme=DEVICES,
            limitations="- Máy tính đã cũ\n- Đường truyền yếu",
            causes="Kinh phí hạn hẹp",
            remedies="Lập dự toán thay thế",
            units=["VP", "TTR", "KHTC"],
            count="03",
        ),
        Limitation(LESSONS, "Lớp bồi dưỡng còn ít", "Thiếu vốn mở lớp", "", ["VP"], "01"),
    ]


def test_where_the_form_asks_for_no_remedy_the_plans_of_that_unit_are_one():
    found = told(
        said("VP", "shortcomings", "Máy tính đã cũ", theme=DEVICES),
        said("VP", "causes", "Kinh phí hạn hẹp"),
        said("VP", "direction", "Lập dự toán thay thế"),
    )
    row = found.limitations[0]
    assert (row.causes, row.remedies) == ("Kinh phí hạn hẹp", "Lập dự toán thay thế")
    assert found.tasks == []  # it stands in the table already


def test_each_line_of_a_list_has_its_own_theme():
    found = told(said("VP", "shortcomings", "- Máy tính đã cũ\n- Lớp bồi dưỡng còn ít"))
    assert {row.theme for row in found.limitations} == {DEVICES, LESSONS}


def test_a_limitation_that_is_a_figure_is_told_by_its_cause():
    found = told(
        said("VP", "shortcomings", "Có 12/40 người chưa đăng ký", theme=LESSONS, cause="Lớp còn ít")
    )
    assert (found.limitations[0].limitations, found.limitations[0].causes) == ("Lớp còn ít", "")


@pytest.mark.parametrize(
    "text",
    [
        "Sở chưa hướng dẫn kịp thời",
        "ĐƯỢC GIÁM ĐỐC SỞ KHEN",
        "Văn bản hướng dẫn của Sở ban hành chậm",
        "Lãnh đạo Sở luôn quan tâm, chỉ đạo sát sao",
        "UBND tỉnh chưa cấp kinh phí",
        "Tỉnh chưa cấp kinh phí",
        "Hướng dẫn của cấp trên ban hành chậm",
        "Sở Giáo dục và Đào tạo chưa cấp tài khoản",
    ],
)
def test_praise_and_blame_of_the_department_and_of_its_reader_stay_inside(text):
    found = told(*(said("VP", topic, text) for topic in ("strengths", "shortcomings", "causes")))
    assert texts_of(found) == []


def test_the_department_does_not_advise_itself():
    assert told(said("VP", "direction", "Tham mưu cho Sở tổ chức lớp học")).tasks == []
    assert told(said("VP", "direction", "Tổ chức lớp học cho cơ sở")).tasks != []


def test_what_only_sounds_like_the_department_is_told():
    for text in ("Các phòng thuộc Sở chưa phối hợp", "Trụ sở còn chật", "Cơ sở vật chất còn thiếu"):
        assert told(said("VP", "shortcomings", text)).limitations[0].limitations == text


def test_some_units_or_one():
    one = told(said("VP", "shortcomings", "Phòng chúng tôi thiếu máy tính"))
    two = told(*by_all("shortcomings", "Đơn vị thiếu máy tính", "Chúng tôi thiếu máy tính"))
    assert one.limitations[0].limitations == "Có đơn vị thiếu máy tính"
    assert two.limitations[0].limitations == "Một số đơn vị thiếu máy tính"


def test_tasks_are_the_departments_own():
    found = told(
        *by_all(
            "proposals", "Đề nghị Sở tổ chức lớp bồi dưỡng kỹ năng số",
            "Kiến nghị Sở quan tâm, tổ chức các lớp bồi dưỡng kỹ năng số",
        ),
        said("KSN", "direction", "Đưa việc học vào tiêu chí thi đua"),
    )  # fmt: skip
    assert found.tasks == [
        Named("Tổ chức lớp bồi dưỡng kỹ năng số", ["VP", "TTR"], "02 đơn vị đề xuất"),
        Named("Đưa việc học vào tiêu chí thi đua", ["KSN"], ""),
    ]
    assert found.requests == []


def test_tasks_lie_ahead():
    found = told(
        said("VP", "direction", "Hoàn thiện hồ sơ trong năm 2024"),
        said("TTR", "direction", "Hoàn thiện hồ sơ trong năm 2025"),
        said("KSN", "direction", "Thực hiện Đề án giai đoạn 2021 - 2030"),
    )
    assert [task.text for task in found.tasks] == [
        "Hoàn thiện hồ sơ trong năm 2025",
        "Thực hiện Đề án giai đoạn 2021 - 2030",
    ]


def test_requests_go_to_those_outside_and_to_nobody_else():
    found = told(
        said("VP", "proposals", "Đề nghị UBND tỉnh bố trí kinh phí mua máy", addressee="UBND tỉnh"),
        said("TTR", "proposals", "Bố trí kinh phí mua máy", addressee="UBND tỉnh"),
        said("KSN", "proposals", "Đề nghị Sở mở lớp ngoại ngữ", addressee="UBND tỉnh"),
        said("KHTC", "proposals", "Đề nghị Sở Giáo dục và Đào tạo mở lớp học", addressee="Sở"),
        said("QLDD", "proposals", "Phối hợp với cơ sở đào tạo trong tỉnh mở lớp tin học"),
    )
    assert [(r.addressee, [item.text for item in r.items]) for r in found.requests] == [
        ("UBND tỉnh", ["Bố trí kinh phí mua máy"]),
        ("Sở Giáo dục và Đào tạo", ["Mở lớp học"]),
    ]
    assert [task.text for task in found.tasks] == [
        "Phối hợp với cơ sở đào tạo trong tỉnh mở lớp tin học",
        "Mở lớp ngoại ngữ",
    ]


def test_strengths_are_few_one_of_a_theme():
    found = told(
        *by_all("strengths", "Kinh phí đủ", "Máy tính được thay mới", "Máy tính được thay mới",
                theme=DEVICES),
        said("KSN", "strengths", "Lớp học sôi nổi", theme=LESSONS),
    )  # fmt: skip
    assert [(item.text, item.note) for item in found.strengths] == [
        ("Máy tính được thay mới", "02 đơn vị"),
        ("Lớp học sôi nổi", ""),
    ]


def test_the_body_bears_only_so_much():
    words = "đo đạc, bản đồ, địa chất, khí tượng, thủy văn, rừng, biển, sông, núi, đồng, làng, chợ"
    lessons = [f"Lớp {word} vắng người học thật sự" for word in words.split(", ")]
    found = told(
        *(said("VP", "shortcomings", text, n, theme=LESSONS) for n, text in enumerate(lessons)),
        *(said("VP", "direction", f"Mở lại {text}", n) for n, text in enumerate(lessons, 50)),
    )
    assert found.limitations[0].limitations.count("\n") == MOST_IN_CELL - 1
    assert len(found.tasks) <= MOST_TASKS


def test_nothing_said_is_nothing_told():
    nothing = Synthesis([], [], [], [])
    assert told() == nothing
    assert told(*by_all("shortcomings", "Không", "Không có khó khăn gì", "…")) == nothing
    assert told(said("XYZ", "shortcomings", "Máy tính đã cũ")) == nothing  # no unit of the year


def test_the_order_of_rows_changes_nothing():
    rows = [
        *by_all("shortcomings", "Máy tính đã cũ", "Máy tính cũ", "Lớp còn ít", "Lớp học còn ít"),
        *by_all("proposals", "Đề nghị Sở mở lớp", "Đề nghị UBND tỉnh cấp máy", "Sở mở lớp"),
        *by_all("direction", "Mở lớp tin học", "Mở các lớp tin học", "Mua sách"),
    ]
    mixed = random.Random(1).sample(rows, len(rows))
    assert told(*mixed) == told(*rows)
