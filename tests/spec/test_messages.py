"""Messages obey themselves: do literally what one says, send again, and that finding is gone.

For every rule that asks for something a file breaks it; each way out that the message names is
tried. No other finding may come of it, and no message shows the very value that it asks for.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from steps.intake.judging import judge_readings
from tests.workbooks import (
    A_PERSON,
    ACTIVITY,
    ANSWERS,
    ROSTER,
    Book,
    Formula,
    catalogue,
    counts_report,
    report,
)  # fmt: skip
from transforms.reading.grid import Grid
from transforms.reading.workbook import read_submission
from transforms.rules.findings import Finding

LIST, INFO, ACTS, SUMS, ANSWERED = "Danh sách", "Thông tin", "Hoạt động", "Tổng hợp", "Giải trình"
COPY = "Danh sách cũ"
ELSEWHERE = {
    "F01": "tests/steps/intake/test_messages.py",
    "Q02": "tests/steps/intake/test_messages.py",
    "Q03": "tests/steps/intake/test_messages.py",
    "Q05": "tests/steps/intake/test_messages.py",
    "Q09": "tests/steps/intake/test_messages.py",
}
"""Rules that need more than one file's cells, and where they are tried."""


@dataclass
class Sent:
    """A workbook and what only its look tells: hidden sheets, rows, struck cells."""

    book: Book
    look: dict[str, dict[str, Any]] = field(default_factory=dict)

    def grids(self) -> dict[str, Grid]:
        grids = self.book.grids()
        return {
            name: dataclasses.replace(grid, **self.look.get(name, {}))
            for name, grid in grids.items()
        }

    def see(self, sheet: str, **look: Any) -> None:
        self.look[sheet] = look

    def put(self, sheet: str, cell: str, value: Any) -> None:
        self.book.put(sheet, cell, value)

    def delete_row(self, sheet: str, row: int) -> None:
        """As Excel does: what stands below moves up."""
        cells = self.book.sheets[sheet]
        last = max(int(re.sub(r"\D", "", cell)) for cell in cells)
        for number in range(row, last + 1):
            for letter in "ABCDEFGHIJK":
                cells[f"{letter}{number}"] = cells.get(f"{letter}{number + 1}")

    def delete_person(self, row: int) -> None:
        self.delete_row(LIST, row)
        self.put(INFO, "B7", self.book.sheets[INFO]["B7"] - 1)


Change = Callable[[Sent], Any]


def put(sheet: str, cell: str, value: Any) -> Change:
    return lambda sent: sent.put(sheet, cell, value)


def several(*changes: Change) -> Change:
    def change(sent: Sent) -> None:
        for one in changes:
            one(sent)

    return change


def row(sheet: str, number: int, values: Any) -> Change:
    return lambda sent: sent.book.put_row(sheet, number, values)


def answer(code: str, sheet: str, cell: str | None) -> Change:
    def change(sent: Sent) -> None:
        sent.book.put_row(ANSWERED, 3, ANSWERS)
        sent.book.put_row(ANSWERED, 4, [code, sheet, cell, "Đúng như vậy"])

    return change


def merge(cells: str, sheet: str = LIST) -> Change:
    return lambda sent: sent.book.merge(sheet, cells)


def unmerge(sent: Sent) -> None:
    sent.book.merges.clear()


@dataclass(frozen=True)
class Case:
    """How a file breaks a rule, and each way out that the message names."""

    code: str
    spoil: Change
    mends: tuple[Change, ...]
    form: Callable[[], Book] = report


def persons(column: str, value: Any, last: int = 23) -> Change:
    return several(*[put(LIST, f"{column}{number}", value) for number in range(4, last + 1)])


def blank_person(sent: Sent) -> None:
    sent.put(LIST, "B5", None)


GONE = several(lambda sent: sent.delete_person(5))
EMPTY_SHEET = several(lambda sent: sent.book.put_row(ACTS, 3, ACTIVITY))
COLUMN = {"Đăng ký": "E", "Danh hiệu": "G"}

