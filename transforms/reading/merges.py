"""Merged cells of a list, read as the officer sees them: one value over several cells."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from transforms.catalogue import FormField
from transforms.reading.cells import Grid
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
        first = Place(top, left)
        if own.kind in LISTED:
            places = set(_listed(fields, (top, left, bottom, right)))
            covered.sources |= {place: first for place in places if place != first}
            covered.shared.append((own, first))
        elif own.kind in NOT_SHARED and len(within) > 1:
            covered.unread.append((own, first, tuple(row for row in within if row != top)))
    return covered


def _listed(fields: Mapping[int, FormField], merge: tuple[int, int, int, int]) -> Iterator[Place]:
    top, left, bottom, right = merge
    for column in range(left, right + 1):
        if column in fields and fields[column].kind in LISTED:
            yield from (Place(row, column) for row in range(top, bottom + 1))
