"""INBOX and OUTBOX as folder, SFTP and S3, the latter two against real servers on loopback."""

import dataclasses
import json
import os
import time
from hashlib import sha256
from pathlib import Path

import pytest

from steps.intake.landed import landed
from steps.intake.landing import land
from steps.settings import Settings
from steps.storage.entries import Unreachable
from steps.storage.remote import open_store
from steps.storage.source import deliver, is_delivered, list_files
from tests.inbox import Pipeline
from tests.steps.storage.servers import free_port, s3_server, sftp_server
from tests.workbooks import report

UNITS = {"A": "Đơn vị A", "B": "Đơn vị B"}
RECEIVED = 1731891600  # 2024-11-18 08:00 in Vietnam


@pytest.fixture(autouse=True)
def fresh_stores():
    open_store.cache_clear()
    yield
    open_store.cache_clear()


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "sent"
    path.mkdir()
    return path


class Remote:
    """A remote place as a test sees it: its address, and how to put, list and stop."""

    def __init__(self, address, put, names):
        self.address, self.put, self.names = address, put, names


@pytest.fixture
def sftp(folder, tmp_path, monkeypatch):
    port = free_port()
    known_hosts = tmp_path / "known_hosts"

    def put(name: str, content: bytes) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (RECEIVED, RECEIVED))

    def names() -> dict[str, bytes]:
        found = [p for p in folder.rglob("*") if p.is_file()]
        return {str(p.relative_to(folder)): p.read_bytes() for p in found}

    connection = {
        "conn_type": "sftp", "host": "127.0.0.1", "port": port, "login": "so",
        "password": "mat-khau", "extra": {"known_hosts": str(known_hosts)},
    }  # fmt: skip
    monkeypatch.setenv("AIRFLOW_CONN_KHO", json.dumps(connection))
    with sftp_server(folder, port) as host_key:
        known_hosts.write_text(host_key)
        yield Remote("sftp://kho@may-chu", put, names)


@pytest.fixture
def s3(monkeypatch):
    with s3_server("thung") as (address, client):

        def put(name: str, content: bytes) -> None:
            client.put_object(Bucket="thung", Key=name, Body=content)

        def names() -> dict[str, bytes]:
            keys = [o["Key"] for o in client.list_objects_v2(Bucket="thung").get("Contents", ())]
            return {k: client.get_object(Bucket="thung", Key=k)["Body"].read() for k in keys}

        connection = {
            "conn_type": "aws", "login": "so", "password": "mat-khau",
            "extra": {"endpoint_url": address, "region_name": "us-east-1"},
        }  # fmt: skip
        monkeypatch.setenv("AIRFLOW_CONN_KHO", json.dumps(connection))
        yield Remote("s3://kho@thung", put, names)


@pytest.fixture(params=["sftp", "s3"])
def remote(request):
    return request.getfixturevalue(request.param)


def unit(code: str):
    changed = {"Mã đơn vị": code, "Tên đơn vị": UNITS[code], "Tổng số người": 3}
    return report(3, **changed).put("Hoạt động", "F4", None).put("Danh sách", "B4", f"{code}1")


def send_all(remote: Remote) -> None:
    remote.put("den/A.xlsx", unit("A").xlsx())
    remote.put("den/sâu/hơn/Báo cáo #2 (B)?.ods", unit("B").ods())
    remote.put("den/rỗng.xlsx", b"")
    for passed_over in ("den/~$A.xlsx", "den/.an/x.xlsx", "den/sâu/Thumbs.db", "khac/C.xlsx"):
        remote.put(passed_over, b"x")


# --- remote inboxes


def test_a_remote_inbox_is_read_like_a_folder(remote, tmp_path, warehouse):
    send_all(remote)
    before = remote.names()
    pipeline = Pipeline(tmp_path / "here", warehouse, UNITS)
    pipeline.settings = dataclasses.replace(
        pipeline.settings, inbox=f"{remote.address}/den", is_inbox_given=True
    )
    pipeline.run(2024)
    statuses = {
        source: status
        for source, status in pipeline.query("select source, status from core.submission")
    }
    # all three have the same codes but the first: Q05 makes warnings
    assert statuses == {
        "A.xlsx": "accepted_with_warnings",
        "sâu/hơn/Báo cáo #2 (B)?.ods": "accepted_with_warnings",
        "rỗng.xlsx": "rejected",
    }
    assert pipeline.run(2024) == []
    assert remote.names() == before  # nothing in the inbox is changed


def test_received_is_when_the_server_says_it_came(sftp, tmp_path):
    sftp.put("A.xlsx", b"abc")
    settings = dataclasses.replace(
        Settings.from_env({"DATA_DIR": str(tmp_path)}), inbox=sftp.address, is_inbox_given=True
    )
    (receipt,) = land(settings)
    assert receipt.arrived.received_at.timestamp() == RECEIVED
    assert receipt.source == "A.xlsx"
    assert landed(settings, receipt.sha256).read_bytes() == b"abc"


