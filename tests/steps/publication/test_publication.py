"""A year's way to its published version and back, step by step on a real warehouse."""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowSkipException

from steps.publication import candidate as writing
from steps.publication.answers import read_answer, write_answer
from steps.publication.approval import ReportApproval
from steps.publication.dispatch import hand_over, send_to_clerk
from steps.publication.freeze import freeze_year, release_year
from steps.publication.inputs import load_inputs
from steps.publication.places import candidate_folder, read_candidate
from steps.publication.version import prepare_candidate, publish_version
from steps.settings import Settings
from steps.year.aggregate import aggregate
from steps.year.decisions import extend_deadline, recheck_year, record_issue, unlock_year
from tests.pipeline import Pipeline, year_report
from tests.runs import Run
from transforms.errors import PipelineError, ReportError, SettingError
from warehouse.connection import engine
from warehouse.connection import writing as lock

YEAR = 2024
LATE = dt.datetime(2024, 11, 22, 1, tzinfo=dt.UTC)
ANSWERED_AT = dt.datetime(2024, 12, 2, 1, tzinfo=dt.UTC)


def office_of_two(folder: Path, warehouse: str) -> Pipeline:
    """A department of two units, of which one has sent its file."""
    pipeline = Pipeline(folder, warehouse)
    pipeline.units(
        """
        S | Sở   | group  | - | 2020-01-01 | - | - | -
        A | Đơn vị A | public | S | 2020-01-01 | - | - | -
        B | Đơn vị B | public | S | 2020-01-01 | - | - | -
        """
    )
    pipeline.send(year_report(YEAR, "A", "Đơn vị A", 10, 4), "a.xlsx")
    pipeline.run(YEAR)
    return pipeline


@pytest.fixture
def pipeline(tmp_path, warehouse, monkeypatch) -> Pipeline:
    monkeypatch.setenv("PATH", "")  # no LibreOffice, no PDF: four seconds each
    return office_of_two(tmp_path, warehouse)


def send(pipeline: Pipeline, unit: str, holders: int, name: str = "", **more: Any) -> None:
    pipeline.send(
        year_report(YEAR, unit, f"Đơn vị {unit}", 10, holders), f"{name or unit}.xlsx", **more
    )


def answer(pipeline: Pipeline, inputs_hash: str, **more: Any) -> None:
    """As the approving step does it, from Airflow's record of the leader's answer."""
    approve(pipeline.settings, inputs_hash, **more)


def approve(settings: Settings, inputs_hash: str, year: int = YEAR, **more: Any) -> None:
    row = {
        "inputs_hash": inputs_hash,
        "candidate_sha256": read_candidate(settings, year)["candidate_sha256"],
        "decision": "approved", "decided_by": "leader",
        "decided_as": "leader", "decided_at": ANSWERED_AT, "reason": "Đồng ý",
    }  # fmt: skip
    with lock(settings, year) as connection:
        write_answer(connection, year, row | more)


def candidate_waits(pipeline: Pipeline) -> dict[str, Any]:
    freeze_year(pipeline.settings, YEAR)
    return prepare_candidate(pipeline.settings, YEAR)


def publish(pipeline: Pipeline) -> dict[str, Any]:
    candidate = candidate_waits(pipeline)
    answer(pipeline, candidate["inputs_hash"])
    publish_version(pipeline.settings, YEAR)
    return candidate


def state(pipeline: Pipeline) -> str:
    rows = pipeline.rows("select state from core.year_state")
    return rows[0][0] if rows else "open"


def statuses(pipeline: Pipeline) -> list[tuple[Any, ...]]:
    return pipeline.rows("select unit_code, version, status from core.submission order by 1, 2")


def files(pipeline: Pipeline) -> dict[str, str]:
    folder = pipeline.settings.data_dir / "reports" / str(YEAR)
    return {
        f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("v*/*")
    }


# --- Version 1


