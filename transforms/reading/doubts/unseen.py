"""Q12: what is read and not seen, or seen and not read; asked about, never decided in silence."""

from collections.abc import Iterator

from transforms.catalogue import Form, Sheet
from transforms.reading.cells import Grid
from transforms.reading.layout import find_headers
from transforms.reading.rows import sort_rows
from transforms.reading.submission import Draft, SheetReading
from transforms.text import alike, squeeze

MOST_ROWS = 20  # that a message names


def note_unseen(draft: Draft, form: Form) -> None:
    """One finding per sheet and reason, at the sheet alone, with the rows in its message."""
    for sheet in form.sheets:
        grid = draft.grid(sheet)
        if grid is None:
            continue
        if grid.is_hidden:
            draft.add("Q12", "đang bị ẩn mà vẫn được đọc", sheet=sheet.name)
        part = draft.reading.sheets.get(sheet.table)
        for what, rows in _unseen_rows(part) if part and part.rows else ():
            draft.add("Q12", f"{what} mà vẫn được đọc: {_named(rows)}", sheet=sheet.name)
    known = {alike(sheet.name) for sheet in form.sheets}
    for key, (name, grid) in draft.grids.items():
        if key not in known and not grid.is_hidden and _resembles(grid, form):
            draft.add(
                "Q12", "giống một trang của biểu mẫu nhưng không được đọc", sheet=squeeze(name)
            )


def _unseen_rows(part: SheetReading) -> Iterator[tuple[str, list[int]]]:
    grid = part.grid
    numbers = [row["row_number"] for row in part.rows]
    if hidden := [number for number in numbers if number in grid.hidden_rows]:
        yield "có dòng bị ẩn", hidden
    columns = {
        part.layout.places[field.header].column
        for field in part.sheet.row_fields
        if field.header in part.layout.places
    }
    struck = [n for n in numbers if any((n, column) in grid.struck for column in columns)]
    if struck:
        yield "có dòng gạch ngang", struck


def _named(rows: list[int]) -> str:
    shown = ", ".join(map(str, rows[:MOST_ROWS]))
    return shown if len(rows) <= MOST_ROWS else f"{shown}… ({len(rows)} dòng)"


def _resembles(grid: Grid, form: Form) -> bool:
    """Whether a sheet that is not read has a table's headers, and entries below them."""
    return any(_has_entries(sheet, grid) for sheet in form.tables)


def _has_entries(sheet: Sheet, grid: Grid) -> bool:
    layout = find_headers(sheet, grid)
    return bool(sort_rows(sheet, grid, layout).entries)
