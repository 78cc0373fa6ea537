"""Figures in what a unit writes, held against those of its own list: `44/82 người`, `53,7%`.

Only what surely speaks of the year's count is judged: a clause that names a measure, or a share of
the unit's own people that misses a count by little. Plans, comparisons and other counts are left.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from transforms.catalogue import Measure, NarrativeRules
from transforms.text import fold

_CLAUSES = re.compile(r"[.;:!?\n](?=\s|$)|,(?=\s)|\n")
_SHARE = re.compile(r"(?<![\d/,.])(\d{1,6})\s*/\s*(\d{1,6})(?![\d/])")
_PERCENT = re.compile(r"(?<![\d/])(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
_NUMBER = re.compile(r"(?<![\d/,.%])(\d{1,6})(?![\d/%]|[.,]\d)")
OWN = "số liệu của đơn vị là"
NEAR_COUNT, NEAR_PERCENT, NEAR_POINTS = 2, 10, 5
"""By how little a figure misses a count (people, or percent of it) or a rate (points)."""


def contradictions(
    text: str,
    counts: Mapping[str, int],
    measures: Iterable[Measure],
    headcount: int,
    rules: NarrativeRules,
) -> list[str]:
    """What of a text differs from the counts (by measure), as it is told: ``“44/82”, …43/82``."""
    known = [measure for measure in measures if measure.name in counts]
    told: list[str] = []
    for clause in _CLAUSES.split(fold(text)):
        if any(_holds(clause, word) for word in rules.not_counted):
            continue
        named = [m for m in known if any(_holds(clause, word) for word in m.words)]
        told += _of_clause(clause, named, known, counts, headcount, rules)
    return told


def _of_clause(
    clause: str, named: list[Measure], known: list[Measure], counts: Mapping[str, int],
    headcount: int, rules: NarrativeRules,
) -> Iterator[str]:  # fmt: skip
    """The wrong figures of one clause."""
    all_counts = {counts[m.name] for m in known} | {headcount}
    meant = [m for m in named or known if counts[m.name] != headcount or named]
    for found in _SHARE.finditer(clause):
        count, whole = int(found[1]), int(found[2])
        if not (named or _is_of_people(clause, found.end(), rules)):
            continue
        if whole in all_counts and count in {counts[m.name] for m in meant} | {whole}:
            continue
        near = _nearest(count, meant, counts)
        if near and (named or _is_near(count, counts[near.name])) and _is_near(whole, headcount):
            right = f"{counts[near.name]}/{headcount}"
            yield f"“{found[0]}”, {OWN} {right} ({near.short})"
    for found in _NUMBER.finditer(clause) if named else ():
        count = int(found[1])
        if count in all_counts or not _is_of_people(clause, found.end(), rules):
            continue
        near = _nearest(count, named, counts)
        if near and _is_near(count, counts[near.name]):
            yield f"“{found[0]} người”, {OWN} {counts[near.name]} ({near.short})"
    for found in _PERCENT.finditer(clause) if named else ():
        yield from _of_percent(found[1], named, counts, all_counts, headcount)


def _of_percent(
    shown: str, named: list[Measure], counts: Mapping[str, int], wholes: set[int], headcount: int
) -> Iterator[str]:
    given = Decimal(shown.replace(",", "."))
    step = Decimal(1).scaleb(-len(shown.partition("," if "," in shown else ".")[2]))
    pairs = [(counts[m.name], whole) for m in named for whole in wholes if whole]
    if any(_shows(count, whole, given, step) for count, whole in pairs):
        return
    for measure in named:
        count = counts[measure.name]
        rate = Decimal(100 * count) / headcount if headcount else Decimal(0)
        if abs(rate - given) <= NEAR_POINTS:
            right = str(rate.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")
            yield f"“{shown}%”, {OWN} {right}% ({measure.short} {count}/{headcount})"
            return


def _shows(count: int, whole: int, given: Decimal, step: Decimal) -> bool:
    """Whether a rate is the given one, rounded or cut."""
    rate = Decimal(100 * count) / whole
    return given in {rate.quantize(step, ROUND_HALF_UP), rate.quantize(step, ROUND_DOWN)}


def _nearest(count: int, measures: Iterable[Measure], counts: Mapping[str, int]) -> Measure | None:
    return min(measures, key=lambda m: abs(counts[m.name] - count), default=None)


def _is_near(count: int, right: int) -> bool:
    return abs(count - right) <= max(NEAR_COUNT, right * NEAR_PERCENT / 100)


def _is_of_people(clause: str, end: int, rules: NarrativeRules) -> bool:
    """Whether people are named straight after a figure."""
    rest = clause[end:].lstrip()
    return any(re.match(rf"{re.escape(fold(word))}\b", rest) for word in rules.people)


def _holds(clause: str, word: str) -> bool:
    return bool(re.search(rf"\b{re.escape(fold(word))}\b", clause))
