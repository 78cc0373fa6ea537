"""Passages below labels (`Thuyết minh` of forms 1 and 2), paragraph by paragraph."""

from collections.abc import Iterator

from transforms.catalogue import FormField
from transforms.reading.signatures import MOST_WORDS, is_name, is_signature
from transforms.reading.submission import SheetReading
from transforms.reading.values import as_passage


def text_of(part: SheetReading, field: FormField) -> str:
    """All that stands right of a label and below it, up to the next label; paragraphs kept.

    Below the last label the paper is signed: from there on nothing is text. Names of persons stand
    there, so what stands apart must read as a paragraph.
    """
    place = part.layout.places.get(field.header)
    if place is None:
        return ""
    others = part.layout.places.values()
    beside = [o.column - 1 for o in others if o.row == place.row and o.column > place.column]
    below = [other.row for other in others if other.row > place.row]
    width = part.grid.width
    right = _cells(part, place.row, place.column + 1, min(beside, default=width + 1))
    first = " ".join(filter(None, [as_passage(part.value(field.column or "")), *right]))
    end = min(below, default=len(part.grid.rows) + 1)
    rows = [list(_cells(part, row, 1, width + 1)) for row in range(place.row + 1, end)]
    said = map(" ".join, rows) if below else _unsigned(rows, has_text=bool(first))
    return "\n".join(filter(None, [first, *said]))


def field_at(part: SheetReading, row: int, column: int) -> FormField | None:
    """The label to whose text a cell belongs: all right of it and below, up to the next one."""
    places = {
        (place.row, place.column): field
        for field in part.sheet.row_fields
        if (place := part.layout.places.get(field.header)) and place.row <= row
    }
    last = max((at[0] for at in places), default=0)
    own = [at for at in places if at[0] == last and (last < row or at[1] <= column)]
    return places[max(own)] if own else None


def _cells(part: SheetReading, row: int, first: int, end: int) -> Iterator[str]:
    columns = (column for column in range(first, end) if (row, column) not in part.grid.defects)
    return filter(None, (as_passage(part.grid.at(row, column)) for column in columns))


def _unsigned(rows: list[list[str]], has_text: bool) -> Iterator[str]:
    """The paragraphs above the signatures."""
    is_apart = False
    for texts in rows:
        if any(is_signature(text) or is_name(text) for text in texts):
            return
        if texts and is_apart and not _is_paragraph(texts):
            return
        is_apart = has_text and not texts
        has_text = has_text or bool(texts)
        yield " ".join(texts)


def _is_paragraph(texts: list[str]) -> bool:
    text = " ".join(texts)
    return len(text.split()) > MOST_WORDS or text[-1] in ".;:!" or text[0] in "-–+•*"
