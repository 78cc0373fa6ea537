"""`make soak [ROUNDS=200]`: as many nights one after another in one process; what creeps?

Every night files come at random (new, corrected, sent again, nonsense), and the steps run as
collect_submissions calls them, without Airflow, which would only add its own processes. After each
night it is counted what may creep: memory, open files, connections, tables, temporary folders, and
files below DATA_DIR beside those that the warehouse knows. Ends with 1 where something has.
"""

import csv
import logging
import os
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

import psutil
import psycopg

ROUNDS = int(os.environ.get("ROUNDS") or 200)
PICTURE = Path(os.environ.get("PICTURE") or "soak.svg")

import tests.conftest  # noqa: E402, F401  its own folders and settings, before Airflow is imported
from steps.intake.feedback import write_feedback  # noqa: E402
from steps.publication.draft import draft_report  # noqa: E402
from tests.pipeline import Pipeline, year_report  # noqa: E402
from tests.soak.picture import draw  # noqa: E402
from warehouse.embedded import embedded  # noqa: E402
from warehouse.migrate import migrate  # noqa: E402

YEAR, UNITS = 2024, "ABCDEFGH"
GROWS = ("warehouse_mb", "temporary")  # by what comes in; by what all the machine does
MAY_GROW_PCT = 10  # memory, from the first quarter of the nights to the last


class Soak(Pipeline):
    """An office of eight units, and its nights."""

    def __init__(self, folder: Path, url: str):
        super().__init__(folder, url)
        self.chance, self.number = random.Random(1), 0
        rows = [f"{code} | Đơn vị {code} | public | S | 2003-01-01 | - | - | -" for code in UNITS]
        self.units("\n".join(["S | Sở | group | - | 2003-01-01 | - | - | -", *rows]))

    def arrival(self) -> None:
        self.number += 1
        there = sorted(self.inbox.iterdir())
        kind = self.chance.choices(["new", "again", "junk"], [8, 2, 1])[0]
        if kind == "again" and there:
            content = self.chance.choice(there).read_bytes()
        elif kind == "junk":
            content = f"không phải bảng tính {self.number}".encode()
        else:
            unit, persons = self.chance.choice(UNITS), self.chance.randint(1, 9)
            book = year_report(YEAR, unit, f"Đơn vị {unit}", persons, persons // 2)
            book.put("Thông tin", "B10", f"Lê Thị {self.number}")
            if self.chance.random() < 0.2:
                book.put("Thông tin", "B7", persons + 50)
            content = book.xlsx()
        self.send(content, f"{self.number}.xlsx")

    def night(self, number: int) -> None:
        for _ in range(self.chance.randint(1, 2)):
            self.arrival()
        self.run(YEAR)
        write_feedback(self.settings, YEAR)
        if number % 10 == 0:
            draft_report(self.settings, YEAR)

    def counted(self) -> dict[str, float]:
        ours = psutil.Process()
        with psycopg.connect(self.url) as connection:

            def one(query: str) -> Any:
                [(found,)] = connection.execute(query).fetchall()
                return found

            connections = one(
                "select count(*) from pg_stat_activity where datname = current_database()"
            )
            tables = one("select count(*) from pg_class where relkind in ('r', 'v', 'i')")
            size = one("select pg_database_size(current_database())")
            known = one("select count(distinct sha256) from core.receipt") + one(
                "select count(*) from core.submission where feedback_sha256 is not null"
            )
        kept = [*self.settings.landing_dir.iterdir()]
        kept += [p for p in (self.settings.data_dir / "feedback").rglob("*") if p.is_file()]
        children = ours.children(recursive=True)
        memory = sum(process.memory_full_info().pss for process in [ours, *children])
        return {
            "memory_mb": memory / 2**20, "open_files": ours.num_fds(), "children": len(children),
            "connections": connections, "tables": tables, "warehouse_mb": size / 2**20,
            "files_unknown": len(kept) - known, "temporary": len(temporary()),
        }  # fmt: skip


def temporary() -> list[Path]:
    return [path for path in Path(tempfile.gettempdir()).iterdir() if path.name.startswith(OURS)]


OURS = ("tmp", "airflow-", "warehouse-", "lu", "matplotlib-")


def crept(nights: list[dict[str, float]]) -> list[str]:
    """What is more in the last quarter than in the first, the first nights left out."""
    quarter = max(1, len(nights) // 4)
    first, last = nights[quarter // 2 : quarter + quarter // 2], nights[-quarter:]
    told = []
    for name in nights[0]:
        before, after = max(n[name] for n in first), max(n[name] for n in last)
        allowed = before * (1 + MAY_GROW_PCT / 100) if name == "memory_mb" else before
        if name not in GROWS and after > allowed:
            told.append(f"{name}: {before:.0f} → {after:.0f}")
    return told


def main() -> int:
    """0 when nothing has crept."""
    logging.disable(logging.CRITICAL)
    os.environ["PATH"] = ""  # no LibreOffice: four seconds a draft
    nights: list[dict[str, float]] = []
    with (
        tempfile.TemporaryDirectory(prefix="soak-") as name,
        embedded(Path(name), "warehouse") as url,
    ):
        folder = Path(name)
        migrate(url)
        office = Soak(folder, url)
        before = {path.name for path in temporary()}
        for number in range(1, ROUNDS + 1):
            office.night(number)
            nights.append(office.counted())
            print(f"\r{number}/{ROUNDS}", end="", file=sys.stderr, flush=True)
            if number % 10 == 0:
                save(nights)
        left = {path.name for path in temporary() if path.stat().st_uid == os.geteuid()} - before
    save(nights)
    told = crept(nights)
    print(f"\n{len(nights)} đêm, {office.number} tệp: "
          + ("; ".join(told) if told else "không có gì tăng dần")
          + f"; thư mục tạm mới của cả máy, mọi chương trình: {len(left)}")  # fmt: skip
    return bool(told)


def save(nights: list[dict[str, float]]) -> None:
    with PICTURE.with_suffix(".csv").open("w", newline="") as file:
        rows = csv.DictWriter(file, nights[0].keys())
        rows.writeheader()
        rows.writerows(nights)
    draw(nights, PICTURE)


if __name__ == "__main__":
    sys.exit(main())