CASES = [
    Case("F02", put(INFO, "B6", "7"), (put(INFO, "B6", "2"),)),
    Case("F02", put(INFO, "B6", None), (put(INFO, "B6", "2"),)),
    Case("F02", put(INFO, "B6", "1"), (put(INFO, "B6", "2"),)),
    Case("F03", lambda sent: sent.book.drop(ACTS), (EMPTY_SHEET,)),
    Case("F04", put(LIST, "F3", None), (put(LIST, "F3", "Điểm"),)),
    Case("F04", put(LIST, "L3", "Điểm"), (put(LIST, "L3", None),)),
    Case("F05", put(INFO, "B3", "KHONGCO"), (put(INFO, "B3", "VP"),)),
    Case("F05", put(INFO, "B4", "Thanh tra Sở"), (put(INFO, "B4", "Văn phòng Sở"),)),
    Case(
        "F05",
        several(put(INFO, "B3", "KCQ"), put(INFO, "B4", "Khối cơ quan Sở")),
        (several(put(INFO, "B3", "VP"), put(INFO, "B4", "Văn phòng Sở")),),
    ),
    Case("F07", lambda sent: sent.delete_row(LIST, 5), (put(INFO, "B7", 19),)),
    Case("F06", put(INFO, "B5", None), (put(INFO, "B5", 2024),)),
    Case("F06", put(INFO, "B5", "năm nay"), (put(INFO, "B5", 2024),)),
    Case(
        "F06",
        several(put(ACTS, "D4", dt.date(2023, 3, 5)), put(ACTS, "E4", dt.date(2023, 3, 6))),
        (several(put(ACTS, "D4", dt.date(2024, 3, 5)), put(ACTS, "E4", dt.date(2024, 3, 6))),),
    ),
    Case("F07", put(INFO, "B7", 25), (put(INFO, "B7", 20),)),
    Case("F07", put(INFO, "B7", "hai mươi"), (put(INFO, "B7", 20),)),
    Case(
        "F13",
        several(put(LIST, "J4", 40), answer("Q04", LIST, "J5")),
        (
            put(ANSWERED, "C4", "J4"),
            lambda sent: sent.delete_row(ANSWERED, 4),
        ),
    ),
    Case("R01", put(LIST, "B5", None), (put(LIST, "B5", "NV900"), GONE)),
    Case("R01", put(LIST, "C5", None), (put(LIST, "C5", "Người mới"), GONE)),
    Case("R02", put(LIST, "B5", "Mã 5"), (put(LIST, "B5", "NV-5.a"),)),
    Case("R03", put(LIST, "B5", "NV001"), (put(LIST, "B5", "NV900"), GONE)),
    Case("R04", put(LIST, "D5", "Hợp đồng"), (put(LIST, "D5", "Người lao động"),)),
    Case("R04", put(LIST, "D5", None), (put(LIST, "D5", "Người lao động"),)),
    Case("R04", put(LIST, "E5", "?"), (put(LIST, "E5", "x"),)),
    Case(
        "R04",
        several(put(SUMS, "A6", "Viên chức")),
        (lambda sent: sent.book.put_row(SUMS, 6, [None] * 7),),
        counts_report,
    ),
    Case("R05", put(LIST, "F5", 120), (put(LIST, "F5", 90),)),
    Case("R05", put(LIST, "J5", "hai"), (put(LIST, "J5", 2),)),
    Case("R05", put(LIST, "F5", Formula("=A1")), (put(LIST, "F5", 90),)),
    Case("R05", put(ACTS, "D4", "5/3/24"), (put(ACTS, "D4", "5/3/2024"),)),
    Case("R06", put(LIST, "F5", 79), (put(LIST, "F5", 80), put(LIST, "G5", None))),
    Case("R07", put(LIST, "H5", None), (put(LIST, "H5", "x"), put(LIST, "I5", None))),
    Case("R08", put(ACTS, "B4", "9.9"), (put(ACTS, "B4", "2.3"),)),
    Case("R08", put(ACTS, "C4", None), (put(ACTS, "C4", "Tập huấn"),)),
    Case("R08", put(ACTS, "E4", dt.date(2024, 3, 1)), (put(ACTS, "E4", dt.date(2024, 3, 9)),)),
    Case(
        "R08",
        row(ACTS, 5, [2, "2.3", "Cũ", dt.date(2020, 3, 1), None, 5, 100, None]),
        (put(ACTS, "D5", dt.date(2024, 3, 1)), lambda sent: sent.delete_row(ACTS, 5)),
    ),
    Case(
        "R09",
        several(put(SUMS, "C4", 9), put(SUMS, "C7", 19)),
        (several(put(SUMS, "C4", 8), put(SUMS, "C7", 18)),),
        counts_report,
    ),
    Case("R09", put(SUMS, "C7", 15), (put(SUMS, "C7", 16),), counts_report),
    Case(
        "R10",
        several(merge("J5:J6"), put(LIST, "J6", None)),
        (several(unmerge, put(LIST, "J6", 2)),),
    ),
    Case(
        "R10",
        several(merge("F4:G4", ACTS), put(ACTS, "G4", None)),
        (several(unmerge, put(ACTS, "G4", 1500)),),
    ),
    Case("Q01", put(LIST, "E5", None), (put(LIST, "E5", "x"),)),
    Case("Q04", put(LIST, "J5", 31), (put(LIST, "J5", 3),)),
    Case("Q06", put(ACTS, "F4", 41), (put(ACTS, "F4", 40),)),
    Case("Q07", put(LIST, "F5", None), (put(LIST, "F5", 85),)),
    Case("Q08", put(INFO, "B10", None), (put(INFO, "B10", "Lê Thị Bình"),)),
    Case("Q08", put(INFO, "A10", None), (put(INFO, "A10", "Người lập biểu"),)),
    Case("Q08", put(INFO, "B8", dt.date(2024, 12, 31)), (put(INFO, "B8", dt.date(2024, 11, 15)),)),
    Case("Q08", put(INFO, "B4", "Văn phòng Sơ"), (put(INFO, "B4", "Văn phòng Sở"),)),
    Case(
        "Q10",
        row(LIST, 24, [None, None, "Tổng cộng", None, 19]),
        (put(LIST, "E24", 20),),
    ),
    Case("Q11", put(ACTS, "G4", 1_500_000), (put(ACTS, "G4", 1500),)),
    Case("Q11", put(ACTS, "G4", 1.5), (put(ACTS, "G4", 1500),)),
    Case(
        "Q12",
        lambda sent: sent.see(LIST, is_hidden=True),
        (lambda sent: sent.see(LIST),),
    ),
    Case(
        "Q12",
        lambda sent: sent.see(LIST, hidden_rows=frozenset({5})),
        (
            lambda sent: sent.see(LIST),
            several(lambda sent: sent.see(LIST), lambda sent: sent.delete_person(5)),
        ),
    ),
    Case(
        "Q12",
        lambda sent: sent.see(LIST, struck=frozenset({(5, 2), (5, 3)})),
        (
            lambda sent: sent.see(LIST),
            several(lambda sent: sent.see(LIST), lambda sent: sent.delete_person(5)),
        ),
    ),
    Case(
        "Q12",
        lambda sent: sent.see(LIST, hidden_columns=frozenset({7})),
        (lambda sent: sent.see(LIST),),
    ),
    Case(
        "Q12",
        several(
            row(COPY, 3, ROSTER),
            row(COPY, 4, [1, "NV900", "Người mới", *A_PERSON]),
        ),
        (
            lambda sent: sent.book.drop(COPY),
            several(
                lambda sent: sent.book.drop(COPY),
                row(LIST, 24, [21, "NV900", "Người mới", *A_PERSON]),
                put(INFO, "B7", 21),
            ),
        ),
    ),
    Case("Q13", persons("I", None), (persons("I", "x"),)),
    Case(
        "Q14",
        several(
            put(ACTS, "D4", dt.date(2024, 3, 5)),
            put(ACTS, "E4", None),
            row(ACTS, 5, [2, "1.1", "Họp", "17/05/2024", None, 5, None, None]),
        ),
        (
            several(put(ACTS, "D4", "05/03/2024"), put(ACTS, "D5", "17/05/2024")),
            several(put(ACTS, "D4", dt.date(2024, 3, 5)), put(ACTS, "D5", dt.date(2024, 5, 17))),
        ),
    ),
    Case("Q15", put(ACTS, "C4", "TËp huÊn kü n¨ng sè"), (put(ACTS, "C4", "Tập huấn kỹ năng số"),)),
    Case("Q15", put(LIST, "D4", "C«ng chøc"), (put(LIST, "D4", "Công chức"),)),
    Case(
        "Q16",
        several(merge("E5:E6"), put(LIST, "E6", None)),
        (several(unmerge, put(LIST, "E6", "x")),),
    ),
    Case(
        "Q17",
        several(
            put("Thuyết minh", "A3", "Kết quả nổi bật"),
            put("Thuyết minh", "B3", "Có 19/20 người đạt danh hiệu."),
        ),
        (
            put("Thuyết minh", "B3", "Có 20/20 người đạt danh hiệu."),
            several(put(LIST, "G4", None), put(LIST, "I4", None), put(LIST, "H4", None)),
        ),
    ),
]  # fmt: skip


