"""Changes of a workbook that its reader would not notice as another report.

Each is a function of the book and of hypothesis' ``draw``; ``TOLD`` are the findings that may come.
"""

import datetime as dt
import unicodedata
from typing import Any

from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from tests.spec.fuzz.originals import ACTS, HEADER, INFO, LIST, LISTS, lists
from tests.workbooks import catalogue

TOLD = {"F11", "F12", "Q16"}
BY_FORMATS = {"codes_shown_by_a_format"}
"""What a writer of values alone does not keep."""

YES, NO = ["x", "X", "v", "✓", "+", "có", "Đạt", "1", 1, True], [None, "-", "không", 0, False]
YES_COLUMNS = ("Đăng ký", "Danh hiệu", "Kỹ năng số", "Tự cập nhật")
WORDS = {"Điểm": "điểm", "Số lớp bồi dưỡng": "lớp", "Số lượt tham gia": "lượt"}
BEFORE = {LIST: "Họ và tên", ACTS: "Nội dung"}
"""Where a heading or the label of a total stands."""


def places(page) -> dict[str, int]:
    """The columns of the headers, in the order in which the original has them."""
    return {cell.value: cell.column for cell in page[HEADER] if cell.value is not None}


def entry_rows(page) -> list[int]:
    """The rows of entries of a sheet whose rows and headers have not been moved yet."""
    rows = range(HEADER + 1, page.max_row + 1)
    filled = [row for row in rows if page.cell(row, 2).value is not None]
    return [row for row in filled if page.cell(row, 1).value != "Tổng cộng"]


def filled_lists(book):
    """The lists of people and activities, if they have entries."""
    return [page for page in book.worksheets if page.title in BEFORE and entry_rows(page)]


# --- what cells hold, first of all


def codes_shown_by_a_format(book, draw):
    """`00100` is typed as 100 and shown by its format; so is `NV001` as 1."""
    for page in filled_lists(book):
        for row in entry_rows(page) if page.title == LIST else ():
            cell = page.cell(row, 2)
            letters = cell.value.rstrip("0123456789")
            digits = cell.value.removeprefix(letters)
            if draw(st.booleans()):
                cell.value = int(digits)
                zeros = "0" * len(digits)
                cell.number_format = f'"{letters}"{zeros}' if letters else zeros


def numbers_as_texts(book, draw):
    for page in lists(book):
        for row in page.iter_rows(min_row=HEADER + 1):
            for cell in row:
                if is_number(cell) and draw(st.booleans()):
                    cell.value = f" {cell.value}\u00a0"


def numbers_with_a_word(book, draw):
    for page in filled_lists(book):
        for header, word in WORDS.items():
            for row in entry_rows(page) if header in places(page) else ():
                cell = page.cell(row, places(page)[header])
                if is_number(cell) and draw(st.booleans()):
                    cell.value = f"{cell.value} {word}"


def is_number(cell) -> bool:
    is_code = isinstance(cell.number_format, str) and cell.number_format.count("0") > 1
    return isinstance(cell.value, int) and not isinstance(cell.value, bool) and not is_code


def noise_of_computing(book, draw):
    for page in lists(book):
        for row in page.iter_rows(min_row=HEADER + 1):
            for cell in row[2:]:
                if is_number(cell) and cell.value and draw(st.booleans()):
                    cell.value = cell.value * (1 + 2**-50)


def dates_as_texts(book, draw):
    shape = draw(st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "ngày %d tháng %m năm %Y"]))
    for page in book.worksheets:
        for row in page.iter_rows(min_row=HEADER):
            for cell in row:
                if isinstance(cell.value, dt.date):
                    cell.value = cell.value.strftime(shape)


def yes_and_no_spelt(book, draw):
    for page in filled_lists(book):
        for header in YES_COLUMNS if page.title == LIST else ():
            for row in entry_rows(page):
                cell = page.cell(row, places(page)[header])
                cell.value = draw(st.sampled_from(YES if cell.value == "x" else NO))


def texts_decomposed(book, draw):
    """In the spelling of a Mac, with what nobody sees between the letters."""
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and draw(st.integers(0, 4)) == 0:
                    cell.value = f"\u200b{unicodedata.normalize('NFD', cell.value)} \u00a0"


def year_and_version_spelt(book, draw):
    page = book[INFO]
    year, version = page["B5"].value, page["B6"].value
    spellings = [year, str(year), f"Năm {year}", f"năm báo cáo: {year}", f"{year} năm", f"{year}."]
    page["B5"].value = draw(st.sampled_from(spellings))
    page["B6"].value = draw(
        st.sampled_from([version, int(version), f"0{version}", f"{version}.0", f"Mẫu số {version}"])
    )
    page["B3"].value = draw(st.sampled_from(["VP", "vp", " Vp ", "VP.", "V P", "VP-"]))
    page["B7"].value = draw(st.sampled_from([page["B7"].value, f"{page['B7'].value} người"]))


