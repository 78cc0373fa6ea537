"""Keep workbooks that were brought at the desk, where every run reads them.

Each lies in a folder of its own below ``uploads/``, under a name made of its bytes: what it was
called, and where that pointed, is gone. The day it arrived stands in that folder's register,
written before the file appears, so that no run ever sees the one without the other.
"""

import datetime as dt
import hashlib
import os
import shutil
from dataclasses import dataclass
from typing import IO

from steps.intake.reading.scanning import MAX_FILE_BYTES
from steps.settings import Settings
from steps.storage.files import make_folder, put_in_place, write_file
from transforms.catalogue import TIME_ZONE
from transforms.desk.uploads import (
    KINDS,
    MOST_BYTES_TOGETHER,
    MOST_FILES,
    kind_of,
    shown_name,
)
from transforms.errors import SettingError
from transforms.reading.register import DAY, FILE, REGISTER

HEAD_BYTES = 8


@dataclass(frozen=True)
class Brought:
    """A file as the browser sent it."""

    name: str
    content: IO[bytes]


@dataclass(frozen=True)
class Kept:
    """A file as it lies now: the hash of its bytes, and whether they lay there already."""

    sha256: str
    is_known: bool


def keep_uploads(
    settings: Settings, files: list[Brought], received_on: dt.date | None
) -> list[Kept]:
    """All of them or, with a SettingError that says why of each, none."""
    faults = [fault for file in files if (fault := _fault(file))]
    if not files:
        faults = ["Chưa chọn tệp nào"]
    if len(files) > MOST_FILES:
        faults = [f"Gửi {len(files)} tệp một lần; nhiều nhất {MOST_FILES} tệp"]
    elif sum(map(_size, files)) > MOST_BYTES_TOGETHER:
        faults = [f"Các tệp cộng lại lớn hơn {MOST_BYTES_TOGETHER // 1024**2} MB"]
    if faults:
        raise SettingError("; ".join([*faults[:10], "chưa tệp nào được nhận"]))
    return [_keep(settings, file, received_on) for file in files]


def _size(file: Brought) -> int:
    return file.content.seek(0, os.SEEK_END)


def _fault(file: Brought) -> str | None:
    """Why a file is not taken, in words that may be shown; None where it is."""
    name, size = shown_name(file.name), _size(file)
    file.content.seek(0)
    if size == 0:
        return f"“{name}” trống"
    if size > MAX_FILE_BYTES:
        return f"“{name}” lớn hơn {MAX_FILE_BYTES // 1024**2} MB"
    if kind_of(file.name, file.content.read(HEAD_BYTES)) is None:
        return f"“{name}” không phải là bảng tính ({', '.join(KINDS)})"
    return None


def _keep(settings: Settings, file: Brought, received_on: dt.date | None) -> Kept:
    file.content.seek(0)
    ending = kind_of(file.name, file.content.read(HEAD_BYTES))
    file.content.seek(0)
    digest = hashlib.file_digest(file.content, "sha256").hexdigest()  # type: ignore[arg-type]
    folder = settings.data_dir / "uploads" / digest[:2] / digest[:32]
    if any(folder.glob(f"{digest}.*")):
        return Kept(digest, is_known=True)
    make_folder(folder)
    target = folder / f"{digest}{ending}"
    if received_on:
        # a day is its end, so that what came the same morning is not taken for the later one
        now = dt.datetime.now(TIME_ZONE)
        time = f"{now:%H:%M}" if received_on >= now.date() else "23:59"
        line = f"{FILE},{DAY}\n{target.name},{received_on:%d/%m/%Y} {time}\n"
        write_file(folder / REGISTER, line.encode())
    file.content.seek(0)
    with put_in_place(target) as stream:
        shutil.copyfileobj(file.content, stream)
    return Kept(digest, is_known=False)
