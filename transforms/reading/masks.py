"""What the eye sees of a number: its format may show another one, or letters around its digits."""

import re
from functools import lru_cache
from operator import add

from transforms.text import fold, plain_number

Mask = tuple[str, ...]
"""What stands before, between and behind a number's whole digits: of ``"NV"000`` four texts."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PART = re.compile(
    r'"(?P<literal>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digit>General|[0#?])(?P<decimals>\.[0#?]+)?|(?P<other>.)"
)
_NEEDLESS = re.compile("#+(?=[#\0])")
_SHOWN_AS_IT_IS = " -+()"
_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"\d[\d.,]*")
PLAIN: Mask = ("", "")
MAGNITUDES = frozenset([
    "triệu", "trieu", "triêu", "tr", "trđ", "trd", "tỷ", "tỉ", "ty", "ti", "tỷđ", "tỉđ", "nghìn",
    "nghin", "ngàn", "ngan", "ngđ", "vạn", "van", "trăm", "tram", "chục", "chuc", "tá", "k", "m",
    "b", "củ", "cu", "đồng", "dong", "đ", "d", "vnđ", "vnd", "usd", "đô", "do",
])  # fmt: skip
"""Words after a number that change it, or may: such a number is asked about and not read."""
CURRENCIES = frozenset(["đồng", "dong", "đ", "d", "vnđ", "vnd", "usd", "đô", "do"])
"""Those that a format shows behind every number of a sheet, whatever its unit is."""


@lru_cache
def scale_of(number_format: str) -> float:
    """How many times its value a format shows: 100 of ``0%``, 0.001 of ``#,##0,``."""
    plain = _LITERAL.sub("", number_format.split(";")[0]).strip()
    thousands = len(plain) - len(plain.rstrip(","))
    return float((100 if "%" in plain else 1) / 1000**thousands)


@lru_cache
def mask_of(number_format: str) -> Mask | None:
    """The mask of a format of digits alone, or with texts; None of any other, and of a plain one.

    Formats of percent and dates have none; those of decimals and thousands only where words stand
    beside the number.
    """
    mask, is_number = "", False
    for found in _PART.finditer(number_format.split(";")[0]):
        if digit := found["digit"]:
            mask += "#" if digit in "#?" else "\0"
            is_number |= bool(found["decimals"])
        elif found["other"] == ",":
            is_number = True
        elif (other := found["other"]) and other not in _SHOWN_AS_IT_IS:
            return None
        else:
            text = found["literal"] or found["escaped"] or found["money"] or other or ""
            mask += text.replace("#", "").replace("\0", "")
    texts = _NEEDLESS.sub("", mask).replace("#", "\0").strip().split("\0")
    return as_mask(texts, is_number)


def as_mask(texts: list[str], is_number: bool = False) -> Mask | None:
    """A mask, unless it shows nothing but the number; of decimals that takes letters or digits."""
    if is_number and not any(map(str.isalnum, "".join(texts))):
        return None
    mask = tuple(texts)
    return mask if len(mask) > 1 and mask != PLAIN else None


def fill(mask: Mask, number: float) -> str:
    """A number of at least 0 as its mask shows it: the first place takes what is too long.

    Its decimals, which a format may round, stand in full behind the last place.
    """
    places = len(mask) - 1
    whole, mark, decimals = plain_number(number).partition(",")
    digits = whole.zfill(places)
    first = len(digits) - places + 1
    shown = [digits[:first], *digits[first:]]
    shown[-1] += mark + decimals
    return mask[0] + "".join(map(add, shown, mask[1:]))


class Shown(str):
    """A number as its mask shows it; to a column of numbers it is the ``number``."""

    number: float

    def __new__(cls, mask: Mask, number: float) -> "Shown":
        """The text of a number of at least 0."""
        shown = super().__new__(cls, fill(mask, number))
        shown.number = number
        return shown

    def is_another(self, unit: str) -> bool:
        """Whether the eye sees another number in a column of that unit (15 as `15 triệu`)."""
        own = _digits(plain_number(self.number))
        if all(_digits(figure) != own for figure in _FIGURES.findall(self)):
            return True
        return any(not unit.startswith(word) for word in magnitudes(self))


def magnitudes(shown: str) -> frozenset[str]:
    """The words of a shown text that may make another number of it, but currencies."""
    return MAGNITUDES.intersection(_LETTERS.findall(fold(shown))) - CURRENCIES


def _digits(figure: str) -> str:
    return re.sub(r"\D", "", figure).lstrip("0")
