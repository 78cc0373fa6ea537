"""An answer is to the candidate that its page showed: one from a page of before is refused."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest

from plugins import checked_answers
from plugins.checked_answers import ANOTHER, CheckedAnswers

PATH = "/api/v2/dags/publish_report/dagRuns/r1/taskInstances/approve/-1/hitlDetails"
SHOWN, SINCE = "a" * 64, "b" * 64
PARAM = {"description": None, "schema": {"type": "string", "const": SINCE}, "value": SINCE}
WAITING = {
    "response_received": False,
    "task_instance": {"state": "awaiting_input"},
    "params": {"reason": {"value": ""}, "candidate": PARAM},
}


@pytest.fixture(autouse=True)
def _leader(monkeypatch):
    async def signed_in(request: Any) -> Any:
        return SimpleNamespace(role="leader")

    monkeypatch.setattr(checked_answers, "signed_in_user", signed_in)
    monkeypatch.setattr(checked_answers, "roles", lambda user: frozenset({user.role}))
    monkeypatch.setattr(checked_answers, "may", lambda *_: True)


def answered(params: dict[str, Any] | None, kept: Any = WAITING) -> tuple[int, Any, Any]:
    """The status of an answer, what is said of it, and what Airflow got to keep of it."""
    got: list[Any] = []
    body = json.dumps({"chosen_options": ["Approve"], "params_input": params}).encode()

    async def airflow(scope: Any, receive: Any, send: Any) -> None:
        if scope["method"] == "PATCH":
            got.append(json.loads((await receive())["body"])["params_input"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps(kept).encode()})

    async def receive() -> Any:
        return {"type": "http.request", "body": body}

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "PATCH", "path": PATH, "headers": [], "query_string": b""}
    asyncio.run(CheckedAnswers(airflow)(scope, receive, send))
    return sent[0]["status"], json.loads(sent[1]["body"]).get("detail"), got


KEPT = {"reason": "Đồng ý", "decided_as": "leader"}


@pytest.mark.parametrize("params", [{}, {"candidate": SINCE}, {"candidate": None}])
def test_an_answer_to_the_candidate_or_to_whatever_waits_is_taken(params):
    assert answered({"reason": "Đồng ý", **params}) == (200, None, [KEPT])


@pytest.mark.parametrize("named", [SHOWN, "", 0, [], {"value": SINCE}])
def test_an_answer_to_another_candidate_is_refused(named):
    assert answered({"reason": "Đồng ý", "candidate": named}) == (409, ANOTHER, [])


def test_an_answer_that_names_one_where_the_request_does_not_is_refused():
    kept = WAITING | {"params": {"reason": {"value": ""}}}
    assert answered({"candidate": SHOWN}, kept) == (409, ANOTHER, [])
    assert answered(None, kept)[0] == 200
