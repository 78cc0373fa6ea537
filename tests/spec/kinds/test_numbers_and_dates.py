"""Numbers and dates as people type them and as Excel keeps them."""

import datetime as dt

import pytest

from tests.spec.kinds.cases import ACTS, INFO, LIST, Kind, saved

money, codes, noise, dates, months, counts = Kind(), Kind(), Kind(), Kind(), Kind(), Kind()


def put(sheet, formats=None, **cells):
    def change(book):
        for cell, value in cells.items():
            book[sheet][cell] = value
        for cell, shown in (formats or {}).items():
            book[sheet][cell].number_format = shown

    return change


def unread(name, change, cell):
    """A budget, or the people of an activity, that is asked about: the first activity stays out."""
    money(name, change, f"R05 {cell}", status="partially_accepted", activities=3, budget=800)


# --- budget_in_dong

money("in đồng", put(ACTS, G5=200_000_000), "Q11 Hoạt động!G5", budget=200_000_700)
money(
    "both in đồng",
    put(ACTS, G6=400_000, G7=500_000),
    "Q11 Hoạt động!G6; Q11 Hoạt động!G7",
    told="400000",
    budget=900_300,
)
money("as text with points", put(ACTS, G6="400.000"), "Q11 Hoạt động!G6", budget=400_500)
money(
    "in million",
    put(ACTS, G6=0.4, G7="0,2"),
    "Q11 Hoạt động!G6; Q11 Hoạt động!G7",
    budget=pytest.approx(300.6),
)
money("a small whole number", put(ACTS, G6=4), "Q11 Hoạt động!G6", budget=504)
money("not of whole nghìn", put(ACTS, G6=400.5), "Q11 Hoạt động!G6", budget=900.5)
money(
    "a unit of another size",
    put(ACTS, G6="4 triệu"),
    "R05 Hoạt động!G6",
    status="partially_accepted",
    activities=3,
    budget=500,
)
for text in (
    "100 trđ",
    "100 trd",
    "100 trieu",
    "100 triêu",
    "100 ty",
    "100 vạn",
    "100M",
    "100 củ",
    "100 usd",
    "100 suất",
    "100 đồng",
    "100 nghìn",
):
    unread(f"{text}: another unit than the column's", put(ACTS, G4=text), "Hoạt động!G4")
for shown, value in (
    ('#,##0" triệu"', 100),
    ('#,##0.0" tr.đ"', 100),
    ('0.00" triệu đồng"', 100),
    ("#,##0\\ [$tỷ]", 100),
    ('#,##0.0,," triệu"', 100_000_000),
    ('#,##0".000"', 100),
    ('0"00"', 100),
    ('0.0" triệu"', 15.5),
    ('#,##0.00" tr.đ"', 15.5),
    ('#,##0" triệu đồng"', 15.5),
):
    unread(
        f"{value} shown by {shown}: another number than the cell's",
        put(ACTS, {"G4": shown}, G4=value),
        "Hoạt động!G4",
    )
for shown in ('#,##0" nghìn đồng"', "#,##0\\ [$₫-42A]", "#,##0 [$VND]", '"~"#,##0" /lần 1"'):
    money(f"shown by {shown}", put(ACTS, {"G4": shown}, G4=100))
money(
    "decimals of the column's own unit",
    put(ACTS, {"G4": '#,##0.0" nghìn đồng"', "F4": '#,##0" người"'}, G4=100.5),
    "Q11 Hoạt động!G4",
    budget=900.5,
)
for text in ("9½", "10²", "9①"):
    unread(f"{text}: more than its digits", put(ACTS, F4=text), "Hoạt động!F4")
unread("people in another unit", put(ACTS, F4="10 vạn"), "Hoạt động!F4")
money("in the column's own unit", put(ACTS, G4="100 nghìn đồng", G5="200 NGHÌN ĐỒNG."))
money("none and the edges", put(ACTS, G4=0, G5=None, G6=10, G7=200_000), budget=200_010)
money("noise of a computed sum", put(ACTS, G6=400.00000000000006))

# --- code_dup_text_vs_number

