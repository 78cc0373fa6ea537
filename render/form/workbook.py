"""A form as an Excel workbook: blank for an officer to fill in, or holding given rows.

The form's declaration is the only source of sheets, columns and checks; the reader, the rules and
this module share it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from render.form.guide import NAME as GUIDE
from render.form.guide import TASKS, write_guide
from render.form.inputs import DATE, LAST_ROW, choices, make_check, typed
from render.form.style import (
    format_column,
    lines_needed,
    put,
    put_titles,
    set_paper,
    set_widths,
)
from transforms.catalogue import Form, FormField, Sheet, Unit, YearCatalogue

FEEDBACK, ERRORS = "Phản hồi", "Lỗi"
OWN_SHEETS = (GUIDE, FEEDBACK, ERRORS)  # sheets we add: the reader passes them over without F11

RULED_ROWS = 30  # ruled blank rows of an empty list; below them the formats go on without lines
ROW_NUMBER = "STT"
VALUE_WIDTH = 56
PROSE_LINES = 5
HEAD_HEIGHT, LINE_HEIGHT = 36, 17  # points

Data = Mapping[str, Any]


def fill(
    form: Form, catalogue: YearCatalogue, unit: Unit | None, data: Data | None = None
) -> Workbook:
    """The year's workbook, prefilled for the unit; blank where ``data`` has nothing.

    ``data`` maps a sheet's table to what stands in it: for labels one mapping of column to value,
    for lists a sequence of them (a column that is not read goes by its header). Stored values are
    written as a person types them (``civil_servant`` as ``Công chức``, True as ``x``), any other
    value as it is, so that faulty workbooks can be made as well.
    """
    data = dict(data or {})
    data["info"] = prefilled(form, catalogue, unit) | dict(data.get("info", {}))
    book = Workbook()
    book.remove(book.worksheets[0])
    write_guide(book, form, catalogue)
    for sheet in form.sheets:
        page, row = write_sheet(book, sheet, catalogue, unit, data.get(sheet.table))
        _add_checks(page, sheet, row, catalogue)
    return book


def write_sheet(
    book: Workbook, sheet: Sheet, catalogue: YearCatalogue, unit: Unit | None, given: Any
) -> tuple[Worksheet, int]:
    """Add one sheet of the year's form; returns it and the row of its headers or first label."""
    page = book.create_sheet(sheet.name)
    row = put_titles(page, _titles(sheet, catalogue, unit), _columns(sheet)) + 1
    write = _write_labels if sheet.shape == "labels" else _write_list
    write(page, sheet, row, given)
    return page, row


def prefilled(form: Form, catalogue: YearCatalogue, unit: Unit | None) -> dict[str, Any]:
    """What we know before the unit does: year, form version, cut-off, and the unit if given."""
    known = {
        "reporting_year": catalogue.year,
        "form_version": form.version,
        "cut_off_date": catalogue.calendar.period_end,
    }
    return known | ({"unit_code": unit.unit_code, "unit_name": unit.name} if unit else {})


def _titles(sheet: Sheet, catalogue: YearCatalogue, unit: Unit | None) -> list[tuple[str, str]]:
    whose = f"{unit.name} - năm" if unit else "Năm"
    period = (
        f"từ {catalogue.calendar.period_start:{DATE}} đến {catalogue.calendar.period_end:{DATE}}"
    )
    return [
        ("form", catalogue.form.title),
        ("title", sheet.title or sheet.name),
        ("subtitle", f"{whose} {catalogue.year} (số liệu {period})"),
        ("note", sheet.note or ""),
    ]


def _columns(sheet: Sheet) -> int:
    return 2 if sheet.shape == "labels" else len(sheet.fields)


def is_must(sheet: Sheet, field: FormField) -> bool:
    """Whether the cell is tinted: a label that is needed, or a column no row can leave blank."""
    if field.need != "required" or field.header == ROW_NUMBER:
        return False
    if sheet.shape == "table":
        return field.blank_rule is not None or field.column == sheet.key
    return sheet.shape == "labels"


