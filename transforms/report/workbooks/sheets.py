"""A workbook as plain values: sheets of cells, some with a formula and the value it must give."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Look = Literal["words", "figure", "plain", "rate", "points", "day", "time", "money"]


class Cell(NamedTuple):
    """One cell. ``value`` is shown, and what a formula gives; ``link`` a place in the workbook.

    Rates are shares of one, shown as percent with ``places`` decimals; points are percentage
    points; plain are numbers that are no amounts, such as years. Text is always text.
    """

    value: Any = None
    look: Look = "words"
    formula: str | None = None
    link: str | None = None
    places: int = 1
    is_bold: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet: title lines, a header row, rows, all as wide as ``widths`` (in characters).

    ``numbers`` of the columns, if there are any, stand in a row of their own below the header.
    """

    name: str
    title: str
    heads: Sequence[str]
    widths: Sequence[float]
    rows: list[list[Cell]] = field(default_factory=list)
    notes: Sequence[str] = ()
    numbers: Sequence[str] = ()

    @property
    def first_row(self) -> int:
        """The number of the first row below the header: title, notes, header come before it."""
        return len(self.notes) + 3 + bool(self.numbers)


def sum_of(letters: str, numbers: Iterable[int]) -> str:
    """The sum of some rows of a column, neighbours as a range; text in them counts nothing."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [f"{letters}{a}" if a == b else f"{letters}{a}:{letters}{b}" for a, b in runs]
    return f"=SUM({','.join(parts)})"


def share_of(numerator: str, denominator: str) -> str:
    """A rate of two cells; the dash of a report where there is nothing to divide by."""
    return f'=IF(N({denominator})=0,"–",{numerator}/{denominator})'


def places_of(text: str) -> int:
    """How many decimals a printed figure has: ``59,96%`` has two."""
    return len(text.rstrip("%").partition(",")[2]) or 1
