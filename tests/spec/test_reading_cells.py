"""What each kind of column reads from a cell: the value, or None and what is found."""

import datetime as dt
import unicodedata

import pytest

from tests.workbooks import AN_ACTIVITY, Cases, Error, Formula, lines

LIST, ACTIVITY = "Danh sách", "Hoạt động"
# Danh sách, first person: B4 code, C4 name, D4 staff type, E4 registered, F4 score, G4 title,
# H4 skilled, I4 self-updating, J4 training. Hoạt động: B4 task, C4 content, D4 start, E4 end,
# F4 participants, G4 budget, H4 evidence.
case = Cases()
READ: dict[str, tuple[str, str, object, object]] = {}


def reads(sheet: str, cell: str, column: str, value: object, expected: object) -> None:
    """The cell's value is read as ``expected``; a tuple instead is the finding's rule and value."""
    name = f"{column}: {value!r}"
    READ[name] = (sheet, cell, column, expected)
    case(name, lambda book: book.put(sheet, cell, value))


NFD = unicodedata.normalize("NFD", "Viên chức")

for value, expected in [
    ("Viên chức", "public_employee"),
    ("VIÊN CHỨC", "public_employee"),
    (NFD, "public_employee"),
    (" viên\u00a0\u00a0chức\u200b ", "public_employee"),
    ("Vie\u200b\u0302n chức", "public_employee"),  # a zero-width space between letter and mark
    ("Công chức", "civil_servant"),
    ("Người lao động", "worker"),
    ("Viên chức.", ("R04", "văn bản, 10 ký tự")),
    ("public_employee", ("R04", "văn bản, 15 ký tự")),
    (1, ("R04", "1")),
    (None, ("R04", None)),
    ("\u00a0", ("R04", None)),
]:
    reads(LIST, "D4", "staff_type", value, expected)

for value, expected in [
    ("x", True), ("X", True), ("có", True), ("CÓ", True), ("đạt", True), ("1", True), (1, True),
    (1.0, True), (True, True), ("true", True), (Formula("=TRUE()", True), True),
    (unicodedata.normalize("NFD", "Đạt"), True), (" x\u00a0", True),
    (None, False), ("", False), ("không", False), ("Không  đạt", False), ("0", False), (0, False),
    (False, False), ("FALSE", False),
    ("xx", ("R04", "văn bản, 2 ký tự")),
    ("yes", ("R04", "văn bản, 3 ký tự")),
    ("co", ("R04", "văn bản, 2 ký tự")),
    ("-", False), ("–", False), ("v", True), ("V", True), ("✓", True), ("√", True), ("+", True),
    (2, ("R04", "2")),
    (0.5, ("R04", "0,5")),
    (dt.date(2024, 5, 1), ("R04", "01/05/2024")),
]:  # fmt: skip
    reads(LIST, "I4", "is_self_updating", value, expected)

for value, expected in [
    (85, 85), (85.5, 85.5), ("85,5", 85.5), ("85.5", 85.5), (" 90 ", 90), ("100", 100), (80, 80),
    (0.1 + 84.2, 84.3), ("85\u200b,5", 85.5),
    (101, ("R05", "101")),
    ("100,01", ("R05", "100,01")),
    (-0.5, ("R05", "-0,5")),
    ("tám lăm", ("R05", "văn bản, 7 ký tự")),
    ("85 điểm", 85),
    ("8 5", ("R05", "văn bản, 3 ký tự")),
    ("1e2", ("R05", "văn bản, 3 ký tự")),
    ("085", 85),
    (True, ("R05", "văn bản, 4 ký tự")),
    (dt.date(2024, 3, 25), ("R05", "25/03/2024")),
    (Error("#DIV/0!"), ("R05", "văn bản, 7 ký tự")),
    (Formula("=80+5"), ("R05", None)),
    (Formula("=80+5", 85), 85),
    ("=80+5", ("R05", "văn bản, 5 ký tự")),
]:  # fmt: skip
    reads(LIST, "F4", "score", value, expected)

for value, expected in [
    (2, 2), ("3", 3), (" 3 ", 3), ("3,0", 3), (0, 0), (30, 30), ("15.000", 15),  # no thousands here
    (2.5, ("R05", "2,5")),
    (-1, ("R05", "-1")),
    ("ba", ("R05", "văn bản, 2 ký tự")),
]:  # fmt: skip
    reads(LIST, "J4", "training_count", value, expected)

for value, expected in [
    ("00123", "00123"), ("nv-01.b", "nv-01.b"), (123, "123"), (123.0, "123"), (" A1 ", "A1"),
    ("A" * 20, "A" * 20), ("A\u200b1", "A1"),
    ("A" * 21, ("R02", "văn bản, 21 ký tự")),
    ("A 1", ("R02", "văn bản, 3 ký tự")),
    ("NV/1", ("R02", "văn bản, 4 ký tự")),
    ("Đ1", ("R02", "văn bản, 2 ký tự")),
    (12.5, ("R02", "văn bản, 4 ký tự")),
    (True, ("R02", "văn bản, 4 ký tự")),
    (dt.date(2024, 1, 2), ("R02", "văn bản, 10 ký tự")),
    (None, ("R01", None)),
    (Error(), ("R05", "văn bản, 4 ký tự")),
]:  # fmt: skip
    reads(LIST, "B4", "person_code", value, expected)

