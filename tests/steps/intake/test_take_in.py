"""Taking in: batches, other years, revived duplicates, and a worker killed at any point."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from steps.catalogue import load_catalogue
from steps.intake import landing
from steps.intake.judging import judge_files
from steps.intake.landing import list_batches
from steps.intake.person_key import load_secret
from steps.intake.storing import store_apart
from steps.intake.take_in import take_in
from steps.settings import Settings
from steps.year.aggregate import aggregate
from steps.year.decisions import recheck_year
from tests.inbox import Pipeline
from tests.workbooks import Book, counts_report, report
from warehouse.connection import writing as lock

UNITS = {code: f"Đơn vị {code}" for code in "ABC"}
WAITING = (
    "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
)
KILLED_WORKER = str(Path(__file__).parent / "killed_worker.py")


def unit(code: str, persons: int = 20) -> Book:
    changed = {"Mã đơn vị": code, "Tên đơn vị": UNITS[code], "Tổng số người": persons}
    book = report(persons, **changed).put("Hoạt động", "F4", None)
    for row in range(4, 4 + persons):
        book.put("Danh sách", f"B{row}", f"{code}{row}")
    return book


def faulty(code: str) -> Book:
    return unit(code).put("Danh sách", "D4", "?").put("Danh sách", "J5", 31)


@pytest.fixture
def pipeline(tmp_path, warehouse):
    found = Pipeline(tmp_path, warehouse, UNITS)
    found.send("A1.xlsx", unit("A", 19))
    found.send("A2.xlsx", faulty("A"), "2024-11-19 08:00")
    found.send("B.ods", unit("B").ods())
    found.send("C.xlsx", unit("C").put("Thông tin", "B7", 3))
    found.send("rac.xlsx", b"PK\x03\x04")
    return found


@pytest.mark.parametrize("point", ["landing", "reading", "storing", "settling", "between batches"])
@pytest.mark.fault(
    "Bị giết", "lấy, đọc, ghi, xếp bản, giữa hai đợt", "chạy lại cho đúng như không bị giết"
)
def test_a_worker_killed_at_any_point_leaves_nothing_that_a_rerun_does_not_put_right(
    pipeline, monkeypatch, point
):
    monkeypatch.setattr(landing, "BATCH_SIZE", 3)
    pipeline.run()
    undisturbed = pipeline.tables()
    files = landed(pipeline)
    with psycopg.connect(pipeline.settings.warehouse(), autocommit=True) as connection:
        connection.execute(
            "truncate core.receipt, core.submission, core.unit_year, mart.indicator, "
            "mart.completeness cascade"
        )
    for path in (pipeline.folder / "landing").iterdir():
        path.unlink()

    kill_worker(pipeline, point)
    pipeline.run()
    assert pipeline.tables() == undisturbed
    assert landed(pipeline) == files


def landed(pipeline: Pipeline) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (pipeline.folder / "landing").iterdir()}


def kill_worker(pipeline: Pipeline, point: str) -> None:
    settings = pipeline.settings
    worker = subprocess.Popen(
        [sys.executable, KILLED_WORKER, point, "2024"],
        env=os.environ
        | {
            "PYTHONPATH": str(Path(__file__).parents[3]),
            "DATA_DIR": str(settings.data_dir),
            "CATALOG_DIR": str(settings.catalog_dir),
            "WAREHOUSE_URL": settings.warehouse(),
            "PERSON_KEY_SECRET": "secret",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert worker.stdout
    assert b"here\n" in worker.stdout  # after its log lines
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()


def test_one_batch_or_many_give_the_same_tables(pipeline, monkeypatch):
    monkeypatch.setattr(landing, "BATCH_SIZE", 1)
    assert len(pipeline.run()) == 5
    assert pipeline.statuses() == {
        "A1.xlsx": ("superseded", 1),
        "A2.xlsx": ("partially_accepted", 2),
        "B.ods": ("accepted", 1),
        "C.xlsx": ("rejected", 1),
        "rac.xlsx": ("rejected", None),
    }


def test_files_of_another_year_wait_for_its_run(tmp_path, warehouse):
    pipeline = Pipeline(tmp_path, warehouse)
    pipeline.send("2022.xlsx", counts_report(), "2022-11-18 08:00")
    pipeline.send("2024.xlsx", report(3), "2024-11-18 08:00")
    assert pipeline.run(2024) == [{"accepted_with_warnings": 1, "of_other_years": 1}]
    assert set(pipeline.statuses()) == {"2024.xlsx"}
    assert pipeline.run(2024) == []  # it is known by now whose it is
    assert pipeline.run(2022) == [{"accepted": 1}]
    assert pipeline.statuses()["2022.xlsx"] == ("accepted", 1)


def test_the_very_first_files_may_all_be_of_another_year(tmp_path, warehouse):
    pipeline = Pipeline(tmp_path, warehouse)
    pipeline.send("2022.xlsx", counts_report(), "2022-11-18 08:00")
    assert pipeline.run(2024) == [{"of_other_years": 1}]


@pytest.mark.fault("Hai năm chạy cùng lúc", "đêm đầu tiên của kho", "cả hai xong, một khóa")
def test_the_first_nights_of_two_years_at_once_agree_on_one_secret(tmp_path, warehouse):
    settings = Pipeline(tmp_path, warehouse, UNITS).settings
    with ThreadPoolExecutor() as other, psycopg.connect(warehouse, autocommit=True) as watching:
        with lock(settings, 2023) as connection:
            load_secret(settings, connection)
            later = other.submit(_secret_of, settings, 2024)
            while not watching.execute(WAITING).fetchall():
                assert not later.done()
        assert later.result() == "secret"


def _secret_of(settings: Settings, year: int) -> str:
    with lock(settings, year) as connection:
        return load_secret(settings, connection)


@pytest.mark.fault(
    "Hai năm chạy cùng lúc", "ghi một tệp không rõ năm", "mỗi lỗi một lần, như khi chạy lần lượt"
)
def test_runs_of_two_years_judge_a_file_of_no_year_once(tmp_path, warehouse):
    found = Pipeline(tmp_path, warehouse, UNITS)
    found.send("rác đầu.xlsx", b"PK")
    found.run(2023)  # by now there is a table for all that the forms declare
    found.send("rac.xlsx", b"PK\x03\x04")
    settings, [[junk]] = found.settings, list_batches(found.settings, 2023)
    catalogue = load_catalogue(settings.catalog_dir)
    judged = judge_files(settings, catalogue, [junk])
    with ThreadPoolExecutor() as other, psycopg.connect(warehouse, autocommit=True) as watching:
        with lock(settings, 2023) as connection:
            store_apart(settings, connection, catalogue, judged)
            later = other.submit(take_in, settings, 2024, [junk])
            while not watching.execute(WAITING).fetchall():
                assert not later.done()
        assert later.result() == {"rejected": 1}
    assert found.findings() == [(name, "F01", None, None) for name in ("rac.xlsx", "rác đầu.xlsx")]


def test_the_same_bytes_again_are_ignored(pipeline):
    pipeline.run()
    before = pipeline.tables()
    pipeline.send("B-gửi lại.ods", (pipeline.inbox / "B.ods").read_bytes(), "2024-12-01 08:00")
    pipeline.send("C2.xlsx", (pipeline.inbox / "C.xlsx").read_bytes(), "2024-11-19 08:00")
    pipeline.run()
    assert pipeline.statuses()["B-gửi lại.ods"] == ("duplicate", None)
    assert pipeline.statuses()["C2.xlsx"] == ("duplicate", None)
    again = [line for line in pipeline.findings() if line[0] in ("B-gửi lại.ods", "C2.xlsx")]
    assert again == [("B-gửi lại.ods", "F08", None, None), ("C2.xlsx", "F08", None, None)]  # no F10
    after = pipeline.tables()
    for name in ("core.roster", "mart.indicator", "mart.completeness"):
        assert after[name] == before[name]


def test_a_duplicate_is_judged_again_when_another_turns_up_in_between(pipeline):
    """A2 twice; then a version received between them is found: the second A2 is a return to it."""
    twin = pipeline.send("A4.xlsx", (pipeline.inbox / "A2.xlsx").read_bytes(), "2024-11-21 08:00")
    pipeline.run()
    assert pipeline.statuses()[twin.name] == ("duplicate", None)
    pipeline.send("A3.xlsx", unit("A"), "2024-11-20 08:00")
    pipeline.run()
    statuses = pipeline.statuses()
    assert [statuses[f"A{n}.xlsx"] for n in (1, 2, 3, 4)] == [
        ("superseded", 1),
        ("superseded", 2),
        ("superseded", 3),
        ("partially_accepted", 4),
    ]
    found = [line[1:] for line in pipeline.findings() if line[0] == twin.name]
    assert found == [
        ("F10", None, None),
        ("Q04", "Danh sách", "J5"),
        ("R04", "Danh sách", "D4"),
    ]
    assert len(pipeline.table("core.roster")) == 19 + 20


def test_the_order_of_arrival_does_not_matter(pipeline, tmp_path):
    """The later file is taken in first; the earlier one, found afterwards, is superseded."""
    early = (pipeline.inbox / "A1.xlsx").read_bytes()
    (pipeline.inbox / "A1.xlsx").unlink()
    pipeline.run()
    assert pipeline.statuses()["A2.xlsx"] == ("partially_accepted", 1)
    pipeline.send("A1.xlsx", early)
    pipeline.run()
    assert pipeline.statuses()["A1.xlsx"] == ("superseded", 1)
    assert pipeline.statuses()["A2.xlsx"] == ("partially_accepted", 2)


def test_a_file_whose_unit_cannot_be_told_any_more_counts_no_longer(pipeline):
    """Judged again under a catalogue that renamed the unit; and once more under the old one."""
    pipeline.run()
    units = pipeline.settings.catalog_dir / "units.csv"
    before, text = pipeline.tables(), units.read_text()
    units.write_text(text.replace("Đơn vị B", "Đơn vị Bê"))
    load_catalogue.cache_clear()
    found = recheck_year(pipeline.settings, 2024, "đổi tên")
    aggregate(pipeline.settings, 2024)
    assert found["changed"] == ["B bản 1: accepted → rejected"]
    assert pipeline.statuses()["B.ods"] == ("rejected", None)
    assert ("B.ods", "F05", "Thông tin", "B4") in pipeline.findings()
    missing = pipeline.query("select status from mart.completeness where unit_code = 'B'")
    assert missing == [("missing",)]
    units.write_text(text)
    load_catalogue.cache_clear()
    recheck_year(pipeline.settings, 2024, "tên cũ")
    aggregate(pipeline.settings, 2024)
    assert pipeline.tables() == before
