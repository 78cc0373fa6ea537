"""When a file arrived: recorded, by the register, by its own time, when it was first seen."""

import datetime as dt
import unicodedata

import pytest

from steps.year.arrivals import correct_arrival
from tests.inbox import Pipeline
from tests.workbooks import report
from transforms.catalogue import TIME_ZONE
from transforms.errors import SettingError
from transforms.reading.register import read_register

DAY = "2024-11-18 08:00"


@pytest.fixture
def pipeline(tmp_path, warehouse):
    return Pipeline(tmp_path, warehouse, {"VP": "Văn phòng Sở"})


def book(training: int = 2):
    changed = {"Mã đơn vị": "VP", "Tên đơn vị": "Văn phòng Sở"}
    return report(20, **changed).put("Danh sách", "J4", training)


def arrivals(pipeline: Pipeline) -> dict[int, tuple[str, str, bool]]:
    """By version: when, how known, on time."""
    rows = pipeline.query(
        "select s.version, r.received_at, r.arrival, s.is_on_time, s.received_at = r.received_at "
        "from core.submission s join core.receipt r using (submission_id)"
    )
    assert all(same for *_, same in rows)
    return {
        version: (f"{at.astimezone(TIME_ZONE):%d/%m/%Y %H:%M}", how, on_time)
        for version, at, how, on_time, _ in rows
    }


def test_the_files_own_time(pipeline):
    pipeline.send("VP.xlsx", book())
    pipeline.run()
    assert arrivals(pipeline) == {1: ("18/11/2024 08:00", "modified", True)}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("VP.xlsx", "VP.xlsx,20/11/2024 17:00,12/Đ"),
        ("thư mục/Văn phòng.xlsx", "thư mục\\VĂN PHÒNG.xlsx;20/11/2024 17:00"),
    ],
)
def test_the_register_goes_before_it(pipeline, name, line):
    """A copy made late is not a file sent late; the register is no submission."""
    separator = ";" if ";" in line else ","
    head = separator.join(["tep", "ngay_den", "so_den"])
    pipeline.send("so-den.csv", f"\ufeff{head}\r\n{line}\r\n".encode())
    pipeline.send(name, book(), "2024-12-05 08:00")
    pipeline.run()
    assert arrivals(pipeline) == {1: ("20/11/2024 17:00", "register", True)}


HEAD, LINE = "tep;ngay_den;so_den", "VP.xlsx;20/11/2024 17:00;12/Đ"


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD}\r\n{LINE}\r\n".replace(";", "\t").encode("utf-16"),
        f"{HEAD}\r\n{LINE}\r\n".encode("utf-16-le"),
        f"{HEAD}\r\n{LINE}\r\n".encode("utf-16-be"),
        f"sep=;\r\n{HEAD}\r\n{LINE}\r\n".encode(),
        f"\ufeffSỔ ĐẾN, năm 2024\r\n\r\n{HEAD}\r\n{LINE}\r\n".encode(),
    ],
)
def test_a_register_as_excel_or_people_write_it(content):
    arrivals, unusable = read_register(content)
    [(name, arrival)] = arrivals.items()
    assert (name, f"{arrival.received_at:%d/%m/%Y %H:%M}") == ("vp.xlsx", "20/11/2024 17:00")
    assert arrival.number == "12/Đ"
    assert set(unusable) <= {1}


@pytest.mark.parametrize(
    "named", ["inbox/VP.xlsx", "/VP.xlsx", "D:\\Hộp thư\\VP.xlsx", "./VP.xlsx"]
)
def test_a_path_before_the_name(pipeline, named):
    pipeline.send("so-den.csv", f"tep,ngay_den\n{named},20/11/2024 17:00\n".encode())
    pipeline.send("VP.xlsx", book(), "2024-12-05 08:00")
    pipeline.run()
    assert arrivals(pipeline) == {1: ("20/11/2024 17:00", "register", True)}


def test_lines_that_say_nothing_are_told_in_the_runs_note(pipeline, monkeypatch):
    """By number: a file's name may be a person's."""
    lines = ["VP1.xlsx,20/11/2024", "VP,20/11/2024", "VP.xlsx,hôm qua", "VP.xlsx,1/1/2199"]
    notes: list[str] = []
    monkeypatch.setattr("steps.intake.landing.note", notes.append)
    pipeline.send("so-den.csv", "\n".join(["tep,ngay_den", *lines]).encode())
    pipeline.send("VP.xlsx", book())
    pipeline.run()
    [said] = notes
    assert "dòng 2, 3 không ứng với tệp nào" in said
    assert "dòng 4 không đọc được" in said
    assert "dòng 5 có ngày đến ở tương lai" in said
    assert "VP" not in said
    assert arrivals(pipeline) == {1: ("18/11/2024 08:00", "modified", True)}


