"""Form 1 (2021-2022): counts by staff type, checked to be nested; no quarantine."""

import datetime as dt

import pytest

from tests.workbooks import Book, Cases, Error, Formula, counts_report, lines

SUMS, INFO, ACTIVITY = "Tổng hợp", "Thông tin", "Hoạt động"
# Rows 4-6: Công chức 8 6 6 5 4 3, Viên chức 12 10 9 7 5 2, Người lao động 0; row 7: Tổng cộng.
# B total, C registered, D assessed, E recognised, F skilled, G self-updating. 20 declared.
case = Cases(counts_report)


def put(**cells: object):
    def spoil(book: Book) -> None:
        for cell, value in cells.items():
            book.put(SUMS, cell, value)

    return spoil


case("faultless", lambda book: None)
case("numbers as text", put(B4="8", C4=" 6 ", D4="6,0"))
case("no row of totals", lambda book: book.put_row(SUMS, 7, [None] * 7))
case("a missing type is 0", lambda book: book.put_row(SUMS, 6, [None] * 7))
case("a type left blank is 0", lambda book: book.put_row(SUMS, 6, ["Người lao động"]))
case(
    "total below, after a blank row",
    lambda b: b.put_row(SUMS, 7, [None] * 7).put_row(SUMS, 8, ["TỔNG CỘNG:"[:-1], 20, 16]),
)
for label in ("Tổng số", "Cộng", "Tổng:", "Tổng cộng toàn đơn vị"):
    case(f"the total called {label}", put(A7=label))
    case(f"{label} that differs", put(A7=label, E7=13), ("R09", SUMS, "E7", "13", None))
case("a blank total says nothing", put(B7=None, C7=None))

# nested: total >= registered; total >= assessed >= recognised >= skilled >= self-updating
case("registered above total", put(C4=9, C7=19), ("R09", SUMS, "C4", "9", None))
case("assessed above total", put(D4=9, D7=18), ("R09", SUMS, "D4", "9", None))
case("recognised above assessed", put(E4=7, E7=14), ("R09", SUMS, "E4", "7", None))
case("skilled above recognised", put(F4=6, F7=11), ("R09", SUMS, "F4", "6", None))
case("self-updating above skilled", put(G4=5, G7=7), ("R09", SUMS, "G4", "5", None))
case("equal is nested", put(C4=8, D4=8, E4=8, F4=8, G4=8, C7=18, D7=17, E7=15, F7=13, G7=10))
case("a blank number is 0", put(D4=None, D7=9), ("R09", SUMS, "E4", "5", None))
case("a total that differs", put(E7=13), ("R09", SUMS, "E7", "13", None))
case(
    "totals that differ",
    put(B7=21, G7=0),
    ("R09", SUMS, "B7", "21", None),
    ("R09", SUMS, "G7", "0", None),
)

case("unknown type", put(A6="Khác"), ("R04", SUMS, "A6", "văn bản, 4 ký tự", None))
case(
    "repeated type",
    put(A6="viên chức"),
    ("R04", SUMS, "A5", "Viên chức", None),
    ("R04", SUMS, "A6", "viên chức", None),
)
case("type blank", put(A6=None), ("R04", SUMS, "A6", None, None))
case("no number", put(F4="bốn"), ("R05", SUMS, "F4", "văn bản, 3 ký tự", None))
case("a fraction", put(F4=3.5), ("R05", SUMS, "F4", "3,5", None))
case("negative", put(G6=-1, G7=4), ("R05", SUMS, "G6", "-1", None))
case("an error", put(F4=Error()), ("R05", SUMS, "F4", "văn bản, 4 ký tự", None))
case("a total without a value", put(G7=Formula("=SUM(G4:G6)")), ("R05", SUMS, "G7", None, None))
case(
    "an unread total of a row is no F07",
    put(B4="tám"),
    ("R05", SUMS, "B4", "văn bản, 3 ký tự", None),
)
case(
    "headcount other than the sum", lambda b: b.put(INFO, "B7", 21), ("F07", INFO, "B7", "21", None)
)
case("sum other than the headcount", put(B6=1, B7=21), ("F07", INFO, "B7", "20", None))
case(
    "header missing",
    put(G3="Tự học"),
    ("F04", SUMS, None, None, None),
    ("F11", SUMS, "G3", "văn bản, 6 ký tự", None),
)
case("sheet missing", lambda book: book.drop(SUMS), ("F03", SUMS, None, None, None))
case("version 2 in 2022", lambda b: b.put(INFO, "B6", 2), ("F02", INFO, "B6", "2", None))
case(
    "decision needed where titles are counted",
    lambda book: book.put(INFO, "B9", None),
    ("Q08", INFO, "B9", None, None),
)


def no_titles(book: Book) -> None:
    book.put_row(SUMS, 4, ["Công chức", 20, 1, 1, 0, 0, 0]).put_row(SUMS, 5, [None] * 7)
    book.put_row(SUMS, 7, [None] * 7).put(INFO, "B9", None)


case("no decision needed where none are", no_titles)
case(
    "an activity outside the period",
    lambda b: b.put_row(ACTIVITY, 4, [1, "1.1", "Họp", dt.date(2023, 1, 5), None, 5, None]).put_row(
        ACTIVITY, 5, [2, "1.1", "Họp", dt.date(2022, 1, 5), None, 5, None]
    ),
    ("R08", ACTIVITY, "D4", "05/01/2023", "1"),
)


@pytest.mark.parametrize("name", case.books)
def test_finding(name):
    verdict = case.verdict(name)
    assert lines(verdict) == case.expected[name]
    codes = {line[0] for line in case.expected[name]}
    if codes - {"F11", "Q08"}:
        assert verdict.decision == "rejected"  # any critical row rejects: there is no quarantine
    else:
        assert verdict.decision == ("accepted_with_warnings" if codes else "accepted")


def test_counts_of_a_submission():
    assert (
        case.verdict("faultless").person_count,
        case.verdict("faultless").quarantined_count,
    ) == (20, 0)
    rejected = case.verdict("skilled above recognised")
    assert (rejected.person_count, rejected.quarantined_count) == (20, 0)
    unread = case.verdict("sheet missing")
    assert (unread.person_count, unread.quarantined_count) == (None, None)


def test_totals_are_not_stored():
    rows = case.verdict("faultless").rows["headcount"]
    assert [
        (row["staff_type"], row["total_count"], row["self_updating_count"]) for row in rows
    ] == [
        ("civil_servant", 8, 3),
        ("public_employee", 12, 2),
        ("worker", 0, 0),
    ]
