"""Child processes: whatever one does, it costs its own file, and no other."""

import os
import sys
import time
from pathlib import Path

import pytest

from steps.intake.reading import children as reading
from steps.intake.reading.children import Reader, read_workbooks
from steps.intake.reading.scanning import Unreadable
from steps.intake.reading.telling import TEXT_FILE
from tests.hostile import FILES
from tests.inbox import Pipeline
from tests.workbooks import report
from transforms.errors import SystemFault

ODD_READER = str(Path(__file__).parent / "odd_reader.py")


@pytest.fixture
def odd(monkeypatch):
    monkeypatch.setattr(reading, "CHILD", (sys.executable, ODD_READER))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[4]))
    monkeypatch.setattr(reading, "SECONDS_PER_FILE", 8)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def told(found: object) -> object:
    return found.reason if isinstance(found, Unreadable) else sorted(found)


GOOD = sorted(report(3).sheets)
DEAD = "tệp hỏng hoặc nguy hiểm khi mở"
ABOVE_LIMITS = "tệp quá lớn hoặc nguy hiểm khi mở"


def test_a_child_that_dies_hangs_or_eats_memory(odd, tmp_path):
    kinds = ["crash", "exit", "hang", "eat", "eat slowly", "raise", "chatter"]
    paths = []
    for kind in kinds:
        paths += [
            written(tmp_path, kind, kind.encode()),
            written(tmp_path, f"{kind} good", report(3).xlsx()),
        ]
    found = [told(workbook) for workbook in read_workbooks(paths)]
    assert found[1::2] == [GOOD] * len(kinds)  # the file after each is read all the same
    assert dict(zip(kinds, found[::2], strict=True)) == {
        "crash": DEAD,
        "exit": DEAD,
        "hang": ABOVE_LIMITS,
        "eat": DEAD,
        "eat slowly": DEAD,
        "raise": DEAD,
        "chatter": TEXT_FILE,
    }


def test_order_is_kept_and_children_are_ended(tmp_path):
    paths = [written(tmp_path, f"{n}", report(n).xlsx() if n % 2 else b"") for n in range(1, 12)]
    found = list(read_workbooks(paths))
    for n, workbook in enumerate(found, start=1):
        if n % 2:
            assert len(workbook["Danh sách"].rows) == 3 + n
        else:
            assert told(workbook) == "tệp rỗng"
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    commands = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in own]
    assert not any(b"steps.intake.reading.reader" in command for command in commands)


def test_a_landed_file_that_is_gone_is_the_systems_fault(tmp_path):
    good = written(tmp_path, "good", report(3).xlsx())
    with pytest.raises(SystemFault, match="không đọc được tệp gone"):
        list(read_workbooks([good, tmp_path / "gone"]))


def test_an_answer_too_large_for_the_parent(tmp_path, monkeypatch):
    import steps.intake.reading.reader

    monkeypatch.setattr(steps.intake.reading.reader, "MAX_ANSWER_BYTES", 100)
    body = steps.intake.reading.reader.answer(written(tmp_path, "x", report(3).xlsx()))
    assert b"qu\xc3\xa1 l\xe1\xbb\x9bn" in body


def test_a_reader_starts_its_child_at_need_and_again():
    reader = Reader()
    reader.close()
    assert reader.process is None
    reader.read(Path(__file__))
    first = reader.process
    assert first
    first.kill()
    first.wait()
    assert told(reader.read(Path(__file__))) == TEXT_FILE
    assert reader.process is not first
    reader.close()


def test_a_corpus_of_hostile_files_beside_three_good_units(tmp_path, warehouse):
    """Every file has its line and its finding; the three units are accepted."""
    pipeline = Pipeline(tmp_path, warehouse, {code: f"Đơn vị {code}" for code in "ABC"})
    for code, kind in zip("ABC", ("xlsx", "xls", "ods"), strict=True):
        changed = {"Mã đơn vị": code, "Tên đơn vị": f"Đơn vị {code}", "Tổng số người": 3}
        book = report(3, **changed).put("Hoạt động", "F4", None)
        for row in range(4, 7):
            book.put("Danh sách", f"B{row}", f"{code}{row}")
        pipeline.send(f"{code}.{kind}", getattr(book, kind)())
    for name, make in FILES.items():
        pipeline.send(f"la/{name}", make())
    (pipeline.inbox / "thu-muc.xlsx").mkdir()
    (pipeline.inbox / "lien-ket-hong.xlsx").symlink_to(tmp_path / "nowhere")
    started = time.monotonic()
    (counts,) = pipeline.run()
    print(f"{len(FILES) + 2} hostile files and 3 good ones: {time.monotonic() - started:.1f} s")
    assert counts == {"accepted": 3, "rejected": len(FILES) + 2}
    assert len(FILES) + 2 >= 50
    statuses = pipeline.statuses()
    assert {name for name, (status, _) in statuses.items() if status == "accepted"} == {
        "A.xlsx",
        "B.xls",
        "C.ods",
    }
    found = {name: rule for name, rule, _, _ in pipeline.findings()}
    assert found.keys() == statuses.keys() - {"A.xlsx", "B.xls", "C.ods"}
    assert {name for name, rule in found.items() if rule != "F01"} == {"kich-thuoc-doi.xlsx"}
