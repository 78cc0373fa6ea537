"""F02-F07, F11, Q08: one finding at one cell for each way a file can be wrong as a whole."""

import datetime as dt

import pytest

from tests.workbooks import Book, Cases, Error, Formula, lines, report

case = Cases()
INFO, ROSTER, ACTIVITY = "Thông tin", "Danh sách", "Hoạt động"
# Thông tin: B3 unit code, B4 unit name, B5 year, B6 version, B7 headcount, B8 cut-off,
# B9 decision, B10 prepared by, B11 head, B12 approved on.


def put(sheet: str, **cells: object):
    def spoil(book: Book) -> None:
        for cell, value in cells.items():
            book.put(sheet, cell, value)

    return spoil


case("a faultless file", lambda book: None)

# F02
case("version unknown", put(INFO, B6="3"), ("F02", INFO, "B6", "3", None))
case("version of another year", put(INFO, B6=1), ("F02", INFO, "B6", "1", None))
case("version as a number", put(INFO, B6=2.0))
case("version blank", put(INFO, B6=None), ("F02", INFO, "B6", None, None))
case("version an error", put(INFO, B6=Error()), ("F02", INFO, "B6", "văn bản, 4 ký tự", None))

# F03
case("no list", lambda book: book.drop(ROSTER), ("F03", ROSTER, None, None, None))
case(
    "two sheets missing",
    lambda book: book.drop(ACTIVITY).drop("Thuyết minh"),
    ("F03", ACTIVITY, None, None, None),
    ("F03", "Thuyết minh", None, None, None),
)
case("no Thông tin", lambda book: book.drop(INFO), ("F03", INFO, None, None, None))

# F04
case("header missing", put(ROSTER, F3=None), ("F04", ROSTER, None, None, None))
case("STT is required in the list", put(ROSTER, A3=None), ("F04", ROSTER, None, None, None))
case("STT is not required of activities", put(ACTIVITY, A3=None, A4=None))
case("Ghi chú may be missing", put(ROSTER, K3=None))
case("Minh chứng may be missing", put(ACTIVITY, H3=None))
case(
    "header thrice: the second and the third",
    put(ROSTER, L3="Điểm", M3=" điểm: "),
    ("F04", ROSTER, "L3", "văn bản, 4 ký tự", None),
    ("F04", ROSTER, "M3", "văn bản, 5 ký tự", None),
)
case("label missing", put(INFO, A7=None), ("F04", INFO, None, None, None))
case("unit code label missing", put(INFO, A3="Mã"), ("F04", INFO, None, None, None))
case(
    "needed label twice",
    put(INFO, A14="Năm báo cáo", B14=2023),
    ("F04", INFO, "A14", "văn bản, 11 ký tự", None),
)
case("expected label twice: the first counts", put(INFO, A14="Người lập biểu", B14="Người khác"))

# F05
case("unit unknown", put(INFO, B3="XYZ"), ("F05", INFO, "B3", "văn bản, 3 ký tự", None))
case("unit code blank", put(INFO, B3=" "), ("F05", INFO, "B3", None, None))
case("unit code in small letters", put(INFO, B3=" vp "))
case(
    "name of another unit",
    put(INFO, B4="Thanh tra Sở"),
    ("F05", INFO, "B4", "văn bản, 12 ký tự", None),
)
case("name blank", put(INFO, B4=None), ("F05", INFO, "B4", None, None))
case(
    "a group does not report",
    put(INFO, B3="KCQ", B4="Khối cơ quan Sở"),
    ("F05", INFO, "B3", "văn bản, 3 ký tự", None),
)
case(
    "unit ended in the year before",
    put(INFO, B3="DDBD", B4="Phòng Đo đạc, Bản đồ"),
    ("F05", INFO, "B3", "văn bản, 4 ký tự", None),
)
case(
    "unit that begins only later",
    put(INFO, B3="CCKL", B4="Chi cục Kiểm lâm"),
    ("F05", INFO, "B3", "văn bản, 4 ký tự", None),
)
case(
    "ended unit under a wrong name",
    put(INFO, B3="DDBD", B4="Phòng Đo đạc"),
    ("F05", INFO, "B3", "văn bản, 4 ký tự", None),
    ("F05", INFO, "B4", "văn bản, 12 ký tự", None),
)

# F06
case(
    "year unreadable",
    put(INFO, B5="hai không hai tư"),
    ("F06", INFO, "B5", "văn bản, 16 ký tự", None),
)
case("year blank", put(INFO, B5=None), ("F06", INFO, "B5", None, None))
case("year without a form", put(INFO, B5=2019), ("F06", INFO, "B5", "2019", None))
case("year a fraction", put(INFO, B5=2024.5), ("F06", INFO, "B5", "2024,5", None))
case("year a date", put(INFO, B5=dt.date(2024, 1, 1)))
case("year with its word", put(INFO, B5="Năm 2024"))
case("version with a zero", put(INFO, B6="02"))
case("version in words", put(INFO, B6="Biểu mẫu số 2"))
case("headcount with a word", put(INFO, B7="20 người"))
case("year as text", put(INFO, B5=" 2024 "))

