"""Nothing of the desk without sign-in, nothing from a foreign page, nothing without its right."""

import hashlib
import re

import psycopg
import pytest

from plugins.desk.app import make_desk
from plugins.desk.guard import NOT_SIGNED_IN
from plugins.desk.rights import rights_of, title_of
from steps.rights.table import Right
from tests.desk.conftest import ACCOUNTS, HTML, YEAR, Account
from tests.pipeline import Pipeline


@pytest.fixture
def office(tmp_path, warehouse) -> Pipeline:
    """A year in which one unit has sent a file, as the tables tell: nothing is judged here."""
    office = Pipeline(tmp_path, warehouse)
    content, digest = b"PK", hashlib.sha256(b"PK").hexdigest()
    for place in ("landing", "feedback/2024/B"):
        (office.settings.data_dir / place).mkdir(parents=True)
    (office.settings.landing_dir / digest).write_bytes(content)
    (office.settings.data_dir / "feedback/2024/B/v1.xlsx").write_bytes(content)
    with psycopg.connect(warehouse) as connection:
        connection.execute(FILLED.format(digest=digest, year=YEAR))
    return office


FILLED = """
insert into core.unit_year values
    ({year}, 'A', 'Đơn vị A', 'public', 'S', 80, true, 1),
    ({year}, 'B', 'Đơn vị B', 'public', 'S', 80, true, 2);
insert into core.receipt (submission_id, source, sha256, received_at, is_read, arrival)
values ('1', 'b.xlsx', '{digest}', '2024-11-01', true, 'modified');
insert into core.submission (
    submission_id, reporting_year, unit_code, version, sha256, source, received_at, is_identified,
    decision, status
)
values (
    '1', {year}, 'B', 1, '{digest}', 'b.xlsx', '2024-11-01', true, 'rejected', 'rejected'
);
"""
PAGES = ("", "units", "units/A", "unidentified", "upload", "approval", "texts", "reports", "rules",
         "health", "campaign", "runs/collect_submissions?run_id=x")  # fmt: skip
OTHERS = ("static/desk.css", "static/nothing", "no/such/page", "docs", "files/x/original",
          "reports/draft/bao-cao.html", "approval/bao-cao.html", "texts/preview")  # fmt: skip
VIETNAMESE = re.compile("[ạảãàáâậầấẩẫăằắặẳẵếệọốộờởưứựýỳđôêơ]", re.IGNORECASE)
POSTS = (
    "upload",
    "collect",
    "publish",
    "approval",
    "reports/issue",
    "act/unlock_year",
    "texts",
    "units/A/rule",
    "rehearse",
    "campaign/remind_units",
    "nowhere",
)


def test_a_browser_without_sign_in_is_led_to_it(sign_in):
    for path in (*PAGES, *OTHERS):
        answer = sign_in().get(f"/desk/{path}")
        assert (answer.status_code, answer.text) == (302, ""), path
        there = "/api/v2/auth/login?next=http%3A%2F%2Ftestserver%2Fdesk%2F"
        assert answer.headers["location"].startswith(there)


def test_a_program_without_sign_in_gets_401(sign_in):
    for path in (*PAGES, *OTHERS):
        assert sign_in(accept="*/*").get(f"/desk/{path}").status_code == 401, path


def test_nobody_posts_without_sign_in(sign_in, airflow):
    for path in POSTS:
        for headers in (HTML, {"accept": "*/*"}):
            answer = sign_in(**headers).post(f"/desk/{path}")
            assert (answer.status_code, answer.text) == (401, NOT_SIGNED_IN), path
    assert airflow.asked == []


