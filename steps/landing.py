"""Bring what lies in the inbox into the landing folder, named by its bytes; nothing is changed there."""

import hashlib
import logging
import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from steps import warehouse
from steps.person_key import load_secret
from steps.settings import Settings
from transforms.errors import SettingError

BATCH_SIZE = 500
PASSED_OVER = ("~$", ".")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Receipt:
    """A source address and the bytes it held when it was last changed."""

    source: str
    sha256: str
    received_at: datetime

    @property
    def submission_id(self) -> str:
        """Derived from the receipt: the same address with the same bytes is the same submission."""
        key = f"{self.source}\n{self.sha256}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(key).hexdigest()[:32]


def list_batches(settings: Settings, year: int) -> list[list[str]]:
    """Land what is new and return the submissions to judge for a year, in batches of up to 500.

    A file already known to be of another year is left for that year's run.
    """
    receipts = list(land(settings))
    with warehouse.writing(settings, year) as connection:
        load_secret(settings, connection)  # a wrong one stops the run before anything is judged
        warehouse.execute(
            connection,
            "core/receipt",
            [
                {
                    "submission_id": receipt.submission_id,
                    "source": receipt.source,
                    "sha256": receipt.sha256,
                    "received_at": receipt.received_at,
                }
                for receipt in receipts
            ],
        )
        pending = [row["submission_id"] for row in warehouse.fetch(connection, "core/pending", year=year)]
        waiting = warehouse.fetch(connection, "core/other_years", year=year)[0]["waiting"]
    log.info(
        "Hộp thư đến có %d tệp: %d tệp cần kiểm tra, %d tệp của năm khác",
        len(receipts),
        len(pending),
        waiting,
    )
    return [pending[start : start + BATCH_SIZE] for start in range(0, len(pending), BATCH_SIZE)]


def landed(settings: Settings, sha256: str) -> Path:
    """Where the bytes with that hash lie."""
    return settings.data_dir / "landing" / sha256


def land(settings: Settings) -> Iterator[Receipt]:
    """Copy every file of the inbox and the uploads into the landing folder, if it is not there yet.

    A file that changes while it is copied is left for the next run.
    """
    (settings.data_dir / "landing").mkdir(parents=True, exist_ok=True)
    inbox = Path(settings.inbox)
    if settings.is_inbox_given and not inbox.is_dir():
        raise SettingError(f"INBOX: không có thư mục {inbox}")
    for folder in (inbox, settings.data_dir / "uploads"):
        for path in walk(folder):
            receipt = _land_file(settings, path)
            if receipt is None:
                log.info("Một tệp đang được ghi dở; để lại cho lượt chạy sau")
            else:
                yield receipt


def walk(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in order, but those that programs leave behind (``~$``, ``.``)."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(PASSED_OVER))
        for name in sorted(names):
            if not name.startswith(PASSED_OVER) and name.casefold() != "thumbs.db":
                yield Path(parent, name)


def _land_file(settings: Settings, path: Path) -> Receipt | None:
    before = _state(path)
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=settings.data_dir / "landing", prefix=".", delete=False) as copy:
        try:
            for block in _blocks(path):
                digest.update(block)
                copy.write(block)
            copy.flush()
            if _state(path) != before:
                return None
            target = landed(settings, digest.hexdigest())
            if not target.exists():
                os.fsync(copy.fileno())
                os.chmod(copy.name, 0o440)
                os.replace(copy.name, target)
        finally:
            Path(copy.name).unlink(missing_ok=True)
    modified = datetime.fromtimestamp(before.st_mtime, UTC)
    return Receipt(_address(path), digest.hexdigest(), modified)


def _state(path: Path) -> os.stat_result:
    """Size and times of a file, or of the link itself if it leads nowhere."""
    try:
        found = path.stat()
    except OSError:
        found = path.lstat()
    return os.stat_result((found.st_mode, 0, 0, 0, 0, 0, found.st_size, 0, int(found.st_mtime), 0))


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file; none of a pipe, a socket, or a link that leads nowhere."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return
    except OSError:
        return
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            yield block


def _address(path: Path) -> str:
    """The path as text that a database takes, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
