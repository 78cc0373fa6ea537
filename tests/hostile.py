"""Files that no form asked for: made here, each by name, none of them a readable report."""

import io
import struct
import zipfile
from collections.abc import Callable

import docx
import msoffcrypto
import openpyxl
from lxml import etree
from msoffcrypto.format.ooxml import OOXMLFile
from odf.opendocument import OpenDocumentText
from odf.text import P

from tests.workbooks import Book, report

FILES: dict[str, Callable[[], bytes]] = {}
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"


def made(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def note(make: Callable[[], bytes]) -> Callable[[], bytes]:
        FILES[name] = make
        return make

    return note


def good() -> bytes:
    return report(3).xlsx()


def rezipped(change: dict[str, bytes | None], data: bytes | None = None) -> bytes:
    """A workbook's archive with some members replaced, added or (None) left out."""
    source = zipfile.ZipFile(io.BytesIO(data or good()))
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in change:
                target.writestr(name, source.read(name))
        for name, content in change.items():
            if content is not None:
                target.writestr(name, content)
    return saved.getvalue()


def sheet(cells: str, dimension: str = "A1") -> bytes:
    """A worksheet's XML with these rows."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet {MAIN}>'
        f'<dimension ref="{dimension}"/><sheetData>{cells}</sheetData></worksheet>'
    ).encode()


def with_cells(cells: str, dimension: str = "A1") -> bytes:
    return rezipped({SHEET: sheet(cells, dimension)})


# --- no workbooks at all

FILES |= {
    "rong.xlsx": lambda: b"",
    "van-ban.xlsx": lambda: "Kính gửi Văn phòng Sở".encode(),
    "csv.xlsx": lambda: "Mã số;Họ và tên\n1;A\n".encode("utf-8-sig"),
    "html.xls": lambda: b"<html><table><tr><td>1</td></tr></table></html>",
    "xml2003.xls": lambda: (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    ),
    "anh.xlsx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(200),
    "anh.jpg": lambda: b"\xff\xd8\xff\xe0" + bytes(200),
    "bao-cao.pdf": lambda: b"%PDF-1.7\n%%EOF",
    "rar.xlsx": lambda: b"Rar!\x1a\x07\x00" + bytes(100),
    "ngau-nhien.ods": lambda: bytes((n * 167 + 13) % 256 for n in range(5000)),
    "khong.xlsx": lambda: bytes(4096),
    "chi-dau-zip.xlsx": lambda: b"PK\x03\x04",
    "chi-dau-ole.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "ole-rac.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "zip-rong.xlsx": lambda: b"PK\x05\x06" + bytes(18),
    "utf16.xlsx": lambda: "Mã số".encode("utf-16"),
}


@made("lon.xlsx")
def too_many_bytes() -> bytes:
    return b"PK\x03\x04" + bytes(30 * 1024**2)


@made("van-ban.docx")
def word() -> bytes:
    saved = io.BytesIO()
    docx.Document().save(saved)
    return saved.getvalue()


@made("van-ban.odt")
def open_text() -> bytes:
    document = OpenDocumentText()
    document.text.addElement(P(text="Kính gửi"))
    saved = io.BytesIO()
    document.write(saved)
    return saved.getvalue()


@made("tep-nen.zip")
def archive_of_workbooks() -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("VP.xlsx", good())
    return saved.getvalue()


# --- locked


@made("mat-khau.xlsx")
def locked_xlsx() -> bytes:
    saved = io.BytesIO()
    OOXMLFile(io.BytesIO(good())).encrypt("1234", saved)
    assert msoffcrypto.OfficeFile(saved).is_encrypted()
    return saved.getvalue()


@made("mat-khau.ods")
def locked_ods() -> bytes:
    manifest = zipfile.ZipFile(io.BytesIO(report(3).ods())).read("META-INF/manifest.xml")
    tree = etree.fromstring(manifest)
    for entry in tree:
        if entry.get(f"{{{tree.nsmap['manifest']}}}full-path") == "content.xml":
            etree.SubElement(entry, f"{{{tree.nsmap['manifest']}}}encryption-data")
    changed = {"META-INF/manifest.xml": etree.tostring(tree), "content.xml": bytes(500)}
    return rezipped(changed, report(3).ods())


# --- broken workbooks

FILES |= {
    "cut-nua.xlsx": lambda: good()[: len(good()) // 2],
    "cut-duoi.xlsx": lambda: good()[:-30],
    "cut-nua.ods": lambda: report(3).ods()[:2000],
    "cut-nua.xls": lambda: report(3).xls()[:3000],
    "thieu-workbook.xlsx": lambda: rezipped({"xl/workbook.xml": None}),
    "thieu-rels.xlsx": lambda: rezipped({"_rels/.rels": None}),
    "thieu-sheet.xlsx": lambda: rezipped({SHEET: None}),
    "xml-hong.xlsx": lambda: rezipped({SHEET: b"<worksheet><sheetData><row"}),
    "workbook-hong.xlsx": lambda: rezipped({"xl/workbook.xml": b"\x00\x01\x02"}),
    "noi-dung-hong.ods": lambda: rezipped({"content.xml": b"<office:x"}, report(3).ods()),
    "khong-trang.xlsx": lambda: rezipped(
        {"xl/workbook.xml": f"<workbook {MAIN}><sheets/></workbook>".encode()}
    ),
    "chuoi-ngoai-bang.xlsx": lambda: with_cells(
        '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'
    ),
    "dia-chi-sai.xlsx": lambda: with_cells('<row r="1"><c r="?!7"><v>1</v></c></row>'),
    "dong-sai.xlsx": lambda: with_cells('<row r="mot"><c><v>1</v></c></row>'),
    "cot-AAAA.xlsx": lambda: with_cells('<row r="1"><c r="AAAA1"><v>1</v></c></row>'),
}


@made("crc-sai.xlsx")
def wrong_checksum() -> bytes:
    data = bytearray(good())
    place = data.index(b"xl/worksheets/sheet1.xml") + len(SHEET) + 20
    data[place] ^= 0xFF
    return bytes(data)


@made("xlsb.xlsx")
def binary_workbook() -> bytes:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>'
    )
    return rezipped({"_rels/.rels": rels.encode(), "xl/workbook.bin": bytes(50)})


# --- dangerous ones


@made("goc-xa.xlsx")
def corner_cells() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = 1
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = '<row r="1048576"><c r="XFD1048576"{}</c></row>'

FILES |= {
    "goc-xa-khong-gia-tri.xlsx": lambda: with_cells(ONE + FAR.format("><v></v>")),
    "goc-xa-chu.xlsx": lambda: with_cells(ONE + FAR.format(' t="inlineStr"><is><t>x</t></is>')),
    "goc-xa-cong-thuc.xlsx": lambda: with_cells(FAR.format("><f>1</f>")),
    "kich-thuoc-doi.xlsx": lambda: with_cells(ONE, "A1:XFD1048576"),
    "nhieu-dong.xlsx": lambda: with_cells(
        "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20_002))
    ),
    "nhieu-trang.xlsx": lambda: Book({f"Trang {n}": {"A1": 1} for n in range(101)}).xlsx(),
    "nhieu-o.xlsx": lambda: Book({f"Trang {n}": {"A1": 1, "NN15000": 1} for n in range(2)}).xlsx(),
    "bom-nen.xlsx": lambda: rezipped({"xl/media/a.xml": bytes(50 * 1024**2)}),
    "bom-chuoi.xlsx": lambda: rezipped(
        {"xl/sharedStrings.xml": f"<sst {MAIN}>{'<si><t>a</t></si>' * 3_000_000}</sst>".encode()}
    ),
    "nhieu-muc.xlsx": lambda: rezipped({f"xl/{n}.xml": b"" for n in range(2001)}),
    "ty-tieng-cuoi.xlsx": lambda: with_entity(laughs(), "l9"),
    "thuc-the-ngoai.xlsx": lambda: with_entity(
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "e"
    ),
    "lap-lai.ods": lambda: repeated_ods(1_000_000, 1000),
}


def with_entity(declared: bytes, name: str) -> bytes:
    """A sheet whose one cell is an entity declared in the document itself."""
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>&{name};</t></is></c></row>'
    _, _, body = sheet(cell).partition(b"?>")
    return rezipped({SHEET: declared + body})


def laughs() -> bytes:
    lines = ['<!ENTITY l0 "ha">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return f"<!DOCTYPE worksheet [{''.join(lines)}]>".encode()


def repeated_ods(rows: int, columns: int) -> bytes:
    """One cell that stands for a great many."""
    data = report(1).ods()
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    first = content.index("<table:table-row")
    cell = (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    return rezipped({"content.xml": (content[:first] + cell + content[first:]).encode()}, data)


@made("bom-doi-kich-thuoc.xlsx")
def lying_bomb() -> bytes:
    """A sheet that says it unpacks to 100 bytes, and holds 120 MB of blanks."""
    size = 120 * 1024**2
    return rezipped({SHEET: b" " * size}).replace(struct.pack("<I", size), struct.pack("<I", 100))
