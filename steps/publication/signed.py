"""The file that was signed on paper or by key: brought at the desk, kept beside its version."""

import hashlib
import os
from pathlib import Path
from typing import IO

from steps.publication.places import year_folder
from steps.settings import Settings
from steps.storage.files import write_file
from transforms.errors import SettingError

HEADS = {".pdf": b"%PDF", ".docx": b"PK\x03\x04"}
MOST_BYTES = 50 * 1024**2
WRONG = "Tệp đã ký phải là PDF hoặc Word, không quá 50 MB"


def keep_brought(settings: Settings, name: str, content: IO[bytes]) -> str:
    """Keep a file for ``record_issue``; the name under which that finds it, made of its bytes."""
    ending = Path(name).suffix.lower()
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    kept = content.read() if size <= MOST_BYTES else b""
    _require_document(ending, kept)
    place = f"{hashlib.sha256(kept).hexdigest()}{ending}"
    write_file(_brought(settings) / place, kept, mode=0o600)
    return place


def forget_brought(settings: Settings, place: str) -> None:
    """Remove a file that was brought."""
    (_brought(settings) / place).unlink(missing_ok=True)


def signed_bytes(settings: Settings, place: str) -> tuple[str, bytes]:
    """Ending and content of a file in ``DATA_DIR/signed``, named without a folder.

    From nowhere else on the server, whatever the form says: SettingError.
    """
    path = _brought(settings) / place
    if Path(place).name != place or path.is_symlink() or not path.is_file():
        raise SettingError(
            "Tệp đã ký: hãy đưa tệp lên ở trang Báo cáo của bàn làm việc; ô này chỉ nhận tên một "
            "tệp trong thư mục signed của DATA_DIR"
        )
    content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
    _require_document(path.suffix.lower(), content)
    return path.suffix.lower(), content


def put_beside(settings: Settings, year: int, version: int, ending: str, content: bytes) -> None:
    """The signed file of a version, in place of the one before."""
    folder = year_folder(settings, year) / "signed"
    write_file(folder / f"v{version}{ending}", content, mode=0o444)
    for other in HEADS:
        if other != ending:
            (folder / f"v{version}{other}").unlink(missing_ok=True)


def _require_document(ending: str, content: bytes) -> None:
    if ending not in HEADS or not content.startswith(HEADS[ending]):
        raise SettingError(WRONG)


def _brought(settings: Settings) -> Path:
    return settings.data_dir / "signed"
