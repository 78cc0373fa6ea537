"""What units write of their year: what is no answer, what it is about, whom it is for."""

import re
from functools import cache, cached_property

from transforms.catalogue.base import Declared, Phrase, Text
from transforms.text import fold

START = "^"
NARRATIVE = "narrative"
STRENGTHS, SHORTCOMINGS, CAUSES = "strengths", "shortcomings", "causes"
DIRECTION, PROPOSALS = "direction", "proposals"
TOPICS = (STRENGTHS, SHORTCOMINGS, CAUSES, DIRECTION, PROPOSALS)
"""What the report has a place for."""
STATEMENT = ("topic", "theme", "text", "cause", "remedy", "addressee")
"""What a statement consists of, in the form's table and in the warehouse's."""


class NarrativeRules(Declared):
    """narrative.toml. Patterns are phrases as they are compared; with ``^`` a text begins so.

    ``people`` are the nouns of those who are counted; a clause with one of ``not_counted`` speaks
    of another year, a plan or a guess, but not where the word stands only in one of
    ``still_counted`` (`Văn phòng`, `tổ chức`). ``said_with`` are nouns that go with a measure's
    words and change nothing of what is counted (`đăng ký danh hiệu`). ``outside`` are the
    addressees above and beside the department: only what they are asked for goes into its report.
    """

    fillers: tuple[Phrase, ...]
    people: tuple[Phrase, ...] = ()
    not_counted: tuple[Phrase, ...] = ()
    still_counted: tuple[Phrase, ...] = ()
    said_with: tuple[Phrase, ...] = ()
    default_theme: Text
    default_addressee: Text
    outside: tuple[Text, ...] = ()
    themes: dict[str, tuple[Phrase, ...]]
    addressees: dict[str, tuple[Phrase, ...]]

    @cached_property
    def _fillers(self) -> frozenset[str]:
        return frozenset(map(_plain, self.fillers))

    def is_filler(self, text: str) -> bool:
        """Whether a text says nothing: a declared filler, or no letter at all."""
        plain = _plain(text)
        return not plain or plain in self._fillers

    def theme_of(self, text: str) -> str:
        """The theme most of whose patterns stand in a text; of several the first."""
        plain = _plain(text)
        hits = {theme: _hits(patterns, plain) for theme, patterns in self.themes.items()}
        best = max(hits, key=hits.__getitem__, default=self.default_theme)
        return best if hits.get(best) else self.default_theme

    def addressee_of(self, text: str) -> str:
        """Whom a proposal is for: the first in order with a pattern in it."""
        plain = _plain(text)
        for addressee, patterns in self.addressees.items():
            if _hits(patterns, plain):
                return addressee
        return self.default_addressee


def _plain(text: str) -> str:
    """Letters and digits only: punctuation makes no text."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _hits(patterns: tuple[str, ...], plain: str) -> int:
    return sum(bool(_expression(pattern).search(plain)) for pattern in patterns)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    words = re.escape(_plain(pattern))
    return re.compile(rf"^{words}\b" if pattern.startswith(START) else rf"\b{words}\b")
