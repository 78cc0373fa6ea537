"""Where the header, the labels and the end of a list are found, however people moved them about."""

import datetime as dt
import unicodedata

import pytest

from tests.workbooks import A_PERSON, ROSTER, Book, Cases, Formula, judge_books, lines, report

case = Cases(lambda: report(3).put("Hoạt động", "F4", None))
LIST = "Danh sách"


def moved(book: Book, sheet: str, rows: int, columns: int = 0) -> Book:
    """Every cell of a sheet so many rows further down, columns further right."""
    cells = {}
    for cell, value in book.sheets[sheet].items():
        letter, row = chr(ord(cell[0]) + columns), int(cell[1:]) + rows
        cells[f"{letter}{row}"] = value
    book.sheets[sheet] = cells
    return book


def rows_read(name: str) -> list[int]:
    return [row["row_number"] for row in case.verdict(name).reading.rows("roster")]


# --- header row


def titles(book: Book) -> None:
    moved(book, LIST, 2).merge(LIST, "A1:K1").merge(LIST, "A2:K2")
    book.put(LIST, "A2", "DANH SÁCH CÔNG CHỨC, VIÊN CHỨC").put(
        LIST, "A3", "Điểm, Danh hiệu: xem ghi chú"
    )


def shuffled(book: Book) -> None:
    for row in range(3, 7):
        values = [book.sheets[LIST].pop(f"{letter}{row}", None) for letter in "ABCDEFGHIJK"]
        book.put_row(LIST, row, reversed(values))


def decorated(book: Book) -> None:
    book.put_row(LIST, 3, [unicodedata.normalize("NFD", f" {h.upper()}\n: ") for h in ROSTER])


case("header on row 5 under merged titles", titles)
case("header on row 15", lambda book: moved(book, LIST, 12))
case("table begins in column C", lambda book: moved(book, LIST, 0, 2))
case("columns in reverse order", shuffled)
case("headers in capitals, decomposed, with colons and line breaks", decorated)
case("header on row 16", lambda book: moved(book, LIST, 13))
case(
    "half of the required headers make a header row",
    lambda book: book.put_row(LIST, 3, ROSTER[:5] + ("?",) * 5),
)
case("fewer do not", lambda book: book.put_row(LIST, 3, ROSTER[:4] + ("?",) * 6))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("header on row 5 under merged titles", [6, 7, 8]),
        ("header on row 15", [16, 17, 18]),
        ("table begins in column C", [4, 5, 6]),
        ("columns in reverse order", [4, 5, 6]),
        ("headers in capitals, decomposed, with colons and line breaks", [4, 5, 6]),
    ],
)
def test_table_is_found(name, rows):
    assert lines(case.verdict(name)) == []
    assert rows_read(name) == rows
    assert [row["person_code"] for row in case.verdict(name).rows["roster"]] == [
        "NV001",
        "NV002",
        "NV003",
    ]


def test_header_below_row_15_is_no_header():
    found = lines(case.verdict("header on row 16"))
    assert found == [("F04", LIST, None, None, None)] * 10
    missing = [f.column_name for f in case.verdict("header on row 16").findings]
    assert missing == list(ROSTER[:-1])


def test_half_of_the_required_headers_is_enough():
    missing = {
        f.column_name
        for f in case.verdict("half of the required headers make a header row").findings
        if f.rule_code == "F04"
    }
    assert missing == set(ROSTER[5:10])
    assert len(lines(case.verdict("fewer do not"))) == 10


# --- labels

INFO = "Thông tin"


def labels_in_c(book: Book) -> None:
    moved(book, INFO, 4, 2)


def merged_labels(book: Book) -> None:
    for row in range(3, 13):
        book.put(INFO, f"D{row}", book.sheets[INFO].pop(f"B{row}")).merge(INFO, f"A{row}:C{row}")


def side_by_side(book: Book) -> None:
    for row in range(8, 13):
        for here, there in (("A", "C"), ("B", "D")):
            book.put(INFO, f"{there}{row - 5}", book.sheets[INFO].pop(f"{here}{row}"))


def label_as_value(book: Book) -> None:
    book.put(INFO, "B10", "Tổng số người")


case("labels in column C, lower down", labels_in_c)
case("merged labels: the value stands right of the merge", merged_labels)
case("labels side by side", side_by_side)
case("a value that reads like a label", label_as_value)
case(
    "labels with colons, capitals, no-break spaces",
    lambda book: book.put(INFO, "A7", "TỔNG\u00a0SỐ  NGƯỜI :"),
)


@pytest.mark.parametrize("name", [name for name in case.books if "label" in name])
def test_labels_are_found(name):
    assert lines(case.verdict(name)) == []
    assert case.verdict(name).reading.declared_count == 3


