"""Where files come from and go to: a folder, or SFTP and S3 by their address.

``sftp://connection@host/folder``, ``s3://connection@bucket/folder``: the part before the ``@`` is
the id of an Airflow connection, which holds host, account and secrets. Nothing is ever changed in
an inbox.
"""

import secrets
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from steps.settings import Settings
from steps.storage.entries import Entry
from steps.storage.files import sha256_of, write_file
from steps.storage.folder import LocalFile, list_folder
from steps.storage.remote import (
    RemoteFile,
    answering,
    is_remote,
    is_sftp,
    list_remote,
    open_store,
)


def list_files(address: str) -> Iterator[Entry]:
    """Every file below an address, in order, but those that programs leave behind.

    A folder that bears a workbook's name, or is a link, is an entry without bytes: a link is not
    followed. A folder that may not be read is an entry that says so. Raises Unreachable where the
    place does not answer, cannot be listed, or goes away in the middle.
    """
    yield from list_remote(address) if is_remote(address) else list_folder(Path(address))


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


def deliver(address: str, name: str, content: bytes) -> None:
    """Put a whole file or nothing below an address; ``name`` may have folders before it."""
    if not is_remote(address):
        return write_file(Path(address, name), content)
    store, root = open_store(address)
    target = f"{root.rstrip('/')}/{name}"
    with answering(address):
        if not is_sftp(address):  # an object is put whole or not at all
            return store.pipe_file(target, content)
        folder, _, leaf = target.rpartition("/")
        store.makedirs(folder, exist_ok=True)
        part = f"{folder}/.{leaf}.{secrets.token_hex(4)}.part"
        store.pipe_file(part, content)
        store.mv(part, target)
    return None


def is_delivered(address: str, name: str, sha256: str | None = None) -> bool:
    """Whether a file of that name lies below the address; in a folder, if told, of those bytes."""
    if not is_remote(address):
        path = Path(address, name)
        return sha256_of(path) == sha256 if sha256 else path.exists()
    store, root = open_store(address)
    with answering(address):
        store.invalidate_cache()
        return bool(store.exists(f"{root.rstrip('/')}/{name}"))


def delivered_bytes(address: str, name: str) -> bytes | None:
    """The file of that name below the address as it is now, None where there is none."""
    if not is_delivered(address, name):
        return None
    if not is_remote(address):
        return Path(address, name).read_bytes()
    store, root = open_store(address)
    with answering(address):
        return bytes(store.cat_file(f"{root.rstrip('/')}/{name}"))
