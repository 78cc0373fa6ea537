"""What is wrong is told, a sentence each, with what to do; and nothing else is."""

import dataclasses
import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from steps.catalogue import load_catalogue
from steps.doctor import examination
from steps.doctor.examination import examine
from steps.intake.feedback import write_feedback
from steps.intake.landing import land
from steps.settings import Settings
from tests.inbox import Pipeline
from tests.workbooks import report

JULY = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)


@pytest.fixture
def office(tmp_path, warehouse, monkeypatch) -> Pipeline:
    monkeypatch.setattr(examination, "LEAST_FREE_GIGABYTES", 0)
    found = Pipeline(tmp_path, warehouse, {"VP": "Văn phòng Sở"})
    found.send("VP.xlsx", report())
    found.settings = dataclasses.replace(found.settings, person_key_secret=None)
    found.run()
    write_feedback(found.settings, 2024)
    return found


def wrong(settings: Settings, now: dt.datetime = JULY, **more: Any) -> list[str]:
    return [f"{c.title}: {c.told}" for c in examine(settings, now, **more) if not c.is_good]


def only(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def flip(path: Path) -> None:
    path.chmod(0o640)
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def publish(office: Pipeline) -> None:
    """A version on record whose only file is another than it was."""
    with psycopg.connect(office.settings.warehouse()) as connection:
        connection.execute(
            "insert into core.report (reporting_year, version, kind, inputs_hash, catalogue_hash, "
            "files, figures, basis, approved_by, approved_at, approval_reason) values (2024, 1, "
            "'published', 'a', 'b', '{\"bao-cao.docx\": \"c\"}', '{}', '{}', 'l', now(), '')"
        )


def older(office: Pipeline) -> None:
    with psycopg.connect(office.settings.warehouse()) as connection:
        connection.execute("update core.alembic_version set version_num = '0013'")


def spoil_catalogue(office: Pipeline) -> None:
    (office.settings.catalog_dir / "tasks.toml").write_text("x")
    load_catalogue.cache_clear()


FAULTS: dict[str, Callable[[Pipeline], object]] = {
    r"Kho tệp gốc: 1 tệp mất hoặc không còn đúng \(\w{64}\): chép lại": lambda office: flip(
        only(office.folder / "landing")
    ),
    r"Báo cáo đã công bố: 1 tệp .*\(reports/2024/v1/bao-cao.docx\): chép lại": publish,
    r"Phản hồi: 1 tệp .*\(feedback/2024/VP/v1.xlsx\): chạy thu báo cáo": lambda office: flip(
        office.folder / "feedback/2024/VP/v1.xlsx"
    ),
    r"Khóa bí mật: người khác đọc được .*person_key_secret: chạy chmod 600": lambda office: (
        office.folder / "person_key_secret"
    ).chmod(0o644),
    r"Khóa bí mật: PERSON_KEY_SECRET: khóa của kho dữ liệu này đã mất": lambda office: (
        office.folder / "person_key_secret"
    ).unlink(),
    r"Khóa bí mật: PERSON_KEY_SECRET: không phải khóa": lambda office: (
        office.folder / "person_key_secret"
    ).write_text("another"),
    r"Máy chủ kho dữ liệu: cấu trúc bản 0013, phần mềm cần bản \d{4}: chạy make up": older,
    r"Sổ đến: Sổ đến so-den.csv: dòng 3 không ứng với tệp nào trong thư mục; hãy sửa": (
        lambda office: office.send(
            "so-den.csv", b"tep,ngay_den\nVP.xlsx,18/11/2024\nVPx.xlsx,18/11/2024\n"
        )
    ),
    r"Danh mục: Danh mục sai: tệp tasks.toml": spoil_catalogue,
    r"Phục hồi: lần phục hồi bị cắt ngang": lambda office: (
        office.folder / "dang-phuc-hoi"
    ).mkdir(),
}


def test_a_sound_office_has_nothing_wrong(office):
    assert wrong(office.settings) == []
    assert len(list(examine(office.settings, JULY))) >= 9


@pytest.mark.parametrize("told", FAULTS)
def test_each_fault_is_told_alone_with_what_to_do(office, told):
    FAULTS[told](office)
    [line] = wrong(office.settings)
    assert re.match(told, line), line


def test_what_waits_and_what_is_overdue_is_told(office, monkeypatch):
    office.send("B.xlsx", b"abc")
    receipts = land(office.settings)
    with psycopg.connect(office.settings.warehouse()) as connection:
        for r in receipts:
            connection.execute(
                "insert into core.receipt (submission_id, source, sha256, received_at, "
                "arrival) values (%s, %s, %s, now(), 'modified') on conflict do nothing",
                [r.submission_id, r.source, r.sha256],
            )
    december = dt.datetime(2026, 12, 3, tzinfo=dt.UTC)
    assert wrong(office.settings, december) == [
        "Tệp chưa kiểm tra: 1 tệp: chạy thu báo cáo của năm đó",
        "Lịch: báo cáo năm 2026 lẽ ra công bố ngày 01/12/2026, hạn gửi 04/12/2026: "
        "chạy publish_report hoặc trả lời yêu cầu duyệt",
    ]


@pytest.mark.parametrize(
    ("is_paused", "ended", "told"),
    [
        ("false", "'2026-11-30 22:01+07'", None),
        ("false", "'2026-11-27 22:01+07'", "chưa xong từ 27/11/2026: xem make up có chạy không"),
        ("false", "null", "chưa xong lần nào: xem make up có chạy không"),
        ("true", "'2026-11-30 22:01+07'", "collect_submissions đang tắt trong đợt báo cáo"),
    ],
)
def test_nights_that_were_missed_are_told(office, empty_database, is_paused, ended, told):
    with psycopg.connect(empty_database) as airflow:
        airflow.execute("create table dag (dag_id text, is_paused boolean)")
        airflow.execute("create table dag_run (dag_id text, state text, end_date timestamptz)")
        airflow.execute(f"insert into dag values ('collect_submissions', {is_paused})")
        ended = f"insert into dag_run values ('collect_submissions', 'success', {ended})"
        airflow.execute(ended)
    now = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
    lines = wrong(office.settings, now, metadata_url=empty_database)
    assert len(lines) == (1 if told else 0)
    assert not told or told in lines[0]
    assert wrong(office.settings, JULY, metadata_url=empty_database) == []


def test_a_server_that_does_not_answer_is_one_line(office):
    gone = "postgresql://u:mat-khau@127.0.0.1:9/x"
    [line] = wrong(dataclasses.replace(office.settings, warehouse_url=gone))
    assert line.startswith("Máy chủ kho dữ liệu: WAREHOUSE_URL: không nối được tới")
    assert "mat-khau" not in line


def test_a_quick_look_sees_what_is_missing_not_what_is_altered(office):
    """And claims no more than it has seen."""
    flip(only(office.folder / "landing"))
    assert wrong(office.settings, deep=False) == []
    told = {check.title: check.told for check in examine(office.settings, JULY, deep=False)}
    assert told["Kho tệp gốc"].startswith("1 tệp của đơn vị, có đủ; nội dung chưa so")
    shutil.rmtree(office.folder / "landing")
    [line] = wrong(office.settings, deep=False)
    assert line.startswith("Kho tệp gốc: 1 tệp mất")


def test_before_the_first_run_nothing_is_wrong(tmp_path, monkeypatch):
    monkeypatch.setattr(examination, "LEAST_FREE_GIGABYTES", 0)
    assert wrong(Settings.from_env({"DATA_DIR": str(tmp_path / "var")})) == []
    assert not (tmp_path / "var").exists()
