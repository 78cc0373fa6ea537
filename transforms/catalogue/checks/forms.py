"""Forms: what the reader, the checks and the tables of the warehouse need of each."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from transforms.catalogue.checks.fields import IDENTITY, INFO, NAME, check_field
from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import OUR_SHEETS, STORED_AS, Form, Sheet
from transforms.catalogue.narrative import NARRATIVE, STATEMENT
from transforms.text import alike, fold

ANSWERS = "answers"
ANSWER = ("rule_code", "sheet", "cell", "explanation")
"""What an answer to a warning consists of."""

_VERSION = re.compile(r"[1-9][0-9]{0,5}[A-Za-z]?")
_SHEET = re.compile(r"[^\[\]:*?/\\]{1,31}")
OWN_TABLES = frozenset(
    {
        "submission", "submission_event", "receipt", "finding", "answer", "measure", "status",
        "counting", "unit_year", "report", "approval", "dispatch", "extension", "year_event",
        "year_state", "secret_check", "info", "narrative", "answers", "alembic_version",
        "access_log", "blank", "edited_text", "mail", "purge", "purged_file", "reminder",
        "placement", "placed", "ruling", "query", "sheet_range",
    }
)  # fmt: skip
"""Names in the warehouse that no list of a form may take."""

FIRST_COLUMNS = {
    "roster": {
        "staff_type": "text", "is_registered": "yes_no", "score": "number",
        "is_recognised": "yes_no", "is_digitally_skilled": "yes_no", "is_self_updating": "yes_no",
        "training_count": "whole",
    },
    "headcount": {"staff_type": "text"} | dict.fromkeys(
        ("total_count", "registered_count", "assessed_count", "recognised_count",
         "skilled_count", "self_updating_count"), "whole"),
    "activity": {
        "task_code": "text", "content": "text", "start_date": "date", "end_date": "date",
        "participant_count": "whole", "budget_thousand_vnd": "number", "evidence": "text",
    },
}  # fmt: skip
"""Columns that every warehouse has from its first day, and what they hold."""

PEOPLE = "roster"  # the table of persons: compared between units and versions (Q05, Q09)


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
        if not _VERSION.fullmatch(form.version):
            yield Fault("forms", form.version, "phiên bản ghi bằng số, ví dụ 3")
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
    yield from _check_topics(form, file)


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


def _check_topics(form: Form, file: str) -> Iterator[Fault]:
    """Texts of all sheets of labels are kept by topic."""
    seen: set[str] = set()
    for sheet in form.sheets:
        for field in sheet.row_fields:
            if sheet.shape != "labels" or sheet.table == INFO:
                continue
            if field.column in seen:
                key = f"{sheet.name}.{field.header}.column"
                yield Fault(file, key, f"hai nhãn cùng ghi vào {field.column}")
            seen.add(field.column or "")


def _check_sheet(sheet: Sheet, file: str) -> Iterator[Fault]:
    if not _SHEET.fullmatch(sheet.name):
        yield Fault(file, sheet.name, "tên trang tính dài quá 31 ký tự hoặc có một trong []:*?/\\")
    if alike(sheet.name) in map(alike, OUR_SHEETS):
        yield Fault(file, sheet.name, "tên trang tính này phần mềm tự dùng")
    yield from _check_answers(sheet, file)
    headers = [alike(name) for field in sheet.fields for name in (field.header, *field.aliases)]
    columns = [field.column for field in sheet.row_fields]
    for field in sheet.fields:
        key = f"{sheet.name}.{field.header}"
        if any(headers.count(alike(name)) > 1 for name in (field.header, *field.aliases)):
            yield Fault(file, key, "hai cột (nhãn) cùng tên")
        if field.column and columns.count(field.column) > 1:
            yield Fault(file, f"{key}.column", f"hai cột cùng ghi vào {field.column}")
        yield from check_field(field, sheet, file, key)
    if sheet.key and not sheet.has(sheet.key):
        yield Fault(file, f"{sheet.name}.key", f"không có cột {sheet.key}")
    if sheet.shape == "table":
        yield from _check_table(sheet, file)
    elif sheet.total_label or sheet.key:
        yield Fault(file, sheet.name, "chỉ trang tính dạng bảng mới có key, total_label")


def _check_answers(sheet: Sheet, file: str) -> Iterator[Fault]:
    if (sheet.shape == ANSWERS) != (sheet.table == ANSWERS):
        yield Fault(file, f"{sheet.name}.table", "trang giải trình có table và shape là answers")
    elif sheet.shape == ANSWERS:
        for column in ANSWER:
            if not sheet.has(column):
                yield Fault(file, sheet.name, f"thiếu cột {column}")


def _check_statements(sheet: Sheet, file: str) -> Iterator[Fault]:
    """A table of statements is stored in the warehouse's own: it can have no other columns."""
    for column in ("topic", "text"):
        if not sheet.has(column):
            yield Fault(file, sheet.name, f"thiếu cột {column}")
        elif column == "topic" and not sheet.field(column).blank_rule:
            yield Fault(
                file, f"{sheet.name}.{column}", "mục không được để trống (thiếu blank_rule)"
            )
    for field in sheet.row_fields:
        if field.column not in STATEMENT:
            yield Fault(file, f"{sheet.name}.{field.header}.column", "không lưu được cột này")
        elif STORED_AS.get(field.kind) != "text":
            yield Fault(file, f"{sheet.name}.{field.header}.kind", "phải là văn bản hoặc danh sách")


