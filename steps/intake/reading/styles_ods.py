"""What an ods workbook's styles say to the eye: hidden, struck through, filled up with zeros."""

import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from steps.intake.reading.package import XML

MAX_PARENTS = 20


@dataclass(frozen=True)
class Look:
    """How a style's table, row, cell or span looks; ``is_said``: it says whether it is struck."""

    is_hidden: bool = False
    is_said: bool = False
    is_struck: bool = False
    zeros: int = 0


def read_looks(archive: zipfile.ZipFile, content: Any) -> dict[str, Look]:
    """The look of the styles that matter to the eye, by name."""
    trees = [content.getroot()]
    if "styles.xml" in archive.namelist():
        trees.insert(0, etree.fromstring(archive.read("styles.xml"), etree.XMLParser(**XML)))
    numbers = {_get(n, "name"): _zeros(n) for tree in trees for n in tree.iter("{*}number-style")}
    styles = {_get(style, "name"): style for tree in trees for style in tree.iter("{*}style")}
    looks = {name: _look(styles, numbers, style) for name, style in styles.items()}
    has_struck = any(look.is_struck for look in looks.values())
    return {
        name: look
        for name, look in looks.items()
        if look.is_hidden or look.zeros or (has_struck and look.is_said)
    }


def _look(styles: dict[str, Any], numbers: dict[str, int], style: Any) -> Look:
    is_hidden = any(
        _get(part, "display") == "false" for part in style.iterchildren("{*}table-properties")
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
    return Look(is_hidden, struck != "", is_struck, numbers.get(data, 0))


def _zeros(style: Any) -> int:
    """How many zeros a number style of zeros only shows at least, 0 for any other."""
    parts = list(style.iterchildren())
    if len(parts) != 1 or not str(parts[0].tag).endswith("}number"):
        return 0
    least = _get(parts[0], "min-integer-digits")
    has_more = _get(parts[0], "decimal-places") not in ("", "0") or _get(parts[0], "grouping")
    return int(least) if least.isdigit() and int(least) > 1 and not has_more else 0


def _get(element: Any, leaf: str) -> str:
    return next((str(v) for key, v in element.items() if key.rpartition("}")[2] == leaf), "")
