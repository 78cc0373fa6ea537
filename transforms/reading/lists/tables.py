"""The entries of a sheet as typed rows, column by column: R05 for what cannot be read."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from transforms.catalogue import FormField, Sheet
from transforms.catalogue.narrative import NARRATIVE
from transforms.reading.cells import Read, read_cell
from transforms.reading.doubts.dates import note_month_first
from transforms.reading.grid import Grid
from transforms.reading.layout import Place, find_headers
from transforms.reading.lists.merges import Covered, find_covered
from transforms.reading.lists.rows import ListRows, sort_rows
from transforms.reading.masks import Shown
from transforms.reading.submission import Draft, SheetReading
from transforms.reading.values import as_number, as_shown
from transforms.text import in_one_line, plain_number


def read_table(draft: Draft, sheet: Sheet, grid: Grid) -> None:
    """Read a sheet of entries into the draft, with what its layout and its cells lack."""
    part = SheetReading(sheet, grid, find_headers(sheet, grid))
    draft.reading.sheets[sheet.table] = part
    draft.add_layout(part)
    standing = {
        part.layout.places[field.header].column: field
        for field in sheet.row_fields
        if field.header in part.layout.places
    }
    rows = sort_rows(sheet, grid, part.layout)
    covered = find_covered(grid, standing, rows.entries)
    _note_merges(draft, part, covered)
    for row in _read_rows(draft, part, standing, rows.entries, covered):
        if sheet.table != NARRATIVE or _says_something(draft, row):
            part.rows.append(_with_blanks(part, row))
    if sheet.total_label:
        part.totals = _read_rows(draft, part, standing, list(rows.totals), covered)
        rows.totals.clear()
    _note_skipped(draft, part, standing, rows)
    _note_forgotten(draft, part)
    note_month_first(draft, part)


def _note_forgotten(draft: Draft, part: SheetReading) -> None:
    """Q13: a column of yes or no that is blank for everybody, at its header."""
    if len(part.rows) < draft.rules.limit("Q13", "limit_rows"):
        return
    for field in part.sheet.row_fields:
        header = part.layout.places.get(field.header)
        if field.kind != "yes_no" or header is None:
            continue
        column = header.column
        if not any(
            row[field.column or ""] or part.grid.has(row["row_number"], column) for row in part.rows
        ):
            draft.add_at("Q13", part, field, header)


def _read_rows(
    draft: Draft,
    part: SheetReading,
    standing: dict[int, FormField],
    numbers: Sequence[int],
    covered: Covered,
) -> list[dict[str, Any]]:
    """Rows, typed column by column; a cell that cannot be read is R05 here and empty in its row."""
    blank: dict[str, Any] = dict.fromkeys(field.column or "" for field in part.sheet.row_fields)
    rows = [blank | {"row_number": n, "row_label": part.row_label(n)} for n in numbers]
    unread = []
    for place, (column, field) in enumerate(standing.items()):
        name = field.column or ""
        for row, read in zip(rows, _reads(part, field, column, numbers, covered), strict=True):
            row[name] = read.value
            if read.detail:
                unread.append((row["row_number"], place, read.detail))
    fields = list(standing.items())
    for number, place, detail in sorted(unread):
        column, field = fields[place]
        draft.add_at(
            "R05", part, field, Place(number, column), detail,
            row_label=part.row_label(number), row_number=number,
        )  # fmt: skip
    return rows


def _reads(
    part: SheetReading, field: FormField, column: int, numbers: Sequence[int], covered: Covered
) -> Iterator[Read]:
    """What a field reads in some rows; a covered cell's value is that of its merge."""
    grid, read = part.grid, _reader(field, part.sheet.table == NARRATIVE)
    if not covered.sources and not grid.defects:
        yield from map(read, grid.column(column, numbers))
        return
    for number in numbers:
        source = covered.sources.get(Place(number, column), Place(number, column))
        defect = defect_of(grid, source.row, source.column)
        yield Read(detail=defect) if defect else read(grid.at(source.row, source.column))


def _reader(field: FormField, keeps_lines: bool) -> Callable[[Any], Read]:
    """Reads the cells of a column; most say the same as others (``x``, nothing, a staff type)."""
    known: dict[tuple[type, Any], Read] = {}

    def read(value: Any) -> Read:
        key = (type(value), value)  # 1, 1.0 and TRUE are equal
        if key not in known or isinstance(value, Shown):
            known[key] = read_cell(field, value)
            if field.kind == "text" and known[key].value and not keeps_lines:
                known[key] = Read(in_one_line(known[key].value))
        return known[key]

    return read


