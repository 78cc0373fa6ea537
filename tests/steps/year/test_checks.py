"""Q02, Q03, Q05, Q09: checks that look at the whole year, at their thresholds."""

import datetime as dt

import pytest

from steps.year.aggregate import aggregate
from tests.inbox import Pipeline
from tests.workbooks import ANSWERS, Book, report

UNITS = {code: f"Đơn vị {code}" for code in "AB"}
INFO, LIST = "Thông tin", "Danh sách"


def unit(code: str, persons: int, titles: int | None = None, year: int = 2024) -> Book:
    """So many persons with codes of their own, the first ``titles`` of them holding the title."""
    changed = {
        "Mã đơn vị": code, "Tên đơn vị": UNITS[code], "Năm báo cáo": year,
        "Ngày chốt số liệu": dt.date(year, 11, 15),
    }  # fmt: skip
    book = report(persons, **changed).put_row("Hoạt động", 4, [None] * 8)
    for row in range(4, 4 + persons):
        book.put(LIST, f"B{row}", f"{code}{row}")
        if titles is not None and row >= 4 + titles:
            book.put(LIST, f"G{row}", "không")
    return book


@pytest.fixture
def pipeline(tmp_path, warehouse):
    return Pipeline(tmp_path, warehouse, UNITS)


def found(pipeline: Pipeline, rule: str) -> list[tuple]:
    return [line for line in pipeline.findings() if line[1] == rule]


# --- Q05


def test_one_code_in_two_units_is_a_query_at_each_of_the_rows(pipeline):
    pipeline.send("A.xlsx", unit("A", 3).put(LIST, "B5", "x-01"))
    pipeline.send("B.xlsx", unit("B", 3).put(LIST, "B6", "X-01").put(LIST, "A6", 33))
    pipeline.run()
    assert found(pipeline, "Q05") == [("A.xlsx", "Q05", LIST, "B5"), ("B.xlsx", "Q05", LIST, "B6")]
    rows = pipeline.query(
        "select row_label, value, column_name, message from core.finding "
        "where rule_code = 'Q05' order by cell"
    )
    assert [row[:3] for row in rows] == [
        ("2", "văn bản, 4 ký tự", "Mã số"),
        ("33", "văn bản, 4 ký tự", "Mã số"),
    ]
    assert "(B)" in rows[0][3]
    assert "(A)" in rows[1][3]
    accepted = ("accepted_with_warnings", 1)  # for the other unit too
    assert pipeline.statuses() == {"A.xlsx": accepted, "B.xlsx": accepted}


def test_when_the_other_unit_corrects_itself_both_are_accepted_again(pipeline):
    pipeline.send("A.xlsx", unit("A", 3).put(LIST, "B5", "x-01"))
    pipeline.send("B.xlsx", unit("B", 3).put(LIST, "B6", "X-01"))
    pipeline.run()
    pipeline.send("B2.xlsx", unit("B", 3), "2024-11-19 08:00")
    pipeline.run()
    assert pipeline.statuses() == {
        "A.xlsx": ("accepted", 1),
        "B.xlsx": ("superseded", 1),
        "B2.xlsx": ("accepted", 2),
    }
    assert found(pipeline, "Q05") == []


def test_rejected_files_and_quarantined_rows_are_not_looked_at(pipeline):
    pipeline.send("A.xlsx", unit("A", 20).put(LIST, "B5", "x1").put(LIST, "B6", "x2"))
    pipeline.send("B.xlsx", unit("B", 20).put(LIST, "B5", "x1").put(LIST, "D5", "?"))
    pipeline.send(
        "B0.xlsx", unit("B", 2).put(LIST, "B5", "x2").put(LIST, "D4", "?"), "2024-11-17 08:00"
    )
    pipeline.run()
    assert pipeline.statuses()["B0.xlsx"] == ("rejected", 1)
    assert found(pipeline, "Q05") == []


def test_an_answer_in_the_file_explains_it(pipeline):
    book = unit("A", 3).put(LIST, "B5", "x1").put_row("Giải trình", 1, ANSWERS)
    pipeline.send("A.xlsx", book.put_row("Giải trình", 2, ["Q05", LIST, "B5", "Biệt phái"]))
    pipeline.send("B.xlsx", unit("B", 3).put(LIST, "B5", "x1"))
    pipeline.run()
    explained = pipeline.query("select explanation from core.finding order by explanation")
    assert explained == [("Biệt phái",), (None,)]


# --- Q09


@pytest.mark.parametrize(("kept", "is_query"), [(2, False), (1, True)])
def test_fewer_than_half_of_the_codes_of_the_version_it_replaces(pipeline, kept, is_query):
    """4 codes before, so many of them kept: 2 of 4 is half, 1 of 4 is fewer."""
    later = unit("A", 4)
    for row in range(4 + kept, 8):
        later.put(LIST, f"B{row}", f"new{row}")
    pipeline.send("A1.xlsx", unit("A", 4))
    pipeline.send("A2.xlsx", later, "2024-11-19 08:00")
    pipeline.run()
    assert found(pipeline, "Q09") == ([("A2.xlsx", "Q09", INFO, "B7")] if is_query else [])
    status = "accepted_with_warnings" if is_query else "accepted"
    assert pipeline.statuses()["A2.xlsx"] == (status, 2)


