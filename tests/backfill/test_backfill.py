"""Previous years on a real `make up`: an inbox of five years, published by backfill, each year as
it was; then again, and once more after one corrected file. Read from top to bottom: one story.

Unpausing publish_report lets Airflow start the last 1 December's run at once: its request waits
all the while, and nobody answers it.
"""

import copy
import dataclasses
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from render.form.noise import lay_out
from steps.campaign.blanks import workbook_bytes
from steps.campaign.sample import make_sample
from steps.catalogue import load_catalogue, load_year
from steps.settings import PROJECT, Settings
from steps.storage.files import write_file
from tests.airflow_up import Client, Up, free_port, wait_for
from tests.render.report.extract import html_rows, html_words
from transforms import figures
from transforms.sample.faults import Sent
from transforms.sample.reports import invent_reports

YEARS = (2021, 2022, 2023)
ROOTS = dict.fromkeys((2021, 2022, 2023, 2024), "STNMT") | {2025: "SNNMT"}
RUNS = {year: f"backfill__{year}-11-30T17:00:00+00:00" for year in YEARS}
BACKFILL = (
    "backfill create --dag-id publish_report --from-date 2021-01-01 --to-date 2023-12-31 "
    "--max-active-runs 3"
)
INDICATORS = ("CDHT", "KNS", "TCN")
pytestmark = [pytest.mark.airflow, pytest.mark.timeout(600)]


class Mailbox:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.port = free_port()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content)
        return "250 OK"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    server.start()
    yield mailbox
    server.stop()


@pytest.fixture(scope="module")
def up() -> Iterator[Up]:
    """One `make up` for the whole story, which knows whom to mail."""
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        settings = Settings.from_env({"DATA_DIR": folder})
        for year in ROOTS:
            make_sample(settings, year, Path(settings.inbox))
        up = Up(Path(folder), CLERK_EMAIL="van-thu@example.invalid").start()
        try:
            yield up
        finally:
            up.stop()


@pytest.fixture(scope="module")
def steward(up, mailbox) -> Client:
    steward, admin = up.client("steward"), up.client("admin")
    unsafe = '{"disable_ssl": true, "disable_tls": true, "from_email": "a@example.invalid"}'
    admin.call(
        "POST", "connections", connection_id="smtp_default", conn_type="smtp", host="127.0.0.1",
        port=mailbox.port, extra=unsafe,
    ).raise_for_status()  # fmt: skip
    steward.unpause("publish_report", "rehearse_report", "unlock_year")
    return steward


@pytest.fixture(scope="module")
def leader(up) -> Client:
    return up.client("leader")


# --- 2024 is published, and stays as it is through all that follows


@pytest.fixture(scope="module")
def year_2024(up, steward, leader) -> dict[str, Any]:
    publish(steward, leader, 2024)
    assert versions(up, 2024) == [1]
    return {"files": published(up, 2024), "figures": figures_of(up, 2024)}


# --- The backfill of 2021 to 2023, by Airflow's own command


@pytest.fixture(scope="module")
def waiting(up, steward, year_2024) -> dict[str, Any]:
    """What is seen while the approvals of the three years wait."""
    airflow(up, BACKFILL)
    requests = {year: steward.request(run_id, 240) for year, run_id in RUNS.items()}
    states = {
        year: steward.tasks("publish_report", run_id)["approve"]["state"]
        for year, run_id in RUNS.items()
    }
    pool = wait_for(lambda: idle(steward), "idle pool")
    return {"requests": requests, "states": states, "pool": pool}


@pytest.fixture(scope="module")
def backfilled(up, steward, leader, waiting) -> dict[int, dict[str, str]]:
    """The published files of each year, after the leader approved all three."""
    for run_id in RUNS.values():
        leader.settle(run_id, "Approve", reason="Đồng ý")
    for run_id in RUNS.values():
        assert steward.wait("publish_report", run_id)["state"] == "success"
    return {year: published(up, year) for year in YEARS}


def test_there_is_one_run_per_year(steward, waiting):
    found = steward.get("dags/publish_report/dagRuns?run_type=backfill")["dag_runs"]
    assert sorted(run["dag_run_id"] for run in found) == sorted(RUNS.values())