def defect_of(grid: Grid, row: int, column: int) -> str:
    """What is wrong with a cell that holds no value at all; "" for a sound one."""
    defect = grid.defects.get((row, column))
    if defect is None:
        return ""
    return f"là ô lỗi {defect}" if defect else "là công thức chưa có giá trị"


def _with_blanks(part: SheetReading, row: dict[str, Any]) -> dict[str, Any]:
    """The row with what its empty cells stand for; a cell that could not be read stays unknown."""
    for field in part.sheet.row_fields:
        column = field.column or ""
        if field.blank is None or row[column] is not None:
            continue
        place = part.cell(column, row["row_number"])
        if place is None or not part.grid.has(place.row, place.column):
            row[column] = int(field.blank) if field.kind == "whole" else field.blank
    return row


def _says_something(draft: Draft, row: dict[str, Any]) -> bool:
    """Whether a row of texts says anything; a filler is a blank text."""
    is_filler = draft.catalogue.narrative.is_filler
    for column in ("text", "cause", "remedy"):
        if is_filler(row.get(column) or ""):
            row[column] = None
    return any(row.get(column) for column in ("text", "cause", "remedy"))


# --- what is told of merges and skipped rows


def _note_merges(draft: Draft, part: SheetReading, covered: Covered) -> None:
    """Q16 for merges read as if each cell held the value; R10 for those that cannot be."""
    for field, first in covered.shared:
        draft.add_at(
            "Q16", part, field, first,
            row_label=part.row_label(first.row), row_number=first.row,
        )  # fmt: skip
    for field, first, rows in covered.unread:
        draft.add_at(
            "R10", part, field, first, _reach(first.row, rows[-1]),
            row_label=part.row_label(first.row), row_number=first.row, covered_rows=rows,
        )  # fmt: skip


def _reach(first: int, last: int) -> str:
    return f"từ dòng {first} đến dòng {last}" if last > first else "với cột bên phải"


def _note_skipped(
    draft: Draft, part: SheetReading, standing: dict[int, FormField], rows: ListRows
) -> None:
    """F12 for headings and totals; Q10 where a total is not that of the rows above it."""
    for number, place in sorted((rows.headings | rows.totals).items()):
        what = "dòng tổng" if number in rows.totals else "dòng tiêu đề"
        draft.add(
            "F12", what, sheet=part.sheet.name, cell=place.address,
            column_name=part.header_of(place.column), row_number=number,
            row_label=part.row_label(number), value=part.shown(None, place),
        )  # fmt: skip
    for number in rows.totals:
        for column, field in standing.items():
            _check_total(draft, part, field, Place(number, column), rows)


def _check_total(
    draft: Draft, part: SheetReading, field: FormField, place: Place, rows: ListRows
) -> None:
    """The number must be that of all rows above, or of those since the last heading or total.

    One above all entries speaks of those below it.
    """
    value = part.grid.at(place.row, place.column)
    given = as_number(value, has_thousands=field.has_thousands, unit=field.unit)
    if given is None or field.kind not in ("yes_no", "number", "whole"):
        return
    breaks = {*rows.headings, *rows.totals}
    column, end = field.column or "", len(part.grid.rows) + 1
    if part.rows and part.rows[0]["row_number"] > place.row:
        where = "dưới"
        nearest = min((n for n in breaks if n > place.row), default=end)
        sums = [_sum_up(part, column, place.row, last) for last in (end, nearest)]
    else:
        where = "trên"
        nearest = max((n for n in breaks if n < place.row), default=0)
        sums = [_sum_up(part, column, first, place.row) for first in (0, nearest)]
    if given not in sums:
        draft.add_at(
            "Q10", part, field, place, f"các dòng phía {where} cộng lại là {plain_number(sums[0])}",
            row_number=place.row, row_label=part.row_label(place.row),
        )  # fmt: skip


def _sum_up(part: SheetReading, column: str, after: int, before: int) -> float:
    values = [row[column] for row in part.rows if after < row["row_number"] < before]
    return as_shown(sum(v for v in values if isinstance(v, bool | int | float)))