# --- what headers, labels and sheets are called


def headers_spelt(book, draw):
    shapes = [
        str, str.upper, lambda text: f"{text}:", lambda text: f"{text} (*)",
        lambda text: text.replace(" ", "\n", 1), lambda text: text.replace("ỹ", "ĩ"),
        lambda text: f"  {text}  ",
    ]  # fmt: skip
    for page in lists(book):
        for cell in page[HEADER]:
            if cell.value is not None:
                cell.value = draw(st.sampled_from(shapes))(cell.value)


def headers_by_their_aliases(book, draw):
    known = {
        field.header: field.aliases
        for form in catalogue().forms
        for sheet in form.tables
        for field in sheet.row_fields
        if field.aliases
    }
    for page in lists(book):
        for cell in page[HEADER]:
            if cell.value in known and draw(st.booleans()):
                cell.value = draw(st.sampled_from(sorted(known[cell.value])))


def labels_spelt(book, draw):
    shapes = [str, str.upper, lambda text: f"{text}:", lambda text: f"1. {text}",
              lambda text: f"a) {text} *", lambda text: f"- {text}"]  # fmt: skip
    for cell in book[INFO]["A"][HEADER - 1 :]:
        if cell.value is not None:
            cell.value = draw(st.sampled_from(shapes))(cell.value)


def sheets_spelt(book, draw):
    for page in book.worksheets:
        shapes = [page.title, page.title.upper(), f" {page.title} ", page.title.replace("y", "i")]
        title = draw(st.sampled_from(shapes))
        page.title = "…"  # openpyxl takes a name in other letters for another sheet's
        page.title = title


# --- how it looks


def titles_merged(book, draw):
    for page in book.worksheets:
        page.merge_cells(f"A1:{draw(st.sampled_from('CFK'))}{draw(st.integers(1, 2))}")


def styles(book, draw):
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None and draw(st.integers(0, 9)) == 0:
                    cell.font = Font(bold=True, color="FF0000", name="Arial")
                    cell.fill = PatternFill("solid", fgColor="FFFF00")
                    cell.alignment = Alignment(wrap_text=True)
                    cell.comment = Comment("Xem lại", "Đơn vị")


def number_formats(book, draw):
    shown = st.sampled_from(["General", "0", "0.0", "#,##0", "@", '0" người"', '#,##0\\ "₫"'])
    for page in lists(book):
        for row in page.iter_rows(min_row=HEADER + 1):
            for cell in row[2:]:
                if is_number(cell):
                    cell.number_format = draw(shown)


def settings_of_the_sheet(book, draw):
    for page in book.worksheets:
        page.freeze_panes = "B4"
        page.protection.enable()
        page.auto_filter.ref = "A3:K13"
        page.row_dimensions[1].hidden = draw(st.booleans())
        page.column_dimensions["Z"].hidden = True


# --- further rows, columns and sheets; what moves them comes last


def answers_merged_down(book, draw):
    """One x over the rows that have it (Q16)."""
    for page in filled_lists(book):
        for header in YES_COLUMNS if page.title == LIST else ():
            column, row = places(page)[header], draw(st.sampled_from(entry_rows(page)[:-1]))
            values = {str(page.cell(n, column).value).casefold() for n in (row, row + 1)}
            if values == {"x"}:
                page.merge_cells(start_row=row, end_row=row + 1, start_column=column,
                                 end_column=column)  # fmt: skip


def total_row(book, draw):
    for page in filled_lists(book):
        last, columns = entry_rows(page)[-1], places(page)
        page.cell(last + 1, label_column(page)).value = draw(
            st.sampled_from(["Tổng cộng", "TỔNG SỐ:", "Cộng", "Tổng cộng: 10 người"])
        )
        for header in ("Số lớp bồi dưỡng", "Số lượt tham gia", "Kinh phí (nghìn đồng)"):
            if header in columns and draw(st.booleans()):
                numbers = [page.cell(row, columns[header]).value for row in entry_rows(page)]
                if all(isinstance(number, int | None) for number in numbers):
                    page.cell(last + 1, columns[header]).value = sum(filter(None, numbers))


def label_column(page) -> int:
    names = [cell.column for cell in page[HEADER] if cell.value == BEFORE[page.title]]
    return names[0] if names else 3


