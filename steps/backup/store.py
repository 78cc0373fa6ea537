"""A folder of backups: every content once, named by its hash, and a numbered list per backup.

``files/<sha256>`` and ``sao-luu-<number>.json``. A list is written last, so that one that is there
has all that it names. Closed to others: it holds personal data and secrets.
"""

import fcntl
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from steps.storage.files import clear_parts, make_folder, put_in_place, sha256_of, write_file
from transforms.errors import SettingError, SystemFault

FORMAT = 1
LIST = re.compile(r"sao-luu-(\d{4,})\.json")
TRIES, BLOCK = 3, 1 << 20


@dataclass(frozen=True)
class Kept:
    """A file as it was: its path below DATA_DIR or the catalogue, its bytes, mode and time."""

    path: str
    sha256: str
    mode: int
    modified_ns: int


@dataclass(frozen=True)
class Contents:
    """One backup: when it was made, the databases' scripts by name, the files."""

    made_at: str
    databases: dict[str, str]
    files: tuple[Kept, ...]
    catalogue: tuple[Kept, ...]

    def hashes(self) -> set[str]:
        """All contents that it needs."""
        return {kept.sha256 for kept in (*self.files, *self.catalogue)} | {*self.databases.values()}


class Changed(Exception):
    """A file was written to while it was read."""


class Store:
    """A folder of backups; at most one process writes there at a time."""

    def __init__(self, folder: Path):
        self.folder, self.files = folder, folder / "files"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Made and closed to others, cleared of what crashes left, ours alone."""
        if not self.folder.is_dir():
            make_folder(self.folder)
            self.folder.chmod(0o700)
        make_folder(self.files)
        with (self.folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise SettingError(f"TO: lượt sao lưu khác đang ghi vào {self.folder}") from None
            clear_parts(self.folder)
            yield

    def content(self, sha256: str) -> Path:
        """Where a content lies."""
        return self.files / sha256

    def has(self, sha256: str) -> bool:
        """Whether a content is kept safe and sound: a disk may lose bits where nobody looks."""
        return sha256_of(self.content(sha256)) == sha256

    def add(self, path: Path) -> str:
        """Keep a file's bytes unless they are kept already; their hash."""
        for _ in range(TRIES):  # a draft may be replaced while it is read
            with path.open("rb") as stream, suppress(Changed):
                return self.add_stream(stream)
        raise SystemFault(f"{path} đổi nội dung trong lúc sao lưu; hãy chạy lại")

    def add_stream(self, stream: IO[bytes]) -> str:
        """The same for an open file, from its beginning."""
        stream.seek(0)
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
        if self.has(sha256):
            return sha256
        stream.seek(0)
        digest = hashlib.sha256()
        with put_in_place(self.content(sha256), mode=0o600) as copy:
            while block := stream.read(BLOCK):
                digest.update(block)
                copy.write(block)
            if digest.hexdigest() != sha256:
                raise Changed
        return sha256

    def write(self, contents: Contents) -> Path:
        """The next list."""
        number = max(self.numbers(), default=0) + 1
        path = self.folder / f"sao-luu-{number:04d}.json"
        told = asdict(contents) | {"format": FORMAT}
        write_file(path, json.dumps({"sha256": _digest(told), "contents": told}).encode(), 0o600)
        return path

    def numbers(self) -> list[int]:
        """The numbers of the backups that are there, in order."""
        names = [LIST.fullmatch(path.name) for path in self.folder.glob("*.json")]
        return sorted(int(name[1]) for name in names if name)

    def read(self, number: int) -> Contents:
        """A backup's list; SettingError where it is not as it was written."""
        path = self.folder / f"sao-luu-{number:04d}.json"
        try:
            whole: dict[str, Any] = json.loads(path.read_bytes())
            told = whole["contents"]
            if whole["sha256"] != _digest(told) or told.pop("format") != FORMAT:
                raise ValueError(told)
            files, catalogue = (
                tuple(Kept(**one) for one in told.pop(name)) for name in ("files", "catalogue")
            )
            contents = Contents(**told, files=files, catalogue=catalogue)
        except (ValueError, KeyError, TypeError):
            raise SettingError(f"FROM: {path} hỏng; hãy dùng bản sao lưu khác") from None
        for kept in (*contents.files, *contents.catalogue):
            inside = PurePosixPath(kept.path)
            if inside.is_absolute() or ".." in inside.parts:
                raise SettingError(f"FROM: {path} có đường dẫn ra ngoài thư mục: {kept.path}")
        return contents

    def unsound(self, hashes: Iterable[str]) -> list[str]:
        """Those contents that are missing or not what their names tell."""
        return [sha256 for sha256 in sorted(hashes) if sha256_of(self.content(sha256)) != sha256]

    def forget(self, keep: int) -> None:
        """Delete all backups but the last ``keep``, and what only they needed.

        Nothing is known to be needless as long as one of the lists that stay cannot be read.
        """
        old = self.numbers()[:-keep]
        for number in old:
            (self.folder / f"sao-luu-{number:04d}.json").unlink()
        with suppress(SettingError):
            needed = set[str]().union(*(self.read(n).hashes() for n in self.numbers()))
            for path in [*self.files.iterdir()] if old else ():
                if path.name not in needed:
                    path.unlink()


def _digest(told: dict[str, Any]) -> str:
    text = json.dumps(told, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
