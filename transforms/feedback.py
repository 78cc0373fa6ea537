"""The feedback workbook: what was found in a unit's file, cell by cell, and what to do."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from transforms.catalogue import YearCatalogue

HEADERS = ("STT", "Mã", "Mức độ", "Trang tính", "Ô", "Cột", "STT dòng", "Giá trị", "Nội dung")
SEVERITIES = {"critical": "Phải sửa", "warning": "Sửa hoặc giải trình", "info": "Để biết"}


def feedback_workbook(
    original: bytes | None,
    submission: Mapping[str, Any],
    findings: Sequence[Mapping[str, Any]],
    catalogue: YearCatalogue,
) -> Workbook:
    """A workbook with one row per finding."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Lỗi"
    page.append(HEADERS)
    for number, finding in enumerate(findings, start=1):
        page.append(
            [number, finding["rule_code"], SEVERITIES[finding["severity"]]]
            + [finding[c] for c in ("sheet", "cell", "column_name", "row_label", "value", "message")]
        )
    for row in page.iter_rows(min_row=2):
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"
    return book
