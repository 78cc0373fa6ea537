"""What openpyxl leaves undone inside an .xlsx: values of formulas, shared texts, order of fonts.

Works on the parts as openpyxl writes them, by patterns: a parser would take seconds on the trace of
2,000 units.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*?) t="inlineStr"><is>(<t.*?)</is></c>')
FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f>(.*?)</f><v ?/?>(?:</v>)?</c>')
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
SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
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


def complete_workbook(content: bytes, values: Sequence[Mapping[str, Any]]) -> bytes:
    """The package with each formula's value stored, its texts shared, its fonts in schema order.

    ``values``: per sheet the value of each cell that holds a formula, for readers that do not
    calculate; text where a formula gives text.
    """
    source = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: source.read(name) for name in source.namelist()}
    strings: dict[bytes, int] = {}
    for name in sorted(parts):
        found = SHEET.fullmatch(name)
        if found:
            parts[name] = _sheet(parts[name], values[int(found[1]) - 1], strings)
    parts["xl/styles.xml"] = FONT.sub(_ordered, parts["xl/styles.xml"])
    if strings:
        parts[STRINGS] = _shared(strings)
        parts[RELATIONS] = parts[RELATIONS].replace(b"</Rel", RELATION + b"</Rel")
        parts[TYPES] = parts[TYPES].replace(b"</Types>", TYPE + b"</Types>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return buffer.getvalue()


def _sheet(data: bytes, values: Mapping[str, Any], strings: dict[bytes, int]) -> bytes:
    def share(match: re.Match[bytes]) -> bytes:
        number = strings.setdefault(match[3], len(strings))
        return b'<c r="%b"%b t="s"><v>%d</v></c>' % (match[1], match[2], number)

    def store(match: re.Match[bytes]) -> bytes:
        value = values[match[1].decode()]
        attributes = re.sub(rb' t="[a-z]*"', b"", match[2])
        if isinstance(value, str):
            attributes, shown = attributes + b' t="str"', escape(value)
        else:
            shown = repr(value)
        return b'<c r="%b"%b><f>%b</f><v>%b</v></c>' % (
            match[1], attributes, match[3], shown.encode("ascii", "xmlcharrefreplace"),
        )  # fmt: skip

    return FORMULA.sub(store, CELL.sub(share, data))


def _ordered(match: re.Match[bytes]) -> bytes:
    children = sorted(FONT_CHILD.finditer(match[1]), key=lambda child: FONT_ORDER.index(child[1]))
    return b"<font>" + b"".join(child[0] for child in children) + b"</font>"


def _shared(strings: dict[bytes, int]) -> bytes:
    items = b"".join(b"<si>%b</si>" % text for text in strings)
    return b'<sst xmlns="%b" uniqueCount="%d">%b</sst>' % (MAIN, len(strings), items)
