"""The table of rights, every cell of it, by REST, on each auth manager's own API server.

An account that may do something gets past the guard, whatever is said of it then (no such run, a
field missing); one that may not gets 403.
"""

import re
from typing import Any

import pytest
import requests
from playwright.sync_api import expect

from tests.airflow_up import Client
from tests.chromium import a_browser, needs_chromium, sign_in
from tests.desk.test_acts import ACTS
from tests.desk.test_guard import MAY, PAGES
from tests.rights.conftest import ACCOUNTS, PASSWORD

pytestmark = [pytest.mark.airflow, pytest.mark.timeout(900)]

RUN, TASK = "no-such-run", "publish_version"
COLLECT, PUBLISH = "dags/collect_submissions", "dags/publish_report"
NOBODY: set[str] = set()
ALL, STEWARD, LEADER, ADMIN = {*ACCOUNTS}, {"steward"}, {"leader"}, {"admin"}
BOTH = STEWARD | ADMIN
RANGE = {"from_date": "2030-01-01T00:00:00Z", "to_date": "2030-01-02T00:00:00Z"}
CLEAR = {"dry_run": True, "dag_run_id": RUN, "task_ids": [TASK]}
ANSWER = {"chosen_options": ["Approve"], "params_input": {"reason": "Đồng ý"}}
CONNECTION = {"connection_id": "a", "conn_type": "http"}


def bulk(*entities: Any, action: str = "create") -> dict[str, Any]:
    return {"actions": [{"action": action, "entities": [*entities]}]}


