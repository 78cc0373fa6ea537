"""The demonstration's layout noise: what officers do to a form, and the reader must not mind."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from random import Random
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from render.form.style import put
from render.form.workbook import fill
from transforms.catalogue import Form, FormField, Sheet
from transforms.reading.lists.rows import COUNTED
from transforms.sample.accounts import official_date
from transforms.sample.faults import Sent
from transforms.sample.people import dice
from transforms.sample.reports import Report

LAYOUTS = {
    "plain": "đúng như biểu mẫu",
    "typed": "số, ngày gõ thành văn bản; mã nhiệm vụ thành số; lẫn x, X, Có",
    "reordered": "đổi thứ tự cột, thêm cột Chức vụ và trang nháp (F11)",
    "signed": "dòng chữ ký dưới danh sách, dòng trắng có dấu cách ở cuối",
    "decomposed": "chữ Việt dạng tổ hợp (NFD), dấu cách không ngắt",
    "merged": "các dòng tiêu đề gộp ô",
}
"""How a unit's workbook is laid out, taken in turn by the units in the catalogue's order."""

NAMES = ("{unit}_BaoCaoXHHT_{year}", "Bieu{version}_{unit}_{year}", "BC XHHT {year} - {unit}")
POST = FormField(header="Chức vụ", need="optional", width=18)
POSTS = ("Chuyên viên", "Kế toán viên", "Nhân viên", "Viên chức")
SPACE = "\u00a0"


def lay_out(sent: Sent, position: int) -> Workbook:
    """The file as the unit sends it; ``position`` is the unit's in the catalogue's order."""
    report = sent.report
    rng = dice(report.catalogue.year, report.unit.unit_code, "layout")
    layout = list(LAYOUTS)[position % len(LAYOUTS)]
    form, data = report.catalogue.form, report.data
    if layout == "typed":
        data = _typed(form, data, rng)
    if layout == "reordered":
        form, data = _reordered(form, rng), _with_posts(data, rng)
    book = fill(form, report.catalogue, report.unit, data)
    change = _CHANGES.get(layout)
    if change:
        change(book, report)
    return book


def file_name(sent: Sent, position: int) -> str:
    """What the unit calls its file: never after a person."""
    report = sent.report
    name = NAMES[position % len(NAMES)].format(
        unit=report.unit.unit_code,
        year=report.catalogue.year,
        version=report.catalogue.form.version,
    )
    return f"{name}{' (gửi lại)' if sent.is_correction else ''}.xlsx"


# --- before the workbook is written --------------------------------------------------------------


def _typed(form: Form, data: dict[str, Any], rng: Random) -> dict[str, Any]:
    """Every value in another spelling that reads the same."""
    changed = dict(data)
    for sheet in form.sheets:
        rows = data.get(sheet.table)
        if isinstance(rows, dict):
            changed[sheet.table] = _typed_row(sheet, rows, rng)
        elif rows is not None:
            changed[sheet.table] = [_typed_row(sheet, row, rng) for row in rows]
    return changed


def _typed_row(sheet: Sheet, row: dict[str, Any], rng: Random) -> dict[str, Any]:
    fields = {field.column: field for field in sheet.row_fields}
    return {
        column: _typed_value(fields[column], value, rng) if column in fields else value
        for column, value in row.items()
    }


def _typed_value(field: FormField, value: Any, rng: Random) -> Any:
    match value:
        case bool():
            return rng.choice(("x", "x", "X", "Có") if value else (None, None, None, "Không"))
        case int() | float():
            text = f"{value:,}".translate(str.maketrans(",.", ".,"))
            return text if field.has_thousands else f" {text.replace('.', '')} "
        case dt.date():
            return f"{value.day}/{value.month}/{value.year}"
        case str() if field.kind == "task" and value.replace(".", "", 1).isdigit():
            return float(value)
    return value


def _reordered(form: Form, rng: Random) -> Form:
    """The form with its list's columns in another order, and one more that nobody asked for."""
    sheets = []
    for sheet in form.sheets:
        first, *others = sheet.fields
        if sheet.shape == "table":
            rng.shuffle(others)
        if sheet.table == "roster":
            others.insert(2, POST)
        sheets.append(sheet.model_copy(update={"fields": (first, *others)}))
    return form.model_copy(update={"sheets": tuple(sheets)})


def _with_posts(data: dict[str, Any], rng: Random) -> dict[str, Any]:
    people = [person | {POST.header: rng.choice(POSTS)} for person in data.get("roster", ())]
    return data | ({"roster": people} if people else {})


# --- in the workbook -----------------------------------------------------------------------------


def _add_draft_sheet(book: Workbook, report: Report) -> None:
    put(book.create_sheet("Nháp")["B3"], "Số liệu tạm tính, không gửi")


def _sign(book: Workbook, report: Report) -> None:
    """Place, date and signatures under every list, and further down cells that only look empty.

    The first line leaves the columns that make an entry empty; the names stand under any.
    """
    for sheet in report.catalogue.form.sheets:
        if sheet.shape == "table":
            free = [
                number
                for number, field in enumerate(sheet.fields, start=1)
                if field.column != sheet.key and field.kind not in COUNTED
            ]
            place = free[-1] if free else len(sheet.fields)
            _sign_page(book[sheet.name], place, len(sheet.fields), report)


def _sign_page(page: Worksheet, place: int, right: int, report: Report) -> None:
    row, info = page.max_row + 2, report.data["info"]
    day = official_date(report.received_at.date())
    put(page.cell(row, place), f"{report.catalogue.issuer.place}, ngày {day}")
    for line, clerk, head in (
        (row + 1, "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"),
        (row + 6, info["prepared_by"], info["approved_by"]),
    ):
        put(page.cell(line, 2), clerk)
        put(page.cell(line, max(right - 1, 1)), head)
    for blank in range(row + 20, row + 30):
        put(page.cell(blank, 2), SPACE)


def _decompose(book: Workbook, report: Report) -> None:
    """Letters and their marks apart, as some keyboards type them; some no-break spaces."""
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    text = unicodedata.normalize("NFD", cell.value)
                    put(cell, text.replace(" ", SPACE, 1) if cell.row % 3 else text)


def _merge_titles(book: Workbook, report: Report) -> None:
    for sheet in report.catalogue.form.sheets:
        if sheet.shape == "table":
            for row in (2, 3):
                book[sheet.name].merge_cells(
                    start_row=row, end_row=row, start_column=1, end_column=len(sheet.fields)
                )


_CHANGES: dict[str, Callable[[Workbook, Report], None]] = {
    "reordered": _add_draft_sheet,
    "signed": _sign,
    "decomposed": _decompose,
    "merged": _merge_titles,
}
