"""What the eye sees of a workbook comes with its cells; what no table takes does not."""

import io
import re
import zipfile

import msoffcrypto
import openpyxl
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from steps.intake.reading.containers import read_container
from steps.intake.reading.scanning import Unreadable, clean
from steps.intake.reading.telling import tell
from tests.hostile import rezipped
from tests.workbooks import report
from transforms.reading.grid import Grid
from transforms.reading.values import as_number

STRUCK = Font(strike=True)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def looked(change) -> Grid:
    """The grid of a sheet that was changed."""
    book = openpyxl.Workbook()
    change(book.active)
    return read_container(saved(book))["Sheet"]


def rich(*struck: bool | None) -> CellRichText:
    runs = ["chữ" if mark is None else TextBlock(InlineFont(strike=mark), "chữ") for mark in struck]
    return CellRichText(*runs)


@pytest.mark.parametrize("state", ["visible", "hidden", "veryHidden"])
def test_hidden_sheets(state):
    book = openpyxl.Workbook()
    book.create_sheet("Cũ")["A1"] = 1
    book["Cũ"].sheet_state = state
    read = read_container(saved(book))
    assert read["Cũ"].is_hidden is (state != "visible")
    assert not read["Sheet"].is_hidden


def test_hidden_and_filtered_rows():
    def change(page):
        for row in range(1, 7):
            page.append([row])
        page.row_dimensions[2].hidden = True
        page.auto_filter.ref = "A1:A6"
        page.row_dimensions[6].hidden = True

    assert looked(change).hidden_rows == {2, 6}


@pytest.mark.parametrize(
    ("value", "font", "is_struck"),
    [
        ("chữ", STRUCK, True),
        (5, STRUCK, True),
        ("chữ", Font(), False),
        (None, STRUCK, False),
        (rich(True), Font(), True),
        (rich(True, True), Font(), True),
        (rich(True, False), Font(), True),
        (rich(None, True), Font(), True),
        (rich(None, False), Font(), False),
        (rich(False, None), STRUCK, True),
        (rich(None, True), STRUCK, True),
        (rich(False), STRUCK, False),
    ],
)
def test_struck_cells(value, font, is_struck):
    def change(page):
        page["B2"], page["A1"] = value, "không gạch"
        page["B2"].font = font

    assert looked(change).struck == ({(2, 2)} if is_struck else set())


@pytest.mark.parametrize(
    ("number_format", "decimal", "whole"),
    [
        ("0%", 85, 1200),
        ("0.00%", 85, 1200),
        ("#,##0.0 %", 85, 1200),
        ('0.0"%"', 0.85, 12),
        (r"0\%", 0.85, "12%"),
        ("General", 0.85, 12),
        ("0", 0.85, 12),
        ("#,##0", 0.85, 12),
        ("#,##0,", 0.00085, 0.012),
        ("00000", 0.85, "00012"),
        ("00", 0.85, "12"),
        ("00.00", 0.85, 12),
        ("000;-000", 0.85, "012"),
        ('"NV"000', 0.85, "NV012"),
        (r"\N\V000", 0.85, "NV012"),
        ('"NV-"000', 0.85, "NV-012"),
        ('"NV"0', 0.85, "NV12"),
        ('"NV"General', 0.85, "NV12"),
        ('"NV"###0', 0.85, "NV12"),
        ('[Red]"NV"000_)', 0.85, "NV012"),
        ('000".VP"', 0.85, "012.VP"),
        ('"PB"00-00', 0.85, "PB00-12"),
        ('"A"0"C"', 0.85, "A12C"),
        ('"A"#,##0', 0.85, "A12"),
        ('#,##0.0" người"', 0.85, "12 người"),
        ("#,##0 [$VND]", 0.85, "12 VND"),
        ("@", 0.85, 12),
    ],
)
@pytest.mark.parametrize("container", ["xlsx", "xls"])
def test_number_formats(number_format, decimal, whole, container):
    """0,85, 12 and a text as the eye sees them."""
    if container == "xlsx":

        def change(page):
            for row, value in enumerate((0.85, 12, "chữ"), 1):
                page.cell(row, 1, value).number_format = number_format

        grid = looked(change)
    else:
        book, style = xlwt.Workbook(), xlwt.easyxf(num_format_str=number_format)
        page = book.add_sheet("Cũ")
        for row, value in enumerate((0.85, 12, "chữ")):
            page.write(row, 0, value, style)
        stream = io.BytesIO()
        book.save(stream)
        grid = read_container(stream.getvalue())["Cũ"]
    assert grid.at(1, 1) == pytest.approx(decimal)
    assert grid.at(2, 1) == (whole if isinstance(whole, str) else pytest.approx(whole))
    assert as_number(grid.at(2, 1)) == pytest.approx(12 if isinstance(whole, str) else whole)
    assert grid.at(3, 1) == "chữ"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x00b", "ab"),
        ("một\x0bhai", "một\nhai"),
        ("\ud800x\udfff", "x"),
        ("\ufffe\uffff", ""),
        ("a\tb\r\nc", "a\tb\r\nc"),
        ("\x7f\x9f", ""),
        ("Trần Thị Bưởi 😀", "Trần Thị Bưởi 😀"),
    ],
)
def test_control_characters(text, left):
    assert clean(text) == left


