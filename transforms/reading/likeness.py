"""Headers and names that are not quite the declared ones, taken for them where that is no guess."""

import re
from collections.abc import Iterable
from typing import Any

from rapidfuzz.distance import OSA

from transforms.catalogue import FormField
from transforms.text import alike

Named = tuple[str, Any]
"""A text and where it stands."""

LONG, FEW_EDITS, SOME_EDITS = 8, 1, 2
_UNIT = re.compile(r"^(.*?)\s*\(([^()]*)\)$")


def names_of(field: FormField) -> set[str]:
    """A field's header and its aliases, as they are compared."""
    return {alike(field.header), *map(alike, field.aliases)}


def is_near(text: str, other: str) -> bool:
    """Whether two names differ by an edit or two; never where their units of measure differ."""
    (name, unit), (other_name, other_unit) = _parts(text), _parts(other)
    if unit != other_unit:
        return False
    most = SOME_EDITS if min(len(name), len(other_name)) >= LONG else FEW_EDITS
    return OSA.distance(name, other_name, score_cutoff=most) <= most


def _parts(text: str) -> tuple[str, str]:
    """A name without its unit of measure, and the unit in brackets."""
    shown = alike(text)
    found = _UNIT.match(shown)
    return (found[1], found[2]) if found else (shown, "")


def pair_alike(
    lacking: Iterable[FormField], others: Iterable[Named]
) -> list[tuple[FormField, str, Any]]:
    """Missing fields with the one text that is near them, where that is near no other of them."""
    lacking, others = list(lacking), list(others)
    near = [
        (field, text, place)
        for field in lacking
        for text, place in others
        if any(is_near(text, name) for name in (field.header, *field.aliases))
    ]
    fields = [field.header for field, _, _ in near]
    places = [place for _, _, place in near]
    return [
        (field, text, place)
        for field, text, place in near
        if fields.count(field.header) == 1 and places.count(place) == 1
    ]