def judged(sent: Sent) -> list[Finding]:
    readings = {"file": read_submission(sent.grids(), catalogue())}
    return judge_readings(catalogue(), readings)["file"].findings


def spoilt(case: Case) -> Sent:
    sent = Sent(case.form())
    case.spoil(sent)
    return sent


def name(case: Case) -> str:
    return f"{case.code}-{CASES.index(case)}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_what_the_message_says_makes_the_finding_go_and_no_other_come(case):
    before = {f.rule_code for f in judged(spoilt(case))}
    assert case.code in before
    for mend in case.mends:
        sent = spoilt(case)
        mend(sent)
        after = {f.rule_code for f in judged(sent)}
        assert case.code not in after
        assert after <= before - {case.code}


@pytest.mark.parametrize("case", CASES, ids=name)
def test_no_message_asks_for_the_value_that_stands_there(case):
    for finding in judged(spoilt(case)):
        _, _, asked = finding.message.partition("Hãy ")
        shown = re.escape(finding.value or "")
        assert not shown or not re.search(rf"(?<!\w){shown}(?!\w)", asked), finding.message


@pytest.mark.parametrize(
    "case", [c for c in CASES if catalogue().rules.rules[c.code].severity == "warning"], ids=name
)
def test_a_warning_may_also_be_explained(case):
    if case.code == "F13":
        pytest.skip("a lost answer is put right or deleted")
    sent = spoilt(case)
    [asked] = {(f.sheet, f.cell) for f in judged(sent) if f.rule_code == case.code}
    answer(case.code, *asked)(sent)
    after = [f for f in judged(sent) if f.rule_code == case.code]
    assert {f.explanation for f in after} == {"Đúng như vậy"}
    assert "F13" not in {f.rule_code for f in judged(sent)}


def test_a_second_sheet_is_told_what_to_do_and_nowhere_that_nothing_is():
    sent = Sent(report())
    several(row(COPY, 3, ROSTER), row(COPY, 4, [1, "NV900", "Người mới", *A_PERSON]))(sent)
    told = {f.rule_code: f.message for f in judged(sent) if f.sheet == COPY}
    assert set(told) == {"F11", "Q12"}
    assert "Không cần làm gì" not in told["F11"]
    assert "xóa trang này" in told["Q12"]
    assert "chép các dòng của nó vào trang “Danh sách”" in told["Q12"]


def test_every_rule_that_asks_for_something_is_tried():
    asking = {c for c, rule in catalogue().rules.rules.items() if rule.severity != "info"}
    assert asking == {case.code for case in CASES} | set(ELSEWHERE)


def test_rules_that_ask_for_nothing_say_so():
    silent = [rule for rule in catalogue().rules.rules.values() if rule.severity == "info"]
    assert all(rule.text.endswith("Không cần làm gì.") for rule in silent if rule.code != "F14")
