"""Forms 1 and 3: what people type in their own columns."""

import datetime as dt

import pytest

from tests.spec.kinds.cases import ACTS, TEXTS, shown
from tests.workbooks import Cases, as_form_3, counts_report, report

COUNTS = "Tổng hợp"
OF_2025 = {
    "Năm báo cáo": 2025,
    "Ngày chốt số liệu": dt.date(2025, 11, 15),
    "Ngày phê duyệt": dt.date(2025, 11, 18),
}


def statements():
    book = as_form_3(report(20, **OF_2025))
    return book.put(ACTS, "D4", dt.date(2025, 3, 5)).put(ACTS, "E4", dt.date(2025, 3, 6))


counts, said = Cases(counts_report), Cases(statements)

# --- form 1

TOTAL = ["Tổng cộng", 20, 16, 15, 12, 9, 5]
counts("types as labels", lambda book: book.put(COUNTS, "A4", "- Công chức").put(
    COUNTS, "A5", "2. Viên chức:").put(COUNTS, "A6", "c) người lao động"))  # fmt: skip
counts("two totals", lambda book: book.put_row(COUNTS, 8, TOTAL))
counts("the first of two totals is wrong", lambda book: book.put_row(COUNTS, 8, TOTAL).put(
    COUNTS, "B7", 21), "R09 Tổng hợp!B7")  # fmt: skip
counts("both are wrong", lambda book: book.put_row(COUNTS, 8, ["Cộng", 22]).put(
    COUNTS, "B7", 21), "R09 Tổng hợp!B7", "R09 Tổng hợp!B8")  # fmt: skip


def in_parts(book, first=8):
    rows = [["Công chức", 8, 6, 6, 5, 4, 3], ["Cộng", first, 6, 6, 5, 4, 3],
            ["Viên chức", 12, 10, 9, 7, 5, 2], ["Cộng", 12, 10, 9, 7, 5, 2], TOTAL]  # fmt: skip
    for row, values in enumerate(rows, 4):
        book.put_row(COUNTS, row, values)


counts("a total below each part", in_parts)
counts("one of a part that is wrong", lambda book: in_parts(book, 9), "R09 Tổng hợp!B5")
counts("another type", lambda book: book.put(COUNTS, "A6", "Hợp đồng"), "R04 Tổng hợp!A6")


def numbered(book):
    rows = [["Công chức", 8, 6, 6, 5, 4, 3], ["Viên chức", 12, 10, 9, 7, 5, 2], TOTAL]
    for row, values in enumerate([[1, 2, 3, "4=5+6", 5, 6, 7], *rows], 4):
        book.put_row(COUNTS, row, values)


def in_two_rows(book):
    book.put_row(COUNTS, 2, ["Đối tượng", "Tổng số", "Đăng ký", "Được đánh giá", "Trong đó"])
    book.put_row(COUNTS, 3, [None, None, None, None, "Được công nhận", "Có kỹ năng số"])
    for column in "ABCD":
        book.merge(COUNTS, f"{column}2:{column}3")
    book.merge(COUNTS, "E2:G2")


counts("a numbering line", numbered)
counts("headers in two rows", in_two_rows)
counts("another name of a header", lambda book: book.put(COUNTS, "B3", "Tổng số người"),
       "F11 Tổng hợp!B3")  # fmt: skip


@pytest.mark.parametrize("what", counts.books)
def test_counts(what):
    verdict = counts.verdict(what)
    assert shown(verdict) == counts.expected[what]
    found = [(r["staff_type"], r["total_count"]) for r in verdict.rows.get("headcount", [])]
    people = [("civil_servant", 8), ("public_employee", 12)]
    assert found[:2] == ([] if any(f[0] == "R" for f in shown(verdict)) else people)


# --- form 3


def put(topic, theme, addressee):
    row = [topic, theme, "Đề nghị bổ sung máy.", None, None, addressee]
    return lambda book: book.put_row(TEXTS, 5, row)


PROPOSAL = "Kiến nghị, đề xuất"
said("as labels", put("4. Kiến nghị, đề xuất:", "- Kĩ năng số", "UBND tỉnh:"))
said("in capitals", put("KIẾN NGHỊ, ĐỀ XUẤT", "KỸ NĂNG SỐ", "UBND Tỉnh"))
said("more blanks", put("Kiến nghị,  đề xuất ", "Kỹ năng\nsố", " UBND\u00a0tỉnh"))
said("another topic", put("Mong muốn", "Khác", "Sở"), "R04 Thuyết minh!A5")
said("another theme", put(PROPOSAL, "Máy móc", "Sở"), "R04 Thuyết minh!B5")
said("another addressee", put(PROPOSAL, "Khác", "Bộ"), "R04 Thuyết minh!F5")
said("nobody addressed", put(PROPOSAL, "Khác", None), "R04 Thuyết minh!F5")
said("other names of headers", lambda book: put(PROPOSAL, "Kỹ năng số", "UBND tỉnh")(book)
     .put(TEXTS, "E3", "Giải pháp khắc phục").put(TEXTS, "F3", "Gửi đến"),
     "F11 Thuyết minh!E3", "F11 Thuyết minh!F3")  # fmt: skip


@pytest.mark.parametrize("what", said.books)
def test_statements(what):
    verdict = said.verdict(what)
    assert shown(verdict) == said.expected[what]
    row = ("proposals", "Kỹ năng số", "UBND tỉnh")
    found = [(r["topic"], r["theme"], r["addressee"]) for r in verdict.rows["narrative"][1:]]
    assert found == ([] if any(f[0] == "R" for f in shown(verdict)) else [row])
