"""An edited Word file laid open: plain text as it will print, and where in the file it stands.

Word keeps text in many wrappings (changes not yet accepted, content controls, links). They are
unwrapped once, after what they betray of a draft has been noted, so that no check looks past them.
"""

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from render.conformity.effective import Line, blocks, cells, w
from transforms.conformity.comparison import quote
from transforms.errors import ReportError
from transforms.text import squeeze

ANNEX = re.compile(r"Phụ lục( [IVX]+)?")
CAPTION = re.compile(r"(Bảng \d+)\. ")
MOST_BLOCKS = 20_000
MOST_PARAGRAPHS = 300_000
WRAPPINGS = tuple(
    w(name)
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdtContent", "bdo", "dir")
)
DELETED = (w("del"), w("moveFrom"))


class Opened:
    """A document, its blocks in order, and the place of each paragraph and table."""

    def __init__(self, document: Document):
        self.document = document
        body = document.element.body
        for part in (body, *_stories(document)):
            unwrap(part)
        self.blocks = list(blocks(body, document._body, Line))
        if len(self.blocks) > MOST_BLOCKS:
            raise ReportError(f"FILE: văn bản có trên {MOST_BLOCKS} đoạn, không phải báo cáo này")
        self.paragraphs = list(_paragraphs(self.blocks))
        if len(self.paragraphs) > MOST_PARAGRAPHS:
            raise ReportError("FILE: các bảng có quá nhiều ô, không phải báo cáo này")
        self._places = dict(_places(body, self.blocks))

    def place(self, paragraph: Paragraph) -> str:
        """``Trang 2, đoạn 14 (“Kỳ số liệu…”)``; pages where Word has noted them."""
        return self.place_of(paragraph._p)

    def place_of(self, element: Any) -> str:
        """The place of an element, or of the paragraph that holds it."""
        while element is not None:
            if element in self._places:
                found: str = self._places[element]
                return found
            element = element.getparent()
        return "Văn bản"


def unwrap(root: Any) -> None:
    """As if every change had been accepted and every control, link and tag taken off."""
    for name in DELETED:
        for element in list(root.iter(name)):
            parent = element.getparent()
            if parent is not None and parent.tag != w("rPr") and parent.tag != w("trPr"):
                parent.remove(element)
    for element in list(root.iter(w("sdt"))):
        content = element.find(w("sdtContent"))
        _replace(element, [] if content is None else list(content))
    for element in list(root.iter(*WRAPPINGS)):
        if element.getparent() is not None and element.getparent().tag != w("rPr"):
            _replace(element, list(element))


def _replace(element: Any, children: list[Any]) -> None:
    parent = element.getparent()
    place = parent.index(element)
    for offset, child in enumerate(children):
        parent.insert(place + offset, child)
    parent.remove(element)


def _stories(document: Document) -> Iterator[Any]:
    """Headers and footers that a section has for itself."""
    for section in document.sections:
        for story in (
            section.header, section.first_page_header, section.even_page_header,
            section.footer, section.first_page_footer, section.even_page_footer,
        ):  # fmt: skip
            if not story.is_linked_to_previous:
                yield story._element


def _paragraphs(found: list[Paragraph | Table]) -> Iterator[Paragraph]:
    for block in found:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from table_paragraphs(block)


def table_paragraphs(table: Table) -> Iterator[Paragraph]:
    """Those of every cell, tables inside cells included."""
    for cell in cells(table):
        for block in blocks(cell._tc, cell, Line):
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from table_paragraphs(block)


def is_closing(table: Table) -> bool:
    """Whether a table holds recipients and signature."""
    first = next(iter(table._tbl.tr_lst), None)
    texts = [] if first is None else [text.text or "" for text in first.iter(w("t"))]
    return "Nơi nhận" in "".join(texts)


def _places(body: Any, found: list[Paragraph | Table]) -> Iterator[tuple[Any, str]]:
    """Paragraphs and tables are counted anew in each annex; tables go by their caption's number."""
    pages = _pages(body)
    number = tables = 0
    annex = caption = ""
    for block in found:
        if isinstance(block, Paragraph):
            text = squeeze(block.text)
            if ANNEX.fullmatch(text):
                annex, number, tables = text, 0, 0
            has_picture = next(block._p.iter(w("drawing"), w("pict")), None) is not None
            number += bool(text) or has_picture
            named = CAPTION.match(text)
            caption = named[1] if named else "" if text else caption
            shown = quote(text) if text else "hình" if has_picture else "trống"
            page = pages.get(block._p, "")
            yield block._p, _shown(annex, page, f"đoạn {number} ({shown})")
            continue
        tables += block is not found[0] and not is_closing(block)
        name = caption.lower() or f"bảng thứ {tables}"
        if block is found[0]:
            name = "đầu trang 1"
        elif is_closing(block):
            name = "nơi nhận, chữ ký"
        yield from _places_in(block, annex, name, pages)


def _places_in(
    table: Table, annex: str, name: str, pages: dict[Any, str]
) -> Iterator[tuple[Any, str]]:
    first = next(table._tbl.iter(w("p")), None)
    page = pages.get(first, "")
    yield table._tbl, _shown(annex, page, name)
    is_data = name.startswith("bảng")
    for row, element in enumerate(table._tbl.tr_lst, start=1):
        line = f"{name}, dòng {row}" if is_data else name
        yield element, _shown(annex, page, line)
        for paragraph in element.iter(w("p")):
            text = "".join(t.text or "" for t in paragraph.iter(w("t")))
            shown = f" ({quote(text)})" if text.strip() else ""
            page = pages.get(paragraph, page)
            yield paragraph, _shown(annex, page, f"{line}{shown}")


def _shown(annex: str, page: str, place: str) -> str:
    text = ", ".join(filter(None, (annex, page, place)))
    return text[:1].upper() + text[1:]


def _pages(body: Any) -> dict[Any, str]:
    """The page of each paragraph, by the breaks that Word noted when it last saved; else none."""
    breaks = qn("w:lastRenderedPageBreak")
    if next(body.iter(breaks), None) is None:
        return {}
    pages: dict[Any, str] = {}
    page = 1
    for element in body.iter(w("p"), breaks, w("sectPr")):
        if element.tag == w("p"):
            pages[element] = f"trang {page}"
        elif element.tag == breaks:
            page += 1
        elif element.getparent().tag == w("pPr"):
            page = 0  # the break noted at the next section's beginning makes it 1
    return pages
