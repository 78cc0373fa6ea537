"""What a workbook comes in, and what of it comes back: containers, look-alikes, rich files."""

import io
import shutil
import zipfile

import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from render.feedback.losses import find_losses
from steps.intake.reading.containers import read_container
from steps.intake.reading.scanning import Unreadable
from tests.render.feedback.test_workbook import finding, give_back
from tests.spec.kinds.cases import ANSWERS, LIST, Kind, faultless, saved, workbook
from tests.spec.kinds.containers import (
    CONTAINERS,
    in_capitals,
    locked,
    rewritten,
    strict,
    through_libreoffice,
)
from tests.workbooks import ANSWERS as HEADERS

opened, answered = Kind(), Kind()

# --- case_names, velvet

for container, contained in CONTAINERS.items():
    opened(container, lambda book, contained=contained: contained(faultless()))
opened("strict, in capitals", lambda book: rewritten(faultless(), in_capitals, strict))
opened("locked so, in capitals", lambda book: locked(rewritten(faultless(), in_capitals)))
opened("locked so, strict", lambda book: locked(rewritten(faultless(), change=strict)))


SHEET = "xl/worksheets/sheet2.xml"


def with_part(change):
    """The workbook with the XML of its list changed."""
    return rewritten(faultless(), change=lambda name, part: change(part) if name == SHEET else part)


for written in (b"<![CDATA[92]]>", b"9<!-- -->2", b"&#57;2", b"9<?a b?>2"):
    opened(f"a number as {written.decode()}",
           lambda book, written=written: with_part(lambda x: x.replace(b">92<", b">%b<" % written)),
           )  # fmt: skip
opened("a sheet in UTF-16", lambda book: with_part(
    lambda x: f'<?xml version="1.0" encoding="UTF-16"?>{x.decode()}'.encode("utf-16")))  # fmt: skip


def protected(book):
    book.security.lockStructure = True
    for page in book.worksheets:
        page.protection.enable()


opened("sheets and structure protected", protected)

# --- html_xls and its like

TABLE = "<table><tr><td>Mã đơn vị</td><td>VP</td></tr></table>"
LIKE = {
    "HTML": (f"<html><body>{TABLE}</body></html>".encode(), "tệp HTML"),
    "HTML of a web system": (
        f'\ufeff\n<meta charset="utf-8"><style>td{{}}</style>{TABLE}'.encode(),
        "tệp HTML",
    ),
    "HTML in UTF-16": (f"<html>{TABLE}</html>".encode("utf-16"), "tệp HTML"),
    "HTML after a comment": (f"<!-- xuất ngày 1/1 --><HTML>{TABLE}".encode(), "tệp HTML"),
    "HTML with Office's names": (
        b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>',
        "tệp HTML",
    ),
    "XML of 2003": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "tệp XML",
    ),
    "XML without a word of Office": (b'<?xml version="1.0"?><rows><row/></rows>', "tệp XML"),
    "web archive": (
        b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
        b"Content-Type: multipart/related; boundary=x\r\n\r\n",
        "MHTML",
    ),
    "mail": (b"Received: by x\r\nFrom: a@example.invalid\r\nSubject: x\r\n\r\n", "thư điện tử"),
    "CSV": ("Mã số;Họ và tên\r\n1;A\r\n".encode("utf-8-sig"), "CSV"),
    "text of Excel": ("Mã số\tHọ và tên\r\n".encode("utf-16"), "CSV"),
    "SYLK": (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "SYLK"),
    "PDF": (b"%PDF-1.7\n", "PDF"),
}


@pytest.mark.parametrize("name", LIKE)
def test_what_only_looks_like_a_workbook_is_told_with_the_way_to_resave_it(name):
    data, told = LIKE[name]
    read = read_container(data)
    assert isinstance(read, Unreadable)
    assert told in read.reason
    assert "hãy" in read.reason


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("kind", "told"),
    [("html", "HTML"), ("fods", "XML"), ("csv", "CSV"), ("xls", None), ("ods", None)],
)
def test_what_libreoffice_saves(kind, told, tmp_path):
    made = through_libreoffice({"vp": faultless()}, kind, tmp_path)["vp"]
    read = read_container(made)
    if told:
        assert isinstance(read, Unreadable)
        assert told in read.reason
    else:
        converted = Kind()
        converted(kind, lambda book: made)
        assert converted.outcome(kind) == converted.expected(kind)


HIDDEN = '<col min="{}" max="16384" hidden="1"/>'
LAID = '<mergeCell ref="E4:E20000"/>'


def test_ranges_without_number_cost_nothing():
    """Hidden columns and merged cells, the same ones thousands of times over."""
    columns = "".join(HIDDEN.format(number % 500 + 1) for number in range(20_000)).encode()
    cols = with_part(lambda x: x.replace(b"<sheetData>", b"<cols>%b</cols><sheetData>" % columns))
    assert read_container(cols)[LIST].hidden_columns == frozenset(range(1, 501))
    end, merges = b"</sheetData>", f"<mergeCells>{LAID * 3000}</mergeCells>".encode()
    read = read_container(with_part(lambda x: x.replace(end, end + merges)))
    assert isinstance(read, Unreadable)
    assert read.reason == "tệp có quá nhiều ô gộp"


# --- answers_spelt: the title at G4 is not registered (Q01), forty classes at J5 and J6 (Q04)


def answers(*rows):
    def change(book):
        book[LIST]["E4"], book[LIST]["J5"], book[LIST]["J6"] = None, 40, 41
        page = book.create_sheet(ANSWERS)
        for row in (HEADERS, *rows):
            page.append(row)

    return change


