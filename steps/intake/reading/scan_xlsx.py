"""Look through an xlsx or xlsm archive: cells, error cells, formulas without a value, the look.

A sheet has thousands of cells, of which hardly one is odd: XPath finds those, and only they are
looked at one by one.
"""

from collections.abc import Iterator
from functools import cache
from string import ascii_letters, digits
from typing import Any

from lxml import etree

from steps.intake.reading.package import XML, Package
from steps.intake.reading.scanning import (
    FLAT,
    MAX_COLUMNS,
    NARROW,
    Scan,
    Unreadable,
    check_size,
)
from steps.intake.reading.styles_xlsx import Styles, read_styles, struck_runs
from transforms.reading.addresses import address, column_number

NUMBER = (None, "n")
WHOLE_BYTES = 16 * 1024**2  # a larger sheet is looked at row by row, so that memory suffices
ELEMENTS = {**XML, "remove_comments": True, "remove_pis": True}

# What is looked for in a sheet, or in one row or range of columns of it; ``m`` is its namespace.
ROW, COLUMN = "(self::m:row | m:sheetData/m:row)", "(self::m:col | m:cols/m:col)"
LAST_ROW = f"{ROW}[last()]/@r"
ROWS_WITHOUT_PLACE = f"{ROW}[not(@r)]"
FILLED = f"{ROW}/m:c[m:v or m:f or m:is]/@r"
ODD = f"{ROW}/m:c[not(@r) or @t = 'e' or m:f or m:is/m:r or ($texts and @t = 's')]"
MARKED = f"{ROW}/m:c[contains($styles, concat(' ', @s, ' ')) or ($unstyled and not(@s))]"
HIDDEN = "@hidden = '1' or @hidden = 'true' or @hidden = 'on'"
UNSEEN_ROWS = f"{ROW}[{HIDDEN} or @ht < {FLAT}]/@r"
UNSEEN_COLUMNS = f"{COLUMN}[{HIDDEN} or @width <= {NARROW}]"


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
    scan, last_row = Scan(), 0
    marked = {*styles.struck, *styles.scales, *styles.masks}
    looks = {"styles": f" {' '.join(marked)} ", "unstyled": "0" in marked}
    for block in _blocks(package, part):
        odd = _find(block, ODD, texts=bool(styles.struck_texts))
        if _find(block, ROWS_WITHOUT_PLACE) or any(cell.get("r") is None for cell in odd):
            _name_places(block, last_row)
        for number in _find(block, LAST_ROW):
            last_row = int(number)
        _reach(scan, _find(block, FILLED))
        odd += _find(block, MARKED, **looks) if marked else []
        for cell in odd:
            _note_cell(scan, styles, cell)
        scan.hidden_rows |= set(map(int, _find(block, UNSEEN_ROWS)))
        scan.hidden_columns |= _columns(_find(block, UNSEEN_COLUMNS))
    return scan


def _columns(ranges: list[Any]) -> set[int]:
    """The columns of some ranges; of ranges without number each column is looked at once."""
    ends: dict[int, int] = {}
    for columns in ranges:
        first, last = int(columns.get("min")), int(columns.get("max"))
        ends[first] = max(min(last, MAX_COLUMNS), ends.get(first, 0))
    return {c for first, last in ends.items() for c in range(first, last + 1)}


def _blocks(package: Package, part: str) -> Iterator[Any]:
    """The sheet as a whole; of a large one each row and each range of columns, then forgotten."""
    if package.archive.getinfo(part).file_size <= WHOLE_BYTES:
        yield etree.fromstring(package.read(part), etree.XMLParser(**ELEMENTS))
        return
    with package.archive.open(part) as stream:
        for _, line in etree.iterparse(stream, tag=("{*}row", "{*}col"), **ELEMENTS):
            yield line
            line.clear()
            while line.getprevious() is not None:
                del line.getparent()[0]


def _find(block: Any, path: str, **values: Any) -> list[Any]:
    """What a path leads to, its names in the namespace of the block."""
    found: Any = _finder(path, etree.QName(block).namespace or "")(block, **values)
    return found


@cache
def _finder(path: str, namespace: str) -> etree.XPath:
    path = path if namespace else path.replace("m:", "")
    names = {"m": namespace} if namespace else {}
    return etree.XPath(path, namespaces=names, smart_strings=False)


def _name_places(block: Any, last_row: int) -> None:
    """Rows and cells may leave out their place: it is then the next one."""
    for row in block.iter("{*}row"):
        last_row = int(row.get("r") or last_row + 1)
        row.set("r", str(last_row))
        column = 0
        for cell in row.iterchildren("{*}c"):
            column = _place(cell)[1] if cell.get("r") else column + 1
            cell.set("r", address(last_row, column))


def _place(cell: Any) -> tuple[int, int]:
    place = cell.get("r")
    letters = place.rstrip(digits)
    return int(place.removeprefix(letters)), _column(letters)


@cache
def _column(letters: str) -> int:
    """A column by its letters, of which Excel has no more than three."""
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        raise Unreadable("tệp hỏng")
    return column_number(letters.upper())


def _reach(scan: Scan, places: list[str]) -> None:
    """Note how far cells reach, by their places."""
    if places:
        rows = {place.lstrip(ascii_letters) for place in places}
        columns = {place.rstrip(digits) for place in places}
        scan.reach(max(map(int, rows)), max(map(_column, columns)))


def _note_cell(scan: Scan, styles: Styles, cell: Any) -> None:
    parts = {etree.QName(part).localname: part for part in cell}
    if not parts.keys() & {"v", "f", "is"}:
        return
    value = parts["v"].text or "" if "v" in parts else None
    place, kind, style = _place(cell), cell.get("t"), cell.get("s", "0")
    if kind == "e":
        scan.defects[place] = value or "#N/A"
    elif "f" in parts and not value and not (value == "" and kind == "str"):
        scan.defects[place] = ""
    runs = struck_runs(parts["is"]) if "is" in parts else None
    if runs or (runs is None and styles.is_struck(style, kind, value)):
        scan.struck.add(place)
    if kind in NUMBER and style in styles.scales:
        scan.scales[place] = styles.scales[style]
    if kind in NUMBER and style in styles.masks:
        scan.masks[place] = styles.masks[style]
