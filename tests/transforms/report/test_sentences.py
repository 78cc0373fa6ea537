"""Every sentence that depends on figures, for every combination: whole sentences, spelled out."""

import pytest

from tests.render.report.frames import make_inputs
from tests.render.report.warehouse import Return
from transforms.report.build import build_report

LAST = {"VP": Return(100, 100, 55, 40, 24)}  # 55,0 %, 72,7 %, 60,0 %
ALL = ("VP", "TTR", "KHTC", "QLDD", "KSN", "CCMT", "VPDK", "CNCL", "CNDL", "PTQD", "QTMT", "CNTT")


def only(returned: Return) -> dict[str, Return]:
    """One unit with figures, all others with a nil return: complete."""
    return dict.fromkeys(ALL, Return()) | {"VP": returned}


def cdht(year: int, years: dict[int, dict[str, Return]]) -> str:
    return build_report(make_inputs(year, years))["targets"][0]["sentence"]


@pytest.mark.parametrize(
    ("title", "people", "expected"),
    [
        (
            65,
            100,
            "65/100 người, đạt tỷ lệ 65,0%; vượt mục tiêu đến năm 2025 (60%) 5,0 điểm phần "
            "trăm; so với mục tiêu đến năm 2030 (80%) còn thiếu 15,0 điểm phần trăm, bình quân mỗi "
            "năm cần tăng thêm 2,5 điểm phần trăm.",
        ),
        (
            60,
            100,
            "60/100 người, đạt tỷ lệ 60,0%; đạt đúng mục tiêu đến năm 2025 (60%); so với mục "
            "tiêu đến năm 2030 (80%) còn thiếu 20,0 điểm phần trăm, bình quân mỗi năm cần tăng "
            "thêm 3,3 điểm phần trăm.",
        ),
        (
            1499,
            2500,
            "1.499/2.500 người, đạt tỷ lệ 59,96%; chưa đạt mục tiêu đến năm 2025 (60%), "
            "còn thiếu 0,04 điểm phần trăm, tương ứng 01 người; so với mục tiêu đến năm 2030 (80%) "
            "còn thiếu 20,0 điểm phần trăm, bình quân mỗi năm cần tăng thêm 3,3 điểm phần trăm.",
        ),
        (
            454,
            1299,
            "454/1.299 người, đạt tỷ lệ 34,9%; chưa đạt mục tiêu đến năm 2025 (60%), còn "
            "thiếu 25,1 điểm phần trăm, tương ứng 326 người; so với mục tiêu đến năm 2030 (80%) "
            "còn thiếu 45,1 điểm phần trăm, bình quân mỗi năm cần tăng thêm 7,5 điểm phần trăm.",
        ),
        (
            80,
            100,
            "80/100 người, đạt tỷ lệ 80,0%; vượt mục tiêu đến năm 2025 (60%) 20,0 điểm phần "
            "trăm; đạt đúng mục tiêu đến năm 2030 (80%).",
        ),
        (
            97,
            100,
            "97/100 người, đạt tỷ lệ 97,0%; vượt mục tiêu đến năm 2025 (60%) 37,0 điểm phần "
            "trăm; vượt mục tiêu đến năm 2030 (80%) 17,0 điểm phần trăm.",
        ),
        (
            0,
            7,
            "0/7 người, đạt tỷ lệ 0,0%; chưa đạt mục tiêu đến năm 2025 (60%), còn thiếu 60,0 "
            "điểm phần trăm, tương ứng 05 người; so với mục tiêu đến năm 2030 (80%) còn thiếu 80,0 "
            "điểm phần trăm, bình quân mỗi năm cần tăng thêm 13,3 điểm phần trăm.",
        ),
        (0, 0, "chưa có số liệu năm 2024."),
    ],
)
def test_against_targets_in_a_complete_first_year(title, people, expected):
    assert cdht(2024, {2024: only(Return(people, people, title))}) == expected


@pytest.mark.parametrize(
    ("title", "clause"),
    [
        (65, ", tăng 10,0 điểm phần trăm so với năm 2023 (55,0%);"),
        (51, ", giảm 4,0 điểm phần trăm so với năm 2023 (55,0%);"),
        (55, ", bằng năm 2023 (55,0%);"),
    ],
)
def test_against_last_year(title, clause):
    assert clause in cdht(2024, {2023: LAST, 2024: only(Return(100, 100, title))})


