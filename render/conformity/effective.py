"""What Word would really show: formatting resolved through runs, styles and document defaults."""

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

SINGLE = 16.1  # points from line to line of Times New Roman at 14 points
ON = ("1", "true", "on")


@cache
def w(name: str) -> str:
    """A name of WordprocessingML in full."""
    return qn(f"w:{name}")


class Piece(Run):
    """A run whose text is read once."""

    @cached_property
    def text(self) -> str:
        """As python-docx has it: tabs, line breaks, hyphens that do not break."""
        return "".join(_letters(child) for child in self._r)


class Line(Paragraph):
    """A paragraph whose text and runs are read once: a report of 2,000 units has 100,000."""

    @cached_property
    def text(self) -> str:
        """The text of its runs; links and the like have been unwrapped."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def runs(self) -> list[Run]:
        """Its own runs."""
        return [Piece(run, self) for run in self._p.r_lst]


def _letters(element: Any) -> str:
    if element.tag == w("t"):
        return element.text or ""
    if element.tag == w("br"):
        return "\n" if element.get(w("type"), "textWrapping") == "textWrapping" else ""
    return {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}.get(
        element.tag, ""
    )


class Effective:
    """Reads properties the way Word does: direct, then the style chain, then the defaults."""

    def __init__(self, document: Document):
        self.document = document
        styles = document.styles.element
        self.styles = {style.get(w("styleId")): style for style in styles.findall(w("style"))}
        self.default_style = next(
            (
                key
                for key, style in self.styles.items()
                if style.get(w("type")) == "paragraph" and style.get(w("default")) in ON
            ),
            None,
        )
        self._styled: dict[tuple[str | None, str], Any] = {}
        self.default_run = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self.default_text = styles.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}")

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        seen = set()
        while style_id and style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            yield self.styles[style_id]
            based = self.styles[style_id].find(w("basedOn"))
            style_id = based.get(w("val")) if based is not None else None

    def _style_id(self, paragraph: Paragraph) -> str | None:
        properties = paragraph._p.pPr
        style = properties.find(w("pStyle")) if properties is not None else None
        return style.get(w("val")) if style is not None else self.default_style

    def _run_sources(self, paragraph: Paragraph, run: Run) -> Iterator[Any]:
        own = run._r.find(w("rPr"))
        if own is not None:
            yield own
            character = own.find(w("rStyle"))
            if character is not None:
                for style in self._chain(character.get(w("val"))):
                    yield style.find(w("rPr"))
        for style in self._chain(self._style_id(paragraph)):
            yield style.find(w("rPr"))
        yield self.default_run

    def run(self, paragraph: Paragraph, run: Run, name: str) -> Any:
        """The element of that name which wins; None where nobody sets it."""
        own = run._r.find(w("rPr"))
        if own is not None and len(own):
            for source in self._run_sources(paragraph, run):
                found = source.find(w(name)) if source is not None else None
                if found is not None:
                    return found
            return None
        key = self._style_id(paragraph), name
        if key not in self._styled:
            sources = [style.find(w("rPr")) for style in self._chain(key[0])]
            self._styled[key] = next(
                (
                    source.find(w(name))
                    for source in (*sources, self.default_run)
                    if source is not None and source.find(w(name)) is not None
                ),
                None,
            )
        return self._styled[key]

    def fonts(self, paragraph: Paragraph, run: Run) -> set[str]:
        """The fonts of Vietnamese letters, Latin ones and others; themes by their name."""
        found = set()
        for slot in ("ascii", "hAnsi"):
            for source in self._run_sources(paragraph, run):
                fonts = source.find(w("rFonts")) if source is not None else None
                if fonts is None:
                    continue
                theme, name = fonts.get(w(f"{slot}Theme")), fonts.get(w(slot))
                if theme or name:
                    found.add(theme or name)
                    break
        return found

    def size(self, paragraph: Paragraph, run: Run) -> float:
        """In points."""
        element = self.run(paragraph, run, "sz")
        return float(element.get(w("val"))) / 2 if element is not None else 10

    def is_on(self, paragraph: Paragraph, run: Run, name: str) -> bool:
        """Whether a switch such as ``b`` or ``i`` is on."""
        element = self.run(paragraph, run, name)
        return is_on(element)

    def colour(self, paragraph: Paragraph, run: Run) -> str:
        """As hexadecimal, a theme's name, or ``auto``."""
        element = self.run(paragraph, run, "color")
        if element is None:
            return "auto"
        return str(element.get(w("themeColor")) or element.get(w("val")))

    def text(self, paragraph: Paragraph, element: str, attribute: str) -> str | None:
        """A paragraph property: ``text(p, "jc", "val")``."""
        own = paragraph._p.pPr
        sources = [own] if own is not None else []
        sources += [style.find(w("pPr")) for style in self._chain(self._style_id(paragraph))]
        sources.append(self.default_text)
        for source in sources:
            found = source.find(w(element)) if source is not None else None
            if found is not None and found.get(w(attribute)) is not None:
                return str(found.get(w(attribute)))
        return None

    def align(self, paragraph: Paragraph) -> str:
        """One of ``left``, ``center``, ``both`` and the like."""
        return self.text(paragraph, "jc", "val") or "left"

    def points(self, paragraph: Paragraph, element: str, attribute: str) -> float:
        """A length in points."""
        return float(self.text(paragraph, element, attribute) or 0) / 20

    def millimetres(self, paragraph: Paragraph, element: str, attribute: str) -> float:
        """A length in millimetres."""
        return float(self.text(paragraph, element, attribute) or 0) / 1440 * 25.4

    def line(self, paragraph: Paragraph) -> float:
        """Spacing of lines as a multiple; a fixed height against that of 14 points."""
        rule = self.text(paragraph, "spacing", "lineRule") or "auto"
        value = float(self.text(paragraph, "spacing", "line") or 240)
        if rule == "auto":
            return value / 240
        fixed = value / 20 / SINGLE
        return max(1.0, fixed) if rule == "atLeast" else fixed


def blocks(
    parent: Any, owner: Any, kind: type[Paragraph] = Paragraph
) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in the order of the document."""
    for child in parent.iterchildren():
        if child.tag == w("p"):
            yield kind(child, owner)
        elif child.tag == w("tbl"):
            yield Table(child, owner)


def cells(table: Table) -> Iterator[_Cell]:
    """Each cell once, row by row."""
    for row in table._tbl.tr_lst:
        for cell in row.tc_lst:
            yield _Cell(cell, table)


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """All paragraphs of the body, those in tables included."""
    for block in blocks(document.element.body, document._body):
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in cells(block):
                yield from cell.paragraphs


def is_on(element: Any) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and element.get(w("val"), "1") not in ("0", "false", "off", "none")


def mm(length: Length | int | None) -> float:
    """A length of Office in millimetres; 0 where none is set."""
    return 0.0 if length is None else length / 36000
