"""Headers, unit names, years and versions as people write them."""

import datetime as dt

import pytest

from tests.spec.kinds.cases import ACTS, INFO, LIST, Kind
from tests.workbooks import catalogue, report
from transforms.reading.workbook import read_submission

headers, names, years, versions, codes, wrong_years = (Kind() for _ in range(6))


def put(sheet, **cells):
    def change(book):
        for cell, value in cells.items():
            book[sheet][cell] = value

    return change


# --- header_ki, header_ho_ten

for cell, text in (
    ("H3", "Kĩ năng số"),
    ("E3", "Đăng kí:"),
    ("B3", "1. MÃ SỐ (*)"),
    ("J3", "Số  lớp\nbồi dưỡng"),
    ("C3", "Họ và tên *"),
    ("I3", "Tự\u00a0cập nhật"),
    ("F3", "Điểm\u200b"),
    ("A3", "stt"),
):
    headers(f"{cell}: {text!r} is the header", put(LIST, **{cell: text}))
for cell, text in (
    ("C3", "Họ tên"),
    ("C3", "Họ tên người"),
    ("J3", "Số lớp bồi duỡng"),
    ("D3", "Đối tương"),
    ("H3", "Kỷ năng số"),
    ("G3", "Danh hịêu"),
    ("A3", "Số TT"),
    ("A3", "Số thứ tự"),
    ("A3", "#"),
    ("B3", "MÃ SỐ CÁN BỘ"),
):
    headers(
        f"{cell}: {text!r} is near",
        put(LIST, **{cell: text}),
        f"F11 Danh sách!{cell}",
        told="được hiểu là",
    )
for cell, text in (
    ("G3", "Kinh phí(nghìn đồng)"),
    ("G3", "Kinh phí ( nghìn đồng )"),
    ("B3", "Mã  nhiệm vụ:"),
    ("E3", "Đến ngày (*)"),
    ("C3", "2. Nội dung"),
):
    headers(f"activities, {cell}: {text!r}", put(ACTS, **{cell: text}))
for cell, text in (
    ("G3", "Kinh phí (ngàn đồng)"),
    ("G3", "Kinh phí (1.000 đồng)"),
    ("G3", "Kinh phí nghìn đồng"),
    ("F3", "Số lượt người tham gia"),
):
    headers(
        f"activities, {cell}: {text!r} is the same",
        put(ACTS, **{cell: text}),
        f"F11 Hoạt động!{cell}",
        told="được hiểu là",
    )
for cell, text in (
    ("G3", "Kinh phí (triệu đồng)"),
    ("G3", "Kinh phí (đồng)"),
    ("G3", "Kinh phí"),
    ("F3", "Số người"),
):
    headers(
        f"activities, {cell}: {text!r} is another",
        put(ACTS, **{cell: text}),
        f"F04 Hoạt động; F11 Hoạt động!{cell}",
        status="rejected",
    )
headers(
    "without codes nobody knows how many persons there are",
    put(LIST, B3="Mã CCVC"),
    "F04 Danh sách; F11 Danh sách!B3",
    status="rejected",
)
headers(
    "a column between, and one behind",
    lambda book: [book[LIST].insert_cols(5), put(LIST, E3="Chức vụ", M3="Số điện thoại")(book)][:0],
    "F11 Danh sách!E3; F11 Danh sách!M3",
)
headers(
    "labels with numbers, colons, capitals",
    put(INFO, A3="1. MÃ ĐƠN VỊ:", A5="- Năm báo cáo (*)", A7="c) Tổng số người :"),
)
headers("a label near", put(INFO, A6="Phiên bản biểu mẩu"), "F11 Thông tin!A6", told="được hiểu là")

# --- name_en_dash, of the offices that have such names


def unit(code, name):
    return put(INFO, B3=code, B4=name)


for code, name in (
    ("KHTC", "Phòng Kế hoạch – Tài chính"),
    ("KHTC", "PHÒNG KẾ HOẠCH-TÀI CHÍNH"),
    ("KHTC", "Phòng Kế hoạch \u2014 Tài\u00a0chính"),
    ("VP", "Văn\u200b phòng  Sở"),
    ("VP", "Va\u0306n pho\u0300ng Sơ\u0309"),
    ("QLDD", "Phòng Quản lí đất đai"),
    (" vp ", "VĂN PHÒNG SỞ"),
):
    names(f"{code}: {name!r}", unit(code, name), unit=code.strip().upper())
for code, name in (
    ("KHTC", "Phòng Kế hoạch và Tài chính"),
    ("KHTC", "Phòng Kế hoạch, Tài chính"),
    ("VP", "Văn phòng Sỡ"),
    ("VP", "Văn phòng"),
    ("VP", "Văn phòng Sở Tài nguyên và Môi trường"),
    ("QTMT", "Trung tâm Quan trắc tài nguyên môi trường"),
    ("QLDD", "Phòng QL đất đai"),
):
    names(
        f"{code}: {name!r} is near",
        unit(code, name),
        "Q08 Thông tin!B4",
        told="được hiểu là",
        unit=code,
    )
for code, name in (
    ("VP", "Thanh tra Sở"),
    ("VP", "Văn phòng Đăng ký đất đai"),
    ("QLDD", "Phòng Đo đạc, Bản đồ"),
    ("VP", "Tổ 3"),
    ("CNCL", "Chi nhánh Văn phòng Đăng ký đất đai huyện Đình Lập"),
    ("KHTC", "Phòng"),
    ("VP", "x"),
    ("CNCL", "Chi nhánh Văn phòng Đăng ký đất đai"),
):
    names(
        f"{code}: {name!r} is another's or nobody's",
        unit(code, name),
        "F05 Thông tin!B4",
        status="rejected",
        unit=None,
    )

