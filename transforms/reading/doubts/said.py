"""Q17: what a unit writes of its figures must be what its own list says."""

import re
from collections import defaultdict
from collections.abc import Iterator

from transforms.catalogue import Form, FormField, count_in
from transforms.catalogue.narrative import NARRATIVE, PROPOSALS
from transforms.narrative.figures import Counts, OwnFigures, contradictions
from transforms.reading.layout import Place
from transforms.reading.submission import Draft, SheetReading

_DIGIT = re.compile(r"\d")
STAFF_TYPE = "staff_type"
AHEAD = ("direction", PROPOSALS)
"""Topics that speak of what is to come."""


def note_contradictions(draft: Draft, form: Form) -> None:
    """One finding per text, at its cell, naming every figure that differs."""
    reading, part = draft.reading, draft.reading.sheets.get(NARRATIVE)
    if part is None or not reading.entry_count:
        return
    figured = [said for said in _texts(part, reading.narrative) if _DIGIT.search(said[2])]
    if not figured:
        return
    own = _own_figures(draft, form)
    narrative, measures = draft.catalogue.narrative, draft.catalogue.measures_of(form)
    for field, place, text in figured:
        told = contradictions(text, own, measures, narrative)
        if told:
            row = place.row if part.sheet.shape == "table" else None
            draft.add_at("Q17", part, field, place, "; ".join(told), row_number=row)


def _own_figures(draft: Draft, form: Form) -> OwnFigures:
    """The unit's own counts by measure, of all that it lists and by staff type."""
    reading, catalogue = draft.reading, draft.catalogue
    measures = catalogue.measures_of(form)
    bases: dict[str, frozenset[str]] = defaultdict(frozenset)
    for indicator in catalogue.indicators:
        if not indicator.is_supplementary:
            bases[indicator.numerator] |= {indicator.denominator}
    known = {measure.name for measure in measures if count_in(form, measure)}
    total = _counts(draft, form, None)
    parts = {}
    for sheet in form.sheets:
        for part in sheet.row_fields if sheet.table == reading.person_table else ():
            if part.column == STAFF_TYPE:
                parts = {noun: _counts(draft, form, kind) for noun, kind in part.words.items()}
    bases = {name: found & known for name, found in bases.items()}
    return OwnFigures(total, parts, bases, reading.year)


def _counts(draft: Draft, form: Form, staff_type: str | None) -> Counts:
    counts = {}
    for measure in draft.catalogue.measures_of(form):
        if found := count_in(form, measure):
            sheet, count = found
            counts[measure.name] = sum(
                count.of(row)
                for row in draft.reading.rows(sheet.table)
                if staff_type is None or row.get(STAFF_TYPE) == staff_type
            )
    return Counts(counts[draft.catalogue.headcount.name], counts)


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
