"""The sheet of truy-vet.xlsx that every other leads to: what the units sent, file by file."""

import re
from collections.abc import Iterable
from typing import Any

from transforms import figures
from transforms.reading.addresses import column_letters as column
from transforms.reading.info import INFO
from transforms.report.inputs import COUNTING
from transforms.report.model import Report
from transforms.report.workbooks.sheets import Cell, Sheet
from transforms.rules.statuses import Status

FILES = "Bản gửi"
YES_NO = {True: "Có", False: "Không", None: figures.NOTHING}
Place = tuple[int, int]  # first and last row


def link_to(sheet: str, place: Place | None, last_column: int) -> str | None:
    """A link to some rows of a sheet, from column A to ``last_column``."""
    if place is None:
        return None
    return f"'{sheet}'!A{place[0]}:{column(last_column)}{place[1]}"


def source_cell(place: Place | None, cells: str = "") -> Cell:
    """What leads to a unit's counting file, and names the ``cells`` in it; a dash without one."""
    if place is None:
        return Cell(figures.NOTHING)
    within = f": {cells}" if cells else ""
    return Cell(f"{FILES}, dòng {place[0]}{within}", link=link_to(FILES, place, 3))


def cells_in(report: Report, year: int, unit_code: str, tables: Iterable[str]) -> str:
    """Where some tables stand in a unit's counting file: ``Danh sách!B6:N67``."""
    places = report.trace.places
    found = [places[key] for table in tables if (key := (year, unit_code, table)) in places]
    return "; ".join(f"{place.sheet}!{place.cells}" for place in found)


def row_cells(report: Report, unit_code: str, table: str, row: int) -> str:
    """One row of a table in a unit's file of the year: ``Hoạt động!A8:K8``."""
    place = report.trace.places.get((report.year, unit_code, table))
    if place is None:
        return ""
    return f"{place.sheet}!{re.sub('[0-9]+', str(row), place.cells)}"


def person_tables(report: Report) -> list[str]:
    """The tables that people are counted in, and that of the headcount."""
    return [INFO, *dict.fromkeys(table for measure in report.measures for table in measure.count)]


def list_files(report: Report) -> tuple[Sheet, dict[Any, Place]]:
    """Every file of the years in question; the place of a unit is its counting one."""
    sheet = Sheet(
        FILES,
        "Các bản gửi của đơn vị",
        [
            "Năm",
            "Mã đơn vị",
            "Đơn vị",
            "Phiên bản",
            "Tình trạng",
            "Nhận lúc",
            "Đúng hạn",
            "Biểu mẫu",
            "Tổng số người",
            "Chưa xác định",
            "Nguồn",
            "SHA-256",
        ],
        [8, 14, 50, 10, 26, 20, 10, 10, 11, 11, 60, 68],
    )
    places: dict[Any, Place] = {}
    for n, row in enumerate(report.trace.files):
        number, year = sheet.first_row + n, row.reporting_year
        places[year] = (places.get(year, (number, number))[0], number)
        if row.status in COUNTING:
            places[year, row.unit_code] = (number, number)
        status = Status.named(row.status).in_report
        on_time = YES_NO[row.is_on_time]
        sheet.rows.append(
            [
                Cell(year, "plain"),
                Cell(row.unit_code),
                Cell(row.name),
                Cell(row.version, "figure"),
                Cell(status),
                Cell(row.received_at, "time"),
                Cell(on_time, "figure"),
                Cell(row.form_version, "plain"),
                Cell(row.declared_count, "figure"),
                Cell(row.quarantined_count, "figure"),
                Cell(row.source),
                Cell(row.sha256),
            ]
        )
    return sheet, places
