"""The sheet `Giải trình` as read: answers, and what on it cannot be read as one (F13)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from transforms.catalogue import Form, Sheet
from transforms.reading.addresses import address
from transforms.reading.grid import Grid
from transforms.reading.layout import Layout, find_headers
from transforms.reading.lists.row_marks import RowMarks, find_marks
from transforms.reading.submission import Draft
from transforms.reading.values import as_text
from transforms.rules.answers import Answer, cells_of, lost_answer, plain_code
from transforms.text import alike, squeeze

UNREAD = "không đọc được vì trang thiếu tiêu đề cột"
DEFECT = "không đọc được vì ô này là ô lỗi hoặc công thức chưa có giá trị"


def answers_place(form: Form) -> tuple[str, str]:
    """The sheet of answers and the header of their texts, as findings name them."""
    sheet = form.sheet("answers")
    return sheet.name, sheet.field("explanation").header


def read_answers(draft: Draft, form: Form) -> None:
    """The unit's answers, each with the cells that it speaks of as they stand now."""
    for sheet in form.sheets:
        grid = draft.grid(sheet) if sheet.shape == "answers" else None
        if grid is not None:
            _read(draft, form, sheet, grid)


def _read(draft: Draft, form: Form, sheet: Sheet, grid: Grid) -> None:
    layout = find_headers(sheet, grid)
    if layout.missing:
        _note_unread(draft, form, sheet, grid, layout)
        return
    text_column = layout.places[sheet.field("explanation").header].column
    marked = Marked(draft.grids, form)
    grid = _unmerged(grid)
    for row in range((layout.header_row or 0) + 1, len(grid.rows) + 1):
        place = address(row, text_column)
        if (row, text_column) in grid.defects:
            draft.reading.findings.append(
                lost_answer(draft.rules, answers_place(form), place, "", DEFECT)
            )
            continue
        answer = read_row(sheet, grid, layout, row)
        if answer.explanation:
            draft.reading.answers.append(
                Answer(
                    plain_code(answer.rule_code),
                    answer.sheet,
                    ", ".join(marked.cells(answer, find_marks(grid, row)) or [answer.cell]),
                    answer.explanation,
                    place,
                )
            )


def _unmerged(grid: Grid) -> Grid:
    """The sheet with what is merged over several rows in each of them."""
    rows = [list(row) for row in grid.rows]
    for top, left, bottom, _ in grid.merges:
        for row in rows[top:bottom] if grid.at(top, left) is not None else ():
            if left <= len(row):
                row[left - 1] = grid.at(top, left)
    return replace(grid, rows=rows)


def read_row(sheet: Sheet, grid: Grid, layout: Layout, row: int) -> Answer:
    """A row of the sheet, as it is typed."""
    texts = {}
    for field in sheet.row_fields:
        column = layout.places[field.header].column
        is_sound = (row, column) not in grid.defects
        texts[field.column or ""] = as_text(grid.at(row, column)) if is_sound else ""
    return Answer(**texts, answer_cell=None)


def _note_unread(draft: Draft, form: Form, sheet: Sheet, grid: Grid, layout: Layout) -> None:
    """F13 once, at the first text below the header, where the sheet cannot be read as a table."""
    headers = {alike(field.header) for field in sheet.fields}
    ours = {alike(text) for text in (sheet.name, sheet.title or "", sheet.note or "")}
    for row in range((layout.header_row or 0) + 1, len(grid.rows) + 1):
        for column in range(1, grid.width + 1):
            text = squeeze(as_text(grid.at(row, column)))
            if text and alike(text) not in headers | ours and text != form.title:
                draft.reading.findings.append(
                    lost_answer(
                        draft.rules, answers_place(form), address(row, column), text, UNREAD
                    )
                )
                return


@dataclass
class Marked:
    """The sheets that answers speak of, by which marks are followed to where a row stands now."""

    grids: Mapping[str, tuple[str, Grid]]
    form: Form

    def __post_init__(self) -> None:
        self._known: dict[str, RowMarks | None] = {}

    def rows(self, sheet_name: str) -> RowMarks | None:
        """The marks of a sheet of entries; None for any other."""
        name = alike(sheet_name)
        if name not in self._known:
            sheet = next((s for s in self.form.tables if alike(s.name) == name), None)
            found = self.grids.get(name)
            self._known[name] = RowMarks(sheet, found[1]) if sheet and found else None
        return self._known[name]

    def cells(self, answer: Answer, marks: Mapping[str, str]) -> list[str]:
        """The cells that a marked answer speaks of now; none where its marks do not hold.

        Marks hold for the cells that they were written for: another text in `Ô` is the officer's
        own and counts as it stands. A marked row that has gone is no cell: nobody else's warning
        is explained by it.
        """
        rows = self.rows(answer.sheet) if marks else None
        if rows is None or not set(marks) <= cells_of(answer.cell):
            return []
        return [rows.now(cell, mark) or GONE for cell, mark in marks.items()]


GONE = "?"
"""Stands for the cell of a row that has gone: no cell, and not blank."""
