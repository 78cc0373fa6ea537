"""What a workbook says of itself on `Thông tin`: F02, F04-F07, and the warnings of Q08."""

from transforms.catalogue import FormField, Unit
from transforms.reading.cells import as_number, as_text, read_cell
from transforms.reading.layout import find_labels
from transforms.reading.submission import Draft, SheetReading
from transforms.text import fold


def read_info(draft: Draft) -> SheetReading | None:
    """Read year, form version and unit into the draft; None where there is no such sheet (F03)."""
    sheet = draft.catalogue.forms[-1].sheet("info")
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


def _read_year(draft: Draft, info: SheetReading) -> None:
    number = as_number(info.value("reporting_year"))
    year = int(number) if number is not None and number.is_integer() else None
    if year is not None and 1900 < year < 9999 and draft.catalogue.form(year):
        draft.reading.year = year
        draft.reading.catalogue = draft.catalogue.of_year(year)
    elif info.stands("reporting_year"):
        example = max(form.first_year for form in draft.catalogue.forms) + 1
        draft.add_label("F06", info, "reporting_year", str(example))


def _read_version(draft: Draft, info: SheetReading) -> None:
    """The form, if its version is known and, where the year is, the one in force for it."""
    version = as_text(info.value("form_version"))
    known = {form.version: form for form in draft.catalogue.forms}
    year = draft.reading.year
    of_year = draft.catalogue.form(year) if year else None
    right = {of_year.version} if of_year else set(known)
    if version in known:
        draft.reading.form_version = version
    if version in right:
        draft.reading.form = known[version]
    elif info.stands("form_version"):
        draft.add_label("F02", info, "form_version", " hoặc ".join(sorted(right)))


# --- unit -----------------------------------------------------------------------------------------


def _read_unit(draft: Draft, info: SheetReading) -> None:
    """The unit stays null unless only its validity is wrong."""
    if not info.stands("unit_code"):
        return
    code = fold(as_text(info.value("unit_code")))
    versions = [unit for unit in draft.catalogue.units if fold(unit.unit_code) == code]
    if not versions:
        draft.add_label("F05", info, "unit_code", "mã này không có trong danh mục")
        return
    unit, is_valid = _unit_row(draft, versions)
    if unit.is_group:
        problem = "đây là nhóm đơn vị, không phải đơn vị nộp báo cáo"
    else:
        problem = "" if is_valid else f"đơn vị không hoạt động trong năm {draft.reading.year}"
    if problem:
        draft.add_label("F05", info, "unit_code", problem)
    if _is_named(draft, info, unit) and not unit.is_group:
        draft.reading.unit_code = unit.unit_code


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
    if fold(as_text(info.value("unit_name"))) == fold(unit.name):
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
        draft.add_label("F07", info, "declared_count", "không đọc được tổng số khai báo")
        return
    declared = draft.reading.declared_count = int(read.value)
    counted = draft.reading.entry_count
    if counted != declared and _is_countable(draft):
        problem = f"khai báo {declared}, trong biểu có {counted}"
        draft.add_label("F07", info, "declared_count", problem)


def _is_countable(draft: Draft) -> bool:
    """Whether the persons can be counted: the header was found, and every total was read."""
    form = draft.reading.form
    table = "headcount" if form and form.has("headcount") else "roster"
    part = draft.reading.sheets.get(table)
    if part is None or part.layout.header_row is None:
        return False
    if table == "roster":
        return True
    total = part.sheet.field("total_count").header
    unread = any(f.rule_code == "R05" and f.column_name == total for f in draft.reading.findings)
    return total in part.layout.places and not unread


# --- what is expected but not needed --------------------------------------------------------------


def check_expected(draft: Draft, info: SheetReading) -> None:
    """Q08: an expected label missing, blank, unreadable or odd."""
    for field in info.sheet.row_fields:
        if field.need != "expected":
            continue
        if field.column == "recognition_decision" and not _claims_title(draft):
            continue
        if problem := _problem(draft, info, field):
            draft.add_label("Q08", info, field.column or "", problem)


def _problem(draft: Draft, info: SheetReading, field: FormField) -> str:
    column = field.column or ""
    if not info.stands(column):
        return "không có"
    value = info.value(column)
    read = read_cell(field, value)
    if read.detail:
        return read.detail
    if read.value is None:
        place = info.layout.places[field.header]
        return "không đọc được" if info.grid.has(place.row, place.column) else "để trống"
    if column == "recognition_decision" and not any(c.isdigit() for c in as_text(value)):
        return "chưa ghi số và ngày của quyết định"
    calendar = draft.reading.catalogue.calendar if draft.reading.catalogue else None
    if column == "cut_off_date" and calendar and read.value != calendar.period_end:
        return f"khác ngày chốt số liệu của năm ({calendar.period_end:%d/%m/%Y})"
    return ""


def _claims_title(draft: Draft) -> bool:
    return any(row["is_recognised"] is True for row in draft.reading.rows("roster")) or any(
        row["recognised_count"] for row in draft.reading.rows("headcount")
    )