def test_approvals_wait_side_by_side_without_holding_slots(waiting):
    assert set(waiting["states"].values()) == {"awaiting_input"}
    assert waiting["pool"] == {"running_slots": 0, "queued_slots": 0, "open_slots": "all"}
    for year, request in waiting["requests"].items():
        assert request["subject"] == f"Duyệt báo cáo năm {year}, phiên bản 1"
        assert "Phiên bản đầu tiên của năm" in request["body"]


def test_each_year_is_published_as_version_1(up, backfilled):
    for year in YEARS:
        assert versions(up, year) == [1]
        recorded = up.query("select files from core.report where reporting_year = %s", year)[0][0]
        assert backfilled[year] == {f"v1/{name}": digest for name, digest in recorded.items()}
    approvals = up.query("select distinct approved_by, approval_reason from core.report")
    assert ("leader", "Đồng ý") in approvals


def test_the_reports_say_what_the_marts_say(up, backfilled):
    """Also of the year before: it was collected first, in whatever order the runs started."""
    for year in YEARS:
        table = {row[0]: row for row in html_rows(page(up, year), "Mục tiêu")}.values()
        now, before = root_counts(up, year), root_counts(up, year - 1)
        for row, indicator in zip(table, INDICATORS, strict=True):
            numerator, denominator = now[indicator]
            assert row[2] == f"{numerator}/{denominator}"
            assert row[3] == figures.rate(numerator, denominator)
            assert row[4].endswith("%") if before else row[4] == "–"  # of the units of both years


def test_each_year_has_the_units_of_its_time(up, backfilled):
    """The mapping division was merged on 01/04/2023; nobody had heard of the successor yet."""
    merged, never = "Phòng Đo đạc, Bản đồ", "Chi cục Thủy lợi"
    for year, count in {2021: 13, 2022: 13, 2023: 12}.items():
        names = [row[1] for row in html_rows(page(up, year), "Đơn vị")]
        assert (merged in names, never in names) == (year < 2023, False)
        reporting = up.query(
            "select name from core.unit_year where reporting_year = %s and is_expected", year
        )
        assert len(reporting) == count
        assert {name for (name,) in reporting} <= set(names)


def test_each_year_has_the_name_and_the_targets_of_its_time(up, backfilled):
    targets = {
        2021: [("–", "–")] * 3,
        2022: [
            ("2025", "60%"), ("2030", "80%"), ("2025", "70%"), ("2030", "90%"), ("2025", "60%"),
            ("2030", "80%"),
        ],
    }  # fmt: skip
    for year in YEARS:
        words = " ".join(html_words(page(up, year)))
        assert words.startswith("UBND TỈNH LẠNG SƠN SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG ")
        assert "BC-STNMT" in words
        assert "Nông nghiệp" not in words
        adopted = [(row[1], row[6]) for row in html_rows(page(up, year), "Mục tiêu")]
        assert adopted == targets.get(year, targets[2022])
    assert set(targets_in_marts(up, 2021)) == {None}
    assert set(targets_in_marts(up, 2022)) == {60, 70}


# --- The same backfill again


def test_the_same_backfill_changes_nothing_and_asks_nobody(up, steward, backfilled):
    before = everything_said(up, *YEARS)
    wait_for(lambda: not active_backfills(steward), "end of the first backfill")
    earlier = {year: ended(steward, run_id) for year, run_id in RUNS.items()}
    airflow(up, f"{BACKFILL} --reprocess-behavior completed")
    for year, run_id in RUNS.items():
        run = rerun(steward, run_id, earlier[year])
        said = f"Năm {year}: không có gì thay đổi so với phiên bản 1"
        assert (run["state"], run["note"]) == ("success", said)
        assert steward.tasks("publish_report", run_id)["approve"]["state"] == "skipped"
    assert everything_said(up, *YEARS) == before


# --- One corrected file of 2022


CORRECTED, MORE = "PTQD", 2