@pytest.mark.parametrize(
    "escaped", ["Tập_x0000_ huấn", "Tập_x0001_ huấn_x0008_", "_x0002_Tập huấn_x001F_"]
)
def test_escapes_are_decoded_and_no_control_character_is_left(escaped):
    data = report(3).put("Danh sách", "C4", "THECHO").xlsx()
    archive = zipfile.ZipFile(io.BytesIO(data))
    changed = {
        name: archive.read(name).replace(b"THECHO", escaped.encode())
        for name in archive.namelist()
        if name.endswith(".xml")
    }
    assert read_container(rezipped(changed, data))["Danh sách"].at(4, 3) == "Tập huấn"


def test_the_look_of_an_xls():
    book = xlwt.Workbook()
    page = book.add_sheet("Cũ")
    page.visibility = 1
    page.write(0, 0, "chữ", xlwt.easyxf("font: struck_out on"))
    page.write(1, 0, 0.85, xlwt.easyxf(num_format_str="0%"))
    page.write(2, 0, 105, xlwt.easyxf(num_format_str="00000"))
    page.row(2).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    grid = read_container(stream.getvalue())["Cũ"]
    assert grid.is_hidden
    assert grid.hidden_rows == {3}
    assert grid.struck == {(1, 1)}
    assert grid.at(2, 1) == pytest.approx(85)
    assert grid.at(3, 1) == "00105"


ODS_STYLES = (
    '<style:style style:name="an" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
    '<number:number-style style:name="N5"><number:number number:decimal-places="0" '
    'number:min-integer-digits="5"/></number:number-style>'
    '<style:style style:name="gach" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="nam" style:family="table-cell" style:data-style-name="N5"/>'
)
ODS_ROWS = (
    '<table:table-row><table:table-cell table:style-name="gach" office:value-type="string">'
    "<text:p>chữ</text:p></table:table-cell></table:table-row>"
    '<table:table-row><table:table-cell office:value-type="percentage" office:value="0.85"/>'
    "</table:table-row>"
    '<table:table-row table:visibility="filter"><table:table-cell table:style-name="nam" '
    'office:value-type="float" office:value="105"/></table:table-row>'
)
ODS_SPACES = (
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
)


