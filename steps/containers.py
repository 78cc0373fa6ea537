"""Open a workbook's container, told by its content: xlsx, xlsm, xls or ods.

python-calamine reads the values. It loses what a careful reader must not lose (error cells,
formulas stored without a value) and trusts a sheet's dimensions, so the XML is looked through
first: that look also finds what is too large or dangerous before anything is allocated.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msoffcrypto
import xlrd
from lxml import etree
from openpyxl.utils.cell import coordinate_from_string, column_index_from_string
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from transforms.cells import Grid

MAX_FILE_BYTES = 30 * 1024**2
MAX_UNPACKED_BYTES = 300 * 1024**2
MAX_RATIO = 200
MAX_MEMBERS = 2000
MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_SHEETS = 100
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Unreadable(Exception):
    """Why a file is no readable workbook, in Vietnamese: the gap in F01's text."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass
class Scan:
    """What the look through a sheet's XML found: how far cells reach, and the unreadable ones."""

    rows: int = 0
    columns: int = 0
    defects: dict[tuple[int, int], str] | None = None

    def reach(self, row: int, column: int) -> None:
        """Note a cell that holds something; raises Unreadable beyond the limits."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise Unreadable(f"có ô ngoài giới hạn {MAX_ROWS} dòng, {MAX_COLUMNS} cột")


def read_container(data: bytes) -> dict[str, Grid] | Unreadable:
    """The cells of every sheet by name, or why there are none.

    Foreign bytes can make a parser raise anything else: that ends the child process, and its
    parent says the same of the file.
    """
    try:
        return dict(_open(data))
    except Unreadable as reason:
        return reason
    except PasswordError:
        return Unreadable("tệp đặt mật khẩu")
    except (CalamineError, zipfile.BadZipFile, etree.XMLSyntaxError, xlrd.XLRDError, OSError):
        return Unreadable("tệp hỏng")


def _open(data: bytes) -> Iterator[tuple[str, Grid]]:
    if not data:
        raise Unreadable("tệp rỗng")
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(f"tệp lớn hơn {MAX_FILE_BYTES // 1024**2} MB")
    if data.startswith(OLE):
        scans = _scan_ole(data)
    elif data.startswith(ZIP):
        scans = _scan_zip(data)
    else:
        raise Unreadable("không phải tệp xlsx, xlsm, xls hay ods")
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in workbook.sheet_names[:MAX_SHEETS]:
        if name in scans:
            yield name, _grid(workbook, name, scans[name])


def _grid(workbook: CalamineWorkbook, name: str, scan: Scan) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    rows: list[list[Any]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    merges = tuple(
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    for row, column in scan.defects or {}:
        while len(rows) < row:
            rows.append([])
        rows[row - 1] += [None] * (column - len(rows[row - 1]))
    return Grid([[_plain(value) for value in row] for row in rows], scan.defects or {}, merges)


def _plain(value: Any) -> Any:
    """A value as rules know it: durations and times of day are texts, as people see them."""
    return str(value) if isinstance(value, dt.timedelta | dt.time) else value


# --- xlsx, xlsm, ods: zip archives ----------------------------------------------------------------


def _scan_zip(data: bytes) -> dict[str, Scan]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
        raise Unreadable("tệp quá lớn khi giải nén")
    if unpacked > 10 * 1024**2 and unpacked > MAX_RATIO * len(data):
        raise Unreadable("tệp nén bất thường, có thể nguy hiểm")
    names = set(archive.namelist())
    if "content.xml" in names:
        return _scan_ods(archive)
    if "xl/workbook.xml" in names or "[Content_Types].xml" in names:
        return _scan_xlsx(archive)
    raise Unreadable("không phải tệp xlsx, xlsm, xls hay ods")


def _events(archive: zipfile.ZipFile, name: str, tags: tuple[str, ...]) -> Iterator[Any]:
    """The end of every element of those tags, in any namespace; no entity is expanded."""
    with archive.open(name) as stream:
        for _, element in etree.iterparse(
            stream,
            tag=tuple(f"{{*}}{tag}" for tag in tags),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _scan_xlsx(archive: zipfile.ZipFile) -> dict[str, Scan]:
    rels = _relations(archive, "_rels/.rels", "")
    book = next((part for kind, part in rels.values() if kind.endswith("/officeDocument")), None)
    if book is None or book not in archive.namelist() or not book.endswith(".xml"):
        raise Unreadable("không phải tệp xlsx, xlsm, xls hay ods")
    folder, _, leaf = book.rpartition("/")
    parts = _relations(archive, f"{folder}/_rels/{leaf}.rels".lstrip("/"), folder)
    scans = {}
    for sheet in etree.fromstring(archive.read(book), _parser()).iter("{*}sheet"):
        kind, part = parts.get(next(v for k, v in sheet.items() if k.endswith("}id")), ("", ""))
        if kind.endswith("/worksheet"):
            scans[sheet.get("name")] = _scan_worksheet(archive, part)
    if not scans:
        raise Unreadable("tệp không có trang tính nào")
    return scans


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _relations(archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: id → (type, part name)."""
    found = {}
    for relation in etree.fromstring(archive.read(name), _parser()).iter("{*}Relationship"):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        found[relation.get("Id")] = (relation.get("Type", ""), path)
    return found