# --- labels --------------------------------------------------------------------------------------


def _write_labels(page: Worksheet, sheet: Sheet, first: int, given: Data | None) -> None:
    given = given or {}
    width = max(VALUE_WIDTH, *(field.width for field in sheet.fields))
    is_prose = width > VALUE_WIDTH
    for row, field in enumerate(sheet.fields, start=first):
        value = shown(field, given.get(field.column or field.header))
        put(page.cell(row, 1), field.header, "label")
        put(page.cell(row, 2), value, "prose" if is_prose else _value_style(sheet, field))
        lines = lines_needed(str(value or ""), width)
        page.row_dimensions[row].height = LINE_HEIGHT * (
            max(lines, PROSE_LINES) if is_prose else 1.4
        )
    set_widths(page, (26, width))
    set_paper(page, 26 + width)


# --- lists ---------------------------------------------------------------------------------------


def _write_list(page: Worksheet, sheet: Sheet, head: int, given: Sequence[Data] | None) -> None:
    for column, field in enumerate(sheet.fields, start=1):
        put(page.cell(head, column), field.header, "head")
        format_column(page, column, _value_style(sheet, field, ""))
    page.row_dimensions[head].height = HEAD_HEIGHT
    rows = given if given is not None else _blank_rows(sheet)
    for number, row in enumerate(rows, start=1):
        _write_row(page, sheet, head + number, row, number if given else None)
    set_widths(page, (field.width for field in sheet.fields))
    set_paper(page, sum(field.width for field in sheet.fields), repeat_row=head)
    page.freeze_panes = f"A{head + 1}"


def _write_row(page: Worksheet, sheet: Sheet, row: int, given: Data, number: int | None) -> None:
    lines = 1
    for column, field in enumerate(sheet.fields, start=1):
        default = number if field.header == ROW_NUMBER else None
        value = shown(field, given.get(field.column or field.header, default))
        put(page.cell(row, column), value, _value_style(sheet, field))
        if isinstance(value, str):
            lines = max(lines, lines_needed(value, field.width))
    page.row_dimensions[row].height = LINE_HEIGHT * lines + 2


def _blank_rows(sheet: Sheet) -> list[Data]:
    """Ruled lines; a sheet that is summed up has one line per value of its first column."""
    first = sheet.fields[0]
    if sheet.total_label and first.kind == "choice" and first.column:
        return [{first.column: text} for text in choices(first)]
    return [{}] * (RULED_ROWS if sheet.is_required else RULED_ROWS // 2)


# --- cells ---------------------------------------------------------------------------------------


def shown(field: FormField, value: Any) -> Any:
    """The value as a person types it; no is left blank."""
    if not field.words or value is None:
        return value
    stored = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    if field.kind == "yes_no" and stored == "no":
        return None
    return typed(field).get(stored, value)


def _value_style(sheet: Sheet, field: FormField, must: str = ".must") -> str:
    """The named style of the field's cells: format, side and, where a row needs it, the tint."""
    formats = {"date": "date", "number": "number", "whole": "number"}
    name = "thousands" if field.has_thousands else formats.get(field.kind, "text")
    if field.header == ROW_NUMBER:
        name = "number"
    is_prose = field.kind in ("text", "name", "choice") and name == "text"
    side = "left" if sheet.shape == "labels" or is_prose else "center"
    return f"{name}.{side}" + (must if is_must(sheet, field) else "")


def _add_checks(page: Worksheet, sheet: Sheet, first: int, catalogue: YearCatalogue) -> None:
    for number, field in enumerate(sheet.fields):
        check = make_check(sheet, field, catalogue.calendar, TASKS)
        if check is None:
            continue
        letter = get_column_letter(number + 1)
        is_label = sheet.shape == "labels"
        check.add(f"B{first + number}" if is_label else f"{letter}{first + 1}:{letter}{LAST_ROW}")
        page.add_data_validation(check)