@pytest.fixture(scope="module")
def held(up, steward, backfilled) -> dict[str, dict[str, str]]:
    """The differences that the correction must make: two more title holders in one unit.

    By indicator and unit: the figure before and after.
    """
    before = everything_said(up, *YEARS)
    expected = {}
    for unit in (CORRECTED, "KDV", "STNMT"):
        for indicator in ("CDHT", "KNS", "TCN_T"):
            numerator, denominator = counts(up, 2022, unit)[indicator]
            now = (
                (numerator + MORE, denominator)
                if indicator == "CDHT"
                else (numerator, denominator + MORE)
            )
            expected[indicator, unit] = (shown(numerator, denominator), shown(*now))
    put_correction(Settings.from_env({"DATA_DIR": str(up.data_dir)}), 2022)
    run_id = steward.trigger("collect_submissions", year=2022)
    assert steward.wait("collect_submissions", run_id)["state"] == "success"
    assert everything_said(up, *YEARS) == before
    return expected


def test_the_correction_is_held(up, held):
    waiting = "select unit_code, reporting_year from core.submission where status = 'held'"
    assert up.query(waiting) == [(CORRECTED, 2022)]


def test_a_backfill_can_be_asked_what_it_would_change(up, steward, held):
    """By REST, of one year; as if a steward had unlocked it."""
    before = whole_warehouse(up), files(up.data_dir / "reports"), files(up.data_dir / "landing")
    answer = steward.call(
        "POST", "backfills", dag_id="rehearse_report", from_date="2022-01-01T00:00:00Z",
        to_date="2022-12-31T00:00:00Z", max_active_runs=1,
        dag_run_conf={"assume_unlocked": True},
    )  # fmt: skip
    assert answer.ok, answer.text
    run = steward.wait("rehearse_report", RUNS[2022])
    assert run["state"] == "success"
    assert run["note"] == (
        f"Năm 2022, nếu chạy: 0 tệp mới, {len(held)} số thay đổi; chưa có gì bị đổi"
    )
    changes = returned(steward, "rehearse_report", RUNS[2022], "rehearse_year")
    told = {(c["indicator"], c["unit"]): (c["before"], c["after"]) for c in changes}
    assert told == held
    assert all(change["cause"].startswith(f"{CORRECTED} bản 2 ") for change in changes)
    now = whole_warehouse(up), files(up.data_dir / "reports"), files(up.data_dir / "landing")
    assert now == before


@pytest.fixture(scope="module")
def candidate(up, steward, held, backfilled) -> dict[str, Any]:
    """After the unlock, the backfill of all three years by REST: who is asked for approval."""
    before = everything_said(up, 2021, 2023)
    run_id = steward.trigger("unlock_year", year=2022, reason="Đơn vị đính chính")
    assert steward.wait("unlock_year", run_id)["state"] == "success"
    wait_for(lambda: not active_backfills(steward), "end of the second backfill")
    earlier = {year: ended(steward, run_id) for year, run_id in RUNS.items()}
    answer = steward.call(
        "POST", "backfills", dag_id="publish_report", from_date="2021-01-01T00:00:00Z",
        to_date="2023-12-31T00:00:00Z", max_active_runs=3, reprocess_behavior="completed",
    )  # fmt: skip
    assert answer.ok, answer.text
    notes = {year: rerun(steward, RUNS[year], earlier[year])["note"] for year in (2021, 2023)}
    request = steward.request(RUNS[2022])
    return {"before": before, "notes": notes, "request": request}


def test_exactly_2022_gets_a_candidate_with_exactly_the_differences(up, held, candidate):
    assert candidate["notes"] == {
        year: f"Năm {year}: không có gì thay đổi so với phiên bản 1" for year in (2021, 2023)
    }
    assert candidate["request"]["subject"] == "Duyệt báo cáo năm 2022, phiên bản 2"
    body = candidate["request"]["body"]
    assert f"**So với phiên bản 1, {len(held)} số thay đổi:**" in body
    head = "| Chỉ tiêu | Đơn vị | Trước | Nay | Do |\n|---|---|---|---|---|\n"
    table = body.partition(head)[2].partition("\n\n")[0].splitlines()
    rows = [line.strip("| ").split(" | ") for line in table]
    names = dict(up.query("select unit_code, name from core.unit_year where reporting_year = 2022"))
    of_2022 = load_year(PROJECT / "catalog", 2022)
    titles = {indicator.code: indicator.short for indicator in of_2022.indicators}
    assert {(row[0], row[1]): (row[2], row[3]) for row in rows} == {
        (titles[indicator], names[unit]): change for (indicator, unit), change in held.items()
    }
    assert len(rows) == len(held)
    assert all(row[4].startswith(f"{CORRECTED} bản 2 (mã ") for row in rows)


