"""Statements that say the same become one, with all the units that said it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.process import extract_iter

from transforms.narrative.points import LEAST_OF_CUT, syllables
from transforms.text import fold, words_of

SAME_WORDS, SAME_CORE = 85, 95
"""Of 100: how like two statements are that are one; the second where one holds the other."""
LEAST_OF_CORE = 6
_TURNING = words_of("không chưa đã hết thiếu tăng giảm đầu cuối trước sau tuyến tiếp anh trung")
"""Words by which statements differ that are otherwise alike, and are not the same."""


@dataclass(frozen=True)
class Point:
    """A clause of a unit; ``is_wish``: it was asked for, not only planned."""

    unit_code: str
    theme: str
    text: str
    is_wish: bool = False


@dataclass(frozen=True)
class Cluster:
    """Like clauses, in the order of their units."""

    points: list[Point]

    @property
    def units(self) -> list[str]:
        """Who said it, each once."""
        return list(dict.fromkeys(point.unit_code for point in self.points))

    @property
    def text(self) -> str:
        """The clearest of them: without figures, the shortest that is a whole clause."""
        return min((point.text for point in self.points), key=_obscurity)


def merge(points: Iterable[Point]) -> list[Cluster]:
    """Like clauses together, those of most units first, then in the order they came."""
    clusters: list[list[Point]] = []
    firsts: list[str] = []  # of each cluster
    known: dict[str, list[Point]] = {}
    for point in points:
        text = fold(point.text)
        home = known.get(text)
        if home is None:
            near = extract_iter(text, firsts, scorer=fuzz.token_ratio, score_cutoff=SAME_WORDS)
            home = next(
                (clusters[place] for _, _, place in near if is_like(firsts[place], text)), None
            )
        if home is None:
            home = []
            clusters.append(home)
            firsts.append(text)
        home.append(point)
        known[text] = home
    return sorted(map(Cluster, clusters), key=lambda cluster: -len(cluster.units))


def is_like(one: str, other: str) -> bool:
    """Whether two folded texts say the same; a ``chưa`` or a number tells them apart."""
    words, others = one.split(), other.split()
    differing = set(words) ^ set(others)
    if differing & _TURNING or any(re.search(r"\d", word) for word in differing):
        return False
    if fuzz.token_sort_ratio(one, other, score_cutoff=SAME_WORDS):
        return True
    is_core = min(len(words), len(others)) >= LEAST_OF_CORE
    return is_core and bool(fuzz.token_set_ratio(one, other, score_cutoff=SAME_CORE))


def _obscurity(text: str) -> tuple[bool, bool, int, str]:
    """What makes a wording worse: figures, being no whole clause, length."""
    length = syllables(text)
    return bool(re.search(r"\d", text)), length < LEAST_OF_CUT, length, text
