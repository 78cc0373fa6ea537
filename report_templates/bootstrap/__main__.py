"""Make report_templates/bao_cao.docx anew: ``python -m report_templates.bootstrap``.

Only for the first start or a change of layout by code: the committed Word file is the source of
truth, and officials may have edited it since.
"""

import datetime as dt
import io
import struct
import zlib
from pathlib import Path

import docx
from docx.document import Document
from docx.shared import Mm

from report_templates.bootstrap.parts import (
    add_rule,
    fill,
    keep_rows,
    number_pages,
    plain_table,
    set_page,
    small_gap,
    sort_schema,
)
from report_templates.bootstrap.styles import add_styles, drop_unused_styles
from steps.office import normalise_office, write_file

TEMPLATE = Path(__file__).resolve().parent.parent / "bao_cao.docx"
STAMP = dt.date(2024, 3, 1)

PARAGRAPHS = (
    ("cancu", "ND30 Căn cứ"),
    ("p", "ND30 Nội dung"),
    ("h1", "ND30 Mục I"),
    ("h2", "ND30 Mục 1"),
    ("h3", "ND30 Mục a"),
)
CHARTS = {"muc_tieu": ("bieu_do_muc_tieu.png", 160, 75)}


def build_template() -> bytes:
    """The Word template as bytes, the same for every call."""
    document = docx.Document()
    document.element.body.clear_content()
    add_styles(document)
    set_page(document.sections[0])
    number_pages(document.sections[0], restart=False)
    add_title(document)
    add_body(document)
    add_signature(document)
    annex = document.add_section()
    set_page(annex, landscape=True)
    number_pages(annex, restart=True)
    add_units_annex(document)
    drop_unused_styles(document)
    set_properties(document)
    for part in (document.element, *(s.header._element for s in document.sections)):
        sort_schema(part)
    buffer = io.BytesIO()
    document.save(buffer)
    return normalise_office(buffer.getvalue(), STAMP)


def add_title(document: Document) -> None:
    """Agency left, national title right, on a table of 72 + 93 mm without padding."""
    table = plain_table(document, (72, 93), rows=2, bordered=False)
    left, right = table.rows[0].cells
    fill(left, "{{ parent_name }}", "ND30 Cơ quan chủ quản")
    left.add_paragraph("{{ title_name }}", style="ND30 Cơ quan ban hành")
    add_rule(left, 22)
    fill(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ND30 Quốc hiệu")
    right.add_paragraph("Độc lập - Tự do - Hạnh phúc", style="ND30 Tiêu ngữ")
    add_rule(right, 18.5)
    left, right = table.rows[1].cells
    fill(left, "{{ number_line }}", "ND30 Số ký hiệu")
    left.add_paragraph("{%p if is_draft %}")
    left.add_paragraph("{{ draft_mark }}", style="ND30 Dự thảo")
    left.add_paragraph("{{ draft_note }}", style="ND30 Ghi chú dự thảo")
    left.add_paragraph("{%p endif %}")
    fill(right, "{{ date_line }}", "ND30 Ngày tháng")
    document.add_paragraph("{{ document_type }}", style="ND30 Tên loại")
    document.add_paragraph("{{ subject }}", style="ND30 Trích yếu")
    add_rule(document, 57)
    document.add_paragraph("{%p if addressees %}")
    document.add_paragraph("Kính gửi:", style="ND30 Kính gửi")
    document.add_paragraph("{%p for line in addressees %}")
    document.add_paragraph("{{ line }}", style="ND30 Kính gửi")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("Kính gửi: {{ addressee }}", style="ND30 Kính gửi")
    document.add_paragraph("{%p endif %}")


def add_body(document: Document) -> None:
    """The blocks of noi_dung.txt.j2, each in its style; tables and charts where a block says so."""
    document.add_paragraph("{%p for block in blocks %}")
    for kind, style in PARAGRAPHS:
        document.add_paragraph(f"{{%p if block.kind == '{kind}' %}}")
        document.add_paragraph("{{ block.text }}", style=style)
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if block.kind == 'li' %}")
    document.add_paragraph("- {{ block.text }}", style="ND30 Gạch đầu dòng")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if block.kind == 'bang' and block.text == 'muc_tieu' %}")
    add_targets_table(document)
    document.add_paragraph("{%p endif %}")
    for name, (picture, width, height) in CHARTS.items():
        document.add_paragraph(f"{{%p if block.kind == 'bieudo' and block.text == '{name}' %}}")
        add_picture(document, picture, width, height)
        document.add_paragraph(f"{{{{ charts.{name}.caption }}}}", style="ND30 Tên bảng")
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def add_targets_table(document: Document) -> None:
    """The targets of the year: one row each."""
    heads = ("STT", "Mục tiêu", "Kết quả (người)", "Tỷ lệ năm {{ year }}", "Tỷ lệ năm {{ last_year }}",
             "Tăng, giảm (điểm %)", "Mục tiêu (năm)", "So với mục tiêu (điểm %)", "Đánh giá")
    cells = (("{{ loop.index }}", 0), ("{{ row.short }}", 1), ("{{ row.people }}", 0),
             ("{{ row.rate }}", 0), ("{{ row.last_rate }}", 0), ("{{ row.change_text }}", 0),
             ("{{ row.target_text }}", 0), ("{{ row.gap_text }}", 0), ("{{ row.verdict_text }}", 1))
    document.add_paragraph("Kết quả thực hiện các mục tiêu năm {{ year }}", style="ND30 Tên bảng")
    table = plain_table(document, (10, 35, 20, 15, 15, 14, 15, 15, 26), rows=4, bordered=True)
    row_loop(table, heads, cells, "targets")
    small_gap(document)