def test_after_its_approval_2022_has_version_2_and_no_other_year_has(
    up, steward, leader, held, candidate, backfilled
):
    leader.settle(RUNS[2022], "Approve", reason="Đã đối chiếu")
    assert steward.wait("publish_report", RUNS[2022])["state"] == "success"
    assert {year: versions(up, year) for year in YEARS} == {2021: [1], 2022: [1, 2], 2023: [1]}
    assert everything_said(up, 2021, 2023) == candidate["before"]
    files_2022 = published(up, 2022)
    assert {name: files_2022[name] for name in backfilled[2022]} == backfilled[2022]
    numerator, denominator = root_counts(up, 2022)["CDHT"]
    assert shown(numerator, denominator) == held["CDHT", "STNMT"][1]
    assert html_rows(page(up, 2022, "v2"), "Mục tiêu")[0][2] == f"{numerator}/{denominator}"


# --- The successor's first year, and 2024 after everything


def test_the_2025_report_is_the_successors(up, steward, candidate):
    run_id = steward.trigger("collect_submissions", year=2025)
    assert steward.wait("collect_submissions", run_id)["state"] == "success"
    draft = page(up, 2025, "draft")
    words = " ".join(html_words(draft))
    assert words.startswith("UBND TỈNH LẠNG SƠN SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG ")
    assert "BC-SNNMT" in words
    names = [row[1] for row in html_rows(draft, "Đơn vị")]
    assert "Chi cục Thủy lợi" in names
    assert "Phòng Khoáng sản, Tài nguyên nước" not in names
    trend = html_rows(draft, "Cơ quan báo cáo")
    assert [(int(row[0]), row[1].partition(" và ")[0], row[3]) for row in trend] == [
        (year, issuer, figures.rate(*root_counts(up, year)["CDHT"]))
        for year, issuer in zip(ROOTS, [*["Sở Tài nguyên"] * 4, "Sở Nông nghiệp"], strict=True)
    ]


def test_2024_is_as_it_was_before_all_this(up, year_2024, backfilled, candidate):
    assert versions(up, 2024) == [1]
    assert published(up, 2024) == year_2024["files"]
    assert figures_of(up, 2024) == year_2024["figures"]


def test_nobody_was_mailed(up, mailbox, candidate):
    assert mailbox.mails == []
    assert not (up.data_dir / "outbox" / "van-thu").exists()


# --- What stewards do