def signed(book, draw):
    for page in lists(book):
        last = page.max_row
        page.cell(last + 2, 8).value = "Cần Thơ, ngày 18 tháng 11 năm 2024"
        page.cell(last + 3, draw(st.sampled_from([2, 3, 8]))).value = "NGƯỜI LẬP BIỂU"
        page.cell(last + 6, draw(st.sampled_from([2, 3, 8]))).value = "Lê Thị Bình"


def headings_inside(book, draw):
    for page in filled_lists(book):
        row, column = draw(st.sampled_from(entry_rows(page))), label_column(page)
        insert_rows(page, row, 1)
        page.cell(row, column).value = draw(st.sampled_from(["I. Khối cơ quan", "PHÒNG TỔ CHỨC"]))


def continued(book, draw):
    """A page break: blank rows, the headers once more, their numbers."""
    for page in filled_lists(book):
        row, blanks = draw(st.sampled_from(entry_rows(page))), draw(st.integers(0, 2))
        is_numbered = draw(st.booleans())
        insert_rows(page, row, blanks + 1 + is_numbered)
        for cell in list(page[HEADER]):
            page.cell(row + blanks, cell.column).value = cell.value
            if is_numbered and cell.value is not None:
                page.cell(row + blanks + 1, cell.column).value = f"({cell.column})"


def blank_rows_between(book, draw):
    for page in lists(book):
        row = draw(st.integers(HEADER + 1, max(HEADER + 1, page.max_row)))
        insert_rows(page, row, draw(st.integers(1, 3)))


def insert_rows(page, row: int, count: int) -> None:
    """As Excel does, which openpyxl does not: merges and heights move along."""
    merges = [str(cells) for cells in page.merged_cells.ranges]
    for cells in merges:
        page.unmerge_cells(cells)
    page.insert_rows(row, count)
    for cells in merges:
        first, last = (page[place].row for place in cells.split(":"))
        letters = [place.rstrip("0123456789") for place in cells.split(":")]
        first, last = (n + count if n >= row else n for n in (first, last))
        page.merge_cells(f"{letters[0]}{first}:{letters[1]}{last}")


def columns_in_another_order(book, draw):
    for page in lists(book):
        if any(cells.min_row >= HEADER for cells in page.merged_cells.ranges):
            continue
        order = draw(st.permutations(range(1, page.max_column + 1)))
        for row in page.iter_rows(min_row=HEADER):
            cells = [(cell.value, cell.number_format) for cell in row]
            for cell, place in zip(row, order, strict=True):
                cell.value, cell.number_format = cells[place - 1]


def a_column_of_remarks(book, draw):
    for page in lists(book):
        column = page.max_column + draw(st.integers(1, 2))
        page.cell(HEADER, column).value = "Điện thoại"
        page.cell(HEADER + 1, column).value = draw(st.sampled_from(["0909", "x", None]))


def sheets_in_another_order(book, draw):
    book._sheets = draw(st.permutations(book._sheets))


def further_sheets(book, draw):
    for name in draw(st.lists(st.sampled_from(["Hướng dẫn", "Ghi chép", "Sheet1"]), unique=True)):
        page = book.create_sheet(name)
        page["A1"] = "Để nhớ"
        page.sheet_state = draw(st.sampled_from(["visible", "hidden"]))


def blank_rows_above(book, draw):
    for page in book.worksheets:
        insert_rows(page, 1, draw(st.integers(1, 6)))


def blank_columns_before(book, draw):
    """Labels stand in columns A to D, lists anywhere."""
    for page in book.worksheets:
        if any(cells.min_row >= HEADER for cells in page.merged_cells.ranges):
            continue
        most = 3 if page.title in LISTS else 2
        for cells in [str(cells) for cells in page.merged_cells.ranges]:
            page.unmerge_cells(cells)
        page.insert_cols(1, draw(st.integers(1, most)))


KEEPING: tuple[Any, ...] = (
    codes_shown_by_a_format, numbers_as_texts, numbers_with_a_word, noise_of_computing,
    dates_as_texts, yes_and_no_spelt, number_formats, year_and_version_spelt, answers_merged_down,
    total_row, headings_inside, headers_by_their_aliases, continued, headers_spelt, labels_spelt,
    signed, titles_merged, styles, settings_of_the_sheet, columns_in_another_order,
    a_column_of_remarks, blank_rows_between, blank_rows_above, blank_columns_before,
    texts_decomposed, further_sheets, sheets_in_another_order, sheets_spelt,
)  # fmt: skip
"""In the order in which they are done: rows and columns move last."""
