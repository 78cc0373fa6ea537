"""Headings, totals, numbering and gaps in a list: skipped and told, never the end of it."""

import datetime as dt

import pytest

from tests.spec.kinds.cases import ACTS, LIST, Kind

heading, total, between, signed = Kind(), Kind(), Kind(), Kind()


def row(sheet, before, **cells):
    """Insert a row before another, with these cells."""

    def change(book):
        book[sheet].insert_rows(before)
        for column, value in cells.items():
            book[sheet][f"{column}{before}"] = value

    return change


def after(*changes):
    def change(book):
        for each in changes:
            each(book)

    return change


def put(sheet, **cells):
    def change(book):
        for cell, value in cells.items():
            book[sheet][cell] = value

    return change


def merged(sheet, cells):
    return lambda book: book[sheet].merge_cells(cells)


# --- activity_section_heading

heading("a part's name above its activities", row(ACTS, 6, C="II. Bồi dưỡng"), "F12 Hoạt động!C6")
heading(
    "names before the first and between activities, in the first column over all columns",
    after(
        row(ACTS, 6, A="B. BỒI DƯỠNG"),
        merged(ACTS, "A6:H6"),
        row(ACTS, 4, A="A. TUYÊN TRUYỀN"),
        merged(ACTS, "A4:H4"),
    ),
    "F12 Hoạt động!A4; F12 Hoạt động!A7",
)
heading(
    "a blank row, a numbered name in two cells, a blank row",
    after(row(ACTS, 6), row(ACTS, 6, A="II", C="Bồi dưỡng"), row(ACTS, 6)),
    "F12 Hoạt động!A7",
)
heading("a number before the name", row(ACTS, 6, A=2, C="Bồi dưỡng"), "F12 Hoạt động!C6")
heading("offices in a list of persons", row(LIST, 9, C="Phòng Tổ chức"), "F12 Danh sách!C9")
heading(
    "offices in a list of persons, over the whole width",
    after(row(LIST, 9, A="II. VIÊN CHỨC"), merged(LIST, "A9:K9")),
    "F12 Danh sách!A9",
)
heading(
    "a name with a task code is an activity",
    row(ACTS, 6, B="2.2", C="Bồi dưỡng"),
    "R08 Hoạt động!D6",
    status="partially_accepted",
)
heading(
    "a name from the column of codes on",
    after(row(LIST, 9, B="II. VIÊN CHỨC"), merged(LIST, "B9:K9"), row(ACTS, 6, B="Phần II")),
    "F12 Danh sách!B9; R08 Hoạt động!B6; R08 Hoạt động!C6; R08 Hoạt động!D6",
    status="partially_accepted",
)
heading("the last text is a signature", lambda book: book[ACTS].__setitem__("C12", "Lê Thị Bình"))

# --- activity_total_row, roster_total_row

SUMS = {"F": 39, "G": 900}
TICKS = {"E": 8, "G": 6, "H": 6, "I": 3, "J": 11}
total(
    "under the activities, in their text", row(ACTS, 8, C="Tổng cộng", **SUMS), "F12 Hoạt động!C8"
)
total(
    "two rows below, in capitals, with a colon",
    row(ACTS, 10, A="TỔNG SỐ:", **SUMS),
    "F12 Hoạt động!A10",
)
total(
    "the label in merged cells",
    after(row(ACTS, 8, A="Cộng", **SUMS), merged(ACTS, "A8:E8")),
    "F12 Hoạt động!A8",
)
total("numbers as texts", row(ACTS, 8, C="Tổng", F="39 lượt", G="900"), "F12 Hoạt động!C8")
total(
    "with the number of activities in the label",
    row(ACTS, 8, C="Tổng cộng: 4 hoạt động", **SUMS),
    "F12 Hoạt động!C8",
)
total("of the whole unit", row(ACTS, 8, C="Tổng cộng toàn đơn vị", **SUMS), "F12 Hoạt động!C8")
total(
    "another budget than the rows have",
    row(ACTS, 8, C="Tổng cộng", F=39, G=950),
    "F12 Hoạt động!C8; Q10 Hoạt động!G8",
    told="cộng lại là 900",
)
total(
    "one for each part and one of all",
    after(
        row(ACTS, 8, C="Tổng cộng", **SUMS),
        row(ACTS, 8, C="Cộng", F=19, G=600),
        row(ACTS, 6, C="Cộng", F=20, G=300),
        row(ACTS, 6, C=None),
    ),
    "F12 Hoạt động!C7; F12 Hoạt động!C10; F12 Hoạt động!C11",
)
total("above the activities", row(ACTS, 4, C="Tổng cộng", **SUMS), "F12 Hoạt động!C4")
total(
    "above, and another sum",
    row(ACTS, 4, C="Tổng cộng", F=39, G=901),
    "F12 Hoạt động!C4; Q10 Hoạt động!G4",
)
total(
    "in words of its unit, and another sum",
    row(ACTS, 8, C="Tổng cộng", F="39 lượt", G="950 nghìn đồng"),
    "F12 Hoạt động!C8; Q10 Hoạt động!G8",
)
for label in ("Tổng cộng (I + II)", "TỔNG CỘNG (A+B)", "*Tổng cộng", "Tổng (1+2)", "Cộng trang 1",
              "Tổng cộng năm 2024", "Mang sang", "Total", "Cộng khối văn phòng"):  # fmt: skip
    total(f"{label} of activities", row(ACTS, 8, C=label, **SUMS), "F12 Hoạt động!C8")