def airflow(up: Up, arguments: str) -> None:
    """`make airflow ARGS='…'`."""
    done = subprocess.run(
        [sys.executable, "-m", "commands.airflow_cli"], cwd=PROJECT,
        env=up.env | {"ARGS": arguments}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def publish(steward: Client, leader: Client, year: int) -> None:
    run_id = steward.trigger("publish_report", year=year)
    steward.request(run_id)
    leader.settle(run_id, "Approve")
    assert steward.wait("publish_report", run_id)["state"] == "success"


def put_correction(settings: Settings, year: int) -> None:
    """The unit's workbook once more, a month later, with two more title holders."""
    reports = invent_reports(load_catalogue(settings.catalog_dir), year)
    codes = [report.unit.unit_code for report in reports]
    position = codes.index(CORRECTED)
    data = copy.deepcopy(reports[position].data)
    largest = max(data["headcount"][:-1], key=lambda row: row["total_count"])
    for row in (largest, data["headcount"][-1]):
        row["recognised_count"] += MORE
    sent = Sent(dataclasses.replace(reports[position], data=data))
    path = Path(settings.inbox) / f"{CORRECTED} {year} đính chính.xlsx"
    write_file(path, workbook_bytes(lay_out(sent, position)))
    later = time.mktime((year, 12, 20, 9, 0, 0, 0, 0, 0))
    os.utime(path, (later, later))


# --- What can be seen of a run


def idle(steward: Client) -> dict[str, Any] | None:
    """The pool's slots once no task runs or is about to."""
    pool = steward.get("pools/default_pool")
    if pool["running_slots"] or pool["queued_slots"]:
        return None
    is_open = pool["open_slots"] == pool["slots"]
    found = {key: pool[key] for key in ("running_slots", "queued_slots")}
    return found | {"open_slots": "all" if is_open else pool["open_slots"]}


def active_backfills(steward: Client) -> list[object]:
    found = steward.get("backfills?dag_id=publish_report")["backfills"]
    return [each for each in found if each["completed_at"] is None]


def ended(steward: Client, run_id: str) -> str:
    return steward.run("publish_report", run_id)["end_date"]


def rerun(steward: Client, run_id: str, earlier: str) -> dict[str, Any]:
    """The run once it has ended again."""

    def again() -> dict[str, Any] | None:
        run = steward.run("publish_report", run_id)
        is_over = run["state"] in ("success", "failed") and run["end_date"] not in (None, earlier)
        return run if is_over else None

    return wait_for(again, f"end of {run_id}", 240)


def returned(steward: Client, dag_id: str, run_id: str, task_id: str) -> Any:
    run = run_id.replace("+", "%2B").replace(":", "%3A")
    path = f"dags/{dag_id}/dagRuns/{run}/taskInstances/{task_id}/xcomEntries/return_value"
    return steward.get(f"{path}?deserialize=false&stringify=false")["value"]


# --- What can be seen of a year


def page(up: Up, year: int, edition: str = "v1") -> Path:
    return up.data_dir / "reports" / str(year) / edition / "bao-cao.html"


def files(folder: Path) -> dict[str, str]:
    """Every file by its path, with its hash."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }


def published(up: Up, year: int) -> dict[str, str]:
    """The files of a year's versions."""
    found = files(up.data_dir / "reports" / str(year))
    return {name: digest for name, digest in found.items() if name.startswith("v")}


def versions(up: Up, year: int) -> list[int]:
    rows = up.query(
        "select version from core.report where reporting_year = %s order by version", year
    )
    return [version for (version,) in rows]


def figures_of(up: Up, year: int) -> list[tuple[Any, ...]]:
    return up.query("select * from mart.indicator where reporting_year = %s order by 1, 2, 3", year)


def everything_said(up: Up, *years: int) -> list[object]:
    """What the years say: files, versions and figures, and that they are closed."""
    return [
        (year, published(up, year), versions(up, year), figures_of(up, year), state(up, year))
        for year in years
    ]


def state(up: Up, year: int) -> str:
    return up.query("select state from core.year_state where reporting_year = %s", year)[0][0]


def counts(up: Up, year: int, unit_code: str) -> dict[str, tuple[int, int]]:
    rows = up.query(
        "select indicator_code, numerator, denominator from mart.indicator "
        "where reporting_year = %s and unit_code = %s",
        year,
        unit_code,
    )
    return {code: (numerator, denominator) for code, numerator, denominator in rows}


def root_counts(up: Up, year: int) -> dict[str, tuple[int, int]]:
    return counts(up, year, ROOTS.get(year, ""))


def targets_in_marts(up: Up, year: int) -> list[float | None]:
    rows = up.query(
        "select distinct target_pct from mart.indicator where reporting_year = %s "
        "and indicator_code in ('CDHT', 'KNS', 'TCN')",
        year,
    )
    return [target for (target,) in rows]


def shown(numerator: int, denominator: int) -> str:
    return f"{numerator}/{denominator} = {figures.rate(numerator, denominator)}"


def whole_warehouse(up: Up) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    tables = up.query(
        "select format('%%I.%%I', table_schema, table_name) from information_schema.tables "
        "where table_schema in ('core', 'mart') order by 1"
    )
    return {name: sorted(up.query(f"select * from {name}"), key=repr) for (name,) in tables}
