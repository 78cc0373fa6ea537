"""Look through an ods archive: cells, error cells, formulas without a value, merges, the look."""

import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from steps.intake.reading.package import XML
from steps.intake.reading.scanning import (
    MAX_COLUMNS,
    MAX_ROWS,
    NOT_A_WORKBOOK,
    Scan,
    Unreadable,
    check_size,
)
from steps.intake.reading.styles_ods import Look, read_looks

MIME_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def scan_ods(archive: zipfile.ZipFile) -> dict[str, Scan]:
    """Every sheet by name; raises Unreadable for another kind of document, or a locked one."""
    names = archive.namelist()
    if "encrypted-package" in names:  # LibreOffice 24 and later: the whole file in one member
        raise Unreadable("tệp đặt mật khẩu")
    if "mimetype" not in names or not archive.read("mimetype").startswith(MIME_TYPE):
        raise Unreadable(NOT_A_WORKBOOK)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unreadable("tệp đặt mật khẩu")
    with archive.open("content.xml") as stream:
        tree = etree.parse(stream, etree.XMLParser(**XML))
    tables = {_attribute(table, "name") or "": table for table in tree.iter("{*}table")}
    looks = read_looks(archive, tree)
    return check_size({name: _scan_table(table, looks) for name, table in tables.items()})


def _attribute(element: Any, leaf: str) -> str | None:
    return next((value for key, value in element.items() if key.endswith("}" + leaf)), None)


def _times(element: Any, what: str) -> int:
    return int(_attribute(element, f"number-{what}") or 1)


def _scan_table(table: Any, looks: dict[str, Look]) -> Scan:
    style = looks.get(_attribute(table, "style-name") or "", Look())
    scan = Scan(is_hidden=style.is_hidden)
    scan.hidden_columns = set(_hidden_columns(table, looks))
    merges = []
    row = 1
    for line in table.iter("{*}table-row"):
        times = _times(line, "rows-repeated")
        for column, width, cell in _cells(line):
            last = row + times - 1, column + width - 1
            _note_cell(scan, cell, (row, column), last)
            _note_look(scan, looks, cell, (row, column), last)
            right, bottom = _times(cell, "columns-spanned"), _times(cell, "rows-spanned")
            if right > 1 or bottom > 1:
                merges.append((row, column, row + bottom - 1, column + right - 1))
        if _is_hidden(line, looks):
            scan.hidden_rows.update(range(row, min(row + times, MAX_ROWS + 1)))
        row += times
    scan.merges = tuple(merges)
    return scan


def _is_hidden(line: Any, looks: dict[str, Look]) -> bool:
    """Whether a row or a range of columns is hidden, filtered out, or hardly there."""
    look = looks.get(_attribute(line, "style-name") or "")
    is_out = _attribute(line, "visibility") in ("collapse", "filter")
    return is_out or bool(look and look.is_hidden)


def _hidden_columns(table: Any, looks: dict[str, Look]) -> Iterator[int]:
    column = 1
    for part in table.iter("{*}table-column"):
        times = _times(part, "columns-repeated")
        if _is_hidden(part, looks):
            yield from range(column, min(column + times, MAX_COLUMNS + 1))
        column += times


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
    if not kinds and (not formula or cell.find("{*}p") is not None):
        return  # nothing, or a formula whose value is the empty text
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


def _note_look(
    scan: Scan,
    looks: dict[str, Look],
    cell: Any,
    first: tuple[int, int],
    last: tuple[int, int],
) -> None:
    """Note how a cell that holds something looks."""
    kind = next((value for key, value in cell.items() if key.endswith("}value-type")), None)
    if kind is None or (not looks and kind != "percentage"):
        return
    look = looks.get(_attribute(cell, "style-name") or "", Look())
    is_struck = _is_struck(looks, cell, look.is_struck)
    mask, scale = (look.mask, look.scale) if kind == "float" else (None, 1)
    scale = 100 if kind == "percentage" else scale
    if not is_struck and not mask and scale == 1:
        return
    for row in range(first[0], last[0] + 1):
        for column in range(first[1], last[1] + 1):
            if is_struck:
                scan.struck.add((row, column))
            if scale != 1:
                scan.scales[row, column] = scale
            if mask:
                scan.masks[row, column] = mask


def _is_struck(looks: dict[str, Look], cell: Any, of_cell: bool) -> bool:
    """Whether any of a cell's text is struck; a span's own style goes before the cell's."""
    marks = []
    for part in cell.iterchildren("{*}p"):
        marks += [of_cell] if (part.text or "").strip() else []
        for span in part:
            look = looks.get(_attribute(span, "style-name") or "")
            if "".join(span.itertext()).strip():
                marks.append(of_cell if look is None or not look.is_said else look.is_struck)
            marks += [of_cell] if (span.tail or "").strip() else []
    return any(marks) if marks else of_cell
