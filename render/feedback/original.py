"""A unit's own workbook, opened so that it can be marked and given back as good as it came.

openpyxl keeps layout, formats, protection and ordinary drop-down lists. What it would lose is kept
here: the stored values of formulas, and drop-down lists that Excel stores as an extension.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from render.form.style import put
from transforms.text import alike

MAX_SHEET_BYTES = 25 * 1024**2  # of all sheets' XML: some 400 MB once openpyxl has read them
MAX_CELLS = 500_000  # between the corners of the sheets, or in merged ranges and links
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_UNREADABLE = (
    zipfile.BadZipFile, etree.XMLSyntaxError, OSError, LookupError, ValueError, TypeError,
    AttributeError, ArithmeticError, AssertionError, NotImplementedError, EOFError,
)  # fmt: skip
"""What openpyxl raises for workbooks that Excel opens all the same: there is no common class."""

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_LIST_TEXTS = ("type", "operator", "errorStyle", "error", "errorTitle", "prompt", "promptTitle")
_LIST_SWITCHES = ("allowBlank", "showErrorMessage", "showInputMessage")

Cells = Collection[tuple[str, str]]


def open_original(content: bytes | None) -> Workbook | None:
    """The workbook to write on; None where there is none, or none that openpyxl should open."""
    if content is None or not content.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not _is_modest(archive):
                return None
            book = _load(content)
            if sum(page.max_row * page.max_column for page in book.worksheets) > MAX_CELLS:
                return None
            _keep_extended_lists(book, archive)
    except _UNREADABLE:
        return None
    return book


def store_values(book: Workbook, content: bytes, sheets: Collection[str], broken: Cells) -> int:
    """Put formulas' stored values in their place, on sheets that are read; how many were put.

    openpyxl saves a formula without its value, and then nothing could be read from the cell until
    a spreadsheet program has saved the file. ``broken`` cells (sheet as compared,
    address) have none.
    """
    formulas = [
        (page, cell)
        for page in book.worksheets
        if alike(page.title) in sheets
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f" and (alike(page.title), cell.coordinate) not in broken
    ]
    if not formulas:
        return 0
    values = _load(content, data_only=True)
    stored = [(cell, values[page.title][cell.coordinate]) for page, cell in formulas]
    sound = [(cell, value) for cell, value in stored if value.data_type != "e"]
    for cell, value in sound:
        put(cell, value.value)
    return len(sound)


def _load(content: bytes, **options: Any) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl does not know
        return load_workbook(io.BytesIO(content), **options)


# --- files that would not fit into memory --------------------------------------------------------


def _is_modest(archive: zipfile.ZipFile) -> bool:
    sheets = [part for part in archive.infolist() if _SHEET.fullmatch(part.filename)]
    if sum(part.file_size for part in sheets) > MAX_SHEET_BYTES:
        return False
    return sum(_area(ref) for part in sheets for ref in _spreads(archive, part)) <= MAX_CELLS


def _spreads(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[str]:
    for element in _elements(archive, part.filename, "{*}mergeCell", "{*}hyperlink"):
        yield element.get("ref") or ""


def _area(ref: str) -> int:
    left, top, right, bottom = range_boundaries(ref)
    if None in (left, top, right, bottom):
        return MAX_CELLS + 1
    return (right - left + 1) * (bottom - top + 1)  # type: ignore[operator]


def _elements(archive: zipfile.ZipFile, name: str, *tags: str) -> Iterator[Any]:
    with archive.open(name) as stream:
        for _, element in etree.iterparse(
            stream, tag=tags, resolve_entities=False, no_network=True, huge_tree=False
        ):
            yield element


# --- drop-down lists that cite another sheet ------------------------------------------------------


def _keep_extended_lists(book: Workbook, archive: zipfile.ZipFile) -> None:
    """Put drop-downs that cite another sheet, which Excel stores apart, with the others."""
    names = _part_names(archive)
    for page in book.worksheets:
        if page.title in names:
            for element in _elements(archive, names[page.title], f"{{{X14}}}dataValidation"):
                _add_list(page, element)


def _add_list(page: Worksheet, element: Any) -> None:
    texts = {etree.QName(part).localname: "".join(part.itertext()).strip() for part in element}
    options: dict[str, Any] = {name: element.get(name) for name in _LIST_TEXTS}
    options |= {name: element.get(name) == "1" for name in _LIST_SWITCHES}
    check = DataValidation(
        formula1=texts.get("formula1"), formula2=texts.get("formula2"), **options
    )
    for cells in texts.get("sqref", "").split():
        check.add(cells)
    page.add_data_validation(check)


def _part_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet titles to the names of their parts."""
    targets = {
        relation.get("Id"): (relation.get("Target") or "").lstrip("/").removeprefix("xl/")
        for relation in _elements(archive, "xl/_rels/workbook.xml.rels", "{*}Relationship")
    }
    found = {}
    for sheet in _elements(archive, "xl/workbook.xml", "{*}sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        found[sheet.get("name") or ""] = f"xl/{targets.get(key)}"
    return {title: name for title, name in found.items() if name in archive.namelist()}
