"""`Giải trình`: which warnings a unit's row answers. An answered warning keeps its place.

An answer that no warning waits for is told (F13) at its own text, here D4.
"""

import pytest

from tests.workbooks import ANSWERS, Book, Cases, Error, catalogue, judge_books, report
from transforms.reading.lists.row_marks import RowMarks
from transforms.rules.answers import cells_of

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


LOST = {"D4": None}
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
case("another cell", answers(["Q04", LIST, "J9", "Đúng"]), ALL | LOST)
case("another sheet", answers(["Q04", "Hoạt động", "J4", "Đúng"]), ALL | LOST)
case("another code", answers(["Q01", LIST, "J4", "Đúng"]), ALL | LOST)
case("no code", answers([None, None, None, "Đúng"]), ALL | LOST)
case("no cell that can be read", answers(["Q04", LIST, "dòng 1", "Đúng"]), ALL | LOST)
case(
    "codes and sheets in any spelling",
    answers(["q4", "DANH SÁCH:", "j4", "Một"], ["Mã Q 01", "danh sach", "G4", "Hai"]),
    ALL | {"J4": "Một", "G4": "Hai"},
)
case(
    "several cells of which one is asked about",
    answers(["Q04", LIST, "J4, J9", "Đúng"]),
    ALL | {"J4": "Đúng"},
)
case("a range", answers(["Q04", LIST, "J4 – J5", "Đúng"]), ALL | {"J4": "Đúng", "J5": "Đúng"})
case(
    "year-wide warnings come later",
    answers(*[[code, INFO, "B7", "Đúng"] for code in ("Q02", "Q03", "Q05", "Q09")]),
    ALL,
)
case(
    "a lost answer may be explained itself, and that answer be lost",
    answers(
        ["Q01", LIST, "J4", "Đúng"],
        ["F13", "Giải trình", "D4", "Cứ để đó"],
        ["Q08", INFO, "B10", "Đúng"],
        ["F13", "Giải trình", "D9", "Thừa"],
    ),
    ALL | {"B10": "Đúng", "D4": "Cứ để đó", "D7": None},
)
case("no text", answers(["Q04", LIST, "J4", " "]), ALL)
case("an error for a text", answers(["Q04", LIST, "J4", Error("#REF!")]), ALL | LOST)
case("of a label", answers(["Q08", INFO, "B10", "Chưa phân công"]), ALL | {"B10": "Chưa phân công"})
case("critical findings cannot be explained", answers(["R04", LIST, "D6", "Đúng mà"]), ALL | LOST)
case(
    "a warning may hide behind a cell that cannot be read", answers(["Q01", LIST, "G6", "Đã"]), ALL
)
case(
    "no headers",
    lambda book: book.put_row("Giải trình", 3, ["Q04", LIST, "J4", "Đúng"]),
    ALL | {"A3": None},
)
case("no sheet", lambda book: book.drop("Giải trình"), ALL)


@pytest.mark.parametrize("name", case.books)
def test_explanations(name):
    verdict = case.verdict(name)
    assert [{f.cell: f.explanation for f in verdict.findings}] == case.expected[name]
    assert len(verdict.findings) == len(case.expected[name][0])
    assert verdict.decision == "partially_accepted"


def test_a_lost_answer_says_what_to_do_and_not_what_it_says():
    [lost] = [f for f in case.verdict("another cell").findings if f.rule_code == "F13"]
    assert (lost.severity, lost.sheet, lost.cell) == ("warning", "Giải trình", "D4")
    assert (lost.column_name, lost.value) == ("Giải trình", "văn bản, 4 ký tự")
    assert lost.message.startswith("Lời giải trình này không ứng với cảnh báo nào")


def test_of_a_file_whose_rows_were_not_judged_no_answer_is_lost():
    unjudged = Cases(queried)
    unjudged(
        "F02",
        lambda book: book.put(INFO, "B6", "7").put_row(
            "Giải trình", 4, ["Q04", LIST, "J4", "Có 31 lớp"]
        ),
    )
    assert "F13" not in {f.rule_code for f in unjudged.verdict("F02").findings}


# --- answers that our feedback marked with the row they speak of


def _rows_moved(*answer: object, mark: str) -> Book:
    """Three queries; then a new person above row 4, so that J4 of NV001 has become J5."""
    book = report(20, **{"Tổng số người": 21}).put_row("Giải trình", 3, ANSWERS)
    rows = [[book.sheets[LIST].get(f"{letter}{row}") for letter in "ABCDEFGHIJK"]
            for row in range(4, 24)]  # fmt: skip
    book.put_row(LIST, 4, [1, "MOI", "Người mới", "Viên chức", "x", 85, "x", "x", "x", 40])
    for number, values in enumerate(rows, start=5):
        book.put_row(LIST, number, values)
    book.put(LIST, "J5", 31)
    return book.put_row("Giải trình", 4, [*answer, None, "lời của cảnh báo", mark])


def _mark_of(code: str) -> str:
    """The mark of a person's row, from a workbook as it was before."""
    book = report(20)
    rows = RowMarks(catalogue().of_year(2024).form.sheet("roster"), book.grids()[LIST])
    row = next(r for r in range(4, 24) if book.sheets[LIST][f"B{r}"] == code)
    return rows.of(f"J{row}") or ""


@pytest.mark.parametrize(
    ("cell", "marked", "expected"),
    [
        ("J4", ("J4", "NV001"), {"J4": None, "J5": "31 lớp"}),  # followed to where NV001 is now
        ("J5", ("J4", "NV001"), {"J4": None, "J5": "31 lớp"}),  # the officer put it right himself
        ("J4", ("J4", "NV020"), {"J4": None, "J5": None, "D4": None}),  # not asked about any more
        ("J4", ("J4", "?"), {"J4": None, "J5": None, "D4": None}),  # a person who has gone
        (None, ("J4", "NV001"), {"J4": "31 lớp", "J5": "31 lớp"}),  # meant for all of the sheet
    ],
)
def test_a_marked_answer_keeps_to_its_person(cell, marked, expected):
    at, code = marked
    mark = f"[{at} {_mark_of(code) if code != '?' else '0' * 8}]"
    book = _rows_moved("Q04", LIST, cell, "31 lớp", mark=mark)
    verdict = judge_books({"moved": book})["moved"]
    assert {f.cell: f.explanation for f in verdict.findings} == expected


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
        ("G8 đến G10", {"G8", "G9", "G10"}),
        ("tất cả", set()),
        ("J5 tới J7", {"J5", "J6", "J7"}),
        ("J5..J7", {"J5", "J6", "J7"}),
        ("J5…J7", {"J5", "J6", "J7"}),
        ("J5:7", {"J5", "J6", "J7"}),
    ],
)
def test_the_cells_that_an_answer_names(typed, cells):
    assert cells_of(typed) == cells
