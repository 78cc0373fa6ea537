"""What an ods workbook's styles say to the eye: hidden, struck, other than it is."""

import math
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from steps.intake.reading.package import XML
from steps.intake.reading.scanning import FLAT, NARROW
from transforms.reading.masks import Mask, as_mask

MAX_PARENTS, MAX_DIGITS = 20, 30
Number = tuple[float, Mask | None]
POINTS = {"pt": 1, "in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4}
POINTS_OF_A_CHARACTER = 7
AS_IT_IS: Number = (1.0, None)


@dataclass(frozen=True)
class Look:
    """How a style's table, row, cell or span looks; ``is_said``: it says whether it is struck."""

    is_hidden: bool = False
    is_said: bool = False
    is_struck: bool = False
    scale: float = 1
    mask: Mask | None = None


def read_looks(archive: zipfile.ZipFile, content: Any) -> dict[str, Look]:
    """The look of the styles that matter to the eye, by name."""
    trees = [content.getroot()]
    if "styles.xml" in archive.namelist():
        trees.insert(0, etree.fromstring(archive.read("styles.xml"), etree.XMLParser(**XML)))
    numbers = {_get(n, "name"): _shown(n) for tree in trees for n in tree.iter("{*}number-style")}
    styles = {_get(style, "name"): style for tree in trees for style in tree.iter("{*}style")}
    looks = {name: _look(styles, numbers, style) for name, style in styles.items()}
    has_struck = any(look.is_struck for look in looks.values())
    return {
        name: look
        for name, look in looks.items()
        if look.is_hidden or look.mask or look.scale != 1 or (has_struck and look.is_said)
    }


def _look(styles: dict[str, Any], numbers: dict[str, Number], style: Any) -> Look:
    is_hidden = any(
        _get(part, "display") == "false"
        or _points(_get(part, "row-height")) < FLAT
        or _points(_get(part, "column-width")) <= NARROW * POINTS_OF_A_CHARACTER
        for part in style.iterchildren(
            "{*}table-properties", "{*}table-row-properties", "{*}table-column-properties"
        )
    )
    struck = data = ""
    for _ in range(MAX_PARENTS):  # the nearest style that says so
        for part in style.iterchildren("{*}text-properties"):
            struck = struck or _get(part, "text-line-through-style")
            struck = struck or _get(part, "text-line-through-type")
        data = data or _get(style, "data-style-name")
        style = styles.get(_get(style, "parent-style-name"))
        if style is None:
            break
    is_struck = struck not in ("", "none")
    return Look(is_hidden, struck != "", is_struck, *numbers.get(data, AS_IT_IS))


def _shown(style: Any) -> Number:
    """How many times its value a number style shows, and its mask if it has one."""
    scale, texts, is_plain, is_number = 1.0, [""], True, False
    for part in style.iterchildren():
        match str(part.tag).rpartition("}")[2]:
            case "text":
                texts[-1] += "".join(part.itertext())
            case "number":
                scale /= float(_get(part, "display-factor") or 1)
                is_plain = is_plain and len(texts) == 1
                is_number |= _has_more(part)
                texts += _between(part)
            case _:
                is_plain = False
    return scale, as_mask(texts, is_number) if is_plain else None


def _has_more(number: Any) -> bool:
    """Whether a number shows decimals, or groups of three."""
    return _get(number, "decimal-places") not in ("", "0") or _get(number, "grouping") == "true"


def _between(number: Any) -> list[str]:
    """What stands behind each digit, from the first on; the last is still open."""
    least = _get(number, "min-integer-digits")
    behind = [""] * max(1, min(int(least) if least.isdigit() else 0, MAX_DIGITS))
    for text in number.iterchildren("{*}embedded-text"):
        place = _get(text, "position")
        if place.isdigit() and 0 < int(place) < len(behind):
            behind[-int(place) - 1] += "".join(text.itertext())
    return behind


def _points(length: str) -> float:
    """A length (``0.01in``) in points; without end for none, and in units that nobody uses."""
    found = re.fullmatch(r"(\d*\.?\d+)(pt|in|cm|mm)", length)
    return float(found[1]) * POINTS[found[2]] if found else math.inf


def _get(element: Any, leaf: str) -> str:
    return next((str(v) for key, v in element.items() if key.rpartition("}")[2] == leaf), "")
