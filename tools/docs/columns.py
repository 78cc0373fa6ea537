"""Every form, sheet and column as the catalogue declares them."""

from collections.abc import Iterator

from tools.docs.tables import table
from transforms.catalogue import Catalogue, Form, FormField, Sheet
from transforms.text import plain_number

KINDS = {
    "text": "chữ",
    "name": "họ tên",
    "person_code": "mã số",
    "choice": "một trong danh sách",
    "yes_no": "có/không",
    "number": "số",
    "whole": "số nguyên",
    "date": "ngày",
    "task": "mã nhiệm vụ",
    "decision": "số và ngày quyết định",
}
NEEDS = {"required": "phải có", "expected": "nên có", "optional": "tùy"}
DATES = {"period_end": "ngày chốt số liệu của năm"}
SHAPES = {"table": "tiêu đề ở hàng ngang", "labels": "nhãn, giá trị ở bên phải"}
HEADER = ("Cột, nhãn", "Tên trong kho", "Kiểu", "Giá trị", "Khoảng", "Có trong tệp", "Quy tắc")


def form_tables(catalogue: Catalogue) -> str:
    """A section per form, and in it a table per sheet: a line per column or label."""
    return "\n\n".join(_form(form) for form in catalogue.forms)


def _form(form: Form) -> str:
    last = "" if form.last_year is None else f" đến {form.last_year}"
    parts = [f"### Biểu mẫu {form.version}: từ năm {form.first_year}{last}"]
    parts += [_sheet(sheet) for sheet in form.sheets]
    return "\n\n".join(parts)


def _sheet(sheet: Sheet) -> str:
    lines = [f"#### {sheet.name}"]
    about = [SHAPES.get(sheet.shape, "mỗi dòng một lời giải trình")]
    if not sheet.is_required:
        about.append("không bắt buộc")
    if sheet.key:
        about.append(f"cột chính: {sheet.field(sheet.key).header}")
    if sheet.total_label:
        about.append(f"dòng tổng: “{sheet.total_label}”")
    lines.append(f"Bảng `{sheet.table}`; {'; '.join(about)}.")
    lines.append(table(HEADER, [_line(field, sheet) for field in sheet.fields]))
    return "\n\n".join(lines)


def _line(field: FormField, sheet: Sheet) -> list[str]:
    header = field.header
    if field.aliases:
        header += f" (cũng nhận: {', '.join(field.aliases)})"
    if not field.column:
        return [header, "không lưu", "", "", "", NEEDS[field.need], ""]
    return [
        header,
        f"`{field.column}`",
        KINDS[field.kind],
        "; ".join(_values(field, sheet)),
        _range(field),
        NEEDS[field.need],
        ", ".join(sorted(field.rules)) if sheet.shape == "table" else "",
    ]


def _values(field: FormField, sheet: Sheet) -> Iterator[str]:
    """What may stand in the cell, and what an empty one is worth."""
    if field.kind == "yes_no":
        yield field.allowed
    elif field.values:
        yield ", ".join(f"{typed} → `{stored}`" for typed, stored in field.values.items())
    if field.blank is not None:
        yield f"để trống là {plain_number(field.blank)}"
    if field.blank_rule:
        yield "không để trống"
    if field.expected_date:
        yield f"đúng {DATES[field.expected_date]}"
    if field.expected_with:
        yield f"cần khi có ai ở {', '.join(f'`{name}`' for name in field.expected_with)}"
    if field.has_thousands:
        yield "dấu chấm, phẩy giữa các nhóm ba chữ số là dấu phần nghìn"


def _range(field: FormField) -> str:
    if field.period_rule:
        return "trong kỳ số liệu"
    low, high = field.minimum, field.maximum
    if low is not None and high is not None:
        return f"{_grouped(low)} đến {_grouped(high)}"
    if low is not None:
        return f"từ {_grouped(low)}"
    return "" if high is None else f"đến {_grouped(high)}"


def _grouped(value: float) -> str:
    """A number as people read it: ``1.000.000``, ``0,5``."""
    return f"{value:,.0f}".replace(",", ".") if float(value).is_integer() else plain_number(value)
