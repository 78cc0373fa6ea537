"""The register of an inbox folder (`so-den.csv`): when each file arrived, by the office."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass

from transforms.catalogue import TIME_ZONE
from transforms.text import fold, squeeze

REGISTER = "so-den.csv"
FILE, DAY, NUMBER = "tep", "ngay_den", "so_den"
FORMATS = ("%d/%m/%Y %H:%M", "%d/%m/%Y")
SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Arrival:
    """A line of the register: when a file came (local time), and its number if it has one."""

    received_at: dt.datetime
    number: str | None = None


def read_register(content: bytes) -> tuple[dict[str, Arrival], list[int]]:
    """Arrivals by file as ``file_key`` names it, and the lines that say nothing usable.

    Columns ``tep,ngay_den[,so_den]`` in any order, ``dd/mm/yyyy[ HH:MM]``; separated as Excel does
    it here or elsewhere. A file that stands twice has its last line's arrival.
    """
    text = content.decode("utf-8-sig", "replace")
    lines = io.StringIO(text, newline="")
    first = text.partition("\n")[0]
    rows = csv.DictReader(lines, delimiter=max(SEPARATORS, key=first.count), strict=False)
    arrivals: dict[str, Arrival] = {}
    unusable: list[int] = []
    for line, row in _rows(rows):
        name, moment = file_key(row.get(FILE, "")), _moment(row.get(DAY, ""))
        if name and moment:
            arrivals[name] = Arrival(moment, row.get(NUMBER) or None)
        else:
            unusable.append(line)
    return arrivals, unusable


def file_key(name: str) -> str:
    """A file's path in the register's folder, as it is compared."""
    return fold(name.replace("\\", "/")).removeprefix("./")


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
