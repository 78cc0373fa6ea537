"""Where files come from and go to: a folder, or SFTP and S3 by their address.

``sftp://connection@host/folder``, ``s3://connection@bucket/folder``: the part before the ``@`` is
the id of an Airflow connection, which holds host, account and secrets. Nothing is ever changed in
an inbox.
"""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from steps.settings import Settings
from steps.storage.files import write_file
from transforms.errors import SystemFault

PASSED_OVER = ("~$", ".")
PROGRAM_FILES = ("thumbs.db",)
LIKE_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
BLOCK = 1 << 20
SFTP_OPTIONS = {
    "skip_instance_cache": True,
    "connect_timeout": 60,
    "keepalive_interval": 15,  # a server that fell silent is noticed within a minute
    "keepalive_count_max": 4,
}


class Unreachable(SystemFault, ConnectionError):
    """A place that does not answer now: nobody's mistake, and Airflow tries again."""


class Unread(Exception):
    """A file or folder that may not be read now: told, and taken later, never as empty."""


MINE_ALONE = (errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
"""What says something of one file or folder; anything else is the place's own failure."""


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


def is_remote(address: str) -> bool:
    """Whether an address is no folder of this machine."""
    return "://" in address


def is_sftp(address: str) -> bool:
    """Whether an address is a folder of an SFTP server, which has folders and unfinished files."""
    return address.startswith("sftp://")


def list_files(address: str) -> Iterator[Entry]:
    """Every file below an address, in order, but those that programs leave behind.

    A folder that bears a workbook's name, or is a link, is an entry without bytes: a link is not
    followed. A folder that may not be read is an entry that says so. Raises Unreachable where the
    place does not answer, cannot be listed, or goes away in the middle.
    """
    yield from _list_remote(address) if is_remote(address) else _list_folder(Path(address))


def places(settings: Settings) -> dict[str, str]:
    """The addresses that are always read, by what stands before a path in them in a receipt."""
    return {"": settings.inbox, "uploads/": str(settings.data_dir / "uploads")}


def find_entry(settings: Settings, source: str) -> Entry | None:
    """What lies where a receipt says it was received; None where nothing does."""
    for prefix, place in places(settings).items():
        if not source.startswith(prefix):
            continue
        inside = PurePosixPath(source.removeprefix(prefix))
        if is_remote(place):
            store, root = open_store(place)
            entry: Entry = RemoteFile(store, f"{root.rstrip('/')}/{inside}", place, inside)
        else:
            entry = LocalFile(Path(place, inside), Path(place))
        if entry.state():
            return entry
    return None


def _is_passed_over(name: str) -> bool:
    return name.startswith(PASSED_OVER) or name.casefold() in PROGRAM_FILES


# --- folders --------------------------------------------------------------------------------------


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


def _list_folder(folder: Path) -> Iterator[Entry]:
    before = _identity(folder)
    if before is None:
        return
    failed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not _is_passed_over(name))
        odd = [name for name in folders if _is_like_a_file(Path(parent, name))]
        for name in sorted(odd + [name for name in names if not _is_passed_over(name)]):
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


# --- SFTP, S3 -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RemoteFile:
    """A file behind fsspec, below the address of ``place``."""

    store: Any
    name: str
    place: str
    inside: PurePosixPath

    @property
    def address(self) -> str:
        """The file's path in the place: the same wherever that lies."""
        return str(self.inside)

    def state(self) -> State | None:
        """Size and time of the last change, as the server tells them."""
        with _answering(self.place):
            try:
                found = self.store.info(self.name, refresh=True)
            except FileNotFoundError:
                return None
            return _state(found)

    def blocks(self) -> Iterator[bytes]:
        """The bytes; none of a broken link."""
        with _answering(self.place):
            try:
                stream = self.store.open(self.name, "rb")
            except FileNotFoundError:
                return
            except PermissionError as error:
                raise Unread(str(error) or "không có quyền đọc") from None
            with stream:
                while block := stream.read(BLOCK):
                    yield block


def _state(found: dict[str, Any]) -> State:
    modified = found.get("mtime") or found.get("LastModified") or datetime.fromtimestamp(0, UTC)
    return State(int(found.get("size") or 0), modified.astimezone(UTC).replace(microsecond=0))


def _list_remote(address: str) -> Iterator[Entry]:
    store, root = open_store(address)
    with _answering(address):
        store.invalidate_cache()
        names = sorted(store.find(root, **({"on_error": "raise"} if is_sftp(address) else {})))
    for name in names:
        inside = PurePosixPath(name).relative_to(root)
        if not any(_is_passed_over(part) for part in inside.parts):
            yield RemoteFile(store, name, address, inside)


@lru_cache
def open_store(address: str) -> tuple[Any, str]:
    """The file system behind an address, and the folder in it; Unreachable if it is not up."""
    from airflow.sdk import BaseHook  # only an address with a scheme needs Airflow
    from airflow.sdk.io import get_fs

    scheme, _, rest = address.partition("://")
    connection, _, place = rest.rpartition("@")
    with _answering(address):
        if not is_sftp(address):
            return get_fs(scheme, connection or None), place
        extra = BaseHook.get_connection(connection).extra_dejson
        options: dict[str, Any] = SFTP_OPTIONS.copy()
        if "no_host_key_check" not in extra:
            options["known_hosts"] = extra.get("known_hosts", ())  # (): those of the account
        return get_fs(scheme, connection, options), "/" + place.partition("/")[2]


@contextmanager
def _answering(address: str) -> Iterator[None]:
    """Say which place it is that does not answer."""
    import asyncssh
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (OSError, asyncssh.Error, BotoCoreError, ClientError) as error:
        open_store.cache_clear()
        reason = str(error) or type(error).__name__
        raise Unreachable(f"Không kết nối được {address}: {reason}") from error


# --- writing --------------------------------------------------------------------------------------


def deliver(address: str, name: str, content: bytes) -> None:
    """Put a whole file or nothing below an address; ``name`` may have folders before it."""
    if not is_remote(address):
        return write_file(Path(address, name), content)
    store, root = open_store(address)
    target = f"{root.rstrip('/')}/{name}"
    with _answering(address):
        if not is_sftp(address):  # an object is put whole or not at all
            return store.pipe_file(target, content)
        folder, _, leaf = target.rpartition("/")
        store.makedirs(folder, exist_ok=True)
        part = f"{folder}/.{leaf}.{secrets.token_hex(4)}.part"
        store.pipe_file(part, content)
        store.mv(part, target)
    return None


def is_delivered(address: str, name: str) -> bool:
    """Whether a file of that name lies below the address."""
    if not is_remote(address):
        return Path(address, name).exists()
    store, root = open_store(address)
    with _answering(address):
        store.invalidate_cache()
        return bool(store.exists(f"{root.rstrip('/')}/{name}"))