# F07
case("headcount blank", put(INFO, B7=None), ("F07", INFO, "B7", None, None))
case(
    "headcount unreadable", put(INFO, B7="hai mươi"), ("F07", INFO, "B7", "văn bản, 8 ký tự", None)
)
case("headcount a fraction", put(INFO, B7=20.5), ("F07", INFO, "B7", "20,5", None))
case("headcount negative", put(INFO, B7=-20), ("F07", INFO, "B7", "-20", None))
case("headcount other than the persons", put(INFO, B7=21), ("F07", INFO, "B7", "21", None))
case("headcount as text", put(INFO, B7="20"))
case(
    "headcount a formula without a value",
    put(INFO, B7=Formula("=COUNTA(A:A)")),
    ("F07", INFO, "B7", None, None),
)
case("headcount a formula with its value", put(INFO, B7=Formula("=10+10", 20)))
case("a nil return", lambda book: report(0).put(ACTIVITY, "F4", None))

# F11
case(
    "sheet and column nobody asked for",
    lambda book: book.put("Nháp", "A1", "tạm").put(ROSTER, "L3", "Chức vụ").put(ROSTER, "M3", 2024),
    ("F11", ROSTER, "L3", "văn bản, 7 ký tự", None),
    ("F11", ROSTER, "M3", "2024", None),
    ("F11", "Nháp", None, None, None),
)
case(
    "sheets that we put in ourselves",
    lambda book: book.put("Phản hồi", "A1", "x").put("Lỗi", "A1", "x").put("Hướng dẫn", "A1", "x"),
)

# Q08
case("expected label missing", put(INFO, A11=None), ("Q08", INFO, None, None, None))
case("expected label blank", put(INFO, B10="\u00a0"), ("Q08", INFO, "B10", None, None))
case(
    "approval day unreadable",
    put(INFO, B12="hôm qua"),
    ("Q08", INFO, "B12", "văn bản, 7 ký tự", None),
)
case(
    "cut-off not the calendar's",
    put(INFO, B8=dt.date(2024, 11, 30)),
    ("Q08", INFO, "B8", "30/11/2024", None),
)
case("cut-off as text", put(INFO, B8="15/11/2024"))
case("decision blank", put(INFO, B9=None), ("Q08", INFO, "B9", None, None))
case(
    "decision without number", put(INFO, B9="đã có"), ("Q08", INFO, "B9", "văn bản, 5 ký tự", None)
)
case("head an error", put(INFO, B11=Error("#REF!")), ("Q08", INFO, "B11", "văn bản, 5 ký tự", None))
case(
    "one finding each",
    put(INFO, B10=None, B11=None),
    ("Q08", INFO, "B10", None, None),
    ("Q08", INFO, "B11", None, None),
)


def nobody_claims(book: Book) -> None:
    book.put(INFO, "B9", None)
    for row in range(4, 24):
        for column in "GHI":
            book.put(ROSTER, f"{column}{row}", "không")


case("no decision needed where nobody claims the title", nobody_claims)


@pytest.mark.parametrize("name", case.books)
def test_finding(name):
    assert lines(case.verdict(name)) == case.expected[name]


@pytest.mark.parametrize(
    ("name", "year", "unit"),
    [
        ("unit unknown", 2024, None),
        ("name of another unit", 2024, None),
        ("a group does not report", 2024, None),
        ("unit ended in the year before", 2024, "DDBD"),  # only its validity is wrong
        ("unit that begins only later", 2024, "CCKL"),
        ("ended unit under a wrong name", 2024, None),
        ("unit code in small letters", 2024, "VP"),
        ("unit code label missing", 2024, None),
        ("year unreadable", None, "VP"),  # the year is null, the unit kept
        ("year without a form", None, "VP"),
        ("no list", 2024, "VP"),
        ("version unknown", 2024, "VP"),
        ("no Thông tin", None, None),
    ],
)
def test_what_is_told_of_unit_and_year(name, year, unit):
    reading = case.verdict(name).reading
    assert (reading.year, reading.unit_code) == (year, unit)
    assert reading.is_identified == (year is not None and unit is not None)


def test_declared_headcount_is_kept_though_it_is_wrong():
    assert case.verdict("headcount other than the persons").reading.declared_count == 21
    assert case.verdict("headcount blank").reading.declared_count is None


def test_critical_file_findings_reject_warnings_and_notes_do_not():
    decisions = {name: case.verdict(name).decision for name in case.books}
    critical = {name for name in case.books if any(line[0] < "F08" for line in case.expected[name])}
    assert {name for name, decision in decisions.items() if decision == "rejected"} == critical
    assert decisions["expected label missing"] == "accepted_with_warnings"
    assert decisions["sheet and column nobody asked for"] == "accepted"


def test_name_is_compared_with_the_row_in_force_in_that_year():
    """CNCL was renamed on 1 July 2025: each year has its own name."""
    by_year = Cases(lambda: report())
    old, new = "huyện Cao Lộc", "khu vực II"
    for year, name, is_right in (
        (2024, old, True),
        (2024, new, False),
        (2025, old, False),
        (2025, new, True),
        (2019, old, False),  # no year: held against the latest row
        (2019, new, True),
    ):
        full = f"Chi nhánh Văn phòng Đăng ký đất đai {name}"
        by_year(f"{year} {name}", put(INFO, B3="CNCL", B4=full, B5=year), is_right)
    for key, expected in by_year.expected.items():
        found = [line for line in lines(by_year.verdict(key)) if line[0] == "F05"]
        assert [not found] == expected, key
        assert all(line[2] == "B4" for line in found)
