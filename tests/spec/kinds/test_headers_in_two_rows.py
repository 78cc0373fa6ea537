"""Headers in two rows, with the names of groups above some of them."""

import pytest

from tests.spec.kinds.cases import ACTS, LIST, Kind

two = Kind()
LEFT = ("STT", "Mã số", "Họ và tên", "Đối tượng")


def in_two_rows(book, sheet=LIST, above=LEFT, group="Kết quả", merged=True):
    """Only ``above`` stay in row 3; the others move to row 4, below the name of their group."""
    page = book[sheet]
    page.insert_rows(4)
    moved = [c for c in range(1, 12) if page.cell(3, c).value not in (*above, "Ghi chú", None)]
    for column in moved:
        page.cell(4, column).value, page.cell(3, column).value = page.cell(3, column).value, None
    page.cell(3, moved[0]).value = group
    if merged:
        page.merge_cells(start_row=3, end_row=3, start_column=moved[0], end_column=moved[-1])
        for column in set(range(1, 12)) - set(moved):
            page.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    return page


def again(book):
    """Both rows once more, as on the next page."""
    page = in_two_rows(book)
    page.insert_rows(9, 2)
    for row in (3, 4):
        for column in range(1, 12):
            page.cell(row + 6, column).value = page.cell(row, column).value


def numbered(book):
    page = in_two_rows(book)
    page.insert_rows(5)
    for column in range(1, 12):
        page.cell(5, column).value = f"({column})"


def nearly(book):
    page = in_two_rows(book)
    page["A3"], page["H4"] = "Số TT", "Kĩ năng sô"


def with_formulas(book):
    """A numbering line that says what a column is made of."""
    page = book[LIST]
    page.insert_rows(4)
    for column, what in enumerate([1, 2, 3, 4, "5=6+7", 6, 7, "8 = 9 x 10", 9, 10, 11], 1):
        page.cell(4, column).value = what


two("merged", in_two_rows)
two("not merged", lambda book: in_two_rows(book, merged=False))
two("half of them above", lambda book: in_two_rows(book, above=(*LEFT, "Số lớp bồi dưỡng")))
two("most of them above", lambda book: in_two_rows(
    book, ACTS, ("STT", "Mã nhiệm vụ", "Nội dung", "Số lượt tham gia", "Kinh phí (nghìn đồng)",
                 "Minh chứng"), "Thời gian"))  # fmt: skip
two("on each page", again, "F12 Danh sách!A9; F12 Danh sách!E10")
two("a numbering line below", numbered)
two("by likeness", nearly, "F11 Danh sách!A3; F11 Danh sách!H4")
two("columns made of others", with_formulas)


@pytest.mark.parametrize("what", two.cases)
def test_headers_in_two_rows(what):
    assert two.outcome(what) == two.expected(what)
