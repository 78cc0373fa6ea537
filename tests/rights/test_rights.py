"""The table of rights, every cell of it, by REST, on each auth manager's own API server.

An account that may do something gets past the guard, whatever is said of it then (no such run, a
field missing); one that may not gets 403.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from commands.airflow_env import up_environment
from steps.settings import Settings
from tests.airflow_up import Client, free_port, wait_for
from tests.conftest import PROJECT

pytestmark = [pytest.mark.airflow, pytest.mark.timeout(400)]

ACCOUNTS = ("viewer", "steward", "leader", "admin")
PASSWORD = "a password of the test"
RUN, TASK = "no-such-run", "publish_version"
COLLECT, PUBLISH = "dags/collect_submissions", "dags/publish_report"
NOBODY: set[str] = set()
ALL, STEWARD, LEADER, ADMIN = {*ACCOUNTS}, {"steward"}, {"leader"}, {"admin"}
BOTH = STEWARD | ADMIN
RANGE = {"from_date": "2030-01-01T00:00:00Z", "to_date": "2030-01-02T00:00:00Z"}
CLEAR = {"dry_run": True, "dag_run_id": RUN, "task_ids": [TASK]}
ANSWER = {"chosen_options": ["Approve"], "params_input": {"reason": "Đồng ý"}}
CONNECTION = {"connection_id": "a", "conn_type": "http"}

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
     {"actions": [{"action": "update", "entities": [{"task_id": TASK, "new_state": "success"}]}]},
     ADMIN),
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
    ("GET connections", {}, ADMIN),
    ("POST connections", CONNECTION, ADMIN),
    ("PATCH connections/a", CONNECTION, ADMIN),
    ("DELETE connections/a", {}, ADMIN),
    ("GET variables", {}, ADMIN),
    ("POST variables", {"key": "a", "value": "b"}, ADMIN),
    ("PATCH variables/a", {"key": "a", "value": "c"}, ADMIN),
    ("DELETE variables/a", {}, ADMIN),
    ("POST pools", {"name": "a", "slots": 1}, ADMIN),
    ("DELETE pools/a", {}, ADMIN),
    ("GET config", {}, NOBODY),  # off altogether
]  # fmt: skip
MANAGERS = ("simple", "fab")


@pytest.fixture(scope="module", params=MANAGERS)
def clients(request: pytest.FixtureRequest) -> Iterator[dict[str, Client]]:
    """Each account signed in, on an API server with the auth manager of `make up`, of compose."""
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        env = environment(Path(folder), request.param)
        airflow(env, "db migrate")
        airflow(env, "dags reserialize")
        if request.param == "fab":
            done = subprocess.run([sys.executable, "-m", "commands.accounts"], cwd=PROJECT, env=env)
            assert done.returncode == 0
        with Path(folder, "api-server.log").open("wb") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "airflow", "api-server"], cwd=PROJECT, env=env, stdout=log,
                stderr=log, start_new_session=True,
            )  # fmt: skip
        address = f"http://127.0.0.1:{env['AIRFLOW__API__PORT']}"
        try:
            wait_for(lambda: answers(address), "API server", 120)
            yield {name: Client(address, name, PASSWORD) for name in ACCOUNTS}
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


def environment(folder: Path, manager: str) -> dict[str, str]:
    """That of `make up` on a throwaway database, with the accounts' passwords known."""
    settings = Settings.from_env({"DATA_DIR": str(folder), "WAREHOUSE_URL": "postgresql://none"})
    env = up_environment(settings, "postgresql://none")
    home = Path(env["AIRFLOW_HOME"])
    port = str(free_port())
    env |= {
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC": f"sqlite+aiosqlite:///{home}/airflow.db",
        "AIRFLOW__API__PORT": port,
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    if manager == "simple":
        words = "".join(f'"{name}": "{PASSWORD}",' for name in ACCOUNTS).rstrip(",")
        (home / "passwords.json").write_text(f"{{{words}}}")
        return env
    compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    told = compose["services"]["api-server"]["environment"]
    env["AIRFLOW__CORE__AUTH_MANAGER"] = told["AIRFLOW__CORE__AUTH_MANAGER"]
    return env | {f"{name.upper()}_PASSWORD": PASSWORD for name in ACCOUNTS}


def airflow(env: dict[str, str], arguments: str) -> None:
    command = [sys.executable, "-m", "airflow", *arguments.split()]
    done = subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/api/v2/version", timeout=5).ok
    except requests.RequestException:
        time.sleep(0.5)
        return False


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
