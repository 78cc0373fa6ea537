"""Forms: what the reader, the checks and the tables of the warehouse need of each."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import RULES_OF_KIND, STORED_AS, Form, FormField, Sheet
from transforms.text import alike, fold

INFO = "info"
IDENTITY = ("unit_code", "unit_name", "reporting_year", "form_version", "declared_count")
"""The labels by which every file is told: they stand on `Thông tin` of every form."""

NUMBERS = ("number", "whole")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
TAKEN = frozenset(
    {
        "submission_id", "row_number", "row_label", "reporting_year", "unit_code", "person_key",
        "code_cell", "code_shown",
    }
)  # fmt: skip
"""Names of the warehouse's own columns in the tables of rows."""

OWN_TABLES = frozenset(
    {
        "submission", "submission_event", "receipt", "finding", "answer", "measure", "status",
        "counting", "unit_year", "report", "dispatch", "extension", "year_event", "year_state",
        "secret_check", "info", "narrative", "answers",
    }
)  # fmt: skip
"""Names in the warehouse that no list of a form may take."""


def file_of(form: Form) -> str:
    """How a form is named where something is wrong with it."""
    return f"forms (phiên bản {form.version})"


def check_forms(forms: tuple[Form, ...]) -> Iterator[Fault]:
    """What is wrong with each form, and with all of them together."""
    if not forms:
        yield Fault("forms", "-", "không có biểu mẫu nào")
    yield from _check_years(forms)
    for form in forms:
        yield from _check_form(form)
    yield from _check_types(forms)


def _check_years(forms: tuple[Form, ...]) -> Iterator[Fault]:
    """Each version once, and from the first form's first year on one form for every year."""
    versions = [form.version for form in forms]
    for form in forms:
        if versions.count(form.version) > 1:
            yield Fault("forms", form.version, "hai biểu mẫu cùng phiên bản")
        if form.last_year is not None and form.last_year < form.first_year:
            yield Fault(file_of(form), "last_year", "trước năm bắt đầu first_year")
    for earlier, later in pairwise(sorted(forms, key=lambda form: form.first_year)):
        if earlier.last_year is None or earlier.last_year >= later.first_year:
            reason = f"hai biểu mẫu cùng hiệu lực năm {later.first_year}"
            yield Fault("forms", later.version, reason)
        elif earlier.last_year + 1 < later.first_year:
            reason = f"năm {earlier.last_year + 1} không có biểu mẫu nào"
            yield Fault("forms", later.version, reason)


def _check_form(form: Form) -> Iterator[Fault]:
    file = file_of(form)
    names = [alike(sheet.name) for sheet in form.sheets]
    tables = [sheet.table for sheet in form.sheets]
    for sheet in form.sheets:
        if names.count(alike(sheet.name)) > 1:
            yield Fault(file, sheet.name, "hai trang tính cùng tên")
        if tables.count(sheet.table) > 1:
            yield Fault(file, f"{sheet.name}.table", f"hai trang tính cùng bảng {sheet.table}")
        yield from _check_sheet(sheet, file)
    yield from _check_info(form, file)


def _check_info(form: Form, file: str) -> Iterator[Fault]:
    info = next((sheet for sheet in form.sheets if sheet.table == INFO), None)
    if info is None or info.shape != "labels":
        yield Fault(file, INFO, "thiếu trang thông tin chung (table = info, shape = labels)")
        return
    for column in IDENTITY:
        if not info.has(column):
            yield Fault(file, info.name, f"thiếu nhãn {column}")
    entries = {column for sheet in form.tables for column in sheet.columns}
    for field in info.row_fields:
        for column in field.expected_with:
            if column not in entries:
                yield Fault(file, f"{field.header}.expected_with", f"không có cột {column}")


def _check_sheet(sheet: Sheet, file: str) -> Iterator[Fault]:
    headers = [alike(name) for field in sheet.fields for name in (field.header, *field.aliases)]
    columns = [field.column for field in sheet.row_fields]
    for field in sheet.fields:
        key = f"{sheet.name}.{field.header}"
        if any(headers.count(alike(name)) > 1 for name in (field.header, *field.aliases)):
            yield Fault(file, key, "hai cột (nhãn) cùng tên")
        if field.column and columns.count(field.column) > 1:
            yield Fault(file, f"{key}.column", f"hai cột cùng ghi vào {field.column}")
        yield from _check_field(field, sheet, file, key)
    if sheet.key and not sheet.has(sheet.key):
        yield Fault(file, f"{sheet.name}.key", f"không có cột {sheet.key}")
    if sheet.shape == "table":
        yield from _check_table(sheet, file)
    elif sheet.total_label or sheet.key:
        yield Fault(file, sheet.name, "chỉ trang tính dạng bảng mới có key, total_label")


def _check_table(sheet: Sheet, file: str) -> Iterator[Fault]:
    if not _NAME.fullmatch(sheet.table) or sheet.table in OWN_TABLES:
        yield Fault(file, f"{sheet.name}.table", f"không đặt được tên bảng {sheet.table}")
    if not sheet.row_fields:
        yield Fault(file, sheet.name, "không có cột nào được đọc")
    codes = [field.column for field in sheet.row_fields if field.kind == "person_code"]
    if codes not in ([], ["person_code"]):
        yield Fault(file, sheet.name, "mã người phải là một cột, tên person_code")
    if not any(field.need == "required" for field in sheet.fields):
        yield Fault(file, sheet.name, "không có cột bắt buộc nào để nhận ra dòng tiêu đề")


def _check_field(field: FormField, sheet: Sheet, file: str, key: str) -> Iterator[Fault]:
    column = field.column or ""
    is_own = sheet.shape == "table" and column in TAKEN
    if field.column and (not _NAME.fullmatch(column) or is_own):
        yield Fault(file, f"{key}.column", f"không đặt được tên cột {column}")
    wrong = {
        "values": bool(field.values) != (field.kind == "choice") and field.kind != "yes_no",
        "minimum": field.minimum is not None and field.kind not in NUMBERS,
        "maximum": field.maximum is not None and field.kind not in NUMBERS,
        "blank": field.blank is not None and field.kind not in NUMBERS,
        "has_thousands": field.has_thousands and field.kind not in NUMBERS,
        "period_rule": field.period_rule is not None and field.kind != "date",
        "expected_date": field.expected_date is not None and field.kind != "date",
        "value_rule": field.value_rule is not None and field.kind not in RULES_OF_KIND,
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            yield Fault(file, f"{key}.{name}", f"không hợp với kind = {field.kind}")
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        yield Fault(file, f"{key}.maximum", "nhỏ hơn minimum")
    if field.kind == "yes_no" and not set(field.values.values()) <= {"yes", "no"}:
        yield Fault(file, f"{key}.values", "chỉ được ghi thành yes hoặc no")
    if len({fold(text) for text in field.values}) < len(field.values):
        yield Fault(file, f"{key}.values", "hai giá trị chỉ khác nhau chữ hoa, thường, dấu cách")


def _check_types(forms: Iterable[Form]) -> Iterator[Fault]:
    """A column of one table is of one type in all forms: the warehouse keeps it in one place."""
    known: dict[tuple[str, str], str] = {}
    for form in forms:
        for sheet in form.sheets:
            for field in sheet.row_fields if sheet.shape == "table" else ():
                stored = STORED_AS.get(field.kind, "")
                former = known.setdefault((sheet.table, field.column or ""), stored)
                if former != stored:
                    key = f"{sheet.name}.{field.header}.kind"
                    reason = f"cột {field.column} đã là {former} ở biểu mẫu khác"
                    yield Fault(file_of(form), key, reason)
