"""Figures in what a unit writes, held against those of its own list: `44/82 người`, `53,7%`.

Only what surely speaks of the year's count is judged: a clause that says plainly how many people
(or what share of them) a measure counts, and a share or rate near one that a clause names. Dates,
plans, comparisons, parts that are right and other counts are left.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import combinations

from transforms.catalogue import Measure, NarrativeRules
from transforms.narrative.figure_clauses import Words, clauses
from transforms.text import fold

OWN = "số liệu của đơn vị là"
NEAR_COUNT, NEAR_PERCENT, NEAR_POINTS = 2, 10, 5
"""By how little a figure misses a count (people, or percent of it) or a rate (points)."""


@dataclass(frozen=True)
class Counts:
    """How many people there are, and how many of them each measure counts, by its name."""

    headcount: int
    by_measure: Mapping[str, int]

    def __add__(self, other: "Counts") -> "Counts":
        added = {name: count + other.by_measure[name] for name, count in self.by_measure.items()}
        return Counts(self.headcount + other.headcount, added)


@dataclass(frozen=True)
class OwnFigures:
    """What a unit's list says: of all, by staff type as it is written, and of which year.

    ``bases`` names the measures that a rate of a measure may be of, besides the headcount.
    """

    total: Counts
    parts: Mapping[str, Counts] = field(default_factory=dict)
    bases: Mapping[str, frozenset[str]] = field(default_factory=dict)
    year: int | None = None

    def meant(self, clause: str) -> list[Counts]:
        """All, and the staff types that a clause names: each, and together."""
        named = [part for noun, part in self.parts.items() if _holds(clause, noun)]
        meant = [self.total]
        for number in range(1, len(named) + 1):
            for first, *others in combinations(named, number):
                meant.append(sum(others, first))
        return meant


def contradictions(
    text: str, own: OwnFigures, measures: Iterable[Measure], rules: NarrativeRules
) -> list[str]:
    """What of a text differs from the counts, as it is told: ``“44/82”, …43/82``."""
    known = [measure for measure in measures if measure.name in own.total.by_measure]
    words = Words.of(known, rules)
    told: list[str] = []
    for clause in clauses(text, words, own.year):
        judged = _Clause(clause, known, own, words)
        told += [*judged.shares(), *judged.numbers(), *judged.rates()]
    return told


class _Clause:
    """One clause, the measures that it names, and the people it may speak of."""

    def __init__(self, clause: str, known: list[Measure], own: OwnFigures, words: Words) -> None:
        self.clause, self.own, self.words = clause, own, words
        self.named = [m for m in known if any(_holds(clause, word) for word in m.words)]
        self.known = known
        self.people = own.meant(clause)
        self.all_counts = {
            count for people in self.people
            for count in (people.headcount, *(people.by_measure[m.name] for m in known))
        }  # fmt: skip

    def shares(self) -> Iterator[str]:
        """The wrong ones of ``44/82 người``."""
        headcount, counts = self.own.total.headcount, self.own.total.by_measure
        meant = [m for m in self.named or self.known if counts[m.name] != headcount or self.named]
        for found in self.words.shares(self.clause):
            count, whole = int(found[1]), int(found[2])
            if plain := self._plain(found):
                right = self._right(plain, whole)
                if count in right and whole in self.all_counts:
                    continue
                if whole in self.all_counts or _is_near(whole, headcount):
                    of = whole if whole in self.all_counts else headcount
                    yield self._told(found[0], f"{counts[plain.name]}/{of}", plain)
                continue
            if not (self.named or self.words.is_all_of_people(self.clause, found.end())):
                continue
            right = {count for measure in meant for count in self._of(measure)}
            if whole in self.all_counts and count in right | {whole}:
                continue
            near = self._nearest(count, meant)
            is_near = near and (self.named or _is_near(count, counts[near.name]))
            if near and is_near and _is_near(whole, headcount):
                yield self._told(found[0], f"{counts[near.name]}/{headcount}", near)

    def numbers(self) -> Iterator[str]:
        """The wrong ones of ``44 người``."""
        counts = self.own.total.by_measure
        for found in self.words.numbers(self.clause) if self.named else ():
            count = int(found[1])
            if plain := self._plain(found):
                if count not in self._of(plain):
                    yield self._told(f"{found[0]} người", str(counts[plain.name]), plain)
                continue
            is_of_people = self.words.is_of_people(self.clause, found.end())
            if count in self.all_counts or not is_of_people:
                continue
            near = self._nearest(count, self.named)
            if near and _is_near(count, counts[near.name]):
                yield self._told(f"{found[0]} người", str(counts[near.name]), near)

    def rates(self) -> Iterator[str]:
        """The wrong ones of ``53,7%``."""
        headcount, counts = self.own.total.headcount, self.own.total.by_measure
        for found in self.words.percents(self.clause) if self.named else ():
            plain, shown = self._plain(found), found[1]
            given = Decimal(shown.replace(",", "."))
            step = Decimal(1).scaleb(-len(shown.replace(",", ".").partition(".")[2]))
            pairs = self._rates_of_named() if plain else self._any_rates()
            if any(_shows(count, whole, given, step) for count, whole in pairs if whole):
                continue
            for measure in [plain] if plain else self.named:
                count = counts[measure.name]
                rate = Decimal(100 * count) / headcount if headcount else Decimal(0)
                if plain or abs(rate - given) <= NEAR_POINTS:
                    right = str(rate.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")
                    name = f"{measure.short} {count}/{headcount}"
                    yield f"“{shown}%”, {OWN} {right}% ({name})"
                    break

    def _plain(self, found: re.Match[str]) -> Measure | None:
        return self.words.plainly(self.clause, found.start(), found.end())

    def _of(self, measure: Measure) -> set[int]:
        return {people.by_measure[measure.name] for people in self.people}

    def _right(self, measure: Measure, whole: int) -> set[int]:
        """The counts of a measure; of what else a clause names, where the whole is one of these."""
        named = {count for other in self.named for count in self._of(other)}
        is_of_all = whole in {people.headcount for people in self.people}
        return named if whole in named and not is_of_all else self._of(measure)

    def _nearest(self, count: int, measures: list[Measure]) -> Measure | None:
        counts = self.own.total.by_measure
        return min(measures, key=lambda m: abs(counts[m.name] - count), default=None)

    def _any_rates(self) -> list[tuple[int, int]]:
        return [(count, n) for m in self.named for count in self._of(m) for n in self.all_counts]

    def _rates_of_named(self) -> list[tuple[int, int]]:
        """Of the people, of what else the clause names, and of what the measure is a part of."""
        said = {int(found[2]) for found in self.words.shares(self.clause)} & self.all_counts
        pairs = []
        for people in self.people:
            for measure in self.named:
                bases = {other.name for other in self.named} | self.own.bases.get(
                    measure.name, frozenset()
                )
                wholes = {people.by_measure[name] for name in bases - {measure.name}}
                count = people.by_measure[measure.name]
                pairs += [(count, whole) for whole in wholes | said | {people.headcount}]
        return pairs

    def _told(self, shown: str, right: str, measure: Measure) -> str:
        return f"“{shown}”, {OWN} {right} ({measure.short})"


def _shows(count: int, whole: int, given: Decimal, step: Decimal) -> bool:
    """Whether a rate is the given one, rounded or cut."""
    rate = Decimal(100 * count) / whole
    return given in {rate.quantize(step, ROUND_HALF_UP), rate.quantize(step, ROUND_DOWN)}


def _is_near(count: int, right: int) -> bool:
    return abs(count - right) <= max(NEAR_COUNT, right * NEAR_PERCENT / 100)


def _holds(clause: str, word: str) -> bool:
    return bool(re.search(rf"\b{re.escape(fold(word))}\b", clause))
