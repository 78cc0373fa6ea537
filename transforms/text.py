"""Texts as they are compared and as they are shown: NFC, folded blanks, Vietnamese figures."""

import math
import re
import unicodedata

_UNSEEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # of no width
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"  # of control, no characters
)
_CLOSING = re.compile(r"(\s*(\(\*\)|[*:]))+$")
_LEADING = re.compile(r"^((\d{1,2}|[a-zđ])\s*[.)]|[-‐‑‒–—―−+•])\s*")
_HYPHENS = re.compile(r"\s*[-‐‑‒–—―−]\s*")
_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


def squeeze(text: str) -> str:
    """NFC, only what is seen, every run of Unicode white space one space, trimmed."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


def fold(text: str) -> str:
    """The text as it is compared: squeezed, and case ignored."""
    return unicodedata.normalize("NFC", squeeze(text).casefold())


def alike(text: str) -> str:
    """A header, label, sheet or unit name as it is compared: harmless deviations taken away.

    These are a colon, ``*`` or ``(*)`` at the end, a number or letter before it (``1.``, ``a)``,
    ``-``), ``i`` for ``y`` and the reverse, hyphens of any length, ``&`` for ``và``.
    """
    shown = _LEADING.sub("", _CLOSING.sub("", fold(text)))
    return squeeze(_HYPHENS.sub("-", shown.replace("&", " và "))).translate(_Y)


def masked(text: str) -> str:
    """What a finding may say of a text that could be personal: its length only."""
    return f"văn bản, {len(squeeze(text))} ký tự"


def plain_number(value: float) -> str:
    """A number with as many decimals as it has, and a decimal comma: ``85.5`` as ``85,5``."""
    if not math.isfinite(value):
        return str(value)
    if float(value).is_integer():
        return str(int(value))
    return f"{value:.12g}".replace(".", ",")
