"""A Word file as text, so that a change of the template can be reviewed line by line.

``python -m tests.render.report.dump`` writes report_templates/bao_cao.docx.txt anew.
"""

from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from render.conformity.effective import blocks, mm, w
from render.report.word import TEMPLATE

DUMP = TEMPLATE.with_name(TEMPLATE.name + ".txt")


def dump(path: Path) -> str:
    """Sections, styles, and every paragraph with its style and its own formatting."""
    document = docx.Document(str(path))
    lines = ["# Trang", *sections(document), "", "# Kiểu", *styles(document), "", "# Nội dung"]
    lines += body(document.element.body, document._body, "")
    return "\n".join(lines) + "\n"


def sections(document: Document) -> Iterator[str]:
    for number, s in enumerate(document.sections, start=1):
        margins = [round(mm(getattr(s, f"{side}_margin"))) for side in ("top", "bottom", "left")]
        margins.append(round(mm(s.right_margin)))
        yield (
            f"phần {number}: {mm(s.page_width):.0f}x{mm(s.page_height):.0f} mm, "
            f"lề trên dưới trái phải {margins}, đầu trang riêng: "
            f"{s.different_first_page_header_footer}, bắt đầu: {start_of(s)}"
        )
        for paragraph in s.header.paragraphs:
            yield f"  đầu trang [{paragraph.style.name}] {fields(paragraph)}"


def start_of(section) -> str:
    start = section._sectPr.find(w("pgNumType"))
    return "tiếp" if start is None else start.get(w("start"))


def fields(paragraph: Paragraph) -> str:
    return "".join(code.text or "" for code in paragraph._p.iter(w("instrText"))).strip()


def styles(document: Document) -> Iterator[str]:
    for style in sorted(document.styles, key=lambda style: style.name):
        if style.type is not None and style.type.name == "PARAGRAPH":
            font, text = style.font, style.paragraph_format
            yield (
                f"{style.name}: {font.name or 'theo gốc'} {font.size.pt if font.size else '-'} "
                f"đậm={font.bold} nghiêng={font.italic} căn={text.alignment} "
                f"lùi={mm(text.first_line_indent):.1f}/{mm(text.left_indent):.1f} mm "
                f"cách={points(text.space_before)}/{points(text.space_after)} "
                f"dòng={text.line_spacing} liền sau={text.keep_with_next}"
            )


def points(length) -> float:
    return 0.0 if length is None else length.pt


def body(parent, owner, indent: str) -> Iterator[str]:
    for block in blocks(parent, owner):
        if isinstance(block, Paragraph):
            yield f"{indent}[{block.style.name}] {own_format(block)}{block.text}{pictures(block)}"
        else:
            yield from table(block, indent)


def own_format(paragraph: Paragraph) -> str:
    """What a paragraph or its runs set beside the style."""
    found = []
    if paragraph.alignment is not None:
        found.append(f"căn={paragraph.alignment}")
    for run in paragraph.runs:
        font = run.font
        own = (font.name, font.size, font.bold, font.italic, font.underline, font.color.rgb)
        if any(value is not None for value in own):
            found.append(f"{run.text[:15]!r}={own}")
    return f"{{{'; '.join(found)}}} " if found else ""


def pictures(paragraph: Paragraph) -> str:
    return "".join(
        f" <hình {p.get('name')}: {p.get('descr')}>"
        for p in paragraph._p.iter()
        if p.tag.endswith("}docPr")
    )


def table(block: Table, indent: str) -> Iterator[str]:
    widths = [round(mm(cell.width), 1) for cell in block.rows[0].cells]
    yield f"{indent}bảng [{block.style.name if block.style else '-'}] cột {widths}"
    for number, row in enumerate(block.rows, start=1):
        properties = row._tr.trPr
        names = [] if properties is None else [child.tag.split("}")[1] for child in properties]
        yield f"{indent}  dòng {number} {names}"
        for cell in row.cells:
            yield from body(cell._tc, cell, indent + "    ")


if __name__ == "__main__":
    DUMP.write_text(dump(TEMPLATE), encoding="utf-8")
