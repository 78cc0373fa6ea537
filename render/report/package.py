"""What openpyxl leaves undone inside an .xlsx: the rows of its sheets, shared texts, font order."""

import io
import re
import zipfile
from collections.abc import Sequence

from render.report.cells import Rows, shared_strings

FONT = re.compile(rb"<font>(.*?)</font>")
FONT_CHILD = re.compile(rb"<(\w+)[^>]*/>")
FONT_ORDER = (
    b"b",
    b"i",
    b"strike",
    b"u",
    b"vertAlign",
    b"sz",
    b"color",
    b"name",
    b"family",
    b"charset",
    b"scheme",
)
EMPTY, AFTER_LINKS = b"<sheetData></sheetData>", b"<pageMargins"
WRONG_SIZE = b'<dimension ref="A1:A1"/>'
RELATIONS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
STRINGS = "xl/sharedStrings.xml"
RELATION = (
    b'<Relationship Id="rIdStrings" Target="/xl/sharedStrings.xml" Type="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def complete_workbook(content: bytes, sheets: Sequence[Rows], strings: dict[str, int]) -> bytes:
    """The package of a workbook without cells with the rows of each sheet, fonts in schema order.

    ``strings``: the texts that the rows share, numbered in their order.
    """
    source = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: source.read(name) for name in source.namelist()}
    for number, rows in enumerate(sheets, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        before, _, after = parts[name].replace(WRONG_SIZE, b"").partition(EMPTY)
        after = after.replace(AFTER_LINKS, rows.hyperlinks() + AFTER_LINKS, 1)
        parts[name] = before + rows.sheet_data() + after
    parts["xl/styles.xml"] = FONT.sub(_ordered, parts["xl/styles.xml"])
    parts[STRINGS] = shared_strings(strings)
    parts[RELATIONS] = parts[RELATIONS].replace(b"</Rel", RELATION + b"</Rel")
    parts[TYPES] = parts[TYPES].replace(b"</Types>", TYPE + b"</Types>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return buffer.getvalue()


def _ordered(match: re.Match[bytes]) -> bytes:
    children = sorted(FONT_CHILD.finditer(match[1]), key=lambda child: FONT_ORDER.index(child[1]))
    return b"<font>" + b"".join(child[0] for child in children) + b"</font>"
