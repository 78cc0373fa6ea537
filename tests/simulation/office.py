"""An office of three units over two years, its clock, its mail server, its files: what may happen.

Every step runs on the real warehouse, as the DAGs call it. A disturbed one runs in a child process
that is killed, or whose disk is full, at its n-th write; the plain one after it has to mend all.
"""

import datetime as dt
import errno
import hashlib
import io
import os
import pickle
import random
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import steps.intake.judging
import steps.intake.landing
import steps.runs
import steps.year.of_run
from render.office import normalise_office
from steps.campaign.reminding import remind_units
from steps.desk.uploads import Brought, keep_uploads
from steps.intake.feedback import write_feedback
from steps.intake.landing import list_batches
from steps.intake.reading.children import read_workbooks
from steps.intake.reading.reader import answer
from steps.intake.take_in import take_in
from steps.publication.draft import draft_report
from steps.year.aggregate import aggregate
from tests.mailbox import Mailbox
from tests.nth_write import disturbed, in_a_fork, kill
from tests.pipeline import Pipeline, year_counts, year_report
from tests.workbooks import Book
from transforms.catalogue import TIME_ZONE
from transforms.errors import PipelineError

UNITS = """
S | Sở       | group  | - | 2003-01-01 | -   | -  | -
A | Đơn vị A | public | S | 2003-01-01 | {a} | {to} | -
B | Đơn vị B | public | S | 2003-01-01 | {b} | {to} | -
C | Đơn vị C | public | S | 2003-01-01 | -   | -  | -
"""
MERGED = "D | Đơn vị D | public | S | {since} | - | - | -"
EVERY = "ABCD"
LAST_WRITE = {
    "freeze_year": 40, "prepare_candidate": 40, "publish_version": 60, "send_to_clerk": 50,
    "release_year": 8, "remind_units": 30,
}  # fmt: skip


