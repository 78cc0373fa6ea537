"""No file can hold up another: whatever breaks behind the reader is that file's F01 alone."""

import datetime as dt
import errno
import io
import logging

import openpyxl
import psycopg
import pytest
import sqlalchemy

import warehouse as tables
from expectations.runner import ExpectationFault
from render.feedback import workbook as marking
from steps.intake import isolating, judging, store
from steps.intake import settle as settling
from steps.intake.feedback import write_feedback
from tests.inbox import Pipeline
from tests.workbooks import Book, report
from transforms.errors import DeclarationError, PipelineError

UNITS = {code: f"Đơn vị {code}" for code in "ABCDE"}
GOOD = {f"{code}.xlsx": ("accepted_with_warnings", 1) for code in "ABDE"}
BAD = "C.xlsx"


def unit(code: str) -> Book:
    changed = {"Mã đơn vị": code, "Tên đơn vị": UNITS[code], "Tổng số người": 3}
    book = report(3, **changed).put("Hoạt động", "F4", None)
    book.put("Danh sách", "J5", 31)  # Q04: every file has a finding
    for row in range(4, 7):
        book.put("Danh sách", f"B{row}", f"{code}{row}")
    return book


@pytest.fixture
def pipeline(tmp_path, warehouse):
    found = Pipeline(tmp_path, warehouse, UNITS)
    for code in UNITS:
        found.send(f"{code}.xlsx", unit(code))
    return found


def of_unit_c(reading) -> bool:
    return reading.unit_code == "C"


def fault_in_reading(monkeypatch, error):
    real = judging.read_told

    def read(workbook, catalogue, told):
        found = real(workbook, catalogue, told)
        if of_unit_c(found):
            raise error
        return found

    monkeypatch.setattr(judging, "read_told", read)


def fault_in_framing(monkeypatch, error):
    real = judging.entry_frame

    def frame(readings, sheet):
        if any(map(of_unit_c, readings.values())):
            raise error
        return real(readings, sheet)

    monkeypatch.setattr(judging, "entry_frame", frame)


def fault_in_suite(monkeypatch, error):
    real = judging.run_suite

    def run(suite, frame, parameters):
        if frame.isin(["C4"]).any(axis=None):
            raise error
        return real(suite, frame, parameters)

    monkeypatch.setattr(judging, "run_suite", run)


def fault_in_verdict(monkeypatch, error):
    real = judging.judge

    def judge(readings, *rest):
        if any(map(of_unit_c, readings.values())):
            raise error
        return real(readings, *rest)

    monkeypatch.setattr(judging, "judge", judge)


def fault_in_counting(monkeypatch, error):
    real = store.count_measures

    def count(form, measures, rows, declared):
        if any("C4" in row.values() for row in rows["roster"]):
            raise error
        return real(form, measures, rows, declared)

    monkeypatch.setattr(store, "count_measures", count)


