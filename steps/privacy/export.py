"""All that is held on one person, and who looked at it: a workbook, noted as a look itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from psycopg import sql
from sqlalchemy import Connection

import warehouse
from render.report.workbook import write_workbook
from steps.desk.access import note_access
from steps.intake.landed import sound_files
from steps.intake.person_key import load_secret, person_key
from steps.intake.reading.children import read_workbooks
from steps.intake.reading.scanning import Unreadable
from steps.intake.receipts import Arrived, Landed
from steps.settings import Settings
from steps.storage.files import write_file
from transforms.reading.addresses import address
from transforms.reading.grid import Grid
from transforms.reading.values import as_text
from transforms.report.workbooks.sheets import Cell, Sheet
from transforms.text import squeeze

Held = Mapping[str, Any]
OF_FILE = ("Năm", "Đơn vị", "Bản", "Trạng thái", "Tệp (mã băm)")


def export_person(
    settings: Settings, code: str, actor: str, today: date, folder: Path
) -> Path | None:
    """Write it below a folder, closed to others; None where nothing is held on that code.

    Every landed file is read again, rejected ones too: rows of those stand nowhere else.
    """
    with warehouse.reading(settings) as connection:
        key = person_key(load_secret(settings, connection), squeeze(code))
        held = {row["submission_id"]: row for row in warehouse.fetch(connection, "privacy/held")}
        stored = list(_stored(connection, key, held))
    found = list(_in_files(settings, code, held))
    concerned = {of["submission_id"] for of, *_ in stored}
    concerned |= {of["submission_id"] for of, *_ in found}
    if not concerned:
        return None
    with warehouse.reading(settings) as connection:
        said = warehouse.fetch(connection, "privacy/findings", keys=list(concerned))
        hashes = [held[one]["sha256"] for one in concerned]
        looks = warehouse.fetch(connection, "privacy/looks", keys=hashes)
    sheets = [
        _sheet("Kho dữ liệu", "Dòng đang lưu", ("Bảng", "Dòng", "Cột", "Giá trị"), stored),
        _sheet("Tệp của đơn vị", "Dòng có mã này trong các tệp đang giữ; bản phản hồi là bản sao",
               ("Trang", "Ô", "Nội dung"), found),
        _sheet("Lỗi đã báo", "Lỗi, cảnh báo ở những dòng ấy", ("Quy tắc", "Trang", "Ô", "Lời báo"),
               _on_rows(said, found, held)),
        _looks(looks),
    ]  # fmt: skip
    path = folder / f"trich-xuat-{key[:12]}-{today:%Y%m%d}.xlsx"
    for submission_id in sorted(concerned):
        note_access(settings, actor, "export", held[submission_id])
    write_file(path, write_workbook(sheets, today, "make export"), mode=0o600)
    return path


def _stored(
    connection: Connection, key: str, held: Mapping[str, Held]
) -> Iterator[tuple[Held, str, int, str, str]]:
    """What the tables by person hold, value by value."""
    raw: Any = connection.connection.driver_connection
    for table in warehouse.fetch(connection, "privacy/row_tables"):
        if table["is_by_person"]:
            name = sql.Identifier("core", table["table_name"])
            query = sql.SQL(
                "select * from {} where person_key = %s order by submission_id, row_number"
            )
            cursor = raw.execute(query.format(name), [key])
            columns = [column.name for column in cursor.description]
            for values in cursor.fetchall():
                row = dict(zip(columns, values, strict=True))
                of, number = held[row.pop("submission_id")], row.pop("row_number")
                for column, value in row.items():
                    yield of, table["table_name"], number, column, _shown(value)


def _in_files(
    settings: Settings, code: str, held: Mapping[str, Held]
) -> Iterator[tuple[Held, str, str, str]]:
    """The rows of landed files with that code in any cell; files that cannot be opened by name."""
    wanted = squeeze(code).casefold()
    files = {row["sha256"]: row for row in reversed([*held.values()])}  # a double is told once
    receipts = [_receipt(row) for row in files.values()]
    books = read_workbooks(sound_files(settings, receipts))
    for row, book in zip(files.values(), books, strict=True):
        if not isinstance(book, Unreadable):
            for sheet, grid in book.items():
                yield from ((row, sheet, *told) for told in _rows_with(grid, wanted))


def _receipt(row: Held) -> Landed:
    arrived = Arrived(row["received_at"], "modified")
    return Landed(row["submission_id"], row["sha256"], row["source"], arrived)


def _rows_with(grid: Grid, wanted: str) -> Iterator[tuple[str, str]]:
    for number, cells in enumerate(grid.rows, start=1):
        texts = ["" if cell is None else squeeze(as_text(cell)) for cell in cells]
        if wanted in (text.casefold() for text in texts):
            for column, text in enumerate(texts, start=1):
                if text:
                    yield address(number, column), text


def _on_rows(
    said: Sequence[Held], found: Sequence[tuple[Held, str, str, str]], held: Mapping[str, Held]
) -> list[tuple[Held, str, str, str, str]]:
    """The findings in the rows that are the person's."""
    rows = {(of["submission_id"], sheet, _row(cell)) for of, sheet, cell, _ in found}
    return [
        (held[f["submission_id"]], f["rule_code"], f["sheet"], f["cell"], f["message"])
        for f in said
        if f["cell"] and (f["submission_id"], f["sheet"], _row(f["cell"])) in rows
    ]


def _row(cell: str) -> str:
    return re.sub(r"\D", "", cell)


def _sheet(name: str, title: str, heads: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> Sheet:
    cells = [[*_of_file(of), *(Cell(value) for value in values)] for of, *values in rows] or [
        [Cell("không có")] + [Cell()] * (len(OF_FILE) + len(heads) - 1)
    ]
    widths = [8, 12, 6, 22, 16, *([16] * (len(heads) - 1)), 50]
    return Sheet(name, title, (*OF_FILE, *heads), widths, cells)


def _of_file(of: Held) -> list[Cell]:
    return [
        Cell(of["reporting_year"], "plain"), Cell(of["unit_code"]), Cell(of["version"], "plain"),
        Cell(of["status"]), Cell(of["sha256"][:12]),
    ]  # fmt: skip


def _looks(looks: Sequence[Held]) -> Sheet:
    heads = ("Lúc", "Tài khoản", "Việc", "Tệp (mã băm)")
    rows = [
        [Cell(row["happened_at"], "time"), Cell(row["actor"]), Cell(row["action"]),
         Cell(row["sha256"][:12])]
        for row in looks
    ] or [[Cell("không có"), Cell(), Cell(), Cell()]]  # fmt: skip
    return Sheet("Ai đã xem", "Ai đã tải, xem, trích các tệp ấy", heads, (20, 30, 14, 16), rows)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return "" if value is None else str(value)