codes(
    "text and number of a format",
    put(LIST, {"B5": "00000"}, B4="00205", B5=205),
    "R03 Danh sách!B4; R03 Danh sách!B5",
    status="rejected",
)
codes(
    "text and plain number",
    put(LIST, B4="205", B5=205),
    "R03 Danh sách!B4; R03 Danh sách!B5",
    status="rejected",
)
codes(
    "two numbers of different formats that look alike",
    put(LIST, {"B4": "000", "B5": "0"}, B4=205, B5=205),
    "R03 Danh sách!B4; R03 Danh sách!B5",
    status="rejected",
)
codes(
    "small and capital letters",
    put(LIST, B4="nv-01", B5="NV-01"),
    "R03 Danh sách!B4; R03 Danh sách!B5",
    status="rejected",
)
codes(
    "blanks that nobody sees",
    put(LIST, B4="NV01\u00a0", B5="\u200bNV01"),
    "R03 Danh sách!B4; R03 Danh sách!B5",
    status="rejected",
)
codes("a text and a number that look different", put(LIST, B4="00205", B5=205))
codes("a number of another format", put(LIST, {"B5": "000000"}, B4="00205", B5=205))

# --- score_float, count_float

noise("79,999999999999986", put(LIST, F9=79.999999999999986))
noise("80,00000000000001", put(LIST, F9=80.00000000000001))
noise("100,00000000000001", put(LIST, F4=100.00000000000001))
noise("a score of 79,99 is below", put(LIST, F9=79.99), "R06 Danh sách!G9", status="rejected")
noise("classes", put(LIST, J4=1.9999999999999998, J6=3.0000000000000004))
noise("participants", put(ACTS, F4=9.999999999999998, F6=8.000000000000002))
noise("half a class", put(LIST, J4=1.5), "R05 Danh sách!J4", status="rejected")
noise("a score in percent", put(LIST, {"F4": "0%", "F9": "0.0%"}, F4=0.92, F9=0.8))
noise("a percent as text", put(LIST, F4="92%"), "R05 Danh sách!F4", status="rejected")

# --- dates_as_text

for text in (
    "25-3-2024",
    "25.03.2024",
    "2024-03-25",
    " 25/3/2024\u00a0",
    "25 / 3 / 2024",
    "25 /3/2024",
    "25/ 3/2024",
    "25/3 /2024",
    "25–3–2024",
    "ngày 25/3/2024",
    "Ngày 25 tháng 3 năm 2024",
    "25/03/2024 08:00",
    "2024/03/25",
    "25.3.2024.",
    "2024-03-25 00:00:00",
    "2024 - 03 - 25",
    "2024. 3. 25",
    "2024-03-25T00:00:00.000Z",
):
    dates(f"“{text}”", put(ACTS, D4=text))
for text in (
    "25/03/24",
    "25/3",
    "Tháng 3/2024",
    "3/2024",
    "25/3-26/3/2024",
    "31/2/2024",
    "2024",
    "quý I/2024",
):
    dates(
        f"“{text}” is none",
        put(ACTS, D4=text),
        "R05 Hoạt động!D4",
        status="partially_accepted",
        activities=3,
        budget=800,
    )
for day in ("31/12/9999", "01/01/0001", dt.date(9999, 12, 31), dt.date(9998, 1, 1)):
    dates(
        f"{day} is outside the period",
        put(ACTS, D4=day),
        "R08 Hoạt động!D4",
        status="partially_accepted",
        activities=3,
        budget=800,
    )
for shown in ("d/m", "[$-42A]dd mmmm yyyy", '"ngày" dd "tháng" mm', "mm-dd-yy", "yyyy"):
    dates(f"a date shown as {shown}", put(ACTS, {"D4": shown}, D4=dt.date(2024, 3, 25)))
dates(
    "a date shown as a number",
    put(ACTS, {"D4": "General"}, D4=45376),
    "R05 Hoạt động!D4",
    status="partially_accepted",
    activities=3,
    budget=800,
)


def counted_from_1904(book):
    book.epoch = dt.datetime(1904, 1, 1)
    return saved(book)


dates("counted from 1904", counted_from_1904)

# --- us_dates_mixed