STEPS = {
    "reading": fault_in_reading,
    "framing": fault_in_framing,
    "suite": fault_in_suite,
    "verdict": fault_in_verdict,
    "counting": fault_in_counting,
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", [KeyError("Nguyễn Văn A"), OverflowError(), AssertionError()])
@pytest.mark.fault(
    "Một tệp làm chương trình lỗi", "đọc, xét, ghi", "F01 cho riêng tệp ấy; tệp khác như thường"
)
def test_a_crash_at_any_step_is_the_files_own(pipeline, monkeypatch, caplog, step, error):
    STEPS[step](monkeypatch, error)
    with caplog.at_level(logging.ERROR):
        pipeline.run()
    only_c_is_turned_away(pipeline)
    told = " ".join(record.getMessage() for record in caplog.records)
    assert (
        pipeline.query(f"select sha256 from core.receipt where source like '%{BAD}'")[0][0] in told
    )
    assert "Nguyễn" not in told
    assert BAD not in told


def only_c_is_turned_away(pipeline):
    assert pipeline.statuses() == GOOD | {BAD: ("rejected", None)}
    assert [line for line in pipeline.findings() if line[0] == BAD] == [(BAD, "F01", None, None)]
    held = "select reporting_year, unit_code from core.submission where source like '%C.xlsx'"
    assert pipeline.query(held) == [(None, None)]
    assert len(pipeline.table("core.roster")) == 3 * len(GOOD)
    assert pipeline.run() == []  # and no later run fails on it, or waits for it


POISONS = {
    "core.finding": ("message", "a\x00b"),
    "core.narrative_row": ("text", "a\x00b"),
    "core.narrative_row ": ("text", "\ud800"),
    "core.measure": ("value", 2**70),
    "core.roster_row": ("training_count", 2**40),
    "core.roster_row ": ("row_number", None),
    "core.activity_row": ("start_date", "20240-13-45"),
    "core.activity_row ": ("task_code", "x\x00"),
}


@pytest.mark.parametrize("table", POISONS)
def test_a_value_no_table_takes(pipeline, monkeypatch, table):
    column, value = POISONS[table]
    poison(monkeypatch, pipeline, table.strip(), column, value)
    pipeline.run()
    only_c_is_turned_away(pipeline)


def poison(monkeypatch, pipeline, table, column, value):
    real = tables.copy_rows
    hit = []

    def copy(connection, name, columns, rows):
        rows = list(rows)
        bad = "select submission_id from core.receipt where source like %(name)s"
        key = connection.exec_driver_sql(bad, {"name": f"%{BAD}"}).scalar_one()
        for row in rows:
            if name == table and row["submission_id"] == key and row.get("rule_code") != "F01":
                assert column in row
                row[column] = value
                hit.append(row)
        real(connection, name, columns, rows)

    monkeypatch.setattr(tables, "copy_rows", copy)


@pytest.mark.parametrize("broken", ["mark_cells", "find_losses", "store_values"])
def test_a_file_that_cannot_be_marked_is_answered_with_the_list_of_its_errors(
    pipeline, monkeypatch, caplog, broken
):
    pipeline.run()
    real = getattr(marking, broken)

    def crash(*given):
        if b"C4" in text_of(given[0]):
            raise KeyError("Nguyễn Văn A")
        return real(*given)

    monkeypatch.setattr(marking, broken, crash)
    assert write_feedback(pipeline.settings, 2024) == len(UNITS)
    sheets = {
        code: openpyxl.load_workbook(pipeline.folder / f"feedback/2024/{code}/v1.xlsx").sheetnames
        for code in UNITS
    }
    assert {code for code, names in sheets.items() if "Danh sách" not in names} == {"C"}
    assert "Lỗi" in sheets["C"]
    assert "Nguyễn" not in caplog.text
    assert write_feedback(pipeline.settings, 2024) == 0


def text_of(given) -> bytes:
    """The bytes of the sheets of a workbook, open or not."""
    if isinstance(given, bytes):
        given = openpyxl.load_workbook(io.BytesIO(given))
    cells = [cell.value for page in given for row in page.iter_rows() for cell in row]
    return " ".join(map(str, cells)).encode()


@pytest.mark.fault(
    "Một tệp làm hỏng việc viết phản hồi",
    "viết phản hồi",
    "tệp khác vẫn có phản hồi; nêu mã tệp hỏng",
)
def test_a_file_that_cannot_be_answered_holds_up_no_other(pipeline, monkeypatch, caplog):
    pipeline.run()

    def crash(book, submission, *rest):
        if submission["unit_code"] == "C":
            raise KeyError("Nguyễn Văn A")

    monkeypatch.setattr(marking, "write_summary", crash)
    with pytest.raises(PipelineError, match="Không viết được phản hồi của 1 tệp"):
        write_feedback(pipeline.settings, 2024)
    folder = pipeline.folder / "feedback/2024"
    assert {path.parent.name for path in folder.glob("*/v1.xlsx")} == set("ABDE")
    assert "Nguyễn" not in caplog.text
    monkeypatch.undo()
    assert write_feedback(pipeline.settings, 2024) == 1


@pytest.mark.fault("Đĩa đầy", "viết phản hồi", "lượt dừng; không ai bị trả lại")
def test_a_full_disk_while_answering_is_no_files(pipeline, monkeypatch):
    pipeline.run()

    def full(*given):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(marking, "mark_cells", full)
    with pytest.raises(OSError, match="no space"):
        write_feedback(pipeline.settings, 2024)


@pytest.mark.parametrize("step", STEPS)
def test_a_double_that_breaks_when_it_is_judged_again_is_its_own_f01(pipeline, monkeypatch, step):
    """A workbook turned up between two like files: the second is nobody's double any more."""
    first = pipeline.inbox / BAD
    pipeline.send("again.xlsx", first.read_bytes(), "2024-11-20 08:00")
    pipeline.run()
    assert pipeline.statuses()["again.xlsx"][0] == "duplicate"
    real = settling.judge_files

    def judge(*given):
        STEPS[step](monkeypatch, KeyError("Nguyễn Văn A"))
        return real(*given)

    monkeypatch.setattr(settling, "judge_files", judge)
    between = unit("C").put("Danh sách", "J6", 12)
    pipeline.send("between.xlsx", between, "2024-11-19 08:00")
    pipeline.run()
    found = pipeline.statuses()
    assert {name: found[name] for name in GOOD} == GOOD
    assert (found[BAD][0], found["between.xlsx"][0]) == ("superseded", "accepted_with_warnings")
    assert found["again.xlsx"][0] == "rejected"
    monkeypatch.undo()
    assert pipeline.run() == []


SYSTEM = [
    psycopg.OperationalError("server closed the connection"),
    psycopg.errors.DiskFull("no space left on device"),
    psycopg.errors.UndefinedTable("no such table"),
    MemoryError(),
    OSError(errno.ENOSPC, "no space"),
    DeclarationError("rules.toml", "F01", "thiếu"),
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", SYSTEM, ids=lambda error: type(error).__name__)
@pytest.mark.fault(
    "Máy chủ kho đứt, đĩa của kho đầy, thiếu bộ nhớ, danh mục hỏng",
    "từng bước của việc nhận tệp",
    "lượt dừng, không có gì nửa chừng; chạy lại thì nhận đủ",
)
def test_a_fault_of_the_system_is_no_files(pipeline, monkeypatch, step, error):
    STEPS[step](monkeypatch, error)
    with pytest.raises(type(error)):
        pipeline.run()
    assert pipeline.statuses() == {}
    monkeypatch.undo()
    pipeline.run()
    assert pipeline.statuses() == GOOD | {BAD: ("accepted_with_warnings", 1)}


@pytest.mark.fault("Quy tắc hỏng với mọi tệp", "xét", "lượt dừng; không trả lại cả loạt")
def test_what_fails_without_any_file_is_no_files(pipeline, monkeypatch):
    """A rule that breaks on every frame, an empty one too, must not turn every unit away."""

    def run(suite, frame, parameters):
        raise KeyError("row_id")

    monkeypatch.setattr(judging, "run_suite", run)
    with pytest.raises(KeyError):
        pipeline.run()
    assert pipeline.statuses() == {}


def test_a_rule_that_cannot_be_run_at_all_is_no_files(pipeline, monkeypatch):
    """Limits the wrong way round, say: Great Expectations refuses them whatever the rows are."""
    real = judging.parameters_of

    def turned_round(of_year):
        found = real(of_year)
        return found | {"Q11_limit_low": found["Q11_limit_high"] + 1}

    monkeypatch.setattr(judging, "parameters_of", turned_round)
    with pytest.raises(ExpectationFault, match="Q11"):
        pipeline.run()
    assert pipeline.statuses() == {}


@pytest.mark.parametrize(
    ("error", "is_the_files"),
    [
        (psycopg.errors.NumericValueOutOfRange(), True),
        (psycopg.errors.CheckViolation(), True),
        (psycopg.errors.ProgramLimitExceeded(), True),
        (psycopg.ProgrammingError("cannot adapt type"), True),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates"), True),
        (psycopg.errors.AdminShutdown(), False),
        (psycopg.errors.InsufficientPrivilege(), False),
        (psycopg.InterfaceError(), False),
    ],
)
def test_whose_fault_an_error_is(error, is_the_files):
    assert isolating.may_be_the_files(error) is is_the_files
    wrapped = sqlalchemy.exc.DBAPIError("select", {}, error)
    assert isolating.may_be_the_files(wrapped) is is_the_files


@pytest.mark.parametrize("bad", [set(), {0}, {6}, {2, 3}, set(range(7))])
def test_culprits_are_found_by_halves(bad):
    done = set()

    def attempt(keys):
        if any(int(key) in bad for key in keys):
            raise ValueError(dt.date.today())
        done.update(keys)

    found = isolating.culprits([str(n) for n in range(7)], attempt)
    assert {int(key) for key, _ in found} == bad
    assert {int(key) for key in done} == set(range(7)) - bad
