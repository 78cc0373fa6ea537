"""Look through an xlsx or xlsm archive: cells, error cells, formulas stored without a value."""

import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from steps.intake.reading.scanning import NOT_A_WORKBOOK, Scan, Unreadable, check_size

XML: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}


def scan_xlsx(archive: zipfile.ZipFile) -> dict[str, Scan]:
    """Every worksheet by name; raises Unreadable for another kind of Office file."""
    rels = _relations(archive, "_rels/.rels", "")
    book = next((part for kind, part in rels.values() if kind.endswith("/officeDocument")), "")
    if book not in archive.namelist() or not book.endswith(".xml"):
        raise Unreadable(NOT_A_WORKBOOK)
    folder, _, leaf = book.rpartition("/")
    parts = _relations(archive, f"{folder}/_rels/{leaf}.rels".lstrip("/"), folder)
    scans = {}
    for sheet in _tree(archive, book).iter("{*}sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        kind, part = parts.get(key, ("", ""))
        if kind.endswith("/worksheet"):
            scans[sheet.get("name", "")] = _scan_worksheet(archive, part)
    return check_size(scans)


def _tree(archive: zipfile.ZipFile, name: str) -> Any:
    return etree.fromstring(archive.read(name), etree.XMLParser(**XML))


def _relations(archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id → (type, part name)."""
    if name not in archive.namelist():
        raise Unreadable(NOT_A_WORKBOOK)
    found = {}
    for relation in _tree(archive, name).iter("{*}Relationship"):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        found[relation.get("Id", "")] = (relation.get("Type", ""), path)
    return found


def _scan_worksheet(archive: zipfile.ZipFile, part: str) -> Scan:
    scan = Scan()
    with archive.open(part) as stream:
        for row, column, cell in _cells(stream):
            _note_cell(scan, cell, row, column)
    return scan


def _cells(stream: Any) -> Iterator[tuple[int, int, Any]]:
    """Row, column and element of every cell; both may be left out and then count on."""
    row = 0
    for _, line in etree.iterparse(stream, tag="{*}row", **XML):
        row, column = int(line.get("r") or row + 1), 0
        for cell in line.iterchildren("{*}c"):
            if place := cell.get("r"):
                letters, row = coordinate_from_string(place)
                column = column_index_from_string(letters)
            else:
                column += 1
            yield row, column, cell
        line.clear()
        while line.getprevious() is not None:
            del line.getparent()[0]


def _note_cell(scan: Scan, cell: Any, row: int, column: int) -> None:
    value = None
    has_formula = has_text = False
    for part in cell.iterchildren("{*}v", "{*}f", "{*}is"):
        match part.tag[-2:]:
            case "}v":
                value = part.text or ""
            case "}f":
                has_formula = True
            case _:
                has_text = True
    if value is None and not has_formula and not has_text:
        return
    scan.reach(row, column)
    kind = cell.get("t")
    if kind == "e":
        scan.defects[row, column] = value or "#N/A"
    elif has_formula and not value and not (value == "" and kind == "str"):
        scan.defects[row, column] = ""
