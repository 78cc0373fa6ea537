"""What is read but not seen, or seen but not read, is asked about (Q12, Q13)."""

import unicodedata

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from tests.spec.kinds.cases import ACTS, INFO, LIST, TEXTS, Kind

sheets, rows, struck, blank = Kind(), Kind(), Kind(), Kind()


def hidden(*names, state="hidden"):
    def change(book):
        for name in names:
            book[name].sheet_state = state

    return change


def copied(name, new, is_old_hidden=False):
    """A second sheet beside a form's."""

    def change(book):
        book.copy_worksheet(book[name]).title = new
        if is_old_hidden:
            book[name].sheet_state = "hidden"

    return change


# --- hidden_old_list

sheets(
    "the old list hidden, a copy filled in",
    copied(LIST, "Danh sách (2)", True),
    "F11 Danh sách (2); Q12 Danh sách (2); Q12 Danh sách",
    told="đang bị ẩn",
)
sheets("a copy beside it", copied(LIST, "Danh sách cũ"), "F11 Danh sách cũ; Q12 Danh sách cũ")
sheets(
    "the activities hidden, a copy beside",
    copied(ACTS, "Hoạt động mới", True),
    "F11 Hoạt động mới; Q12 Hoạt động mới; Q12 Hoạt động",
)
sheets("very hidden", hidden(LIST, state="veryHidden"), "Q12 Danh sách")
sheets(
    "the texts and the first sheet hidden", hidden(TEXTS, INFO), "Q12 Thông tin; Q12 Thuyết minh"
)
sheets(
    "a hidden copy is nobody's concern",
    lambda book: [copied(LIST, "Cũ")(book), hidden("Cũ")(book)][:0],
    "F11 Cũ",
)
sheets(
    "an empty sheet of the form's headers",
    lambda book: book.create_sheet("Mẫu").append([cell.value for cell in book[LIST][3]]),
    "F11 Mẫu",
)


def first(name, new):
    """A second sheet before the form's own."""

    def change(book):
        copied(name, new)(book)
        book.move_sheet(new, -len(book.sheetnames) + 1)
        book[new]["G13"] = "x"

    return change


for name in ("1. Danh sách", "Danh sách ", unicodedata.normalize("NFD", LIST), "b) Danh sách"):
    told = " ".join(unicodedata.normalize("NFC", name).split())
    found = f"F11 {told}; Q12 {told}"
    sheets(f"{name!r} behind the list", copied(LIST, name), found, told="trùng tên trang khác")
    sheets(f"{name!r} before the list", first(LIST, name), found)
    sheets(f"{name!r}, the list hidden", copied(LIST, name, True), f"{found}; Q12 Danh sách")
sheets("2. Hoạt động", copied(ACTS, "2. Hoạt động"), "F11 2. Hoạt động; Q12 2. Hoạt động")
sheets("the list by a number alone", lambda book: setattr(book[LIST], "title", "1. Danh sách"))

# --- hidden_rows


def hide_rows(sheet, *numbers):
    def change(book):
        for number in numbers:
            book[sheet].row_dimensions[number].hidden = True

    return change


def filtered(book):
    book[LIST].auto_filter.ref = "A3:K13"
    book[LIST].auto_filter.add_filter_column(3, ["Công chức", "Viên chức"])
    hide_rows(LIST, 12, 13)(book)


def flat(book):
    book[LIST].row_dimensions[6].height = 0.75


def hide_column(sheet, *letters):
    def change(book):
        for letter in letters:
            book[sheet].column_dimensions[letter].hidden = True

    return change


rows(
    "persons who left",
    hide_rows(LIST, 5, 7),
    "Q12 Danh sách",
    told="dòng bị ẩn mà vẫn được đọc: 5, 7",
)
rows("an activity", hide_rows(ACTS, 6), "Q12 Hoạt động", told=": 6")
rows("filtered out", filtered, "Q12 Danh sách", told=": 12, 13")
rows("of no height", flat, "Q12 Danh sách", told=": 6")
rows("titles and blank rows", hide_rows(LIST, 1, 2, 20))
rows(
    "a column that is read",
    hide_column(LIST, "G", "H"),
    "Q12 Danh sách",
    told="cột bị ẩn mà vẫn được đọc: G, H",
)
rows(
    "a column of hardly any width",
    lambda book: setattr(book[LIST].column_dimensions["G"], "width", 0.14),
    "Q12 Danh sách",
    told="cột bị ẩn mà vẫn được đọc: G",
)
rows("the budgets", hide_column(ACTS, "G"), "Q12 Hoạt động", told="cột bị ẩn mà vẫn được đọc: G")
rows("columns that are not read", hide_column(LIST, "A", "K", "M"))
rows(
    "a column without any value",
    lambda book: [
        hide_column(ACTS, "E")(book),
        book[ACTS].__setitem__("E5", None),
        book[ACTS].__setitem__("E6", None),
    ][:0],
)

