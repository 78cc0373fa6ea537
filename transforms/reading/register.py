"""The register of an inbox folder (`so-den.csv`): when each file arrived, by the office."""

import codecs
import csv
import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from transforms.catalogue import TIME_ZONE
from transforms.text import fold, squeeze

REGISTER = "so-den.csv"
FILE, DAY, NUMBER = "tep", "ngay_den", "so_den"
HEAD_ROWS = 15  # within which the header stands, below title lines
FORMATS = ("%d/%m/%Y %H:%M", "%d/%m/%Y")
SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Arrival:
    """A line of the register: when a file came (local time), and its number if it has one."""

    received_at: dt.datetime
    number: str | None = None
    line: int = 0


def read_register(content: bytes) -> tuple[dict[str, Arrival], list[int]]:
    """Arrivals by file as ``file_key`` names it, and the lines that say nothing usable.

    Columns ``tep,ngay_den[,so_den]`` in any order, ``dd/mm/yyyy[ HH:MM]``; separated and encoded
    as Excel does it here or elsewhere, below title lines or ``sep=;``. A file that stands twice
    has its last line's arrival. Without a header every line is unusable.
    """
    lines = _text(content).splitlines(keepends=True)
    above, separator = _header(lines)
    if above is None:
        return {}, [number for number, line in enumerate(lines, 1) if squeeze(line)]
    rows = csv.DictReader(lines[above:], delimiter=separator, strict=False)
    arrivals: dict[str, Arrival] = {}
    unusable: list[int] = []
    for line, row in _rows(rows):
        name, moment = file_key(row.get(FILE, "")), _moment(row.get(DAY, ""))
        if name and moment:
            arrivals[name] = Arrival(moment, row.get(NUMBER) or None, above + line)
        else:
            unusable.append(above + line)
    return arrivals, unusable


def _text(content: bytes) -> str:
    """UTF-8, the UTF-16 of Excel's `Unicode Text`, or the code page of its plain CSV."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if b"\0" in content[:2]:
        order = "be" if content.startswith(b"\0") else "le"
        return content.decode(f"utf-16-{order}", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1258", "replace")


def _header(lines: list[str]) -> tuple[int | None, str]:
    """How many lines stand above the header, and what separates its cells."""
    for number, line in enumerate(lines[:HEAD_ROWS]):
        for separator in SEPARATORS:
            cells = {fold(cell) for row in csv.reader([line], delimiter=separator) for cell in row}
            if {FILE, DAY} <= cells:
                return number, separator
    return None, ""


def file_key(name: str) -> str:
    """A file's path in the register's folder, as it is compared."""
    return fold(name.replace("\\", "/")).removeprefix("./").lstrip("/")


def find_key(name: str, folder: str, present: Collection[str]) -> str | None:
    """The file among those ``present`` (as compared) that a register in a folder means.

    The path below the folder; else without what stands before it (``inbox/VP.xlsx``).
    """
    parts = name.split("/")
    keys = (file_key("/".join((folder, *parts[start:]))) for start in range(len(parts)))
    return next((key for key in keys if key in present), None)


def _rows(rows: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    try:
        for row in rows:
            values = {fold(key): squeeze(value or "") for key, value in row.items() if key}
            if any(values.values()):
                yield rows.line_num, values
    except csv.Error:
        yield rows.line_num, {}


def _moment(text: str) -> dt.datetime | None:
    for known in FORMATS:
        try:
            return dt.datetime.strptime(text, known).replace(tzinfo=TIME_ZONE)
        except ValueError:
            continue
    return None
