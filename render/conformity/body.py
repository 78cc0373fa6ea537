"""Decree 30/2020, annex I, II.6 and V.6: the text of the report and its headings."""

import re

from docx.text.paragraph import Paragraph

from render.conformity.checking import Check, body_paragraphs, roman
from transforms.text import plain_number

LEVELS = (r"[IVX]+\. ", r"\d{1,2}\. ", r"[a-zđ]\) ")
LETTERS = "abcdđeghiklmnopqrstuvxy"
CAPTION = re.compile(r"(Bảng|Biểu đồ) \d+\. ")
END = "./."


def check_body(c: Check) -> None:
    """Justified, first line 10-12.7 mm, gaps from 6 pt, lines 1 to 1.5."""
    texts = body_paragraphs(c)
    bases = [p for p in texts if p.text.startswith("Căn cứ ")]
    for number, base in enumerate(bases, start=1):
        c.look("căn cứ", base, (13, 14), bold=False, italic=True, align="both")
        mark = "." if number == len(bases) else ";"
        c.need(base.text.strip().endswith(mark), base, "căn cứ: dấu câu cuối", f"kết bằng “{mark}”")
    for paragraph in texts:
        text = paragraph.text.strip()
        if CAPTION.match(text):
            c.look("tên bảng, biểu đồ", paragraph, (12, 14), bold=True, align="center")
            continue
        _check_shape(c, paragraph)
        if level(text) is None and paragraph not in bases:
            c.look("nội dung", paragraph, (13, 14), bold=False, italic=False)
    _check_headings(c, texts)
    _check_end(c, texts)


def _check_shape(c: Check, paragraph: Paragraph) -> None:
    indent = c.effective.millimetres(paragraph, "ind", "firstLine")
    c.need(
        9.9 <= indent <= 12.8,
        paragraph, f"dòng đầu lùi {plain_number(round(indent, 1))} mm",
        "lùi dòng đầu 1 cm hoặc 1,27 cm",
    )  # fmt: skip
    c.need(c.effective.align(paragraph) == "both", paragraph, "không căn đều", "căn đều hai lề")
    gap = sum(c.effective.points(paragraph, "spacing", side) for side in ("before", "after"))
    c.need(gap >= 6, paragraph, f"cách đoạn {plain_number(gap)} pt", "đặt cách đoạn tối thiểu 6 pt")
    line = c.effective.line(paragraph)
    c.need(
        0.99 <= line <= 1.5,
        paragraph,
        f"giãn dòng {plain_number(round(line, 2))}",
        "đặt từ 1 đến 1,5 dòng",
    )


def level(text: str) -> int | None:
    """0, 1, 2 for the headings ``I.``, ``1.``, ``a)``; None for a text."""
    return next((n for n, pattern in enumerate(LEVELS) if re.match(pattern, text)), None)


def _check_headings(c: Check, texts: list[Paragraph]) -> None:
    """Numbered without a gap, in the look of their level, each with text below it."""
    numbers = [0, 0, 0]
    for place, paragraph in enumerate(texts):
        depth = level(paragraph.text.strip())
        if depth is None:
            continue
        numbers = [*numbers[:depth], numbers[depth] + 1, *([0] * (2 - depth))]
        letter = LETTERS[min(numbers[2], len(LETTERS)) - 1]
        wanted = (roman(numbers[0]), str(numbers[1]), letter)[depth]
        label = re.split(r"[.)]", paragraph.text.strip())[0]
        c.need(label == wanted, paragraph, f"đề mục đánh số “{label}”", f"lẽ ra là “{wanted}”")
        c.look("đề mục", paragraph, (13, 14), bold=depth < 2, italic=False, is_caps=depth == 0)
        after = texts[place + 1].text.strip() if place + 1 < len(texts) else ""
        below = level(after)
        c.need(
            after and (below is None or below > depth),
            paragraph, "đề mục không có nội dung", "viết nội dung hoặc bỏ đề mục",
        )  # fmt: skip


def _check_end(c: Check, texts: list[Paragraph]) -> None:
    last = texts[-1] if texts else "Nội dung"
    is_ended = bool(texts) and texts[-1].text.strip().endswith(END)
    c.need(is_ended, last, "lời văn không kết thúc bằng “./.”", "thêm “./.” sau câu cuối")
    for paragraph in texts[:-1]:
        c.need(END not in paragraph.text, paragraph, "có “./.” giữa văn bản", "chỉ ghi ở câu cuối")
