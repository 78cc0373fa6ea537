"""Great Expectations finds what an independent statement of each rule in plain SQL finds.

Random rows, many of them wrong, are judged by the suites and by DuckDB: same (rule, cell) pairs.
"""

import datetime as dt
import json
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pandas as pd
import pytest

from tests.workbooks import Book, catalogue, counts_report, judge_books, report
from transforms.rules.judging import entry_frame

FOLDER = Path(__file__).parent
FILES, PERSONS = 12, 40
YES_NO = ["x", "x", "x", "có", None, None, "không", 0, True, "?", "2"]


def random_book(rng: Random) -> Book:
    book = report(PERSONS)
    for row in range(4, 4 + PERSONS):
        code = rng.choice(["NV", "nv", "N.", "Đ", "a b"]) + str(rng.randrange(60))
        book.put("Danh sách", f"B{row}", rng.choice([code, code, code, row, None]))
        book.put("Danh sách", f"C{row}", rng.choice(["Ai"] * 20 + [None]))
        kinds = ["Công chức", "viên chức", "NGƯỜI LAO ĐỘNG"] * 5 + ["?", None]
        book.put("Danh sách", f"D{row}", rng.choice(kinds))
        for column in "EGHI":
            book.put("Danh sách", f"{column}{row}", rng.choice(YES_NO))
        scores = [rng.uniform(60, 100), "80", "79,9", 80, None, -1, 100, 100.5]
        book.put("Danh sách", f"F{row}", rng.choice(scores))
        book.put("Danh sách", f"J{row}", rng.choice([None, 0, 3, 30, 31, "45", -2]))
    first, last = dt.date(2023, 11, 16), dt.date(2024, 11, 15)
    day = dt.timedelta(days=1)
    days = [first, last, first - day, last + day, dt.date(2024, 5, 1), dt.date(2024, 5, 2), None]
    for row in range(4, 24):
        values = [
            row - 3,
            rng.choice(["2.2", 1.1, "4,1", "5.5", None]),
            rng.choice(["Việc", "Việc", None]),
            rng.choice(days),
            rng.choice(days),
            rng.choice([None, 5, 80, 81, "1.000", -3]),
            rng.choice([None, 0, "15.000", 1.5, -1]),
        ]
        book.put_row("Hoạt động", row, values)
    return book


def random_counts(rng: Random) -> Book:
    book = counts_report()
    book.put_row("Tổng hợp", 7, [None] * 7)
    for row in range(4, 7):
        kind = rng.choice(["Công chức", "Viên chức", "Người lao động", "Khác", None])
        counts = [rng.choice([None, *range(10)]) for _ in range(6)]
        book.put_row("Tổng hợp", row, [kind, *counts])
    book.put("Thông tin", "B7", sum(book.sheets["Tổng hợp"][f"B{row}"] or 0 for row in range(4, 7)))
    return book


def found_by_suites(books: dict[str, Book]) -> tuple[set[tuple], dict[str, Any]]:
    """(table, file, row, rule, column) of every row finding, and the readings."""
    verdicts = judge_books(books)
    found = set()
    for key, verdict in verdicts.items():
        for part in verdict.reading.sheets.values():
            columns = {field.header: field.column for field in part.sheet.fields}
            for finding in verdict.findings:
                if finding.row_number and finding.sheet == part.sheet.name:
                    column = columns[finding.column_name]
                    row = (part.sheet.table, key, finding.row_number, finding.rule_code, column)
                    found.add(row)
    return found, {key: verdict.reading for key, verdict in verdicts.items()}


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Truth values beside text as text."""
    texts = frame.select_dtypes(["object", "str"]).map(
        lambda value: str(value).lower() if isinstance(value, bool) else value
    )
    return frame.assign(**{column: texts[column] for column in texts})


def rows_of(readings, year: int, table: str) -> pd.DataFrame:
    return entry_frame(readings, catalogue().of_year(year).form.sheet(table))


@pytest.mark.parametrize("seed", [1, 2])
def test_form_2(seed):
    rng = Random(seed)
    books = {f"file {n}": random_book(rng) for n in range(FILES)}
    found, readings = found_by_suites(books)
    calendar = catalogue().of_year(2024).calendar
    connection = duckdb.connect()
    connection.register("roster", plain(rows_of(readings, 2024, "roster")))
    activity = rows_of(readings, 2024, "activity").assign(headcount=PERSONS)
    connection.register("activity", plain(activity))
    sql = (FOLDER / "rules.sql").read_text()
    values = {
        "tasks": [task.code for task in catalogue().tasks],
        "first": calendar.period_start,
        "last": calendar.period_end,
    }
    expected = set(connection.execute(sql, values).fetchall())
    assert found == expected
    codes = {
        "R01",
        "R02",
        "R03",
        "R04",
        "R05",
        "R06",
        "R07",
        "R08",
        "Q01",
        "Q04",
        "Q06",
        "Q07",
        "Q11",
    }
    assert {rule for _, _, _, rule, _ in expected} == codes
    assert len(expected) > 500


def test_form_1():
    rng = Random(3)
    books = {f"file {n}": random_counts(rng) for n in range(60)}
    found, readings = found_by_suites(books)
    connection = duckdb.connect()
    connection.register("headcount", rows_of(readings, 2022, "headcount"))
    expected = set(connection.execute((FOLDER / "counts.sql").read_text()).fetchall())
    assert found == expected
    assert {rule for _, _, _, rule, _ in expected} == {"R04", "R09"}
    assert len(expected) > 100


def test_every_row_rule_of_the_suites_is_stated_here():
    sql = (FOLDER / "rules.sql").read_text() + (FOLDER / "counts.sql").read_text()
    for path in (FOLDER.parents[1] / "expectations").glob("*.json"):
        for expectation in json.loads(path.read_text())["expectations"]:
            assert f"'{expectation['meta']['rule']}'" in sql
