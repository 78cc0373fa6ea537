"""Whom a wish is for, and what is left of it as a task of the department or a request outside."""

import pytest

from tests.transforms.narrative.said import year
from transforms.narrative.points import capital
from transforms.narrative.wishes import Addressees, some

PROVINCE, EDUCATION = "UBND tỉnh", "Sở Giáo dục và Đào tạo"


@pytest.mark.parametrize(
    ("wish", "addressee", "task"),
    [
        ("Đề nghị Sở mở lớp bồi dưỡng", "Sở", "Mở lớp bồi dưỡng"),
        ("Kính đề nghị Lãnh đạo Sở quan tâm, mở lớp học", "Sở", "Mở lớp học"),
        ("Kiến nghị với Sở TN&MT mở lớp tập huấn", "Sở", "Mở lớp tập huấn"),
        ("Mong Sở Tài nguyên và Môi trường sớm mở lớp học", "Sở", "Mở lớp học"),
        ("Đề nghị sở mở riêng một lớp cho đơn vị", "Sở", "Mở một lớp cho các đơn vị"),
        ("Sở tham mưu UBND tỉnh bố trí vốn", "Sở", "Tham mưu UBND tỉnh bố trí vốn"),
        ("Đề nghị Giám đốc cấp kinh phí mua máy", "Sở", "Cấp kinh phí mua máy"),
        ("Kính mong lãnh đạo quan tâm", "Sở", ""),
        ("Đề nghị lãnh đạo các phòng gửi minh chứng", "", "Lãnh đạo các phòng gửi minh chứng"),
        ("Mở thêm lớp bồi dưỡng", "", "Mở thêm lớp bồi dưỡng"),
        ("Đề nghị các phòng gửi minh chứng", "", "Các phòng gửi minh chứng"),
        ("Đề nghị Sở Nội vụ mở lớp", "", "Phối hợp với Sở Nội vụ mở lớp"),
        ("Đề nghị UBND huyện hỗ trợ máy", "", "Phối hợp với UBND huyện hỗ trợ máy"),
        ("Đề nghị Bộ Nội vụ ban hành tài liệu", "", ""),
    ],
)  # fmt: skip
def test_inside(wish, addressee, task):
    addressees = Addressees.of(year())
    named, rest = addressees.open(wish)
    assert (named, addressees.as_task(rest)) == (addressee, task)


@pytest.mark.parametrize(
    ("wish", "addressee", "request_"),
    [
        ("Đề nghị UBND tỉnh bố trí kinh phí", PROVINCE, "Bố trí kinh phí"),
        ("Kiến nghị Ủy ban nhân dân tỉnh: cấp máy tính", PROVINCE, "Cấp máy tính"),
        ("Đề nghị cấp có thẩm quyền bố trí vốn", PROVINCE, "Bố trí vốn"),
        ("Đề nghị Sở kiến nghị UBND tỉnh bố trí vốn", PROVINCE, "Bố trí vốn"),
        ("Đề nghị Sở GD&ĐT cung cấp tài liệu", EDUCATION, "Cung cấp tài liệu"),
        ("Đề nghị Sở Giáo dục và Đào tạo mở lớp học", EDUCATION, "Mở lớp học"),
        ("Đề nghị UBND tỉnh cấp máy cho đơn vị", PROVINCE, "Cấp máy cho các đơn vị"),
        ("Đề nghị UBND tỉnh giao Sở mở lớp", PROVINCE, ""),  # a wish to the department after all
        ("Đề nghị UBND tỉnh nâng cấp cơ sở dữ liệu", PROVINCE, "Nâng cấp cơ sở dữ liệu"),
    ],
)
def test_outside(wish, addressee, request_):
    addressees = Addressees.of(year())
    named, rest = addressees.open(wish)
    assert (named, addressees.as_request(rest)) == (addressee, request_)
    assert addressees.is_outside(named)


def test_the_department_of_2025_is_meant_by_its_own_name():
    named, rest = Addressees.of(year(2025)).open("Đề nghị Sở NN&MT mở lớp")
    assert (named, rest) == ("Sở", "mở lớp")


@pytest.mark.parametrize(
    ("said", "one", "several"),
    [
        ("Đơn vị chưa có mẫu", "Có đơn vị chưa có mẫu", "Một số đơn vị chưa có mẫu"),
        ("Máy cũ, đơn vị chờ", "Máy cũ, có đơn vị chờ", "Máy cũ, một số đơn vị chờ"),
        ("Lãnh đạo đơn vị quan tâm", "Lãnh đạo đơn vị quan tâm", "Lãnh đạo một số đơn vị quan tâm"),
        ("Công đoàn đơn vị làm tốt", "Công đoàn đơn vị làm tốt", "Công đoàn một số đơn vị làm tốt"),
    ],
)  # fmt: skip
def test_what_one_unit_says_of_itself_holds_for_one(said, one, several):
    assert capital(some(said, are_several=False)) == one
    assert capital(some(said, are_several=True)) == several


def of(department: str) -> Addressees:
    return Addressees(year().narrative, (department, department))


@pytest.mark.parametrize("department", ["Ban Tổ chức Tỉnh ủy", "Trường Chính trị", "Sở Y tế"])
@pytest.mark.parametrize(
    "text",
    [
        "Ban hành kịp thời kế hoạch năm", "Trường hợp khó đã được giúp đỡ",
        "Kết quả ban đầu đáng khích lệ", "Môi trường học tập cởi mở", "Các phòng ban đều tham gia",
    ],
)  # fmt: skip
def test_a_word_with_the_departments_syllable_names_no_department(department, text):
    assert not of(department).speaks_of(text)
    assert of(department).open(text) == ("", text)
    assert of(department).as_task(text) == text


@pytest.mark.parametrize(
    ("department", "kind"), [("Ban Tổ chức Tỉnh ủy", "Ban"), ("Trường Chính trị", "Trường")]
)
def test_a_department_that_is_no_so_is_meant_by_kind_and_by_name(department, kind):
    addressees = of(department)
    assert addressees.speaks_of(f"Nhận được sự quan tâm của {kind}")
    assert addressees.speaks_of(f"{department} quan tâm chỉ đạo")
    assert addressees.open(f"Đề nghị {department} mở lớp") == ("Sở", "mở lớp")


def test_the_kind_alone_opens_a_wish_where_its_words_are_known():
    assert of("Ban Tổ chức Tỉnh ủy").open("Đề nghị Ban mở lớp") == ("Sở", "mở lớp")


@pytest.mark.parametrize(
    "task",
    ["Báo cáo kết quả hằng quý", "Hội nghị sơ kết tổ chức sớm", "Hội thảo chuyên đề mỗi quý"],
)
def test_reports_and_meetings_are_nobody_to_work_with(task):
    assert of("Sở Y tế").as_task(task) == task
