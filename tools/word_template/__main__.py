"""Make report_templates/bao_cao.docx anew: ``python -m tools.word_template``.

Only for the first start or a change of layout by code: the committed Word file is the source of
truth, and officials may have edited it since.
"""

import datetime as dt
import io
from pathlib import Path

import docx
from docx.document import Document

from render.office import normalise_office
from steps.storage.files import write_file
from tools.word_template.parts import (
    add_picture,
    add_rule,
    fill,
    keep_rows,
    number_pages,
    plain_table,
    set_page,
    shrink_break,
    small_gap,
    sort_schema,
)
from tools.word_template.styles import add_styles, drop_unused_styles
from tools.word_template.tables import (
    add_budget,
    add_changes,
    add_documents,
    add_limitations,
    add_staff,
    add_targets,
    add_tasks,
    add_trend,
    add_units,
)

TEMPLATE = Path(__file__).resolve().parents[2] / "report_templates" / "bao_cao.docx"
STAMP = dt.date(2024, 3, 1)

PARAGRAPHS = (
    ("p", "{{ block.text }}", "ND30 Nội dung"),
    ("h1", "{{ block.text }}", "ND30 Mục I"),
    ("h2", "{{ block.text }}", "ND30 Mục 1"),
    ("h3", "{{ block.text }}", "ND30 Mục a"),
    ("dan", "{{ block.text }}", "ND30 Dẫn"),
    ("ket", "{{ block.text }}", "ND30 Kết thúc"),
    ("li", "- {{ block.text }}", "ND30 Gạch đầu dòng"),
    ("p_ket", "{{ block.text }}", "ND30 Nội dung"),
    ("li_ket", "- {{ block.text }}", "ND30 Gạch đầu dòng"),
)
TABLES = (
    ("muc_tieu", add_targets),
    ("doi_tuong", add_staff),
    ("han_che", add_limitations),
)
CHARTS = {"muc_tieu": (160, 55)}
TREND_CHART = (160, 50)


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
    add_annex(document, "Phụ lục I", "KẾT QUẢ THỰC HIỆN CỦA CÁC ĐƠN VỊ NĂM {{ year }}")
    add_units(document)
    add_years(document)
    add_annex(document, "Phụ lục II", "KẾ HOẠCH VÀ KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM {{ year }}")
    add_tasks_annex(document)
    add_last_annex(document)
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
    document.add_paragraph("{{ line }}", style="ND30 Danh sách kính gửi")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("Kính gửi: {{ addressee }}", style="ND30 Kính gửi")
    document.add_paragraph("{%p endif %}")


def add_body(document: Document) -> None:
    """The blocks of noi_dung.txt.j2, each in its style; tables and charts where a block says so."""
    document.add_paragraph("{%p for block in blocks %}")
    for kind, text, style in PARAGRAPHS:
        document.add_paragraph(f"{{%p if block.kind == '{kind}' %}}")
        document.add_paragraph(text, style=style).paragraph_format.keep_with_next = (
            True if kind.endswith("_ket") else None
        )
        document.add_paragraph("{%p endif %}")
    for name, add_table in TABLES:
        document.add_paragraph(f"{{%p if block.kind == 'bang' and block.text == '{name}' %}}")
        add_table(document)
        document.add_paragraph("{%p endif %}")
    for name, (width, height) in CHARTS.items():
        document.add_paragraph(f"{{%p if block.kind == 'bieudo' and block.text == '{name}' %}}")
        add_picture(document, name, width, height)
        document.add_paragraph(f"{{{{ charts.{name}.caption }}}}", style="ND30 Tên biểu đồ")
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def add_signature(document: Document) -> None:
    """Recipients left, authority and name right (annex I, II.7 and II.9)."""
    small_gap(document, keep_next=True)
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


def add_annex(document: Document, number: str, title: str, condition: str = "") -> None:
    """A landscape section with its own page numbers, its title and what it is attached to."""
    if condition:
        document.add_paragraph(f"{{%p if {condition} %}}")
    section = document.add_section()
    shrink_break(document)
    set_page(section, landscape=True)
    number_pages(section, restart=True)
    document.add_paragraph(number, style="ND30 Phụ lục")
    document.add_paragraph(title, style="ND30 Tên phụ lục")
    document.add_paragraph("{{ attachment }}", style="ND30 Kèm theo")


def add_years(document: Document) -> None:
    """Below the units: the department year by year, as chart and table on one page."""
    document.add_paragraph("{%p if 'xu_huong' in charts %}")
    add_picture(document, "xu_huong", *TREND_CHART)
    caption = document.add_paragraph("{{ charts.xu_huong.caption }}", style="ND30 Tên biểu đồ")
    caption.paragraph_format.keep_with_next = True
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if trend.is_shown %}")
    add_trend(document)
    document.add_paragraph("{%p if trend.note %}")
    document.add_paragraph("{{ trend.note }}", style="ND30 Nội dung phụ lục")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")


def add_tasks_annex(document: Document) -> None:
    """Plan and result by task, and what a replaced report said otherwise."""
    add_tasks(document)
    document.add_paragraph("{%p if replaced and changes %}")
    add_changes(document)
    document.add_paragraph("{%p if changes|length > chief_changes|length %}")
    others = (
        "Các số liệu khác thay đổi theo; số liệu hiện nay nêu tại Báo cáo và các Phụ lục kèm theo."
    )
    document.add_paragraph(others, style="ND30 Nội dung phụ lục")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")


def add_last_annex(document: Document) -> None:
    """Documents issued and money by task, where there is anything of it."""
    title = "VĂN BẢN ĐÃ BAN HÀNH VÀ KINH PHÍ NĂM {{ year }}"
    add_annex(document, "Phụ lục III", title, condition="document_lines or budget")
    document.add_paragraph("{%p if document_lines %}")
    add_documents(document)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if budget %}")
    add_budget(document)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")


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
