"""A year through the pipeline's steps, without Airflow: send workbooks, run, look at the tables."""

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any

import psycopg

from steps.intake.landing import list_batches
from steps.intake.take_in import take_in
from steps.settings import PROJECT, Settings
from steps.year.aggregate import aggregate
from tests.workbooks import FIRST_ROW, Book, as_form_3, counts_report, report

FORM_3_FROM = 2025
TITLES = ("G", "H", "I")
HEADER = (
    "unit_code,name,unit_type,parent_code,valid_from,valid_to,successor_code,pass_score,email,"
    "head_email,decision"
)


class Pipeline:
    """Its own folders, a warehouse, and a catalogue whose units may be written anew."""

    def __init__(self, folder: Path, warehouse_url: str):
        self.catalog = Path(shutil.copytree(PROJECT / "catalog", folder / "catalog"))
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.url = warehouse_url
        self.settings = Settings.from_env(
            {
                "DATA_DIR": str(folder / "var"),
                "CATALOG_DIR": str(self.catalog),
                "INBOX": str(self.inbox),
                "WAREHOUSE_URL": warehouse_url,
            }
        )

    def units(self, rows: str) -> None:
        """Write units.csv from rows ``code name type parent from to successors pass_score``.

        Columns are parted by ``|``; ``-`` is blank.
        """
        lines = [HEADER]
        for line in rows.strip().splitlines():
            cells = [cell.strip() for cell in line.split("|")]
            cells = ["" if cell == "-" else cell for cell in cells]
            lines.append(",".join([*cells, "", "", ""]))
        (self.catalog / "units.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def write(self, file: str, old: str, new: str) -> None:
        """Change a text of the catalogue."""
        path = self.catalog / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def send(self, book: Book | bytes, name: str, received: dt.datetime | None = None) -> Path:
        """Put a workbook into the inbox, received at a time (default: the campaign opens)."""
        path = self.inbox / name
        path.write_bytes(book if isinstance(book, bytes) else book.xlsx())
        year = 2024 if isinstance(book, bytes) else int(book.sheets["Thông tin"]["B5"])
        moment = (received or dt.datetime(year, 10, 1, 8, tzinfo=dt.UTC)).timestamp()
        os.utime(path, (moment, moment))
        return path

    def run(self, year: int) -> None:
        """List, take in, aggregate."""
        for batch in list_batches(self.settings, year):
            take_in(self.settings, year, batch)
        aggregate(self.settings, year)

    def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        """What a query finds in the warehouse."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(query, values).fetchall()

    def rate(self, year: int, unit_code: str, indicator_code: str = "CDHT") -> tuple[int, int]:
        """Numerator and denominator of a unit's indicator."""
        found = self.rows(
            "select numerator, denominator from mart.indicator where reporting_year = %(year)s "
            "and unit_code = %(unit)s and indicator_code = %(code)s",
            year=year,
            unit=unit_code,
            code=indicator_code,
        )
        return found[0] if found else ()  # type: ignore[return-value]


def year_report(
    year: int, unit_code: str, name: str, persons: int, holders: int, **info: Any
) -> Book:
    """Form 2 or 3 of a unit: so many persons, so many of them with title, skills and updating."""
    book = report(persons, **_info(year, unit_code, name) | info)
    for row in range(FIRST_ROW + holders, FIRST_ROW + persons):
        for column in TITLES:
            book.put("Danh sách", f"{column}{row}", None)
    for row in range(FIRST_ROW, FIRST_ROW + persons):
        code = f"{unit_code}{row}"
        book.put("Danh sách", f"B{row}", code)
    for column in "ABCDEFGH":
        book.put("Hoạt động", f"{column}{FIRST_ROW}", None)
    return book if year < FORM_3_FROM else as_form_3(book, **info)


def year_counts(year: int, unit_code: str, name: str, persons: int, holders: int) -> Book:
    """Form 1 of a unit, with the same meaning."""
    book = counts_report(**_info(year, unit_code, name) | {"Tổng số người": persons})
    book.put_row("Tổng hợp", 4, ["Công chức", persons, persons, holders, holders, holders, holders])
    for row in (5, 6, 7):
        book.put_row("Tổng hợp", row, [None] * 7)
    return book


def _info(year: int, unit_code: str, name: str) -> dict[str, Any]:
    return {
        "Mã đơn vị": unit_code,
        "Tên đơn vị": name,
        "Năm báo cáo": year,
        "Ngày chốt số liệu": dt.date(year, 11, 15),
        "Ngày phê duyệt": dt.date(year, 11, 18),
    }
