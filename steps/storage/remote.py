"""SFTP and S3 by their address, through Airflow's connections."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from steps.storage.entries import BLOCK, Entry, State, Unreachable, Unread, is_passed_over

SFTP_OPTIONS = {
    "skip_instance_cache": True,
    "connect_timeout": 60,
    "keepalive_interval": 15,  # a server that fell silent is noticed within a minute
    "keepalive_count_max": 4,
}


def is_remote(address: str) -> bool:
    """Whether an address is no folder of this machine."""
    return "://" in address


def is_sftp(address: str) -> bool:
    """Whether an address is a folder of an SFTP server, which has folders and unfinished files."""
    return address.startswith("sftp://")


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
        with answering(self.place):
            try:
                found = self.store.info(self.name, refresh=True)
            except FileNotFoundError:
                return None
            return _state(found)

    def blocks(self) -> Iterator[bytes]:
        """The bytes; none of a broken link."""
        with answering(self.place):
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


def list_remote(address: str) -> Iterator[Entry]:
    """Every file below an address, as ``steps.storage.source.list_files`` tells."""
    store, root = open_store(address)
    with answering(address):
        store.invalidate_cache()
        names = sorted(store.find(root, **({"on_error": "raise"} if is_sftp(address) else {})))
    for name in names:
        inside = PurePosixPath(name).relative_to(root)
        if not any(is_passed_over(part) for part in inside.parts):
            yield RemoteFile(store, name, address, inside)


@lru_cache
def open_store(address: str) -> tuple[Any, str]:
    """The file system behind an address, and the folder in it; Unreachable if it is not up."""
    from airflow.sdk import BaseHook  # only an address with a scheme needs Airflow
    from airflow.sdk.io import get_fs

    scheme, _, rest = address.partition("://")
    connection, _, place = rest.rpartition("@")
    with answering(address):
        if not is_sftp(address):
            return get_fs(scheme, connection or None), place
        extra = BaseHook.get_connection(connection).extra_dejson
        options: dict[str, Any] = SFTP_OPTIONS.copy()
        if "no_host_key_check" not in extra:
            options["known_hosts"] = extra.get("known_hosts", ())  # (): those of the account
        return get_fs(scheme, connection, options), "/" + place.partition("/")[2]


@contextmanager
def answering(address: str) -> Iterator[None]:
    """Say which place it is that does not answer."""
    import asyncssh
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (OSError, asyncssh.Error, BotoCoreError, ClientError) as error:
        open_store.cache_clear()
        reason = str(error) or type(error).__name__
        raise Unreachable(f"Không kết nối được {address}: {reason}") from error
