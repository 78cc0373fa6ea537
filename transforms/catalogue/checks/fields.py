"""Single columns and labels of a form: names, and what each kind of them can declare."""

import re
from collections.abc import Iterator

from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import RULES_OF_KIND, FormField, Sheet
from transforms.text import fold

INFO = "info"
IDENTITY = ("unit_code", "unit_name", "reporting_year", "form_version", "declared_count")
"""The labels by which every file is told: they stand on `Thông tin` of every form."""

NUMBERS = ("number", "whole")
NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")

TAKEN = frozenset(
    {
        "submission_id", "row_number", "row_label", "reporting_year", "unit_code", "person_key",
        "code_cell", "code_shown", "row_id", "person_id", "pass_score", "usual_participants",
        "whole_budget", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid",
    }
)  # fmt: skip
"""Names of columns of our own or of PostgreSQL's in the tables of rows, and in rules' frames."""


def check_field(field: FormField, sheet: Sheet, file: str, key: str) -> Iterator[Fault]:
    """What is wrong with a field alone, where it stands."""
    yield from _check_name(field, sheet, file, key)
    yield from _check_kind(field, file, key)
    yield from _check_values(field, file, key)
    yield from _check_place(field, sheet, file, key)
    yield from _check_unread(field, file, key)


def _check_name(field: FormField, sheet: Sheet, file: str, key: str) -> Iterator[Fault]:
    column = field.column or ""
    is_told = sheet.table == INFO and column in IDENTITY
    is_own = (sheet.shape == "table" or sheet.table == INFO) and column in TAKEN and not is_told
    if field.column is not None and (not NAME.fullmatch(column) or is_own):
        yield Fault(file, f"{key}.column", f"không đặt được tên cột {column}")
    if is_told and field.need != "required":
        yield Fault(file, f"{key}.need", "nhãn này luôn bắt buộc (need = required)")
    if is_told and column == "declared_count" and field.kind != "whole":
        yield Fault(file, f"{key}.kind", "tổng số người là số nguyên (kind = whole)")
    if column == "staff_type" and field.kind != "choice":
        yield Fault(file, f"{key}.kind", "đối tượng là cột chọn (kind = choice)")
    is_sure = field.need == "required" and field.blank_rule is not None
    if sheet.shape == "table" and field.kind == "person_code" and not is_sure:
        yield Fault(file, key, "cột mã người phải có need = required và blank_rule")
    if any(brace in text for text in (field.header, *field.values) for brace in "{}"):
        yield Fault(file, key, "tên cột và giá trị không dùng ngoặc { }")


def _check_kind(field: FormField, file: str, key: str) -> Iterator[Fault]:
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


def _check_values(field: FormField, file: str, key: str) -> Iterator[Fault]:
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        yield Fault(file, f"{key}.maximum", "nhỏ hơn minimum")
    if field.kind == "yes_no" and not set(field.values.values()) <= {"yes", "no"}:
        yield Fault(file, f"{key}.values", "chỉ được ghi thành yes hoặc no")
    if len({fold(text) for text in field.values}) < len(field.values):
        yield Fault(file, f"{key}.values", "hai giá trị chỉ khác nhau chữ hoa, thường, dấu cách")
    for name in ("blank", "minimum", "maximum"):
        value = getattr(field, name)
        if field.kind == "whole" and value is not None and not value.is_integer():
            yield Fault(file, f"{key}.{name}", "phải là số nguyên")
    if field.blank is not None and field.kind in NUMBERS and not field.takes(field.blank):
        yield Fault(file, f"{key}.blank", "ngoài khoảng minimum, maximum")


def _check_place(field: FormField, sheet: Sheet, file: str, key: str) -> Iterator[Fault]:
    """Keys that nothing looks at where the field stands."""
    is_expected = sheet.table == INFO and field.need == "expected"
    for name in ("blank", "blank_rule", "value_rule", "period_rule"):
        if sheet.shape != "table" and getattr(field, name) is not None:
            yield Fault(file, f"{key}.{name}", "chỉ dùng ở trang tính dạng bảng")
    if field.is_carried and (sheet.shape != "table" or field.column is None):
        yield Fault(file, f"{key}.is_carried", "chỉ dùng cho cột được đọc của trang dạng bảng")
    for name in ("expected_date", "expected_with"):
        if getattr(field, name) and not is_expected:
            yield Fault(file, f"{key}.{name}", "chỉ dùng cho nhãn có need = expected")
    if sheet.shape != "table" and sheet.table != INFO and field.kind != "text":
        yield Fault(file, f"{key}.kind", "ở trang tính này chỉ có văn bản (kind = text)")


def _check_unread(field: FormField, file: str, key: str) -> Iterator[Fault]:
    """A column that is not read has no cell that could be checked."""
    if field.column is None and (field.kind != "text" or field.rules):
        yield Fault(file, key, "có kiểu hay quy tắc mà không có column nên không được đọc")
