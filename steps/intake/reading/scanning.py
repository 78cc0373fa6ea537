"""What the look through a file's bytes finds before it is opened: limits, defects, what is seen."""

import re
from dataclasses import dataclass, field

from transforms.reading.masks import Mask

MAX_FILE_BYTES = 30 * 1024**2
MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_SHEETS = 100
MAX_MERGED_ROWS = 200_000  # of all merged ranges of a sheet together
MAX_CELLS = 5_000_000  # of all sheets, blank ones between the first and the last included
FLAT = 2  # points: a row that low shows nothing
NARROW = 0.5  # characters: nor does a column that narrow
NOT_A_WORKBOOK = "không phải tệp xlsx, xlsm, xls hay ods"

_BREAKS = re.compile("[\x0b\x0c\x85]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Position = tuple[int, int]
Merge = tuple[int, int, int, int]


class Unreadable(Exception):
    """Why a file is no readable workbook, in Vietnamese: the gap in F01's text."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class NotRead:
    """The disk did not give the file's bytes: no word of what stands in them."""

    errno: int
    reason: str


@dataclass
class Scan:
    """A sheet: how far its cells reach, the unreadable ones, and merges if calamine has none.

    Also what the eye sees: hidden sheet, rows and columns, struck-through cells, numbers shown as
    another one (in percent, in thousands: how many times it) or among zeros and letters.
    """

    rows: int = 0
    columns: int = 0
    defects: dict[Position, str] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[Position] = field(default_factory=set)
    scales: dict[Position, float] = field(default_factory=dict)
    masks: dict[Position, Mask] = field(default_factory=dict)

    def reach(self, row: int, column: int) -> None:
        """Note a cell that holds something; raises Unreadable beyond the limits."""
        if row <= self.rows and column <= self.columns:
            return
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise Unreadable(f"có ô ngoài giới hạn {MAX_ROWS} dòng, {MAX_COLUMNS} cột")


def check_size(scans: dict[str, Scan]) -> dict[str, Scan]:
    """The scans of a workbook's sheets, unless they are none or too large together."""
    if not scans:
        raise Unreadable("tệp không có trang tính nào")
    if len(scans) > MAX_SHEETS:
        raise Unreadable(f"tệp có trên {MAX_SHEETS} trang tính")
    if sum(scan.rows * scan.columns for scan in scans.values()) > MAX_CELLS:
        raise Unreadable("tệp có quá nhiều ô")
    return scans


def clean(text: str) -> str:
    """A text without what no table takes: control characters, lone surrogates, non-characters.

    Tab and line ends stay; old line breaks (vertical tab, form feed, NEL) become line ends.
    """
    return _CONTROL.sub("", _BREAKS.sub("\n", text)) if _CONTROL.search(text) else text