def test_a_finding_points_to_the_moved_value():
    moved_away = Cases(lambda: moved(report(3).put("Hoạt động", "F4", None), INFO, 4, 2))
    moved_away("headcount", lambda book: book.put(INFO, "D11", 4))
    assert lines(moved_away.verdict("headcount")) == [("F07", INFO, "D11", "4", None)]


# --- rows


def person(book: Book, row: int, code: str) -> Book:
    return book.put_row(LIST, row, [row - 3, code, "Ai đó", *A_PERSON])


def numbered(book: Book) -> None:
    moved_down = {f"{c[0]}{int(c[1:]) + (int(c[1:]) > 3)}": v for c, v in book.sheets[LIST].items()}
    book.sheets[LIST] = moved_down
    book.put_row(LIST, 4, [f"({n})" for n in range(1, 12)])


def numbered_by_excel(book: Book) -> None:
    numbered(book)
    book.put_row(LIST, 4, [-n for n in range(1, 12)])


def numbering_below_a_gap(book: Book) -> None:
    numbered(book)
    cells = {f"{c[0]}{int(c[1:]) + (int(c[1:]) > 3)}": v for c, v in book.sheets[LIST].items()}
    book.sheets[LIST] = cells
    book.merge(LIST, "A3:A4")


def signed(book: Book) -> None:
    book.put(LIST, "C9", "NGƯỜI LẬP BIỂU").put(LIST, "K9", "THỦ TRƯỞNG").put(
        LIST, "C12", "Lê Thị Bình"
    )


case(
    "blank rows between persons are skipped", lambda b: person(b, 9, "X1").put("Thông tin", "B7", 4)
)
case(
    "blanks of all kinds are blank",
    lambda b: b.put_row(LIST, 8, ["\u00a0", "\u200b", " \t", "\ufeff"]),
)
case("rows with nothing but STT or Ghi chú", lambda b: b.put(LIST, "A7", 4).put(LIST, "K7", "nghỉ"))
case(
    "a formula that shows nothing is blank",
    lambda b: b.put(LIST, "F8", Formula('=IF(1,"","")', "")),
)
case("a numbering line", numbered)
case("a numbering line as Excel reads it", numbered_by_excel)
case("a numbering line below a merged header", numbering_below_a_gap)
case("signature lines below the last person", signed)
case(
    "signature lines under codes and numbers",
    lambda b: b.put(LIST, "B9", "NGƯỜI LẬP BIỂU").put(LIST, "J9", "THỦ TRƯỞNG ĐƠN VỊ"),
)
case(
    "signature lines below prenumbered rows",
    lambda b: b.put(LIST, "A7", 4).put(LIST, "A8", 5).put(LIST, "C9", "Người lập"),
)
case(
    "trailing rows with no-break spaces",
    lambda b: b.put(LIST, "B30", "\u00a0").put(LIST, "C40", " "),
)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("blank rows between persons are skipped", [4, 5, 6, 9]),
        ("blanks of all kinds are blank", [4, 5, 6]),
        ("rows with nothing but STT or Ghi chú", [4, 5, 6]),
        ("a formula that shows nothing is blank", [4, 5, 6]),
        ("a numbering line", [5, 6, 7]),
        ("a numbering line as Excel reads it", [5, 6, 7]),
        ("a numbering line below a merged header", [6, 7, 8]),
        ("signature lines below the last person", [4, 5, 6]),
        ("signature lines under codes and numbers", [4, 5, 6]),
        ("signature lines below prenumbered rows", [4, 5, 6]),
        ("trailing rows with no-break spaces", [4, 5, 6]),
    ],
)
def test_rows_that_are_persons(name, rows):
    assert lines(case.verdict(name)) == []
    assert rows_read(name) == rows


case(
    "a code below a blank row is a person",
    lambda b: b.put(LIST, "B8", "X9").put("Thông tin", "B7", 4),
)
case(
    "an error cell makes a person",
    lambda b: b.put(LIST, "J8", Formula("=1")).put("Thông tin", "B7", 4),
)


def test_a_code_a_mark_or_a_number_makes_a_person():
    assert lines(case.verdict("a code below a blank row is a person")) == [
        ("R01", LIST, "C8", None, None),
        ("R04", LIST, "D8", None, None),
    ]
    assert lines(case.verdict("an error cell makes a person")) == [
        ("R01", LIST, "B8", None, None),
        ("R01", LIST, "C8", None, None),
        ("R04", LIST, "D8", None, None),
        ("R05", LIST, "J8", None, None),
    ]


# --- what the eye sees: headings, totals, merges, forgotten columns


def section(book: Book) -> None:
    """A second part of the list, below a blank row and a heading."""
    book.put(LIST, "C15", "II. Các phòng chuyên môn")
    person(book, 16, "X1").put("Thông tin", "B7", 11)


