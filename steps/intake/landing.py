"""Bring what lies in the inbox into the landing folder, named by its bytes."""

import hashlib
import logging
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection

import warehouse
from steps.intake.arrival import arrived, is_register, read_registers
from steps.intake.landed import keep
from steps.intake.person_key import load_secret
from steps.intake.receipts import Receipt
from steps.privacy.kept import purged_hashes, require_kept
from steps.runs import note
from steps.settings import Settings
from steps.storage.entries import Entry, State, Unread
from steps.storage.files import clear_parts, make_folder
from steps.storage.folder import UnreadFolder
from steps.storage.remote import is_remote
from steps.storage.source import list_files, places
from transforms.errors import SettingError

BATCH_SIZE = 500
QUIET_SECONDS = 2
OUR_FOLDERS = ("feedback", "reports", "uploads", "sample")
Taken = tuple[Entry, State, str, str]
log = logging.getLogger(__name__)


def list_batches(settings: Settings, year: int) -> list[list[str]]:
    """Land what is new and return the submissions to judge for a year, in batches of up to 500.

    A file already known to be of another year is left for that year's run.
    """
    with warehouse.reading(settings) as connection:
        require_kept(connection, year)
        purged = purged_hashes(connection)
    receipts = [receipt for receipt in land(settings, purged) if receipt.sha256 not in purged]
    with warehouse.writing(settings, year) as connection:
        load_secret(settings, connection)  # a wrong one stops the run before anything is judged
        relate_sources(settings, connection)
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


def relate_sources(settings: Settings, connection: Connection) -> None:
    """Receipts of earlier versions held whole addresses: make them paths below their inbox."""
    for prefix, place in places(settings).items():
        root = place.rstrip("/") + "/"
        warehouse.execute(connection, "core/relate_sources", {"root": root, "prefix": prefix})


def land(settings: Settings, purged: frozenset[str] = frozenset()) -> list[Receipt]:
    """Copy every file of the inbox and the uploads into the landing folder, if it is not there yet.

    The register of a folder tells when its files arrived; it is none of them. A file that changes
    while it is copied, or in the two seconds after, is left for the next run; so is one, or a
    folder, that may not be read: told, and never taken as empty. The bytes of what
    was ``purged`` are not kept again.
    """
    make_folder(settings.landing_dir)
    ours = (settings.data_dir / name for name in OUR_FOLDERS)
    clear_parts(*ours, settings.landing_dir, beside=settings.data_dir)
    if not is_remote(settings.outbox):
        clear_parts(Path(settings.outbox))
    if settings.is_inbox_given and not (is_remote(settings.inbox) or Path(settings.inbox).is_dir()):
        raise SettingError(f"INBOX: không có thư mục {settings.inbox}")
    taken: list[Taken] = []
    registers: list[tuple[str, Entry]] = []
    listed: list[str] = []
    partial = 0
    unread: Counter[tuple[str, str]] = Counter()
    for prefix, place in places(settings).items():
        for entry in list_files(place):
            if is_register(entry):
                registers.append((prefix + entry.address, entry))
                continue
            listed.append(prefix + entry.address)
            try:
                state = entry.state()
                digest = _land_file(settings, entry, purged)
                is_whole = state is not None and entry.state() == state
            except Unread as error:
                unread[_folder(place, entry), str(error)] += 1
                continue
            if state and is_whole:
                taken.append((entry, state, digest, prefix))
            else:
                partial += 1
    for (folder, reason), number in sorted(unread.items()):
        log.warning("Không đọc được %d mục trong %s (%s); sẽ nhận ở lượt chạy sau khi đọc được",
                    number, folder, reason)  # fmt: skip
    whole = _still_the_same(taken)
    if partial := partial + len(taken) - len(whole):
        log.info("%d tệp đang được ghi dở; để lại cho lượt chạy sau", partial)
    now = datetime.now(UTC)
    noted, told = read_registers(registers, listed, now)
    _tell(told)
    return [
        Receipt(prefix + e.address, digest, arrived(prefix + e.address, state.modified, now, noted))
        for e, state, digest, prefix in whole
    ]


def _tell(problems: list[str]) -> None:
    """Where a steward looks: the run's note, and the log."""
    for line in problems:
        log.warning(line)
    if problems:
        note(". ".join(problems))


def _folder(place: str, entry: Entry) -> str:
    """The folder to look into: a file's own name may be a person's."""
    if isinstance(entry, UnreadFolder):
        return f"{place}/{entry.address}"
    return f"{place}/{PurePosixPath(entry.address).parent}".removesuffix("/.")


def _still_the_same(taken: list[Taken]) -> list[Taken]:
    """Those that did not grow on; only where one changed just now is there anything to wait for."""
    recent = datetime.now(UTC) - timedelta(seconds=QUIET_SECONDS)
    if all(state.modified < recent for _, state, _, _ in taken):
        return taken
    time.sleep(QUIET_SECONDS)
    return [
        (entry, state, digest, prefix)
        for entry, state, digest, prefix in taken
        if state.modified < recent or entry.state() == state
    ]


def _land_file(settings: Settings, entry: Entry, purged: frozenset[str]) -> str:
    """Copy a file's bytes under the name of their hash; a copy is whole or not there."""
    digest = hashlib.sha256()
    with tempfile.TemporaryFile(dir=settings.landing_dir) as copy:
        for block in entry.blocks():
            digest.update(block)
            copy.write(block)
        if digest.hexdigest() not in purged:
            keep(settings, copy, digest.hexdigest())
    return digest.hexdigest()
