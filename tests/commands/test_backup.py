"""`make backup`, `make restore`: the disk is gone, and everything comes back, byte for byte."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest

from steps.backup.store import Contents, Kept, Store
from steps.intake.feedback import write_feedback
from steps.publication.draft import draft_report
from steps.settings import Settings
from tests.conftest import PROJECT
from tests.inbox import Pipeline
from tests.workbooks import report
from warehouse.embedded import embedded, serving
from warehouse.migrate import migrate

SECRET = "person_key_secret"


@pytest.fixture
def place() -> Iterator[Path]:
    """Not under pytest's own folder, which is closed to the server's user."""
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        yield Path(folder)


def command(name: str, **settings: object) -> tuple[int, str]:
    """Exit status and last line; nothing on standard error."""
    env = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", f"commands.safety.{name}"], cwd=PROJECT, text=True,
        env=env | {key: str(value) for key, value in settings.items()}, capture_output=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()[-1]


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "postgres" not in path.relative_to(folder).parts
    }


class Office(Pipeline):
    """The office in a folder as it is: with its inbox, with the catalogue beside it."""

    def __init__(self, folder: Path, url: str, catalogue: Path | None = None):
        self.folder, self.inbox = folder, folder / "inbox"
        catalog = str(catalogue or folder.parent / "catalog")
        self.settings = Settings.from_env(
            {"DATA_DIR": str(folder), "CATALOG_DIR": catalog, "WAREHOUSE_URL": url}
        )

    def year(self) -> None:
        """A night of the year: in, judged, answered, drafted."""
        self.run()
        write_feedback(self.settings, 2024)
        draft_report(self.settings, 2024)


def send_all(office: Office) -> None:
    for code in "AB":
        book = report(3, **{"Mã đơn vị": code, "Tên đơn vị": f"Đơn vị {code}", "Tổng số người": 3})
        book.put("Hoạt động", "F4", None)
        for row in range(4, 7):
            book.put("Danh sách", f"B{row}", f"{code}{row}")
        office.send(f"phòng {code}/{code}.xlsx", book)


@pytest.fixture(scope="module")
def lasting() -> Iterator[dict[str, Any]]:
    """An office after a night, with what it has."""
    with tempfile.TemporaryDirectory(prefix="tests-") as folder, pytest.MonkeyPatch.context() as m:
        m.setenv("PATH", "")  # no LibreOffice
        data = Path(folder) / "cơ quan"
        with serving(None, data) as url:
            migrate(url)
            Pipeline(data, url, {"A": "Đơn vị A", "B": "Đơn vị B"})
            shutil.move(data / "catalog", Path(folder) / "catalog")
            office = Office(data, url)
            send_all(office)
            office.year()
            had = {"tables": office.tables(), "files": hashes(data)}
        yield {"folder": Path(folder), **had}


@pytest.fixture
def before(place: Path, lasting: dict[str, Any]) -> dict[str, Any]:
    """The same office in a folder of this test's own."""
    shutil.copytree(lasting["folder"], place, dirs_exist_ok=True)
    return {"data": place / "cơ quan", **lasting}


@pytest.mark.fault(
    "Mất ổ đĩa", "phục hồi ở máy khác", "cùng bảng, cùng byte, không tệp nào thành trùng"
)
def test_a_lost_disk_comes_back_at_another_place_and_tells_no_double(place, before, monkeypatch):
    data, store = before["data"], place / "sao lưu"
    (data / "airflow").mkdir()
    (data / "airflow" / "secrets.json").write_text("{}")
    (data / "logs").mkdir()
    settings = {"CATALOG_DIR": place / "catalog"}
    with embedded(data, "airflow") as url, psycopg.connect(url) as airflow:
        airflow.execute("create table dag as select 1 as dag_id")
    status, line = command("backup", DATA_DIR=data, TO=store, **settings)
    assert (status, line.endswith("sao-luu-0001.json")) == (0, True)
    assert stat.S_IMODE(store.stat().st_mode) == 0o700
    shutil.rmtree(data)
    back = place / "máy khác" / "var"
    status, line = command("restore", DATA_DIR=back, FROM=store, **settings)
    assert (status, line.startswith("Đã phục hồi")) == (0, True)
    assert hashes(back) == before["files"] | {"airflow/secrets.json": sha256(b"{}").hexdigest()}
    assert stat.S_IMODE((back / SECRET).stat().st_mode) == 0o600
    with embedded(back, "airflow") as url, psycopg.connect(url) as airflow:
        assert airflow.execute("select * from dag").fetchall() == [(1,)]
    with serving(None, back) as url:
        office = Office(back, url, place / "catalog")
        assert office.tables() == before["tables"]
        monkeypatch.setenv("PATH", "")
        migrate(url)
        office.year()  # again, from the same inbox: the same
        assert office.tables() == before["tables"]
        assert office.query("select count(*) from core.receipt") == [(2,)]
    rebuilt = {name: value for name, value in hashes(back).items() if not name.startswith("air")}
    assert rebuilt == before["files"]
    status, line = command("restore", DATA_DIR=back, FROM=store, **settings)
    assert (status, "đã có dữ liệu" in line) == (1, True)


def test_a_second_backup_copies_only_what_is_new_and_the_last_few_stay(place, before):
    data, store, settings = before["data"], place / "kho", {"CATALOG_DIR": place / "catalog"}
    command("backup", DATA_DIR=data, TO=store, **settings)
    first = set((store / "files").iterdir())
    command("backup", DATA_DIR=data, TO=store, **settings)
    assert set((store / "files").iterdir()) == first  # the same tables are the same bytes, too
    (data / "uploads").mkdir()
    (data / "uploads" / "moi.xlsx").write_bytes(b"moi")
    command("backup", DATA_DIR=data, TO=store, KEEP=1, **settings)
    (new,) = set((store / "files").iterdir()) - first
    assert new.read_bytes() == b"moi"
    assert Store(store).numbers() == [3]
    (data / "uploads" / "moi.xlsx").unlink()
    command("backup", DATA_DIR=data, TO=store, KEEP=1, **settings)
    assert set((store / "files").iterdir()) == first


