"""Q17: what a unit writes of its figures must be what its own list says."""

from collections.abc import Iterator

from transforms.catalogue import Form, FormField, count_in
from transforms.catalogue.narrative import NARRATIVE
from transforms.narrative.figures import contradictions
from transforms.narrative.statements import PROPOSALS
from transforms.reading.layout import Place
from transforms.reading.submission import Draft, SheetReading

AHEAD = ("direction", PROPOSALS)
"""Topics that speak of what is to come."""


def note_contradictions(draft: Draft, form: Form) -> None:
    """One finding per text, at its cell, naming every figure that differs."""
    reading, part = draft.reading, draft.reading.sheets.get(NARRATIVE)
    if part is None or not reading.entry_count:
        return
    counts = _counts(draft, form)
    narrative, measures = draft.catalogue.narrative, draft.catalogue.measures_of(form)
    for field, place, text in _texts(part, reading.narrative):
        told = contradictions(text, counts, measures, reading.entry_count, narrative)
        if told:
            row = place.row if part.sheet.shape == "table" else None
            draft.add_at("Q17", part, field, place, "; ".join(told), row_number=row)


def _counts(draft: Draft, form: Form) -> dict[str, int]:
    """The unit's own counts by measure, of all that it lists."""
    counts = {}
    for measure in draft.catalogue.measures_of(form):
        if found := count_in(form, measure):
            sheet, count = found
            counts[measure.name] = sum(map(count.of, draft.reading.rows(sheet.table)))
    return counts


def _texts(part: SheetReading, narrative: dict[str, str]) -> Iterator[tuple[FormField, Place, str]]:
    if part.sheet.shape == "table":
        field = part.sheet.field("text")
        for row in part.rows:
            place = part.cell("text", row["row_number"])
            if place and row["text"] and row["topic"] not in AHEAD:
                yield field, place, row["text"]
        return
    for topic, text in narrative.items():
        if topic not in AHEAD:
            field = part.sheet.field(topic)
            yield field, part.layout.places[field.header], text
