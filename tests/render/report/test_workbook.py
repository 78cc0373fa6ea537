"""Workbooks of the report: what stands in them is what was meant."""

import datetime as dt
import io

import openpyxl
import pytest

from render.report.workbook import write_workbook
from transforms.report.workbooks.sheets import Cell, Sheet

DAY = dt.date(2024, 12, 1)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@x", "Tỷ lệ"])
def test_a_text_is_text_wherever_it_stands_and_whatever_it_begins_with(text):
    sheet = Sheet("S", "Biểu", [text, "B"], [10, 10], [[Cell(text), Cell(1, "figure")]])
    content = write_workbook([sheet], DAY, "Sở")
    page = openpyxl.load_workbook(io.BytesIO(content))["S"]
    for cell in (page.cell(2, 1), page.cell(3, 1)):
        assert (cell.value, cell.data_type) == (text, "s")


def test_a_formula_carries_its_value_and_a_link_its_place():
    row = [
        Cell("a\nb & <c>", link="'S'!A1:B1"),
        Cell(0.5, "rate", "=B1/2"),
        Cell("–", "rate", "=A1"),
    ]
    content = write_workbook([Sheet("S", "Biểu", ["A", "B", "C"], [5, 5, 5], [row])], DAY, "Sở")
    formulas, values = (
        openpyxl.load_workbook(io.BytesIO(content), data_only=told)["S"] for told in (False, True)
    )
    assert [cell.value for cell in formulas[3]] == ["a\nb & <c>", "=B1/2", "=A1"]
    assert [cell.value for cell in values[3]] == ["a\nb & <c>", 0.5, "–"]
    assert formulas["A3"].hyperlink.location == "'S'!A1:B1"
    assert formulas.row_dimensions[3].height == 45  # its text has three lines of five letters


def test_times_are_local_and_numbers_stay_numbers():
    late = dt.datetime(2024, 11, 20, 20, 0, 0, 999, dt.UTC)
    row = [Cell(late, "time"), Cell(dt.date(2024, 3, 1), "day"), Cell(12.5, "money"), Cell(None)]
    sheet = Sheet("S", "Biểu", list("ABCD"), [9] * 4, [row])
    page = openpyxl.load_workbook(io.BytesIO(write_workbook([sheet], DAY, "Sở")))["S"]
    assert [cell.value for cell in page[3]] == [
        dt.datetime(2024, 11, 21, 3), dt.datetime(2024, 3, 1), 12.5, None,
    ]  # fmt: skip


@pytest.mark.parametrize("is_protected", [True, False])
def test_protected_against_accidents_without_a_password(is_protected):
    sheet = Sheet("S", "Biểu", ["A"], [9], [[Cell(1, "figure")]])
    content = write_workbook([sheet], DAY, "Sở", is_protected=is_protected)
    protection = openpyxl.load_workbook(io.BytesIO(content))["S"].protection
    assert (protection.sheet, protection.password) == (is_protected, None)
