"""What is decided at the desk: which DAG with what, which answer to which request, and refusals."""

import hashlib
import json

import psycopg
import pytest

from steps.publication.places import candidate_folder, read_candidate
from steps.year.arrivals import record_arrival
from tests.desk.conftest import YEAR
from transforms.errors import SettingError

RUN, HASH = "manual__9", "c" * 64


@pytest.fixture
def act(sign_in):
    def post(path: str, account: str = "steward", **form: str):
        return sign_in(account).post(f"/desk/{path}?year={YEAR}", data=form)

    return post


ACTS = {
    "unlock_year": {"reason": "tệp gửi lại"},
    "recheck_year": {"reason": "đổi quy tắc"},
    "assign_file": {"submission_id": "a" * 32, "unit_code": "A", "reason": "thư gửi kèm"},
    "set_aside_file": {"submission_id": "a" * 32, "reason": "tệp thử"},
    "return_file": {"submission_id": "a" * 32, "reason": "nhầm"},
    "extend_deadline": {"unit_code": "A", "deadline": "2024-12-01", "reason": "lũ lụt"},
    "record_arrival": {
        "unit_code": "A", "version": "1", "received_on": "2024-11-19", "reason": "gửi tay",
    },
}  # fmt: skip


def test_each_starts_its_dag_with_what_the_form_says(act, airflow):
    for dag_id, form in ACTS.items():
        answer = act(f"act/{dag_id}", **form)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/desk/runs/{dag_id}?year={YEAR}&run_id=manual__1"
        wanted = form | ({"version": 1} if "version" in form else {})
        assert airflow.started()[-1] == (dag_id, {"year": YEAR, **wanted})


@pytest.mark.parametrize("reason", ["", "   ", "..", "–––", "x" * 1001, "\u200b\u200b\u200b"])
def test_a_reason_that_says_nothing_starts_nothing(act, airflow, reason):
    answer = act("act/unlock_year", reason=reason)
    assert answer.status_code == 422
    assert "hãy viết rõ lý do" in answer.text
    assert airflow.asked == []


def test_a_dag_that_is_off_is_switched_on_unless_it_runs_by_itself(act, airflow):
    airflow.paused = {"unlock_year", "publish_report"}
    assert act("act/unlock_year", reason="tệp gửi lại").status_code == 303
    assert ("PATCH", "dags/unlock_year", {"is_paused": False}) in airflow.asked
    answer = act("publish")
    assert answer.status_code == 409
    assert "DAG publish_report đang tắt" in answer.text
    assert [dag for dag, _ in airflow.started()] == ["unlock_year"]


def test_the_campaign_is_opened_and_its_units_reminded_by_their_dags(act, airflow):
    for dag_id in ("open_campaign", "remind_units"):
        answer = act(f"campaign/{dag_id}", "admin")
        assert answer.headers["location"].startswith(f"/desk/runs/{dag_id}?year={YEAR}")
        assert airflow.started()[-1] == (dag_id, {"year": YEAR})
    assert act("campaign/unlock_year").status_code == 404
    assert act("campaign/remind_units", "viewer").status_code == 403


def test_a_rehearsal_is_started_and_its_outcome_is_a_table(act, airflow, sign_in):
    airflow.paused = {"rehearse_report"}
    answer = act("rehearse", assume_unlocked="1")
    assert airflow.started() == [("rehearse_report", {"year": YEAR, "assume_unlocked": True})]
    airflow.state = "success"
    change = {"title": "Công dân học tập", "name": "<b>Phòng Đất đai", "before": "4/10",
              "after": "5/10", "cause": "A bản 2"}  # fmt: skip
    airflow.returned = [change]
    page = sign_in("viewer").get(answer.headers["location"]).text
    assert "&lt;b&gt;Phòng Đất đai</td>" in page
    assert [cell in page for cell in (">4/10</td>", ">5/10</td>", ">A bản 2</td>")] == [True] * 3
    airflow.returned = []
    assert "Các chỉ tiêu không đổi." in sign_in("viewer").get(answer.headers["location"]).text


# --- the leader's answer


