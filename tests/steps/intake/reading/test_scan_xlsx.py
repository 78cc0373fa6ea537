"""The look through an xlsx finds the same whichever way a sheet is written, and at any size."""

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from steps.intake.reading import scan_xlsx
from steps.intake.reading.package import Package
from steps.intake.reading.scanning import Scan
from tests.hostile import rezipped

SHEET = "xl/worksheets/sheet1.xml"


def odd_book() -> bytes:
    """Of all that the look tells of a sheet, some; no cell and no row is left out."""
    book = openpyxl.Workbook()
    page = book.active
    for row in range(1, 8):
        page.append([f"chữ {row}", row, row / 4])
    page["A2"].font = Font(strike=True)
    page["A3"] = CellRichText(TextBlock(InlineFont(strike=True), "bỏ"))
    page["B3"].number_format, page["C4"].number_format = "00000", "0%"
    page["B5"], page["C5"] = "=1/0", "=A1"
    page["B5"].data_type = "e"
    page.row_dimensions[6].hidden, page.row_dimensions[7].height = True, 1
    page.column_dimensions["B"].hidden, page.column_dimensions["C"].width = True, 0.2
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def as_written(xml: bytes) -> bytes:
    return xml


def without_places(xml: bytes) -> bytes:
    return re.sub(rb'(<(?:row|c)\b[^>]*?) r="[^"]*"', rb"\1", xml)


def without_places_of_rows(xml: bytes) -> bytes:
    return re.sub(rb'(<row\b[^>]*?) r="[^"]*"', rb"\1", xml)


def without_every_second_place(xml: bytes) -> bytes:
    return re.sub(rb'(<c\b[^>]*?) r="[BD][^"]*"', rb"\1", xml)


def with_prefix(xml: bytes) -> bytes:
    xml = re.sub(rb"<(/?)(?=\w)", rb"<\1x:", xml)
    return xml.replace(b"xmlns=", b"xmlns:x=")


def with_comments(xml: bytes) -> bytes:
    return re.sub(rb"(<c\b[^>]*[^/]>)", rb"\1<!-- note --><?told?>", xml)


def without_namespace(xml: bytes) -> bytes:
    return re.sub(rb' xmlns="[^"]*"', b"", xml)


def scanned(change: Callable[[bytes], bytes]) -> Scan:
    book = odd_book()
    sheet = zipfile.ZipFile(io.BytesIO(book)).read(SHEET)
    data = rezipped({SHEET: change(sheet)}, book)
    return scan_xlsx.scan_xlsx(Package(zipfile.ZipFile(io.BytesIO(data))))["Sheet"]


@pytest.mark.parametrize("whole_bytes", [scan_xlsx.WHOLE_BYTES, 0], ids=["whole", "by rows"])
@pytest.mark.parametrize(
    "change",
    [
        as_written,
        without_places,
        without_places_of_rows,
        without_every_second_place,
        with_prefix,
        with_comments,
        without_namespace,
    ],
)
def test_the_same_is_found_however_a_sheet_is_written(monkeypatch, change, whole_bytes):
    monkeypatch.setattr(scan_xlsx, "WHOLE_BYTES", whole_bytes)
    assert scanned(change) == Scan(
        rows=7,
        columns=3,
        defects={(5, 2): "=1/0", (5, 3): ""},
        hidden_rows={6, 7},
        hidden_columns={2, 3},
        struck={(2, 1), (3, 1)},
        scales={(4, 3): 100.0},
        masks={(3, 2): ("", "", "", "", "", "")},
    )