months(
    "a date read month first beside a text",
    put(
        ACTS,
        D4=dt.date(2024, 6, 5),
        D5="21/4/2024",
        D6="17/5/2024",
        D7="24/9/2024",
        E5=None,
        E6=None,
    ),
    "Q14 Hoạt động!D4",
    told="06/05/2024",
)
months(
    "two of them, and one that is the same either way",
    put(
        ACTS,
        D4=dt.date(2024, 6, 5),
        D5=dt.date(2024, 7, 5),
        D6=dt.date(2024, 5, 5),
        D7="24/9/2024",
        E5=None,
        E6=None,
    ),
    "Q14 Hoạt động!D4; Q14 Hoạt động!D5",
)
months(
    "ends, not starts",
    put(
        ACTS,
        D4="25/3/2024",
        D5="21/4/2024",
        D6="17/5/2024",
        D7="24/9/2024",
        E5=dt.date(2024, 5, 6),
        E6="18/5/2024",
    ),
    "Q14 Hoạt động!E5",
)
months(
    "outside the period, but not turned round",
    put(ACTS, D4=dt.date(2024, 12, 3)),
    "R08 Hoạt động!D4",
    told="ngày và tháng bị đảo: 12/03/2024",
    status="partially_accepted",
    activities=3,
    budget=800,
)
months(
    "a text with a year of two digits beside",
    put(
        ACTS,
        D4=dt.date(2024, 6, 5),
        D5="17/05/24",
        D6=dt.date(2024, 5, 7),
        D7=dt.date(2024, 9, 2),
        E5=None,
        E6=None,
    ),
    "Q14 Hoạt động!D4; Q14 Hoạt động!D6; Q14 Hoạt động!D7; R05 Hoạt động!D5",
    status="partially_accepted",
    activities=3,
    budget=700,
)
for text in ("17/05/2024 (sáng)", "Ngày 17-5, tại hội trường", "17/5-18/5/2024"):
    months(
        f"“{text}” beside",
        put(ACTS, D4=dt.date(2024, 6, 5), D5=text, D6=dt.date(2024, 5, 5),
            D7=dt.date(2024, 2, 2), E5=None, E6=None),
        "Q14 Hoạt động!D4; R05 Hoạt động!D5",
        status="partially_accepted",
        activities=3,
        budget=700,
    )  # fmt: skip
months(
    "not beside dates of a computer that reads the day first",
    put(ACTS, D4=dt.date(2024, 6, 5), D5="21/4/2024"),
)
months(
    "not beside a text that begins with the year",
    put(
        ACTS,
        D4=dt.date(2024, 6, 5),
        D5="2024-04-21",
        D6="5/6/2024",
        D7=dt.date(2024, 9, 2),
        E5=None,
        E6=None,
    ),
)
months("texts alone", put(ACTS, D4="5/6/2024", D5="21/4/2024", D6="17/5/2024", D7="24/9/2024"))

# --- headcount_words

for value in (
    "10 người",
    "10người",
    "10 NGƯỜI",
    "10 CBCC",
    "10,0",
    " 10 ",
    "010",
    10.0,
    "10.",
    "10 người.",
    "10 đ/c",
):
    counts(repr(value), put(INFO, B7=value))
for value in (
    "mười",
    "10 nghìn",
    "10 người (4 nữ)",
    "10 cán bộ",
    "khoảng 10",
    "10-12",
    "",
    None,
    -10,
    10.5,
):
    counts(f"{value!r} is none", put(INFO, B7=value), "F07 Thông tin!B7", status="rejected")


@pytest.mark.parametrize("what", money.cases)
def test_budget(what):
    assert money.outcome(what) == money.expected(what)


@pytest.mark.parametrize("what", codes.cases)
def test_codes(what):
    assert codes.outcome(what) == codes.expected(what)


@pytest.mark.parametrize("what", noise.cases)
def test_noise(what):
    assert noise.outcome(what) == noise.expected(what)


@pytest.mark.parametrize("what", dates.cases)
def test_dates(what):
    assert dates.outcome(what) == dates.expected(what)


@pytest.mark.parametrize("what", months.cases)
def test_months_before_days(what):
    assert months.outcome(what) == months.expected(what)


@pytest.mark.parametrize("what", counts.cases)
def test_headcount(what):
    assert counts.outcome(what) == counts.expected(what)
