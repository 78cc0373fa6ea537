"""Texts as they are compared and as they are shown: NFC, folded blanks, Vietnamese figures."""

import math
import re
import unicodedata

_ZERO_WIDTH = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def squeeze(text: str) -> str:
    """NFC, without zero-width characters, every run of Unicode white space one space, trimmed."""
    return " ".join(unicodedata.normalize("NFC", _ZERO_WIDTH.sub("", text)).split())


def fold(text: str) -> str:
    """The text as it is compared: squeezed, and case ignored."""
    return unicodedata.normalize("NFC", squeeze(text).casefold())


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
