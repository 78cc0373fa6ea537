"""Where files come from and go to: a folder, or SFTP and S3 by their address.

``sftp://connection@host/folder``, ``s3://connection@bucket/folder``: the part before the ``@`` is
the id of an Airflow connection, which holds host, account and secrets. Nothing is ever changed in
an inbox.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from steps.storage.files import write_file

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


class Unreachable(ConnectionError):
    """A place that does not answer now: nobody's mistake, and Airflow tries again."""


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
        """The bytes; none of what is no file, or cannot be opened."""


def is_remote(address: str) -> bool:
    """Whether an address is no folder of this machine."""
    return "://" in address


def is_sftp(address: str) -> bool:
    """Whether an address is a folder of an SFTP server, which has folders and unfinished files."""
    return address.startswith("sftp://")


def list_files(address: str) -> Iterator[Entry]:
    """Every file below an address, in order, but those that programs leave behind.

    A folder that bears a workbook's name, or is a link, is an entry without bytes: a link is not
    followed. Raises Unreachable where a remote place does not answer.
    """
    yield from _list_remote(address) if is_remote(address) else _list_folder(Path(address))


def _is_passed_over(name: str) -> bool:
    return name.startswith(PASSED_OVER) or name.casefold() in PROGRAM_FILES


# --- folders --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LocalFile:
    """A file, or what stands in a folder like one: a pipe, a broken link, a link to a folder."""

    path: Path

    @property
    def address(self) -> str:
        """The path, whatever bytes its name has."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")

    def state(self) -> State | None:
        """Those of the file that a link leads to; of the link itself if it leads nowhere."""
        for look in (self.path.stat, self.path.lstat):
            try:
                found = look()
            except OSError:
                continue
            return State(found.st_size, datetime.fromtimestamp(int(found.st_mtime), UTC))
        return None

    def blocks(self) -> Iterator[bytes]:
        """The bytes of a regular file that may be read."""
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):
                return
            stream = self.path.open("rb")
        except OSError:
            return
        with stream:
            while block := stream.read(BLOCK):
                yield block


def _list_folder(folder: Path) -> Iterator[Entry]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_passed_over(name))
        odd = [name for name in folders if _is_like_a_file(Path(parent, name))]
        for name in sorted(odd + [name for name in names if not _is_passed_over(name)]):
            yield LocalFile(Path(parent, name))


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
        """The place's address and the file's path in it."""
        return f"{self.place.rstrip('/')}/{self.inside}"

    def state(self) -> State | None:
        """Size and time of the last change, as the server tells them."""
        with _answering(self.place):
            try:
                found = self.store.info(self.name, refresh=True)
            except FileNotFoundError:
                return None
            return _state(found)

    def blocks(self) -> Iterator[bytes]:
        """The bytes; none of a broken link or of what the account may not read."""
        with _answering(self.place):
            try:
                stream = self.store.open(self.name, "rb")
            except (FileNotFoundError, PermissionError):
                return
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
        store.pipe_file(f"{folder}/.{leaf}.part", content)
        store.mv(f"{folder}/.{leaf}.part", target)
    return None


def is_delivered(address: str, name: str) -> bool:
    """Whether a file of that name lies below the address."""
    if not is_remote(address):
        return Path(address, name).exists()
    store, root = open_store(address)
    with _answering(address):
        store.invalidate_cache()
        return bool(store.exists(f"{root.rstrip('/')}/{name}"))