def test_an_approved_candidate_is_published_as_it_is(pipeline):
    candidate = publish(pipeline)
    assert files(pipeline) == {f"v1/{name}": sha for name, sha in candidate["files"].items()}
    rows = pipeline.rows(
        "select version, kind, inputs_hash, files, approved_by, approval_reason from core.report"
    )
    hashes = (candidate["inputs_hash"], candidate["files"])
    assert rows == [(1, "published", *hashes, "leader", "Đồng ý")]
    assert state(pipeline) == "locked"
    assert not (pipeline.settings.data_dir / "reports" / str(YEAR) / "candidate").exists()


def test_the_request_tells_figures_coverage_and_hash(pipeline):
    freeze_year(pipeline.settings, YEAR)
    request = prepare_candidate(pipeline.settings, YEAR)
    assert request["subject"] == "Duyệt báo cáo năm 2024, phiên bản 1"
    verdicts = "2025: Chưa đủ căn cứ (20,0% - 70,0%); 2030: Chưa đủ căn cứ (20,0% - 70,0%)"
    assert f"| 4/10 | 40,0% | {verdicts} |" in request["body"]
    assert "Đơn vị B" in request["body"]  # which is missing
    assert request["inputs_hash"][:12] in request["body"]


def test_what_changes_while_the_candidate_is_written_is_in_none_of_its_parts(pipeline, monkeypatch):
    freeze_year(pipeline.settings, YEAR)
    still = prepare_candidate(pipeline.settings, YEAR)

    def load_and_lose(settings, year):
        inputs = load_inputs(settings, year)
        with engine(pipeline.settings).begin() as connection:
            connection.exec_driver_sql("delete from mart.indicator")
        return inputs

    monkeypatch.setattr(writing, "load_inputs", load_and_lose)
    moving = prepare_candidate(pipeline.settings, YEAR)
    assert pipeline.rows("select count(*) from mart.indicator") == [(0,)]
    assert moving == still


def test_the_same_inputs_are_not_put_up_again(pipeline, monkeypatch):
    publish(pipeline)
    before = files(pipeline)
    monkeypatch.setattr("steps.runs._of_run", lambda: Run("manual", "2024-12-02"))
    freeze_year(pipeline.settings, YEAR)
    with pytest.raises(AirflowSkipException, match="không có gì thay đổi so với phiên bản 1"):
        prepare_candidate(pipeline.settings, YEAR)
    assert (files(pipeline), state(pipeline)) == (before, "locked")


@pytest.mark.fault(
    "Chết sau khi thấy không có gì đổi", "lập bản trình", "chạy lại cho cùng kết quả"
)
def test_a_try_that_died_after_it_found_nothing_new_finds_it_again(pipeline, monkeypatch):
    publish(pipeline)
    monkeypatch.setattr("steps.runs._of_run", lambda: Run("manual", "2024-12-02"))
    freeze_year(pipeline.settings, YEAR)
    for _ in range(2):
        with pytest.raises(AirflowSkipException, match="không có gì thay đổi so với phiên bản 1"):
            prepare_candidate(pipeline.settings, YEAR)
    assert state(pipeline) == "locked"


def test_nothing_to_publish_is_told(tmp_path, warehouse):
    pipeline = Pipeline(tmp_path, warehouse)
    freeze_year(pipeline.settings, YEAR)
    with pytest.raises(ReportError, match="chưa có tệp nào được tính"):
        prepare_candidate(pipeline.settings, YEAR)
    release_year(pipeline.settings, YEAR)
    assert state(pipeline) == "open"


# --- Frozen, locked, unlocked


def test_what_arrives_while_frozen_is_held_and_counts_for_nothing(pipeline):
    freeze_year(pipeline.settings, YEAR)
    before = pipeline.rows("select * from mart.indicator order by 1, 2, 3")
    send(pipeline, "A", 9, "a2", received=LATE)
    send(pipeline, "B", 9)
    pipeline.run(YEAR)
    assert statuses(pipeline) == [("A", 1, "accepted"), ("A", 2, "held"), ("B", 1, "held")]
    assert pipeline.rows("select * from mart.indicator order by 1, 2, 3") == before
    held = "select count(*) from core.roster_row join core.submission using (submission_id) "
    assert pipeline.rows(held + "where status = 'held'") == [(0,)]


