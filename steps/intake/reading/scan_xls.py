"""Look through an xls file: error cells, and whether it is locked."""

import io

import msoffcrypto
import xlrd

from steps.intake.reading.scanning import NOT_A_WORKBOOK, Scan, Unreadable, check_size

BLANKS = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def scan_xls(data: bytes) -> dict[str, Scan]:
    """Every sheet by name; raises Unreadable for a locked file, also a locked xlsx, and no xls."""
    try:
        is_locked = msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted()
    except msoffcrypto.exceptions.FileFormatError:
        raise Unreadable(NOT_A_WORKBOOK) from None
    if is_locked:
        raise Unreadable("tệp đặt mật khẩu")
    with xlrd.open_workbook(file_contents=data, on_demand=True, logfile=io.StringIO()) as book:
        return check_size({sheet.name: _scan_sheet(sheet) for sheet in book.sheets()})


def _scan_sheet(sheet: xlrd.sheet.Sheet) -> Scan:
    scan = Scan()
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind not in BLANKS:
                scan.reach(row + 1, column + 1)
            if kind == xlrd.XL_CELL_ERROR:
                code = sheet.cell_value(row, column)
                scan.defects[row + 1, column + 1] = xlrd.error_text_from_code.get(code, "#N/A")
    return scan
