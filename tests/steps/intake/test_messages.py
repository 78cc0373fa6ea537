"""Messages of rules that look past one file's cells obey themselves too; see tests/spec."""

import pytest

from tests.inbox import Pipeline
from tests.steps.year.test_checks import INFO, LIST, UNITS, answered, unit
from tests.workbooks import Book, report

LATER = "2024-11-19 08:00"


def codes(pipeline: Pipeline, name: str) -> set[str]:
    """The rules that a file breaks."""
    return {rule for file, rule, _, _ in pipeline.findings() if file == name}


def test_an_unreadable_file_filled_in_anew_is_read(tmp_path, warehouse):
    pipeline = Pipeline(tmp_path, warehouse)
    pipeline.send("1.xlsx", b"PK\x03\x04")
    pipeline.run()
    assert codes(pipeline, "1.xlsx") == {"F01"}
    pipeline.send("2.xlsx", report(), LATER)
    pipeline.run()
    assert codes(pipeline, "2.xlsx") == set()


@pytest.fixture
def pipeline(tmp_path, warehouse):
    return Pipeline(tmp_path, warehouse, UNITS)


def without_person(book: Book, row: int, persons: int) -> Book:
    """The list with one row deleted and the headcount put right."""
    for number in range(row, 4 + persons):
        for letter in "ABCDEFGHIJK":
            book.put(LIST, f"{letter}{number}", book.sheets[LIST].get(f"{letter}{number + 1}"))
    return book.put(INFO, "B7", persons - 1)


def test_a_headcount_put_right_or_explained(pipeline):
    pipeline.send("2023.xlsx", unit("A", 20, year=2023), "2023-11-18 08:00")
    pipeline.run(2023)
    pipeline.send("1.xlsx", unit("A", 30))
    pipeline.run()
    assert codes(pipeline, "1.xlsx") == {"Q02"}
    pipeline.send("2.xlsx", answered(unit("A", 30), "Q02", INFO, "B7"), LATER)
    pipeline.run()
    assert codes(pipeline, "2.xlsx") == {"Q02"}
    explained = "select count(*) from core.finding where explanation is not null"
    assert pipeline.query(explained) == [(1,)]
    pipeline.send("3.xlsx", unit("A", 24), "2024-11-20 08:00")
    pipeline.run()
    assert codes(pipeline, "3.xlsx") == set()


def test_a_rate_put_right(pipeline):
    pipeline.send("2023.xlsx", unit("A", 20, 20, year=2023), "2023-11-18 08:00")
    pipeline.run(2023)
    pipeline.send("1.xlsx", unit("A", 20, 4))
    pipeline.run()
    assert codes(pipeline, "1.xlsx") == {"Q03"}
    pipeline.send("2.xlsx", unit("A", 20, 18), LATER)
    pipeline.run()
    assert codes(pipeline, "2.xlsx") == set()


def test_a_person_counted_in_one_unit_only(pipeline):
    pipeline.send("A.xlsx", unit("A", 20).put(LIST, "B5", "x-01"))
    pipeline.send("B.xlsx", unit("B", 20).put(LIST, "B6", "X-01"))
    pipeline.run()
    assert codes(pipeline, "A.xlsx") == codes(pipeline, "B.xlsx") == {"Q05"}
    mended = without_person(unit("B", 20).put(LIST, "B6", "X-01"), 6, 20)
    pipeline.send("B2.xlsx", mended, LATER)
    pipeline.run()
    assert codes(pipeline, "A.xlsx") == codes(pipeline, "B2.xlsx") == set()


def test_another_list_explained(pipeline):
    pipeline.send("1.xlsx", unit("A", 20))
    pipeline.send("2.xlsx", answered(of_other_people(), "Q09", INFO, "B7"), LATER)
    pipeline.run()
    assert codes(pipeline, "2.xlsx") == {"Q09"}
    assert pipeline.query("select explanation from core.finding") == [("Đã thống nhất",)]


def of_other_people() -> Book:
    book = unit("A", 20)
    for row in range(4, 24):
        book.put(LIST, f"B{row}", f"KHAC{row}")
    return book


def test_a_wrong_file_replaced_by_the_right_one(pipeline):
    """The right one is no other list than that before the mistake."""
    pipeline.send("1.xlsx", unit("A", 20))
    pipeline.send("2.xlsx", of_other_people(), LATER)
    pipeline.run()
    assert codes(pipeline, "2.xlsx") == {"Q09"}
    right = unit("A", 20).put(INFO, "B11", "Người khác")
    pipeline.send("3.xlsx", right, "2024-11-20 08:00")
    pipeline.run()
    assert codes(pipeline, "3.xlsx") == set()
