"""What a draft leaves behind: gaps to fill, highlights, comments, changes, a program's words."""

import re
from typing import Any

from docx.document import Document

from render.conformity.checking import Check
from render.conformity.effective import w
from render.conformity.title import DRAFT
from transforms.conformity.finding import Finding
from transforms.conformity.issue import is_issue_line
from transforms.text import squeeze

FORBIDDEN = (
    (r"\{\{|\}\}|\{%|%\}", "còn sót mã Jinja"),
    (r"\b(None|nan|NaT|Undefined)\b", "còn sót giá trị rỗng của chương trình"),
    (r"(?<! ) {2,}(?! )", "hai dấu cách liền nhau"),
    (r"\d\.\d{1,2}%|\d %", "tỷ lệ không viết theo lối Việt Nam"),
    (r" [,;.:)]", "dấu cách trước dấu câu"),
)
UNFINISHED = (
    (r"…|\.{3,}", "còn dấu “…” chờ điền"),
    (r"_{2,}|-{3,}", "còn dòng kẻ chờ điền"),
    (r"\?{2,}", "còn dấu “??”"),
    (r"\[[^\]]*\]|<[^<>]{1,60}>", "còn chỗ chờ điền trong ngoặc"),
    (r"\b[Xx]{3,}\b|\bxx\b|\b(TODO|FIXME|TBD|DRAFT|Lorem ipsum)\b", "còn ký hiệu chờ điền"),
    (r"(?i)\b(bản nháp|bổ sung sau|cập nhật sau|điền sau|viết sau)\b", "còn lời của bản nháp"),
    (r"(?i)\((cần )?(điền|bổ sung|xem lại|kiểm tra lại|rà soát)\b", "còn lời nhắc của người soạn"),
    (r"(?i)\b(nhấp|bấm|nhấn) vào đây|click or tap|error! |lỗi! ", "còn chữ mẫu của Word"),
    (r"[\u00a0\u2007\u202f]{2,}|\t", "còn khoảng trống chờ điền"),
    (rf"\b{DRAFT}\b|\bNHÁP\b", "còn chữ DỰ THẢO, NHÁP"),
)
CHANGES = (
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange"),
    "tcPrChange",
)
EMBEDDED = (w("altChunk"), w("object"), w("subDoc"))
COMMENT = "còn bình luận (Comment)"
STORIES = ("/header", "/footer")
NOTES = ("/footnotes", "/endnotes", "/comments")

Mark = tuple[Any, str, str]


def find_marks(document: Document) -> list[Mark]:
    """What only the file as it was saved shows: element, fault, remedy. Before unwrapping."""
    body = document.element.body
    found: list[Mark] = []
    if body is None:
        return found
    for name in CHANGES:
        found += [
            (element, "còn thay đổi chưa duyệt (Track Changes)", "Accept hoặc Reject thay đổi này")
            for element in body.iter(w(name))
        ]
    for element in body.iter(w("commentReference"), w("commentRangeStart")):
        found.append((element, COMMENT, "xóa bình luận"))
    for element in body.iter(w("showingPlcHdr")):
        found.append((element, "còn ô chờ điền (content control)", "điền hoặc xóa ô này"))
    for element in body.iter(w("txbxContent")):
        found.append((element, "có khung chữ (Text Box)", "chuyển chữ trong khung thành đoạn văn"))
    for element in body.iter(*EMBEDDED):
        found.append((element, "có tệp nhúng", "thay bằng chữ, bảng hoặc hình"))
    found = [(_anchor(element), fault, remedy) for element, fault, remedy in found]
    is_told = any(fault == COMMENT for _, fault, _ in found)
    parts = _marks_of_parts(document)
    return found + [mark for mark in parts if not (is_told and mark[1] == COMMENT)]


def _anchor(element: Any) -> Any:
    """What stays when wrappings are taken off: the paragraph around, in, or after the element."""
    above = element
    while above is not None and above.tag not in (w("p"), w("tr"), w("tbl"), w("body")):
        above = above.getparent()
    if above is not None and above.tag == w("body"):
        return next(element.iter(w("p")), None)
    return above


def _marks_of_parts(document: Document) -> list[Mark]:
    """Watermarks in headers, notes at the foot."""
    found: list[Mark] = []
    for relation in document.part.rels.values():
        if relation.is_external:
            continue
        kind, part = relation.reltype, relation.target_part
        content = getattr(part, "blob", b"")
        if kind.endswith(STORIES) and (b"textpath" in content or b"txbxContent" in content):
            fault = "đầu, chân trang có chữ chìm hoặc khung chữ (Watermark, Text Box)"
            found.append((None, fault, "bỏ chữ chìm: Design, Watermark, Remove"))
        if kind.endswith(NOTES[:2]) and _has_notes(content):
            found.append((None, "có chú thích cuối trang", "đưa chú thích vào nội dung"))
        if kind.endswith(NOTES[2:]) and b"<w:comment " in content:
            found.append((None, COMMENT, "xóa mọi bình luận"))
    return found


def _has_notes(content: bytes) -> bool:
    """Whether there are notes beside the separators that Word always keeps."""
    notes = re.findall(rb"<w:(?:footnote|endnote)\s[^>]*>", content)
    return any(b"w:type=" not in note for note in notes)


def check_marks(c: Check, marks: list[Mark]) -> None:
    """The marks that were found, each at its paragraph."""
    for element, fault, remedy in marks:
        place = "Văn bản" if element is None else c.opened.place_of(element)
        finding = Finding(place, fault, remedy)
        if finding not in c.wrong:
            c.wrong.append(finding)


def check_highlights(c: Check) -> None:
    """Text that somebody coloured to come back to."""
    for paragraph in c.opened.paragraphs:
        for run in paragraph.runs:
            if run.text.strip() and _is_marked(c, paragraph, run):
                c.need(False, paragraph, "chữ còn tô nền", "bỏ tô nền (Text Highlight: No Color)")
                break


def _is_marked(c: Check, paragraph: Any, run: Any) -> bool:
    colour = c.effective.run(paragraph, run, "highlight")
    if colour is not None and colour.get(w("val")) not in ("none", None):
        return True
    own = [run._r.find(f"{w('rPr')}/{w('shd')}"), paragraph._p.find(f"{w('pPr')}/{w('shd')}")]
    fills = [shade.get(w("fill"), "auto").lower() for shade in own if shade is not None]
    return any(fill not in ("auto", "ffffff", "none") for fill in fills)


def check_wording(c: Check) -> None:
    """Nothing a program or a drafter left behind; figures as officials write them."""
    for paragraph in c.opened.paragraphs:
        text = paragraph.text.replace("\n", " ")
        if not text.strip() or squeeze(text) in c.said or _is_mark(text):
            continue
        for pattern, reason in FORBIDDEN:
            c.need(not re.search(pattern, text), paragraph, reason, "sửa lại chỗ này")
        if not is_issue_line(text):
            for pattern, reason in UNFINISHED:
                c.need(not re.search(pattern, text), paragraph, reason, "điền hoặc bỏ chỗ này")


def _is_mark(text: str) -> bool:
    """The mark of a draft in its own line is judged with the title block."""
    return text.strip() == DRAFT
