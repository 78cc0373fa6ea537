"""What of a unit's own workbook openpyxl does not write again: to be told before it is lost.

Told by what stands in the archive, not by what openpyxl happens to read: each kind once.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

from render.feedback.marks import HEADING

MOST_BYTES = 16 * 1024**2  # of a part that is looked into; the rest is passed over

_DRAWING, _COMMENTS = r"xl/drawings/[^/]+\.xml", r"xl/comments[^/]*\.xml|xl/comments/[^/]+\.xml"
_SHAPES = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp)[ >]")
_BOXES = re.compile(rb"\btxBox=\"(?:1|true)\"")
_COMMENT = re.compile(rb"<(?:\w+:)?comment ")
_RUN = re.compile(rb"<(?:\w+:)?rPr[ >/]")

_PARTS: Mapping[str, str] = {
    r"xl/vbaProject\.bin|xl/macrosheets/.*": "macro",
    r"xl/ctrlProps/.*|xl/activeX/.*": "nút bấm, ô chọn (điều khiển biểu mẫu)",
    r"xl/embeddings/.*": "tệp nhúng",
    r"xl/threadedComments/.*": "trao đổi trong ghi chú",
    r"xl/diagrams/.*": "sơ đồ SmartArt",
    r"xl/charts/.*": "định dạng của biểu đồ",
    r"xl/chartsheets/.*": "trang biểu đồ",
    r"xl/media/.*\.(?!png$|jpe?g$|gif$|bmp$)[^.]+": "hình ở định dạng khác PNG, JPEG",
    r"xl/richData/.*": "hình đặt trong ô",
    r"xl/slicers/.*|xl/timelines/.*": "bộ lọc hình (slicer)",
    r"xl/connections\.xml|xl/queryTables/.*|xl/model/.*": "kết nối dữ liệu",
    r"_xmlsignatures/.*": "chữ ký số",
    r"customUI/.*": "thanh công cụ riêng",
}
"""Parts of the archive by name, and what is lost with them."""

_ELEMENTS: Mapping[str, Mapping[bytes, str]] = {
    _DRAWING: {
        rb"\btxBox=\"(1|true)\"": "hộp chữ",
        rb"<(\w+:)?grpSp[ >]": "hình ghép nhóm",
    },
    r"xl/drawings/[^/]+\.vml": {
        rb"ObjectType=['\"](?!Note)\w+": "nút bấm, ô chọn (điều khiển biểu mẫu)",
        rb"<\w+:imagedata\b": "hình ở đầu trang, chân trang",
    },
    r"xl/sharedStrings\.xml": {
        rb"<(\w+:)?r>\s*<(\w+:)?rPr": "định dạng từng phần chữ trong ô",
    },
    r"xl/worksheets/[^/]+\.xml": {
        rb"<(\w+:)?picture[ >]": "hình nền của trang",
        rb"sparklineGroup[ >]": "biểu đồ nhỏ trong ô (sparkline)",
        rb"<\w+:cfRule[ >]": "định dạng có điều kiện kiểu mới",
        rb"<(\w+:)?is>\s*<(\w+:)?r>\s*<(\w+:)?rPr": "định dạng từng phần chữ trong ô",
        rb"<(\w+:)?oleObject[ >]": "tệp nhúng",
        rb"<(\w+:)?control[ >]": "nút bấm, ô chọn (điều khiển biểu mẫu)",
    },
}
"""Parts that are looked into, and what is lost where a pattern stands in them."""


def find_losses(content: bytes) -> list[str]:
    """What the feedback's copy of a workbook lacks, in Vietnamese, each kind once; often nothing.

    Raises zipfile.BadZipFile for what is no archive.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = [what for part in archive.infolist() for what in _losses(archive, part)]
    return list(dict.fromkeys(found))


def _losses(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterable[str]:
    name = part.filename.replace("\\", "/").lstrip("/")
    for pattern, what in _PARTS.items():
        if re.fullmatch(pattern, name, re.IGNORECASE):
            yield what
    for pattern, inside in _ELEMENTS.items():
        if re.fullmatch(pattern, name, re.IGNORECASE):
            text = _beginning(archive, part)
            yield from (what for mark, what in inside.items() if re.search(mark, text))
    if re.fullmatch(_DRAWING, name, re.IGNORECASE) and _has_shape(_beginning(archive, part)):
        yield "hình vẽ"
    if re.fullmatch(_COMMENTS, name, re.IGNORECASE) and _has_look(_beginning(archive, part)):
        yield "định dạng chữ trong ghi chú"


def _beginning(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as stream:
        return stream.read(MOST_BYTES)


def _has_shape(drawing: bytes) -> bool:
    """Whether any shape stands in a drawing but text boxes."""
    return len(_SHAPES.findall(drawing)) > len(_BOXES.findall(drawing))


def _has_look(comments: bytes) -> bool:
    """Whether a comment of the unit's own has fonts; ours may have been given some by Excel."""
    ours = HEADING.encode()
    return any(_RUN.search(text) and ours not in text for text in _COMMENT.split(comments))
