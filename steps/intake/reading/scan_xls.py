"""Look through an xls file: error cells, and what the eye sees of sheets, rows and cells."""

import io
import struct
from collections.abc import Iterator

import xlrd

from steps.intake.reading.scanning import FLAT, NARROW, Scan, check_size
from transforms.reading.masks import mask_of, scale_of

FORMULA, RECALCULATED = 0x0006, 0x01C1  # kinds of records
NO_VALUES = (b"\3\0\0\0\0\0\xff\xff", bytes(8))  # the empty text, 0
TWIPS, WIDTH_UNITS = 20, 256  # of a point and of a character
BLANKS = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def scan_xls(data: bytes) -> dict[str, Scan]:
    """Every sheet by name; raises xlrd's error for what is none."""
    with xlrd.open_workbook(
        file_contents=data, on_demand=True, formatting_info=True, logfile=io.StringIO()
    ) as book:
        scans = {sheet.name: _scan_sheet(book, sheet) for sheet in book.sheets()}
        for name, places in _uncalculated(book).items():
            for place in places:
                scans[name].reach(*place)
                scans[name].defects[place] = ""
        return check_size(scans)


def _uncalculated(book: xlrd.Book) -> dict[str, list[tuple[int, int]]]:
    """The formulas of each sheet without a value, in a file that no Excel has calculated.

    Programs that write xls store nothing or 0 with them; Excel computes them when it opens a file
    in which it has not noted by what version that was done last.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    name, is_calculated = "", False
    names = dict(zip(book._sh_abs_posn, book.sheet_names(), strict=False))
    for position, kind, body in _records(book):
        name = names.get(position, name)
        is_calculated |= kind == RECALCULATED
        if kind == FORMULA and body[6:14] in NO_VALUES:
            row, column = struct.unpack_from("<HH", body)
            found.setdefault(name, []).append((row + 1, column + 1))
    return {} if is_calculated else found


def _records(book: xlrd.Book) -> Iterator[tuple[int, int, bytes]]:
    """Position, kind and content of every record."""
    position, end = book.base, book.base + book.stream_len
    while position + 4 <= end:
        kind, length = struct.unpack_from("<HH", book.mem, position)
        yield position, kind, book.mem[position + 4 : position + 4 + length]
        position += 4 + length


def _scan_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Scan:
    scan = Scan(is_hidden=sheet.visibility != 0)
    scan.hidden_rows = {
        row + 1
        for row, info in sheet.rowinfo_map.items()
        if info.hidden or (not info.has_default_height and info.height < FLAT * TWIPS)
    }
    scan.hidden_columns = {
        column + 1
        for column, info in sheet.colinfo_map.items()
        if info.hidden or info.width <= NARROW * WIDTH_UNITS
    }
    struck = {n for n, xf in enumerate(book.xf_list) if _is_struck(book, xf.font_index)}
    shown = [_format(book, xf.format_key) for xf in book.xf_list]
    scales = {n: scale_of(text) for n, text in enumerate(shown) if scale_of(text) != 1}
    masks = {n: mask for n, text in enumerate(shown) if (mask := mask_of(text))}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in BLANKS:
                continue
            place = row + 1, column + 1
            scan.reach(*place)
            style = sheet.cell_xf_index(row, column)
            if kind == xlrd.XL_CELL_ERROR:
                code = sheet.cell_value(row, column)
                scan.defects[place] = xlrd.error_text_from_code.get(code, "#N/A")
            if kind == xlrd.XL_CELL_NUMBER and style in scales:
                scan.scales[place] = scales[style]
            if kind == xlrd.XL_CELL_NUMBER and style in masks:
                scan.masks[place] = masks[style]
            runs = sheet.rich_text_runlist_map.get((row, column))
            if _runs_struck(book, runs, style in struck) if runs else style in struck:
                scan.struck.add(place)
    return scan


def _is_struck(book: xlrd.Book, font: int) -> bool:
    return font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _format(book: xlrd.Book, key: int) -> str:
    found = book.format_map.get(key)
    return found.format_str if found else ""


def _runs_struck(book: xlrd.Book, runs: list[tuple[int, int]], is_struck: bool) -> bool:
    """Whether any run of a rich text is struck; before the first one the cell's font decides."""
    return any(_is_struck(book, font) for _, font in runs) or (is_struck and runs[0][0] > 0)
