"""The figures of a text: every word with a digit, in one spelling, with what stands around it."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from transforms.text import squeeze

SHOWN = 3  # words before a figure that a finding quotes with it
AROUND = 4  # words on each side that tell what a figure is of
_DATE = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_DASHES = str.maketrans("−‐‑‒–—―", "-------")
_RANGE = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_LOOSE = re.compile(r"(?<=\d)\s+(?=%)")
_NUMBERING = re.compile(r"^(?:[-+*•]\s+|[IVX]+\.\s+|\d{1,2}\.\s+|[a-zđ]\)\s+)")
_EDGES = " .,;:()[]{}“”\"'‘’«»…!?*"
_SCALES = {"nghìn", "ngàn", "triệu", "tỷ", "tỉ", "trăm"}
_WHOLE = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|0*\d+")
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_CITATION = re.compile(r"\d+/[\w-]*[^\W\d_][\w-]*")
_CITED = {"số", "điều", "khoản", "điểm", "năm", "đoạn", "phụ", "lục", "lần", "tháng", "ngày"}


@dataclass(frozen=True)
class Figure:
    """A figure in a text: as compared, as written, and the words before and after it."""

    value: str
    shown: str  # with the words before it, to be found in the text
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Its shape: a rate, a share, a day; only figures of one kind are taken for each other."""
        return re.sub(r"\d+", "9", self.value)

    @property
    def is_cited(self) -> bool:
        """Whether it is a date, a year, or the number of a document: nothing that was counted."""
        last = self.before[-1] if self.before else ""
        if _DAY.fullmatch(self.value) or _CITATION.fullmatch(self.value):
            return True
        if re.fullmatch(r"(19|20)\d\d", self.value):
            return True
        return last in _CITED and self.value.isdigit()


def figures_of(text: str) -> list[Figure]:
    """The figures in the order of the text; numbering at its beginning is none."""
    words = _words(text)
    plain = [word for word, value in words]
    found = []
    for place, (word, value) in enumerate(words):
        if value is None:
            continue
        after = plain[place + 1 : place + 1 + AROUND]
        shown = [*plain[max(0, place - SHOWN) : place], word.strip(_EDGES)]
        if after and _fold(after[0]) in _SCALES:
            value = f"{value} {_fold(after[0])}"
            shown.append(after[0].strip(_EDGES))
        before = plain[max(0, place - AROUND) : place]
        found.append(Figure(value, " ".join(shown), _outline(before), _outline(after)))
    return found


def words_of(text: str) -> list[str]:
    """All words as compared: case and punctuation at their edges ignored, figures in one form."""
    shown = (value or _fold(word) for word, value in _words(text))
    return [word for word in shown if word]


@lru_cache(maxsize=1 << 16)
def _words(text: str) -> tuple[tuple[str, str | None], ...]:
    plain = unicodedata.normalize("NFKC", squeeze(text)).translate(_DASHES)
    plain = _DATE.sub(lambda day: f"ngày {'/'.join(day.groups())}", _NUMBERING.sub("", plain))
    plain = _LOOSE.sub("", _RANGE.sub(" - ", plain))
    return tuple((word, _value(word)) for word in plain.split())


def _value(word: str) -> str | None:
    """A figure in its one form; None for a word without a digit."""
    core = word.strip(_EDGES)
    if not any(letter.isdigit() for letter in core):
        return None
    day = _DAY.fullmatch(core)
    if day:
        return "/".join(str(int(part)) for part in day.groups())
    if _WHOLE.fullmatch(core):
        core = core.replace(".", "")
        return str(int(core)) if core.isdigit() else core
    if re.fullmatch(r"\d+/\d+", core):
        return "/".join(str(int(part)) for part in core.split("/"))
    return core.upper()


def _fold(word: str) -> str:
    return word.strip(_EDGES).casefold()


def _outline(words: list[str]) -> tuple[str, ...]:
    """Words around a figure, other figures as one sign."""
    shown = ("#" if any(c.isdigit() for c in word) else _fold(word) for word in words)
    return tuple(word for word in shown if word)