# --- struck_rows

STRUCK = Font(strike=True)


def strike(sheet, *cells):
    def change(book):
        for cell in cells:
            book[sheet][cell].font = STRUCK

    return change


def rich(cell, *runs):
    """A cell's text of runs, struck through or not."""

    def change(book):
        text = [TextBlock(InlineFont(strike=mark), part) for part, mark in runs]
        book[LIST][cell] = CellRichText(*text)

    return change


struck(
    "whole rows",
    strike(LIST, *(f"{c}{n}" for c in "ABCDEFGHIJK" for n in (6, 9))),
    "Q12 Danh sách",
    told="có dòng gạch ngang mà vẫn được đọc: 6, 9",
)
struck("only the name", strike(LIST, "C6"), "Q12 Danh sách", told=": 6")
struck("only a mark", strike(LIST, "G5"), "Q12 Danh sách", told=": 5")
struck("in rich text", rich("C6", ("Người ", True), ("số 3", True)), "Q12 Danh sách", told=": 6")
struck(
    "a part of a text", rich("C6", ("Người số 3", True), (" Người khác", False)), "Q12 Danh sách"
)
struck("an activity", strike(ACTS, "C5", "G5"), "Q12 Hoạt động", told=": 5")
struck("titles, notes, blank cells", strike(LIST, "A1", "K6", "E12", "C30"))

# --- column_blank


def clear(*columns, value=None, rows=range(4, 14)):
    def change(book):
        for column in columns:
            for number in rows:
                book[LIST][f"{column}{number}"] = value

    return change


def coloured(book):
    """Fill colours instead of marks."""
    for number in range(4, 10):
        book[LIST][f"G{number}"] = None
        book[LIST][f"G{number}"].fill = PatternFill("solid", fgColor="FFFF00")


def few(book):
    book[LIST].delete_rows(8, 6)
    book[INFO]["B7"] = 4
    clear("H", "I")(book)


blank("skills", clear("H", "I"), "Q13 Danh sách!H3; Q13 Danh sách!I3", skilled=0, updating=0)
blank(
    "registrations",
    clear("E"),
    "Q13 Danh sách!E3; " + "; ".join(f"Q01 Danh sách!G{n}" for n in range(4, 10)),
    registered=0,
)
blank("titles by colour", coloured, "Q13 Danh sách!G3", titles=0)
blank("white space", clear("I", value=" \u00a0"), "Q13 Danh sách!I3", updating=0)
blank(
    "a total, and no mark above it",
    lambda book: [
        clear("I")(book),
        book[LIST].__setitem__("C14", "Tổng cộng"),
        book[LIST].__setitem__("I14", 3),
    ][:0],
    "F12 Danh sách!C14; Q10 Danh sách!I14; Q13 Danh sách!I3",
    updating=0,
)
blank("noes", clear("I", value="-"), updating=0)
blank("zeros", clear("I", value=0), updating=0)
blank(
    "four persons",
    few,
    "Q06 Hoạt động!F4; Q06 Hoạt động!F5; Q06 Hoạt động!F6; Q06 Hoạt động!F7",
    persons=4,
    registered=4,
    titles=4,
    skilled=0,
    updating=0,
    trained=4,
)


@pytest.mark.parametrize("what", sheets.cases)
def test_hidden_and_second_sheets(what):
    assert sheets.outcome(what) == sheets.expected(what)


@pytest.mark.parametrize("what", rows.cases)
def test_hidden_rows_and_columns(what):
    assert rows.outcome(what) == rows.expected(what)


@pytest.mark.parametrize("what", struck.cases)
def test_struck_through(what):
    assert struck.outcome(what) == struck.expected(what)


@pytest.mark.parametrize("what", blank.cases)
def test_blank_columns(what):
    assert blank.outcome(what) == blank.expected(what)
