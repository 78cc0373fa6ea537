"""Changes of a workbook that make another report of it, or one that nobody can be sure of."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.spec.fuzz.originals import ANSWERED, HEADER, INFO, LIST, TEXTS, lists

UNTOLD = {"STT", "Ghi chú", "Họ và tên", "Minh chứng"}
"""Columns whose values are not loaded: a name is needed, which one is nobody's business."""


def entries(book: Workbook) -> list[Any]:
    """The cells of entries that hold something, but the running numbers and remarks."""
    return [
        cell
        for page in lists(book)
        for row in page.iter_rows(min_row=HEADER + 1)
        for cell in row
        if cell.value not in (None, 0)  # a blank count is none
        and page.cell(HEADER, cell.column).value not in UNTOLD
        and row[0].value != "Tổng cộng"  # what is added up is the rows, not their total
    ]


def of_an_entry(change):
    """A change of one cell of an entry, or of its row."""

    def alter(book, draw):
        change(draw(st.sampled_from(entries(book))), draw)

    alter.__name__ = change.__name__
    return alter


def emptied(cell, draw):
    cell.value = None


def another_number(cell, draw):
    old = cell.value if isinstance(cell.value, int | float) else None
    cell.value = draw(st.integers(-5, 10**7).filter(lambda number: number != old))


def a_bit_more(cell, draw):
    """A slip of the finger: one digit of a number, one day of a date, one letter of a text."""
    value = cell.value
    if isinstance(value, int | float):
        cell.value = value + draw(st.sampled_from([-1, 1, 10, 0.5]))
    elif isinstance(value, dt.date):
        cell.value = value + dt.timedelta(draw(st.sampled_from([-1, 1, 366])))
    else:
        place = draw(st.integers(0, len(value)))
        cell.value = f"{value[:place]}{draw(st.sampled_from('bq7'))}{value[place:]}"


def words(cell, draw):
    cell.value = draw(
        st.sampled_from(["abc", "không rõ", "?", "x?", "#N/A", "1/2", "12 nghìn", "12\n13", "x\nv"])
    )


def hundredfold(cell, draw):
    """The same number under a format that shows another one."""
    if isinstance(cell.value, int | float):
        cell.number_format = draw(st.sampled_from(["0%", "0.00%", "#,##0,", '0" triệu"']))
    else:
        cell.value = None


def struck(cell, draw):
    cell.font = Font(strike=True)


def struck_in_part(cell, draw):
    if isinstance(cell.value, str):
        cell.value = CellRichText(TextBlock(InlineFont(strike=True), cell.value), " ")
    else:
        cell.font = Font(strike=True)


def row_hidden(cell, draw):
    cell.parent.row_dimensions[cell.row].hidden = True


def row_filtered(cell, draw):
    page = cell.parent
    page.auto_filter.ref = f"A{HEADER}:K{page.max_row}"
    page.auto_filter.add_filter_column(1, ["1"])
    page.row_dimensions[cell.row].hidden = True


def row_flat(cell, draw):
    cell.parent.row_dimensions[cell.row].height = 0.5


def column_hidden(cell, draw):
    cell.parent.column_dimensions[cell.column_letter].hidden = True


def row_deleted(cell, draw):
    cell.parent.delete_rows(cell.row)


def row_twice(cell, draw):
    page = cell.parent
    copied = [page.cell(cell.row, column).value for column in range(1, page.max_column + 1)]
    for column, value in enumerate(copied, 1):
        page.cell(page.max_row + (column == 1), column, value)


def merged_down(cell, draw):
    page, below = cell.parent, cell.row + 1
    if page.cell(below, cell.column).value in (None, cell.value):
        emptied(cell, draw)
    else:
        page.merge_cells(
            start_row=cell.row, end_row=below, start_column=cell.column, end_column=cell.column
        )


def merged_across(cell, draw):
    """Over the value beside it, which the eye sees no more."""
    page, right = cell.parent, page_right(cell)
    if right.value is None or page.cell(HEADER, right.column).value in UNTOLD:
        emptied(cell, draw)
    else:
        page.merge_cells(
            start_row=cell.row, end_row=cell.row, start_column=cell.column,
            end_column=right.column,
        )  # fmt: skip


def page_right(cell):
    return cell.parent.cell(cell.row, cell.column + 1)