@pytest.mark.fault(
    "Tệp đến muộn mà ngày nhận sớm hơn",
    "năm đã khóa",
    "không lấy số, không đè phản hồi của bản khác",
)
def test_what_is_held_takes_no_other_file_s_number_whenever_it_was_received(pipeline):
    """Its answer would lie where that file's lies."""
    send(pipeline, "A", 9, "a2", received=LATE)
    pipeline.run(YEAR)
    freeze_year(pipeline.settings, YEAR)
    send(pipeline, "A", 5, "between", received=LATE - dt.timedelta(days=1))
    pipeline.run(YEAR)
    assert statuses(pipeline) == [("A", 1, "superseded"), ("A", 2, "accepted"), ("A", 3, "held")]
    unlock_year(pipeline.settings, YEAR, "đến muộn")
    assert pipeline.rows(
        "select r.source, version, status from core.submission s join core.receipt r "
        "using (submission_id) order by version"
    ) == [
        ("a.xlsx", 1, "superseded"), ("between.xlsx", 2, "superseded"), ("a2.xlsx", 3, "accepted"),
    ]  # fmt: skip


def test_what_came_in_before_the_freeze_is_in_the_candidate(pipeline):
    """Taken in, but not added up: the run that did it was overtaken by the freeze."""
    from steps.intake.landing import list_batches
    from steps.intake.take_in import take_in

    send(pipeline, "B", 10)
    for batch in list_batches(pipeline.settings, YEAR):
        take_in(pipeline.settings, YEAR, batch)
    freeze_year(pipeline.settings, YEAR)
    assert pipeline.rate(YEAR, "S") == (14, 20)


def test_refused_or_timed_out_the_year_is_as_before(pipeline):
    freeze_year(pipeline.settings, YEAR)
    prepare_candidate(pipeline.settings, YEAR)
    release_year(pipeline.settings, YEAR)
    assert (state(pipeline), files(pipeline)) == ("open", {})
    publish(pipeline)
    pipeline.write("calendar.toml", '"20/11"', '"19/11"')  # a new candidate for a locked year
    from steps.catalogue import load_catalogue

    load_catalogue.cache_clear()
    freeze_year(pipeline.settings, YEAR)
    prepare_candidate(pipeline.settings, YEAR)
    release_year(pipeline.settings, YEAR)
    assert state(pipeline) == "locked"


@pytest.mark.fault("Tệp đến trong lúc chờ duyệt, rồi bị trả lại", "thôi chốt", "được kiểm tra ngay")
def test_what_came_while_an_approval_waited_is_judged_when_it_is_refused(pipeline):
    freeze_year(pipeline.settings, YEAR)
    prepare_candidate(pipeline.settings, YEAR)
    send(pipeline, "B", 9)
    pipeline.run(YEAR)
    assert statuses(pipeline) == [("A", 1, "accepted"), ("B", 1, "held")]
    release_year(pipeline.settings, YEAR)
    pipeline.run(YEAR)
    assert statuses(pipeline) == [("A", 1, "accepted"), ("B", 1, "accepted")]
    assert pipeline.rate(YEAR, "S") == (13, 20)


def test_what_is_still_held_in_an_open_year_is_judged_by_an_unlock(pipeline):
    """So were, once, the files that came while an approval waited that was refused."""
    publish(pipeline)
    send(pipeline, "B", 9)
    pipeline.run(YEAR)
    with engine(pipeline.settings).begin() as connection:
        connection.exec_driver_sql(
            "insert into core.year_event (reporting_year, actor, action, state, reason, run_id) "
            "values (2024, 'publish_report', 'released', 'open', 'không được duyệt', '')"
        )
    assert unlock_year(pipeline.settings, YEAR, "tệp còn chờ") == {"held": 1}
    assert statuses(pipeline) == [("A", 1, "accepted"), ("B", 1, "accepted")]


