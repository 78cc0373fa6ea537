"""Every sentence that depends on figures, for every combination: whole sentences, spelled out."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from render.report.blocks import template_context
from steps.catalogue import load_catalogue
from tests.render.report.frames import CATALOG, make_inputs
from tests.render.report.warehouse import Return
from transforms.report.build import build_report
from transforms.report.results.sentences import list_horizons

LAST = {"VP": Return(100, 100, 55, 40, 24)}  # 55,0 %, 72,7 %, 60,0 %
ALL = ("VP", "TTR", "KHTC", "QLDD", "KSN", "CCMT", "VPDK", "CNCL", "CNDL", "PTQD", "QTMT", "CNTT")


def only(returned: Return) -> dict[str, Return]:
    """One unit with figures, all others with a nil return: complete."""
    return dict.fromkeys(ALL, Return()) | {"VP": returned}


def cdht(year: int, years: dict[int, dict[str, Return]]) -> str:
    return build_report(make_inputs(year, years)).targets[0].sentence


TO_2030 = (
    "đúng tiến độ thực hiện mục tiêu đến năm 2030 (80%), còn thiếu {} điểm phần trăm, tương ứng {} "
    "người, bình quân mỗi năm cần tăng thêm {} điểm phần trăm."
)


@pytest.mark.parametrize(
    ("title", "people", "expected"),
    [
        (
            65,
            100,
            "65/100 người, tỷ lệ 65,0%; vượt mục tiêu đến năm 2025 (60%) 5,0 điểm phần trăm; "
            + TO_2030.format("15,0", 15, "2,5"),
        ),
        (
            60,
            100,
            "60/100 người, tỷ lệ 60,0%; đạt đúng mục tiêu đến năm 2025 (60%); "
            + TO_2030.format("20,0", 20, "3,3"),
        ),
        (
            80,
            100,
            "80/100 người, tỷ lệ 80,0%; vượt mục tiêu đến năm 2025 (60%) 20,0 điểm phần trăm; đạt "
            "đúng mục tiêu đến năm 2030 (80%).",
        ),
        (
            97,
            100,
            "97/100 người, tỷ lệ 97,0%; vượt mục tiêu đến năm 2025 (60%) 37,0 điểm phần trăm; vượt "
            "mục tiêu đến năm 2030 (80%) 17,0 điểm phần trăm.",
        ),
        (0, 0, "chưa có số liệu năm 2024."),
    ],
)
def test_against_targets_in_a_complete_first_year(title, people, expected):
    assert cdht(2024, {2024: only(Return(people, people, title))}) == expected


def test_below_a_target_the_way_to_it_is_told():
    assert cdht(2024, {2024: only(Return(1299, 1299, 454))}) == (
        "454/1.299 người, tỷ lệ 34,9%; đúng tiến độ thực hiện mục tiêu đến năm 2025 (60%), còn "
        "thiếu 25,1 điểm phần trăm, tương ứng 326 người; đúng tiến độ thực hiện mục tiêu đến năm "
        "2030 (80%), còn thiếu 45,1 điểm phần trăm, tương ứng 586 người, bình quân mỗi năm cần "
        "tăng thêm 7,5 điểm phần trăm."
    )
    assert "59,96%" in cdht(2024, {2024: only(Return(2500, 2500, 1499))})  # not 60,0 % and missed


def test_behind_the_straight_line_from_the_first_year():
    years = {2023: only(Return(100, 100, 50)), 2024: only(Return(100, 100, 54))}
    assert "; chậm so với tiến độ thực hiện mục tiêu đến năm 2025 (60%), còn" in cdht(2024, years)


@pytest.mark.parametrize(
    ("title", "clause"),
    [
        (65, ", tăng 10,0 điểm phần trăm so với năm 2023 (55,0%);"),
        (51, ", giảm 4,0 điểm phần trăm so với năm 2023 (55,0%);"),
        (55, ", bằng năm 2023 (55,0%);"),
    ],
)
def test_against_last_year(title, clause):
    years = {2023: only(LAST["VP"]), 2024: only(Return(100, 100, title))}
    assert clause in cdht(2024, years)


def test_a_difference_too_small_for_one_decimal_is_not_nothing():
    years = {2023: only(Return(10_000, 0, 6000)), 2024: only(Return(10_000, 0, 6004))}
    assert "tăng 0,04 điểm phần trăm so với năm 2023 (60,0%)" in cdht(2024, years)


def test_a_ninth_of_the_people_is_no_ground_for_a_verdict():
    model = build_report(make_inputs(2024, {2024: {"VP": Return(100, 100, 65, 50, 40)}}))
    target = model.targets[0]
    assert target.sentence == (
        "65/100 người, tỷ lệ 65,0%; chưa đủ căn cứ để đánh giá so với mục tiêu đến năm 2025 (60%) "
        "và 2030 (80%): tính cả những người chưa có số liệu thì tỷ lệ trong khoảng 5,4% - "
        "97,1%."
    )
    assert [goal.verdict_text for goal in target.goals] == ["Chưa đủ căn cứ (5,4% - 97,1%)"] * 2
    assert (model.words.achievement, model.words.conclusion) == (
        [],
        "chưa đủ căn cứ để đánh giá 03/03 mục tiêu đến năm 2025 (theo số liệu của 01/12 đơn vị).",
    )
    unit = next(row for row in model.units if row.code == "VP")
    assert unit.results["CDHT"].goals[0].verdict_text == "Đạt"  # the unit itself is complete


def test_of_three_horizons_the_last_alone_has_an_and(tmp_path):
    folder = Path(shutil.copytree(CATALOG, tmp_path / "catalog"))
    with (folder / "indicators.toml").open("a", encoding="utf-8") as stream:
        stream.write(
            '\n[[CDHT.targets]]\nyear = 2027\npct = 70\nadopted = 2022-08-24\nsource = "Kế hoạch"\n'
        )
    sent = {2024: {"VP": Return(100, 100, 65, 50, 40)}}
    model = build_report(make_inputs(2024, sent, load_catalogue(folder)))
    assert (
        "so với mục tiêu đến năm 2025 (60%), 2027 (70%) và 2030 (80%): "
        in model.targets[0].sentence
    )


def test_with_a_small_unit_missing_the_verdict_says_whose_figures_it_speaks_of():
    last = only(Return(100, 100, 50)) | {"TTR": Return(2)}
    now = only(Return(100, 100, 70))
    del now["TTR"]
    target = build_report(make_inputs(2024, {2023: last, 2024: now})).targets[0]
    assert target.goals[0].verdict_text == "Đạt (theo số liệu của 11/12 đơn vị)"
    assert (
        "vượt mục tiêu đến năm 2025 (60%) 10,0 điểm phần trăm (theo số liệu của 11/12 đơn vị)"
        in (target.sentence)
    )


def test_before_the_targets_were_set():
    returns = {"VP": Return(100, 100, 65, 50, 40)}
    model = build_report(make_inputs(2021, {2021: returns}))
    assert model.targets[0].sentence == (
        "65/100 người, tỷ lệ 65,0%; đến ngày chốt số liệu chưa có mục tiêu được giao."
    )
    assert model.targets[0].verdict_text == "Chưa giao"
    assert model.words.comparison == ["Chưa có số liệu năm 2020 để so sánh."]
    assert (model.words.conclusion, model.words.stricter) == ("", [])
    assert [s.code for s in model.supplements] == ["DK"]


def test_at_the_horizon_a_target_is_missed_and_there_is_no_pace():
    sentence = cdht(2030, {2030: dict.fromkeys(("VP", "TTR"), Return(100, 100, 65))})
    assert "chưa đủ căn cứ" in sentence
    units = make_inputs(2030, {2030: {}}).catalogue.reporting_units
    full = {unit.unit_code: Return() for unit in units} | {"VP": Return(100, 100, 65)}
    assert cdht(2030, {2030: full}) == (
        "65/100 người, tỷ lệ 65,0%; chưa đạt mục tiêu đến năm 2030 (80%), còn thiếu 15,0 điểm "
        "phần trăm, tương ứng 15 người."
    )


def test_another_department_is_compared_over_the_units_it_took_over():
    model = build_report(make_inputs(2025, {2024: LAST, 2025: {"VP": Return(100, 100, 65)}}))
    assert model.targets[0].sentence.startswith(
        "65/100 người, tỷ lệ 65,0%, tăng 10,0 điểm phần trăm so với năm 2024 (55,0%, cùng các đơn "
        "vị);"
    )
    assert "không so sánh trực tiếp" in model.trend.note


def test_incomplete_years_are_compared_like_for_like_and_say_over_how_many_units():
    model = build_report(make_inputs(2024, {2023: LAST, 2024: only(Return(100, 100, 65))}))
    assert model.words.comparison == [
        "Số liệu năm 2023 và mức tăng, giảm tính trên 01 đơn vị có số liệu cả hai năm."
    ]
    complete = {2023: only(LAST["VP"]), 2024: only(Return(100, 100, 65))}
    assert build_report(make_inputs(2024, complete)).words.comparison == []


def test_no_data_last_year_though_there_were_rows():
    model = build_report(make_inputs(2024, {2023: {}, 2024: only(Return(100, 100, 65))}))
    assert model.words.comparison == [
        "Kết quả năm 2024 chưa so sánh được với năm 2023: không có đơn vị nào có số liệu của cả "
        "năm 2023 và năm 2024."
    ]


@pytest.mark.parametrize(
    ("skilled", "updating", "is_told"),
    [(50, 40, False), (50, 32, True), (50, 25, False), (0, 0, False)],
    ids=["met both ways", "met by one reading only", "missed both ways", "no data"],
)
def test_the_stricter_reading_where_it_turns_the_verdict(skilled, updating, is_told):
    # of 60 holders: 40/50 and 40/60 = 66,7; 32/50 = 64,0 and 32/60 = 53,3; 25/50 and 25/60
    model = build_report(make_inputs(2024, {2024: only(Return(100, 100, 60, skilled, updating))}))
    assert bool(model.words.stricter) == is_told
    if is_told:
        told = "32/60 người, tỷ lệ 53,3%, đúng tiến độ thực hiện mục tiêu đến năm 2025 (60%)"
        assert told in model.words.stricter[0]
    asked = [
        "UBND tỉnh: Hướng dẫn thống nhất cách tính mục tiêu “Thành thạo, tự cập nhật trong số "
        "người có kỹ năng số”."
    ]
    assert model.words.wishes == (asked if is_told else [])
    blocks = template_context(model)["blocks"]
    begins = next(n for n, block in enumerate(blocks) if block["text"].startswith("V. KIẾN NGHỊ"))
    assert not any("thống nhất cách tính" in block["text"] for block in blocks[:begins])
    says_none = any("không có kiến nghị" in block["text"] for block in blocks)
    assert says_none != is_told  # what is asked is asked in section V, which does not deny it


def test_the_way_to_the_nearest_target_that_is_not_reached_is_a_task():
    model = build_report(make_inputs(2024, {2024: only(Return(100, 100, 65, 40, 30))}))
    assert [target.ahead for target in model.targets] == [
        "Đạt danh hiệu “Công dân học tập”: phấn đấu đến năm 2030 đạt 80%, thêm ít nhất 15 người so "
        "với năm 2024 (tính trên số người năm 2024).",
        "Có kỹ năng số trong số người đạt danh hiệu: phấn đấu đến năm 2025 đạt 70%, thêm ít nhất "
        "06 người so với năm 2024 (tính trên số người năm 2024).",
        "Thành thạo, tự cập nhật trong số người có kỹ năng số: phấn đấu đến năm 2030 đạt 80%, thêm "
        "ít nhất 02 người so với năm 2024 (tính trên số người năm 2024).",
    ]
    few = build_report(make_inputs(2024, {2024: {"VP": Return(100, 100, 65, 40, 30)}}))
    assert [target.ahead for target in few.targets] == [""] * 3  # nothing is said without a verdict


def test_how_far_people_came():
    model = build_report(make_inputs(2024, {2024: only(Return(100, 90, 9, 5, 4))}))
    assert model.words.funnel == (
        "Trong 100 người: 90 người đăng ký, 09 người tham gia đánh giá, 09 người đạt danh hiệu."
    )
    assert build_report(make_inputs(2024, {2024: {}})).words.funnel == ""


def goal(year, target):
    return replace(
        build_report(make_inputs(2024, {2024: {}})).targets[0].goals[0], year=year, target=target
    )


def test_many_horizons_are_listed():
    assert list_horizons([goal(2025, "60%")]) == "đến năm 2025 (60%)"
    goals = [goal(2025, "60%"), goal(2028, "70%"), goal(2030, "80%")]
    assert list_horizons(goals) == "đến năm 2025 (60%), 2028 (70%) và 2030 (80%)"


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ((65, 50, 40), "đạt 03/03 mục tiêu đến năm 2025."),
        ((65, 50, 20), "đạt 02/03 mục tiêu, chậm tiến độ 01/03 mục tiêu đến năm 2025."),
        ((10, 1, 0), "chậm tiến độ 03/03 mục tiêu đến năm 2025."),
        (
            (0, 0, 0),
            "chậm tiến độ 01/03 mục tiêu, chưa có số liệu của 02/03 mục tiêu đến năm 2025.",
        ),
    ],
)
def test_conclusion(targets, expected):
    years = {2023: only(Return(100, 100, 50, 20, 10)), 2024: only(Return(100, 100, *targets))}
    assert build_report(make_inputs(2024, years)).words.conclusion == expected


@pytest.mark.parametrize("missing", [(), ("TTR",), ALL[1:]])
def test_the_opening_paragraph_has_at_most_120_words_and_the_coverage_once(missing):
    last = {code: Return(20, 20, 5 + n, 4, 3) for n, code in enumerate(ALL)}
    now = {code: Return(20, 20, 16 - n, 4, 3) for n, code in enumerate(ALL) if code not in missing}
    headline = build_report(make_inputs(2024, {2023: last, 2024: now})).words.headline
    assert len(headline.split()) <= 120
    assert headline.count(f"{12 - len(missing)}/12 đơn vị") == 1
    assert ("Tăng nhiều nhất so với năm 2023: Văn phòng Sở (55,0 điểm phần trăm)." in headline) == (
        len(missing) < 2
    )


def test_units_below_the_target_are_named_with_their_rates():
    years = {2024: only(Return(100, 100, 65)) | {"TTR": Return(20, 20, 9), "KSN": Return(1, 1, 0)}}
    target = build_report(make_inputs(2024, years)).targets[0]
    assert target.below == (
        "02/03 đơn vị có số liệu còn dưới mục tiêu 60%: Thanh tra Sở (45,0%); Phòng Khoáng sản, "
        "Tài nguyên nước (0,0%)."
    )
    good = build_report(make_inputs(2024, {2024: only(Return(9, 9, 9))}))
    assert good.targets[0].below == ""


def coverage(years: dict[int, dict[str, Return]]) -> list[str]:
    return build_report(make_inputs(2024, years)).words.coverage


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
        "Báo cáo tổng hợp số liệu của 09/12 đơn vị, với 105 người trên tổng số khoảng 133 người "
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
    assert found[1] == "Có 12 đơn vị chưa gửi báo cáo (danh sách tại Phụ lục I)."
    assert len(found) == 2


def test_coverage_when_all_is_rejected():
    found = coverage({2024: dict.fromkeys(ALL, Return(5, status="rejected"))})
    assert found[0].endswith("trong đó chưa có đơn vị nào gửi số liệu hợp lệ đúng hạn.")
    assert found[1] == ("Chưa có số liệu của đơn vị nào đủ điều kiện tổng hợp (0/12 đơn vị).")


REJECTED = {code: Return(10, 10, 5, status="rejected") for code in ALL}


@pytest.mark.parametrize(
    ("sent", "opening", "activity"),
    [
        (
            REJECTED,
            "Chưa có số liệu đủ điều kiện tổng hợp (0/12 đơn vị). "
            "Chưa đủ căn cứ để đánh giá các mục tiêu.",
            "Chưa có số liệu về hoạt động của các đơn vị.",
        ),
        (
            {"VP": Return(10, 10, 5)},
            "Số liệu của 01/12 đơn vị, 10 người. Đạt danh hiệu “Công dân học tập”: 50,0%; ",
            "Trong kỳ báo cáo, các đơn vị được tổng hợp không ghi nhận hoạt động nào.",
        ),
    ],
)
def test_a_year_without_figures_or_activities_says_so_once(sent, opening, activity):
    report = build_report(make_inputs(2024, {2024: sent}))
    texts = [block["text"] for block in template_context(report)["blocks"]]
    assert texts[1].startswith(opening)
    assert texts.count(activity) == 1
    heads = [text for text in texts if text[:3] in ("1. ", "2. ")]
    assert heads[0] == "1. Kết quả thực hiện các mục tiêu"


def test_counts_below_ten_are_written_with_a_zero_in_every_sentence():
    sent = {"VP": Return(9, 9, 5), "TTR": Return(8, 8, 4, status="rejected")}
    report = build_report(make_inputs(2024, {2024: sent}))
    for block in template_context(report)["blocks"]:
        assert not re.search(r"(?<![\d.,/])[1-9](/\d+)? (đơn vị|người)\b", block["text"])
