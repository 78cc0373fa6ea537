"""All that is held on one person, rejected files included, and who looked; nothing on others."""

import datetime as dt
import io
import os
import stat
import subprocess
import sys

import openpyxl
import pytest

from steps.desk.access import note_access
from steps.privacy.export import export_person
from tests.conftest import PROJECT
from tests.inbox import Pipeline
from tests.workbooks import report

TODAY = dt.date(2026, 11, 27)
LIST = "Danh sách"


@pytest.fixture
def office(tmp_path, warehouse) -> Pipeline:
    """Two versions that hold HS77, the first with a finding in its row; one rejected file, too."""
    found = Pipeline(tmp_path, warehouse, {"VP": "Văn phòng Sở"})
    book = report().put(LIST, "B5", "HS77").put(LIST, "J5", 31)
    found.send("1.xlsx", book)
    found.send("2.xlsx", book.put(LIST, "J5", 4), "2024-11-19 08:00")
    found.send("3.xlsx", book.put("Thông tin", "B3", "KHONGCO"), "2024-11-20 08:00")
    found.send("khác.xlsx", report().put(LIST, "C4", "Người khác"), "2024-11-10 08:00")
    found.run()
    return found


def pages(path) -> dict[str, list[list[object]]]:
    """Each sheet's rows below its title and heads."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return {page.title: [list(row) for row in page.iter_rows(min_row=3, values_only=True)]
            for page in book}  # fmt: skip


def export(office: Pipeline, code: str):
    return export_person(office.settings, code, "máy chủ: nv", TODAY, office.folder / "exports")


def test_rows_originals_findings_and_looks_of_one_person(office):
    ((sha256,),) = office.query("select sha256 from core.receipt where source = '1.xlsx'")
    note_access(office.settings, "steward", "look", {"sha256": sha256})
    path = export(office, " hs77 ")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = pages(path)
    stored = {(row[2], row[5], row[6]) for row in found["Kho dữ liệu"]}
    assert stored == {(version, "roster_row", 5) for version in (2, 3)}
    originals = found["Tệp của đơn vị"]
    assert {row[1] for row in originals} == {"VP", None}  # the rejected one's unit is not told
    assert len({row[4] for row in originals}) == 3
    assert {row[6] for row in originals if row[7] == "HS77"} == {"B5"}
    assert all(str(row[6])[1:] == "5" for row in originals)
    assert "Người khác" not in str(found)
    assert {row[7][1:] for row in found["Lỗi đã báo"]} == {"5"}
    assert [row[1:3] for row in found["Ai đã xem"]] == [["steward", "look"]]
    noted = office.query("select actor, sha256 from core.access_log where action = 'export'")
    assert len(noted) == 3
    assert {actor for actor, _ in noted} == {"máy chủ: nv"}
    assert "export" in {row[2] for row in pages(export(office, "HS77"))["Ai đã xem"]}


def test_of_whom_nothing_is_held_nothing_is_written(office):
    assert export(office, "HS99") is None
    assert not (office.folder / "exports").exists()
    assert office.query("select count(*) from core.access_log") == [(0,)]


def test_the_commands(office):
    def command(name: str, **settings: str) -> tuple[int, str]:
        env = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        env |= {
            "DATA_DIR": str(office.folder),
            "WAREHOUSE_URL": office.settings.warehouse(),
            "CATALOG_DIR": str(office.settings.catalog_dir),
            "PERSON_KEY_SECRET": "secret",
        }
        done = subprocess.run(
            [sys.executable, "-m", f"commands.safety.{name}"], cwd=PROJECT, text=True,
            env=env | settings, capture_output=True,
        )  # fmt: skip
        assert done.stderr == ""
        assert "HS77" not in done.stdout
        assert "[info" not in done.stdout
        return done.returncode, done.stdout.splitlines()[-1]

    assert command("export") == (1, "PERSON: hãy ghi mã cán bộ, ví dụ PERSON=CB0123")
    status, line = command("export", PERSON="HS77")
    assert (status, line.startswith(f"Đã trích: {office.folder}/exports/trich-xuat-")) == (0, True)
    assert command("export", PERSON="HS99") == (0, "Không giữ gì về mã này.")
    status, line = command("purge")
    assert (status, line) == (0, "Không có gì hết thời hạn lưu.")
    status, line = command("purge", REASON="?")
    assert (status, line.startswith("Lý do: hãy viết rõ")) == (1, True)
    status, line = command("doctor")
    assert (status, line) == (0, "Mọi thứ đều ổn.")
    next((office.folder / "landing").iterdir()).unlink()
    assert command("doctor") == (1, "Có 1 điều phải xử lý.")