def totals(book: Book) -> None:
    book.put_row(LIST, 14, [None, None, "Tổng cộng", None, 10, None, 10, 10, 10, 20])


seen = Cases(lambda: report(10))
seen("a heading between entries", section, ("F12", LIST, "C15", "văn bản, 24 ký tự", None))
seen("a total row right under the list", totals, ("F12", LIST, "C14", "văn bản, 9 ký tự", None))
seen(
    "a total that is not that of the rows",
    lambda b: (totals(b), b.put(LIST, "E14", 9))[0],
    ("F12", LIST, "C14", "văn bản, 9 ký tự", None),
    ("Q10", LIST, "E14", "9", None),
)
seen(
    "a merge over yes and no holds for each row",
    lambda b: b.put(LIST, "E5", None).put(LIST, "E6", None).merge(LIST, "E4:E6"),
    ("Q16", LIST, "E4", "x", "1"),
)
seen(
    "a merge over numbers leaves the covered rows unread",
    lambda b: b.put(LIST, "J5", None).put(LIST, "J6", None).merge(LIST, "J4:J6"),
    ("R10", LIST, "J4", "2", "1"),
)
seen("a header by likeness", lambda b: b.put(LIST, "H3", "Kỹ năng sô"),
     ("F11", LIST, "H3", "văn bản, 10 ký tự", None))  # fmt: skip
seen("a header by its other name", lambda b: b.put(LIST, "C3", "Họ tên"),
     ("F11", LIST, "C3", "văn bản, 6 ký tự", None))  # fmt: skip
seen("a header with i for y, a star, a number", lambda b: b.put(LIST, "H3", "8. Kĩ năng số (*)"))
seen(
    "never across units of measure",
    lambda b: b.put("Hoạt động", "G3", "Kinh phí (triệu đồng)"),
    ("F04", "Hoạt động", None, None, None),
    ("F11", "Hoạt động", "G3", "văn bản, 21 ký tự", None),
)


@pytest.mark.parametrize("name", seen.books)
def test_the_eye_and_the_reader_agree(name):
    assert lines(seen.verdict(name)) == seen.expected[name]


def test_covered_cells_hold_the_value_or_are_set_aside():
    shared = seen.verdict("a merge over yes and no holds for each row").reading.rows("roster")
    assert [row["is_registered"] for row in shared] == [True] * 10
    unread = seen.verdict("a merge over numbers leaves the covered rows unread")
    assert (unread.decision, unread.quarantined_count) == ("rejected", 2)


def test_a_column_blank_for_everybody_is_asked_about():
    case = Cases(lambda: report(5))
    case("forgotten", lambda b: [b.put(LIST, f"H{row}", None) for row in range(4, 9)] and None)
    found = lines(case.verdict("forgotten"))
    assert ("Q13", LIST, "H3", "văn bản, 10 ký tự", None) in found


# --- what is doubtful is asked


def test_activities_of_another_year_leave_the_year_unknown():
    case = Cases(lambda: report(20))
    case("last year's", lambda b: b.put(INFO, "B5", 2023).put(INFO, "B8", dt.date(2023, 11, 15)))
    verdict = case.verdict("last year's")
    assert lines(verdict) == [("F06", INFO, "B5", "2023", None)]
    assert (verdict.reading.year, verdict.reading.unit_code) == (None, "VP")
    [message] = [finding.message for finding in verdict.findings]
    assert "ghi 2023" in message
    assert "năm 2024 (từ 16/11/2023 đến 15/11/2024)" in message


doubtful = Cases(lambda: report(20))
for budget, is_asked in [(10, 0), (200_000, 0), (0, 0), (None, 0), (9, 1), (200_001, 1), (1.5, 1),
                         (400_000, 1), ("15.000", 0)]:  # fmt: skip
    doubtful(f"budget {budget!r}", lambda b, v=budget: b.put("Hoạt động", "G4", v), is_asked)


@pytest.mark.parametrize("name", doubtful.books)
def test_a_budget_that_is_not_usual_is_asked_about(name):
    found = [line[:3] for line in lines(doubtful.verdict(name))]
    assert found == [("Q11", "Hoạt động", "G4")] * doubtful.expected[name][0]


def test_a_header_that_is_near_is_told_with_both_words():
    """`Kỹ năng sống` is two letters from `Kỹ năng số`: taken for it, and never in silence."""
    verdict = judge_books({"it": report().put("Danh sách", "H3", "Kỹ năng sống")})["it"]
    [told] = verdict.findings
    assert (told.rule_code, told.cell, told.column_name) == ("F11", "H3", "Kỹ năng sống")
    assert "“Kỹ năng sống” được hiểu là “Kỹ năng số”" in told.message