FOREIGN = (
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://testserver.evil.example"},
    {"origin": "http://testserver:81"},
    {"referer": "https://evil.example/testserver"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
    {"origin": "http://["},
    {"referer": "http://[x"},
)


def test_a_post_from_a_foreign_page_is_refused(sign_in, airflow):
    for path in POSTS:
        for headers in FOREIGN:
            answer = sign_in("steward", **headers).post(f"/desk/{path}")
            assert answer.status_code == 403, (path, headers)
    assert airflow.asked == []


FORM = {"content-type": "application/x-www-form-urlencoded"}
MULTIPART = {"content-type": "multipart/form-data"}
HOSTILE = (
    ("GET", "units/%00", {}, b""),
    ("GET", "files/%00/original", {}, b""),
    ("GET", "unidentified/%00", {}, b""),
    ("GET", "upload?sha=%00", {}, b""),
    ("GET", "runs/collect_submissions?run_id=.", {}, b""),
    ("GET", "runs/collect_submissions?run_id=..", {}, b""),
    ("GET", "runs/publish_report?run_id=%00", {}, b""),
    ("GET", "reports/draft/..%2f..%2f..%2fairflow%2fpasswords.json", {}, b""),
    ("GET", "static/..%2fapp.py", {}, b""),
    ("GET", f"reports/v{'9' * 30}/bao-cao.docx", {}, b""),
    ("PUT", "collect", {}, b""),
    ("GET", "collect", {}, b""),
    ("POST", "act/unlock_year", MULTIPART, b"x"),
    ("POST", "act/unlock_year", {"content-type": "multipart/form-data; boundary=x"}, b"x"),
    ("POST", "act/unlock_year", FORM, b"reason=" + b"a" * 2_000_000),
    ("POST", "act/unlock_year", FORM, b"&".join(b"f%d=x" % n for n in range(50))),
    ("POST", "act/unlock_year", {"content-type": "application/json"}, b'{"reason": "abc"}'),
    ("POST", "act/record_arrival", FORM, b"reason=abcd&version=" + b"9" * 5000),
    ("POST", "units/B/rule", FORM, b"submission_id=%00&action=accepted&reason=abcd&finding=1"),
    ("POST", "units/B/rule", FORM, b"action=accepted&reason=abcd&finding=" + b"9" * 5000),
)
"""What no browser of ours sends: a way, its content type, its body."""


def test_what_nobody_could_mean_gets_one_line_and_does_nothing(sign_in, airflow):
    for method, path, headers, body in HOSTILE:
        place = f"/desk/{path}{'&' if '?' in path else '?'}year={YEAR}"
        steward = sign_in("steward", accept="*/*", **headers)
        answer = steward.request(method, place, content=body)
        assert 400 <= answer.status_code < 500, (method, path, answer.status_code)
        assert VIETNAMESE.search(answer.text), (path, answer.text)
        assert "\n" not in answer.text
        assert len(answer.text) < 200
    assert airflow.asked == []


def test_a_post_from_our_own_page_is_taken(sign_in, airflow):
    own = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert sign_in("steward", **own).post(f"/desk/collect?year={YEAR}").status_code == 303
    assert airflow.started() == [("collect_submissions", {"year": YEAR})]


def test_what_browsers_are_told(sign_in):
    for path in ("", "static/desk.css", "no/such/page"):
        said = sign_in("viewer").get(f"/desk/{path}").headers
        assert said["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
        assert (said["x-content-type-options"], said["cache-control"]) == ("nosniff", "no-store")


# Who may what: one row of the table of rights each; 303 and 200 are yes, 403 is no.
MAY = {
    "see pages": ("GET", "units", 200, "viewer steward leader admin"),
    "see runs": ("GET", "runs/collect_submissions?run_id=x", 200, "viewer steward leader admin"),
    "take a file": ("GET", "files/{id}/original", 200, "steward"),
    "take feedback": ("GET", "files/{id}/feedback", 200, "steward"),
    "look into a file": ("GET", "unidentified/{id}", 200, "steward"),
    "see the form": ("GET", "upload", 200, "steward"),
    "upload": ("POST", "upload", 422, "steward"),
    "unlock": ("POST", "act/unlock_year", 303, "steward"),
    "extend": ("POST", "act/extend_deadline", 303, "steward"),
    "correct the arrival": ("POST", "act/record_arrival", 303, "steward"),
    "assign a file": ("POST", "act/assign_file", 303, "steward"),
    "set a file aside": ("POST", "act/set_aside_file", 303, "steward"),
    "take that back": ("POST", "act/return_file", 303, "steward"),
    "check again": ("POST", "act/recheck_year", 303, "steward"),
    "record the issue": ("POST", "reports/issue", 422, "steward"),
    "decide about an answer": ("POST", "units/A/rule", 422, "steward"),
    "edit a text": ("POST", "texts", 422, "steward"),
    "collect": ("POST", "collect", 303, "steward admin"),
    "publish": ("POST", "publish", 303, "steward admin"),
    "rehearse": ("POST", "rehearse", 303, "steward admin"),
    "open the campaign": ("POST", "campaign/open_campaign", 303, "steward admin"),
    "remind": ("POST", "campaign/remind_units", 303, "steward admin"),
    "answer": ("POST", "approval", 422, "leader"),
}


def test_who_may_do_what(sign_in):
    form = {"reason": "đủ rõ", "unit_code": "A", "version": "1", "deadline": "2024-12-01"}
    for what, (method, path, yes, who) in MAY.items():
        for name in ACCOUNTS:
            place = f"/desk/{path.format(id=1)}{'&' if '?' in path else '?'}year={YEAR}"
            answer = sign_in(name).request(method, place, data=form if method == "POST" else None)
            assert answer.status_code == (yes if name in who.split() else 403), (what, name)


def test_whoever_may_only_look_changes_nothing_by_whatever_route_there_is(sign_in, airflow):
    """Walks the routes, so that one that forgets its right is found."""
    walked = 0
    for route in make_desk().routes:
        for method in getattr(route, "methods", set()) - {"GET", "HEAD", "OPTIONS"}:
            path = re.sub(r"{[^}]+}", "1", route.path).lstrip("/")
            for dag_id in ("unlock_year", "1"):
                place = f"/desk/{path.replace('act/1', f'act/{dag_id}')}?year={YEAR}"
                answer = sign_in("viewer").request(method, place, data={})
                assert answer.status_code in (403, 404), (method, place)
            walked += 1
    assert walked > 5
    assert airflow.asked == []


def test_what_is_not_allowed_is_not_shown(sign_in):
    pages = {
        name: [sign_in(name).get(f"/desk/{page}?year={YEAR}").text for page in ("", "units/B")]
        for name in ("viewer", "leader", "admin", "steward")
    }
    for name in ("viewer", "leader", "admin"):
        for page in pages[name]:
            assert "/files/" not in page
            assert "/act/" not in page
            assert ">Đưa tệp lên<" not in page
    assert "<form" not in "".join(pages["viewer"] + pages["leader"]).replace(
        '<form method="get"', ""
    )
    assert "Thu và kiểm tra ngay" in pages["admin"][0]
    assert "/files/" in pages["steward"][1]
    assert "/act/extend_deadline" in pages["steward"][1]


class Named:
    def __init__(self, name: str):
        self.name = name


@pytest.mark.parametrize(
    ("account", "title"),
    [
        (Account("x", "steward"), "người phụ trách"),
        (Account("x", roles=(Named("Steward"),)), "người phụ trách"),
        (Account("x", roles=(Named("Public"), Named("Leader"))), "lãnh đạo"),
        (Account("x", roles=(Named("Public"),)), "không có vai trò"),
        (Account("x", "root"), "không có vai trò"),
        (None, "không có vai trò"),
    ],
)
def test_the_role_of_an_account_of_either_auth_manager_in_words(account, title):
    assert title_of(account) == title


def test_an_account_without_a_role_of_ours_may_nothing():
    assert rights_of(Account("x", "root")) == set()
    assert rights_of(None) == set()
    assert {Right.SEE} < rights_of(ACCOUNTS["steward"])
