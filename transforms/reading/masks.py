"""What the eye sees of a number: its format may show another one, or letters around its digits."""

import re
from functools import lru_cache

Mask = tuple[str, ...]
"""What stands before, between and behind the digits of a whole number: of ``"NV"000`` three."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_PART = re.compile(
    r'"(?P<literal>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digit>General|[0#?])(?P<decimals>\.[0#?]+)?|(?P<other>.)"
)
_NEEDLESS = re.compile("#+(?=[#\0])")
_SHOWN_AS_IT_IS = " -+()"
PLAIN: Mask = ("", "")


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


def fill(mask: Mask, number: int) -> str:
    """A whole number of at least 0 as its mask shows it: the first place takes what is too long."""
    places = len(mask) - 1
    digits = f"{number:0{places}d}"
    first = len(digits) - places + 1
    shown = zip((digits[:first], *digits[first:]), mask[1:], strict=True)
    return mask[0] + "".join(digit + text for digit, text in shown)


class Shown(str):
    """A number as its mask shows it; to a column of numbers it is the ``number``."""

    number: float

    def __new__(cls, mask: Mask, number: float) -> "Shown":
        """The text of a whole number of at least 0."""
        shown = super().__new__(cls, fill(mask, int(number)))
        shown.number = number
        return shown