# What is asked, its body, and who may ask it.
TABLE: list[tuple[str, dict[str, Any], set[str]]] = [
    # see the year, counts, states, reports, task logs
    ("GET dags", {}, ALL),
    (f"GET {COLLECT}/details", {}, ALL),
    (f"GET {PUBLISH}/dagRuns", {}, ALL),
    (f"GET {PUBLISH}/dagRuns/{RUN}/taskInstances", {}, ALL),
    (f"GET {PUBLISH}/dagRuns/{RUN}/taskInstances/{TASK}/logs/1", {}, ALL),
    (f"GET {PUBLISH}/dagRuns/~/hitlDetails", {}, ALL),
    ("GET dags/~/dagRuns/~/taskInstances/~/xcomEntries", {}, ALL),
    ("GET assets", {}, ALL),
    ("GET eventLogs", {}, ALL),
    ("POST dags/~/dagRuns/list", {}, ALL),
    ("POST dags/~/dagRuns/~/taskInstances/list", {}, ALL),
    (f"POST {COLLECT}/favorite", {}, ALL),
    (f"POST {COLLECT}/unfavorite", {}, ALL),
    # extend, unlock, recheck, record the issue
    ("POST dags/extend_deadline/dagRuns", {"logical_date": None}, STEWARD),
    ("POST dags/unlock_year/dagRuns", {"logical_date": None}, STEWARD),
    ("POST dags/recheck_year/dagRuns", {"logical_date": None}, STEWARD),
    ("POST dags/record_issue/dagRuns", {"logical_date": None}, STEWARD),
    ("POST dags/a_dag_yet_to_come/dagRuns", {"logical_date": None}, STEWARD),
    # start collect_submissions, publish_report, rehearse_report, backfills; clear a task
    (f"POST {COLLECT}/dagRuns", {"logical_date": None, "conf": {"year": 1}}, BOTH),
    (f"POST {PUBLISH}/dagRuns", {"logical_date": None, "conf": {"year": 1}}, BOTH),
    ("POST dags/rehearse_report/dagRuns", {"logical_date": None, "conf": {"year": 1}}, BOTH),
    ("POST backfills/dry_run", {"dag_id": "publish_report", **RANGE}, BOTH),
    ("POST backfills", {"dag_id": "publish_report", **RANGE}, BOTH),
    ("POST backfills", {"dag_id": "rehearse_report", **RANGE}, BOTH),
    (f"POST {PUBLISH}/clearTaskInstances", CLEAR, BOTH),
    (f"POST {PUBLISH}/dagRuns/{RUN}/clear", {"dry_run": True}, BOTH),
    (f"POST {PUBLISH}/clearDagRuns", {"dag_runs": [{"dag_run_id": RUN}]}, BOTH),
    (f"POST {PUBLISH}/clearPartitions", {}, BOTH),
    ("POST dags/open_campaign/dagRuns", {"logical_date": None}, BOTH),
    ("POST dags/remind_units/dagRuns", {"logical_date": None}, BOTH),
    ("POST dags/record_arrival/dagRuns", {"logical_date": None}, STEWARD),
    (f"PATCH {PUBLISH}", {"is_paused": False}, BOTH),  # or nobody could start it
    # approve or refuse
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskInstances/approve/-1/hitlDetails", ANSWER, LEADER),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskInstances/other/-1/hitlDetails", ANSWER, LEADER),
    # set states, write XCom, pause, delete, connections, variables
    (f"PATCH {PUBLISH}/dagRuns/{RUN}", {"state": "success"}, ADMIN),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}", {"note": "đã duyệt"}, ADMIN),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskInstances/{TASK}", {"new_state": "success"}, ADMIN),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskInstances/{TASK}/dry_run", {"new_state": "success"},
     ADMIN),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskInstances",
     bulk({"task_id": TASK, "new_state": "success"}, action="update"), ADMIN),
    ("PATCH dags/~/dagRuns/~/taskInstances", {"actions": []}, ADMIN),
    (f"PATCH {PUBLISH}/dagRuns", bulk({"dag_run_id": RUN, "state": "success"}, action="update"),
     ADMIN),
    (f"PATCH {PUBLISH}/dagRuns", bulk(RUN, action="delete"), ADMIN),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskInstances/{TASK}/-1", {"note": "đã duyệt"}, ADMIN),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskInstances/{TASK}/-1/dry_run", {"new_state": "success"},
     ADMIN),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskGroupInstances/g", {"new_state": "success"}, ADMIN),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskGroupInstances/g/dry_run", {"new_state": "success"},
     ADMIN),
    (f"PUT {PUBLISH}/dagRuns/{RUN}/taskInstances/{TASK}/state-store/a", {"value": "1"}, ADMIN),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskInstances/{TASK}/state-store/a", {"value": "1"}, ADMIN),
    (f"DELETE {PUBLISH}/dagRuns/{RUN}/taskInstances/{TASK}/state-store/a", {}, ADMIN),
    (f"DELETE {PUBLISH}/dagRuns/{RUN}/taskInstances/{TASK}/state-store", {}, ADMIN),
    (f"DELETE {PUBLISH}/dagRuns/{RUN}/taskInstances/{TASK}", {}, ADMIN),
    (f"DELETE {PUBLISH}/dagRuns/{RUN}", {}, ADMIN),
    (f"POST {PUBLISH}/dagRuns/{RUN}/taskInstances/approve/xcomEntries",
     {"key": "return_value", "value": 1}, ADMIN),
    (f"PATCH {PUBLISH}/dagRuns/{RUN}/taskInstances/approve/xcomEntries/return_value",
     {"value": 1}, ADMIN),
    (f"DELETE {PUBLISH}/dagRuns/{RUN}/taskInstances/approve/xcomEntries/return_value", {}, ADMIN),
    (f"PATCH {PUBLISH}", {"is_paused": True}, ADMIN),
    (f"PATCH {PUBLISH}?update_mask=is_paused", {"is_paused": True}, ADMIN),
    (f"PATCH {PUBLISH}", {"is_paused": False, "is_favorite": True}, ADMIN),
    ("DELETE dags/a_dag_that_was", {}, ADMIN),
    ("POST assets/events", {"asset_id": 0}, ADMIN),
    ("POST assets/0/materialize", {}, ADMIN),
    ("DELETE assets/0/queuedEvents", {}, ADMIN),
    (f"DELETE {PUBLISH}/assets/queuedEvents", {}, ADMIN),
    (f"DELETE {PUBLISH}/assets/0/queuedEvents", {}, ADMIN),
    ("PUT assets/0/state-store/a", {"value": "1"}, ADMIN),
    ("DELETE assets/0/state-store/a", {}, ADMIN),
    ("DELETE assets/0/state-store", {}, ADMIN),
    ("PATCH dags?dag_id_pattern=none", {"is_paused": True}, ADMIN),
    ("GET connections", {}, ADMIN),
    ("POST connections", CONNECTION, ADMIN),
    ("PATCH connections/a", CONNECTION, ADMIN),
    ("DELETE connections/a", {}, ADMIN),
    ("PATCH connections", bulk(CONNECTION), ADMIN),
    ("POST connections/defaults", {}, ADMIN),
    ("POST connections/test", CONNECTION, NOBODY),  # off altogether
    ("POST connections/enqueue-test", CONNECTION, NOBODY),
    ("GET variables", {}, ADMIN),
    ("PATCH variables", bulk({"key": "a", "value": "b"}), ADMIN),
    ("POST variables", {"key": "a", "value": "b"}, ADMIN),
    ("PATCH variables/a", {"key": "a", "value": "c"}, ADMIN),
    ("DELETE variables/a", {}, ADMIN),
    ("POST pools", {"name": "a", "slots": 1}, ADMIN),
    ("PATCH pools/a", {"slots": 2}, ADMIN),
    ("PATCH pools", bulk({"name": "b", "slots": 1}), ADMIN),
    ("DELETE pools/a", {}, ADMIN),
    ("GET config", {}, NOBODY),  # off altogether
]  # fmt: skip


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_cell_of_the_table(clients: dict[str, Client], account: str):
    wrong = []
    for asked, body, holders in TABLE:
        method, _, path = asked.partition(" ")
        answer = clients[account].call(method, path, **body)
        assert answer.status_code not in (401, 405), (asked, answer.text)
        if (answer.status_code != 403) != (account in holders):
            wrong.append(f"{asked} {body}: {answer.status_code}")
    assert wrong == []


