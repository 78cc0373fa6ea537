"""The machine's failure is never the unit's: killed readers, lost landing files, unread inboxes."""

import dataclasses
import os
import signal
import stat
import sys
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from steps.intake.landing import land
from steps.intake.reading import children
from steps.storage import entries
from steps.storage.files import clear_parts, put_in_place
from steps.storage.folder import LocalFile
from steps.year.decisions import recheck_year
from tests.inbox import Pipeline
from tests.workbooks import report
from transforms.errors import SettingError, SystemFault

KILLED_READER = str(Path(__file__).parent / "reading" / "killed_reader.py")
ACCEPTED = {"A.xlsx": ("accepted_with_warnings", 1)}


@pytest.fixture
def pipeline(tmp_path, warehouse):
    found = Pipeline(tmp_path, warehouse, {"A": "Đơn vị A"})
    book = report(3, **{"Mã đơn vị": "A", "Tên đơn vị": "Đơn vị A", "Tổng số người": 3})
    found.send("A.xlsx", book.put("Hoạt động", "F4", None).put("Danh sách", "J5", 31))
    return found


def the_landed(pipeline: Pipeline) -> Path:
    (path,) = (pipeline.folder / "landing").iterdir()
    return path


@pytest.fixture
def killed(monkeypatch, tmp_path):
    """A reader that is killed from outside the first N times it has a file to read."""

    def times(number: int) -> None:
        tally = tmp_path / "kills"
        tally.write_text("x" * number)
        monkeypatch.setattr(children, "CHILD", (sys.executable, KILLED_READER, str(tally)))
        monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
        monkeypatch.setattr(children, "PAUSE_SECONDS", 0)

    return times


@pytest.mark.fault(
    "Tiến trình đọc tệp bị giết vài lần", "đọc tệp", "đọc lại riêng tệp ấy; không ai bị trả lại"
)
def test_a_reader_killed_from_outside_is_tried_again(pipeline, killed):
    killed(2)
    pipeline.run()
    assert pipeline.statuses() == ACCEPTED


@pytest.mark.fault(
    "Tiến trình đọc tệp lần nào cũng bị giết",
    "đọc tệp",
    "dừng bằng một dòng; lượt sau nhận như thường",
)
def test_a_reader_killed_every_time_judges_nobody(pipeline, killed):
    killed(100)
    with pytest.raises(SystemFault, match=f"tín hiệu {int(signal.SIGKILL)}"):
        pipeline.run()
    assert pipeline.statuses() == {}
    killed(0)
    pipeline.run()
    assert pipeline.statuses() == ACCEPTED


@pytest.mark.fault(
    "Tiến trình đọc tệp không khởi động được", "đọc tệp", "dừng bằng một dòng; không ai bị trả lại"
)
def test_readers_that_cannot_start_judge_nobody(pipeline, monkeypatch):
    monkeypatch.setattr(children, "CHILD", (sys.executable, "-c", "raise ImportError"))
    monkeypatch.setattr(children, "PAUSE_SECONDS", 0)
    with pytest.raises(SystemFault, match="không khởi động được"):
        pipeline.run()
    assert pipeline.statuses() == {}


def damage(path: Path, kind: str) -> None:
    if kind == "missing":
        path.unlink()
    else:
        path.chmod(0o640)
        path.write_bytes(path.read_bytes()[:-1] + b"?")


@pytest.mark.parametrize("kind", ["missing", "damaged"])
@pytest.mark.fault(
    "Tệp gốc mất, hỏng",
    "kiểm tra lại",
    "lấy lại từ hộp thư đến; không còn ở đó thì dừng bằng một dòng, số liệu giữ nguyên",
)
def test_a_lost_landing_file_is_landed_again_or_told_and_rejects_nobody(pipeline, kind):
    pipeline.run()
    before, path = pipeline.tables(), the_landed(pipeline)
    content = path.read_bytes()
    damage(path, kind)
    assert recheck_year(pipeline.settings, 2024, "thử")["changed"] == []
    assert path.read_bytes() == content
    damage(path, kind)
    (pipeline.inbox / "A.xlsx").unlink()
    with pytest.raises(SystemFault, match=f"Kho tệp gốc: tệp {path.name} bị "):
        recheck_year(pipeline.settings, 2024, "thử")
    assert pipeline.tables() == before


@pytest.mark.fault("Tệp gốc hỏng", "lấy tệp mới", "thay bằng đúng bản trong hộp thư đến")
def test_a_damaged_landing_file_is_replaced_by_the_same_bytes_in_the_inbox(pipeline):
    land(pipeline.settings)
    damage(the_landed(pipeline), "damaged")
    land(pipeline.settings)
    assert the_landed(pipeline).read_bytes() == (pipeline.inbox / "A.xlsx").read_bytes()


def refuse(monkeypatch, work: str, bad: Path, error: OSError) -> None:
    """As root every mode may be read: let the system call itself refuse."""
    real = getattr(Path, work)

    def call(self, *args, **options):
        if self == bad:
            raise error
        return real(self, *args, **options)

    monkeypatch.setattr(Path, work, call)


@pytest.mark.parametrize("work", ["open", "stat"])
@pytest.mark.fault("Không có quyền đọc một tệp", "lấy tệp mới", "ghi một dòng; nhận ở lượt sau")
def test_an_unreadable_file_is_told_and_taken_later(pipeline, monkeypatch, caplog, work):
    bad = pipeline.send("phòng/B.xlsx", b"abc")
    refuse(monkeypatch, work, bad, PermissionError(13, "Permission denied"))
    assert [receipt.source for receipt in land(pipeline.settings)] == ["A.xlsx"]
    assert f"trong {pipeline.inbox}/phòng (Permission denied)" in caplog.text
    assert len(list((pipeline.folder / "landing").iterdir())) == 1  # no empty file landed
    monkeypatch.undo()
    assert len(land(pipeline.settings)) == 2


