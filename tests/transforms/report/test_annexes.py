"""Annex I's columns, annex III's documents and money, and what is told of a year without a plan."""

from dataclasses import replace
from fractions import Fraction

import pytest

from steps.publication import draft
from tests.render.report import samples
from tests.render.report.frames import demo, make_inputs
from transforms.report.build import build_report
from transforms.report.workbooks.annex import annex_sheets


@pytest.fixture(scope="module")
def model():
    return build_report(
        make_inputs(2024, {2023: samples.last_year(), 2024: samples.full_year(2024)})
    )


def test_columns_are_grouped_by_target_and_numbered_with_their_formulas(model):
    (part,) = model.units_parts
    assert [(group.head, group.span) for group in part.groups] == [
        ("Số người", 2),
        ("Đạt danh hiệu “Công dân học tập”", 3),
        ("Có kỹ năng số trong số người đạt danh hiệu", 2),
        ("Thành thạo, tự cập nhật trong số người có kỹ năng số", 3),
    ]
    assert [number.replace("\n", " ") for number in part.numbers] == [
        "(1)", "(2)", "(3)", "(4) = (3)/(1)", "(5)", "(6)", "(7) = (6)/(3)", "(8)",
        "(9) = (8)/(6)", "(10) = (8)/(3)",
    ]  # fmt: skip
    assert len(set(part.heads)) == len(part.heads)
    assert model.verdict_head == "Đánh giá riêng từng đơn vị: (4) so với 60%"


def test_the_workbook_has_the_same_names_and_numbers(model):
    (part,), sheet = model.units_parts, annex_sheets(model)[0]
    assert sheet.heads[2 : 2 + len(part.heads)] == part.heads
    assert sheet.numbers[2 : 2 + len(part.numbers)] == part.numbers
    assert list(sheet.heads[-2:]) == [model.verdict_head, "Ghi chú"]
    assert len(set(sheet.heads)) == len(sheet.heads)
    assert {len(row) for row in sheet.rows} == {len(sheet.heads)} == {len(sheet.widths)}


def test_a_unit_is_judged_by_its_own_rate(model):
    # VP 48/62 = 77,4%; TTR 15/24 = 62,5%; KSN 16/29 = 55,2%, and was 15/30 = 50% the year before
    found = {row.code: row.verdict for row in model.units}
    assert (found["VP"], found["TTR"], found["KSN"]) == ("Đạt", "Đạt", "Đúng tiến độ")
    assert (found["QTMT"], found["CNTT"]) == ("–", "–")  # rejected, missing
    assert found["STNMT"] == "Chưa đủ căn cứ"


def test_documents_of_the_period_and_money_in_dong(model):
    assert [(line.name, line.date) for line in model.document_lines] == [
        ("Kế hoạch số 65/KH-UBND", "21/3/2024")
    ]
    assert [(line.code, line.activities, line.budget) for line in model.budget] == [
        ("1.1", "3", "4.500.000"),  # VP, CCMT, VPDK: 3 × 1500 nghìn đồng
        ("2.2", "3", "37.500.000"),
        ("", "6", "42.000.000"),
    ]
    assert sum(task.budget_thousand_vnd for g in model.groups for task in g.tasks) == Fraction(
        42000
    )


def test_a_year_with_neither_has_no_third_annex():
    inputs = make_inputs(2023, {2023: samples.last_year()})
    model = build_report(inputs)
    assert (model.document_lines, model.budget) == ([], [])
    assert [annex.split(".")[0] for annex in model.annexes] == ["Phụ lục I", "Phụ lục II"]


def test_a_planned_task_is_told_against_its_plan(model):
    group = model.groups[0]
    assert group.tasks[1].sentence == (
        "Tuần lễ hưởng ứng học tập suốt đời (03 hoạt động, 120 lượt người, "
        "kế hoạch: tổ chức hằng năm - hoàn thành)"
    )


@pytest.mark.parametrize(("year", "has_plan"), [(2021, False), (2023, False), (2024, True)])
def test_the_steward_is_told_of_a_year_without_its_plan(year, has_plan, monkeypatch):
    said: list[str] = []
    inputs = replace(make_inputs(year, {}), catalogue=demo().of_year(year))
    monkeypatch.setattr(draft, "note", said.append)
    draft.tell(inputs)
    assert [text.partition(",")[0] for text in said] == (
        [] if has_plan else [f"Danh mục chưa có kế hoạch của năm {year}"]
    )
    assert said == [] or "issuer.toml" in said[0]