def test_versions_are_ordered_by_arrival(pipeline):
    pipeline.send("so-den.csv", b"tep,ngay_den\nfirst.xlsx,17/11/2024\nsecond.xlsx,19/11/2024\n")
    pipeline.send("first.xlsx", book(1), "2024-11-20 08:00")
    pipeline.send("second.xlsx", book(2), DAY)
    pipeline.run()
    assert pipeline.statuses() == {"first.xlsx": ("superseded", 1), "second.xlsx": ("accepted", 2)}


@pytest.mark.parametrize("own", ["2024-09-30 23:59", "2031-01-01 08:00"])
def test_a_time_that_cannot_be(pipeline, own):
    """Before the campaign was opened, or to come: the first sight counts; only stewards hear."""
    pipeline.send("VP.xlsx", book(), own)
    before = dt.datetime.now(TIME_ZONE)
    pipeline.run()
    assert [told[1:] for told in arrivals(pipeline).values()] == [("first_seen", False)]
    [(received, seen)] = pipeline.query("select received_at, first_seen_at from core.receipt")
    assert received == seen
    assert before <= seen <= dt.datetime.now(TIME_ZONE)
    rules = {rule for _, rule, *_ in pipeline.findings()}
    assert rules == {"F10", "F14"}
    shown = f"{dt.datetime.fromisoformat(own):%H:%M ngày %d/%m/%Y}"
    assert shown in pipeline.query("select message from core.finding where rule_code = 'F14'")[0][0]


def test_it_is_told_once(pipeline):
    """Whatever happens to the file later, its receipt stays."""
    content = book().xlsx()
    pipeline.send("VP.xlsx", content)
    pipeline.run()
    pipeline.send("VP.xlsx", content, "2024-12-20 08:00")
    pipeline.send("so-den.csv", b"tep,ngay_den\nVP.xlsx,25/12/2024\n")
    pipeline.run()
    assert arrivals(pipeline) == {1: ("18/11/2024 08:00", "modified", True)}


def test_a_steward_corrects_it(pipeline):
    """Versions, timeliness and findings follow; the event names the reason."""
    pipeline.send("a.xlsx", book(1), "2024-11-25 08:00")
    pipeline.send("b.xlsx", book(2), "2024-11-26 08:00")
    pipeline.run()
    moment = dt.datetime(2024, 11, 19, 9, 30, tzinfo=TIME_ZONE)
    correct_arrival(pipeline.settings, 2024, "VP", 2, moment, "nộp trực tiếp ngày 19/11")
    assert arrivals(pipeline) == {
        1: ("19/11/2024 09:30", "recorded", True),
        2: ("25/11/2024 08:00", "modified", False),
    }
    assert pipeline.statuses() == {"a.xlsx": ("accepted", 2), "b.xlsx": ("superseded", 1)}
    event = pipeline.query("select reason from core.year_event where action = 'arrival'")
    assert "nộp trực tiếp" in event[0][0]


@pytest.mark.parametrize(
    ("version", "moment", "reason", "said"),
    [
        (1, dt.datetime(2024, 11, 19, tzinfo=TIME_ZONE), "  ", "Lý do"),
        (7, dt.datetime(2024, 11, 19, tzinfo=TIME_ZONE), "ghi nhầm ngày", "không có bản 7"),
        (1, dt.datetime(2024, 9, 1, tzinfo=TIME_ZONE), "ghi nhầm ngày", "không nằm trong khoảng"),
        (1, dt.datetime(2199, 9, 1, tzinfo=TIME_ZONE), "ghi nhầm ngày", "không nằm trong khoảng"),
    ],
)
def test_a_correction_that_cannot_be(pipeline, version, moment, reason, said):
    pipeline.send("a.xlsx", book())
    pipeline.run()
    before = arrivals(pipeline)
    with pytest.raises(SettingError, match=said):
        correct_arrival(pipeline.settings, 2024, "VP", version, moment, reason)
    assert arrivals(pipeline) == before


def test_lines_of_a_register_that_say_nothing():
    content = (
        "tep,ngay_den\na.xlsx,31/02/2024\n,01/11/2024\nb.xlsx,2024-11-01\n\nc.xlsx,1/11/2024\n"
    )
    arrivals, unusable = read_register(content.encode())
    assert list(arrivals) == ["c.xlsx"]
    assert unusable == [2, 3, 4]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff" * 50, b"tep\n", b'tep,ngay_den\n"a', b"a;b\n1;2\n"]
)
def test_a_register_that_is_none(content):
    assert read_register(content)[0] == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_register_in_whatever_encoding_excel_writes(encoding):
    name = unicodedata.normalize("NFD", "Văn phòng.xlsx").replace("a\u0306", "ă")
    noted, unusable = read_register(f"tep;ngay_den\r\n{name};20/11/2024\r\n".encode(encoding))
    assert (list(noted), unusable) == (["văn phòng.xlsx"], [])
