"""Merged cells of a list, read as the officer sees them, or not at all."""

import pytest

from tests.spec.kinds.cases import ACTS, LIST, Kind

down, across, unread = Kind(), Kind(), Kind()


def merge(sheet, *ranges, **cells):
    """Write cells, then merge ranges: all but the first cell of each are emptied by it."""

    def change(book):
        for cell, value in cells.items():
            book[sheet][cell] = value
        for cells_ in ranges:
            book[sheet].merge_cells(cells_)

    return change


# --- merged_down_yes: who did not hold the value holds it now

down(
    "registered, down two more persons",
    merge(LIST, "E10:E13"),
    "Q16 Danh sách!E10",
    told="“x”",
    registered=10,
)
down(
    "skilled, in two merges",
    merge(LIST, "H4:H8", "H10:H11"),
    "Q16 Danh sách!H4; Q16 Danh sách!H10",
    skilled=7,
)
down("a no holds for all", merge(LIST, "I5:I8", I5="không"), "Q16 Danh sách!I5", updating=1)
down(
    "a title without a score",
    merge(LIST, "G9:G10", F10=None),
    "Q16 Danh sách!G9; Q07 Danh sách!G10",
    titles=7,
)
down("nothing merged is nothing", merge(LIST, "E12:E13", "J12:J13", J12=None), trained=6)
down("the type of staff", merge(LIST, "D4:D7"), "Q16 Danh sách!D4")
down(
    "also over the total row",
    lambda book: (book[LIST].__setitem__("C14", "Tổng cộng"), book[LIST].merge_cells("E12:E13"))[0],
    "F12 Danh sách!C14",
)

# --- merged_across_yes

across("skilled and updating of one person", merge(LIST, "H8:I8"), "Q16 Danh sách!H8", updating=4)
across(
    "three persons, each of one",
    merge(LIST, "H7:I7", "H8:I8", "H10:I10"),
    "Q16 Danh sách!H7; Q16 Danh sách!H8; Q16 Danh sách!H10",
    updating=6,
)
across("a block of two columns and rows", merge(LIST, "H7:I8"), "Q16 Danh sách!H7", updating=5)
across("title, skilled, updating", merge(LIST, "G8:I8"), "Q16 Danh sách!G8", updating=4)

across(
    "every mark of updating stands in a merge: its column is not blank",
    merge(LIST, *(f"H{n}:I{n}" for n in range(4, 14) if n not in (9, 11, 12, 13))),
    "; ".join(f"Q16 Danh sách!H{n}" for n in (4, 5, 6, 7, 8, 10)),
    updating=6,
)

# --- a number over marks: every mark holds it, and none can be one

across(
    "a score over its title",
    merge(LIST, "F8:G8", F8=90),
    "Q16 Danh sách!F8; R04 Danh sách!G8",
    status="rejected",
)
across("a one over a score and its title", merge(LIST, "F9:G9", F9=1),
       "Q16 Danh sách!F9; R06 Danh sách!G9", status="rejected")  # fmt: skip
across(
    "a score over three marks",
    merge(LIST, "F4:I4"),
    "Q16 Danh sách!F4; R04 Danh sách!G4; R04 Danh sách!H4; R04 Danh sách!I4",
    status="rejected",
)

# --- a text that each activity needs

down("what two activities are", merge(ACTS, "C4:C5"), "Q16 Hoạt động!C4")
down("their evidence", merge(ACTS, "H4:H7"))

# --- merged_down_training: codes, numbers and dates are nobody's but the first row's

unread(
    "classes of three persons",
    merge(LIST, "J4:J6"),
    "R10 Danh sách!J4",
    told="từ dòng 4 đến dòng 6",
    status="rejected",
)
unread("a score of two persons", merge(LIST, "F10:F11"), "R10 Danh sách!F10", status="rejected")
unread("a code of two persons", merge(LIST, "B10:B11"), "R10 Danh sách!B10", status="rejected")
unread(
    "start dates of two activities",
    merge(ACTS, "D4:D5"),
    "R10 Hoạt động!D4",
    status="partially_accepted",
    activities=3,
    budget=700,
)
unread(
    "a budget of three activities",
    merge(ACTS, "G4:G6"),
    "R10 Hoạt động!G4",
    status="partially_accepted",
    activities=2,
    budget=300,
)
unread(
    "participants of two activities",
    merge(ACTS, "F6:F7"),
    "R10 Hoạt động!F6",
    status="partially_accepted",
    activities=3,
    budget=700,
)
unread(
    "a task code of two activities",
    merge(ACTS, "B4:B5"),
    "R10 Hoạt động!B4",
    status="partially_accepted",
    activities=3,
    budget=700,
)
unread(
    "participants and budget of one activity",
    merge(ACTS, "F4:G4"),
    "R10 Hoạt động!F4",
    told="với cột bên phải",
    status="partially_accepted",
    activities=3,
    budget=800,
)
unread(
    "a mark and classes of two persons",
    merge(LIST, "I4:J5"),
    "Q16 Danh sách!I4; R10 Danh sách!I4",
    status="rejected",
)
across("both dates of an activity of one day", merge(ACTS, "D4:E4"))


@pytest.mark.parametrize("what", down.cases)
def test_merged_down(what):
    assert down.outcome(what) == down.expected(what)


@pytest.mark.parametrize("what", across.cases)
def test_merged_across(what):
    assert across.outcome(what) == across.expected(what)


@pytest.mark.parametrize("what", unread.cases)
def test_not_readable(what):
    assert unread.outcome(what) == unread.expected(what)
