"""Decree 30/2020, annex I, part I: paper, margins, page numbers, letters."""

import unicodedata
from typing import Any

from docx.section import Section
from docx.text.paragraph import Paragraph

from render.conformity.checking import Check
from render.conformity.effective import mm, w
from transforms.text import plain_number

SIDES = (
    ("top", "trên", 20, 25),
    ("bottom", "dưới", 20, 25),
    ("left", "trái", 30, 35),
    ("right", "phải", 15, 20),
)


def check_pages(c: Check) -> None:
    """Part I, I: A4, its margins, page number centred above the text, none on page 1."""
    for number, section in enumerate(c.document.sections, start=1):
        place = "Trang của nội dung" if number == 1 else f"Trang của phụ lục {number - 1}"
        _check_paper(c, section, place, number)
        if number == 1 or not _is_plain(section):
            _check_numbers(c, section, place, number)


def _is_plain(section: Section) -> bool:
    """How LibreOffice writes an annex of one page: no number, as on any first page."""
    lines = _lines(section.header)
    is_blank = not any(_fields(line) or line.text.strip() for line in lines)
    return is_blank and not section.different_first_page_header_footer


def _check_paper(c: Check, section: Section, place: str, number: int) -> None:
    sides = (round(mm(section.page_width)), round(mm(section.page_height)))
    c.need(
        sides == (210, 297) if number == 1 else set(sides) == {210, 297},
        place, f"khổ giấy {sides[0]} x {sides[1]} mm", "đặt khổ A4 (210 x 297 mm)"
        + (", trang đứng" if number == 1 else ""),
    )  # fmt: skip
    for side, name, low, high in SIDES:
        margin = mm(getattr(section, f"{side}_margin"))
        c.need(
            low - 0.1 <= margin <= high + 0.1,
            place, f"lề {name} {margin:.0f} mm", f"đặt từ {low} đến {high} mm",
        )  # fmt: skip


def _check_numbers(c: Check, section: Section, place: str, number: int) -> None:
    c.need(
        section.different_first_page_header_footer,
        place, "trang đầu không tách riêng đầu trang", "chọn Different First Page (trang đầu khác)",
    )  # fmt: skip
    first = "".join(_fields(p) + p.text for p in _lines(section.first_page_header))
    c.need(not first.strip(), place, "trang đầu có số trang", "xóa số ở đầu trang thứ nhất")
    headers = [section.header]
    if c.document.settings.odd_and_even_pages_header_footer:
        headers.append(section.even_page_header)
    for header in headers:
        _check_header(c, _lines(header), place)
    for footer in (section.footer, section.first_page_footer):
        text = "".join(_fields(p) + p.text for p in _lines(footer)).strip()
        c.need(not text, place, "có chữ, số ở chân trang", "xóa; số trang đặt ở giữa, lề trên")
    order = section._sectPr.find(w("pgNumType"))
    start = order.get(w("start")) if order is not None else None
    kind = order.get(w("fmt"), "decimal") if order is not None else "decimal"
    c.need(kind == "decimal", place, "số trang không phải chữ số Ả Rập", "đặt kiểu 1, 2, 3")
    if number > 1:
        c.need(
            start == "1", place, "phụ lục không đánh số trang riêng", "cho số trang bắt đầu từ 1"
        )
    else:
        c.need(start in (None, "1"), place, "số trang không bắt đầu từ 1", "cho bắt đầu từ 1")


def _check_header(c: Check, lines: list[Paragraph], place: str) -> None:
    numbered = [line for line in lines if "PAGE" in _fields(line)]
    c.need(numbered, place, "thiếu số trang", "chèn số trang (Page Number) ở giữa, lề trên")
    for line in numbered:
        c.need(c.effective.align(line) == "center", place, "số trang không ở giữa", "đặt căn giữa")
        before = len(c.wrong)
        c.look("số trang", line, (13, 14), bold=False, italic=False)
        c.wrong[before:] = [type(f)(place, f.fault, f.remedy) for f in c.wrong[before:]]
    text = "".join(line.text for line in lines).strip()
    c.need(not text or text.isdigit(), place, f"đầu trang có chữ “{text[:40]}”", "chỉ để số trang")


def _lines(story: Any) -> list[Paragraph]:
    return [Paragraph(element, story) for element in story._element.iter(w("p"))]


def _fields(paragraph: Paragraph) -> str:
    codes = [code.text or "" for code in paragraph._p.iter(w("instrText"))]
    codes += [code.get(w("instr")) or "" for code in paragraph._p.iter(w("fldSimple"))]
    return "".join(codes)


def check_letters(c: Check) -> None:
    """Part I, I.5: Times New Roman, Unicode (NFC), black; Vietnamese as language."""
    default = c.effective.default_run
    language = default.find(w("lang")) if default is not None else None
    c.need(
        language is not None and language.get(w("val")) == "vi-VN",
        "Văn bản", "ngôn ngữ mặc định không phải tiếng Việt", "đặt ngôn ngữ Vietnamese (vi-VN)",
    )  # fmt: skip
    for paragraph in c.opened.paragraphs:
        for run in paragraph.runs:
            if run.text.strip():
                _check_letters_of(c, paragraph, run)


def _check_letters_of(c: Check, paragraph: Paragraph, run: Any) -> None:
    fonts = c.effective.fonts(paragraph, run)
    c.need(
        fonts == {"Times New Roman"},
        paragraph, f"phông chữ {', '.join(sorted(fonts)) or 'không rõ'}", "đặt Times New Roman",
    )  # fmt: skip
    colour = c.effective.colour(paragraph, run)
    c.need(colour in ("auto", "000000"), paragraph, "chữ có màu", "đặt chữ màu đen")
    size = c.effective.size(paragraph, run)
    c.need(11 <= size <= 14, paragraph, f"cỡ chữ {plain_number(size)}", "đặt cỡ chữ từ 11 đến 14")
    c.need(
        unicodedata.is_normalized("NFC", run.text),
        paragraph, "chữ gõ bằng Unicode tổ hợp", "chuyển sang Unicode dựng sẵn (TCVN 6909:2001)",
    )  # fmt: skip
    for name, fault in (("strike", "chữ bị gạch ngang"), ("dstrike", "chữ bị gạch ngang")):
        c.need(
            not c.effective.is_on(paragraph, run, name), paragraph, fault, "xóa hẳn hoặc bỏ gạch"
        )
    c.need(
        not c.effective.is_on(paragraph, run, "vanish"),
        paragraph, "có chữ ẩn (hidden)", "xóa hẳn hoặc cho hiện lại",
    )  # fmt: skip
    line = c.effective.run(paragraph, run, "u")
    is_lined = line is not None and line.get(w("val"), "single") != "none"
    c.need(not is_lined, paragraph, "chữ gạch chân", "bỏ gạch chân")
