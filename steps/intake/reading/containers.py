"""Open a workbook's container, told by its content: xlsx, xlsm, xls or ods.

python-calamine reads the values. It loses what a careful reader must not lose (error cells,
formulas stored without a value) and trusts a sheet's dimensions, so the file is looked through
first: that look also finds what is too large or dangerous before anything is allocated.
"""

import datetime as dt
import io
import zipfile
from typing import Any

import xlrd
from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from steps.intake.reading.scan_ods import scan_ods
from steps.intake.reading.scan_xls import scan_xls
from steps.intake.reading.scan_xlsx import scan_xlsx
from steps.intake.reading.scanning import NOT_A_WORKBOOK, Scan, Unreadable
from transforms.reading.cells import Grid

MAX_FILE_BYTES = 30 * 1024**2
MAX_UNPACKED_BYTES = 300 * 1024**2
MAX_RATIO, RATIO_MATTERS_ABOVE = 200, 10 * 1024**2
MAX_MEMBERS = 2000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_container(data: bytes) -> dict[str, Grid] | Unreadable:
    """The cells of every sheet by name, or why there are none.

    Foreign bytes can make a parser raise anything else: that ends the child process, and its
    parent says the same of the file.
    """
    try:
        scans = _scan(data)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {name: _grid(workbook, name, scan) for name, scan in scans.items()}
    except Unreadable as reason:
        return reason
    except PasswordError:
        return Unreadable("tệp đặt mật khẩu")
    except (CalamineError, zipfile.BadZipFile, etree.XMLSyntaxError, xlrd.XLRDError, OSError):
        return Unreadable("tệp hỏng")


def _scan(data: bytes) -> dict[str, Scan]:
    if not data:
        raise Unreadable("tệp rỗng")
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(f"tệp lớn hơn {MAX_FILE_BYTES // 1024**2} MB")
    if data.startswith(OLE):
        return scan_xls(data)
    if data.startswith(ZIP):
        return _scan_zip(data)
    raise Unreadable(NOT_A_WORKBOOK)


def _scan_zip(data: bytes) -> dict[str, Scan]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
        raise Unreadable("tệp quá lớn khi giải nén")
    if unpacked > RATIO_MATTERS_ABOVE and unpacked > MAX_RATIO * len(data):
        raise Unreadable("tệp nén bất thường, có thể nguy hiểm")
    return scan_ods(archive) if "content.xml" in archive.namelist() else scan_xlsx(archive)


def _grid(workbook: CalamineWorkbook, name: str, scan: Scan) -> Grid:
    sheet = workbook.get_sheet_by_name(name)
    rows = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    merges = tuple(
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    for row, column in scan.defects:
        rows += [[] for _ in range(row - len(rows))]
        rows[row - 1] += [None] * (column - len(rows[row - 1]))
    return Grid(rows, scan.defects, merges or scan.merges)


def _plain(value: Any) -> Any:
    """A value as rules know it: durations and times of day are texts, as people see them."""
    return str(value) if isinstance(value, dt.timedelta | dt.time) else value