def test_the_look_of_an_ods():
    content = (
        f'<office:document-content {ODS_SPACES} office:version="1.2"><office:automatic-styles>'
        f"{ODS_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Cũ" table:style-name="an">{ODS_ROWS}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    grid = read_container(rezipped({"content.xml": content.encode()}, report(1).ods()))["Cũ"]
    assert grid.is_hidden
    assert grid.hidden_rows == {3}
    assert grid.struck == {(1, 1)}
    assert grid.at(2, 1) == pytest.approx(85)
    assert grid.at(3, 1) == "00105"


# --- containers


def renamed(rename, change=lambda name, text: text) -> bytes:
    """A report's archive with its parts renamed and changed."""
    source = zipfile.ZipFile(io.BytesIO(report(3).xlsx()))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            target.writestr(rename(name), change(name, text).encode())
    return stream.getvalue()


def strict(name: str, text: str) -> str:
    usual = "http://schemas.openxmlformats.org"
    text = text.replace(
        f"{usual}/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    return text.replace(
        f"{usual}/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


def targets(pattern: str, new: str):
    return lambda name, text: re.sub(pattern, new, text) if name.endswith(".rels") else text


SPELT = {
    "upper case": renamed(lambda name: name.upper().replace(".XML", ".xml")),
    "sheets in capitals": renamed(lambda name: name.replace("sheet", "Sheet")),
    "backslashes": renamed(lambda name: name.replace("/", "\\")),
    "up and down": renamed(
        lambda name: name, targets('Target="/?(xl/)?worksheets/', 'Target="../xl/worksheets/')
    ),
    "absolute": renamed(
        lambda name: name, targets('Target="/?(xl/)?worksheets/', 'Target="/xl/worksheets/')
    ),
    "other folder": renamed(
        lambda name: name.replace("xl/worksheets", "trang"),
        targets('Target="/?(xl/)?worksheets/', 'Target="../trang/'),
    ),
    "strict": renamed(lambda name: name, strict),
    "no places": renamed(
        lambda name: name,
        lambda name, text: re.sub(r'<(c|row) r="\w+"', r"<\1", text) if "sheet1" in name else text,
    ),
}


@pytest.mark.parametrize("spelling", SPELT)
def test_parts_in_any_spelling(spelling):
    read = read_container(SPELT[spelling])
    assert not isinstance(read, Unreadable), read.reason
    expected = read_container(report(3).xlsx())
    for name in ("Danh sách", "Hoạt động"):
        assert read[name].rows == expected[name].rows


@pytest.mark.parametrize(("password", "opens"), [("VelvetSweatshop", True), ("khác", False)])
def test_the_default_password(password, opens):
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(report(3).xlsx())).encrypt(password, locked)
    assert msoffcrypto.OfficeFile(locked).is_encrypted()
    read = read_container(locked.getvalue())
    assert isinstance(read, dict) is opens
    assert opens or read.reason == "tệp đặt mật khẩu"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><table><tr><td>1</td></tr></table></html>", "tệp HTML"),
        (b"\xef\xbb\xbf\r\n<TABLE border=1>", "tệp HTML"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>", "tệp XML"),
        ("Mã số;Họ và tên\n1;A\n".encode(), "CSV"),
        ("Mã số\tHọ và tên\n".encode("utf-16"), "CSV"),
        (b"%PDF-1.4", "tệp PDF"),
        (b"\x89PNG\r\n\x1a\n", "tệp ảnh"),
        (b"GIF89a", "tệp ảnh"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00", "7z"),
        (b"{\\rtf1 x}", "tệp Word"),
        (b"From: a@b.vn\r\nTo: c@d.vn\r\nSubject: x\r\n\r\nx", "thư điện tử"),
        (b"\xef\xbb\xbfFrom: a@b.vn\r\nTo: c@d.vn\r\nSubject: x\r\n\r\nx", "thư điện tử"),
        ("From: a@b.vn\nTo: c@d.vn\nSubject: x\n\nx".encode("utf-16"), "thư điện tử"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "tệp ảnh"),
        (b"\x00\x00\x00\x1cftypavif" + bytes(20), "tệp ảnh"),
        (bytes(100), "không phải tệp xlsx"),
    ],
)
def test_what_a_file_is_and_how_to_resave_it(data, said):
    reason = tell(data).reason
    assert said in reason
    assert "\n" not in reason
    assert reason.startswith("không phải") or "; hãy " in reason


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("word/document.xml", "tệp Word"),
        ("ppt/presentation.xml", "tệp PowerPoint"),
        ("Index/Document.iwa", "Numbers"),
        ("xl/workbook.bin", "xlsb"),
        ("VP.xlsx", "ZIP"),
        ("thu-muc/VP.xls", "ZIP"),
    ],
)
def test_what_an_archive_is(member, said):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(member, b"x")
    found = read_container(stream.getvalue())
    assert isinstance(found, Unreadable)
    assert said in found.reason


def test_an_ods_that_is_locked_as_a_whole():
    """As LibreOffice 24 and later does it: one encrypted member, and what it is."""
    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("encrypted-package", bytes(64))
        archive.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
    assert read_container(locked.getvalue()).reason == "tệp đặt mật khẩu"
