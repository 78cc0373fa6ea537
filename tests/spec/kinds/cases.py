"""Small workbooks, each changed in one way, and what is found: the kinds of mistake.

All start from one faultless workbook of the office for 2024: ten persons in rows 4-13 of
`Danh sách`, four activities in rows 4-7 of `Hoạt động` (columns as in ``tests.workbooks``). What a
case does not say is as in that workbook: the same figures, and nothing found.
"""

import datetime as dt
import io
from collections.abc import Callable
from functools import cache
from typing import Any

import openpyxl
from openpyxl import Workbook

from steps.intake.judging import judge_readings
from steps.intake.reading.containers import read_container
from steps.intake.reading.scanning import Unreadable
from tests.workbooks import catalogue, report
from transforms.reading.workbook import read_submission
from transforms.rules.judging import Judgement

INFO, LIST, ACTS, TEXTS, ANSWERS = (
    "Thông tin",
    "Danh sách",
    "Hoạt động",
    "Thuyết minh",
    "Giải trình",
)
PEOPLE = [  # type, registered, score, title, skilled, updating, classes
    ("Công chức", "x", 92, "x", "x", "x", 2),
    ("Công chức", "x", 88, "x", "x", "x", 1),
    ("Công chức", "x", 85, "x", "x", "x", 3),
    ("Công chức", "x", 81, "x", "x", None, 1),
    ("Viên chức", "x", 90, "x", "x", None, 2),
    ("Viên chức", "x", 80, "x", None, None, None),
    ("Viên chức", "x", 75, None, "x", None, 1),
    ("Viên chức", "x", 60, None, None, None, None),
    ("Người lao động", None, None, None, None, None, 1),
    ("Người lao động", None, None, None, None, None, None),
]
ACTIVITIES = [
    ("1.1", "Tuyên truyền trên trang thông tin", dt.date(2024, 3, 25), None, 10, 100),
    ("1.3", "Ngày Sách và Văn hóa đọc", dt.date(2024, 4, 21), dt.date(2024, 4, 22), 10, 200),
    ("2.2", "Tập huấn kỹ năng số", dt.date(2024, 5, 17), dt.date(2024, 5, 18), 9, 400),
    ("3.1", "Phát động thi đua", dt.date(2024, 9, 24), None, 10, 200),
]
FIGURES = {
    "persons": 10,
    "registered": 8,
    "titles": 6,
    "skilled": 6,
    "updating": 3,
    "trained": 7,
    "activities": 4,
    "budget": 900,
}


@cache
def faultless() -> bytes:
    """The workbook that every case starts from."""
    book = report(len(PEOPLE))
    for row, person in enumerate(PEOPLE, start=4):
        book.put_row(LIST, row, [row - 3, f"0010{row - 4}", f"Người số {row - 3}", *person])
    for row, activity in enumerate(ACTIVITIES, start=4):
        book.put_row(ACTS, row, [row - 3, *activity, "Ảnh"])
    texts = (
        "Kết quả nổi bật",
        "Hạn chế, khó khăn",
        "Nguyên nhân",
        "Phương hướng năm sau",
        "Kiến nghị, đề xuất",
    )
    for row, label in enumerate(texts, start=3):
        book.put(TEXTS, f"A{row}", label).put(TEXTS, f"B{row}", f"Lời của mục {row - 2}.")
    return book.xlsx()


def workbook() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(faultless()), rich_text=True)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


Change = Callable[[Workbook], Any]


class Kind:
    """The cases of one kind: what was done, what is found ("R05 Danh sách!F4; …"), other figures.

    ``told`` must stand in one of the messages.
    """

    def __init__(self) -> None:
        self.cases: dict[str, tuple[Change, str, str | None, dict[str, Any]]] = {}

    def __call__(
        self, what: str, change: Change, found: str = "", told: str | None = None, **other: Any
    ) -> None:
        assert what not in self.cases, what
        self.cases[what] = (change, found, told, other)

    def verdict(self, what: str) -> Judgement:
        """A case's verdict; the first that is asked for judges them all."""
        return _judged(self)[what]

    def outcome(self, what: str) -> dict[str, Any]:
        """What came of a case's file; ``told`` only as far as the case asks for it."""
        verdict, (_, _, told, _) = _judged(self)[what], self.cases[what]
        messages = " ".join(finding.message for finding in verdict.findings)
        return outcome(verdict) | {"told": told if told is None or told in messages else messages}

    def expected(self, what: str) -> dict[str, Any]:
        """What should come of it, filled up with what the case leaves unsaid."""
        _, found, told, other = self.cases[what]
        codes = sorted(filter(None, map(str.strip, found.split(";"))))
        has_warnings = any(code[0] == "Q" or code.startswith("F13") for code in codes)
        status = other.get("status", "accepted_with_warnings" if has_warnings else "accepted")
        figures = dict.fromkeys(FIGURES, 0) if status == "rejected" else FIGURES
        whole = {"found": codes, "told": told, "status": status, "year": 2024, "unit": "VP"}
        return whole | figures | other


@cache
def _judged(kind: Kind) -> dict[str, Judgement]:
    """All verdicts of a kind, judged as one batch."""
    readings = {}
    for what, (change, *_) in kind.cases.items():
        book = workbook()
        made = change(book)
        read = read_container(made if isinstance(made, bytes) else saved(book))
        assert not isinstance(read, Unreadable), (what, read.reason)
        readings[what] = read_submission(read, catalogue())
    return judge_readings(catalogue(), readings)


def shown(verdict: Judgement) -> list[str]:
    """Each finding as ``R05 Danh sách!F4``."""
    places = ((f.rule_code, f"{f.sheet or ''}!{f.cell or ''}".strip("!")) for f in verdict.findings)
    return sorted(" ".join(filter(None, place)) for place in places)


def outcome(verdict: Judgement) -> dict[str, Any]:
    """Findings, status, year, unit and the figures of what is loaded."""
    people, acts = verdict.rows.get("roster", []), verdict.rows.get("activity", [])
    reading = verdict.reading

    def count(column: str) -> int:
        return sum(bool(row[column]) for row in people)

    return {
        "found": shown(verdict),
        "status": verdict.decision.value,
        "year": reading.year,
        "unit": reading.unit_code,
        "persons": len(people),
        "registered": count("is_registered"),
        "titles": count("is_recognised"),
        "skilled": count("is_digitally_skilled"),
        "updating": count("is_self_updating"),
        "trained": count("training_count"),
        "activities": len(acts),
        "budget": sum(row["budget_thousand_vnd"] or 0 for row in acts),
    }