# --- year_words, version_02

for value in (
    "Năm 2024",
    "năm 2024.",
    "NĂM: 2024",
    "2024.0",
    "2024,0",
    2024.0,
    " 2024 ",
    "Năm báo cáo 2024",
    "năm2024",
    dt.date(2024, 1, 1),
    "2024\u200b",
    "Năm\u00a02024",
    "2024 năm",
    "Báo cáo năm 2024",
    "Kỳ báo cáo: năm 2024",
    "BC 2024",
    "Năm 2024,",
):
    years(repr(value), put(INFO, B5=value))
for value in (
    "24",
    "FY24",
    "2024-2025",
    "hai nghìn",
    20240,
    "2024.5",
    None,
    "Quý 4/2024",
    "Năm học 2024",
):
    years(
        f"{value!r} is none", put(INFO, B5=value), "F06 Thông tin!B5", status="rejected", year=None
    )
for value in (
    "02",
    "2.0",
    "2,0",
    2,
    2.0,
    "v2",
    "Phiên bản 2",
    "Phiên bản: 2",
    "Mẫu số 02",
    "Biểu mẫu 2",
    "Biểu số 2",
    "ver. 2",
    "bản số 2",
    "Form 2",
):
    versions(repr(value), put(INFO, B6=value))
for value in ("1", "3", 20, "II", "2024", None, "2.1"):
    versions(f"{value!r} is another", put(INFO, B6=value), "F02 Thông tin!B6", status="rejected")

# --- codes of units

for value in ("vp", "VP.", "V.P", " V P ", "VP-", "Vp\u200b"):
    codes(repr(value), put(INFO, B3=value))
for value in ("VPS", "V", "V1", "VP, TTR"):
    codes(
        f"{value!r} is none", put(INFO, B3=value), "F05 Thông tin!B3", status="rejected", unit=None
    )


@pytest.mark.parametrize(
    ("units", "written", "meant"),
    [
        (["PB02", "PB12"], "PB 2", "PB02"),
        (["PB02", "PB12"], "pb-02.", "PB02"),
        (["PB2", "PB12"], "PB.02", "PB2"),
        (["PB02", "PB12"], "PB 12", "PB12"),
        (["PB02", "PB2"], "PB2", "PB2"),
        (["PB02", "PB2"], "PB 2", None),  # which of them, nobody can tell
        (["PB02"], "PB 20", None),
        (["PB02"], "02", None),
    ],
)
def test_codes_with_numbers(units, written, meant):
    [office] = [u for u in catalogue().of_year(2024).units if u.unit_code == "VP"]
    known = tuple(office.model_copy(update={"unit_code": code}) for code in units)
    book = report(**{"Mã đơn vị": written}).grids()
    read = read_submission(book, catalogue().model_copy(update={"units": known}))
    assert read.unit_code == meant
    assert [f.rule_code for f in read.findings] == ([] if meant else ["F05"])


# --- last_years_year


def all_in(*days):
    return put(ACTS, **{f"D{row}": day for row, day in enumerate(days, 4)}, E5=None, E6=None)


wrong_years(
    "left at 2023",
    put(INFO, B5=2023),
    "F06 Thông tin!B5",
    told="nằm trong kỳ số liệu năm 2024",
    status="rejected",
    year=None,
)
wrong_years(
    "2025 before its time",
    put(INFO, B5=2025),
    "F06 Thông tin!B5",
    told="nằm trong kỳ số liệu năm 2024",
    status="rejected",
    year=None,
)
wrong_years(
    "2022, when there was another form",
    put(INFO, B5=2022),
    "F06 Thông tin!B5",
    told="năm 2024",
    status="rejected",
    year=None,
)
wrong_years(
    "all activities of the year before",
    all_in(dt.date(2023, 3, 1), dt.date(2023, 4, 1), dt.date(2023, 5, 1), dt.date(2023, 11, 15)),
    "F06 Thông tin!B5",
    told="năm 2023",
    status="rejected",
    year=None,
)
wrong_years(
    "half of another year, the others of none",
    all_in(dt.date(2023, 3, 1), dt.date(2023, 4, 1), dt.date(2035, 1, 1), "x"),
    "F06 Thông tin!B5",
    told="2/3",
    status="rejected",
    year=None,
)
wrong_years(
    "one of the year",
    all_in(dt.date(2023, 3, 1), dt.date(2023, 4, 1), dt.date(2023, 5, 1), dt.date(2024, 1, 1)),
    "R08 Hoạt động!D4; R08 Hoạt động!D5; R08 Hoạt động!D6",
    status="partially_accepted",
    activities=1,
    budget=200,
)
wrong_years(
    "no activity at all",
    lambda book: [put(INFO, B5=2024)(book), book[ACTS].delete_rows(4, 4)][:0],
    activities=0,
    budget=0,
)


@pytest.mark.parametrize("what", headers.cases)
def test_headers_and_labels(what):
    assert headers.outcome(what) == headers.expected(what)


@pytest.mark.parametrize("what", names.cases)
def test_names_of_units(what):
    assert names.outcome(what) == names.expected(what)


@pytest.mark.parametrize("what", years.cases)
def test_years(what):
    assert years.outcome(what) == years.expected(what)


@pytest.mark.parametrize("what", codes.cases)
def test_codes_of_units(what):
    assert codes.outcome(what) == codes.expected(what)


@pytest.mark.parametrize("what", versions.cases)
def test_versions(what):
    assert versions.outcome(what) == versions.expected(what)


@pytest.mark.parametrize("what", wrong_years.cases)
def test_years_that_the_file_contradicts(what):
    assert wrong_years.outcome(what) == wrong_years.expected(what)