@pytest.fixture
def waiting(office, airflow):
    """A candidate of the year, and the request to approve it."""
    folder = candidate_folder(office.settings, YEAR)
    folder.mkdir(parents=True)
    (folder / "bao-cao.html").write_text("<script>alert(1)</script>")
    kept = {"version": 1, "inputs_hash": HASH, "subject": "Duyệt báo cáo", "body": "", "files": {},
            "basis": {"counts": {}, "submissions": {}}}  # fmt: skip
    digest = "ee90ac0eabae8feab7d7b5b8ea5a5c7d4cb6a3c3fdd5b1a7b1ca4c2a2a1a1a1a"
    kept["files"] = {"bao-cao.html": digest}
    (folder / "candidate.json").write_text(json.dumps(kept))
    with psycopg.connect(office.url) as connection:
        connection.execute(
            "insert into core.year_event (reporting_year, actor, action, state, reason, run_id) "
            "values (%s, 'steward', 'frozen', 'frozen', 'trình', %s)", [YEAR, RUN],
        )  # fmt: skip
    airflow.waiting = RUN
    return read_candidate(office.settings, YEAR)["candidate_sha256"]


@pytest.mark.parametrize(
    ("answer", "reason", "sent"),
    [
        ("approve", "", ("Approve", "")),
        ("approve", "Đồng ý", ("Approve", "Đồng ý")),
        ("refuse", "số sai", ("Reject", "số sai")),
        ("revise", "sửa đoạn 2", ("Reject", "Yêu cầu sửa: sửa đoạn 2")),
    ],
)
def test_the_answer_goes_by_airflows_own_route(act, airflow, waiting, answer, reason, sent):
    done = act("approval", "leader", answer=answer, reason=reason, candidate=waiting)
    assert done.status_code == 303
    [(method, path, body)] = airflow.asked
    assert (method, path) == (
        "PATCH",
        f"dags/publish_report/dagRuns/{RUN}/taskInstances/approve/-1/hitlDetails",
    )
    params = {"reason": sent[1], "candidate": waiting}
    assert body == {"chosen_options": [sent[0]], "params_input": params}


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"answer": "refuse", "reason": " "}, 422),
        ({"answer": "revise", "reason": "--"}, 422),
        ({"answer": "nod", "reason": "vâng"}, 422),
        ({"answer": "approve", "reason": "x" * 1001}, 422),
        ({"answer": "approve", "candidate": "d" * 64}, 409),  # another candidate since
        ({"answer": "approve", "candidate": ""}, 409),
    ],
)
def test_what_is_no_answer_is_refused_where_it_is_given(act, airflow, waiting, form, status):
    answer = act("approval", "leader", **({"candidate": waiting} | form))
    assert answer.status_code == status
    assert airflow.asked == []


@pytest.mark.usefixtures("waiting")
def test_the_leader_sees_the_request_and_others_cannot_answer(sign_in):
    leader = sign_in("leader").get(f"/desk/approval?year={YEAR}").text
    assert 'value="approve"' in leader
    assert "đang chờ lãnh đạo trả lời" in leader
    assert 'value="approve"' not in sign_in("steward").get(f"/desk/approval?year={YEAR}").text


@pytest.mark.usefixtures("waiting")
def test_a_candidates_file_that_is_not_the_one_written_is_not_shown(sign_in):
    answer = sign_in("leader").get(f"/desk/approval/bao-cao.html?year={YEAR}&show=true")
    assert answer.status_code == 409
    assert "<script" not in answer.text


def test_a_draft_is_shown_harmless(sign_in, office):
    folder = office.settings.data_dir / "reports" / str(YEAR) / "draft"
    folder.mkdir(parents=True)
    (folder / "bao-cao.html").write_text("<script>alert(1)</script>")
    answer = sign_in("viewer").get(f"/desk/reports/draft/bao-cao.html?year={YEAR}&show=true")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'")


def test_nothing_waits_and_nothing_is_answered(act, airflow):
    answer = act("approval", "leader", answer="approve", candidate=HASH)
    assert answer.status_code == 422
    assert "không có bản trình nào chờ duyệt" in answer.text
    assert airflow.asked == []


# --- number and date