def row_loop(table, heads, cells, rows: str) -> None:
    """A header row, then one row per item of ``rows``; 1 marks a cell of words."""
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        fill(cell, text, "ND30 Đầu bảng")
    fill(table.rows[1].cells[0], f"{{%tr for row in {rows} %}}", "ND30 Ô chữ")
    for cell, (text, is_words) in zip(table.rows[2].cells, cells, strict=True):
        fill(cell, text, "ND30 Ô chữ" if is_words else "ND30 Ô số")
    fill(table.rows[3].cells[0], "{%tr endfor %}", "ND30 Ô chữ")
    keep_rows(table, headers=1)


def add_picture(document: Document, name: str, width: float, height: float) -> None:
    """A grey placeholder that the run replaces by name and an official may move or resize."""
    paragraph = document.add_paragraph(style="ND30 Biểu đồ")
    shape = paragraph.add_run().add_picture(io.BytesIO(grey_png(name)), Mm(width), Mm(height))
    shape._inline.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", name)
    shape._inline.docPr.set("name", name)
    shape._inline.docPr.set("descr", f"{{{{ charts.{name[8:-4]}.alt }}}}")


def grey_png(name: str) -> bytes:
    """A small grey picture; its bytes differ by name, since Word keeps equal pictures as one."""
    shade = 200 + sum(name.encode()) % 40
    rows = b"".join(b"\0" + bytes([shade]) * 16 for _ in range(8))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 16, 8, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9))
            + chunk(b"IEND", b""))


def add_signature(document: Document) -> None:
    """Recipients left, authority and name right (annex I, II.7 and II.9)."""
    small_gap(document)
    table = plain_table(document, (80, 85), rows=1, bordered=False)
    left, right = table.rows[0].cells
    fill(left, "Nơi nhận:", "ND30 Nơi nhận")
    left.add_paragraph("{%p for line in recipients %}")
    left.add_paragraph("{{ line }}", style="ND30 Danh sách nơi nhận")
    left.add_paragraph("{%p endfor %}")
    fill(right, "{%p for line in authority %}", "ND30 Quyền hạn")
    right.add_paragraph("{{ line }}", style="ND30 Quyền hạn")
    right.add_paragraph("{%p endfor %}")
    right.add_paragraph("{{ signer }}", style="ND30 Họ tên")
    keep_rows(table, headers=0)


UNIT_HEADS = ("STT", "Đơn vị", "Tổng số người", "Đăng ký", "Đạt danh hiệu", "Tỷ lệ đạt",
              "Có kỹ năng số", "Tỷ lệ trên số đạt danh hiệu", "Tự cập nhật",
              "Tỷ lệ trên số có kỹ năng số", "Tỷ lệ trên số đạt danh hiệu",
              "Tỷ lệ đạt năm {{ last_year }}", "Ghi chú")
UNIT_WIDTHS = (10, 58, 15, 15, 15, 17, 15, 18, 15, 18, 18, 17, 21)
UNIT_CELLS = ("{{ row.number }}", "{{ row.name }}", "{{ row.counts.headcount }}",
              "{{ row.counts.registered_count }}", "{{ row.counts.recognised_count }}",
              "{{ row.cells.CDHT }}", "{{ row.counts.skilled_count }}", "{{ row.cells.KNS }}",
              "{{ row.counts.self_updating_count }}", "{{ row.cells.TCN }}",
              "{{ row.cells.TCN_T }}", "{{ row.cells.last }}", "{{ row.note }}")


def add_units_annex(document: Document) -> None:
    """Annex I: results per unit, groups and total in bold."""
    document.add_paragraph("Phụ lục", style="ND30 Phụ lục")
    document.add_paragraph("KẾT QUẢ THỰC HIỆN CỦA CÁC ĐƠN VỊ NĂM {{ year }}", style="ND30 Tên phụ lục")
    document.add_paragraph("{{ attachment }}", style="ND30 Kèm theo")
    table = plain_table(document, UNIT_WIDTHS, rows=7, bordered=True)
    for cell, text in zip(table.rows[0].cells, UNIT_HEADS, strict=True):
        fill(cell, text, "ND30 Đầu bảng")
    for number, tag in ((1, "for row in units"), (2, "if row.kind == 'unit'"), (4, "else"),
                        (6, "endif")):
        fill(table.rows[number].cells[0], f"{{%tr {tag} %}}", "ND30 Ô chữ")
    for number, bold in ((3, ""), (5, " đậm")):
        for place, (cell, text) in enumerate(zip(table.rows[number].cells, UNIT_CELLS, strict=True)):
            words = place in (1, len(UNIT_CELLS) - 1)
            fill(cell, text, ("ND30 Ô chữ" if words else "ND30 Ô số") + bold)
    row = table.add_row()
    fill(row.cells[0], "{%tr endfor %}", "ND30 Ô chữ")
    keep_rows(table, headers=1)


def set_properties(document: Document) -> None:
    """Fixed core properties; the run sets title and author."""
    core = document.core_properties
    core.author = core.last_modified_by = core.title = core.comments = core.keywords = ""
    core.language, core.revision = "vi-VN", 1
    core.created = core.modified = dt.datetime(STAMP.year, STAMP.month, STAMP.day)
    for relation in list(document.part.rels.values()):
        if relation.reltype.endswith(("/stylesWithEffects", "/customXml")):
            document.part.drop_rel(relation.rId)
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)


if __name__ == "__main__":
    write_file(TEMPLATE, build_template())
