"""What of a unit's text can be told by the department, clause by clause."""

import pytest

from tests.transforms.narrative.said import year
from transforms.narrative.points import points_of

OWN = "Thanh tra Sở"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tuyên truyền còn chậm.", ["Tuyên truyền còn chậm"]),
        ("- tuyên truyền còn chậm;\n+ thiếu máy tính", ["Tuyên truyền còn chậm", "Thiếu máy tính"]),
        ("1. Lớp học còn ít. 2. Thiếu máy tính", ["Lớp học còn ít", "Thiếu máy tính"]),
        ("a) Lớp học còn ít\nb) Lớp học còn ít", ["Lớp học còn ít"]),
        ("TP. Lạng Sơn có nhiều lớp học", ["TP. Lạng Sơn có nhiều lớp học"]),
        ("Ngoài ra, kinh phí còn hạn hẹp", ["Kinh phí còn hạn hẹp"]),
        ("Nhờ đó phong trào phát triển", []),  # of what is not told
        ("KINH PHÍ CÒN HẠN HẸP", ["Kinh phí còn hạn hẹp"]),
        ("Tự ho\u0323c đươ\u0323c duy tri\u0300", ["Tự học được duy trì"]),
        ("Còn thiếu {{ máy }} tính\x07", ["Còn thiếu máy tính"]),
        ("➢ Tuyên truyền còn chậm 😀", ["Tuyên truyền còn chậm"]),
        ("\uf0d8 Tuyên truyền còn chậm", ["Tuyên truyền còn chậm"]),  # a bullet of Word
    ],
)
def test_clauses(text, told):
    assert points_of(text, year().narrative) == told


@pytest.mark.parametrize(
    "text",
    [
        "Không có.", "không", "Đơn vị không có khó khăn, vướng mắc gì", "Như trên", "Hết ạ",
        "Không có kiến nghị gì thêm", "Nhất trí với nội dung trên", "…", "-", "Kinh phí", "Tốt",
    ],
)  # fmt: skip
def test_fillers_say_nothing(text):
    assert points_of(text, year().narrative) == []


@pytest.mark.parametrize(
    "text",
    [
        "=SUM(A1:A3)", "Thieu may tinh va kinh phi", "Xem tại https://langson.gov.vn nhé",
        "Liên hệ đầu mối abc@langson.gov.vn", "Sẽ bổ sung… sau", "Còn thiếu [nội dung] này",
        "Có cần mở thêm lớp không?", "Số người <chờ điền> đăng ký",
    ],
)  # fmt: skip
def test_what_is_no_sentence_of_a_report_is_left_out(text):
    assert points_of(text, year().narrative) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Có 44/82 người đạt danh hiệu", []),
        ("Đến ngày chốt số liệu, đơn vị có 12 người đăng ký", []),
        ("Phong trào có chuyển biến rõ: 12 người đăng ký", ["Phong trào có chuyển biến rõ"]),
        ("Cán bộ kèm cặp từng tổ một, nhờ đó 9/12 người đạt", ["Cán bộ kèm cặp từng tổ một"]),
        ("Việc học (35/40 người) được duy trì đều", ["Việc học được duy trì đều"]),
        ("Hai mươi lăm công chức chưa đăng ký", []),
        ("Gần một nửa số công chức chưa có chứng chỉ", []),
        ("Tất cả công chức đều đạt danh hiệu", []),
        ("Năm người chưa có chứng chỉ", ["Năm người chưa có chứng chỉ"]),  # or a year: not told
        ("Tỷ lệ đạt danh hiệu còn thấp", []),
        (
            "Tỷ lệ giảm so với năm trước: một số người không đủ minh chứng",
            ["Một số người không đủ minh chứng"],
        ),
        ("Đơn vị hoàn thành các chỉ tiêu được giao", []),
        ("Sơ kết vào tháng 6 và tháng 10 năm 2025", ["Sơ kết vào tháng 6 và tháng 10 năm 2025"]),
        ("Kế hoạch số 123/KH-UBND được quán triệt", ["Kế hoạch số 123/KH-UBND được quán triệt"]),
        ("Mô hình “một người dạy hai người” có ích", ["Mô hình “một người dạy hai người” có ích"]),
    ],
)  # fmt: skip
def test_figures_are_the_countings(text, told):
    """Whatever says how many, how high or whether a target is reached; dates are none of that."""
    assert points_of(text, year().narrative) == told


def test_a_request_may_say_how_many_things_never_how_many_people():
    rules = year().narrative
    assert points_of("Cấp 20 máy tính", rules, keeps_things=True) == ["Cấp 20 máy tính"]
    assert points_of("Cấp 20 máy tính", rules) == []
    for text in ("Tuyển thêm 12 viên chức", "Hỗ trợ 50% kinh phí", "Cấp máy cho 5/9 phòng"):
        assert points_of(text, rules, keeps_things=True) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chúng tôi chưa có máy chủ", ["Đơn vị chưa có máy chủ"]),
        ("Phòng chúng tôi thiếu người ạ", ["Đơn vị thiếu người"]),
        ("Trường chúng em tích cực tham gia", ["Đơn vị tích cực tham gia"]),
        ("Lịch học của chúng tôi còn dày", ["Lịch học của đơn vị còn dày"]),
        ("Thanh tra Sở tổ chức tốt hội nghị", ["Đơn vị tổ chức tốt hội nghị"]),
        ("Em thấy lớp học hơi dài", []),
        ("Tôi chưa được tập huấn", []),
        ("Con em, trẻ em được tặng quà", ["Con em, trẻ em được tặng quà"]),
        ("Mỗi người nâng cao trình độ của mình", ["Mỗi người nâng cao trình độ của mình"]),
    ],
)
def test_nobody_speaks_of_himself(text, told):
    assert points_of(text, year().narrative, OWN) == told


@pytest.mark.parametrize(
    "text",
    [
        "Đồng chí Nguyễn Văn An chưa tham gia học", "Ông Lê Bình đi công tác dài ngày",
        "Đồng chí trưởng phòng chưa quan tâm", "Lớp do Hoàng Thị Lan phụ trách",
    ],
)  # fmt: skip
def test_nobody_is_named(text):
    assert points_of(text, year().narrative) == []


def test_names_that_are_no_persons_stay():
    for text in ("Học theo gương Chủ tịch Hồ Chí Minh", "Huyện Cao Lộc, Đình Lập có địa bàn rộng"):
        assert points_of(text, year().narrative) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Cả phòng đã đạt danh hiệu", "Toàn đơn vị đã đăng ký", "Như năm ngoái", "Như kế hoạch",
        "Tiếp tục phát huy", "Tiếp tục thực hiện tốt", "Thực hiện theo chỉ đạo của Sở",
        "Hoàn thành xuất sắc nhiệm vụ được giao",
    ],
)  # fmt: skip
def test_what_only_the_counting_may_say_and_what_says_nothing(text):
    assert points_of(text, year().narrative) == []