def test_a_backfill_is_steered_and_a_file_read_again_by_whom_the_table_says(
    clients: dict[str, Client],
):
    """What is asked for by a number or a token, which has to be there first."""
    made = clients["admin"].call(
        "POST", "backfills", dag_id="rehearse_report", from_date="2021-01-01T00:00:00Z",
        to_date="2021-12-31T00:00:00Z",
    )  # fmt: skip
    place = f"backfills/{made.json()['id']}"
    token = clients["viewer"].get(f"{COLLECT}/details")["file_token"]
    for asked, holders in (
        (f"{place}/pause", BOTH), (f"{place}/unpause", BOTH), (f"parseDagFile/{token}", ADMIN),
        (f"{place}/cancel", BOTH),
    ):  # fmt: skip
        for name in ACCOUNTS:
            status = clients[name].call("PUT", asked).status_code
            assert (status != 403) == (name in holders), (asked, name, status)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_cell_of_the_desk(clients: dict[str, Client], account: str):
    """By the accounts of either manager; each act starts its DAG, which nobody had switched on."""
    for what, (method, path, _, who) in MAY.items():
        form = {"reason": "đủ rõ"} | ACTS.get(path.removeprefix("act/"), {})
        form |= {"unit_code": "VP"} if "unit_code" in form else {}  # one of the catalogue
        answer = desk(clients[account], method, path.format(id=1), form)
        assert answer.status_code not in (401, 405), what
        assert answer.status_code < 500, (what, answer.text)
        assert (answer.status_code != 403) == (account in who.split()), (what, answer.text)
        if path.startswith("act/") and account in who.split():
            assert answer.status_code == 303, (what, answer.text)


def desk(client: Client, method: str, path: str, form: Any = None) -> requests.Response:
    place = f"{client.address}/desk/{path}{'&' if '?' in path else '?'}year=2024"
    data = form if method == "POST" else None
    return client.session.request(method, place, data=data, allow_redirects=False)


def test_the_desk_offers_no_button_that_one_may_not_use(clients: dict[str, Client]):
    allowed = {path: who.split() for method, path, _, who in MAY.values() if method == "POST"}
    button = re.compile(r'<form method="post" action="/desk/([^?"]*)')
    offered = {
        name: {found for page in PAGES for found in button.findall(desk(client, "GET", page).text)}
        for name, client in clients.items()
    }
    for name, actions in offered.items():
        assert actions <= {path for path, who in allowed.items() if name in who}
    assert offered["viewer"] == offered["leader"] == set()
    assert offered["admin"] == {"collect", "publish", "rehearse", "campaign/open_campaign",
                                "campaign/remind_units"}  # fmt: skip
    assert offered["steward"] > offered["admin"]


@needs_chromium
def test_signing_in_leads_to_the_desk_of_ones_role(clients: dict[str, Client]):
    titles = {"viewer": "người xem", "steward": "người phụ trách", "leader": "lãnh đạo",
              "admin": "người quản trị"}  # fmt: skip
    address = clients["viewer"].address
    with a_browser() as browser:
        for name, title in titles.items():
            page = browser.new_context().new_page()
            page.goto(f"{address}/desk/?year=2024")
            sign_in(page, name, PASSWORD)
            page.wait_for_url(f"{address}/desk/?year=2024")
            expect(page.get_by_text(title).first).to_be_visible()


