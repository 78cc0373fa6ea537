"""What a workbook says of itself on `Thông tin`: F02, F04-F07, and the warnings of Q08."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection

from transforms.catalogue import FormField, Sheet, Unit, count_in
from transforms.reading.cells import NOT_IN_LIST, as_text, read_cell
from transforms.reading.layout import find_labels
from transforms.reading.likeness import is_this_name
from transforms.reading.submission import Draft, SheetReading
from transforms.text import alike, fold

INFO = "info"
_YEAR = re.compile(r"(?:(?:kỳ|kì|báo cáo|bc|năm)[ :.]*)*(\d{4})(?: ?năm)?(?:[.,]0*)?")
_VERSION = re.compile(r"(?:(?:phiên|bản|biểu|mẫu|số|form|version|ver|v)[ :.]*)*0*(\d+)(?:[.,]0+)?")
TOLD_ELSEWHERE = frozenset(
    {"unit_code", "unit_name", "reporting_year", "form_version", "declared_count"}
)
"""Labels that every form has: they identify a submission and stand in core.submission."""


def read_info(draft: Draft) -> SheetReading | None:
    """Read year, form version and unit into the draft; None where there is no such sheet (F03)."""
    sheet = _sheet_of_year(draft)
    grid = draft.grid(sheet)
    if grid is None:
        draft.add("F03", sheet=sheet.name)
        return None
    info = SheetReading(sheet, grid, find_labels(sheet, grid))
    draft.reading.sheets[sheet.table] = info
    draft.add_layout(info)
    _read_year(draft, info)
    _read_version(draft, info)
    _read_unit(draft, info)
    return info


def _sheet_of_year(draft: Draft) -> Sheet:
    """The sheet as the form of the file's year declares it; else as the latest form does.

    The year is looked for under the label of every form, so that a new form changes nothing for
    the years of the others.
    """
    sheets = [form.sheet("info") for form in reversed(draft.catalogue.forms)]
    for sheet in sheets:
        grid = draft.grid(sheet)
        if grid is not None:
            year = _year(SheetReading(sheet, grid, find_labels(sheet, grid)))
            if year is not None and (form := draft.catalogue.form(year)):
                return form.sheet("info")
    return next((sheet for sheet in sheets if draft.grid(sheet) is not None), sheets[0])


def _year(info: SheetReading) -> int | None:
    """The year as people write it: ``2024``, ``Năm 2024``, a date shown as its year."""
    value = info.value("reporting_year")
    if isinstance(value, dt.date):
        return value.year
    found = _YEAR.fullmatch(fold(as_text(value)))
    return int(found[1]) if found else None


def _read_year(draft: Draft, info: SheetReading) -> None:
    year = _year(info)
    if year is not None and draft.catalogue.form(year):
        draft.reading.year = year
        draft.reading.catalogue = draft.catalogue.of_year(year)
    elif info.stands("reporting_year"):
        example = max(form.first_year for form in draft.catalogue.forms) + 1
        problem = "thiếu, không đọc được hoặc không phải năm có báo cáo"
        draft.add_label(
            "F06", info, "reporting_year",
            f"{problem}. Hãy ghi năm bằng bốn chữ số, ví dụ {example}",
        )  # fmt: skip


def check_year(draft: Draft, info: SheetReading) -> None:
    """F06: the activities belong to another year; then nobody knows the file's year.

    None lies in the data period of the year that is written, and at least half in another's. Where
    the version is that of the other year's form, it is not wrong but for the year.
    """
    reading = draft.reading
    if reading.catalogue is None:
        return
    calendar, year = draft.catalogue.calendar, reading.catalogue.year
    days = [row[column] for part in reading.sheets.values() for row in part.rows
            for column in _dated(part)[:1] if row[column]]  # fmt: skip
    meant = Counter(filter(None, (calendar.period_year(day) for day in days)))
    if not meant or year in meant:
        return
    other, count = meant.most_common(1)[0]
    if 2 * count < len(days):
        return
    period = calendar.of_year(other)
    draft.add_label(
        "F06", info, "reporting_year",
        f"ghi {year}, nhưng {count}/{len(days)} hoạt động ở trang khác nằm trong kỳ số liệu năm "
        f"{other} (từ {period.period_start:%d/%m/%Y} đến {period.period_end:%d/%m/%Y}). Hãy sửa "
        "năm báo cáo, hoặc ngày của các hoạt động",
    )  # fmt: skip
    meant_form = draft.catalogue.form(other)
    if meant_form and meant_form.version == reading.form_version:
        reading.findings = [f for f in reading.findings if f.rule_code != "F02"]
    reading.year, reading.catalogue = None, None


def _dated(part: SheetReading) -> list[str]:
    """The columns that must lie in the data period."""
    return [field.column or "" for field in part.sheet.row_fields if field.period_rule]


def _read_version(draft: Draft, info: SheetReading) -> None:
    """The form, if its version is known and, where the year is, the one in force for it."""
    version = _plain_version(as_text(info.value("form_version")))
    known = {form.version: form for form in draft.catalogue.forms}
    year = draft.reading.year
    of_year = draft.catalogue.form(year) if year else None
    right = {of_year.version} if of_year else set(known)
    if version in known:
        draft.reading.form_version = version
    if version in right:
        draft.reading.form = known[version]
    elif info.stands("form_version"):
        wanted = " hoặc ".join(sorted(right))
        known_year = f"năm {year} dùng phiên bản {wanted}" if of_year else f"chỉ có bản {wanted}"
        draft.add_label("F02", info, "form_version", known_year)


def _plain_version(text: str) -> str:
    """A version as people write it (``02``, ``2.0``, ``phiên bản 2``) as the forms name it."""
    found = _VERSION.fullmatch(fold(text))
    return found[1] if found else text


# --- unit -----------------------------------------------------------------------------------------


def _read_unit(draft: Draft, info: SheetReading) -> None:
    """The unit stays null unless only its validity is wrong."""
    if not info.stands("unit_code"):
        return
    versions = _units_of(as_text(info.value("unit_code")), draft.catalogue.units)
    if not versions:
        draft.add_label("F05", info, "unit_code", "mã này không có trong danh mục")
        return
    unit, is_valid = _unit_row(draft, versions)
    if unit.is_group:
        problem = "mã này là của một nhóm đơn vị, mỗi đơn vị trong nhóm nộp theo mã của mình"
    else:
        problem = "" if is_valid else f"đơn vị không hoạt động trong năm {draft.reading.year}"
    if problem:
        draft.add_label("F05", info, "unit_code", problem)
    if _is_named(draft, info, unit) and not unit.is_group:
        draft.reading.unit_code = unit.unit_code


def _units_of(code: str, units: Collection[Unit]) -> list[Unit]:
    """The rows of the code; else those of the one that is spelt like it (`PB 2`, `pb-02`)."""
    for spelt in (fold, _plain_code):
        found = [unit for unit in units if spelt(unit.unit_code) == spelt(code)]
        if len({unit.unit_code for unit in found}) == 1:
            return found
    return []


def _plain_code(code: str) -> str:
    """A code by its letters and numbers alone."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\W_]+", "", fold(code)))