for value, expected in [
    (None, ("R01", None)),
    (" \u00a0", ("R01", None)),
    (Error(), ("R05", "văn bản, 4 ký tự")),
]:
    reads(LIST, "C4", "full_name", value, expected)

for value, expected in [
    (15, 15), ("15.000", 15_000), ("15,000", 15_000), ("1.234.567", 1_234_567), ("15000", 15_000),
    ("0", 0), (None, None),
    (15.5, ("R05", "15,5")),
    ("15.5", ("R05", "15,5")),
    ("1.23", ("R05", "1,23")),
    ("1.2345", ("R05", "1,2345")),
    ("15.00.000", ("R05", "văn bản, 9 ký tự")),
    ("-20", ("R05", "-20")),
]:  # fmt: skip
    reads(ACTIVITY, "F4", "participant_count", value, expected)
QUERIED = {
    f"participant_count: {v!r}": ("Q06", ACTIVITY, "F4")
    for v in ("15.000", "15,000", "1.234.567", "15000")
} | {
    f"budget_thousand_vnd: {v!r}": ("Q11", ACTIVITY, "G4")
    for v in (1500.5, "1.500,5", "1,500.5", "0,500", "12,5")
}  # read all the same

for value, expected in [
    (1500, 1500), (1500.5, 1500.5), ("15.000", 15_000), ("1.500,5", 1500.5), ("1,500.5", 1500.5),
    ("0,500", 0.5), ("12,5", 12.5), (None, None),
    ("15 triệu", ("R05", "văn bản, 8 ký tự")),
    (-1, ("R05", "-1")),
]:  # fmt: skip
    reads(ACTIVITY, "G4", "budget_thousand_vnd", value, expected)

for value, expected in [
    (dt.date(2024, 3, 5), dt.date(2024, 3, 5)),
    (dt.datetime(2024, 3, 5, 14, 30), dt.date(2024, 3, 5)),
    ("5/3/2024", dt.date(2024, 3, 5)),
    (" 05/03/2024 ", dt.date(2024, 3, 5)),
    ("2024-03-05", dt.date(2024, 3, 5)),
    ("31/2/2024", ("R05", "văn bản, 9 ký tự")),
    ("5/3/24", ("R05", "văn bản, 6 ký tự")),
    ("tháng 3", ("R05", "văn bản, 7 ký tự")),
    (45356, ("R05", "45356")),
    (None, ("R08", None)),
]:
    reads(ACTIVITY, "D4", "start_date", value, expected)

for value, expected in [
    ("2.2", "2.2"), (2.2, "2.2"), ("2,2", "2.2"), (" 2.2 ", "2.2"), ("1.4", "1.4"), (4.1, "4.1"),
    ("2.9", ("R08", "2,9")),
    (2, ("R08", "2")),
    ("bồi dưỡng", ("R08", "văn bản, 9 ký tự")),
    (None, ("R08", None)),
]:  # fmt: skip
    reads(ACTIVITY, "B4", "task_code", value, expected)

reads(ACTIVITY, "C4", "content", "Tập\u00a0 huấn ", "Tập huấn")
reads(ACTIVITY, "C4", "content", None, ("R08", None))
reads(ACTIVITY, "H4", "evidence", None, None)
reads(ACTIVITY, "H4", "evidence", Error("#NAME?"), ("R05", "văn bản, 6 ký tự"))


@pytest.mark.parametrize("name", READ)
def test_cell(name):
    sheet, cell, column, expected = READ[name]
    verdict = case.verdict(name)
    if isinstance(expected, tuple):
        rule, value = expected
        assert lines(verdict) == [(rule, sheet, cell, value, "1")]
    else:
        table = "roster" if sheet == LIST else "activity"
        found = verdict.rows[table][0][column]
        assert found == (pytest.approx(expected) if isinstance(expected, float) else expected)
        assert type(found) is type(expected) or isinstance(found, float)
        queried = [QUERIED[name]] if name in QUERIED else []
        assert [line[:3] for line in lines(verdict)] == queried


def test_row_label_is_the_stt_as_it_stands():
    labels = Cases()
    for stt, label in (
        (7, "7"),
        ("7", "7"),
        ("07", "07"),
        (None, None),
        ("bảy", "văn bản, 3 ký tự"),
    ):
        labels(
            repr(stt), lambda book, stt=stt: book.put(LIST, "A4", stt).put(LIST, "D4", "?"), label
        )
    for name, (label,) in labels.expected.items():
        assert lines(labels.verdict(name)) == [("R04", LIST, "D4", "văn bản, 1 ký tự", label)]


def test_names_do_not_leave_the_reader():
    rows = case.verdict("score: 85").reading.rows("roster")
    assert {row["full_name"] for row in rows} == {"văn bản, 7 ký tự", "văn bản, 8 ký tự"}


def test_an_empty_list_of_activities_is_no_fault():
    empty = Cases()
    empty("empty", lambda book: book.put_row(ACTIVITY, 4, [None] * (len(AN_ACTIVITY) + 1)))
    assert lines(empty.verdict("empty")) == []
