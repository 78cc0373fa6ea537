"""Temporary folders that do not outlive a killed process for longer than until the next one."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

LOCK = ".in-use.lock"


@contextmanager
def temporary_folder(prefix: str) -> Iterator[tuple[Path, IO[bytes]]]:
    """A folder that is gone afterwards, and the lock that says it is in use.

    A child that goes on using the folder should inherit the lock. Folders with the same prefix that
    killed processes left, whose locks died with them, are deleted first.
    """
    _clear(prefix)
    with tempfile.TemporaryDirectory(prefix=prefix) as name:
        folder = Path(name)
        with (folder / LOCK).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder, lock


def _clear(prefix: str) -> None:
    for lock in Path(tempfile.gettempdir()).glob(f"{prefix}*/{LOCK}"):
        with suppress(OSError), lock.open("rb") as stream:  # somebody else's, or in use
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent)
