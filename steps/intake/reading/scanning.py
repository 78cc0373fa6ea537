"""What the look through a file's bytes finds before it is opened: limits, defects, merges."""

from dataclasses import dataclass, field

MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_SHEETS = 100
MAX_CELLS = 5_000_000  # of all sheets, blank ones between the first and the last included
NOT_A_WORKBOOK = "không phải tệp xlsx, xlsm, xls hay ods"

Position = tuple[int, int]
Merge = tuple[int, int, int, int]


class Unreadable(Exception):
    """Why a file is no readable workbook, in Vietnamese: the gap in F01's text."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass
class Scan:
    """A sheet: how far its cells reach, the unreadable ones, and merges if calamine has none."""

    rows: int = 0
    columns: int = 0
    defects: dict[Position, str] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()

    def reach(self, row: int, column: int) -> None:
        """Note a cell that holds something; raises Unreadable beyond the limits."""
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