def test_a_difference_too_small_for_one_decimal_is_not_nothing():
    years = {2023: {"VP": Return(10_000, 0, 6000)}, 2024: only(Return(10_000, 0, 6004))}
    assert "tăng 0,04 điểm phần trăm so với năm 2023 (60,0%)" in cdht(2024, years)


def test_a_missing_unit_is_told_with_the_verdict():
    model = build_report(make_inputs(2024, {2024: {"VP": Return(100, 100, 65, 50, 40)}}))
    target = model["targets"][0]
    verdict = "vượt mục tiêu đến năm 2025 (60%) 5,0 điểm phần trăm (theo số liệu của 1/12 đơn vị);"
    assert verdict in target["sentence"]
    assert target["verdict_text"] == "Đạt, vượt mục tiêu 2025 (theo số liệu của 1/12 đơn vị)"
    assert model["conclusion"] == "đạt 3/3 mục tiêu đến năm 2025 (theo số liệu của 1/12 đơn vị)."
    assert "(theo số liệu của 1/12 đơn vị)" in model["achievement"]
    unit = next(row for row in model["units"] if row["code"] == "VP")
    assert unit["indicators"]["CDHT"]["verdict_text"] == "Đạt, vượt mục tiêu 2025"


def test_before_the_targets_were_set():
    returns = {"VP": Return(100, 100, 65, 50, 40)}
    model = build_report(make_inputs(2021, {2021: returns}))
    assert model["targets"][0]["sentence"] == (
        "65/100 người, đạt tỷ lệ 65,0%; đến ngày chốt số liệu chưa có mục tiêu được giao."
    )
    assert model["targets"][0]["verdict_text"] == "Chưa giao mục tiêu"
    assert model["comparison"] == ["Chưa có số liệu năm 2020 để so sánh."]
    assert (model["conclusion"], model["stricter"]) == ("", [])
    assert [s["code"] for s in model["supplements"]] == ["DK"]


def test_at_the_horizon_there_is_one_goal_and_no_pace():
    sentence = cdht(2030, {2030: {"VP": Return(100, 100, 65)}})
    assert sentence == (
        "65/100 người, đạt tỷ lệ 65,0%; chưa đạt mục tiêu đến năm 2030 (80%), còn thiếu 15,0 điểm "
        "phần trăm, tương ứng 15 người (theo số liệu của 1/12 đơn vị)."
    )


def test_another_department_is_not_compared_directly():
    model = build_report(make_inputs(2025, {2024: LAST, 2025: {"VP": Return(100, 100, 65)}}))
    assert model["targets"][0]["sentence"].startswith("65/100 người, đạt tỷ lệ 65,0%; vượt")
    assert model["targets"][0]["change_text"] == "–"
    assert model["comparison"] == [
        "Kết quả năm 2025 không so sánh trực tiếp với năm 2024: từ ngày 01/3/2025, Sở Nông nghiệp "
        "và Môi trường tỉnh Lạng Sơn được tổ chức lại trên cơ sở Sở Tài nguyên và Môi trường tỉnh "
        "Lạng Sơn, phạm vi đơn vị và số người đã thay đổi."
    ]
    assert "không so sánh trực tiếp" in model["trend"]["note"]


def test_incomplete_years_are_compared_with_care():
    model = build_report(make_inputs(2024, {2023: LAST, 2024: only(Return(100, 100, 65))}))
    assert model["comparison"] == [
        "Việc so sánh giữa năm 2024 (12/12 đơn vị) và năm 2023 (1/12 đơn vị) chỉ có tính chất tham "
        "khảo do số đơn vị có số liệu khác nhau hoặc chưa đầy đủ."
    ]
    complete = {2023: only(LAST["VP"]), 2024: only(Return(100, 100, 65))}
    assert build_report(make_inputs(2024, complete))["comparison"] == []


def test_no_data_last_year_though_there_were_rows():
    model = build_report(make_inputs(2024, {2023: {}, 2024: only(Return(100, 100, 65))}))
    assert model["comparison"] == ["Chưa có số liệu năm 2023 để so sánh."]


