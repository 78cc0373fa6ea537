"""The report's texts as the machine drafts them: what may be edited, each with its key."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from transforms.catalogue.narrative import DIRECTION, PROPOSALS, SHORTCOMINGS
from transforms.catalogue.narrative import STRENGTHS as SAID_STRENGTHS
from transforms.narrative.edits.keys import (
    CAUSES,
    CELLS,
    LIMITS,
    REMEDIES,
    REQUESTS,
    STRENGTHS,
    TABLE,
    TASKS,
    by_key,
    cell_key,
    clause_key,
    meet,
)
from transforms.report.model.narrative import Limitation, Named, Synthesis
from transforms.report.rows import EditedRow, NarrativeRow

PLACES = {
    STRENGTHS: "Ưu điểm trong tổ chức thực hiện",
    TASKS: "Nhiệm vụ năm sau",
    REQUESTS: "Kiến nghị, đề xuất",
}
CELL_NAMES = {LIMITS: "Tồn tại, hạn chế", CAUSES: "Nguyên nhân", REMEDIES: "Giải pháp"}
THEME, ADDRESSEE = "Chủ đề", "Gửi"


@dataclass(frozen=True)
class Drafted:
    """A text by its key, with the place it stands at; a cell of the table may be empty.

    ``units`` are those whose texts it is made of, ``topics`` (of a row of the table: and theme)
    what of these. ``filed_as`` names what ``filed_under`` is: a row's theme, a request's addressee.
    """

    key: str
    place: str
    text: str
    units: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    filed_as: str = ""
    filed_under: str = ""

    @property
    def is_cell(self) -> bool:
        """Whether it may have several lines."""
        return self.key.startswith(f"{TABLE}/")

    def said(self, narrative: Iterable[NarrativeRow]) -> Iterator[NarrativeRow]:
        """What the units wrote that it is made of, as near as can be told."""
        for row in narrative:
            is_of_it = row.unit_code in self.units and row.topic in self.topics
            if is_of_it and (not self.is_cell or row.theme in (None, self.filed_under)):
                yield row


def draft_clauses(synthesis: Synthesis, edited: Iterable[EditedRow]) -> Iterator[Drafted]:
    """The clauses and cells made of the units' texts.

    One that was edited before it was reworded keeps the key that it had then.
    """
    edits = by_key(edited)

    def listed(section: str, items: Sequence[tuple[str, Named]], *topics: str) -> Iterator[Drafted]:
        words = [(name, i.text) if name else (i.text,) for name, i in items]
        keys = [(clause_key(section, *w), i.text) for w, (_, i) in zip(words, items, strict=True)]
        met, _ = meet(section, keys, edits)
        for (name, item), (key, _), edit in zip(items, keys, met, strict=True):
            yield Drafted(
                edit.text_key if edit else key, PLACES[section], item.line, tuple(item.units),
                topics, ADDRESSEE if name else "", name,
            )  # fmt: skip

    yield from listed(STRENGTHS, [("", item) for item in synthesis.strengths], SAID_STRENGTHS)
    for row in synthesis.limitations:
        yield from _cells(row)
    yield from listed(TASKS, [("", item) for item in synthesis.tasks], DIRECTION, PROPOSALS)
    requests = [(request.addressee, i) for request in synthesis.requests for i in request.items]
    yield from listed(REQUESTS, requests, PROPOSALS)


def _cells(row: Limitation) -> Iterator[Drafted]:
    units = tuple(row.units)
    for cell, text in zip(CELLS, (row.limitations, row.causes, row.remedies), strict=True):
        found = Drafted(
            cell_key(row.theme, cell), f"Bảng hạn chế, {row.theme}: {CELL_NAMES[cell].lower()}",
            text, units, (SHORTCOMINGS,), THEME, row.theme,
        )  # fmt: skip
        yield found if cell == LIMITS else replace(found, units=(), filed_as="")
