"""Texts as they are compared and as they are shown: NFC, folded blanks, Vietnamese figures."""

import math
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

LEAST_SHOWN, MOST_SHOWN = 1e-15, 1e21
_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"  # of control, no characters
)
_CLOSING = re.compile(r"(\s*(\(\*\)|[*:]))+$")
_LEADING = re.compile(
    r"^((\d{1,2}|[a-zđ]|[ivx]{1,5})\s*[.)]|(\d{1,2}|[ivx]{1,5})\s*/(?!\s*\d)|[ivx]{1,5}\s*[-–]\s"
    r"|[-‐‑‒–—―−+•])\s*"
)
_ITEM = re.compile(r"\w{1,2}[.)]")
_HYPHENS = re.compile(r"\s*[-‐‑‒–—―−]\s*")
_BRACKETS = re.compile(r"\s*\(\s*|\s+(?=\))")
_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_remembered = lru_cache(maxsize=4096)  # the same few headers, marks and names, read many times over


@_remembered
def squeeze(text: str) -> str:
    """NFC, only what is seen, every run of Unicode white space one space, trimmed."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


@_remembered
def fold(text: str) -> str:
    """The text as it is compared: squeezed, and case ignored."""
    return unicodedata.normalize("NFC", squeeze(text).casefold())


def bare_code(code: str) -> str:
    """A code by its letters and numbers alone, without leading zeros: `PB 02` as `pb2`."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\W_]+", "", fold(code)))


def small(text: str) -> str:
    """A name within a sentence: ``Có kỹ năng số`` loses its capital, ``VNeID`` does not."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


@_remembered
def alike(text: str) -> str:
    """A header, label, sheet or unit name as it is compared: harmless deviations taken away.

    These are a colon, ``*`` or ``(*)`` at the end, a number or letter before it (``1.``, ``a)``,
    ``-``), ``i`` for ``y`` and the reverse, hyphens of any length, ``&`` for ``và``, blanks around
    brackets.
    """
    shown = _LEADING.sub("", _CLOSING.sub("", fold(text)))
    shown = _BRACKETS.sub(lambda found: " (" if "(" in found[0] else "", shown)
    return squeeze(_HYPHENS.sub("-", shown.replace("&", " và "))).translate(_Y)


def passage(text: str) -> str:
    """A text with a line break between its statements, as typed within one cell.

    A line that goes on with a small letter goes on with the sentence above it.
    """
    lines: list[str] = []
    for line in filter(None, map(squeeze, text.splitlines())):
        if lines and line[0].islower() and not _ITEM.match(line) and lines[-1][-1] not in ".;:!?":
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def in_one_line(text: str) -> str:
    """A passage as a list shows it: its statements apart by more than a blank."""
    return re.sub(r"([^.;:,!?])\n", r"\1; ", text).replace("\n", " ")


def words_of(text: str) -> frozenset[str]:
    """The words of a text, folded; in Vietnamese they are its syllables."""
    return frozenset(re.findall(r"\w+", fold(text)))


def masked(text: str) -> str:
    """What a finding may say of a text that could be personal: its length only."""
    return f"văn bản, {len(squeeze(text))} ký tự"


def plain_number(value: float) -> str:
    """A number with as many decimals as it has, and a decimal comma: ``85.5`` as ``85,5``.

    Of more digits than any cell shows, as Excel writes it: ``1E+308``, ``1,5E-30``.
    """
    if not math.isfinite(value):
        return str(value)
    if float(value).is_integer() and abs(value) < MOST_SHOWN:
        return str(int(value))
    shown = f"{value:.12G}"
    if LEAST_SHOWN <= abs(value) < MOST_SHOWN:
        shown = f"{Decimal(shown):f}"
    return shown.replace(".", ",")
