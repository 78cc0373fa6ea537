"""What lies in an inbox, wherever that is, and how it is told that something cannot be read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from transforms.errors import SystemFault

PASSED_OVER = ("~$", ".")
PROGRAM_FILES = ("thumbs.db",)
BLOCK = 1 << 20


class Unreachable(SystemFault, ConnectionError):
    """A place that does not answer now: nobody's mistake, and Airflow tries again."""


class Unread(Exception):
    """A file or folder that may not be read now: told, and taken later, never as empty."""


@dataclass(frozen=True)
class State:
    """What tells whether a file has changed."""

    size: int
    modified: datetime


class Entry(Protocol):
    """A file of an inbox, by the address that its receipt will name."""

    @property
    def address(self) -> str:
        """The file's address, as a database takes it."""

    def state(self) -> State | None:
        """Size and time of the last change, now; None if it is gone."""

    def blocks(self) -> Iterator[bytes]:
        """The bytes; none of what is no file. Unread where they are there and may not be read."""


def is_passed_over(name: str) -> bool:
    """Whether a name is that of what programs leave behind, or of what is hidden."""
    return name.startswith(PASSED_OVER) or name.casefold() in PROGRAM_FILES
