"""A blank workbook that is filled in where it should be, and nowhere else."""

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from render.form.guide import NAME as GUIDE
from transforms.catalogue import Form, Sheet

OPEN = Protection(locked=False)
LAST_COLUMN = 16384  # Excel's
ALLOWED = ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort",
           "autoFilter")  # fmt: skip
"""What an officer may do besides typing: a row is added and taken away as in any list."""


def protect(book: Workbook, form: Form, known: set[str]) -> None:
    """Lock titles, headers, labels and the values that are ``known``, by column; no password.

    Excel deletes a row of a locked sheet only where each cell of it is open, to the last column.
    """
    for sheet in form.sheets:
        page = book[sheet.name]
        if sheet.shape == "labels":
            _open_labels(page, sheet, known)
        else:
            _open_list(page)
        _lock(page)
    _lock(book[GUIDE])


def _open_labels(page: Worksheet, sheet: Sheet, known: set[str]) -> None:
    locked = {field.header for field in sheet.fields if field.column in known}
    labels = {field.header for field in sheet.fields} - locked
    _open_columns(page, 2)
    for label, value in page.iter_rows(max_col=2):
        if label.value in labels:
            value.protection = OPEN


def _open_list(page: Worksheet) -> None:
    _open_columns(page, 1)
    first = int(str(page.freeze_panes).lstrip("A"))
    for row in page.iter_rows(min_row=first):
        for cell in row:
            cell.protection = OPEN


def _open_columns(page: Worksheet, first: int) -> None:
    """Open what nothing is written in yet, below the list and beside it."""
    for number in range(first, page.max_column + 1):
        page.column_dimensions[get_column_letter(number)].protection = OPEN
    rest = page.max_column + 1
    letter = get_column_letter(rest)
    beside = ColumnDimension(page, index=letter, min=rest, max=LAST_COLUMN)
    beside.protection = OPEN
    page.column_dimensions[letter] = beside


def _lock(page: Worksheet) -> None:
    page.protection.sheet = True
    for name in ALLOWED:
        setattr(page.protection, name, False)  # False: not forbidden