SAID = {"registered": 7}
ASKED = "Q01 Danh sách!G4; Q04 Danh sách!J5; Q04 Danh sách!J6"
for name, rows in {
    "as the form says": [
        ("Q01", LIST, "G4", "Đã"),
        ("Q04", LIST, "J5", "Đã"),
        ("Q04", LIST, "J6", "Đã"),
    ],
    "small letters, blanks, dollars": [
        ("q01 ", "danh  sách", "$g$4", "Đã"),
        (" Q04", "DANH SÁCH:", "j5 , J6", "Đã"),
    ],
    "a range": [("Q 1", LIST, "G4:G4", "Đã"), ("Q4", LIST, "J5:J6", "Đã")],
    "a dash, a word, a semicolon": [
        ("Mã Q01", LIST, "ô G4", "Đã"),
        ("Q-04", LIST, "J5 - J6", "Đã"),
    ],
    "and": [("Q.01", LIST, "G4", "Đã"), ("q04.", LIST, "J5 và J6", "Đã")],
    "semicolons, line ends": [("Q01", LIST, "G4;", "Đã"), ("Q04", LIST, "J5\nJ6", "Đã")],
    "words around the code": [("Cảnh báo Q01", LIST, "G4", "Đã"), ("[Q04];", LIST, "J5 J6", "Đã")],
    "a range from below": [("Q01 - chưa đăng ký", LIST, "G4", "Đã"), ("Q04", LIST, "J6:J5", "Đã")],
    "no cells": [("Q01", LIST, None, "Đã"), ("Q04", " danh sách", " ", "Đã")],
    "the sheet's name before the cell": [
        ("Q01", LIST, "'Danh sách'!G4", "Đã"),
        ("Q04", LIST, "Danh sách!J5, Danh sách!J6", "Đã"),
    ],
}.items():
    answered(name, answers(*rows), ASKED, **SAID)


def merged_answers(book):
    """One text, and one code, merged over the rows of several answers."""
    answers(("Q01", LIST, "G4", "Đã"), ("Q04", LIST, "J5"), (None, LIST, "J6"))(book)
    book[ANSWERS].merge_cells("A3:A4")
    book[ANSWERS].merge_cells("D2:D4")


def other_headers(book):
    answers(("Q01", LIST, "G4", "Đã"), ("Q04", LIST, None, "Đã"))(book)
    for cell, header in {"A1": "Mã cảnh báo", "B1": "Trang", "D1": "Nội dung giải trình"}.items():
        book[ANSWERS][cell] = header


answered("merged cells", merged_answers, ASKED, **SAID)
answered("other headers", other_headers, ASKED, **SAID)


@pytest.mark.parametrize("what", opened.cases)
def test_whatever_the_standards_allow(what):
    assert opened.outcome(what) == opened.expected(what)


@pytest.mark.parametrize("what", answered.cases)
def test_every_answer_finds_its_warning(what):
    assert answered.outcome(what) == answered.expected(what)
    findings = answered.verdict(what).findings
    assert {f.explanation for f in findings} == {"Đã"}


# --- feedback_rich: told before it is lost, kept where it can be


def rich(*parts, kept=True):
    """The workbook with what openpyxl keeps, and with parts that it does not."""
    book = workbook()
    page = book[LIST]
    if kept:
        page["G9"].comment = Comment("Xin xem lại", "Đơn vị")
        page["C5"].fill = PatternFill("solid", fgColor="FFEEDD")
        page.conditional_formatting.add(
            "F4:F13",
            CellIsRule(
                operator="lessThan", formula=["80"], fill=PatternFill("solid", fgColor="FFCCCC")
            ),
        )
        page.auto_filter.ref = "A3:K13"
        page.freeze_panes = "D4"
        page.protection.enable()
    stream = io.BytesIO(saved(book))
    with zipfile.ZipFile(stream, "a") as archive:
        for name, text in parts:
            archive.writestr(name, text)
    return stream.getvalue()


BOX = ("xl/drawings/drawing7.xml", '<xdr:sp><xdr:cNvSpPr txBox="1"/></xdr:sp>')
BUTTON = ("xl/ctrlProps/ctrlProp1.xml", "<a/>")
STAMP = ("xl/media/image7.emf", "")


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((), []),
        ((BOX,), ["hộp chữ"]),
        ((BUTTON,), ["nút bấm, ô chọn (điều khiển biểu mẫu)"]),
        ((BOX, STAMP), ["hộp chữ", "hình ở định dạng khác PNG, JPEG"]),
    ],
)
def test_what_is_lost_is_told_and_the_rest_comes_back(parts, told):
    content = rich(*parts)
    assert sorted(find_losses(content)) == sorted(told)
    book = give_back(content, finding("R06", "G11"))
    page = book[LIST]
    words = " ".join(str(cell.value) for row in book["Phản hồi"] for cell in row if cell.value)
    assert all(what in words for what in told)
    assert ("đừng gửi lại tệp này" in words) is bool(told)
    assert page["G9"].comment.text == "Xin xem lại"
    assert page["C5"].fill.fgColor.rgb.endswith("FFEEDD")
    assert page.conditional_formatting
    assert (page.auto_filter.ref, page.freeze_panes) == ("A3:K13", "D4")


def test_a_chart_of_the_units_own_is_told():
    book = workbook()
    book[LIST].add_chart(BarChart(), "M3")
    assert find_losses(saved(book)) == ["định dạng của biểu đồ"]
