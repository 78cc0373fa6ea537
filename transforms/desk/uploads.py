"""What may be brought at the desk: told by its bytes, its size, and the day it arrived."""

import datetime as dt
from contextlib import suppress

from transforms.errors import SettingError
from transforms.text import squeeze

MOST_FILES = 50
MOST_BYTES_TOGETHER = 200 * 1024**2
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KINDS = {".xlsx": ZIP, ".xlsm": ZIP, ".ods": ZIP, ".xls": OLE}
DAYS = ("%Y-%m-%d", "%d/%m/%Y")


def kind_of(name: str, head: bytes) -> str | None:
    """The ending that a workbook's copy gets; None for what is no workbook, whatever it is called.

    Workbooks that ask for a password are in the old container whatever their name.
    """
    ending = "." + name.rpartition(".")[2].casefold()
    if ending not in KINDS:
        return None
    return ending if head.startswith((KINDS[ending], OLE)) else None


def shown_name(name: str) -> str:
    """What is said of a file's name: its last part, no longer than a line."""
    last = squeeze(name.replace("\\", "/").rpartition("/")[2])
    return last if len(last) <= 60 else f"{last[:56]}…"


def read_day(text: str | None, today: dt.date, opening: dt.date | None) -> dt.date | None:
    """The day that files arrived, None where it is not told; SettingError where it cannot be."""
    given = squeeze(text or "")
    if not given:
        return None
    for form in DAYS:
        with suppress(ValueError):
            return _possible(dt.datetime.strptime(given, form).date(), today, opening)
    raise SettingError(f"Ngày đến: {given[:20]!r} không phải là ngày, ví dụ 18/11/2026")


def _possible(day: dt.date, today: dt.date, opening: dt.date | None) -> dt.date:
    if day > today:
        raise SettingError(f"Ngày đến: {day:%d/%m/%Y} chưa tới")
    if opening and day < opening:
        raise SettingError(
            f"Ngày đến: {day:%d/%m/%Y} trước ngày mở đợt báo cáo của năm, {opening:%d/%m/%Y}"
        )
    return day
