"""Look through an ods archive: cells, error cells, formulas without a value, merged cells."""

import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from steps.intake.reading.scan_xlsx import XML
from steps.intake.reading.scanning import NOT_A_WORKBOOK, Scan, Unreadable, check_size

MIME_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def scan_ods(archive: zipfile.ZipFile) -> dict[str, Scan]:
    """Every sheet by name; raises Unreadable for another kind of document, or a locked one."""
    names = archive.namelist()
    if "mimetype" not in names or not archive.read("mimetype").startswith(MIME_TYPE):
        raise Unreadable(NOT_A_WORKBOOK)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unreadable("tệp đặt mật khẩu")
    with archive.open("content.xml") as stream:
        tree = etree.parse(stream, etree.XMLParser(**XML))
    tables = {_attribute(table, "name") or "": table for table in tree.iter("{*}table")}
    return check_size({name: _scan_table(table) for name, table in tables.items()})


def _attribute(element: Any, leaf: str) -> str | None:
    return next((value for key, value in element.items() if key.endswith("}" + leaf)), None)


def _times(element: Any, what: str) -> int:
    return int(_attribute(element, f"number-{what}") or 1)


def _scan_table(table: Any) -> Scan:
    scan = Scan()
    merges = []
    row = 1
    for line in table.iter("{*}table-row"):
        times = _times(line, "rows-repeated")
        for column, width, cell in _cells(line):
            _note_cell(scan, cell, (row, column), (row + times - 1, column + width - 1))
            right, bottom = _times(cell, "columns-spanned"), _times(cell, "rows-spanned")
            if right > 1 or bottom > 1:
                merges.append((row, column, row + bottom - 1, column + right - 1))
        row += times
    scan.merges = tuple(merges)
    return scan


def _cells(line: Any) -> Iterator[tuple[int, int, Any]]:
    """First column, number of columns and element of every cell, covered ones too."""
    column = 1
    for cell in line.iterchildren("{*}table-cell", "{*}covered-table-cell"):
        width = _times(cell, "columns-repeated")
        yield column, width, cell
        column += width


def _note_cell(scan: Scan, cell: Any, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Note a cell that stands for all from ``first`` to ``last``."""
    kinds = {value for key, value in cell.items() if key.endswith("}value-type")}
    formula = _attribute(cell, "formula")
    if not kinds and not formula:
        return
    scan.reach(*last)
    if "error" in kinds:
        defect = "".join(text for part in cell.iterchildren("{*}p") for text in part.itertext())
        defect = defect or "#N/A"
    elif kinds:
        return
    else:
        defect = ""
    for row in range(first[0], last[0] + 1):
        for column in range(first[1], last[1] + 1):
            scan.defects[row, column] = defect
