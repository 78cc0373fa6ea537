"""What every check of a report's layout needs: the file laid open, and a list of what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from render.conformity.effective import Effective
from render.conformity.reading import Opened, is_closing
from transforms.conformity.finding import Finding
from transforms.text import plain_number


@dataclass
class Check:
    """One document under inspection. ``is_draft``: it must bear the mark of a draft, and else not.

    ``said`` are the texts of the original, in which a unit's own spelling is no fault.
    """

    opened: Opened
    is_draft: bool
    said: frozenset[str] = frozenset()
    wrong: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = self.opened.document
        self.effective = Effective(self.document)
        self.blocks = self.opened.blocks

    def need(self, holds: object, place: str | Paragraph, fault: str, remedy: str) -> None:
        """A finding unless ``holds``."""
        if not holds:
            where = self.opened.place(place) if isinstance(place, Paragraph) else place
            self.wrong.append(Finding(where, fault, remedy))

    def look(
        self,
        what: str,
        paragraph: Paragraph,
        sizes: tuple[float, float],
        *,
        bold: bool | None = None,
        italic: bool | None = None,
        align: str | None = None,
        is_caps: bool = False,
    ) -> None:
        """Size, weight, slope and alignment of every run with text."""
        for run in paragraph.runs:
            if run.text.strip():
                self._look_at_run(what, paragraph, run, sizes, {"b": bold, "i": italic})
        if align:
            words = {"center": "căn giữa", "both": "căn đều hai lề", "left": "căn trái"}[align]
            found = self.effective.align(paragraph)
            self.need(found == align, paragraph, f"{what}: căn lề sai", f"đặt {words}")
        if is_caps:
            text = paragraph.text
            self.need(text == text.upper(), paragraph, f"{what}: chưa viết hoa", "viết chữ in hoa")

    def _look_at_run(
        self,
        what: str,
        paragraph: Paragraph,
        run: Run,
        sizes: tuple[float, float],
        switches: Mapping[str, bool | None],
    ) -> None:
        size, (low, high) = self.effective.size(paragraph, run), sizes
        wanted = f"{low:g}" if low == high else f"{low:g} - {high:g}"
        self.need(
            low <= size <= high,
            paragraph, f"{what}: cỡ chữ {plain_number(size)}", f"đặt cỡ chữ {wanted}",
        )  # fmt: skip
        for name, words in (("b", ("đậm", "đứng nét thường")), ("i", ("nghiêng", "đứng"))):
            wants = switches[name]
            if wants is not None:
                found = self.effective.is_on(paragraph, run, name)
                remedy = f"đặt chữ {words[0]}" if wants else f"bỏ chữ {words[0]}"
                self.need(found == wants, paragraph, f"{what}: kiểu chữ sai", remedy)


def data_tables(check: Check) -> list[Table]:
    """Every table but the title block and the signature."""
    found = [b for b in check.blocks if isinstance(b, Table)]
    first = check.blocks[0] if check.blocks else None
    return [table for table in found if table is not first and not is_closing(table)]


def body_paragraphs(check: Check) -> list[Paragraph]:
    """From after the addressee to the signature, the empty ones left out."""
    found: list[Paragraph] = []
    is_listing = False
    for block in check.blocks:
        if isinstance(block, Table):
            if is_closing(block):
                break
            continue
        text = block.text.strip()
        if text.startswith("Kính gửi"):
            is_listing, found = text == "Kính gửi:", []
        elif text and not found and _is_above(check, block):
            continue
        elif text and not (is_listing and text.startswith("- ")):
            is_listing = False
            found.append(block)
    return found


def _is_above(check: Check, paragraph: Paragraph) -> bool:
    """Type and subject, where nobody is addressed: centred and bold."""
    return check.effective.align(paragraph) == "center"


def roman(value: int) -> str:
    """A heading's number."""
    return ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[min(value, 10)]
