"""The valid workbooks that are changed at random, and what of a file is loaded."""

import re
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from steps.intake.judging import judge_readings
from steps.intake.reading.containers import read_container
from tests.spec.kinds.cases import ACTIVITIES, PEOPLE, faultless
from tests.workbooks import ANSWERS, Book, as_form_3, catalogue, counts_report, report
from transforms.reading.workbook import read_submission
from transforms.rules.judging import Judgement

INFO, LIST, ACTS, SUMS = "Thông tin", "Danh sách", "Hoạt động", "Tổng hợp"
TEXTS, ANSWERED = "Thuyết minh", "Giải trình"
LISTS = (LIST, ACTS, SUMS)
HEADER = 3


def form_3() -> bytes:
    """Form 3 with a warning that is answered, wherever its row moves."""
    info: dict[str, Any] = {"Năm báo cáo": 2025, "Phiên bản biểu mẫu": "3"}
    book = as_form_3(report(len(PEOPLE), **info))
    book.put(INFO, "B8", None).put(INFO, "B12", None).put(LIST, "J5", 40)
    for row, (code, text, day, _, count, budget) in enumerate(ACTIVITIES, start=4):
        start = day.replace(year=2025)
        book.put_row(ACTS, row, [row - 3, code, text, start, None, count, budget, "Ảnh"])
    return answered(book).xlsx()


def answered(book: Book) -> Book:
    book.put_row(ANSWERED, HEADER, ANSWERS)
    return book.put_row(ANSWERED, HEADER + 1, ["Q04", LIST, None, "Đã học đủ bốn mươi lớp"])


FORMS = {"1": counts_report().xlsx(), "2": faultless(), "3": form_3()}


def judged(files: Mapping[str, bytes]) -> dict[str, Judgement]:
    """Every file's verdict, judged as one batch."""
    readings = {}
    for name, data in files.items():
        read = read_container(data)
        assert isinstance(read, dict), (name, read.reason)
        readings[name] = read_submission(read, catalogue())
    return judge_readings(catalogue(), readings)


def figures(verdict: Judgement) -> dict[str, Any]:
    """All that is loaded of a file, whatever row or order it stood in."""
    rows = {
        table: sorted(
            repr(sorted((k, v) for k, v in row.items() if k not in ("row_number", "row_label")))
            for row in rows
        )
        for table, rows in verdict.rows.items()
    }
    reading = verdict.reading
    who = (reading.year, reading.unit_code, reading.declared_count, verdict.decision.counts)
    texts = {topic: spoken(text) for topic, text in reading.narrative.items()}
    answers = sorted(answer.explanation for answer in reading.answers)
    return {"rows": rows, "who": who, "info": reading.info, "texts": texts, "answers": answers}


def spoken(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def codes(verdict: Judgement) -> set[str]:
    """What is found; a warning that is explained is another than one that is not."""
    return {f"{f.rule_code}{'*' if f.explanation else ''}" for f in verdict.findings}


WHOLE = judged(FORMS)


def lists(book: Workbook) -> list[Worksheet]:
    """The sheets of entries with numbers, as far as the form has them."""
    return [page for page in book.worksheets if page.title in LISTS]
