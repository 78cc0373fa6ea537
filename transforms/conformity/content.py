"""A document as it is compared: its texts and tables in their order, each knowing its place."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A paragraph, or what a picture says of itself."""

    text: str
    place: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of data, header rows first; every cell once, merged ones where they begin."""

    rows: tuple[tuple[str, ...], ...]
    place: str = ""

    @property
    def key(self) -> str:
        """What tells this table from another: its header."""
        return " ".join(self.rows[0]) if self.rows else ""


@dataclass(frozen=True)
class Content:
    """What a document says: the lines of its title block apart, for they are judged otherwise."""

    title: tuple[Text, ...]
    texts: tuple[Text, ...]
    grids: tuple[Grid, ...]

    @property
    def lines(self) -> Iterator[str]:
        """Every text, those of cells included."""
        for text in (*self.title, *self.texts):
            yield text.text
        for grid in self.grids:
            for row in grid.rows:
                yield from row
