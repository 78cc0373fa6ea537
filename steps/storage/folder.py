"""A folder of this machine as an inbox: its files, and what in it may not be read now."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from steps.storage.entries import BLOCK, Entry, State, Unreachable, Unread, is_passed_over

LIKE_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
MINE_ALONE = (errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
"""What says something of one file or folder; anything else is the place's own failure."""


@dataclass(frozen=True)
class LocalFile:
    """A file, or what stands in a folder like one: a pipe, a broken link, a link to a folder."""

    path: Path
    root: Path

    @property
    def address(self) -> str:
        """The path below the inbox, whatever bytes its name has: the same wherever that lies."""
        inside = os.path.relpath(self.path, self.root)
        return os.fsencode(inside).decode("utf-8", "backslashreplace")

    def state(self) -> State | None:
        """Those of the file that a link leads to; of the link itself if it leads nowhere."""
        found = self._look()
        if found is None:
            return None
        return State(found.st_size, datetime.fromtimestamp(int(found.st_mtime), UTC))

    def blocks(self) -> Iterator[bytes]:
        """The bytes of a regular file."""
        found = self._look()
        if found is None or not stat.S_ISREG(found.st_mode):
            return
        with _told(self.path), self.path.open("rb") as stream:
            while block := stream.read(BLOCK):
                yield block

    def _look(self) -> os.stat_result | None:
        with _told(self.path):
            for look in (self.path.stat, self.path.lstat):
                try:
                    return look()
                except OSError as error:
                    if error.errno not in (errno.ENOENT, errno.ELOOP):
                        raise
        return None


@dataclass(frozen=True)
class UnreadFolder:
    """A folder that could not be listed: whatever lies in it is taken later."""

    address: str
    reason: str

    def state(self) -> State | None:
        """Nothing can be told of it."""
        raise Unread(self.reason)

    def blocks(self) -> Iterator[bytes]:
        """Nothing can be told of it."""
        raise Unread(self.reason)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Part what one file alone refuses from the failure of the place it lies in."""
    try:
        yield
    except OSError as error:
        if error.errno in MINE_ALONE:
            raise Unread(error.strerror) from None
        raise Unreachable(f"Không đọc được {path.parent}: {error.strerror}") from error


def list_folder(folder: Path) -> Iterator[Entry]:
    """Every file below a folder, as ``source.list_files`` tells; none where there is no folder."""
    before = _identity(folder)
    if before is None:
        return
    failed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not is_passed_over(name))
        odd = [name for name in folders if _is_like_a_file(Path(parent, name))]
        for name in sorted(odd + [name for name in names if not is_passed_over(name)]):
            yield LocalFile(Path(parent, name), folder)
    for error in failed:
        if error.errno not in MINE_ALONE or Path(str(error.filename)) == folder:
            raise Unreachable(f"Không đọc được thư mục {folder}: {error.strerror}") from error
        yield UnreadFolder(os.path.relpath(error.filename, folder), str(error.strerror))
    if _identity(folder) != before:
        raise Unreachable(f"Thư mục {folder} biến mất trong lúc đang đọc; hãy kiểm tra ổ đĩa mạng")


def _identity(folder: Path) -> tuple[int, int] | None:
    """Which folder it is: another file system mounted there, or none any more, is another."""
    try:
        found = folder.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unreachable(f"Không đọc được thư mục {folder}: {error.strerror}") from error
    return found.st_dev, found.st_ino


def _is_like_a_file(folder: Path) -> bool:
    return folder.is_symlink() or folder.name.casefold().endswith(LIKE_WORKBOOKS)
