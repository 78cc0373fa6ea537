"""Merged cells of a list, read as the officer sees them: one value over several cells."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from transforms.catalogue import FormField
from transforms.reading.grid import Grid
from transforms.reading.layout import Place

LISTED = ("yes_no", "choice")
NOT_SHARED = ("person_code", "task", "number", "whole", "date")


@dataclass
class Covered:
    """What the merges of a list's rows mean.

    ``sources`` tells where the value of a covered cell stands, ``shared`` the first cells of merges
    read so (Q16), ``unread`` the covered rows of those that cannot be (R10), by their first cell.
    """

    sources: dict[Place, Place] = field(default_factory=dict)
    shared: list[tuple[FormField, Place]] = field(default_factory=list)
    unread: list[tuple[FormField, Place, tuple[int, ...]]] = field(default_factory=list)


def find_covered(grid: Grid, fields: Mapping[int, FormField], entries: Collection[int]) -> Covered:
    """The merges over rows of entries that begin in a column that is read (``fields``)."""
    covered = Covered()
    rows = set(entries)
    for top, left, bottom, right in grid.merges:
        own = fields.get(left)
        within = [row for row in range(top, bottom + 1) if row in rows]
        if own is None or not within or not grid.has(top, left):
            continue
        first, own_kind = Place(top, left), own.kind
        over = {c: fields[c].kind for c in range(left, right + 1) if c in fields}
        if own_kind in (*LISTED, *NOT_SHARED):
            shared = [c for c, kind in over.items() if kind in LISTED]
        else:
            shared = [left] if _is_shared_text(own) and len(within) > 1 else []
        if shared:
            places = {Place(row, c) for c in shared for row in range(top, bottom + 1)}
            covered.sources |= {place: first for place in places if place != first}
            covered.shared.append((own, first))
        if own_kind in (*LISTED, *NOT_SHARED) and (lost := _lost(own_kind, over, within, top)):
            covered.unread.append((own, first, lost))
    return covered


def _is_shared_text(field: FormField) -> bool:
    """Whether a text is needed in each row, so that a merge means each of them."""
    return field.kind == "text" and field.need == "required"


def _lost(own: str, over: Mapping[int, str], within: list[int], top: int) -> tuple[int, ...]:
    """The rows whose codes, numbers or dates a merge covers; a day's end may be its start."""
    kinds = [kind for kind in over.values() if kind in NOT_SHARED]
    if len(within) > 1:
        return tuple(row for row in within if row != top) if kinds else ()
    is_across = own in NOT_SHARED and len(kinds) > 1 and set(kinds) != {"date"}
    return tuple(within) if is_across else ()