def _is_own(table: str) -> bool:
    return table in OWN_TABLES or table.endswith("_row")


def _check_table(sheet: Sheet, file: str) -> Iterator[Fault]:
    if sheet.table == NARRATIVE:
        yield from _check_statements(sheet, file)
    elif not NAME.fullmatch(sheet.table) or _is_own(sheet.table):
        yield Fault(file, f"{sheet.name}.table", f"không đặt được tên bảng {sheet.table}")
    keys = {fold(w) for f in sheet.row_fields if f.column == sheet.key for w in f.words}
    if fold(sheet.total_label or "") in keys:
        reason = f"{sheet.total_label!r} cũng là một giá trị của cột {sheet.key}"
        yield Fault(file, f"{sheet.name}.total_label", reason)
    if not sheet.is_required:
        yield Fault(file, f"{sheet.name}.is_required", "trang tính dạng bảng luôn bắt buộc")
    if not sheet.row_fields:
        yield Fault(file, sheet.name, "không có cột nào được đọc")
    codes = [field.column for field in sheet.row_fields if field.kind == "person_code"]
    if codes not in ([], ["person_code"]):
        yield Fault(file, sheet.name, "mã người phải là một cột, tên person_code")
    if codes and sheet.table != PEOPLE:
        yield Fault(file, f"{sheet.name}.table", f"bảng có mã người phải tên là {PEOPLE}")
    if not any(field.need == "required" for field in sheet.fields):
        yield Fault(file, sheet.name, "không có cột bắt buộc nào để nhận ra dòng tiêu đề")


def _check_types(forms: Iterable[Form]) -> Iterator[Fault]:
    """A column of one table is of one type in all forms: the warehouse keeps it in one place."""
    known = {(t, column): kind for t, own in FIRST_COLUMNS.items() for column, kind in own.items()}
    for form in forms:
        for sheet in form.sheets:
            is_kept = sheet.shape == "table" or sheet.table == INFO
            for field in sheet.row_fields if is_kept else ():
                stored = STORED_AS.get(field.kind, "")
                former = known.setdefault((sheet.table, field.column or ""), stored)
                if former != stored:
                    key = f"{sheet.name}.{field.header}.kind"
                    reason = (
                        f"cột {field.column} đã là {former or 'mã, tên người'} trong kho dữ liệu"
                    )
                    yield Fault(file_of(form), key, reason)
