"""What a workbook says of itself on `Thông tin`: F02, F04-F07, and the warnings of Q08."""

from transforms.reading.info.headcount import read_declared
from transforms.reading.info.labels import check_labels, keep_labels, kept_labels
from transforms.reading.info.unit import read_unit
from transforms.reading.info.year import check_year, read_version, read_year, sheet_of_year
from transforms.reading.layout import find_labels
from transforms.reading.submission import Draft, SheetReading

__all__ = [
    "INFO",
    "check_labels",
    "check_year",
    "keep_labels",
    "kept_labels",
    "read_declared",
    "read_info",
]

INFO = "info"


def read_info(draft: Draft) -> SheetReading | None:
    """Read year, form version and unit into the draft; None where there is no such sheet (F03)."""
    sheet = sheet_of_year(draft)
    grid = draft.grid(sheet)
    if grid is None:
        draft.add("F03", sheet=sheet.name)
        return None
    info = SheetReading(sheet, grid, find_labels(sheet, grid))
    draft.reading.sheets[sheet.table] = info
    draft.add_layout(info)
    read_year(draft, info)
    read_version(draft, info)
    read_unit(draft, info)
    return info