def _scan_worksheet(archive: zipfile.ZipFile, part: str) -> Scan:
    """Cells that hold something, errors, and formulas without a value, by position."""
    scan = Scan(defects={})
    assert scan.defects is not None
    row = column = 0
    with archive.open(part) as stream:
        for event, element in etree.iterparse(
            stream, events=("start", "end"), tag=("{*}row", "{*}c"),
            resolve_entities=False, no_network=True, huge_tree=False,
        ):
            is_row = element.tag.endswith("}row")
            if event == "start":
                if is_row:
                    row, column = int(element.get("r") or row + 1), 0
                elif place := element.get("r"):
                    letters, row = coordinate_from_string(place)
                    column = column_index_from_string(letters)
                else:
                    column += 1
                continue
            if not is_row:
                _note_cell(scan, element, row, column)
                continue
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return scan


def _note_cell(scan: Scan, cell: Any, row: int, column: int) -> None:
    value = formula = None
    is_inline = False
    for child in cell:
        leaf = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if leaf == "v":
            value = child.text or ""
        elif leaf == "f":
            formula = True
        elif leaf == "is":
            is_inline = True
    if value is None and not formula and not is_inline:
        return
    scan.reach(row, column)
    assert scan.defects is not None
    if cell.get("t") == "e":
        scan.defects[row, column] = value or "#N/A"
    elif formula and not value and not (value == "" and cell.get("t") == "str"):
        scan.defects[row, column] = ""


def _scan_ods(archive: zipfile.ZipFile) -> dict[str, Scan]:
    kind = archive.read("mimetype") if "mimetype" in archive.namelist() else b""
    if not kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise Unreadable("không phải tệp xlsx, xlsm, xls hay ods")
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Unreadable("tệp đặt mật khẩu")
    scans: dict[str, Scan] = {}
    with archive.open("content.xml") as stream:
        tree = etree.parse(stream, _parser())
    for table in tree.iter("{*}table"):
        if not (name := _attribute(table, "name")):
            continue
        scan = scans[name] = Scan(defects={})
        row = 1
        for line in table.iter("{*}table-row"):
            times = int(_attribute(line, "number-rows-repeated") or 1)
            _scan_ods_row(scan, line, row, times)
            row += times
    if not scans:
        raise Unreadable("tệp không có trang tính nào")
    return scans


def _scan_ods_row(scan: Scan, line: Any, row: int, times: int) -> None:
    column = 1
    assert scan.defects is not None
    for cell in line:
        if not isinstance(cell.tag, str) or not cell.tag.endswith("table-cell"):
            continue
        width = int(_attribute(cell, "number-columns-repeated") or 1)
        kinds = {etree.QName(k).namespace.rpartition(":")[0] + "|": v for k, v in cell.items()
                 if k.endswith("}value-type")}
        formula = _attribute(cell, "formula")
        if kinds or formula or len(cell):
            if kinds or formula:
                scan.reach(row + times - 1, column + width - 1)
            defect = None
            if "error" in kinds.values():
                defect = "".join(cell.itertext()) or "#N/A"
            elif formula and not kinds:
                defect = ""
            if defect is not None:
                for r in range(row, row + times):
                    for c in range(column, column + width):
                        scan.defects[r, c] = defect
        column += width


def _attribute(element: Any, leaf: str) -> str | None:
    return next((value for key, value in element.items() if key.endswith("}" + leaf)), None)


# --- xls: compound files --------------------------------------------------------------------------


def _scan_ole(data: bytes) -> dict[str, Scan]:
    try:
        if msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted():
            raise Unreadable("tệp đặt mật khẩu")
    except msoffcrypto.exceptions.FileFormatError:
        raise Unreadable("không phải tệp xlsx, xlsm, xls hay ods") from None
    scans = {}
    with xlrd.open_workbook(file_contents=data, on_demand=True, logfile=io.StringIO()) as book:
        for sheet in book.sheets():
            scan = scans[sheet.name] = Scan(sheet.nrows, sheet.ncols, {})
            assert scan.defects is not None
            for row in range(sheet.nrows):
                for column, kind in enumerate(sheet.row_types(row)):
                    if kind == xlrd.XL_CELL_ERROR:
                        code = sheet.cell_value(row, column)
                        scan.defects[row + 1, column + 1] = xlrd.error_text_from_code.get(code, "#N/A")
    return scans
