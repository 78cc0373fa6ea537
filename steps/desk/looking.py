"""A look at what a file says, without opening it here: it is read in a child, as at its arrival."""

from collections.abc import Mapping
from typing import Any

from steps.intake.landed import sound_files
from steps.intake.receipts import Arrived, Landed
from steps.settings import Settings
from transforms.reading.values import as_text

SHEETS, ROWS, COLUMNS, CHARACTERS = 4, 15, 8, 60


def look_into(settings: Settings, file: Mapping[str, Any]) -> list[tuple[str, list[list[str]]]]:
    """The first cells of a file's first sheets as texts; why there are none where it is unreadable.

    SystemFault where its bytes are lost.
    """
    from steps.intake.reading.children import read_workbooks  # openpyxl: not for every process
    from steps.intake.reading.scanning import Unreadable

    arrived = Arrived(file["received_at"], "modified")
    receipt = Landed(file["submission_id"], file["sha256"], file["source"], arrived)
    [book] = read_workbooks(sound_files(settings, [receipt]))
    if isinstance(book, Unreadable):
        return [(f"Không đọc được: {book.reason}", [])]
    return [
        (name, [_cells(row) for row in grid.rows[:ROWS] if any(cell is not None for cell in row)])
        for name, grid in [*book.items()][:SHEETS]
    ]


def _cells(row: Any) -> list[str]:
    return ["" if cell is None else as_text(cell)[:CHARACTERS] for cell in row[:COLUMNS]]