def test_an_unlock_judges_what_was_held_and_the_next_version_tells_the_change(pipeline):
    publish(pipeline)
    first = files(pipeline)
    send(pipeline, "A", 9, "a2", received=LATE)
    pipeline.run(YEAR)
    assert unlock_year(pipeline.settings, YEAR, "đính chính") == {"held": 1}
    aggregate(pipeline.settings, YEAR)
    assert statuses(pipeline) == [("A", 1, "superseded"), ("A", 2, "accepted")]
    candidate = publish(pipeline)
    assert candidate["version"] == 2
    assert (
        "| Đạt danh hiệu “Công dân học tập” | Đơn vị A | 4/10 = 40,0% | 9/10 = 90,0% | A bản 2 (mã "
        in candidate["body"]
    )
    assert (
        "| Đạt danh hiệu “Công dân học tập” | Sở | 4/10 = 40,0% | 9/10 = 90,0% | A bản 2 (mã "
        in candidate["body"]
    )
    assert {name: sha for name, sha in files(pipeline).items() if name in first} == first
    actions = pipeline.rows("select action from core.year_event order by event_id")
    assert [action for (action,) in actions] == [
        "frozen", "published", "unlocked", "frozen", "published",
    ]  # fmt: skip


def test_an_unlock_makes_a_waiting_approval_void(pipeline):
    freeze_year(pipeline.settings, YEAR)
    candidate = prepare_candidate(pipeline.settings, YEAR)
    answer(pipeline, candidate["inputs_hash"])
    unlock_year(pipeline.settings, YEAR, "nhầm")
    with pytest.raises(ReportError, match="không còn giá trị"):
        publish_version(pipeline.settings, YEAR)
    assert (files(pipeline), state(pipeline)) == ({}, "open")


# --- Whose approval, of what: a fact of the warehouse or none


def refuses_to_publish(pipeline: Pipeline, why: str) -> None:
    with pytest.raises(ReportError, match=why) as refused:
        publish_version(pipeline.settings, YEAR)
    assert "\n" not in str(refused.value)
    folders = {path.name for path in (pipeline.settings.data_dir / "reports" / str(YEAR)).iterdir()}
    assert folders <= {"candidate", "draft"}
    assert pipeline.rows("select 1 from core.report") == []


def test_without_an_approval_nothing_is_published_whatever_was_marked_success(pipeline):
    candidate_waits(pipeline)
    refuses_to_publish(pipeline, "không có phê duyệt nào cho bản trình này")


def test_a_refusal_is_no_approval_and_the_year_is_told_why(pipeline):
    candidate = candidate_waits(pipeline)
    answer(pipeline, candidate["inputs_hash"], decision="refused", reason="Xem lại số B")
    refuses_to_publish(pipeline, "không có phê duyệt")
    release_year(pipeline.settings, YEAR)
    reasons = pipeline.rows("select reason from core.year_event where action = 'released'")
    assert reasons == [("leader trả lại: Xem lại số B",)]


@pytest.mark.parametrize("decision", ["approved", "refused"])
@pytest.mark.fault("Chết sau khi giữ trả lời của lãnh đạo", "duyệt", "không hỏi lại")
def test_a_try_that_died_after_the_answer_was_kept_asks_nobody_again(
    pipeline, monkeypatch, decision
):
    """The task is then tried again from its beginning."""
    candidate = candidate_waits(pipeline)
    answer(pipeline, candidate["inputs_hash"], decision=decision, reason="Xem lại bảng 2")
    monkeypatch.setattr(Settings, "from_env", lambda: pipeline.settings)
    asking = ReportApproval(task_id="approve", year=YEAR, params={"reason": ""})
    settled = asking.execute({"params": {}})
    assert settled["params_input"] == {"reason": "Xem lại bảng 2"}
    assert settled["chosen_options"] == [{"approved": "Approve", "refused": "Reject"}[decision]]
    assert len(pipeline.rows("select 1 from core.approval")) == 1


