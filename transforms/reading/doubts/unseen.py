"""Q12: what is read and not seen, or seen and not read; asked about, never decided in silence."""

from collections.abc import Iterator
from dataclasses import replace

from transforms.catalogue import Form, Sheet
from transforms.reading.addresses import address
from transforms.reading.grid import Grid
from transforms.reading.layout import find_headers
from transforms.reading.lists.rows import sort_rows
from transforms.reading.submission import Draft, SheetReading
from transforms.text import alike, squeeze

MOST_ROWS = 20  # that a message names
NOTHING_TO_DO, SEE = "Không cần làm gì.", "Xem cảnh báo Q12 của trang này."


def note_unseen(draft: Draft, form: Form) -> None:
    """One finding per sheet and reason, at the sheet alone, with the rows in its message."""
    hints = draft.rules.rules["Q12"].hints
    for sheet in form.sheets:
        grid = draft.grid(sheet)
        if grid is None:
            continue
        if grid.is_hidden:
            draft.add("Q12", hints["hidden"], sheet=sheet.name)
        part = draft.reading.sheets.get(sheet.table)
        for what, places in _unseen(part) if part and part.rows else ():
            unseen = hints["unseen"].format(what=what, places=places)
            draft.add("Q12", unseen, sheet=sheet.name)
    known = {alike(sheet.name) for sheet in form.sheets}
    for key, (name, grid) in draft.grids.items():
        if key in known or grid.is_hidden:
            continue
        if meant := _resembled(grid, form):
            draft.add("Q12", hints["second"].format(meant=meant.name), sheet=squeeze(name))
            _point_to_it(draft, squeeze(name))


def _point_to_it(draft: Draft, name: str) -> None:
    """That a sheet is ignored (F11) does not say that nothing is to do where Q12 asks of it."""
    findings = draft.reading.findings
    for number, told in enumerate(findings):
        if (told.rule_code, told.sheet, told.cell) == ("F11", name, None):
            findings[number] = replace(told, message=told.message.replace(NOTHING_TO_DO, SEE))


def _unseen(part: SheetReading) -> Iterator[tuple[str, str]]:
    """What of a sheet's entries nobody sees, or sees struck through, and where."""
    grid = part.grid
    numbers = [row["row_number"] for row in part.rows]
    if hidden := [number for number in numbers if number in grid.hidden_rows]:
        yield "có dòng bị ẩn", _named(hidden)
    columns = sorted(
        part.layout.places[field.header].column
        for field in part.sheet.row_fields
        if field.header in part.layout.places
    )
    unseen = [column for column in columns if column in grid.hidden_columns]
    if full := [c for c in unseen if any(grid.has(number, c) for number in numbers)]:
        yield "có cột bị ẩn", ", ".join(address(1, column)[:-1] for column in full)
    struck = [n for n in numbers if any((n, column) in grid.struck for column in columns)]
    if struck:
        yield "có dòng gạch ngang", _named(struck)


def _named(rows: list[int]) -> str:
    shown = ", ".join(map(str, rows[:MOST_ROWS]))
    return shown if len(rows) <= MOST_ROWS else f"{shown}… ({len(rows)} dòng)"


def _resembled(grid: Grid, form: Form) -> Sheet | None:
    """The form's table whose headers a sheet that is not read has, with entries below them."""
    return next((sheet for sheet in form.tables if _has_entries(sheet, grid)), None)


def _has_entries(sheet: Sheet, grid: Grid) -> bool:
    layout = find_headers(sheet, grid)
    return bool(sort_rows(sheet, grid, layout).entries)