def test_no_other_spelling_of_a_path_gets_more(clients: dict[str, Client]):
    """What Airflow would do is asked of its manager by route; ours knows it by the path."""
    steward = clients["steward"]
    for path in (
        f"{PUBLISH}/", f"{PUBLISH}//", f"{PUBLISH}/../publish_report", f"/{PUBLISH}",
        f"{PUBLISH}/dagRuns/{RUN}%2Fclear", f"{PUBLISH}/dagRuns/clear",
    ):  # fmt: skip
        for body in ({"is_paused": True}, {"state": "success"}):
            assert steward.call("PATCH", path, **body).status_code in (403, 404, 405), path


def test_the_menu_offers_what_one_may_open(clients: dict[str, Client]):
    def menu(account: str) -> set[str]:
        client = clients[account]
        answer = client.session.get(f"{client.address}/ui/auth/menus")
        return set(answer.json()["authorized_menu_items"])

    for account in ("viewer", "steward", "leader"):
        assert menu(account).isdisjoint({"Connections", "Variables", "Pools", "Config", "Docs"})
        assert menu(account) >= {"Dags", "Required Actions", "Assets"}
    assert menu("admin") >= {"Connections", "Variables", "Pools"}


def test_an_answer_of_no_leader_is_refused_in_one_line(clients: dict[str, Client]):
    path = f"{PUBLISH}/dagRuns/{RUN}/taskInstances/approve/-1/hitlDetails"
    for account in ("viewer", "steward", "admin"):
        answer = clients[account].call("PATCH", path, **ANSWER)
        said = "Chỉ tài khoản có vai trò lãnh đạo được duyệt hoặc trả lại báo cáo"
        assert (answer.status_code, answer.json()["detail"]) == (403, said)


ACCOUNT = {"username": "x", "email": "x@x.example", "first_name": "X", "last_name": "Y",
           "password": PASSWORD, "roles": [{"name": "Viewer"}]}  # fmt: skip
OF_ACCOUNTS = [
    ("GET", "users", {}), ("GET", "users/admin", {}), ("GET", "roles", {}),
    ("GET", "permissions", {}), ("POST", "users", ACCOUNT),
    ("PATCH", "users/nobody", {"last_name": "Z"}), ("DELETE", "users/nobody", {}),
    ("POST", "roles", {"name": "r", "actions": []}), ("DELETE", "roles/none", {}),
]  # fmt: skip
"""What FAB's own interface has on accounts and roles; the simple manager has none."""


@pytest.mark.parametrize("name", ACCOUNTS)
def test_accounts_are_the_administrators(clients: dict[str, Client], name: str):
    def ask(method: str, path: str, body: dict[str, Any]) -> int:
        client = clients[name]
        place = f"{client.address}/auth/fab/v1/{path}"
        answer = client.session.request(method, place, json=body or None)
        return answer.status_code if "json" in answer.headers["content-type"] else 404

    if ask("GET", "users", {}) == 404:  # the simple manager's page for whatever path
        return
    refused = {f"{method} {path}" for method, path, body in OF_ACCOUNTS
               if ask(method, path, body) == 403}  # fmt: skip
    assert refused == (set() if name == "admin" else {f"{m} {p}" for m, p, _ in OF_ACCOUNTS})


def test_a_role_taken_away_and_a_token_of_an_old_password_are_gone_at_once(
    clients: dict[str, Client],
):
    """Whoever is still signed in; of the simple manager's accounts: test_table.py."""
    admin = clients["admin"]
    users = f"{admin.address}/auth/fab/v1/users"
    if "json" not in admin.session.get(users).headers["content-type"]:
        return
    account = ACCOUNT | {
        "username": "second", "email": "second@x.example", "roles": [{"name": "Leader"}],
    }  # fmt: skip
    assert admin.session.post(users, json=account).ok
    second = Client(admin.address, "second", PASSWORD)
    path = f"{PUBLISH}/dagRuns/{RUN}/taskInstances/approve/-1/hitlDetails"
    assert second.call("PATCH", path, **ANSWER).status_code == 404
    assert admin.session.patch(
        f"{users}/second?update_mask=roles", json=account | {"roles": [{"name": "Viewer"}]}
    ).ok
    assert second.call("PATCH", path, **ANSWER).status_code == 403
    assert second.call("GET", "dags").ok
    fresh = account | {"roles": [{"name": "Viewer"}], "password": f"{PASSWORD} anew"}
    assert admin.session.patch(f"{users}/second?update_mask=password", json=fresh).ok
    assert second.call("GET", "dags").status_code in (401, 403)  # as is whoever stole its token
    second = Client(admin.address, "second", fresh["password"])
    assert second.call("GET", "dags").ok
    assert admin.session.delete(f"{users}/second").ok
    assert second.call("GET", "dags").status_code in (401, 403)
