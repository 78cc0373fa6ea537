"""The headcount that a unit declares, against the persons of its list (F07)."""

from transforms.catalogue import count_in
from transforms.reading.cells import read_cell
from transforms.reading.submission import Draft, SheetReading


def read_declared(draft: Draft, info: SheetReading) -> None:
    """Read the declared headcount and hold it against the persons listed (F07)."""
    if not info.stands("declared_count"):
        return
    field = info.sheet.field("declared_count")
    read = read_cell(field, info.value("declared_count"))
    low, high = field.minimum or 0, field.maximum or float("inf")
    if read.value is None or not low <= read.value <= high:
        told = f"; trong biểu có {draft.reading.entry_count}" if _is_countable(draft) else ""
        draft.add_label("F07", info, "declared_count", f"không đọc được tổng số khai báo{told}")
        return
    declared = draft.reading.declared_count = int(read.value)
    counted = draft.reading.entry_count
    if counted != declared and _is_countable(draft):
        problem = f"khai báo {declared}, trong biểu có {counted}"
        draft.add_label("F07", info, "declared_count", problem)


def _is_countable(draft: Draft) -> bool:
    """Whether the persons can be counted: the headers were found, and every total was read."""
    reading = draft.reading
    found = count_in(reading.form, draft.catalogue.headcount) if reading.form else None
    part = reading.sheets.get(reading.person_table)
    if part is None or found is None or part.layout.header_row is None:
        return False
    headers = {part.sheet.field(column).header for column in found[1].columns}
    key = {part.sheet.field(part.sheet.key).header} if part.sheet.key else set()
    of_rows = [f for f in reading.findings if f.row_number and f.sheet == part.sheet.name]
    unread = {finding.column_name for finding in of_rows}
    return headers | key <= set(part.layout.places) and not headers & unread