for label in ("Tổng số công chức, viên chức: 10", "Tổng số CBCCVC", "Tổng cộng số người: 10",
              "Tổng cộng 10 đồng chí", "Cộng công chức, viên chức"):  # fmt: skip
    total(f"{label} of persons", row(LIST, 14, C=label, **TICKS), "F12 Danh sách!C14")
    total(f"{label} below the codes", row(LIST, 14, B=label, **TICKS), "F12 Danh sách!B14")


def decimals(book):
    for number, score in enumerate((92.1, 88.2, 85.3, 81.1, 90.7, 80.1, 75.3, 60.9), start=4):
        book[LIST][f"F{number}"] = score
    row(LIST, 14, C="Tổng cộng", F=653.7)(book)


total("of scores with decimals", decimals, "F12 Danh sách!C14")
total("under the list of persons", row(LIST, 14, C="Tổng cộng", **TICKS), "F12 Danh sách!C14")
total(
    "under the list, number of persons beside it",
    row(LIST, 14, C="Tổng số", D="10 người", **TICKS),
    "F12 Danh sách!C14",
)
total(
    "with the number of persons in the label",
    row(LIST, 14, C="Tổng cộng (10 người)", **TICKS),
    "F12 Danh sách!C14",
)
total(
    "another number of titles",
    row(LIST, 14, C="Tổng cộng", E=8, G=7),
    "F12 Danh sách!C14; Q10 Danh sách!G14",
    told="cộng lại là 6",
)
total(
    "of a part of the staff, and of all",
    after(row(LIST, 14, C="Tổng cộng", E=8), row(LIST, 8, C="Cộng", E=4)),
    "F12 Danh sách!C8; F12 Danh sách!C15",
)
total(
    "an activity whose name begins so is none",
    row(ACTS, 8, C="Tổng kết phong trào", F=10, G=100),
    "R08 Hoạt động!B8; R08 Hoạt động!D8",
    status="partially_accepted",
)

for name in ("Tổng kết phong trào thi đua", "Tổng số hóa tài liệu", "Cộng đồng học tập"):
    total(f"{name} is an activity", put(ACTS, C7=name, F7=10))
    total(
        f"{name} without a code is one too",
        put(ACTS, B7=None, C7=name),
        "R08 Hoạt động!B7",
        status="partially_accepted",
        activities=3,
        budget=700,
    )
total(
    "a day beside it is an activity's",
    put(ACTS, B7=None, C7="Tổng số buổi họp"),
    "R08 Hoạt động!B7",
    status="partially_accepted",
    activities=3,
    budget=700,
)
total(
    "marks beside it are a person's",
    put(LIST, B13=None, C13="Tổng số Một", E13="x"),
    "R01 Danh sách!B13",
    status="rejected",
)

# --- below the last entry are signatures

