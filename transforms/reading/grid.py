"""A sheet's cells as its workbook holds them; nothing here knows of a form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from transforms.reading.masks import Mask, Shown, magnitudes
from transforms.reading.values import as_number, is_blank


@dataclass(frozen=True)
class Grid:
    """One sheet's cells from A1 on: ``rows[row - 1][column - 1]``, blank cells None or ``""``.

    ``defects`` holds what a reader cannot turn into a value, by (row, column): the text of an
    error cell (``#N/A``), or ``""`` for a formula stored without its value. ``merges`` are ranges
    (first row, first column, last row, last column). Rows and columns count from 1. What the eye
    sees: ``is_hidden`` (the sheet, also very hidden), ``hidden_rows`` (filtered out ones too),
    ``hidden_columns``, ``struck`` cells (any part of their text), ``masks`` (number cells that are
    shown among zeros or letters: ``00000``, ``"NV"000``). ``turned``: texts that came in an old
    encoding, here in Unicode.
    """

    rows: list[list[Any]]
    defects: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: tuple[tuple[int, int, int, int], ...] = ()
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    masks: Mapping[tuple[int, int], Mask] = field(default_factory=dict)
    turned: frozenset[tuple[int, int]] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def at(self, row: int, column: int) -> Any:
        """The value of a cell, None outside the sheet and for every blank.

        A whole number under a mask is its shown text: 105 as ``00105``, 12 as ``NV012``; another
        number only where that may tell of another one (``15,5 triệu``).
        """
        if self.defects and (row, column) in self.defects:
            return self.defects[row, column] or None
        if row < 1 or column < 1:
            return None
        try:
            return self._shown[row - 1][column - 1]
        except IndexError:
            return None

    def line(self, row: int) -> list[Any]:
        """The values of a row from column A on, as ``at`` gives them."""
        if self.defects:
            return [self.at(row, column) for column in range(1, self.width + 1)]
        return self._shown[row - 1] if 0 < row <= len(self.rows) else []

    @cached_property
    def _shown(self) -> list[list[Any]]:
        """The rows with None for every blank, and numbers under a mask as their shown texts."""
        shown = [[None if is_blank(value) else value for value in row] for row in self.rows]
        for (row, column), mask in self.masks.items():
            if row <= len(shown) and column <= len(shown[row - 1]):
                number = as_number(shown[row - 1][column - 1])
                if number is None or number < 0:
                    continue
                if number.is_integer() or magnitudes(" ".join(mask)):
                    shown[row - 1][column - 1] = Shown(mask, number)
        return shown

    def column(self, column: int, rows: Iterable[int]) -> list[Any]:
        """The values of a column in some rows, as ``at`` gives them."""
        return [self.at(row, column) for row in rows]

    def has(self, row: int, column: int) -> bool:
        """Whether anything stands in a cell, be it only a formula without a value."""
        return (row, column) in self.defects or self.at(row, column) is not None

    @cached_property
    def width(self) -> int:
        """The last column in which anything stands."""
        return max((len(row) for row in self.rows), default=0)

    def right_of(self, row: int, column: int) -> int:
        """The column right of a cell, or of the merged range that begins in it."""
        for top, left, _, right in self.merges:
            if (top, left) == (row, column):
                return right + 1
        return column + 1
