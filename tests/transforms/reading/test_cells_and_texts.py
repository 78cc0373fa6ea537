"""What the specification does not reach: corners of texts, cells, sheets, lineage."""

import datetime as dt
import unicodedata

import pytest

from tests.workbooks import catalogue
from transforms.catalogue.lineage import find_predecessors
from transforms.reading.addresses import address
from transforms.reading.grid import Grid
from transforms.reading.layout import find_headers
from transforms.reading.lists.rows import sort_rows
from transforms.reading.values import as_number, as_text
from transforms.reading.workbook import read_submission
from transforms.text import fold, masked, plain_number, squeeze


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("  a \u00a0\u2003b\t\n", "a b"),
        (unicodedata.normalize("NFD", "Đặng Thị Ước"), "Đặng Thị Ước"),
        ("\ufeffa\u200bb\u200dc\u2060", "abc"),
        ("e\u200b\u0301", "é"),
        ("\u202ea", "a"),
        ("", ""),
    ],
)
def test_squeeze(text, squeezed):
    assert squeeze(text) == squeezed


def test_fold_ignores_case_and_composition():
    assert fold("ĐƠN VỊ") == fold(unicodedata.normalize("NFD", " đơn\u00a0vị "))
    assert fold("đ") != fold("d")


def test_masked_counts_the_compared_text():
    assert masked(unicodedata.normalize("NFD", "  Ước ")) == "văn bản, 3 ký tự"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (85, "85"),
        (85.0, "85"),
        (85.5, "85,5"),
        (0.1 + 0.2, "0,3"),
        (-0.5, "-0,5"),
        (1e15, "1000000000000000"),
        (12345678901234567890, "12345678901234567890"),
        (1e-07, "0,0000001"),
        (1.5e-30, "1,5E-30"),
        (1e308, "1E+308"),
    ],
)
def test_plain_number(number, shown):
    assert plain_number(number) == shown


def test_a_day_of_any_year_has_four_digits():
    assert as_text(dt.date(1, 1, 1)) == "01/01/0001"


def test_numbers_that_are_none():
    assert as_number(float("nan")) is None
    assert as_number(float("inf")) is None
    assert as_number(dt.date(2024, 1, 1)) is None
    assert plain_number(float("inf")) == "inf"
    assert as_text(None) == ""


def test_a_grid_outside_its_bounds_is_blank():
    grid = Grid([["a"], []], {(3, 2): ""})
    assert [grid.at(*place) for place in ((1, 1), (1, 2), (2, 1), (9, 9), (0, 0), (3, 2))] == [
        "a", None, None, None, None, None,
    ]  # fmt: skip
    assert grid.has(3, 2)
    assert Grid([]).width == 0


def test_addresses():
    assert [address(14, 8), address(1, 27), address(20000, 500)] == ["H14", "AA1", "SF20000"]


def test_one_number_under_the_header_is_no_numbering_line():
    sheet = catalogue().form(2024).sheet("activity")
    grid = Grid([[f.header for f in sheet.fields], [None, "(1)"]])
    layout = find_headers(sheet, grid)
    assert sort_rows(sheet, grid, layout).entries == [2]
    assert sort_rows(sheet, Grid([]), find_headers(sheet, Grid([]))).entries == []


def test_two_sheets_of_one_name_in_two_compositions():
    """Excel tells them apart, the form does not: the second is ignored and said to be."""
    name = unicodedata.normalize("NFD", "Thông tin")
    reading = read_submission({"Thông tin": Grid([]), name: Grid([])}, catalogue())
    extra = [f.sheet for f in reading.findings if f.rule_code == "F11"]
    assert extra == ["Thông tin"]


def test_predecessors_of_the_reform_of_2025():
    found = find_predecessors(catalogue(), 2025)
    assert found["KTMT"] == ("CNTT", "QTMT")
    assert found["TNKS"] == ("KSN",)
    assert found["VP"] == ("VP",)
    assert found["CCKL"] == ()
