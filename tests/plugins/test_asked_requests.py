"""Switching a DAG on is told from all else by its body, in however many parts that comes."""

import asyncio
from typing import Any

import pytest

from plugins.asked_requests import LARGEST, AskedRequests
from steps.rights.table import Right, asked, right_on_dag

ON = b'{"is_paused": false}'


def right_of(*parts: bytes, path: str = "/api/v2/dags/publish_report") -> tuple[Any, bytes]:
    """The right that such a PATCH takes, and the body that Airflow gets; the status, if refused."""
    got: list[Any] = [None, b""]
    coming = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    coming.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> Any:
        return coming.pop(0)

    async def send(message: Any) -> None:
        got[0] = message.get("status", got[0])

    async def airflow(scope: Any, receive: Any, send: Any) -> None:
        got[0] = right_on_dag("PUT", None, "publish_report")
        more = True
        while more:
            message = await receive()
            got[1] += message["body"]
            more = message["more_body"]

    scope = {"type": "http", "method": "PATCH", "path": path, "headers": []}
    asyncio.run(AskedRequests(airflow)(scope, receive, send))
    assert asked.get() is None
    return got[0], got[1]


@pytest.mark.parametrize("parts", [[ON], [ON[:5], ON[5:]], [ON[:1], b"", ON[1:]]])
def test_it_is_a_start_whole_or_in_parts_as_the_desk_sends_it(parts):
    assert right_of(*parts) == (Right.START, ON)


@pytest.mark.parametrize("body", [b'{"is_paused": true}', ON[:-1] + b', "x": 1}', b"", b"\xff"])
def test_all_else_is_the_administrators(body):
    assert right_of(body) == (Right.RULE, body)
    assert right_of(ON, path="/api/v2/dags") == (Right.RULE, ON)


def test_a_body_without_end_is_not_read_to_its_end():
    assert right_of(ON, b" " * LARGEST)[0] == 413
