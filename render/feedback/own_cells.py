"""What stands in the unit's own cells, for the unit alone: nothing of it is stored anywhere."""

import re
from collections.abc import Iterable, Iterator, Mapping

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from render.feedback.marks import Finding
from transforms.reading.addresses import column_number
from transforms.reading.grid import Grid
from transforms.reading.masks import mask_of
from transforms.reading.values import as_text
from transforms.text import alike, masked

Grids = Mapping[str, tuple[str, Grid]]
"""Sheets by their compared name: the name as it stands, and the cells."""

LONGEST = 120  # characters of a text that are shown
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")


def cells_of_book(book: Workbook) -> Grids:
    """The sheets of a workbook, each read when it is first asked for."""
    return _Pages({alike(page.title): page for page in reversed(book.worksheets)})


def named(grids: Mapping[str, Grid]) -> Grids:
    """Sheets as the reader of containers gives them, by their compared name."""
    return {alike(name): (name, grid) for name, grid in reversed(list(grids.items()))}


class _Pages(Mapping[str, tuple[str, Grid]]):
    def __init__(self, pages: Mapping[str, Worksheet]) -> None:
        self._pages = pages
        self._read: dict[str, tuple[str, Grid]] = {}

    def __getitem__(self, name: str) -> tuple[str, Grid]:
        if name not in self._read:
            page = self._pages[name]
            self._read[name] = (page.title, grid_of(page))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


def grid_of(page: Worksheet) -> Grid:
    """A sheet's cells as a reader gives them; a code under a mask is its shown text."""
    rows, masks = [], {}
    for line in page.iter_rows():
        rows.append([cell.value for cell in line])
        for cell in line:
            if isinstance(cell.value, int | float) and (mask := mask_of(cell.number_format)):
                masks[cell.row, cell.column] = mask
    return Grid(rows, masks=masks)


def with_own_values(findings: Iterable[Finding], grids: Grids) -> list[Finding]:
    """Findings that say what stands in the cell, where they say only how long it is."""
    return [_with_own_value(finding, grids) for finding in findings]


def _with_own_value(finding: Finding, grids: Grids) -> Finding:
    place = _CELL.fullmatch(finding["cell"] or "")
    found = grids.get(alike(finding["sheet"] or "")) if finding["value"] and place else None
    if found is None or place is None:
        return finding
    text = as_text(found[1].at(int(place[2]), column_number(place[1])))
    if finding["value"] != masked(text):
        return finding
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
    message = finding["message"].replace(f"“{finding['value']}”", f"“{shown}”")
    return {**finding, "value": shown, "message": message}