# --- sheets


def sheet_hidden(book, draw):
    page = draw(st.sampled_from(book.worksheets[1:]))
    page.sheet_state = draw(st.sampled_from(["hidden", "veryHidden"]))


def second_sheet(book, draw):
    copied = book.copy_worksheet(draw(st.sampled_from(lists(book))))
    copied.title = draw(st.sampled_from(["Danh sách bổ sung", "Sheet2", "Quý 4"]))


def two_headers_exchanged(book, draw):
    """Of columns that hold different things."""
    page = draw(st.sampled_from(lists(book)))
    cells = [c for c in page[HEADER] if c.value not in (None, *UNTOLD)]
    one, other = draw(st.sampled_from(cells)), draw(st.sampled_from(cells))
    columns = [[page.cell(row, c.column).value for row in range(HEADER + 1, page.max_row + 1)]
               for c in (one, other)]  # fmt: skip
    if columns[0] == columns[1]:
        one.value = None
    else:
        one.value, other.value = other.value, one.value


def header_lost(book, draw):
    page = draw(st.sampled_from(lists(book)))
    cells = [cell for cell in page[HEADER] if cell.value not in (None, *UNTOLD)]
    draw(st.sampled_from(cells)).value = draw(st.sampled_from([None, "Mục khác", "Kỹ năng sống"]))


# --- Thông tin, texts, answers


def info_changed(book, draw):
    """Every label but the two persons', whose names are not kept."""
    cells = [row[1] for row in book[INFO].iter_rows(min_row=HEADER)
             if row[1].value is not None and row[0].value not in PERSONS]  # fmt: skip
    cell = draw(st.sampled_from(cells))
    if isinstance(cell.value, dt.date):
        cell.value += dt.timedelta(draw(st.sampled_from([-1, 1, 30])))
    elif isinstance(cell.value, int):
        cell.value += draw(st.sampled_from([-1, 1, 2]))
    else:
        cell.value = draw(st.sampled_from(["7", "Thanh tra Sở", "abc", "không rõ", "12/QĐ-KHÁC"]))


PERSONS = ("Người lập biểu", "Thủ trưởng đơn vị")


def info_emptied(book, draw):
    rows = [row for row in book[INFO].iter_rows(min_row=HEADER) if row[1].value is not None]
    draw(st.sampled_from(rows))[draw(st.integers(0, 1))].value = None


def text_changed(book, draw):
    """A text that is told, or its label, of which nothing is made then."""
    cells = [cell for row in book[TEXTS].iter_rows(min_row=HEADER, min_col=2) for cell in row
             if isinstance(cell.value, str) and cell.value not in NAMES]  # fmt: skip
    cell = draw(st.sampled_from(cells)) if cells else book[INFO]["B3"]
    cell.value = draw(st.sampled_from([None, "Lời khác hẳn.", f"{cell.value}\nThêm một dòng."]))


NAMES = ("Mục", "Chủ đề", "Nội dung", "Nguyên nhân", "Giải pháp", "Gửi tới")


def answer_changed(book, draw):
    """The code, the sheet, the cell or the words of an answer."""
    if ANSWERED not in book.sheetnames:
        page = book.create_sheet(ANSWERED)
        for column, value in enumerate(("Mã", "Trang tính", "Ô", "Giải trình"), 1):
            page.cell(HEADER, column).value = value
            page.cell(HEADER + 1, column).value = ("Q04", LIST, "J5", "Không có gì")[column - 1]
        return
    cell = book[ANSWERED].cell(HEADER + 1, draw(st.integers(1, 4)))
    cell.value = draw(st.sampled_from(["Q05", "Hoạt động", "J7", None, "Lời khác"]))
    if cell.column == 3 and cell.value is None:
        cell.value = "J6"  # a blank one means every cell, as it does here


ALTERING: tuple[Any, ...] = (
    *map(of_an_entry, (
        emptied, another_number, a_bit_more, words, hundredfold, struck, struck_in_part,
        row_hidden, row_filtered, row_flat, column_hidden, row_deleted, row_twice, merged_down,
        merged_across,
    )),
    sheet_hidden, second_sheet, two_headers_exchanged, header_lost, info_changed, info_emptied,
    text_changed, answer_changed,
)  # fmt: skip