signed("the way to sign below the codes", put(LIST, B16="Người lập biểu", B17="(Ký)", B20="Bình"))
for sheet, last in ((LIST, 13), (ACTS, 7)):
    signed(
        f"{sheet}: straight below",
        put(sheet, **{f"B{last + 1}": "Người lập biểu", f"G{last + 1}": "Thủ trưởng đơn vị",
                      f"B{last + 2}": "Lê Thị Bình", f"G{last + 2}": "Trần Văn Cường"}),
    )  # fmt: skip
    signed(
        f"{sheet}: straight below the total",
        put(sheet, **{f"C{last + 1}": "Tổng cộng", f"B{last + 2}": "Người lập",
                      f"G{last + 2}": "KT. GIÁM ĐỐC"}),
        f"F12 {sheet}!C{last + 1}",
    )  # fmt: skip
    for cell, day in (
        ("B", "Lạng Sơn, ngày 18/11/2024"),
        ("E", "Ngày 18 tháng 11 năm 2024"),
        ("B", dt.date(2024, 11, 18)),
        ("B", "Danh sách này có 10 người./."),
    ):
        signed(f"{sheet}: {day} in {cell}", put(sheet, **{f"{cell}{last + 3}": day}))
signed("a day in a column of marks", put(LIST, E16=dt.date(2024, 11, 18)))
signed(
    "a person with a malformed code, apart",
    lambda book: [row(LIST, 13)(book), put(LIST, B14="NV 25", J14=None)(book)][:0],
    "R02 Danh sách!B14",
    status="rejected",
)
signed(
    "a person with a code of letters, apart, without a type",
    lambda book: [row(LIST, 13)(book), put(LIST, B14="ABC", D14=None)(book)][:0],
    "R04 Danh sách!D14",
    status="rejected",
)

# --- what else stands between entries

between("a numbering line", row(LIST, 4, **{c: f"({n})" for n, c in enumerate("ABCDEFGHIJK", 1)}))
between(
    "a numbering line as Excel makes it",
    row(ACTS, 4, **dict(zip("ABCDEFGH", range(-1, -9, -1), strict=True))),
)
between(
    "a numbering line with letters first", row(ACTS, 4, A="(A)", B="(B)", C="(1)", D="(2)", E="(3)")
)
between(
    "a numbering line without brackets",
    row(LIST, 4, **{c: n for n, c in enumerate("ABCDEFGHIJK", 1)}),
)
between(
    "letters and numbers without brackets", row(ACTS, 4, A="A", B="B", C=1, D=2, E=3, F=4, G=5, H=6)
)
for first, line in (("A", "ABCDEFGHIJK"), ("a", ["a", "b", "c", *range(1, 9)]), (1, range(1, 12))):
    between(
        f"a numbering line from {first!r} on, a blank row above it",
        after(row(LIST, 4, **dict(zip("ABCDEFGHIJK", line, strict=True))), row(LIST, 4)),
    )
between(
    "a numbering line with sums",
    row(ACTS, 4, A="(1)", B="(2)", C="[3]", D="(4)", E="(5)", F="(6)", G="(7=5+6)", H="(8)"),
)
between(
    "numbers below the headers of the second page",
    after(
        row(LIST, 9, **{c: n for n, c in enumerate("ABCDEFGHIJK", 1)}),
        row(LIST, 9, A="STT", B="Mã số", C="Họ và tên", D="Đối tượng"),
    ),
    "F12 Danh sách!A9",
)
between("blank rows", after(row(LIST, 8), row(LIST, 8), row(LIST, 6), row(ACTS, 5)))
between(
    "the headers again on the second page",
    row(LIST, 9, A="STT", B="Mã số", C="Họ và tên", D="Đối tượng", E="Đăng ký", F="Điểm"),
    "F12 Danh sách!A9",
)


@pytest.mark.parametrize("what", signed.cases)
def test_signatures(what):
    assert signed.outcome(what) == signed.expected(what)


@pytest.mark.parametrize("what", heading.cases)
def test_heading(what):
    assert heading.outcome(what) == heading.expected(what)


@pytest.mark.parametrize("what", total.cases)
def test_total(what):
    assert total.outcome(what) == total.expected(what)


@pytest.mark.parametrize("what", between.cases)
def test_between(what):
    assert between.outcome(what) == between.expected(what)
