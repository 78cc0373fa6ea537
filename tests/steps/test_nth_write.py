"""Killed or failing at the n-th write, a plain rerun ends as if nothing had happened.

A few n in the tests; ``WRITE_STRIDE=1`` takes them all, one after another, until a run passes.
"""

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest

import warehouse
from steps.backup.restoring import Target, restore
from steps.backup.saving import back_up
from steps.backup.store import Contents, Store
from steps.intake.feedback import write_feedback
from steps.publication.dispatch import hand_over
from steps.publication.draft import draft_report
from steps.publication.freeze import freeze_year
from steps.publication.places import version_folder
from steps.publication.version import prepare_candidate, publish_version
from steps.settings import Settings
from steps.year.state import latest_version
from tests.inbox import STABLE, Pipeline
from tests.mailbox import listening
from tests.nth_write import disturbances, perhaps, ways
from tests.steps.publication.test_publication import approve
from tests.workbooks import report
from transforms.errors import ReportError, SettingError

STRIDE = int(os.environ.get("WRITE_STRIDE", 41))
SHORT = max(1, STRIDE // 8)  # where little is written
NAMES = itertools.count(1)


class Place:
    """An office in a folder and a database of its own, and its one night's work."""

    def __init__(self, folder: Path, url: str, sent: dict[str, bytes]):
        self.office = Pipeline(folder, url, {"A": "Đơn vị A", "B": "Đơn vị B"})
        for name, content in sent.items():
            self.office.send(name, content)

    def night(self) -> None:
        self.office.run()
        write_feedback(self.office.settings, 2024)
        draft_report(self.office.settings, 2024)

    @property
    def settings(self) -> Settings:
        return self.office.settings

    def publication(self) -> None:
        """What is left to do of it: as Airflow tries the tasks again one after another."""
        settings = replace(self.settings, clerk_email="van-thu@example.invalid")
        with warehouse.reading(settings) as connection:
            is_done = latest_version(connection, 2024) is not None
        if not is_done:
            freeze_year(settings, 2024)
            candidate = prepare_candidate(settings, 2024)
            approve(settings, candidate["inputs_hash"])
            publish_version(settings, 2024)
        else:
            publish_version(settings, 2024)  # clears what the try before left
        files = sorted(path.name for path in version_folder(settings, 2024, 1).iterdir())
        hand_over(settings, 2024, 1, files)

    def had(self) -> dict[str, Any]:
        """Tables by name, and files with their bytes; nothing half written."""
        noted = self.office.table("core.submission_event", "submission_id, from_status, to_status")
        return self.office.tables() | {"events": noted} | files_of(self.office.folder)


def letters() -> dict[str, bytes]:
    """Two units' files, one with something to mark, and one of nobody."""
    sent = {"lạ.xlsx": b"abc"}
    for code in "AB":
        changed = {"Mã đơn vị": code, "Tên đơn vị": f"Đơn vị {code}", "Tổng số người": 3}
        book = report(3, **changed).put("Hoạt động", "F4", None)
        for row in range(4, 7):
            book.put("Danh sách", f"B{row}", f"{code}{row}")
        sent[f"{code}.xlsx"] = (book.put("Danh sách", "J5", 31) if code == "A" else book).xlsx()
    return sent


@pytest.fixture
def databases(server: str) -> Iterator[Callable[[str], str]]:
    """Makes databases from a template and gives their URLs."""
    admin, made = server.replace("/template_warehouse?", "/postgres?"), []

    def make(template: str) -> str:
        name = f"nth_{next(NAMES)}"
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(f"create database {name} template {template}")
        made.append(name)
        return server.replace("/template_warehouse?", f"/{name}?")

    yield make
    with psycopg.connect(admin, autocommit=True) as connection:
        for name in made:
            connection.execute(f"drop database {name} with (force)")


@pytest.fixture
def place(databases: Callable[[str], str], tmp_path: Path) -> Callable[[], Place]:
    sent = letters()
    return lambda: Place(tmp_path / f"{next(NAMES)}", databases("template_warehouse"), sent)


def same(had: dict[str, Any], wanted: dict[str, Any], n: int) -> None:
    assert {key: (had.get(key), v) for key, v in wanted.items() if had.get(key) != v} == {}, n
    assert had.keys() == wanted.keys(), n


@pytest.mark.timeout(600 if STRIDE > 40 else 0)
@pytest.mark.parametrize("way", ways())
@pytest.mark.fault(
    "Bị giết, đĩa đầy ở lần ghi thứ n",
    "một đêm: nhận, phản hồi, dự thảo",
    "chạy lại cho đúng từng dòng, từng tệp",
)
def test_a_disturbed_night_ends_as_an_undisturbed_one(place, monkeypatch, way):
    monkeypatch.setenv("PATH", "")  # no LibreOffice
    still = place()
    still.night()
    wanted = still.had()
    for n, office in disturbances(way, STRIDE, place, Place.night):
        office.night()
        same(office.had(), wanted, n)


@pytest.mark.timeout(600 if STRIDE > 40 else 0)
@pytest.mark.parametrize("way", ways())
@pytest.mark.fault(
    "Bị giết, đĩa đầy ở lần ghi thứ n",
    "chốt, trình, công bố, gửi văn thư",
    "chạy lại cho đúng từng tệp; thư đi nhiều nhất một lần",
)
def test_a_disturbed_publication_ends_as_an_undisturbed_one(place, monkeypatch, way):
    monkeypatch.setenv("PATH", "")
    with listening(monkeypatch) as mailbox:

        def make() -> Place:
            office = place()
            office.night()
            return office

        still = make()
        still.publication()
        wanted = still.had()
        assert len(mailbox.take()) == 1
        for n, office in disturbances(way, STRIDE, make, Place.publication):
            went = False
            with perhaps(ReportError, "không rõ thư về bản 1 đã đi chưa"):
                office.publication()
                went = True
            same(office.had(), wanted, n)
            sent = len(mailbox.take())
            assert sent == 1 or (sent == 0 and not went), n


@pytest.mark.timeout(600 if STRIDE > 40 else 0)
@pytest.mark.parametrize("way", ways())
@pytest.mark.fault(
    "Bị giết, đĩa đầy ở lần ghi thứ n", "sao lưu", "bản trước còn nguyên; bản sau đầy đủ"
)
def test_a_disturbed_backup_costs_no_earlier_one_and_the_next_is_whole(place, tmp_path, way):
    office, names = place(), itertools.count()
    office.office.run()

    def save(store: Path) -> Contents:
        return Store(store).read(number_of(back_up(office.settings, store, keep=1).path))

    def once_saved() -> Path:
        store = tmp_path / f"store-{next(names)}"
        (office.office.folder / "uploads").mkdir(exist_ok=True)
        (office.office.folder / "uploads" / "một.xlsx").write_bytes(b"1")
        save(store)
        (office.office.folder / "uploads" / "một.xlsx").write_bytes(b"2")
        return store

    wanted = save(once_saved())
    for n, store in disturbances(way, SHORT, once_saved, save):
        kept = Store(store)
        for number in kept.numbers():
            assert kept.unsound(kept.read(number).hashes()) == [], n
        last = save(store)
        assert hashes(last) == hashes(wanted), n
        assert kept.unsound(last.hashes()) == [], n
        assert {path.name for path in kept.files.iterdir()} == last.hashes(), n


def number_of(path: Path) -> int:
    return int(path.stem.rpartition("-")[2])


def hashes(contents: Contents) -> dict[str, str]:
    return contents.databases | {kept.path: kept.sha256 for kept in contents.files}


@pytest.mark.timeout(600 if STRIDE > 40 else 0)
@pytest.mark.parametrize("way", ways())
@pytest.mark.fault("Bị giết, đĩa đầy ở lần ghi thứ n", "phục hồi", "chạy lại thì làm nốt")
def test_a_disturbed_restore_is_ended_by_the_next(place, databases, tmp_path, way):
    office, names, store = place(), itertools.count(), tmp_path / "store"
    office.office.run()
    back_up(office.settings, store, keep=1)

    def nowhere() -> Target:
        folder = tmp_path / f"back-{next(names)}"
        return Target(folder, office.settings.catalog_dir, databases("template0"))

    def bring(target: Target) -> None:
        restore(target, store)

    bring(still := nowhere())
    for n, target in disturbances(way, SHORT, nowhere, bring):
        with perhaps(SettingError, "đã có dữ liệu"):  # it had come to its end
            bring(target)
        same(back(target), back(still), n)


def back(target: Target) -> dict[str, Any]:
    assert target.warehouse_url
    with psycopg.connect(target.warehouse_url) as connection:
        tables = {
            name: sorted(connection.execute(f"select * from {name}").fetchall(), key=str)
            for name in STABLE
        }
    return tables | files_of(target.data_dir)


def files_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
