"""Tables cut into parts: no wider than a page bears, no longer than LibreOffice does."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil
from typing import TypeVar

from transforms.report.columns import Column
from transforms.report.model import Group, Part, StaffRow, UnitRow

Row = TypeVar("Row")
Wide = TypeVar("Wide", UnitRow, StaffRow)

MOST_COLUMNS = 10  # ``59,96%`` needs 14 mm: more columns stand in a table below
ROWS_PER_TABLE = 400  # LibreOffice's time for one table grows with the square of its rows


def split_columns(columns: Sequence[Column]) -> list[slice]:
    """Columns as several tables of at most MOST_COLUMNS, all about as wide."""
    tables = max(1, ceil(len(columns) / MOST_COLUMNS))
    size = max(1, ceil(len(columns) / tables))
    return [slice(start, start + size) for start in range(0, max(1, len(columns)), size)]


def split_rows(rows: list[Row]) -> list[Part[Row]]:
    """A long table as several of at most ROWS_PER_TABLE rows; one, be it empty, otherwise."""
    starts = range(0, max(len(rows), 1), ROWS_PER_TABLE)
    return [
        Part(rows=rows[start : start + ROWS_PER_TABLE], is_last=start == starts[-1])
        for start in starts
    ]


def _groups(columns: list[Column]) -> list[Group]:
    runs = [(head, len(list(run))) for head, run in groupby(c.group for c in columns)]
    return [Group(head, span) for head, span in runs]


def split_table(columns: list[Column], rows: list[Wide]) -> list[Part[Wide]]:
    """A table with its declared columns as tables no wider and no longer than a page can bear."""
    return [
        Part(
            heads=[column.head for column in columns[part]],
            groups=_groups(columns[part]),
            numbers=[column.number for column in columns[part]],
            rows=[replace(row, cells=row.cells[part]) for row in long.rows],
            is_last=long.is_last,
        )
        for part in split_columns(columns)
        for long in split_rows(rows)
    ]
