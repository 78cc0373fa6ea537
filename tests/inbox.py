"""An inbox to put workbooks into, a run of a year, and the tables after it."""

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any

import psycopg

from steps.intake.landing import list_batches
from steps.intake.take_in import take_in
from steps.settings import PROJECT, Settings
from steps.year.aggregate import aggregate
from tests.workbooks import Book
from transforms.catalogue import TIME_ZONE

STABLE = {
    "core.submission": "source, sha256, version, status, decision, declared_count, person_count",
    "core.finding": "submission_id, rule_code, sheet, cell, value, message, explanation",
    "core.roster": "*",
    "core.headcount": "*",
    "core.activity": "*",
    "core.narrative": "*",
    "core.unit_year": "*",
    "mart.indicator": "*",
    "mart.completeness": "*",
}
"""What must not depend on how often, or in how many pieces, a year was run."""


class Pipeline:
    """One inbox and one warehouse; ``units`` (code to name) replace the demonstration's."""

    def __init__(self, folder: Path, warehouse_url: str, units: dict[str, str] | None = None):
        self.folder = folder
        self.inbox = folder / "inbox"
        self.inbox.mkdir(parents=True)
        env = {"DATA_DIR": str(folder), "WAREHOUSE_URL": warehouse_url}
        if units:
            env["CATALOG_DIR"] = str(_catalogue(folder / "catalog", units))
        self.settings = Settings.from_env(env | {"PERSON_KEY_SECRET": "secret"})

    def send(self, name: str, content: Book | bytes, received: str = "2024-11-18 08:00") -> Path:
        """Put a file into the inbox, last changed at a local time."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.xlsx() if isinstance(content, Book) else content)
        moment = dt.datetime.fromisoformat(received).replace(tzinfo=TIME_ZONE).timestamp()
        os.utime(path, (moment, moment))
        return path

    def run(self, year: int = 2024) -> list[dict[str, int]]:
        """List, take in and aggregate, as the DAG does; the counts of each batch."""
        taken = [take_in(self.settings, year, b) for b in list_batches(self.settings, year)]
        aggregate(self.settings, year)
        return taken

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.settings.warehouse()) as connection:
            return connection.execute(sql).fetchall()

    def table(self, name: str, columns: str = "*") -> list[tuple[Any, ...]]:
        """A table's rows in the order of all its columns."""
        rows = self.query(f"select {columns} from {name}")
        return sorted(rows, key=lambda row: tuple(str(value) for value in row))

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        return {name: self.table(name, columns) for name, columns in STABLE.items()}

    def statuses(self) -> dict[str, tuple[Any, ...]]:
        """Status and version of every file, by its name."""
        rows = self.query("select source, status, version from core.submission")
        return {Path(source).name: (status, version) for source, status, version in rows}

    def findings(self) -> list[tuple[Any, ...]]:
        """File, rule, sheet and cell of every finding."""
        rows = self.query(
            "select source, rule_code, sheet, cell from core.finding "
            "join core.submission using (submission_id)"
        )
        return sorted(
            ((Path(source).name, *rest) for source, *rest in rows),
            key=lambda row: tuple(part or "" for part in row),
        )


def _catalogue(folder: Path, units: dict[str, str]) -> Path:
    shutil.copytree(PROJECT / "catalog", folder)
    rows = ["S,Sở,group,,2000-01-01,,,,,,"]
    rows += [f"{code},{name},division,S,2000-01-01,,,,,," for code, name in units.items()]
    header = "unit_code,name,unit_type,parent_code,valid_from,valid_to,successor_code,pass_score,"
    text = "\n".join([header + "email,head_email,decision", *rows])
    (folder / "units.csv").write_text(text + "\n", encoding="utf-8")
    return folder