def test_a_rejected_version_is_none_to_be_held_against(pipeline):
    pipeline.send("A1.xlsx", unit("A", 4))
    other = unit("A", 4).put(INFO, "B7", 5)
    for row in range(4, 8):
        other.put(LIST, f"B{row}", f"new{row}")
    pipeline.send("A2.xlsx", other, "2024-11-19 08:00")
    pipeline.send("A3.xlsx", unit("A", 3), "2024-11-20 08:00")
    pipeline.run()
    assert found(pipeline, "Q09") == []


# --- Q02 and Q03, beside last year's mart


def beside(pipeline: Pipeline, last: Book, this: Book) -> list[tuple]:
    pipeline.send("2023.xlsx", last, "2023-11-18 08:00")
    pipeline.send("2024.xlsx", this)
    pipeline.run(2023)
    pipeline.run(2024)
    return [line[1:] for line in pipeline.findings() if line[0] == "2024.xlsx"]


@pytest.mark.parametrize(
    ("last", "this", "is_query"),
    [
        (20, 24, False),  # 20 %
        (20, 25, True),
        (20, 16, False),
        (20, 15, True),
        (5, 7, False),  # 40 %, but 2 people
        (5, 8, True),
        (5, 3, False),
        (5, 0, True),
    ],
)
def test_headcount_beside_last_year(pipeline, last, this, is_query):
    found = beside(pipeline, unit("A", last, 0, 2023), unit("A", this, 0))
    assert found == ([("Q02", INFO, "B7")] if is_query else [])


@pytest.mark.parametrize(
    ("last", "this", "is_query"),
    [
        ((10, 5), (10, 8), False),  # 50 % beside 80 %: 30 points
        ((10, 5), (10, 9), True),  # 40 points
        ((10, 9), (10, 5), True),
        ((9, 1), (10, 9), False),  # a denominator below 10
        ((10, 9), (9, 1), False),
    ],
)
def test_rate_beside_last_year(pipeline, last, this, is_query):
    """Of the six indicators only CDHT has denominators of 10 and differs."""
    found = beside(pipeline, unit("A", *last, 2023), unit("A", *this))
    assert found == ([("Q03", INFO, "B7")] if is_query else [])
    for (message,) in pipeline.query("select message from core.finding where rule_code = 'Q03'"):
        assert f"năm trước {10 * last[1]},0%, năm nay {10 * this[1]},0%" in message


def test_an_earlier_year_loaded_later_touches_a_later_one_only_when_that_is_rebuilt(pipeline):
    pipeline.send("2024.xlsx", unit("A", 20))
    pipeline.run(2024)
    pipeline.send("2023.xlsx", unit("A", 10, 10, 2023), "2023-11-18 08:00")
    pipeline.run(2023)
    assert found(pipeline, "Q02") == []
    aggregate(pipeline.settings, 2024)
    assert found(pipeline, "Q02") == [("2024.xlsx", "Q02", INFO, "B7")]


def test_without_last_year_there_is_nothing_to_be_held_against(pipeline):
    pipeline.send("2024.xlsx", unit("A", 20))
    pipeline.run(2024)
    assert pipeline.findings() == []


# --- answers to what only the year tells


def answered(book: Book, code: str, sheet: str, cell: str) -> Book:
    book.put_row("Giải trình", 3, ANSWERS)
    return book.put_row("Giải trình", 4, [code, sheet, cell, "Đã thống nhất"])


def test_an_answer_to_a_year_wide_warning_is_lost_only_when_the_year_has_none(pipeline):
    double = unit("A", 3).put(LIST, "B5", "x-01")
    pipeline.send("A.xlsx", answered(double, "q5", LIST, "$B$5"))
    pipeline.send("B.xlsx", unit("B", 3).put(LIST, "B6", "X-01"))
    pipeline.run()
    assert found(pipeline, "F13") == []
    explained = "select explanation from core.finding where cell = 'B5'"
    assert pipeline.query(explained) == [("Đã thống nhất",)]
    pipeline.send("B2.xlsx", unit("B", 3), "2024-11-19 08:00")
    pipeline.run()
    assert found(pipeline, "F13") == [("A.xlsx", "F13", "Giải trình", "D4")]
    pipeline.run()
    assert found(pipeline, "F13") == [("A.xlsx", "F13", "Giải trình", "D4")]
    assert pipeline.statuses()["A.xlsx"] == ("accepted_with_warnings", 1)
    pipeline.send("B3.xlsx", unit("B", 3).put(LIST, "B6", "X-01"), "2024-11-19 09:00")
    pipeline.run()
    assert found(pipeline, "F13") == []


def test_of_a_rejected_file_nobody_knows_the_year_wide_warnings(pipeline):
    pipeline.send("A.xlsx", answered(unit("A", 3).put(LIST, "D5", "?"), "Q02", INFO, "B7"))
    pipeline.send("B.xlsx", answered(unit("B", 3), "Q04", LIST, "J4"))
    pipeline.run()
    assert pipeline.statuses()["A.xlsx"] == ("rejected", 1)
    assert found(pipeline, "F13") == [("B.xlsx", "F13", "Giải trình", "D4")]