def _unit_row(draft: Draft, versions: list[Unit]) -> tuple[Unit, bool]:
    """The code's row in force in the file's year, else its latest; and whether it is in force."""
    latest = max(versions, key=lambda unit: unit.valid_from)
    if draft.reading.year is None:
        return latest, True
    day = draft.catalogue.calendar.day(draft.reading.year, "period_end")
    in_force = [unit for unit in versions if unit.is_in_force(day)]
    return (in_force[0], True) if in_force else (latest, False)


def _is_named(draft: Draft, info: SheetReading, unit: Unit) -> bool:
    """Whether `Tên đơn vị` is that unit's name; a missing label is F04 and tells nothing else."""
    if not info.stands("unit_name"):
        return True
    name = as_text(info.value("unit_name"))
    if alike(name) == alike(unit.name):
        return True
    others = {u.name for u in draft.catalogue.units if u.unit_code != unit.unit_code}
    if is_this_name(name, unit.name, others):
        draft.add_label("Q08", info, "unit_name", f"được hiểu là “{unit.name}”")
        return True
    draft.add_label("F05", info, "unit_name", f"mã {unit.unit_code} là của “{unit.name}”")
    return False


# --- headcount ------------------------------------------------------------------------------------


def read_declared(draft: Draft, info: SheetReading) -> None:
    """Read the declared headcount and hold it against the persons listed (F07)."""
    if not info.stands("declared_count"):
        return
    field = info.sheet.field("declared_count")
    read = read_cell(field, info.value("declared_count"))
    low, high = field.minimum or 0, field.maximum or float("inf")
    if read.value is None or not low <= read.value <= high:
        told = f"; trong biểu có {draft.reading.entry_count}" if _is_countable(draft) else ""
        draft.add_label("F07", info, "declared_count", f"không đọc được tổng số khai báo{told}")
        return
    declared = draft.reading.declared_count = int(read.value)
    counted = draft.reading.entry_count
    if counted != declared and _is_countable(draft):
        problem = f"khai báo {declared}, trong biểu có {counted}"
        draft.add_label("F07", info, "declared_count", problem)