def fail_listing(monkeypatch, folder: Path, error: int) -> None:
    real = os.scandir

    def scandir(path):
        if Path(path) == folder:
            raise OSError(error, os.strerror(error), str(folder))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)


@pytest.mark.fault(
    "Không có quyền đọc một thư mục con", "lấy tệp mới", "ghi một dòng; nhận ở lượt sau"
)
def test_an_unreadable_subfolder_is_told_and_taken_later(pipeline, monkeypatch, caplog):
    pipeline.send("phòng/B.xlsx", b"abc")
    fail_listing(monkeypatch, pipeline.inbox / "phòng", 13)
    assert [receipt.source for receipt in land(pipeline.settings)] == ["A.xlsx"]
    assert f"trong {pipeline.inbox}/phòng (Permission denied)" in caplog.text
    monkeypatch.undo()
    assert len(land(pipeline.settings)) == 2


@pytest.mark.parametrize(("where", "error"), [("", 13), ("phòng", 116), ("phòng", 5)])
@pytest.mark.fault(
    "Hộp thư đến không liệt kê được (quyền, ổ mạng, lỗi đĩa)",
    "lấy tệp mới",
    "dừng bằng một dòng có tên thư mục",
)
def test_an_inbox_that_cannot_be_listed_stops_the_run(pipeline, monkeypatch, where, error):
    pipeline.send("phòng/B.xlsx", b"abc")
    fail_listing(monkeypatch, pipeline.inbox / where, error)
    with pytest.raises(entries.Unreachable, match=str(pipeline.inbox)):
        land(pipeline.settings)


@pytest.mark.fault(
    "Hộp thư đến bị tháo ra", "giữa lúc lấy tệp", "dừng bằng một dòng; không coi là trống"
)
def test_an_inbox_that_goes_away_in_the_middle_stops_the_run(pipeline, monkeypatch):
    real = LocalFile.state

    def state(self):
        if pipeline.inbox.exists():
            pipeline.inbox.rename(pipeline.folder / "elsewhere")
            pipeline.inbox.mkdir()  # the empty folder below a mount
        return real(self)

    monkeypatch.setattr(LocalFile, "state", state)
    with pytest.raises(entries.Unreachable, match="biến mất"):
        land(pipeline.settings)


def test_an_inbox_found_at_another_place_brings_no_file_again(pipeline):
    pipeline.run()
    before = pipeline.tables()
    moved = pipeline.inbox.rename(pipeline.folder / "mounted elsewhere")
    pipeline.settings = type(pipeline.settings)(**vars(pipeline.settings) | {"inbox": str(moved)})
    assert pipeline.run() == []
    assert pipeline.tables() == before


def test_receipts_of_earlier_versions_are_the_same_receipts(pipeline):
    pipeline.run()
    with psycopg.connect(pipeline.settings.warehouse()) as connection:
        connection.execute("update core.receipt set source = %s", [str(pipeline.inbox / "A.xlsx")])
    assert pipeline.run() == []
    assert pipeline.query("select source from core.receipt") == [("A.xlsx",)]


@pytest.mark.fault(
    "Khóa mã cán bộ mất, hay bị thay", "mọi lượt", "dừng bằng một dòng; không tạo khóa mới"
)
def test_a_lost_secret_is_told_and_never_replaced(pipeline):
    pipeline.settings = dataclasses.replace(pipeline.settings, person_key_secret=None)
    pipeline.run()
    secret = pipeline.folder / "person_key_secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    kept = secret.rename(pipeline.folder / "elsewhere")
    with pytest.raises(SettingError, match="khóa của kho dữ liệu này đã mất"):
        pipeline.run()
    assert not secret.exists()
    kept.rename(secret)
    assert pipeline.run() == []
    secret.write_text("another")
    with pytest.raises(SettingError, match="không phải khóa mà kho dữ liệu này đã dùng"):
        pipeline.run()


@pytest.mark.fault("Tệp ghi dở do máy tắt ngang", "lượt sau", "dọn sạch")
def test_what_crashes_left_in_our_folders_is_cleared(pipeline):
    for place in ("feedback/2024/A/.v1.xlsx.x.part", "reports/2024/draft/.bao-cao.docx.x.part",
                  "outbox/A/.phan-hoi.xlsx.x.part", ".person_key_secret.x.part"):  # fmt: skip
        (pipeline.folder / place).parent.mkdir(parents=True, exist_ok=True)
        (pipeline.folder / place).write_bytes(b"half")
    land(pipeline.settings)
    assert list(pipeline.folder.rglob("*.part")) == []


def test_a_file_is_whole_or_not_there_and_what_a_crash_left_is_cleared(tmp_path):
    with suppress(ZeroDivisionError), put_in_place(tmp_path / "x") as stream:
        stream.write(b"half")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    left = tmp_path / ".x.123.part"
    left.write_bytes(b"half")
    with put_in_place(tmp_path / "y", mode=0o440) as stream:
        assert clear_parts(tmp_path) == 1  # not the one that is being written
        stream.write(b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["y"]
    assert stat.S_IMODE((tmp_path / "y").stat().st_mode) == 0o440