@pytest.mark.parametrize("how", ["a file and its hash", "the version", "the basis"])
def test_an_approval_is_of_the_candidate_as_it_lay(pipeline, how):
    candidate = candidate_waits(pipeline)
    answer(pipeline, candidate["inputs_hash"])
    folder = candidate_folder(pipeline.settings, YEAR)
    record = json.loads((folder / "candidate.json").read_text())
    if how == "a file and its hash":
        page = folder / "bao-cao.html"
        page.write_bytes(page.read_bytes().replace(b"40,0%", b"60,0%"))
        record["files"]["bao-cao.html"] = hashlib.sha256(page.read_bytes()).hexdigest()
    elif how == "the version":
        record["version"] = 7
    else:
        record["basis"] = {}
    (folder / "candidate.json").write_text(json.dumps(record))
    refuses_to_publish(pipeline, "không có phê duyệt nào cho bản trình này")


def test_a_run_that_published_cannot_lock_other_figures_again(pipeline, monkeypatch):
    """Its tasks cleared one by one after an unlock: freeze, publish, nothing between."""
    monkeypatch.setattr("steps.runs._of_run", lambda: Run("manual", "2024-12-01"))
    publish(pipeline)
    unlock_year(pipeline.settings, YEAR, "sai số liệu")
    freeze_year(pipeline.settings, YEAR)
    publish_version(pipeline.settings, YEAR)  # the same figures
    assert state(pipeline) == "locked"
    unlock_year(pipeline.settings, YEAR, "sai số liệu")
    send(pipeline, "B", 5)
    pipeline.run(YEAR)
    freeze_year(pipeline.settings, YEAR)
    with pytest.raises(ReportError, match="số liệu đã khác phiên bản 1 mà lượt chạy này công bố"):
        publish_version(pipeline.settings, YEAR)
    assert state(pipeline) == "frozen"


def test_a_run_that_published_frees_nothing_when_a_task_of_it_is_cleared(pipeline, monkeypatch):
    """Airflow clears the freeze and the release along: the mail goes out, the note stays true."""
    monkeypatch.setattr("steps.runs._of_run", lambda: Run("manual", "2024-12-01"))
    monkeypatch.setattr("steps.publication.dispatch.sending_day", lambda *_: None)
    publish(pipeline)
    events = pipeline.rows("select action, state from core.year_event order by event_id")
    for _ in range(2):
        freeze_year(pipeline.settings, YEAR)
        assert "không gửi văn thư" in send_to_clerk(pipeline.settings, YEAR)  # outside the campaign
        release_year(pipeline.settings, YEAR)
    assert pipeline.rows("select action, state from core.year_event order by event_id") == events


def test_an_approval_of_other_figures_or_of_an_earlier_freeze_is_none(pipeline):
    candidate = candidate_waits(pipeline)
    answer(pipeline, "another hash")
    refuses_to_publish(pipeline, "không có phê duyệt")
    answer(pipeline, candidate["inputs_hash"])
    release_year(pipeline.settings, YEAR)
    candidate_waits(pipeline)  # the same figures, to be approved anew
    refuses_to_publish(pipeline, "không có phê duyệt")


def test_no_candidate_is_written_and_none_published_in_a_year_that_is_not_frozen(pipeline):
    with pytest.raises(ReportError, match="không chờ duyệt ở lượt chạy này"):
        prepare_candidate(pipeline.settings, YEAR)
    assert not (pipeline.settings.data_dir / "reports").exists()
    with pytest.raises(ReportError, match="không chờ duyệt ở lượt chạy này"):
        publish_version(pipeline.settings, YEAR)
    assert not (pipeline.settings.data_dir / "reports").exists()


def test_the_clerk_gets_nothing_of_a_run_that_published_nothing(pipeline):
    candidate_waits(pipeline)
    with pytest.raises(ReportError, match="không gửi văn thư"):
        send_to_clerk(pipeline.settings, YEAR)


