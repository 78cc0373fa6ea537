"""Headers and names that are not quite the declared ones, taken for them where that is no guess."""

import re
from collections.abc import Iterable
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from transforms.catalogue import FormField
from transforms.text import alike

Named = tuple[str, Any]
"""A text and where it stands."""

LONG, FEW_EDITS, SOME_EDITS = 8, 1, 2
LIKE_PCT, APART_POINTS = 80, 10
"""How like its own a unit's name must be, and by how much more than to any other's."""
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


def is_this_name(text: str, name: str, others: Iterable[str]) -> bool:
    """Whether a text is meant as a name: by its words it is like this one and like no other.

    So is the whole name with more behind it (`Văn phòng Sở TN&MT`).
    """
    words = _words(text)
    told = [_words(other) for other in others]
    if words in told or not words:
        return False
    near = max((fuzz.ratio(words, other) for other in told), default=0.0)
    own = fuzz.ratio(words, _words(name))
    if own >= LIKE_PCT and own - near >= APART_POINTS:
        return True
    begun = [other for other in told if words.startswith(f"{other} ")]
    return words.startswith(f"{_words(name)} ") and not begun and near < LIKE_PCT


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", alike(text)))


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