@pytest.mark.parametrize(
    ("skilled", "updating", "is_told"),
    [(50, 40, False), (50, 32, True), (50, 25, False), (0, 0, False)],
    ids=["met both ways", "met by one reading only", "missed both ways", "no data"],
)
def test_the_stricter_reading_where_it_turns_the_verdict(skilled, updating, is_told):
    # of 60 holders: 40/50 and 40/60 = 66,7; 32/50 = 64,0 and 32/60 = 53,3; 25/50 and 25/60
    model = build_report(make_inputs(2024, {2024: only(Return(100, 100, 60, skilled, updating))}))
    assert bool(model["stricter"]) == is_told
    if is_told:
        assert (
            "32/60 người, đạt tỷ lệ 53,3%, chưa đạt mục tiêu đến năm 2025 (60%)"
            in (model["stricter"][0])
        )


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ((65, 50, 40), "đạt 3/3 mục tiêu đến năm 2025."),
        ((65, 50, 20), "mới đạt 2/3 mục tiêu đến năm 2025."),
        ((10, 1, 0), "chưa đạt mục tiêu nào trong số 3 mục tiêu đến năm 2025."),
        ((0, 0, 0), "chưa đạt mục tiêu nào trong số 3 mục tiêu đến năm 2025."),
    ],
)
def test_conclusion(targets, expected):
    model = build_report(make_inputs(2024, {2024: only(Return(100, 100, *targets))}))
    assert model["conclusion"] == expected


def test_units_below_the_target_are_named_with_their_rates():
    years = {2024: only(Return(100, 100, 65)) | {"TTR": Return(20, 20, 9), "KSN": Return(1, 1, 0)}}
    target = build_report(make_inputs(2024, years))["targets"][0]
    assert target["below"] == (
        "2/3 đơn vị có số liệu chưa đạt mục tiêu 60%: Thanh tra Sở (45,0%); Phòng Khoáng sản, Tài "
        "nguyên nước (0,0%)."
    )
    good = build_report(make_inputs(2024, {2024: only(Return(9, 9, 9))}))
    assert good["targets"][0]["below"] == ""


def coverage(years: dict[int, dict[str, Return]]) -> list[str]:
    return build_report(make_inputs(2024, years))["coverage"]["sentences"]


def test_coverage_complete():
    assert coverage({2024: only(Return(100))}) == [
        "Tính đến ngày 20/11/2024, đã nhận được báo cáo của 12/12 đơn vị, trong đó 12 đơn vị gửi "
        "số liệu hợp lệ đúng hạn.",
        "Báo cáo tổng hợp số liệu của toàn bộ 12/12 đơn vị, với 100 người.",
    ]


def test_coverage_with_everything_that_can_lack():
    returns = only(Return(100, quarantined=2, status="partially_accepted")) | {
        "TTR": Return(20, status="rejected"),
        "KSN": Return(9, status="held"),
        "CCMT": Return(5, is_on_time=False),
    }
    del returns["CNTT"]
    last = only(Return(90)) | {"TTR": Return(21), "CNTT": Return(7)}
    del last["KSN"]
    assert coverage({2023: last, 2024: returns}) == [
        "Tính đến ngày 20/11/2024, đã nhận được báo cáo của 11/12 đơn vị, trong đó 08 đơn vị gửi "
        "số liệu hợp lệ đúng hạn.",
        "Báo cáo tổng hợp số liệu của 9/12 đơn vị, với 105 người trên tổng số khoảng 133 người "
        "(đơn vị chưa có số liệu tính theo số người năm trước); chưa rõ số người của 01 đơn vị: "
        "Phòng Khoáng sản, Tài nguyên nước.",
        "Có 01 đơn vị chưa gửi báo cáo: Trung tâm Công nghệ thông tin tài nguyên và môi trường.",
        "Có 01 đơn vị có báo cáo chưa hợp lệ, chưa được tổng hợp: Thanh tra Sở.",
        "Có 01 đơn vị gửi báo cáo sau khi khóa số liệu, chưa được tổng hợp: Phòng Khoáng sản, Tài "
        "nguyên nước.",
        "Có 02 người có thông tin chưa hợp lệ thuộc 01 đơn vị: Văn phòng Sở. Những người này được "
        "tính vào tổng số người, không tính vào kết quả.",
    ]


def test_coverage_of_nothing():
    found = coverage({})
    assert found[0] == "Chưa nhận được báo cáo của đơn vị nào (0/12 đơn vị)."
    assert found[1].startswith("Có 12 đơn vị chưa gửi báo cáo: Văn phòng Sở; Thanh tra Sở;")
    assert len(found) == 2


def test_coverage_when_all_is_rejected():
    found = coverage({2024: dict.fromkeys(ALL, Return(5, status="rejected"))})
    assert found[0].endswith("trong đó chưa có đơn vị nào gửi số liệu hợp lệ đúng hạn.")
    assert found[1] == ("Chưa có số liệu của đơn vị nào đủ điều kiện tổng hợp (0/12 đơn vị).")