@pytest.mark.parametrize(
    ("options", "params", "found"),
    [
        (["Approve"], {"reason": "  Đồng\n ý\x00 "}, ("approved", "Đồng ý")),
        (["Approve"], None, ("approved", "")),
        (["Approve"], {"reason": None}, ("approved", "")),
        (["Reject"], {"reason": "Xem lại"}, ("refused", "Xem lại")),
        (["Reject"], {"reason": " \u200b\u00a0 . "}, "Trả lại phải ghi lý do"),
        (["Reject"], {}, "Trả lại phải ghi lý do"),
        (["Approve", "Reject"], {}, "đúng một trong hai"),
        (["Approve", "Approve"], {}, "đúng một trong hai"),
        ([], {}, "đúng một trong hai"),
        (None, {}, "đúng một trong hai"),
        ("Approve", {}, "đúng một trong hai"),
        ([["Approve"]], {}, "đúng một trong hai"),
        (["approve"], {}, "đúng một trong hai"),
        (["Approve"], {"reason": 5}, "phải là chữ"),
        (["Approve"], {"reason": ["a"]}, "phải là chữ"),
        (["Approve"], {"reason": "ok", "approved_by": "leader"}, "chỉ có một ô"),
        (["Approve"], ["reason"], "chỉ có một ô"),
        (["Approve"], {"reason": "a" * 1_000_000}, "dài 1000000 ký tự; nhiều nhất 1000"),
    ],
)
def test_what_is_an_answer_and_what_is_none(options: Any, params: Any, found: Any):
    if isinstance(found, tuple):
        assert read_answer(options, params) == found
        return
    with pytest.raises(ReportError, match=found) as told:
        read_answer(options, params)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 200


# --- Crashes


