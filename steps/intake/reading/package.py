"""The parts of an xlsx archive, found as the standard allows, in whatever spelling they stand."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from lxml import etree

from steps.intake.reading.scanning import NOT_A_WORKBOOK, Unreadable

XML: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = {
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": MAIN.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": OFFICE.encode(),
}
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_WRITTEN_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>[^<&]*&#")
PLACES = {"sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}


@dataclass(frozen=True)
class Relation:
    """A relation of the workbook: the last word of its type, its target and that part's name."""

    kind: str
    target: str
    part: str


class Package:
    """An archive whose parts are found in any case, with backslashes and ``../``."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.read = cache(archive.read)  # most parts are looked at twice
        self.names = {_plain(name): name for name in archive.namelist()}
        rels = self._relations("_rels/.rels", "")
        books = [r.part for r in rels.values() if r.kind == "officeDocument"]
        self.book = books[0] if books else ""
        if not self.book.casefold().endswith(".xml"):
            raise Unreadable(NOT_A_WORKBOOK)
        folder, leaf = posixpath.split(self.book.replace("\\", "/"))
        self.tree = etree.fromstring(archive.read(self.book), etree.XMLParser(**XML))
        if etree.QName(self.tree).localname != "workbook":
            raise Unreadable(NOT_A_WORKBOOK)
        self.relations = self._relations(posixpath.join(folder, "_rels", f"{leaf}.rels"), folder)

    def part(self, kind: str) -> str | None:
        """The name of the workbook's part of a kind (``styles``), if it has one."""
        found = (r.part for r in self.relations.values() if r.kind == kind and r.part)
        return next(found, None)

    def is_plain(self) -> bool:
        """Whether every part stands where readers that know but one spelling look for it."""
        names = set(self.archive.namelist())
        if self.book != "xl/workbook.xml" or "xl/_rels/workbook.xml.rels" not in names:
            return False
        if "purl.oclc.org" in etree.QName(self.tree).namespace:
            return False
        return all(
            _is_plain_xml(self.read(relation.part))
            and relation.part == _simple(relation.target)
            and relation.part == "xl/" + PLACES.get(relation.kind, relation.part[3:])
            for relation in self.relations.values()
            if relation.kind in (*PLACES, "worksheet") and relation.part
        )

    def plain_bytes(self) -> bytes:
        """The same workbook with its parts under their usual names and in the usual namespaces."""
        saved = io.BytesIO()
        lines = []
        with zipfile.ZipFile(saved, "w") as target:
            target.writestr("[Content_Types].xml", CONTENT_TYPES)
            book = [("book", "officeDocument", "xl/workbook.xml")]
            target.writestr("_rels/.rels", _relations_xml(book))
            target.writestr("xl/workbook.xml", self._read(self.book))
            for number, (key, relation) in enumerate(self.relations.items(), 1):
                if relation.kind not in (*PLACES, "worksheet") or not relation.part:
                    continue
                place = PLACES.get(relation.kind, f"worksheets/sheet{number}.xml")
                target.writestr(f"xl/{place}", self._read(relation.part))
                lines.append((key, relation.kind, place))
            target.writestr("xl/_rels/workbook.xml.rels", _relations_xml(lines))
        return saved.getvalue()

    def _read(self, part: str) -> bytes:
        data = self.read(part)
        if not _is_plain_xml(data):
            parser = etree.XMLParser(**XML, remove_comments=True, remove_pis=True)
            data = etree.tostring(etree.fromstring(data, parser), encoding="utf-8")
        for strict, usual in STRICT.items():
            data = data.replace(strict, usual)
        return data

    def _relations(self, name: str, folder: str) -> dict[str, Relation]:
        """The relations of a part by id."""
        if _plain(name) not in self.names:
            raise Unreadable(NOT_A_WORKBOOK)
        tree = etree.fromstring(self.archive.read(self.names[_plain(name)]), etree.XMLParser(**XML))
        found = {}
        for relation in tree.iter("{*}Relationship"):
            target = relation.get("Target", "").replace("\\", "/")
            path = target if target.startswith("/") else posixpath.join("/", folder, target)
            part = self.names.get(_plain(path), "")
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = Relation(kind, relation.get("Target", ""), part)
        return found


def _is_plain_xml(data: bytes) -> bool:
    """Whether nothing stands in a part that calamine does not read: CDATA and the like."""
    if b"<!" in data or data.find(b"<?", 1) >= 0 or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"&#" not in data or not _WRITTEN_VALUE.search(data)


def _plain(name: str) -> str:
    """A part's name as names are compared."""
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").casefold()


def _relations_xml(relations: list[tuple[str, str, str]]) -> str:
    """Relations as a part, given as id, last word of the type, and target."""
    lines = "".join(
        f'<Relationship Id="{escape(key)}" Type="{escape(f"{OFFICE}/{kind}")}" '
        f'Target="{escape(target)}"/>'
        for key, kind, target in relations
    )
    return f'<Relationships xmlns="{RELATIONS}">{lines}</Relationships>'


def _simple(target: str) -> str:
    """Where a reader that knows no ``../`` finds a target."""
    plain = target.removeprefix("/")
    return plain if plain.startswith("xl/") else f"xl/{plain}"
