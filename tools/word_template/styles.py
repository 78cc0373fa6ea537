"""The styles of Decree 30/2020, annex I, as Word paragraph styles: sizes, weights, spacing."""

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FONT = "Times New Roman"


@dataclass(frozen=True)
class Look:
    """One paragraph style; sizes and gaps in points, indents in millimetres.

    ``outline`` is the level of a heading, from 0.
    """

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT
    before: float = 0
    after: float = 0
    line: float = 1.0
    first: float = 0
    left: float = 0
    keep_next: bool = False
    outline: int | None = None


LOOKS = (
    Look("ND30 Quốc hiệu", 12, bold=True, align=Align.CENTER),
    Look("ND30 Tiêu ngữ", 13, bold=True, align=Align.CENTER),
    Look("ND30 Cơ quan chủ quản", 12, align=Align.CENTER),
    Look("ND30 Cơ quan ban hành", 12, bold=True, align=Align.CENTER),
    Look("ND30 Số ký hiệu", 13, align=Align.CENTER, before=6),
    Look("ND30 Ngày tháng", 13, italic=True, align=Align.CENTER, before=6),
    Look("ND30 Dự thảo", 13, bold=True, align=Align.CENTER, before=6),
    Look("ND30 Ghi chú dự thảo", 12, italic=True, align=Align.CENTER),
    Look("ND30 Kẻ ngang", 2, align=Align.CENTER, before=3),
    Look("ND30 Tên loại", 14, bold=True, align=Align.CENTER, before=18, keep_next=True),
    Look("ND30 Trích yếu", 14, bold=True, align=Align.CENTER, keep_next=True),
    Look("ND30 Kính gửi", 14, align=Align.CENTER, before=12, after=6),
    Look("ND30 Danh sách kính gửi", 14, left=55),
    Look("ND30 Căn cứ", 13, italic=True, align=Align.JUSTIFY, before=6, line=1.0, first=12.7),
    Look("ND30 Nội dung", 13, align=Align.JUSTIFY, before=6, line=1.0, first=12.7),
    Look("ND30 Dẫn", 13, align=Align.JUSTIFY, before=6, line=1.0, first=12.7, keep_next=True),
    Look("ND30 Kết thúc", 13, align=Align.JUSTIFY, before=6, line=1.0, first=12.7, keep_next=True),
    Look(
        "ND30 Mục I",
        13,
        bold=True,
        align=Align.JUSTIFY,
        before=6,
        line=1.0,
        first=12.7,
        keep_next=True,
        outline=0,
    ),
    Look(
        "ND30 Mục 1",
        13,
        bold=True,
        align=Align.JUSTIFY,
        before=6,
        line=1.0,
        first=12.7,
        keep_next=True,
        outline=1,
    ),
    Look(
        "ND30 Mục a",
        13,
        align=Align.JUSTIFY,
        before=6,
        line=1.0,
        first=12.7,
        keep_next=True,
        outline=2,
    ),
    Look("ND30 Gạch đầu dòng", 13, align=Align.JUSTIFY, before=6, line=1.0, first=12.7),
    Look("ND30 Tên bảng", 13, bold=True, align=Align.CENTER, before=6, after=3, keep_next=True),
    Look("ND30 Biểu đồ", 13, align=Align.CENTER, before=6, keep_next=True),
    Look("ND30 Tên biểu đồ", 13, bold=True, align=Align.CENTER, after=3),
    Look("ND30 Nội dung phụ lục", 13, align=Align.JUSTIFY, before=6, first=12.7),
    Look("ND30 Chú thích", 11, italic=True, before=3),
    Look("ND30 Đầu bảng", 11, bold=True, align=Align.CENTER, before=1, after=1),
    Look("ND30 Số cột", 11, italic=True, align=Align.CENTER),
    Look("ND30 Ô chữ", 11, before=0.5, after=0.5),
    Look("ND30 Ô số", 11, align=Align.CENTER, before=0.5, after=0.5),
    Look("ND30 Ô chữ đậm", 11, bold=True, before=0.5, after=0.5),
    Look("ND30 Ô số đậm", 11, bold=True, align=Align.CENTER, before=0.5, after=0.5),
    Look("ND30 Sau bảng", 6),
    Look("ND30 Nơi nhận", 12, bold=True, italic=True),
    Look("ND30 Danh sách nơi nhận", 11),
    Look("ND30 Quyền hạn", 14, bold=True, align=Align.CENTER),
    Look("ND30 Họ tên", 14, bold=True, align=Align.CENTER, before=72),
    Look("ND30 Phụ lục", 14, bold=True, align=Align.CENTER, keep_next=True, outline=0),
    Look("ND30 Tên phụ lục", 14, bold=True, align=Align.CENTER, keep_next=True),
    Look("ND30 Kèm theo", 13, italic=True, align=Align.CENTER, after=6, keep_next=True),
    Look("ND30 Số trang", 13, align=Align.CENTER),
)


def add_styles(document: Document) -> None:
    """Times New Roman, black, Vietnamese throughout, then one style per look."""
    _set_defaults(document)
    for look in LOOKS:
        style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.quick_style = True
        style.font.size = Pt(look.size)
        style.font.bold = look.bold
        style.font.italic = look.italic
        text = style.paragraph_format
        text.alignment = look.align
        text.space_before, text.space_after = Pt(look.before), Pt(look.after)
        text.line_spacing = look.line
        text.first_line_indent, text.left_indent = Mm(look.first), Mm(look.left)
        text.keep_with_next = look.keep_next
        text.widow_control = True
        if look.outline is not None:
            level = OxmlElement("w:outlineLvl")
            level.set(qn("w:val"), str(look.outline))
            style.element.get_or_add_pPr().append(level)


def _set_defaults(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.font.color.rgb = RGBColor(0, 0, 0)
    _plain_fonts(normal.element.get_or_add_rPr())
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _plain_fonts(properties)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    for name in ("val", "eastAsia"):
        language.set(qn(f"w:{name}"), "vi-VN")
    spacing = defaults.find(qn("w:pPrDefault"))
    if spacing is not None:
        for child in list(spacing):
            spacing.remove(child)


def _plain_fonts(properties) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def drop_unused_styles(document: Document) -> None:
    """Only what the document uses stays: no blue headings for an editor to fall into."""
    used = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"}
    used |= {look.name for look in LOOKS}
    for style in list(document.styles):
        if style.name not in used:
            style.element.getparent().remove(style.element)