@pytest.mark.fault(
    "Chết khi tệp đã vào chỗ, kho chưa ghi", "công bố", "chạy lại cho đúng từng byte, một phiên bản"
)
def test_publishing_again_after_a_crash_gives_the_same(pipeline, monkeypatch):
    from steps.publication import version as module

    freeze_year(pipeline.settings, YEAR)
    candidate = prepare_candidate(pipeline.settings, YEAR)
    answer(pipeline, candidate["inputs_hash"])

    def die(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(module, "_record", die)  # the files are in place, the record is not
        with pytest.raises(KeyboardInterrupt):
            publish_version(pipeline.settings, YEAR)
    assert pipeline.rows("select 1 from core.report") == []
    for _ in range(2):  # and once more after the record was made
        publish_version(pipeline.settings, YEAR)
    assert files(pipeline) == {f"v1/{name}": sha for name, sha in candidate["files"].items()}
    assert pipeline.rows("select version from core.report") == [(1,)]


@pytest.mark.fault("Tệp trình bị sửa sau khi duyệt", "công bố", "không công bố; một dòng")
def test_files_changed_after_the_approval_are_not_published(pipeline):
    freeze_year(pipeline.settings, YEAR)
    answer(pipeline, prepare_candidate(pipeline.settings, YEAR)["inputs_hash"])
    folder = pipeline.settings.data_dir / "reports" / str(YEAR) / "candidate"
    (folder / "bao-cao.html").write_text("khác")
    with pytest.raises(ReportError, match="không còn là tệp đã duyệt"):
        publish_version(pipeline.settings, YEAR)
    assert (files(pipeline), state(pipeline)) == ({}, "frozen")


# --- What stewards decide


def test_an_extended_deadline_makes_a_late_file_timely(pipeline):
    send(pipeline, "B", 5, received=LATE)
    pipeline.run(YEAR)
    late = "select unit_code from core.submission where not is_on_time"
    assert pipeline.rows(late) == [("B",)]
    extend_deadline(pipeline.settings, YEAR, "B", "2024-11-22", "mất điện")
    assert pipeline.rows(late) == []
    assert pipeline.rows("select 1 from core.finding where rule_code = 'F10'") == []
    with pytest.raises(SettingError, match="trước hạn chung"):
        extend_deadline(pipeline.settings, YEAR, "B", "2024-11-01", "nhầm")
    with pytest.raises(SettingError, match="không có đơn vị báo cáo 'S'"):
        extend_deadline(pipeline.settings, YEAR, "S", "2024-11-25", "nhầm")


@pytest.mark.parametrize(
    ("unit", "day", "reason", "told"),
    [
        ("B", "2034-11-25", "mất điện", "Hạn mới: 25/11/2034 sau ngày cuối của đợt báo cáo 2024"),
        ("B", "2024-02-30", "mất điện", "Hạn mới: '2024-02-30' không phải là ngày"),
        ("Z", "2024-11-25", "mất điện", "Đơn vị: .* các đơn vị: A, B"),
        ("B", "2024-11-25", " \u200b . ", "Lý do: hãy viết rõ lý do"),
        ("B", "2024-11-25", "a" * 1_000_000, "Lý do: .* đến 1000 ký tự"),
    ],
)
def test_a_form_that_says_nonsense_is_told_by_its_own_titles_and_changes_nothing(
    pipeline, unit, day, reason, told
):
    with pytest.raises(SettingError, match=told):
        extend_deadline(pipeline.settings, YEAR, unit, day, reason)
    for work in (unlock_year, recheck_year):
        with pytest.raises(SettingError, match="Lý do: "):
            work(pipeline.settings, YEAR, " . ")
    assert pipeline.rows("select 1 from core.extension") == []
    assert pipeline.rows("select 1 from core.year_event") == []


def test_a_recheck_tells_whose_decision_changed(pipeline):
    from steps.catalogue import load_catalogue

    send(pipeline, "B", 5)
    pipeline.run(YEAR)
    pipeline.write(
        "units.csv", "B,Đơn vị B,public,S,2020-01-01,", "B,Đơn vị B,public,S,2025-01-01,"
    )
    load_catalogue.cache_clear()
    found = recheck_year(pipeline.settings, YEAR, "danh mục sửa")
    assert found == {"checked": 2, "changed": ["B bản 1: accepted → rejected"]}
    assert recheck_year(pipeline.settings, YEAR, "lần nữa")["changed"] == []


def test_a_closed_year_is_not_touched(pipeline):
    publish(pipeline)
    with pytest.raises(ReportError, match="hãy mở khóa năm"):
        recheck_year(pipeline.settings, YEAR, "thử")
    with pytest.raises(ReportError, match="hãy mở khóa năm"):
        extend_deadline(pipeline.settings, YEAR, "A", "2024-11-25", "thử")


def test_an_issued_version_is_replaced_and_one_without_number_is_not(pipeline):
    with pytest.raises(PipelineError, match="chưa công bố"):
        record_issue(pipeline.settings, YEAR, "12/BC-S", "2024-12-03")
    publish(pipeline)
    signed = pipeline.settings.data_dir / "signed" / "da-ky.pdf"
    signed.parent.mkdir()
    signed.write_bytes(b"%PDF-1.7 signed")
    record_issue(pipeline.settings, YEAR, "12/BC-S", "2024-12-03", signed.name)
    assert not signed.exists()  # it lies beside its version now
    kept = pipeline.settings.data_dir / "reports" / str(YEAR) / "signed" / "v1.pdf"
    rows = pipeline.rows("select issued_number, issued_on, signed_sha256 from core.report")
    sha256 = hashlib.sha256(kept.read_bytes()).hexdigest()
    assert rows == [("12/BC-S", dt.date(2024, 12, 3), sha256)]
    unlock_year(pipeline.settings, YEAR, "đính chính")
    send(pipeline, "B", 5)
    pipeline.run(YEAR)
    publish(pipeline)
    assert pipeline.rows("select version, kind from core.report order by 1") == [
        (1, "published"),
        (2, "replacement"),
    ]
    html = pipeline.settings.data_dir / "reports" / str(YEAR) / "v2" / "bao-cao.html"
    assert "thay thế Báo cáo số 12/BC-S ngày 03/12/2024" in html.read_text()


def test_a_noted_number_is_corrected_with_a_reason_alone(pipeline):
    publish(pipeline)
    record_issue(pipeline.settings, YEAR, "12/BC-S", "2024-12-03")
    record_issue(pipeline.settings, YEAR, "12/BC-S", "2024-12-03")  # the same again is nothing
    with pytest.raises(SettingError, match="đã ghi số 12/BC-S ngày 03/12/2024: muốn sửa"):
        record_issue(pipeline.settings, YEAR, "21/BC-S", "2024-12-03")
    record_issue(pipeline.settings, YEAR, "21/BC-S", "2024-12-03", reason="Ghi nhầm số")
    assert pipeline.rows("select issued_number from core.report") == [("21/BC-S",)]
    [told] = pipeline.rows(
        "select reason from core.year_event where action = 'issued' order by event_id desc limit 1"
    )
    assert told[0].endswith(
        "số 21/BC-S ngày 03/12/2024, thay số 12/BC-S ngày 03/12/2024: Ghi nhầm số"
    )


@pytest.mark.parametrize("day", ["2023-12-31", "2099-01-01"])
def test_a_day_on_which_it_cannot_have_been_issued_is_refused(pipeline, day):
    publish(pipeline)
    with pytest.raises(SettingError, match="không thể là ngày phát hành báo cáo năm 2024"):
        record_issue(pipeline.settings, YEAR, "12/BC-S", day)


@pytest.mark.parametrize(
    ("place", "content", "why"),
    [
        ("airflow/secrets.json", b"%PDF {}", "chỉ nhận tên một tệp trong thư mục signed"),
        ("../airflow/secrets.json", b"%PDF {}", "chỉ nhận tên một tệp"),
        ("/etc/hostname", b"", "chỉ nhận tên một tệp"),
        ("none.pdf", b"", "chỉ nhận tên một tệp"),
        ("signed/link.pdf", b"%PDF", "chỉ nhận tên một tệp"),
        ("signed/x.json", b"{}", "phải là PDF hoặc Word"),
        ("signed/x.pdf", b"MZ", "phải là PDF hoặc Word"),
    ],
)
def test_no_file_of_the_server_but_a_signed_one_is_taken(pipeline, place, content, why):
    publish(pipeline)
    data_dir = pipeline.settings.data_dir
    (data_dir / "signed").mkdir()
    (data_dir / "airflow").mkdir(exist_ok=True)
    (data_dir / "airflow" / "secrets.json").write_bytes(b"%PDF secret")
    if place == "signed/link.pdf":
        (data_dir / place).symlink_to(data_dir / "airflow" / "secrets.json")
    elif place.startswith("signed/"):
        (data_dir / place).write_bytes(content)
    asked = place.removeprefix("signed/")
    with pytest.raises(SettingError, match=why):
        record_issue(pipeline.settings, YEAR, "12/BC-S", "2024-12-03", asked)
    assert pipeline.rows("select issued_number from core.report") == [(None,)]
    assert not (data_dir / "reports" / str(YEAR) / "signed").exists()


@pytest.mark.parametrize("how", ["changed", "lost"])
def test_a_published_version_that_was_tampered_with_is_told(pipeline, how):
    """Never "nothing has changed", never replaced, never sent."""
    candidate = publish(pipeline)
    file = pipeline.settings.data_dir / "reports" / str(YEAR) / "v1" / "bao-cao.docx"
    file.unlink()
    if how == "changed":
        file.write_bytes(b"other figures")
    freeze_year(pipeline.settings, YEAR)
    with pytest.raises(ReportError, match="tệp bao-cao.docx của phiên bản 1"):
        prepare_candidate(pipeline.settings, YEAR)
    with pytest.raises(ReportError, match="tệp bao-cao.docx của phiên bản 1"):
        hand_over(pipeline.settings, YEAR, 1, sorted(candidate["files"]))
    assert not Path(pipeline.settings.outbox).exists()
