"""The verdict on a file: what quarantines, where 5 % ends, what warnings do."""

import pytest

from tests.workbooks import Book, Cases, report

LIST, ACTIVITY, INFO = "Danh sách", "Hoạt động", "Thông tin"


def faulty(persons: int, count: int) -> Book:
    """A list of so many persons, the first ``count`` of them with a staff type outside the list."""
    book = report(persons).put(ACTIVITY, "F4", None)
    for row in range(4, 4 + count):
        book.put(LIST, f"D{row}", "?")
    return book


case = Cases()
for persons, count, decision in (
    (20, 0, "accepted"),
    (20, 1, "partially_accepted"),  # 100 x 1 = 5 x 20
    (19, 1, "rejected"),  # 100 x 1 > 5 x 19
    (20, 2, "rejected"),
    (39, 1, "partially_accepted"),
    (39, 2, "rejected"),  # 200 > 195
    (40, 2, "partially_accepted"),  # 200 = 200
    (1, 1, "rejected"),
    (0, 0, "accepted"),
):
    case(f"{count} of {persons}", lambda _, n=persons, q=count: faulty(n, q), decision)


@pytest.mark.parametrize("name", case.books)
def test_quarantine_up_to_five_percent(name):
    verdict = case.verdict(name)
    quarantined, persons = (int(part) for part in name.split(" of "))
    assert [verdict.decision] == case.expected[name]
    assert (verdict.person_count, verdict.quarantined_count) == (persons, quarantined)
    loaded = 0 if verdict.decision == "rejected" else persons - quarantined
    assert len(verdict.rows.get("roster", ())) == loaded


mixed = Cases()


def one_person_several_findings(book: Book) -> None:
    book.put(LIST, "B4", None).put(LIST, "D4", "?").put(LIST, "F4", 10)


mixed("one person, several findings", one_person_several_findings, "partially_accepted", 1)
mixed("a faulty activity", lambda b: b.put(ACTIVITY, "B4", "9.9"), "partially_accepted", 0)
mixed(
    "a faulty activity and a faulty person",
    lambda b: b.put(ACTIVITY, "B4", "9.9").put(LIST, "D4", "?"),
    "partially_accepted",
    1,
)
mixed(
    "faulty activities do not count towards the limit",
    lambda b: b.put_row(ACTIVITY, 5, ["2"]).put_row(ACTIVITY, 6, [3, "?"]).put(ACTIVITY, "B4", "?"),
    "partially_accepted",
    0,
)
mixed("a warning", lambda b: b.put(LIST, "J4", 31), "accepted_with_warnings", 0)
mixed("a warning of the file", lambda b: b.put(INFO, "B10", None), "accepted_with_warnings", 0)
mixed(
    "a warning beside quarantine",
    lambda b: b.put(LIST, "J5", 31).put(LIST, "D4", "?"),
    "partially_accepted",
    1,
)
mixed("a note", lambda b: b.put("Nháp", "A1", 1), "accepted", 0)
mixed("wrong headcount", lambda b: b.put(INFO, "B7", 21), "rejected", 0)
mixed(
    "wrong headcount beside a faulty person",
    lambda b: b.put(INFO, "B7", 21).put(LIST, "D4", "?"),
    "rejected",
    1,
)


@pytest.mark.parametrize("name", mixed.books)
def test_decision(name):
    verdict = mixed.verdict(name)
    assert [verdict.decision, verdict.quarantined_count] == mixed.expected[name]


def test_quarantined_rows_are_not_loaded_the_others_are():
    verdict = mixed.verdict("a faulty activity and a faulty person")
    assert [row["row_number"] for row in verdict.rows["roster"]] == list(range(5, 24))
    assert verdict.rows["activity"] == []
