"""From a workbook's cells to typed rows and the findings of the file rules (F02-F07, F11, Q08)."""

from transforms.catalogue import Catalogue, Form, Sheet, count_in
from transforms.catalogue.forms import OUR_SHEETS
from transforms.reading.answers import read_answers
from transforms.reading.doubts.old_texts import in_unicode, note_old_texts
from transforms.reading.doubts.said import note_contradictions
from transforms.reading.doubts.unseen import note_unseen
from transforms.reading.grid import Grid
from transforms.reading.info import (
    check_labels,
    check_year,
    keep_labels,
    read_declared,
    read_info,
)
from transforms.reading.layout import Place, find_headers, find_labels
from transforms.reading.lists.tables import defect_of, read_table
from transforms.reading.passages import field_at, text_of
from transforms.reading.submission import Draft, Reading, SheetReading
from transforms.text import alike, squeeze

OWN_SHEETS = frozenset(map(alike, OUR_SHEETS))
"""No finding when they come back."""


def read_submission(grids: dict[str, Grid], catalogue: Catalogue) -> Reading:
    """Read one workbook by the form it says, or resembles, and judge it as a file.

    Never raises for what a file holds: whatever is wrong is in ``findings``.
    """
    draft = Draft(catalogue, _by_name(grids, catalogue))
    reading = draft.reading
    info = read_info(draft)
    reading.form = reading.form or _resembled(draft)
    for sheet in reading.form.sheets:
        _read_sheet(draft, sheet)
    _note_extra(draft, reading.form)
    note_unseen(draft, reading.form)
    note_old_texts(draft)
    read_answers(draft, reading.form)
    _count_people(draft, reading.form)
    note_contradictions(draft, reading.form)
    if info is not None:
        check_year(draft, info)
        read_declared(draft, info)
        check_labels(draft, info)
        keep_labels(draft, info)
    return reading


def _by_name(grids: dict[str, Grid], catalogue: Catalogue) -> dict[str, tuple[str, Grid]]:
    """The sheets by compared name: of several the one that a form names so, else the first.

    The others stand under names that no form has.
    """
    declared = {sheet.name for form in catalogue.forms for sheet in form.sheets}
    named: dict[str, tuple[str, Grid]] = {}
    for name in sorted(grids, key=lambda name: name not in declared):
        key = alike(name) if alike(name) not in named else f"{alike(name)}\n{name}"
        named[key] = (name, in_unicode(grids[name], catalogue.forms))
    return named


def _count_people(draft: Draft, form: Form) -> None:
    """How many people the file lists, by the measure that units declare."""
    found = count_in(form, draft.catalogue.headcount)
    if found is None:
        return
    sheet, count = found
    reading = draft.reading
    reading.person_table, reading.is_list = sheet.table, count.sum is None
    reading.entry_count = sum(count.of(row) for row in reading.rows(sheet.table))


def _resembled(draft: Draft) -> Form:
    """Without a usable version: the form of which the workbook has most, else the latest.

    So a wrong version does not bring a shower of missing sheets and headers.
    """
    return max(
        draft.catalogue.forms,
        key=lambda form: (
            sum(alike(sheet.name) in draft.grids for sheet in form.sheets),
            sum(_fields_found(draft, sheet) for sheet in form.sheets),
            form.first_year,
        ),
    )


def _fields_found(draft: Draft, sheet: Sheet) -> int:
    grid = draft.grid(sheet)
    if grid is None:
        return 0
    find = find_labels if sheet.shape == "labels" else find_headers
    return len(find(sheet, grid).places)


def _read_sheet(draft: Draft, sheet: Sheet) -> None:
    grid = draft.grid(sheet)
    if grid is None:
        if sheet.is_required and sheet.table != "info":
            draft.add("F03", sheet=sheet.name)
    elif sheet.shape == "table":
        read_table(draft, sheet, grid)
    elif sheet.shape == "labels" and sheet.table != "info":
        _read_narrative(draft, sheet, grid)


def _note_extra(draft: Draft, form: Form) -> None:
    known = {alike(sheet.name) for sheet in form.sheets} | OWN_SHEETS
    for key, (name, _) in draft.grids.items():
        if key not in known:
            why = "trùng tên trang khác" if "\n" in key else "không có trong biểu mẫu"
            draft.add("F11", f"{why} nên không được đọc", sheet=squeeze(name))


def _read_narrative(draft: Draft, sheet: Sheet, grid: Grid) -> None:
    part = SheetReading(sheet, grid, find_labels(sheet, grid))
    draft.reading.sheets[sheet.table] = part
    draft.add_layout(part)
    for row, column in sorted(grid.defects):
        if label := field_at(part, row, column):
            defect = defect_of(grid, row, column)
            draft.add_at("R05", part, label, Place(row, column), defect, row_number=row)
    for field in sheet.row_fields:
        if text := text_of(part, field):
            draft.reading.narrative[field.column or ""] = text
