"""Look through an xls file: error cells, and what the eye sees of sheets, rows and cells."""

import io

import xlrd

from steps.intake.reading.scanning import Scan, check_size
from transforms.reading.masks import mask_of, scale_of

BLANKS = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def scan_xls(data: bytes) -> dict[str, Scan]:
    """Every sheet by name; raises xlrd's error for what is none."""
    with xlrd.open_workbook(
        file_contents=data, on_demand=True, formatting_info=True, logfile=io.StringIO()
    ) as book:
        return check_size({sheet.name: _scan_sheet(book, sheet) for sheet in book.sheets()})


def _scan_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Scan:
    scan = Scan(is_hidden=sheet.visibility != 0)
    scan.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    scan.hidden_columns = {c + 1 for c, info in sheet.colinfo_map.items() if info.hidden}
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
