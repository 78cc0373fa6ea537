"""Is this Word file a report as Decree 30/2020, annex I, has it? By effective formatting.

Components are found by where they stand and what they say, never by the name of a style. Each
finding names the clause it rests on.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.render.report.effective import Effective, blocks, mm, paragraphs, w

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
HEADINGS = (r"[IVX]+\. ", r"\d+\. ", r"[a-zđ]\) ")
LETTERS = "abcdđeghiklmnopqrstuvxy"
FORBIDDEN = (
    (r"\{\{|\}\}|\{%|%\}", "còn sót mã Jinja"),
    (r"\b(None|nan|NaT|Undefined)\b", "còn sót giá trị rỗng của chương trình"),
    (r"(?<! ) {2,}(?! )", "hai dấu cách liền nhau"),
    (r"\d\.\d{1,2}%|\d %", "tỷ lệ không viết theo lối Việt Nam"),
    (r" [,;.:)]", "dấu cách trước dấu câu"),
)


@dataclass
class Check:
    """One document under inspection and what was found wrong."""

    path: Path
    is_draft: bool
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = docx.Document(str(self.path))
        self.effective = Effective(self.document)
        self.blocks = list(blocks(self.document.element.body, self.document._body))

    def need(self, holds: object, finding: str) -> None:
        if not holds:
            self.wrong.append(finding)

    def look(
        self,
        what: str,
        paragraph: Paragraph,
        sizes: tuple[float, float],
        *,
        bold: bool | None = None,
        italic: bool | None = None,
        align: str | None = None,
        is_caps: bool = False,
    ) -> None:
        """Size, weight, slope and alignment of every run with text."""
        for run in paragraph.runs:
            if not run.text.strip():
                continue
            size = self.effective.size(paragraph, run)
            self.need(sizes[0] <= size <= sizes[1], f"{what}: cỡ chữ {size}")
            for name, wanted in (("b", bold), ("i", italic)):
                if wanted is not None:
                    found = self.effective.is_on(paragraph, run, name)
                    self.need(found == wanted, f"{what}: {'đậm' if name == 'b' else 'nghiêng'} sai")
        if align:
            self.need(self.effective.align(paragraph) == align, f"{what}: căn lề sai")
        if is_caps:
            self.need(paragraph.text == paragraph.text.upper(), f"{what}: phải viết hoa")


def check(path: Path, is_draft: bool) -> list[str]:
    """Everything that does not conform, in Vietnamese; an empty list where all does."""
    found = Check(path, is_draft)
    for look in (
        pages,
        letters,
        title_blocks,
        heading_of_report,
        body,
        signature,
        annexes,
        tables,
        pictures,
        wording,
    ):
        look(found)
    return found.wrong


def pages(c: Check) -> None:
    """Part I, I: A4, its margins, page number centred above the text, none on page 1."""
    for number, section in enumerate(c.document.sections, start=1):
        sides = (round(mm(section.page_width)), round(mm(section.page_height)))
        c.need(
            sides == (210, 297) if number == 1 else set(sides) == {210, 297},
            f"trang, phần {number}: khổ giấy {sides}",
        )
        for side, low, high in (
            ("top", 20, 25),
            ("bottom", 20, 25),
            ("left", 30, 35),
            ("right", 15, 20),
        ):
            margin = mm(getattr(section, f"{side}_margin"))
            c.need(
                low - 0.1 <= margin <= high + 0.1, f"trang, phần {number}: lề {side} {margin:.0f}"
            )
        c.need(section.different_first_page_header_footer, f"trang, phần {number}: titlePg")
        c.need(
            not "".join(p.text for p in section.first_page_header.paragraphs).strip(),
            f"trang, phần {number}: trang đầu có số trang",
        )
        header = section.header.paragraphs[0]
        c.need(
            "PAGE" in "".join(t.text or "" for t in header._p.iter(w("instrText"))),
            f"trang, phần {number}: thiếu số trang",
        )
        c.need(
            c.effective.align(header) == "center", f"trang, phần {number}: số trang không ở giữa"
        )
        c.look(f"trang, phần {number}: số trang", header, (13, 14), bold=False, italic=False)
        if number > 1:
            start = section._sectPr.find(qn("w:pgNumType"))
            c.need(
                start is not None and start.get(w("start")) == "1",
                f"trang, phần {number}: phụ lục không đánh số trang riêng",
            )


def letters(c: Check) -> None:
    """Part I, I.5: Times New Roman, Unicode (NFC), black; Vietnamese as language."""
    language = c.effective.default_run.find(w("lang"))
    c.need(language is not None and language.get(w("val")) == "vi-VN", "ngôn ngữ không là vi-VN")
    for paragraph in paragraphs(c.document):
        for run in paragraph.runs:
            if not run.text.strip():
                continue
            fonts = c.effective.fonts(paragraph, run)
            c.need(fonts == {"Times New Roman"}, f"phông chữ {fonts}: {run.text[:30]}")
            colour = c.effective.colour(paragraph, run)
            c.need(colour in ("auto", "000000"), f"màu chữ {colour}: {run.text[:30]}")
            size = c.effective.size(paragraph, run)
            c.need(11 <= size <= 14, f"cỡ chữ {size}: {run.text[:30]}")
            c.need(unicodedata.is_normalized("NFC", run.text), f"không phải NFC: {run.text[:30]}")


def has_rule(paragraph: Paragraph) -> bool:
    """An empty paragraph with a solid line above it."""
    properties = paragraph._p.pPr
    border = properties.find(f"{w('pBdr')}/{w('top')}") if properties is not None else None
    return not paragraph.text and border is not None and border.get(w("val")) == "single"


def title_blocks(c: Check) -> None:
    """Annex I, II.1-4: the agency left, the nation right, number and date in one row below."""
    table = c.blocks[0]
    if not isinstance(table, Table) or len(table.rows) < 2 or len(table.columns) != 2:
        c.wrong.append("thể thức: không có bảng quốc hiệu, tên cơ quan ở đầu")
        return
    c.need(
        table._tbl.tblPr.find(w("tblBorders")) is None and not table_style_borders(table),
        "thể thức: bảng đầu trang có đường kẻ",
    )
    (agency, nation), (number, date) = (
        [list(cell.paragraphs) for cell in row.cells] for row in table.rows[:2]
    )
    widths = [mm(cell.width) for cell in table.rows[0].cells]
    c.need(sum(widths) <= 165.5 and widths[1] >= 90, f"thể thức: cột quốc hiệu rộng {widths}")
    c.need(nation[0].text == NATION, "quốc hiệu: sai chữ")
    c.look("quốc hiệu", nation[0], (12, 13), bold=True, italic=False, align="center", is_caps=True)
    c.need(nation[1].text == MOTTO, "tiêu ngữ: sai chữ")
    c.look("tiêu ngữ", nation[1], (13, 14), bold=True, italic=False, align="center")
    c.need(len(nation) > 2 and has_rule(nation[2]), "tiêu ngữ: thiếu đường kẻ")
    c.look("cơ quan chủ quản", agency[0], (12, 13), bold=False, align="center", is_caps=True)
    c.look("cơ quan ban hành", agency[1], (12, 13), bold=True, align="center", is_caps=True)
    c.need(len(agency) > 2 and has_rule(agency[2]), "cơ quan ban hành: thiếu đường kẻ")
    c.need(re.fullmatch(r"Số:\s{3,}/BC-[A-ZĐ]+", number[0].text), f"số, ký hiệu: {number[0].text}")
    c.look("số, ký hiệu", number[0], (13, 13), bold=False, italic=False, align="center")
    dated = r"[^,]+, ngày\s{3,}tháng( (0[12]|[3-9]|1[0-2])|\s{3,}) ?năm( \d{4}|\s*)"
    c.need(re.fullmatch(dated, date[0].text), f"ngày tháng: {date[0].text}")
    c.look("ngày tháng", date[0], (13, 14), bold=False, italic=True, align="center")
    marks = [p for p in number[1:] if p.text == "DỰ THẢO"]
    c.need(bool(marks) == c.is_draft, "dự thảo: dấu hiệu sai với loại văn bản")
    for mark in marks:
        c.look("dự thảo", mark, (13, 14), bold=True, align="center")


def table_style_borders(table: Table) -> bool:
    style = table.style
    return (
        style is not None
        and style.element.find(f".//{w('tblBorders')}") is not None
        and (style.name != "Normal Table")
    )


def heading_of_report(c: Check) -> None:
    """Annex I, II.5.a and 9.b: name of the type, its subject with a line, the addressee."""
    texts = [b for b in c.blocks[1:8] if isinstance(b, Paragraph)]
    c.need(texts[0].text == "BÁO CÁO", "tên loại: không phải BÁO CÁO")
    c.look("tên loại", texts[0], (13, 14), bold=True, italic=False, align="center", is_caps=True)
    c.look("trích yếu", texts[1], (13, 14), bold=True, italic=False, align="center")
    c.need(texts[1].text.startswith("Kết quả"), "trích yếu: sai chữ")
    c.need(has_rule(texts[2]), "trích yếu: thiếu đường kẻ")
    c.need(texts[3].text.startswith("Kính gửi:"), "kính gửi: thiếu")
    c.look("kính gửi", texts[3], (13, 14), bold=False, italic=False)


def body_paragraphs(c: Check) -> list[Paragraph]:
    """From after the addressee to the sentence that ends the text."""
    found: list[Paragraph] = []
    for block in c.blocks[5:]:
        if isinstance(block, Table) and "Nơi nhận:" in block.rows[0].cells[0].text:
            return found
        if isinstance(block, Paragraph) and block.text.strip():
            found.append(block)
    return found


def level(text: str) -> int | None:
    return next((n for n, pattern in enumerate(HEADINGS) if re.match(pattern, text)), None)


def body(c: Check) -> None:
    """Annex I, II.6, V.6: justified, first line 10-12.7 mm, gaps from 6 pt, lines 1 to 1.5."""
    texts = body_paragraphs(c)
    bases = [p for p in texts if p.text.startswith("Căn cứ ")]
    for number, base in enumerate(bases, start=1):
        c.look("căn cứ", base, (13, 14), bold=False, italic=True, align="both")
        c.need(base.text.endswith("." if number == len(bases) else ";"), "căn cứ: dấu câu cuối")
    for paragraph in texts:
        text = paragraph.text
        if re.match(r"(Bảng|Biểu đồ) \d+\. ", text):
            c.look(text[:12], paragraph, (12, 14), bold=True, align="center")
            continue
        indent = c.effective.millimetres(paragraph, "ind", "firstLine")
        c.need(9.9 <= indent <= 12.8, f"nội dung: lùi dòng {indent:.1f} mm: {text[:30]}")
        c.need(c.effective.align(paragraph) == "both", f"nội dung: không căn đều: {text[:30]}")
        gap = sum(c.effective.points(paragraph, "spacing", side) for side in ("before", "after"))
        c.need(gap >= 6, f"nội dung: cách đoạn {gap} pt: {text[:30]}")
        c.need(1 <= c.effective.line(paragraph) <= 1.5, f"nội dung: giãn dòng: {text[:30]}")
        if level(text) is None and paragraph not in bases:
            c.look("nội dung", paragraph, (13, 14), bold=False, italic=False)
    headings(c, texts)
    c.need(texts and texts[-1].text.endswith("./."), "kết thúc: thiếu ./.")
    c.need(sum("./." in p.text for p in texts) == 1, "kết thúc: ./. không chỉ ở cuối")


def headings(c: Check, texts: list[Paragraph]) -> None:
    """Numbered without a gap, in the look of their level, each with text below it."""
    numbers = [0, 0, 0]
    for place, paragraph in enumerate(texts):
        depth = level(paragraph.text)
        if depth is None:
            continue
        numbers = [*numbers[:depth], numbers[depth] + 1, *([0] * (2 - depth))]
        wanted = (roman(numbers[0]), str(numbers[1]), LETTERS[numbers[2] - 1])[depth]
        label = re.split(r"[.)]", paragraph.text)[0]
        c.need(label == wanted, f"đề mục: {paragraph.text[:30]} lẽ ra là {wanted}")
        c.look("đề mục", paragraph, (13, 14), bold=depth < 2, italic=False, is_caps=depth == 0)
        after = texts[place + 1].text if place + 1 < len(texts) else ""
        below = level(after)
        c.need(after and (below is None or below > depth), f"đề mục trống: {paragraph.text[:30]}")


def roman(value: int) -> str:
    return ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[value]


def signature(c: Check) -> None:
    """Annex I, II.7 and 9.b: recipients left, authority and name right."""
    found = [b for b in c.blocks if isinstance(b, Table) and "Nơi nhận:" in b.rows[0].cells[0].text]
    if len(found) != 1:
        c.wrong.append("chữ ký: không có đúng một khối nơi nhận, chữ ký")
        return
    row = found[0].rows[0]
    left, right = ([p for p in cell.paragraphs if p.text.strip()] for cell in row.cells)
    c.look("nơi nhận", left[0], (12, 12), bold=True, italic=True)
    names = left[1:]
    c.need(names and names[0].text == "- Như trên;", "nơi nhận: không bắt đầu bằng Như trên")
    c.need(names and re.fullmatch(r"- Lưu: VT, .+\.", names[-1].text), "nơi nhận: thiếu dòng Lưu")
    for name in names:
        c.look("danh sách nơi nhận", name, (11, 11), bold=False, italic=False)
        c.need(re.fullmatch(r"- .+[;.]", name.text), f"nơi nhận: dấu câu {name.text}")
    c.need(right, "chữ ký: thiếu quyền hạn, chức vụ")
    for line in right:
        c.look("quyền hạn, chức vụ", line, (13, 14), bold=True, italic=False, align="center")
    c.need(right and right[0].text == right[0].text.upper(), "chữ ký: chức vụ phải viết hoa")


def annexes(c: Check) -> None:
    """Annex I, III: number, title, what it is attached to; each is told of in the body."""
    told = " ".join(p.text for p in body_paragraphs(c))
    texts = [b for b in c.blocks if isinstance(b, Paragraph)]
    found = [n for n, p in enumerate(texts) if re.fullmatch(r"Phụ lục [IVX]+", p.text)]
    c.need(len(found) == len(c.document.sections) - 1, "phụ lục: số phụ lục khác số phần")
    for number, place in enumerate(found, start=1):
        name, title, attached = texts[place : place + 3]
        c.need(name.text == f"Phụ lục {roman(number)}", f"phụ lục: {name.text}")
        c.need(re.search(rf"{name.text}\b", told), f"{name.text}: không được nhắc trong nội dung")
        c.look(name.text, name, (14, 14), bold=True, italic=False, align="center")
        c.look(f"tên {name.text}", title, (13, 14), bold=True, align="center", is_caps=True)
        c.need(attached.text.startswith("(Kèm theo "), f"{name.text}: thiếu dòng Kèm theo")
        c.look(f"kèm theo {name.text}", attached, (13, 14), bold=False, italic=True, align="center")


def tables(c: Check) -> None:
    """Data tables stay inside the margins, their headers repeat and their rows are not torn."""
    section = 0
    for block in c.blocks:
        if isinstance(block, Paragraph):
            section += block._p.find(f"{w('pPr')}/{w('sectPr')}") is not None
            continue
        first = block.rows[0]
        if not block.style or block.style.name != "Table Grid":
            continue
        page = c.document.sections[section]
        room = mm(page.page_width - page.left_margin - page.right_margin)
        width = sum(mm(cell.width) for cell in first.cells)
        name = first.cells[0].text
        c.need(width <= room + 1, f"bảng rộng {width:.0f} mm trên {room:.0f} mm: {name}")
        properties = first._tr.trPr
        c.need(
            properties is not None and properties.find(w("tblHeader")) is not None,
            f"bảng không lặp dòng đầu: {first.cells[0].text}",
        )
        c.need(
            all(
                r._tr.trPr is not None and r._tr.trPr.find(w("cantSplit")) is not None
                for r in block.rows
            ),
            f"bảng có dòng bị cắt trang: {first.cells[0].text}",
        )
        c.need(len({len(r.cells) for r in block.rows}) == 1, "bảng có dòng lệch cột")


def pictures(c: Check) -> None:
    """Every picture has an alternative text and stays inside the margins."""
    for shape in c.document.inline_shapes:
        alt = shape._inline.docPr.get("descr") or ""
        c.need(len(alt) > 20 and "{" not in alt, "biểu đồ: thiếu văn bản thay thế")
        c.need(mm(shape.width) <= 165, "biểu đồ: rộng quá lề")


def wording(c: Check) -> None:
    """Nothing a program left behind; figures as officials write them."""
    for paragraph in paragraphs(c.document):
        text = paragraph.text.replace("\n", " ")
        for pattern, reason in FORBIDDEN:
            c.need(not re.search(pattern, text), f"{reason}: {text[:50]}")
    everything = " ".join(p.text for p in paragraphs(c.document))
    c.need(("DỰ THẢO" in everything) == c.is_draft, "dự thảo: dấu hiệu sai với loại văn bản")