class Office(Pipeline):
    """Its folders and its warehouse, the day and hour that it is there, and what it has seen."""

    def __init__(self, folder: Path, url: str, seed: int, mailbox: Mailbox):
        super().__init__(folder, url)
        self.folder, self.mailbox = folder, mailbox
        self.settings.data_dir.mkdir()
        self.chance = random.Random(seed)
        self.first = self.chance.choice([2022, 2023, 2024])
        self.years = (self.first, self.first + 1)
        self.merges = self.chance.random() < 0.5
        since = f"{self.first + 1}-03-01"
        until = f"{self.first + 1}-02-28" if self.merges else "-"
        rows = UNITS.format(a=until, b=until, to="D" if self.merges else "-")
        self.units(rows + (MERGED.format(since=since) if self.merges else ""))
        self.now = dt.datetime(self.first, 10, 1, 8, tzinfo=TIME_ZONE)
        self.context: dict[str, Any] = {}
        self.number = self.runs = 0
        self.meant: dict[str, tuple[str | None, int | None, int, int, bool]] = {}
        self.published: dict[str, str] = {}
        self.versions = dict.fromkeys(self.years, 0)
        self.told: list[str] = []

    # --- the world -----------------------------------------------------------------------------

    @contextmanager
    def living(self):
        """Steps see the office's clock and its runs, and wait for nothing."""
        office = self

        class Clock(dt.datetime):
            @classmethod
            def now(cls, tz=None):
                return office.now.astimezone(tz)

        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", "")  # no LibreOffice: four seconds each
            patch.setattr(steps.intake.landing, "datetime", Clock)
            patch.setattr(steps.intake.judging, "read_workbooks", self.read)
            patch.setattr(steps.intake.landing, "time", SimpleNamespace(sleep=lambda _: None))
            for place in (steps.runs, steps.year.of_run):
                patch.setattr(place, "get_current_context", lambda: office.context)
            self.run_begins()
            yield self

    def read(self, paths: list[Path]) -> list[Any]:
        """Now and then in children, as in an office; else here, which costs a tenth."""
        if self.chance.random() < 0.1:
            return list(read_workbooks(paths))
        return [pickle.loads(answer(path)) for path in paths]

    def say(self, text: str) -> None:
        """What happened, for whom the seed is a riddle."""
        self.told.append(f"{self.now:%Y-%m-%d %H:%M} {text}")

    def run_begins(self) -> None:
        """Another run of Airflow's, about this very moment."""
        self.runs += 1
        run = SimpleNamespace(run_type="manual", run_id=f"run{self.runs}", logical_date=self.now,
                              run_after=self.now, triggering_user_name=None)  # fmt: skip
        task = SimpleNamespace(xcom_push=lambda **_: None, get_dr_count=lambda *_, **__: 0)
        self.context = {"dag_run": run, "ti": task, "params": {}}

    def passes(self, hours: float) -> None:
        self.now += dt.timedelta(hours=hours)

    # --- what units and people do ---------------------------------------------------------------

    def report(self, year: int) -> bytes:
        """A unit's file, good or bad, and what the office is to make of it."""
        self.number += 1
        unit = self.chance.choice([u for u in EVERY if u != "D" or self.merges])
        persons = self.chance.randint(1, 5)
        holders = self.chance.randint(0, persons)
        make = year_counts if year < 2023 else year_report
        book: Book = make(year, unit, f"Đơn vị {unit}", persons, holders)
        book.put("Thông tin", "B10", f"Lê Thị {self.number}")  # no two are the same bytes
        is_good = self.chance.random() < 0.75
        if not is_good:
            book.put("Thông tin", "B7", persons + 50)
        content = normalise_office(book.xlsx(), dt.date(year, 1, 1))  # a seed's bytes are its own
        in_force = (unit == "C") or ((unit == "D") == (self.merges and year > self.first))
        meaning = (unit, year, persons, holders, is_good and in_force)
        self.meant[hashlib.sha256(content).hexdigest()] = meaning
        return content

    def junk(self) -> bytes:
        self.number += 1
        content = f"không phải bảng tính {self.number}".encode()
        self.meant[hashlib.sha256(content).hexdigest()] = (None, None, 0, 0, False)
        return content

    def arrival(self) -> None:
        """A file comes: new, over an older one, once more, nonsense, by a clock that is wrong."""
        there = [path for path in sorted(self.inbox.rglob("*")) if path.is_file()]
        kind = self.chance.choices(
            ["new", "over", "double", "junk", "upload"], [8, 3, 3, 1, 2]
        )[0]  # fmt: skip
        year = self.chance.choice(self.years if self.now.year > self.first else self.years[:1])
        content = self.junk() if kind == "junk" else self.report(year)
        path = self.inbox / f"đơn vị {self.number % 3}" / f"tệp {self.number}.xlsx"
        if kind == "over" and there:
            path = self.chance.choice(there)
        if kind == "double" and there:
            content = self.chance.choice(there).read_bytes()
        self.say(f"{kind}: {path.name} {hashlib.sha256(content).hexdigest()[:6]} "
                 f"{self.meant.get(hashlib.sha256(content).hexdigest())}")  # fmt: skip
        if kind == "upload":
            day = self.now.date() - dt.timedelta(days=self.chance.randint(1, 9))
            keep_uploads(self.settings, [Brought("a.xlsx", io.BytesIO(content))], day)
            for path in (self.settings.data_dir / "uploads").rglob("*.xlsx"):
                os.utime(path, (self.now.timestamp(),) * 2)
            return
        wrong = self.chance.choices([0.0, -40.0, 400.0, -20000.0], [12, 2, 1, 1])[0]
        moment = self.now + dt.timedelta(days=wrong, minutes=-self.chance.randint(5, 50))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (moment.timestamp(),) * 2)

    def loss(self) -> None:
        """A file goes from the inbox, or its folder is called otherwise."""
        there = [path for path in sorted(self.inbox.rglob("*")) if path.is_file()]
        if there:
            path = self.chance.choice(there)
            self.say(f"gone: {path.name}")
            path.unlink()

    def damage(self) -> None:
        """Bits flip in what has landed or in an answer; a run comes while there is the original."""
        kept = [*(self.settings.data_dir / "feedback").rglob("v*.xlsx")]
        inbox = {hashlib.sha256(p.read_bytes()).hexdigest()
                 for p in self.inbox.rglob("*.xlsx")}  # fmt: skip
        kept += [p for p in self.settings.landing_dir.glob("*") if p.name in inbox]
        if kept:
            path = self.chance.choice(sorted(kept))
            self.say(f"damaged: {path.name}")
            path.chmod(0o640)
            path.write_bytes(b"?") if self.chance.random() < 0.5 else path.unlink()
            self.collect(self.first)

    # --- what the pipeline does -----------------------------------------------------------------

    def step(self, work: Callable[..., Any], *given: Any, rate: float = 0.3) -> Any:
        """Do a step, perhaps after it was killed, or had no space left, at its n-th write."""
        if self.chance.random() < rate:
            self.break_off(lambda: work(self.settings, *given), work.__name__)
        return work(self.settings, *given)

    def break_off(self, work: Callable[[], Any], name: str) -> None:
        n = self.chance.randint(1, LAST_WRITE.get(name, 120))
        is_before, is_kill = self.chance.random() < 0.5, self.chance.random() < 0.6

        def undone() -> bool:
            with disturbed(n, kill if is_kill else _no_space, is_before) as done:
                work()
            return len(done) < n

        status = in_a_fork(undone)
        self.say(f"{name} disturbed at {n} ({'kill' if is_kill else 'ENOSPC'}): {status}")

    def collect(self, year: int, drafts: bool = False) -> None:
        """A whole run of the year."""
        self.run_begins()
        self.say(f"collect {year}")
        self.collecting(year)
        write_feedback(self.settings, year)
        if drafts and self.rows("select 1 from core.submission where reporting_year = %(y)s",
                                y=year):  # fmt: skip
            draft_report(self.settings, year)

    def collecting(self, year: int) -> None:
        for batch in list_batches(self.settings, year):
            take_in(self.settings, year, batch)
        aggregate(self.settings, year)

    def broken_night(self, year: int) -> None:
        """A night that is cut off, and nobody looks after it."""
        self.run_begins()

        def night() -> None:
            self.collecting(year)
            write_feedback(self.settings, year)

        self.break_off(night, f"collect {year}")

    def two_at_once(self, years: tuple[int, int]) -> None:
        """Beside ``make up`` somebody runs ``make run``: of the same year, or another."""
        self.say(f"at once: {years}")
        children = []
        for year in years:
            pid = os.fork()
            if pid == 0:
                status = 1
                try:
                    self.collecting(year)
                    write_feedback(self.settings, year)
                    status = 0
                except BaseException:
                    traceback.print_exc()
                finally:
                    os._exit(status)
            children.append(pid)
        ended = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]
        assert ended == [0, 0]

    def morning(self, year: int) -> None:
        self.run_begins()
        self.say(f"morning {year}")
        try:
            self.step(remind_units, year)
        except PipelineError as error:
            self.say(f"  {error}")


def _no_space() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
