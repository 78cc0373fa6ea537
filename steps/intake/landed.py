"""What has landed, believed only as long as its bytes are those of its name."""

import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Protocol

from steps.settings import Settings
from steps.storage.files import put_in_place
from steps.storage.source import find_entry
from transforms.errors import SystemFault

BLOCK = 1 << 20
log = logging.getLogger(__name__)


class Received(Protocol):
    """A receipt, as far as it is needed to find its bytes."""

    @property
    def sha256(self) -> str:
        """The hash of the bytes."""

    @property
    def source(self) -> str:
        """Where they were received."""


def landed(settings: Settings, sha256: str) -> Path:
    """Where the bytes with that hash lie."""
    return settings.landing_dir / sha256


def sound_files(settings: Settings, receipts: Iterable[Received]) -> list[Path]:
    """The landed files of receipts, each looked at: its bytes have its name as their hash.

    One that is missing or damaged is landed again from where it was received, if the same bytes
    are still there. SystemFault where they are not: that is no unit's mistake.
    """
    return [_sound_file(settings, receipt.sha256, receipt.source) for receipt in receipts]


def sound_bytes(settings: Settings, sha256: str, source: str) -> bytes:
    """The bytes with that hash, received there; SystemFault where they are lost."""
    content = _sound_file(settings, sha256, source).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _lost(settings, sha256, "đổi nội dung trong lúc đọc")
    return content


def is_sound(path: Path) -> bool:
    """Whether a landed file is there and holds the bytes that its name tells; OSError otherwise."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == path.name
    except FileNotFoundError:
        return False


def keep(settings: Settings, copy: IO[bytes], sha256: str) -> None:
    """Put a copy under the name of its hash, unless it lies there safe and sound."""
    target = landed(settings, sha256)
    if is_sound(target):
        return
    if target.exists():
        log.warning("Kho tệp gốc: tệp %s bị hỏng, đã được thay bằng bản mới nhận", sha256)
    copy.seek(0)
    with put_in_place(target, mode=0o440) as stream:
        shutil.copyfileobj(copy, stream)


def _sound_file(settings: Settings, sha256: str, source: str) -> Path:
    path = landed(settings, sha256)
    if is_sound(path):
        return path
    what = "bị hỏng" if path.exists() else "bị mất"
    if not _landed_again(settings, sha256, source):
        raise _lost(settings, sha256, what)
    log.warning("Kho tệp gốc: tệp %s %s, đã được lấy lại từ hộp thư đến", sha256, what)
    return path


def _landed_again(settings: Settings, sha256: str, source: str) -> bool:
    entry = find_entry(settings, source)
    if entry is None:
        return False
    digest = hashlib.sha256()
    with tempfile.TemporaryFile(dir=os.fspath(settings.landing_dir)) as copy:
        for block in entry.blocks():
            digest.update(block)
            copy.write(block)
        if digest.hexdigest() == sha256:
            keep(settings, copy, sha256)
    return digest.hexdigest() == sha256


def _lost(settings: Settings, sha256: str, what: str) -> SystemFault:
    return SystemFault(
        f"Kho tệp gốc: tệp {sha256} {what} và hộp thư đến không còn bản gốc; hãy chép lại từ bản "
        f"sao lưu vào {settings.landing_dir} rồi chạy lại"
    )