def test_links_on_the_server_are_no_obstacle(sftp, folder):
    sftp.put("A.xlsx", b"abc")
    (folder / "B.xlsx").symlink_to(folder / "A.xlsx")
    (folder / "hong.xlsx").symlink_to(folder / "nowhere.xlsx")
    found = {entry.address: b"".join(entry.blocks()) for entry in list_files(sftp.address)}
    assert found["A.xlsx"] == b"abc"
    assert found.get("hong.xlsx", b"") == b""


@pytest.mark.fault(
    "Máy chủ SFTP không trả lời, rồi trở lại", "lấy tệp mới", "một dòng có địa chỉ; lượt sau nhận"
)
def test_a_server_that_is_down_is_named_and_tried_again(tmp_path, folder, monkeypatch):
    """An ordinary exception: Airflow retries it. The next attempt finds the server up."""
    port = free_port()
    connection = {"conn_type": "sftp", "host": "127.0.0.1", "port": port, "login": "so",
                  "password": "mat-khau", "extra": {"no_host_key_check": "true"}}  # fmt: skip
    monkeypatch.setenv("AIRFLOW_CONN_KHO", json.dumps(connection))
    settings = dataclasses.replace(
        Settings.from_env({"DATA_DIR": str(tmp_path)}),
        inbox="sftp://kho@may-chu/",
        is_inbox_given=True,
    )
    with pytest.raises(Unreachable, match="sftp://kho@may-chu/: .*Connect"):
        land(settings)
    (folder / "A.xlsx").write_bytes(b"abc")
    with sftp_server(folder, port):
        assert len(land(settings)) == 1
    with pytest.raises(Unreachable):
        land(settings)
    with sftp_server(folder, port):
        assert len(land(settings)) == 1


@pytest.mark.fault("Khóa máy chủ SFTP lạ", "lấy tệp mới", "từ chối bằng một dòng")
def test_an_unknown_host_key_is_refused(sftp, tmp_path):
    (tmp_path / "known_hosts").write_text("")
    with pytest.raises(Unreachable, match="[Hh]ost key"):
        list(list_files(sftp.address))


@pytest.mark.fault("Máy chủ S3 không trả lời", "lấy tệp mới", "một dòng có địa chỉ")
def test_an_s3_server_that_is_down(tmp_path, monkeypatch):
    extra = {
        "endpoint_url": f"http://127.0.0.1:{free_port()}",
        "region_name": "us-east-1",
        "config_kwargs": {"retries": {"max_attempts": 1}},
    }
    connection = {"conn_type": "aws", "login": "so", "password": "mat-khau", "extra": extra}
    monkeypatch.setenv("AIRFLOW_CONN_KHO", json.dumps(connection))
    with pytest.raises(Unreachable, match="s3://kho@thung"):
        list(list_files("s3://kho@thung"))


def test_a_folder_that_is_not_there(remote):
    if remote.address.startswith("s3"):
        assert list(list_files(f"{remote.address}/khong-co")) == []  # S3 knows no empty folders
    else:
        with pytest.raises(Unreachable, match="khong-co"):
            list(list_files(f"{remote.address}/khong-co"))


# --- remote outboxes


def test_feedback_goes_out_whole_and_can_be_replaced(remote):
    outbox = f"{remote.address}/di"
    assert not is_delivered(outbox, "VP/phan-hoi.xlsx")
    deliver(outbox, "VP/phan-hoi.xlsx", b"v1")
    assert is_delivered(outbox, "VP/phan-hoi.xlsx")
    deliver(outbox, "VP/phan-hoi.xlsx", b"v2")
    assert remote.names() == {"di/VP/phan-hoi.xlsx": b"v2"}


def test_feedback_into_a_folder(tmp_path):
    deliver(str(tmp_path), "VP/phan-hoi.xlsx", b"v1")
    assert (tmp_path / "VP/phan-hoi.xlsx").read_bytes() == b"v1"
    assert is_delivered(str(tmp_path), "VP/phan-hoi.xlsx", sha256(b"v1").hexdigest())
    assert not is_delivered(str(tmp_path), "VP/phan-hoi.xlsx", sha256(b"v2").hexdigest())
    assert not is_delivered(str(tmp_path), "VP/khac.xlsx")


# --- folders


def names(folder: Path) -> dict[str, bytes]:
    found = list_files(str(folder))
    return {e.address: b"".join(e.blocks()) for e in found}


