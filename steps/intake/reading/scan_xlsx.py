"""Look through an xlsx or xlsm archive: cells, error cells, formulas without a value, the look."""

from collections.abc import Iterator
from typing import Any

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from steps.intake.reading.package import XML, Package
from steps.intake.reading.scanning import MAX_COLUMNS, Scan, check_size
from steps.intake.reading.styles_xlsx import Styles, read_styles, struck_runs

ON = ("1", "true", "on")
NUMBER = (None, "n")
FLAT = 2  # points: a row that low shows nothing
NARROW = 0.5  # characters: nor does a column that narrow


def scan_xlsx(package: Package) -> dict[str, Scan]:
    """Every worksheet by name; raises Unreadable for another kind of Office file."""
    styles = read_styles(package)
    scans = {}
    for sheet in package.tree.iter("{*}sheet"):
        keys = (value for name, value in sheet.items() if str(name).endswith("}id"))
        relation = package.relations.get(str(next(keys, "")))
        if relation and relation.kind == "worksheet":
            scan = _scan_worksheet(package, relation.part, styles)
            scan.is_hidden = sheet.get("state", "visible") != "visible"
            scans[sheet.get("name", "")] = scan
    return check_size(scans)


def _scan_worksheet(package: Package, part: str, styles: Styles) -> Scan:
    scan = Scan()
    with package.archive.open(part) as stream:
        for row, column, cell in _cells(stream, scan):
            _note_cell(scan, styles, cell, row, column)
    return scan


def _cells(stream: Any, scan: Scan) -> Iterator[tuple[int, int, Any]]:
    """Row, column and element of every cell; both may be left out and then count on."""
    row = 0
    for _, line in etree.iterparse(stream, tag=("{*}row", "{*}col"), **XML):
        if line.tag.endswith("}col"):
            scan.hidden_columns |= _hidden_columns(line)
            continue
        row, column = int(line.get("r") or row + 1), 0
        is_hidden = line.get("hidden") in ON or _is_flat(line.get("ht"))
        for cell in line.iterchildren("{*}c"):
            if place := cell.get("r"):
                letters, row = coordinate_from_string(place)
                column = column_index_from_string(letters)
            else:
                column += 1
            yield row, column, cell
        if is_hidden:
            scan.hidden_rows.add(row)
        line.clear()
        while line.getprevious() is not None:
            del line.getparent()[0]


def _is_flat(height: str | None) -> bool:
    """Whether a row is so low that nobody sees what stands in it."""
    return height is not None and float(height) < FLAT


def _hidden_columns(columns: Any) -> set[int]:
    """The columns of a range that is hidden, or of hardly any width."""
    if columns.get("hidden") not in ON and float(columns.get("width") or 1) > NARROW:
        return set()
    first, last = int(columns.get("min")), int(columns.get("max"))
    return set(range(first, min(last, MAX_COLUMNS) + 1))


def _note_cell(scan: Scan, styles: Styles, cell: Any, row: int, column: int) -> None:
    value = text = None
    has_formula = False
    for part in cell.iterchildren("{*}v", "{*}f", "{*}is"):
        match part.tag[-2:]:
            case "}v":
                value = part.text or ""
            case "}f":
                has_formula = True
            case _:
                text = part
    if value is None and not has_formula and text is None:
        return
    scan.reach(row, column)
    kind = cell.get("t")
    if kind == "e":
        scan.defects[row, column] = value or "#N/A"
    elif has_formula and not value and not (value == "" and kind == "str"):
        scan.defects[row, column] = ""
    style = cell.get("s", "0")
    runs = None if text is None else struck_runs(text)
    if runs or (runs is None and styles.is_struck(style, kind, value)):
        scan.struck.add((row, column))
    if kind in NUMBER and style in styles.scales:
        scan.scales[row, column] = styles.scales[style]
    if kind in NUMBER and style in styles.masks:
        scan.masks[row, column] = styles.masks[style]
