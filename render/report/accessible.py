"""What LibreOffice leaves out of a PDF that must be PDF/A-2b and PDF/UA-1, and what it bloats.

Lines that it draws outside of any content become artifacts, tables that only lay out become
divisions, the map of roles loses what maps to itself, the metadata say PDF/UA-1 and no time of
making. No stream ends with a carriage return.
"""

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

ABOUT = b"""
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas>
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
    </rdf:Bag>
   </pdfaExtension:schemas>
  </rdf:Description>
"""
BUILDING = {"m", "l", "c", "v", "y", "h", "re"}
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
OPENING = ("BMC", "BDC")
CUT, OBJECT, STREAM = b"\r\nendstream", b" obj\n", b"\nstream\n"
LENGTH = re.compile(rb"/Length \d+")
Instruction = tuple[Any, pikepdf.Operator]


def complete_pdf(data: bytes) -> bytes:
    """The PDF of LibreOffice with what the two standards ask for."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            if _draws_outside(page):
                marked = list(_mark_drawings(list(pikepdf.parse_content_stream(page))))
                packed = zlib.compress(pikepdf.unparse_content_stream(marked))
                page.Contents = pdf.make_stream(packed, Filter=pikepdf.Name.FlateDecode)
        tree = pdf.Root.StructTreeRoot
        for name in [name for name, role in tree.RoleMap.items() if name == str(role)]:
            del tree.RoleMap[name]
        _free_layout(tree)
        _declare(pdf)
        return _save(pdf)


def _save(pdf: pikepdf.Pdf) -> bytes:
    """The file with its objects packed together, which makes it several times smaller."""
    buffer = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate
    pdf.save(buffer, deterministic_id=True, object_stream_mode=mode)
    return end_streams(buffer.getvalue())


def end_streams(data: bytes) -> bytes:
    """The saved file, no stream of which ends with a carriage return, no object moved.

    The line break that follows it would be read as one with it, and the stream as too short. Such a
    stream, one of 256, gets a blank more, which its dictionary, written narrower, gives up.
    """
    made = bytearray(data)
    at = data.find(CUT)
    while at >= 0:
        start = data.rfind(OBJECT, 0, at) + len(OBJECT)
        head, content = data[start:at].split(STREAM, 1)
        told = LENGTH.sub(b"/Length %d" % (len(content) + 2), head, count=1)
        narrow = told.replace(b"<< ", b"<<", 1).removesuffix(b" >>") + b">>"
        made[start : at + 1] = narrow.ljust(len(head) - 1) + STREAM + content + b"\r "
        at = data.find(CUT, at + 1)
    return bytes(made)


def _draws_outside(page: pikepdf.Page) -> bool:
    """Whether a path is painted outside marked content: a look at one instruction a line."""
    depth = 0
    for line in page.Contents.read_bytes().decode("latin-1").splitlines():
        if line.endswith(OPENING):
            depth += 1
        elif line.endswith("EMC"):
            depth -= 1
        elif not depth and line.rpartition(" ")[2] in PAINTING:
            return True
    return False


def _mark_drawings(found: list[Any]) -> Iterator[Instruction]:
    """The page's instructions, every path painted outside marked content as an artifact."""
    depth, path = 0, list[Instruction]()
    for operands, operator in found:
        name = str(operator)
        depth += (name in OPENING) - (name == "EMC")
        if not depth and name in BUILDING:
            path.append((operands, operator))
        elif path:
            wanted = name in PAINTING
            if wanted:
                yield [pikepdf.Name.Artifact], pikepdf.Operator("BMC")
            yield from path
            yield operands, operator
            if wanted:
                yield [], pikepdf.Operator("EMC")
            path.clear()
        else:
            yield operands, operator


def _free_layout(element: Any) -> bool:
    """A table without a header cell only lays out: it and its cells are divisions.

    Whether there is a header cell in the element; tables do not stand in each other.
    """
    kind = str(element.get("/S", ""))
    children = [child for child in _children(element) if isinstance(child, pikepdf.Dictionary)]
    has_head = any([_free_layout(child) for child in children]) or kind == "/TH"
    if kind == "/Table" and not has_head:
        for part in _descendants(element):
            if str(part.get("/S", "")) in ("/Table", "/TR", "/TD"):
                part.S = pikepdf.Name.Div
                if "/A" in part:
                    del part.A
    return has_head


def _children(element: Any) -> list[Any]:
    children = element.get("/K", [])
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def _descendants(element: Any) -> Iterator[Any]:
    yield element
    for child in _children(element):
        if isinstance(child, pikepdf.Dictionary):
            yield from _descendants(child)


def _declare(pdf: pikepdf.Pdf) -> None:
    """PDF/UA in the metadata, and no time in which the file was made."""
    data = pdf.Root.Metadata.read_bytes()
    lines = [line for line in data.splitlines(keepends=True) if b"<xmp:CreateDate>" not in line]
    told = b"".join(lines).replace(b" </rdf:RDF>", ABOUT.lstrip(b"\n") + b" </rdf:RDF>", 1)
    metadata = pdf.make_stream(told)
    metadata.Type, metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = metadata
    for name in ("/CreationDate", "/ModDate"):
        if name in pdf.docinfo:
            del pdf.docinfo[name]