@pytest.fixture
def published(office):
    """A version 1 of the year."""
    with psycopg.connect(office.url) as connection:
        connection.execute(
            "insert into core.report (reporting_year, version, kind, inputs_hash, catalogue_hash, "
            "files, figures, basis, approved_by, approved_at, approval_reason) values "
            "(%s, 1, 'published', 'a', 'b', '{}', '{}', '{}', 'leader', now(), 'Đồng ý')", [YEAR],
        )  # fmt: skip


@pytest.mark.usefixtures("published")
def test_the_issue_is_recorded_with_its_signed_file(sign_in, airflow, office):
    form = {"version": "1", "number": "512/BC-STNMT", "issued_on": "2024-12-04"}
    signed = {"signed": ("../ký.PDF", b"%PDF-1.7", "application/pdf")}
    place = f"/desk/reports/issue?year={YEAR}"
    assert sign_in("steward").post(place, data=form, files=signed).status_code == 303
    [(dag_id, conf)] = airflow.started()
    kept = conf.pop("signed_file")
    assert (dag_id, conf) == (
        "record_issue",
        {
            "year": YEAR,
            "number": "512/BC-STNMT",
            "issued_on": "2024-12-04",
            "version": 1,
            "reason": None,
        },
    )
    assert kept == f"{hashlib.sha256(b'%PDF-1.7').hexdigest()}.pdf"
    assert [p.name for p in (office.settings.data_dir / "signed").iterdir()] == [kept]


@pytest.mark.usefixtures("published")
def test_a_signed_file_is_not_kept_where_the_run_does_not_start(sign_in, airflow, office):
    airflow.refused = "record_issue"
    form, signed = {"number": "5/BC", "issued_on": "2024-12-04"}, ("a.pdf", b"%PDF-1.7")
    place = f"/desk/reports/issue?year={YEAR}"
    answer = sign_in("steward").post(place, data=form, files={"signed": signed})
    assert answer.status_code == 409
    assert [*(office.settings.data_dir / "signed").iterdir()] == []


def test_a_signed_file_is_not_kept_where_there_is_nothing_to_sign(sign_in, airflow, office):
    place = f"/desk/reports/issue?year={YEAR - 1}"
    form, signed = {"number": "5/BC", "issued_on": "2024-12-04"}, ("a.pdf", b"%PDF-1.7")
    answer = sign_in("steward").post(place, data=form, files={"signed": signed})
    assert answer.status_code == 422
    assert "chưa công bố phiên bản nào" in answer.text
    assert airflow.asked == []
    assert not (office.settings.data_dir / "signed").exists()


@pytest.mark.parametrize(
    ("form", "signed"),
    [
        ({"number": "số", "issued_on": "2024-12-04"}, None),
        ({"number": "5/BC", "issued_on": ""}, None),
        ({"number": "5/BC", "issued_on": "2999-12-04"}, None),
        ({"number": "5/BC", "issued_on": "2024-12-04"}, ("a.pdf", b"MZ")),
        ({"number": "5/BC", "issued_on": "2024-12-04"}, ("a.exe", b"%PDF")),
    ],
)
@pytest.mark.usefixtures("published")
def test_an_issue_that_cannot_be_starts_nothing(sign_in, airflow, office, form, signed):
    files = {"signed": signed} if signed else None
    place = f"/desk/reports/issue?year={YEAR}"
    assert sign_in("steward").post(place, data=form, files=files).status_code == 422
    assert airflow.asked == []
    assert not (office.settings.data_dir / "signed").exists()


# --- the step behind the form that corrects a day


def test_a_day_of_arrival_is_recorded_from_its_form(office):
    record_arrival(office.settings, YEAR, "A", 1, "2024-11-19", "gửi tay")
    rows = "select arrival, received_at::text from core.receipt where source = 'a.xlsx'"
    [(arrival, moment)] = office.rows(rows)
    assert arrival == "recorded"
    assert moment.startswith(("2024-11-19 16:59:59", "2024-11-19 23:59:59"))  # the end of the day
    with pytest.raises(SettingError, match="Ngày nhận: 'hôm qua' không phải là ngày"):
        record_arrival(office.settings, YEAR, "A", 1, "hôm qua", "gửi tay")
