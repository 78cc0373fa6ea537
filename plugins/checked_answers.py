"""An answer to a request for approval is checked where it is given, before Airflow keeps it.

Airflow looks at the options alone. What is no answer (a refusal without a reason, a text as long as
a book, fields that nobody asked for) gets one line back, and the request goes on waiting. The step
that takes the answer checks it again: this is a help for whoever answers, no lock.
"""

import json
import re
from typing import Any

from airflow.plugins_manager import AirflowPlugin

from steps.publication.answers import read_answer
from transforms.errors import ReportError

ROUTE = re.compile(
    r"/api/v2/dags/publish_report/dagRuns/.+/taskInstances/approve/[^/]+/hitlDetails/?"
)
LARGEST = 64 * 1024  # bytes of an answer
TOO_LARGE = "Trả lời quá dài: ý kiến nhiều nhất 1000 ký tự"
NO_ANSWER = "Trả lời không đọc được: cần chosen_options và params_input"


class CheckedAnswers:
    """Stands before Airflow's own application (ASGI)."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on but what is no answer."""
        if (
            scope["type"] != "http"
            or scope["method"] != "PATCH"
            or not ROUTE.fullmatch(scope["path"])
        ):
            await self.app(scope, receive, send)
            return
        body = await _whole(receive)
        wrong = _wrong_with(body)
        if wrong:
            await _refuse(send, wrong)
            return
        messages = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Any:
            return messages.pop() if messages else await receive()

        await self.app(scope, again, send)


async def _whole(receive: Any) -> bytes | None:
    """The request's body; None as soon as it is too large."""
    body = b""
    while len(body) <= LARGEST:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body if len(body) <= LARGEST else None
    return None


def _wrong_with(body: bytes | None) -> str:
    """What is wrong with an answer, in one line; nothing if it is one."""
    if body is None:
        return TOO_LARGE
    try:
        answer = json.loads(body)
        read_answer(answer.get("chosen_options"), answer.get("params_input"))
    except ReportError as error:
        return str(error)
    except (ValueError, AttributeError, RecursionError):
        return NO_ANSWER
    return ""


async def _refuse(send: Any, text: str) -> None:
    body = json.dumps({"detail": text}, ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": 422, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class CheckedAnswersPlugin(AirflowPlugin):
    """Registers the check with the API server."""

    name = "checked_answers"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": CheckedAnswers, "args": [], "kwargs": {}, "name": "checked_answers"}
    ]
