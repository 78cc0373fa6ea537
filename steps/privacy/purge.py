"""Delete what has passed its retention: rows in one transaction a year, then the files.

Counts, marts and published reports stay. What a kill leaves undone the next purge does: files are
deleted by the warehouse's list of what is gone.
"""

import datetime as dt
import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.catalogue import load_retention
from steps.intake.landed import landed
from steps.privacy.kept import purged_hashes
from steps.settings import Settings
from steps.storage.remote import is_remote
from transforms.privacy.retention import Retention

ANY_YEAR = 0  # the lock of what belongs to no year


@dataclass(frozen=True)
class Due:
    """What has passed its retention.

    Files by year (None: of no year that is told); looks, mails and decisions about texts by class.
    """

    files: dict[int | None, int]
    entries: dict[str, int]

    def __bool__(self) -> bool:
        return bool(self.files or self.entries)


def find_due(settings: Settings, today: dt.date) -> Due:
    """What a purge on that day would delete."""
    terms = load_retention(settings.catalog_dir)
    with warehouse.reading(settings) as connection:
        due = {key: len(rows) for key, rows in _due_files(connection, terms, today).items()}
        entries = _due_entries(connection, terms.last_due(today))
    return Due(due, entries)


def purge(settings: Settings, today: dt.date, actor: str, reason: str) -> Due:
    """Delete it, and note who, when and why; returns what was due."""
    terms = load_retention(settings.catalog_dir)
    due = find_due(settings, today)
    said = {"actor": actor, "reason": reason}
    for year in due.files:
        with warehouse.writing(settings, year or ANY_YEAR) as connection:
            rows = _due_files(connection, terms, today).get(year, [])
            if rows:
                _forget(connection, year, rows, said)
    with warehouse.writing(settings, ANY_YEAR) as connection:
        last = terms.last_due(today)
        for kind, number in _due_entries(connection, last).items():
            warehouse.execute(connection, f"privacy/forget_{kind}", {"last": last[kind]})
            counts = {"kind": kind, "year": None, "entry_count": number, "file_count": 0}
            warehouse.fetch(connection, "privacy/record", **said, **counts)
    _delete_files(settings)
    return due


def _due_files(
    connection: Connection, terms: Retention, today: dt.date
) -> dict[int | None, list[dict[str, Any]]]:
    by_year: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    last = terms.persons.last_due(today)
    for row in warehouse.fetch(connection, "privacy/due_files", last=last):
        by_year[row["reporting_year"]].append(row)
    return dict(by_year)


def _due_entries(connection: Connection, last: dict[str, int | None]) -> dict[str, int]:
    [found] = warehouse.fetch(connection, "privacy/due_entries", **last)
    return {kind: number for kind, number in found.items() if number}


def _forget(
    connection: Connection, year: int | None, rows: list[dict[str, Any]], said: dict[str, str]
) -> None:
    keys = [row["submission_id"] for row in rows]
    hashes = sorted({row["sha256"] for row in rows})
    entries = 0
    for table in warehouse.fetch(connection, "privacy/row_tables"):
        entries += _delete(connection, f"core.{table['table_name']}", keys)
    entries += _delete(connection, "core.answer", keys)
    for statement in ("findings", "submissions", "receipts"):
        warehouse.execute(connection, f"privacy/forget_{statement}", {"keys": keys})
    counts = {"kind": "persons", "year": year, "entry_count": entries, "file_count": len(hashes)}
    [noted] = warehouse.fetch(connection, "privacy/record", **said, **counts)
    gone = [{"sha256": sha256, "purge_id": noted["purge_id"]} for sha256 in hashes]
    warehouse.execute(connection, "privacy/tombstone", gone)


def _delete(connection: Connection, table: str, keys: list[str]) -> int:
    return warehouse.delete(connection, table, "submission_id", keys)


def _delete_files(settings: Settings) -> None:
    """What lies here of all that the warehouse says is gone."""
    with warehouse.reading(settings) as connection:
        hashes = purged_hashes(connection)
        years = [
            row["reporting_year"] for row in warehouse.fetch(connection, "privacy/purged_years")
        ]
    for sha256 in hashes:
        landed(settings, sha256).unlink(missing_ok=True)
        shutil.rmtree(settings.data_dir / "uploads" / sha256[:2] / sha256[:32], ignore_errors=True)
        (settings.data_dir / "feedback" / "unknown" / f"{sha256[:12]}.xlsx").unlink(missing_ok=True)
        _delete_copies(settings, f"phan-hoi-{sha256[:12]}.xlsx")
    for year in years:
        shutil.rmtree(settings.data_dir / "feedback" / str(year), ignore_errors=True)
        _delete_copies(settings, f"phan-hoi-{year}-v*.xlsx")


def _delete_copies(settings: Settings, pattern: str) -> None:
    if not is_remote(settings.outbox):
        for copy in Path(settings.outbox).glob(f"*/{pattern}"):
            copy.unlink()
