"""Open a workbook's container, told by its content: xlsx, xlsm, xls or ods.

python-calamine reads the values. It loses what a careful reader must not lose (error cells,
formulas stored without a value) and trusts a sheet's dimensions, so the file is looked through
first: that look also finds what is too large or dangerous before anything is allocated.
"""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import Any

import msoffcrypto
import xlrd
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from steps.intake.reading.package import Package
from steps.intake.reading.scan_ods import scan_ods
from steps.intake.reading.scan_xls import scan_xls
from steps.intake.reading.scan_xlsx import scan_xlsx
from steps.intake.reading.scanning import (
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_MERGED_ROWS,
    MAX_ROWS,
    NOT_A_WORKBOOK,
    Scan,
    Unreadable,
    clean,
)
from steps.intake.reading.telling import tell, tell_ole, tell_zip
from transforms.reading.grid import Grid
from transforms.reading.masks import Mask

MAX_UNPACKED_BYTES = 300 * 1024**2
MAX_RATIO, RATIO_MATTERS_ABOVE = 200, 10 * 1024**2
MAX_MEMBERS = 2000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LOCKED = "tệp đặt mật khẩu"
DEFAULT_PASSWORD = "VelvetSweatshop"  # Excel opens what is locked with it without asking


@dataclass(frozen=True)
class Looked:
    """What the look through a file found, and its bytes as calamine can read them."""

    scans: dict[str, Scan]
    data: bytes


def read_container(data: bytes) -> dict[str, Grid] | Unreadable:
    """The cells of every sheet by name, or why there are none.

    No control character is left in any text. Foreign bytes can make a parser raise anything else:
    that ends the child process, and its parent says the same of the file.
    """
    try:
        looked = _look(data)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(looked.data))
        return {clean(name): _grid(workbook, name, scan) for name, scan in looked.scans.items()}
    except Unreadable as reason:
        return reason
    except PasswordError:
        return Unreadable(LOCKED)
    except (CalamineError, zipfile.BadZipFile, etree.XMLSyntaxError, xlrd.XLRDError, OSError):
        return Unreadable("tệp hỏng")


def _look(data: bytes) -> Looked:
    if not data:
        raise Unreadable("tệp rỗng")
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(f"tệp lớn hơn {MAX_FILE_BYTES // 1024**2} MB")
    if data.startswith(OLE):
        return _look_ole(data)
    if data.startswith(ZIP):
        return _look_zip(data)
    raise tell(data)


def _look_ole(data: bytes) -> Looked:
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data))
        if locked.is_encrypted():
            return _unlocked(locked)
    except msoffcrypto.exceptions.FileFormatError:
        raise tell_ole(data) from None
    if (told := tell_ole(data)).reason != NOT_A_WORKBOOK:
        raise told
    return Looked(scan_xls(data), data)


def _unlocked(locked: Any) -> Looked:
    """The look through a file locked with Excel's default password; another one is F01."""
    opened = io.BytesIO()
    try:
        locked.load_key(password=DEFAULT_PASSWORD)
        locked.decrypt(opened)
    except Exception:  # a wrong password shows as one of many errors
        raise Unreadable(LOCKED) from None
    data = opened.getvalue()
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(f"tệp lớn hơn {MAX_FILE_BYTES // 1024**2} MB")
    if data.startswith(ZIP):
        return _look_zip(data)
    if data.startswith(OLE):
        return Looked(scan_xls(data), data)
    raise Unreadable(LOCKED)


def _look_zip(data: bytes) -> Looked:
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
        raise Unreadable("tệp quá lớn khi giải nén")
    if unpacked > RATIO_MATTERS_ABOVE and unpacked > MAX_RATIO * len(data):
        raise Unreadable("tệp nén bất thường, có thể nguy hiểm")
    try:
        if {"content.xml", "encrypted-package"} & set(archive.namelist()):
            return Looked(scan_ods(archive), data)
        package = Package(archive)
        scans = scan_xlsx(package)
    except Unreadable as reason:
        raise (tell_zip(archive) if reason.reason == NOT_A_WORKBOOK else reason) from None
    return Looked(scans, data if package.is_plain() else package.plain_bytes())


def _grid(workbook: CalamineWorkbook, name: str, scan: Scan) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    merges = tuple(
        (top + 1, left + 1, min(bottom + 1, MAX_ROWS), min(right + 1, MAX_COLUMNS))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    if sum(bottom - top + 1 for top, _, bottom, _ in merges or scan.merges) > MAX_MERGED_ROWS:
        raise Unreadable("tệp có quá nhiều ô gộp")
    for row, column in scan.defects:
        rows += [[] for _ in range(row - len(rows))]
        rows[row - 1] += [None] * (column - len(rows[row - 1]))
    for (row, column), scale in scan.scales.items():
        _show_scaled(rows, row - 1, column - 1, scale)
    return Grid(
        rows,
        {place: clean(defect) for place, defect in scan.defects.items()},
        merges or scan.merges,
        scan.is_hidden,
        frozenset(scan.hidden_rows),
        frozenset(scan.struck),
        {place: _clean_mask(mask) for place, mask in scan.masks.items()},
        hidden_columns=frozenset(scan.hidden_columns),
    )


@cache
def _clean_mask(mask: Mask) -> Mask:
    return tuple(clean(text) for text in mask)


def _show_scaled(rows: list[list[Any]], row: int, column: int, scale: float) -> None:
    """A number as its format shows it: a hundredfold in percent, a thousandth in thousands."""
    if row < len(rows) and column < len(rows[row]):
        value = rows[row][column]
        if isinstance(value, int | float) and not isinstance(value, bool):
            rows[row][column] = value * scale


def _plain(value: Any) -> Any:
    """A value as rules know it: durations and times of day are texts, as people see them."""
    if isinstance(value, str):
        return clean(value)
    return str(value) if isinstance(value, dt.timedelta | dt.time) else value
