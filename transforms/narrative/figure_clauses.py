"""Clauses that may tell a unit's counts, and how plainly one says what a figure counts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transforms.catalogue import Measure, NarrativeRules
from transforms.text import fold

_CLAUSES = re.compile(r"[.;:!?\n](?=\s|$)|,(?=\s)|\n")
_SHARE = re.compile(r"(?<![\d/,.])(\d{1,6})\s*/\s*(\d{1,6})(?![\d/])")
_PERCENT = re.compile(r"(?<![\d/])(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
_NUMBER = re.compile(r"(?<![\d/,.%])(\d{1,6})(?![\d/%]|\s*/\s*\d|[.,]\d)")
_YEAR = re.compile(r"\b(?:năm (?:học )?)?(20\d\d)\b(?!\s*/)")
_ON = re.compile(r"\b(?:ngày|mùng|sáng|chiều|tối|hôm)(?: \d{1,2}(?:/\d{1,2})? (?:và|-|–))?\s*$")
_TOWARDS = re.compile(
    r"(?:\b(?:từ|đến|tới|trước|sau|hết|cuối|vào|dịp|kể từ)|\d{1,2}/\d{1,2}\s*[-–])\s*$"
)
_AND = r"(?:\s*(?:,|/|-|–|và)\s*|\s+)"
_BEFORE = (
    r"(?:\s*\b(?:số|tổng số|tổng|của|trong|toàn|đơn vị|cơ quan|đã|được|đạt|có|giữ|nhận|"
    r"hoàn thành|thực hiện)\b)*\s*"
)
_BEHIND = (
    r"(?:\s*(?:[“”\"']|{said_with}|đạt|được|"
    r"của đơn vị|trong đơn vị|toàn đơn vị|trong năm|năm nay|năm|trong quý iv))*\s*"
)
_LINK = r"(?:\b(?:là|đạt|chiếm|có|tỷ lệ|tỉ lệ)\b|[=(])?\s*"
_END = r"\s*(?:$|[()\[\]–-]|trong đó|gồm|bao gồm|chiếm|tỷ lệ|tỉ lệ|(?:trên|trong) tổng|và \d|bằng)"


@dataclass(frozen=True)
class Words:
    """How texts name the people and what is counted of them."""

    rules: NarrativeRules
    people: str
    behind: str
    measures: tuple[tuple[Measure, str], ...]

    @classmethod
    def of(cls, measures: Iterable[Measure], rules: NarrativeRules) -> "Words":
        """Patterns of the catalogue's words, for folded texts."""
        people = _any(rules.people)
        named = tuple((measure, _any(measure.words)) for measure in measures if measure.words)
        behind = _BEHIND.replace("{said_with}", _any(rules.said_with))
        return cls(rules, rf"(?:{people}(?:{_AND}{people})*)", behind, named)

    def shares(self, clause: str) -> Iterator[re.Match[str]]:
        """``44/82`` that are no day and month."""
        for found in _SHARE.finditer(clause):
            before = clause[: found.start()]
            is_day = int(found[1]) in range(1, 32) and int(found[2]) in range(1, 13)
            is_of_people = self.is_of_people(clause, found.end())
            if is_day and (_ON.search(before) or (_TOWARDS.search(before) and not is_of_people)):
                continue
            if is_day and re.match(r"\s*[-–]\s*\d{1,2}/\d{1,2}(?!\d)", clause[found.end() :]):
                continue
            yield found

    def numbers(self, clause: str) -> Iterator[re.Match[str]]:
        """``44`` alone."""
        return _NUMBER.finditer(clause)

    def percents(self, clause: str) -> Iterator[re.Match[str]]:
        """``53,7%``."""
        return _PERCENT.finditer(clause)

    def is_of_people(self, clause: str, end: int) -> bool:
        """Whether people are named straight after a figure."""
        return bool(re.match(rf"\s*{self.people}\b", clause[end:]))

    def is_all_of_people(self, clause: str, end: int) -> bool:
        """Whether people are named straight after a figure, and nothing else that they do."""
        return bool(re.match(rf"\s*{self.people}{_BEFORE}{self.behind}{_END}", clause[end:]))

    def plainly(self, clause: str, start: int, end: int) -> Measure | None:
        """The measure that a clause says a figure to be, with nothing else between or behind.

        ``7 người đạt danh hiệu``, ``số người đạt danh hiệu là 7``, ``tỷ lệ đạt danh hiệu 70%``.
        """
        before, behind = clause[:start], clause[end:]
        is_number = "%" not in clause[start:end] and "/" not in clause[start:end]
        for measure, words in self.measures:
            whom = rf"\s*(?:số|tổng số|trong tổng số)?\s*{self.people}"
            if re.match(rf"{whom}{_BEFORE}{words}{self.behind}{_END}", behind):
                return measure
            what = rf"\b{words}{self.behind}{_LINK}$"
            is_end = re.match(rf"(?:\s*{self.people})?{_END}", behind)
            if not is_end or not re.search(what, before):
                continue
            if is_number and not self.is_of_people(clause, end):
                what = (
                    rf"\b(?:số|số lượng|tổng số) {self.people}{_BEFORE}{words}{self.behind}{_LINK}$"
                )
                if not re.search(what, before):
                    continue
            return self._first_named(before) or measure
        return None

    def _first_named(self, before: str) -> Measure | None:
        """Of the measures straight before a figure the one that is named first.

        ``đăng ký danh hiệu`` is a registration.
        """
        found = [
            (place.start(), measure)
            for measure, words in self.measures
            if (place := re.search(rf"{words}(?={self.behind}{_LINK}$)", before))
        ]
        return min(found, key=lambda pair: pair[0], default=(0, None))[1]


def clauses(text: str, words: Words, year: int | None) -> Iterator[str]:
    """The clauses of a text that may speak of the year's counts, folded and without its number."""
    people = words.people
    plain = fold(text)
    plain = re.sub(r":\s*(?=\d)", " là ", plain)
    plain = re.sub(rf"{people}(?:,\s+{people})+", lambda m: m[0].replace(",", ""), plain)
    plain = re.sub(r"(?<=\d) ?phần trăm\b", "%", plain)
    of = rf"(?: {people})? ?(?:/|trên|trong)(?: tổng số)? ?"
    plain = re.sub(rf"\b(\d+){of}(\d+)(?=\s*{people})", r"\1/\2", plain)
    for clause in _CLAUSES.split(plain):
        years = {int(found) for found in _YEAR.findall(clause)}
        if year is not None and years - {year}:
            continue
        bare = clause
        for phrase in words.rules.still_counted:
            bare = re.sub(rf"\b{re.escape(fold(phrase))}\b", " ", bare)
        if not re.search(rf"\b{_any(words.rules.not_counted)}\b", bare):
            yield _YEAR.sub("năm", clause)


def _any(phrases: Iterable[str]) -> str:
    ordered = sorted({fold(phrase) for phrase in phrases}, key=len, reverse=True)
    return "(?:" + ("|".join(map(re.escape, ordered)) or r"(?!)") + ")"