def _is_countable(draft: Draft) -> bool:
    """Whether the persons can be counted: the header was found, and every total was read."""
    reading = draft.reading
    found = count_in(reading.form, draft.catalogue.headcount) if reading.form else None
    part = reading.sheets.get(reading.person_table)
    if part is None or found is None or part.layout.header_row is None:
        return False
    headers = {part.sheet.field(column).header for column in found[1].columns}
    of_rows = [f for f in reading.findings if f.row_number and f.sheet == part.sheet.name]
    unread = {finding.column_name for finding in of_rows}
    return headers <= set(part.layout.places) and not headers & unread


# --- what is expected but not needed --------------------------------------------------------------


def check_labels(draft: Draft, info: SheetReading) -> None:
    """Q08: an expected label missing; one blank that must not be, unreadable, out of list or range.

    Those that identify the file are told otherwise, as is a required label that is missing (F04).
    """
    for field in info.sheet.row_fields:
        if field.column not in TOLD_ELSEWHERE and (problem := _problem(draft, info, field)):
            draft.add_label("Q08", info, field.column or "", problem)


def _problem(draft: Draft, info: SheetReading, field: FormField) -> str:
    column = field.column or ""
    if field.expected_with and not _has_any(draft, field.expected_with):
        return ""
    if not info.stands(column):
        return "không có" if field.need == "expected" else ""
    place, value = info.layout.places[field.header], info.value(column)
    if not info.grid.has(place.row, place.column):
        return "" if field.need == "optional" else "để trống"
    read = read_cell(field, value)
    if read.detail or read.value is None:
        return read.detail or "không đọc được"
    if read.value == NOT_IN_LIST:
        return f"không thuộc danh mục ({field.allowed})"
    if field.kind in ("number", "whole") and not _is_in_range(field, read.value):
        return "ngoài khoảng cho phép"
    if field.kind == "decision" and not any(c.isdigit() for c in as_text(value)):
        return "chưa ghi số và ngày của quyết định"
    calendar = draft.reading.catalogue.calendar if draft.reading.catalogue else None
    if calendar and field.expected_date:
        right = getattr(calendar, field.expected_date)
        if read.value != right:
            return f"khác ngày chốt số liệu của năm ({right:%d/%m/%Y})"
    return ""


def _is_in_range(field: FormField, value: float) -> bool:
    low, high = field.minimum, field.maximum
    return (low is None or low <= value) and (high is None or value <= high)


def _has_any(draft: Draft, columns: Collection[str]) -> bool:
    """Whether any entry holds a yes or a number above 0 in one of the columns."""
    return any(
        row.get(column) is True or (isinstance(row.get(column), int | float) and row[column] > 0)
        for part in draft.reading.sheets.values()
        for row in part.rows
        for column in columns
    )


# --- what is stored -------------------------------------------------------------------------------


def kept_labels(sheet: Sheet) -> list[FormField]:
    """The labels whose values are stored: not those told elsewhere, nor the names of persons."""
    return [
        field
        for field in sheet.row_fields
        if field.column not in TOLD_ELSEWHERE and field.kind not in ("name", "person_code")
    ]


def keep_labels(draft: Draft, info: SheetReading) -> None:
    """Keep what stands beside the labels that are stored; what cannot be read is null."""
    for field in kept_labels(info.sheet):
        value = read_cell(field, info.value(field.column or "")).value
        draft.reading.info[field.column or ""] = None if value == NOT_IN_LIST else value