def test_what_is_an_entry_of_a_folder(folder):
    for name in ("A.xlsx", "b/c/D.ods", "~$A.xlsx", ".x", "b/.y/E.xlsx", "THUMBS.DB", "khong-duoi"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    (folder / "x.xlsx").mkdir()
    (folder / "day.xlsx").mkdir()
    (folder / "day.xlsx" / "F.xlsx").write_bytes(b"f")
    (folder / "lien-ket.xlsx").symlink_to(folder / "A.xlsx")
    (folder / "hong.xlsx").symlink_to(folder / "nowhere.xlsx")
    (folder / "vong").symlink_to(folder)
    os.mkfifo(folder / "ong.xlsx")
    assert names(folder) == {
        "A.xlsx": b"A.xlsx",
        "b/c/D.ods": b"b/c/D.ods",
        "khong-duoi": b"khong-duoi",
        "x.xlsx": b"",  # a folder that looks like a workbook has its line, and no bytes
        "day.xlsx": b"",
        "day.xlsx/F.xlsx": b"f",
        "lien-ket.xlsx": b"A.xlsx",
        "hong.xlsx": b"",
        "vong": b"",  # a link to a folder is not followed
        "ong.xlsx": b"",
    }


def test_names_that_are_no_text(folder, tmp_path, warehouse):
    name = os.fsencode(folder) + b"/b\xe1o c\xe1o\n.xlsx"
    Path(os.fsdecode(name)).write_bytes(b"x")
    pipeline = Pipeline(tmp_path / "here", warehouse)
    pipeline.settings = dataclasses.replace(pipeline.settings, inbox=str(folder))
    pipeline.run()
    ((source,),) = pipeline.query("select source from core.submission")
    assert source.endswith("b\\xe1o c\\xe1o\n.xlsx")


@pytest.fixture
def settings(tmp_path, folder):
    return dataclasses.replace(
        Settings.from_env({"DATA_DIR": str(tmp_path / "var")}), inbox=str(folder)
    )


@pytest.mark.fault("Tệp đang được ghi đè", "giữa lúc chép", "để lại cho lượt sau")
def test_a_file_that_changes_while_it_is_read_waits(settings, folder, monkeypatch):
    path = folder / "A.xlsx"
    path.write_bytes(b"one")
    os.utime(path, (RECEIVED, RECEIVED))
    read = Path.open

    def write_meanwhile(self, *args, **options):
        stream = read(self, *args, **options)
        if self == path and args == ("rb",):
            with read(path, "ab") as other:
                other.write(b" two")
        return stream

    monkeypatch.setattr(Path, "open", write_meanwhile)
    assert land(settings) == []
    monkeypatch.undo()
    os.utime(path, (RECEIVED, RECEIVED))
    assert len(land(settings)) == 1


def test_a_file_that_is_being_written_waits(settings, folder, monkeypatch):
    """It changed a moment ago: a second look after two seconds finds it grown."""
    growing, done = folder / "A.xlsx", folder / "B.xlsx"
    growing.write_bytes(b"half")
    done.write_bytes(b"done")
    monkeypatch.setattr(time, "sleep", lambda seconds: growing.write_bytes(b"half and more"))
    assert [Path(r.source).name for r in land(settings)] == ["B.xlsx"]
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    assert [Path(r.source).name for r in land(settings)] == ["A.xlsx", "B.xlsx"]


@pytest.mark.fault("Tệp biến mất", "giữa lúc chép", "không nhận gì nửa chừng")
def test_a_file_that_vanishes_is_no_receipt(settings, folder, monkeypatch):
    (folder / "A.xlsx").write_bytes(b"x")
    monkeypatch.setattr(time, "sleep", lambda seconds: (folder / "A.xlsx").unlink())
    assert land(settings) == []


def test_nothing_waits_for_files_that_have_been_there(settings, folder, monkeypatch):
    (folder / "A.xlsx").write_bytes(b"x")
    os.utime(folder / "A.xlsx", (RECEIVED, RECEIVED))
    monkeypatch.setattr(time, "sleep", lambda seconds: pytest.fail("waited"))
    assert len(land(settings)) == 1


def test_uploads_from_the_desk_are_always_read(settings, folder):
    upload = settings.data_dir / "uploads" / "a" / "B.xlsx"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"b")
    os.utime(upload, (RECEIVED, RECEIVED))
    assert [receipt.source for receipt in land(settings)] == ["uploads/a/B.xlsx"]


def test_landed_files_are_named_by_their_bytes_and_kept(settings, folder):
    for name in ("A.xlsx", "B.xlsx"):
        (folder / name).write_bytes(b"same")
        os.utime(folder / name, (RECEIVED, RECEIVED))
    receipts = land(settings)
    assert len({receipt.submission_id for receipt in receipts}) == 2
    assert len({receipt.sha256 for receipt in receipts}) == 1
    (kept,) = (settings.data_dir / "landing").iterdir()
    assert kept.read_bytes() == b"same"
    (folder / "A.xlsx").write_bytes(b"other")
    (folder / "B.xlsx").unlink()
    land(settings)
    assert kept.read_bytes() == b"same"
