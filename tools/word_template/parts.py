"""Pieces of a Word document that python-docx has no call for."""

import io
import struct
import zlib

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row

SCHEMA_ORDER = {
    "tblPr": (
        "tblStyle",
        "tblpPr",
        "tblOverlap",
        "bidiVisual",
        "tblStyleRowBandSize",
        "tblStyleColBandSize",
        "tblW",
        "jc",
        "tblCellSpacing",
        "tblInd",
        "tblBorders",
        "shd",
        "tblLayout",
        "tblCellMar",
        "tblLook",
        "tblCaption",
        "tblDescription",
    ),
    "trPr": (
        "cnfStyle",
        "divId",
        "gridBefore",
        "gridAfter",
        "wBefore",
        "wAfter",
        "cantSplit",
        "trHeight",
        "tblHeader",
        "tblCellSpacing",
        "jc",
        "hidden",
    ),
    "pPr": (
        "pStyle",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "framePr",
        "widowControl",
        "numPr",
        "suppressLineNumbers",
        "pBdr",
        "shd",
        "tabs",
        "suppressAutoHyphens",
        "spacing",
        "ind",
        "contextualSpacing",
        "jc",
        "outlineLvl",
        "rPr",
        "sectPr",
    ),
    "sectPr": (
        "headerReference",
        "footerReference",
        "type",
        "pgSz",
        "pgMar",
        "pgBorders",
        "lnNumType",
        "pgNumType",
        "cols",
        "vAlign",
        "noEndnote",
        "titlePg",
        "docGrid",
    ),
}


def element(name: str, **attributes: object):
    """A ``w:`` element with ``w:`` attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def add_rule(cell: _Cell, indent_mm: float) -> None:
    """A solid line: an empty 2 pt paragraph with a top border, drawn in by ``indent_mm`` a side."""
    paragraph = cell.add_paragraph(style="ND30 Kẻ ngang")
    paragraph.paragraph_format.left_indent = Mm(indent_mm)
    paragraph.paragraph_format.right_indent = Mm(indent_mm)
    border = element("pBdr")
    border.append(element("top", val="single", sz=6, space=0, color="000000"))
    paragraph._p.get_or_add_pPr().append(border)


def plain_table(
    document: Document, widths_mm: tuple[float, ...], rows: int, bordered: bool
) -> Table:
    """A table of fixed widths; without borders it has no cell padding either."""
    table = document.add_table(rows=rows, cols=len(widths_mm))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    if bordered:
        table.style = document.styles["Table Grid"]
    properties = table._tbl.tblPr
    margins = element("tblCellMar")
    padding = 57 if bordered else 0
    for side in ("left", "right"):
        margins.append(element(side, w=padding, type="dxa"))
    properties.append(margins)
    total = element("tblW", w=round(sum(widths_mm) * 56.6929), type="dxa")
    old = properties.find(qn("w:tblW"))
    if old is not None:
        properties.remove(old)
    properties.append(total)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def keep_rows(table: Table, headers: int) -> None:
    """Rows stay whole; the first ``headers`` repeat on every page."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        for child in list(properties):
            properties.remove(child)
        properties.append(element("cantSplit"))
        if number < headers:
            properties.append(element("tblHeader"))


def leave_open(table: Table, places: list[int]) -> None:
    """Cells without a width of their own, at some places of each row: repeated when filled."""
    for row in table.rows:
        for place in places:
            width = row._tr.tc_lst[place].get_or_add_tcPr().get_or_add_tcW()
            width.set(qn("w:type"), "auto")
            width.set(qn("w:w"), "0")


def fill(cell: _Cell, text: str, style: str) -> None:
    """The cell's only paragraph."""
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)


def number_pages(section, restart: bool) -> None:
    """Page number centred in the top margin, none on the first page (annex I, part I, I.7)."""
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.style = "ND30 Số trang"
    section.first_page_header.paragraphs[0].style = "ND30 Số trang"
    run = paragraph.add_run()
    for kind, text in (
        ("begin", None),
        (None, " PAGE "),
        ("separate", None),
        ("text", "2"),
        ("end", None),
    ):
        if kind == "text":
            run._r.append(_text(text))
        elif kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            code = element("instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    if restart:
        section._sectPr.append(element("pgNumType", start=1))


def _text(text: str):
    made = element("t")
    made.text = text
    return made


def add_picture(document: Document, name: str, width_mm: float, height_mm: float) -> None:
    """A grey placeholder that the run replaces by its name; an official may move or resize it."""
    paragraph = document.add_paragraph(style="ND30 Biểu đồ")
    picture = io.BytesIO(grey_png(name))
    shape = paragraph.add_run().add_picture(picture, Mm(width_mm), Mm(height_mm))
    shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", f"bieu_do_{name}.png")
    shape._inline.docPr.set("name", f"bieu_do_{name}.png")
    shape._inline.docPr.set("descr", f"{{{{ charts.{name}.alt }}}}")


def grey_png(name: str) -> bytes:
    """A small grey picture; its bytes differ by name, since Word keeps equal pictures as one."""
    rows = b"".join(b"\0" + bytes([200 + zlib.crc32(name.encode()) % 40]) * 16 for _ in range(8))
    header = struct.pack(">IIBBBBB", 16, 8, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def set_page(section, landscape: bool = False) -> None:
    """A4 with the margins of annex I, part I, I.4: 20, 20, 30 and 15 mm."""
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)


def sort_schema(root) -> None:
    """Children in the order the schema asks for, or Word offers to repair the file."""
    for name, order in SCHEMA_ORDER.items():
        rank = {qn(f"w:{child}"): place for place, child in enumerate(order)}
        for parent in root.iter(qn(f"w:{name}")):
            parent[:] = sorted(parent, key=lambda child: rank.get(child.tag, len(rank)))


def shrink_break(document: Document) -> None:
    """The paragraph that ends a section takes no room, or it could fill a page of its own."""
    last = document.paragraphs[-1]
    last.style = "ND30 Kẻ ngang"
    last.paragraph_format.space_before = Pt(0)
    last.paragraph_format.line_spacing = Pt(1)


def small_gap(document: Document, keep_next: bool = False) -> None:
    """The thin paragraph that Word wants after a table."""
    text = document.add_paragraph(style="ND30 Sau bảng").paragraph_format
    text.line_spacing = Pt(6)
    if keep_next:
        text.keep_with_next = True


def keep_row(row: _Row) -> None:
    """The row stays on the page of the next."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def keep_head(table: Table) -> None:
    """The first row stays with the next: a long table begins where there is room for two."""
    keep_row(table.rows[0])


def keep_together(table: Table) -> None:
    """A short table stays on one page: each row with the next."""
    for row in table.rows:
        keep_row(row)
