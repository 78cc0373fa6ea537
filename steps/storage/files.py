"""Files put in their place in one move, and there to stay: written through to the disk."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

PART = ".part"


def write_file(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a whole file or nothing: beside it first, then in its place."""
    with put_in_place(path, mode) as stream:
        stream.write(content)


@contextmanager
def put_in_place(path: Path, mode: int | None = None) -> Iterator[IO[bytes]]:
    """A stream that becomes the file at its end: whole, on the disk, or nothing at all.

    Its temporary name is its own, so that two writers never share one, and it is locked as long as
    it is written, by which ``clear_parts`` tells it from what a crash left. ``mode`` defaults to
    that of any new file.
    """
    make_folder(path.parent)
    part, handle = _locked_part(path)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fchmod(stream.fileno(), _usual_mode() if mode is None else mode)
            os.fsync(stream.fileno())
            part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_once(path: Path, make: Callable[[], str]) -> str:
    """A secret file's text, made where there is none, with mode 0600 from its first byte.

    Of two made at once the first one's stays.
    """
    if not path.exists():
        make_folder(path.parent)
        part, handle = _locked_part(path)
        try:
            with os.fdopen(handle, "w") as stream:
                stream.write(make())
                stream.flush()
                os.fsync(stream.fileno())
                with suppress(FileExistsError):
                    path.hardlink_to(part)
        finally:
            part.unlink()
        sync_folder(path.parent)
    return path.read_text()


def _locked_part(path: Path) -> tuple[Path, int]:
    """A new file beside another, locked; made again if it was cleared before it was locked."""
    while True:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=PART)
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return Path(name), handle
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each noted on the disk."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Write a folder's list of names through to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # some file systems cannot, and need not
            os.fsync(handle)
    finally:
        os.close(handle)


def clear_parts(*folders: Path, beside: Path | None = None) -> int:
    """Delete the files that crashes left half written below folders; returns how many.

    Of the folder ``beside``, too, but of none below that.
    """
    cleared = 0
    found = [part for folder in folders for part in folder.rglob(f".*{PART}")]
    for part in [*found, *(beside.glob(f".*{PART}") if beside else ())]:
        with suppress(OSError), part.open("rb") as stream:  # gone, somebody's, being written
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()
            cleared += 1
    return cleared


def sha256_of(path: Path) -> str | None:
    """The hash of a file's bytes; None where there is no such file."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _usual_mode() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return 0o666 & ~mask
