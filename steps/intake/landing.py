"""Bring what lies in the inbox into the landing folder, named by its bytes."""

import hashlib
import logging
import os
import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import warehouse
from steps.intake.arrival import arrived, is_register, read_registers
from steps.intake.person_key import load_secret
from steps.intake.receipts import Receipt
from steps.settings import Settings
from steps.storage.source import Entry, State, is_remote, list_files
from transforms.errors import SettingError

BATCH_SIZE = 500
QUIET_SECONDS = 2
Taken = tuple[Entry, State, str]
log = logging.getLogger(__name__)


def list_batches(settings: Settings, year: int) -> list[list[str]]:
    """Land what is new and return the submissions to judge for a year, in batches of up to 500.

    A file already known to be of another year is left for that year's run.
    """
    receipts = land(settings)
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
                    **vars(receipt.arrived),
                }
                for receipt in receipts
            ],
        )
        rows = warehouse.fetch(connection, "core/pending", year=year)
        waiting = warehouse.fetch(connection, "core/other_years", year=year)[0]["waiting"]
    pending = [row["submission_id"] for row in rows]
    log.info(
        "Hộp thư đến có %d tệp: %d tệp cần kiểm tra, %d tệp của năm khác",
        len(receipts),
        len(pending),
        waiting,
    )
    return [pending[start : start + BATCH_SIZE] for start in range(0, len(pending), BATCH_SIZE)]


def landed(settings: Settings, sha256: str) -> Path:
    """Where the bytes with that hash lie."""
    return settings.landing_dir / sha256


def land(settings: Settings) -> list[Receipt]:
    """Copy every file of the inbox and the uploads into the landing folder, if it is not there yet.

    The register of a folder tells when its files arrived; it is none of them. A file that changes
    while it is copied, or in the two seconds after, is left for the next run.
    """
    settings.landing_dir.mkdir(parents=True, exist_ok=True)
    if settings.is_inbox_given and not (is_remote(settings.inbox) or Path(settings.inbox).is_dir()):
        raise SettingError(f"INBOX: không có thư mục {settings.inbox}")
    taken = []
    registers = []
    partial = 0
    for place in (settings.inbox, str(settings.data_dir / "uploads")):
        for entry in list_files(place):
            if is_register(entry):
                registers.append(entry)
                continue
            state = entry.state()
            digest = _land_file(settings, entry)
            if state is None or entry.state() != state:
                partial += 1
            else:
                taken.append((entry, state, digest))
    whole = _still_the_same(taken)
    if partial := partial + len(taken) - len(whole):
        log.info("%d tệp đang được ghi dở; để lại cho lượt chạy sau", partial)
    now = datetime.now(UTC)
    noted = read_registers(registers, now)
    return [
        Receipt(entry.address, digest, arrived(entry.address, state.modified, now, noted))
        for entry, state, digest in whole
    ]


def _still_the_same(taken: list[Taken]) -> list[Taken]:
    """Those that did not grow on; only where one changed just now is there anything to wait for."""
    recent = datetime.now(UTC) - timedelta(seconds=QUIET_SECONDS)
    if all(state.modified < recent for _, state, _ in taken):
        return taken
    time.sleep(QUIET_SECONDS)
    return [
        (entry, state, digest)
        for entry, state, digest in taken
        if state.modified < recent or entry.state() == state
    ]


def _land_file(settings: Settings, entry: Entry) -> str:
    """Copy a file's bytes under the name of their hash; a copy is whole or not there."""
    digest = hashlib.sha256()
    with tempfile.TemporaryFile(dir=settings.landing_dir) as copy:
        for block in entry.blocks():
            digest.update(block)
            copy.write(block)
        target = landed(settings, digest.hexdigest())
        if not target.exists():
            part = target.with_name(f".{target.name}.part")
            copy.seek(0)
            with part.open("wb") as stream:
                shutil.copyfileobj(copy, stream)
                stream.flush()
                os.fsync(stream.fileno())
            part.chmod(0o440)
            part.replace(target)
    return digest.hexdigest()
