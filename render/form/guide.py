"""The sheet ``Hướng dẫn``: what to do by when, the task codes, and how each column is filled in."""

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from render.form.inputs import choices, fits_inline, list_name
from render.form.style import lines_needed, put, put_titles, set_paper, set_widths
from transforms.catalogue import Form, FormField, YearCatalogue

NAME = "Hướng dẫn"
TASKS = "ma_nhiem_vu"
WIDTHS = (13, 36, 50)
DATE = "%d/%m/%Y"

Texts = tuple[str, ...]


def write_guide(book: Workbook, form: Form, catalogue: YearCatalogue) -> None:
    """Add the sheet, and a name for the ranges that drop-downs go by.

    A drop-down that cites another sheet's cells is kept by Excel where other programs lose it.
    """
    page = book.create_sheet(NAME)
    row = put_titles(page, [("form", form.title), ("title", "HƯỚNG DẪN")], len(WIDTHS)) + 1
    row = _write_steps(page, row, _steps(form, catalogue)) + 1
    row = _write_table(
        page,
        row,
        "Mã nhiệm vụ",
        ("Mã", "Nhiệm vụ", "Thuộc nhóm"),
        _tasks(catalogue),
    )
    _name_range(book, TASKS, row, len(catalogue.tasks))
    for field in _listed(form):
        texts = choices(field)
        listed: list[Texts] = [(str(number), text) for number, text in enumerate(texts, start=1)]
        row = _write_table(page, row + 1, field.header, ("Thứ tự", "Chọn một"), listed)
        _name_range(book, list_name(field), row, len(texts), "B")
    _write_table(
        page,
        row + 1,
        "Cách ghi từng mục",
        ("Trang", "Mục", "Cách ghi"),
        [
            (sheet.name, field.header, how)
            for sheet in form.sheets
            for field in sheet.row_fields
            if (how := how_to_fill(field))
        ],
    )
    set_widths(page, WIDTHS)
    set_paper(page, sum(WIDTHS))


def _name_range(book: Workbook, name: str, end: int, rows: int, column: str = "A") -> None:
    """Name a column of the table that has just been written."""
    cells = f"'{NAME}'!${column}${end - rows}:${column}${end - 1}"
    book.defined_names[name] = DefinedName(name, attr_text=cells)


def _listed(form: Form) -> list[FormField]:
    """The fields whose lists are too long for their drop-downs."""
    fields = [field for sheet in form.sheets for field in sheet.row_fields]
    return [field for field in fields if choices(field) and not fits_inline(field)]


def _steps(form: Form, catalogue: YearCatalogue) -> list[str]:
    calendar = catalogue.calendar
    needed = ", ".join(f"“{sheet.name}”" for sheet in form.sheets if sheet.is_required)
    carried = [
        f"“{sheet.name}”" for sheet in form.tables if any(one.is_carried for one in sheet.fields)
    ]
    checked = (
        f"Trang {', '.join(carried)} có thể đã điền sẵn theo năm trước: soát lại, thêm, bớt cho "
        "đúng ngày chốt số liệu."
    )
    return [
        f"Điền các trang {needed}; ô nền vàng là ô phải điền. Không đổi tên trang, cột, mục.",
        "Trong bảng, mỗi mục một dòng: không gộp ô, không ẩn dòng, không gạch ngang thay cho xóa. "
        + "Dòng trống, dòng tên nhóm, dòng tổng cộng được bỏ qua khi đọc.",
        *([checked] if carried else []),
        f"Số liệu của năm {catalogue.year}: từ {calendar.period_start:{DATE}} đến hết ngày "
        + f"{calendar.period_end:{DATE}} (ngày chốt số liệu).",
        f"Gửi tệp về {catalogue.issuer.name} chậm nhất ngày {calendar.unit_deadline:{DATE}}. "
        + "Gửi lại bao nhiêu lần cũng được: bản hợp lệ mới nhất được tính.",
        "Nhận lại tệp có trang “Phản hồi”: sửa các ô tô đỏ; các ô tô cam thì sửa hoặc trả lời ở "
        + "trang “Giải trình”; rồi gửi lại chính tệp đó.",
    ]


def _write_steps(page: Worksheet, row: int, steps: list[str]) -> int:
    for number, text in enumerate(steps, start=1):
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(WIDTHS))
        put(page.cell(row, 1), f"{number}. {text}", "plain")
        page.row_dimensions[row].height = 17 * lines_needed(text, sum(WIDTHS))
        row += 1
    return row


def _write_table(page: Worksheet, row: int, title: str, heads: Texts, rows: list[Texts]) -> int:
    put(page.cell(row, 1), title, "section")
    for column, head in enumerate(heads, start=1):
        put(page.cell(row + 1, column), head, "head")
    for number, texts in enumerate(rows, start=row + 2):
        for column, text in enumerate(texts, start=1):
            put(page.cell(number, column), text, "text.left")
        needed = max(map(lines_needed, texts, WIDTHS))
        page.row_dimensions[number].height = 17 * needed
    return row + 2 + len(rows)


def _tasks(catalogue: YearCatalogue) -> list[Texts]:
    """Code, title, and the group's title beside its first task."""
    titles = {group.number: group.title for group in catalogue.task_groups}
    return [(task.code, task.title, titles.pop(task.group, "")) for task in catalogue.tasks]


def how_to_fill(field: FormField) -> str:
    """What a cell takes, in words: kind, values, hint; blank for a plain text without a hint."""
    kinds = {
        "yes_no": "Đánh dấu x nếu có, để trống nếu không",
        "choice": f"Chọn: {', '.join(choices(field))}",
        "date": "Ngày/tháng/năm",
        "task": "Mã trong bảng trên",
        "whole": "Số nguyên",
        "number": "Số, có thể có phần thập phân",
    }
    parts = (kinds.get(field.kind, ""), field.hint or "")
    return ". ".join(part for part in parts if part)
