"""What an xlsx workbook's styles and rich texts say to the eye: struck, other than they are."""

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from steps.intake.reading.package import XML, Package
from transforms.reading.masks import Mask, mask_of, scale_of

OFF = ("0", "false", "off")
BUILT_IN = {"9": "0%", "10": "0.00%"}


@dataclass
class Styles:
    """Style numbers of cells (as written) and numbers of shared texts that matter to the eye."""

    struck: set[str] = field(default_factory=set)
    scales: dict[str, float] = field(default_factory=dict)
    masks: dict[str, Mask] = field(default_factory=dict)
    struck_texts: set[str] = field(default_factory=set)
    unstruck_texts: set[str] = field(default_factory=set)

    def is_struck(self, style: str, kind: str | None, value: str | None) -> bool:
        """Whether any of a cell's text is struck through."""
        if kind == "s" and value in self.struck_texts:
            return True
        return style in self.struck and not (kind == "s" and value in self.unstruck_texts)


def read_styles(package: Package) -> Styles:
    """The styles of a workbook; none where it has no part for them."""
    styles = Styles()
    if part := package.part("styles"):
        tree = etree.fromstring(package.read(part), etree.XMLParser(**XML))
        _read_formats(styles, tree)
    if part := package.part("sharedStrings"):
        data = package.read(part)
        if b"strike" in data or (styles.struck and b"rPr" in data):
            _read_texts(styles, data)
    return styles


def _read_formats(styles: Styles, tree: Any) -> None:
    formats = BUILT_IN | {
        line.get("numFmtId", ""): line.get("formatCode", "")
        for line in tree.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = [_is_on(font.find("{*}strike")) for font in tree.iterfind("{*}fonts/{*}font")]
    for number, line in enumerate(tree.iterfind("{*}cellXfs/{*}xf")):
        style, shown = str(number), formats.get(line.get("numFmtId", "0"), "")
        font = int(line.get("fontId") or 0)
        if font < len(fonts) and fonts[font]:
            styles.struck.add(style)
        if (scale := scale_of(shown)) != 1:
            styles.scales[style] = scale
        if mask := mask_of(shown):
            styles.masks[style] = mask


def _read_texts(styles: Styles, data: bytes) -> None:
    tree = etree.fromstring(data, etree.XMLParser(**XML))
    for number, text in enumerate(tree.iterfind("{*}si")):
        match struck_runs(text):
            case True:
                styles.struck_texts.add(str(number))
            case False:
                styles.unstruck_texts.add(str(number))


def struck_runs(text: Any) -> bool | None:
    """Whether any run of a rich text is struck through; None where the cell's font decides."""
    marks = []
    for run in text.iterchildren("{*}r"):
        if "".join(part.text or "" for part in run.iterchildren("{*}t")).strip():
            look = run.find("{*}rPr")
            marks.append(None if look is None else _is_on(look.find("{*}strike")))
    if True in marks:
        return True
    return False if marks and None not in marks else None


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get("val", "1") not in OFF