@pytest.mark.fault("Bản sao lưu hỏng", "phục hồi", "không phục hồi gì; nêu tệp")
def test_a_damaged_backup_restores_nothing_and_says_so(place, before):
    data, store, settings = before["data"], place / "kho", {"CATALOG_DIR": place / "catalog"}
    command("backup", DATA_DIR=data, TO=store, **settings)
    landed = next((data / "landing").iterdir())
    kept = store / "files" / landed.name
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    status, line = command("restore", DATA_DIR=place / "mới", FROM=store, **settings)
    assert status == 1
    assert f"1 tệp mất hoặc không đúng mã băm, ví dụ {kept}" in line
    assert not (place / "mới").exists()
    (store / "sao-luu-0001.json").write_bytes(b"{}")
    status, line = command("restore", DATA_DIR=place / "mới", FROM=store, **settings)
    assert (status, "hỏng; hãy dùng bản sao lưu khác" in line) == (1, True)


@pytest.mark.fault("Ổ sao lưu hỏng một bit", "sao lưu", "chép lại nội dung ấy")
def test_a_content_that_lost_a_bit_is_put_right_by_the_next_backup(tmp_path):
    store = Store(tmp_path / "kho")
    (tmp_path / "x").write_text("một")
    with store.writing():
        sha256 = store.add(tmp_path / "x")
        store.content(sha256).write_text("mốt")
        assert store.unsound([sha256]) == [sha256]
        assert store.add(tmp_path / "x") == sha256
        assert store.unsound([sha256]) == []


def test_a_damaged_list_costs_no_content(tmp_path):
    store, kept = Store(tmp_path / "kho"), []
    with store.writing():
        for text in ("một", "hai", "ba"):
            (tmp_path / "x").write_text(text)
            kept.append(Kept("x", store.add(tmp_path / "x"), 0o640, 0))
            store.write(Contents("2026-11-27T00:00:00+00:00", {}, (kept[-1],), ()))
        (store.folder / "sao-luu-0002.json").write_bytes(b"{}")
        store.forget(2)
        assert store.numbers() == [2, 3]
        assert store.unsound(one.sha256 for one in kept) == []
        store.forget(1)
        assert store.unsound(one.sha256 for one in kept) == sorted(o.sha256 for o in kept[:2])


@pytest.mark.fault("Tệp gốc hỏng", "sao lưu", "kể ra; bản tốt đã sao lưu còn nguyên")
def test_a_damaged_landing_file_is_told_and_leaves_the_good_copy(place, before):
    data, store, settings = before["data"], place / "kho", {"CATALOG_DIR": place / "catalog"}
    command("backup", DATA_DIR=data, TO=store, **settings)
    landed = next((data / "landing").iterdir())
    landed.chmod(0o640)
    landed.write_bytes(b"short")
    status, _ = command("backup", DATA_DIR=data, TO=store, **settings)
    assert status == 1
    kept = (store / "files" / landed.name).read_bytes()
    assert sha256(kept).hexdigest() == landed.name


def test_what_is_cut_in_the_middle_leaves_nothing_that_the_next_try_minds(place, before):
    data, store, settings = before["data"], place / "kho", {"CATALOG_DIR": place / "catalog"}
    command("backup", DATA_DIR=data, TO=store, **settings)
    back = place / "mới"
    (back / "dang-phuc-hoi" / "landing").mkdir(parents=True)
    (back / "dang-phuc-hoi" / "landing" / "half").write_bytes(b"half")
    assert command("restore", DATA_DIR=back, FROM=store, **settings)[0] == 0
    assert hashes(back) == before["files"]


def test_into_another_server_and_with_another_catalogue(place, before, empty_database):
    data, store, settings = before["data"], place / "kho", {"CATALOG_DIR": place / "catalog"}
    command("backup", DATA_DIR=data, TO=store, **settings)
    other = shutil.copytree(place / "catalog", place / "khác")
    (other / "tasks.toml").write_text("")
    back, url = place / "mới", empty_database
    here = {"DATA_DIR": back, "WAREHOUSE_URL": url, "FROM": store}
    assert command("restore", CATALOG_DIR=other, **here)[0] == 0
    assert hashes(back / "catalog") == hashes(place / "catalog")
    assert Office(back, url).tables() == before["tables"]
    shutil.rmtree(back)
    status, line = command("restore", CATALOG_DIR=other, **here)
    assert (status, line.startswith("WAREHOUSE_URL: cơ sở dữ liệu này đã có")) == (1, True)


@pytest.mark.parametrize(
    ("name", "settings", "told"),
    [
        ("backup", {}, "TO: hãy ghi thư mục"),
        ("backup", {"TO": "{data}/kho"}, "TO: .* nằm trong DATA_DIR"),
        ("backup", {"TO": "{data}kho", "KEEP": "0"}, "KEEP: '0' không phải"),
        ("backup", {"TO": "{data}kho"}, "DATA_DIR: không có thư mục"),
        ("restore", {}, "FROM: hãy ghi thư mục"),
        ("restore", {"FROM": "{data}kho"}, "FROM: không có bản sao lưu nào"),
    ],
)
def test_what_is_asked_wrongly_is_one_line(place, name, settings, told):
    data = place / "var"
    filled = {key: value.format(data=data) for key, value in settings.items()}
    status, line = command(name, DATA_DIR=data, **filled)
    assert status == 1
    assert re.match(told, line)
    assert not data.exists()
