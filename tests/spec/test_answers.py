"""`Giải trình`: which warnings a unit's row answers. An answered warning keeps its place."""

import pytest

from tests.workbooks import ANSWERS, Book, Cases, Error, report
from transforms.rules.findings import cells_of

LIST, INFO = "Danh sách", "Thông tin"


def queried() -> Book:
    """Q04 at J4 and J5, Q01 at G4, Q08 at B10, and a critical R04 at D6."""
    book = report(40)
    book.put(LIST, "J4", 31).put(LIST, "J5", 32).put(LIST, "E4", None)
    book.put(INFO, "B10", None).put(LIST, "D6", "?")
    return book.put_row("Giải trình", 3, ANSWERS)


case = Cases(queried)


def answers(*rows: list[object]):
    def spoil(book: Book) -> None:
        for row, values in enumerate(rows, start=4):
            book.put_row("Giải trình", row, values)

    return spoil


ALL = {"J4": None, "J5": None, "G4": None, "B10": None, "D6": None}
case("none", answers(), ALL)
case("one cell", answers(["Q04", LIST, "J4", "Có 31 lớp"]), ALL | {"J4": "Có 31 lớp"})
case(
    "blank cell: all with that code in the sheet",
    answers(["q04", "danh  sách", None, "Đúng"]),
    ALL | {"J4": "Đúng", "J5": "Đúng"},
)
case(
    "the cell's own answer comes before the sheet's",
    answers(["Q04", LIST, None, "Chung"], ["Q04", LIST, "$J$5", "Riêng"]),
    ALL | {"J4": "Chung", "J5": "Riêng"},
)
case("cell in small letters", answers([" q04 ", LIST, " j4", "Đúng"]), ALL | {"J4": "Đúng"})
case("another cell", answers(["Q04", LIST, "J9", "Đúng"]), ALL)
case("another sheet", answers(["Q04", "Hoạt động", "J4", "Đúng"]), ALL)
case("another code", answers(["Q01", LIST, "J4", "Đúng"]), ALL)
case("no text", answers(["Q04", LIST, "J4", " "]), ALL)
case("an error for a text", answers(["Q04", LIST, "J4", Error("#REF!")]), ALL)
case("of a label", answers(["Q08", INFO, "B10", "Chưa phân công"]), ALL | {"B10": "Chưa phân công"})
case("critical findings cannot be explained", answers(["R04", LIST, "D6", "Đúng mà"]), ALL)
case("no headers", lambda book: book.put_row("Giải trình", 3, ["Q04", LIST, "J4", "Đúng"]), ALL)
case("no sheet", lambda book: book.drop("Giải trình"), ALL)


@pytest.mark.parametrize("name", case.books)
def test_explanations(name):
    verdict = case.verdict(name)
    assert [{f.cell: f.explanation for f in verdict.findings}] == case.expected[name]
    assert verdict.decision == "partially_accepted"


def test_explained_or_not_a_warning_is_one():
    explained = Cases()
    explained(
        "all",
        lambda book: (
            book.put(LIST, "J4", 31)
            .put_row("Giải trình", 1, ANSWERS)
            .put_row("Giải trình", 2, ["Q04", LIST, None, "Đúng"])
        ),
    )
    verdict = explained.verdict("all")
    assert [(f.rule_code, f.explanation) for f in verdict.findings] == [("Q04", "Đúng")]
    assert verdict.decision == "accepted_with_warnings"


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ("G8", {"G8"}),
        (" g8 ", {"G8"}),
        ("$G$8", {"G8"}),
        ("G8, G9", {"G8", "G9"}),
        ("G8; G9 và H10", {"G8", "G9", "H10"}),
        ("G8:G10", {"G8", "G9", "G10"}),
        ("G8 : H9", {"G8", "G9", "H8", "H9"}),
        ("ô G8", {"G8"}),
        ("A1:ZZZ99999", set()),
        ("tất cả", set()),
    ],
)
def test_the_cells_that_an_answer_names(typed, cells):
    assert cells_of(typed) == cells
