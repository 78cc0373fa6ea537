"""The other labels: what is asked about where they lack or cannot be (Q08), what is stored."""

from collections.abc import Collection

from transforms.catalogue import FormField, Sheet
from transforms.reading.cells import NOT_IN_LIST, read_cell
from transforms.reading.submission import Draft, SheetReading
from transforms.reading.values import as_text

TOLD_ELSEWHERE = frozenset(
    {"unit_code", "unit_name", "reporting_year", "form_version", "declared_count"}
)
"""Labels that every form has: they identify a submission and stand in core.submission."""


def check_labels(draft: Draft, info: SheetReading) -> None:
    """Q08: an expected label missing; one blank that must not be, unreadable, out of list or range.

    Those that identify the file are told otherwise, as is a required label that is missing (F04).
    """
    for field in info.sheet.row_fields:
        if field.column not in TOLD_ELSEWHERE and (problem := _problem(draft, info, field)):
            draft.add_label("Q08", info, field.column or "", problem)


def _problem(draft: Draft, info: SheetReading, field: FormField) -> str:
    column = field.column or ""
    if field.expected_with and not _has_any(draft, field.expected_with):
        return ""
    if not info.stands(column):
        return "không có" if field.need == "expected" else ""
    place, value = info.layout.places[field.header], info.value(column)
    if not info.grid.has(place.row, place.column):
        return "" if field.need == "optional" else "để trống"
    read = read_cell(field, value)
    if read.detail or read.value is None:
        return read.detail or "không đọc được"
    if read.value == NOT_IN_LIST:
        return f"không thuộc danh mục ({field.allowed})"
    if field.kind in ("number", "whole") and not _is_in_range(field, read.value):
        return "ngoài khoảng cho phép"
    if field.kind == "decision" and not any(c.isdigit() for c in as_text(value)):
        return "chưa ghi số và ngày của quyết định"
    calendar = draft.reading.catalogue.calendar if draft.reading.catalogue else None
    if calendar and field.expected_date:
        right = getattr(calendar, field.expected_date)
        if read.value != right:
            return f"khác ngày chốt số liệu của năm ({right:%d/%m/%Y})"
    return ""


def _is_in_range(field: FormField, value: float) -> bool:
    low, high = field.minimum, field.maximum
    return (low is None or low <= value) and (high is None or value <= high)


def _has_any(draft: Draft, columns: Collection[str]) -> bool:
    """Whether any entry holds a yes or a number above 0 in one of the columns."""
    return any(
        row.get(column) is True or (isinstance(row.get(column), int | float) and row[column] > 0)
        for part in draft.reading.sheets.values()
        for row in part.rows
        for column in columns
    )


def kept_labels(sheet: Sheet) -> list[FormField]:
    """The labels whose values are stored: not those told elsewhere, nor the names of persons."""
    return [
        field
        for field in sheet.row_fields
        if field.column not in TOLD_ELSEWHERE and field.kind not in ("name", "person_code")
    ]


def keep_labels(draft: Draft, info: SheetReading) -> None:
    """Keep what stands beside the labels that are stored; what cannot be read is null."""
    for field in kept_labels(info.sheet):
        value = read_cell(field, info.value(field.column or "")).value
        draft.reading.info[field.column or ""] = None if value == NOT_IN_LIST else value
