"""What Airflow itself refuses, in our words and with the form's own titles."""

import json
import re
from typing import Any

from airflow.plugins_manager import AirflowPlugin

from plugins.bodies import refuse

OURS = "/api/v2/"
NO_RIGHT = "Tài khoản của anh/chị không có quyền làm việc này"
WRONG_FIELD = re.compile(r"Invalid input for param ([^\s:]+): (?:.*'title': '([^']*)')?", re.DOTALL)
LARGEST = 64 * 1024  # bytes of a refusal that is looked at


class ToldRefusals:
    """Stands before Airflow's own application (ASGI)."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on, but the refusals that we have words for."""
        start, body = None, b""

        async def told(message: Any) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and message["status"] in (400, 403, 422):
                start = message
                return
            if start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body") and len(body) <= LARGEST:
                return
            first, start = start, None
            if (line := in_our_words(first["status"], body)) and not message.get("more_body"):
                await refuse(send, 403 if first["status"] == 403 else 422, line)
                return
            await send(first)
            await send(message | {"body": body})

        is_asked = scope["type"] == "http" and scope["path"].startswith(OURS)
        await self.app(scope, receive, told if is_asked else send)


def in_our_words(status: int, body: bytes) -> str | None:
    """The line for a refusal of Airflow's; None where it has one of its own."""
    try:
        detail = json.loads(body)["detail"]
    except (ValueError, TypeError, KeyError):
        return None
    if status == 403:
        return NO_RIGHT if detail == "Forbidden" else None
    found = WRONG_FIELD.match(detail) if isinstance(detail, str) else None
    if not found:
        return None
    name, title = found.groups()
    return f"Ô “{title or name}”: giá trị đã nhập không dùng được, hãy chọn hoặc gõ lại"


class ToldRefusalsPlugin(AirflowPlugin):
    """Registers it with the API server."""

    name = "told_refusals"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": ToldRefusals, "args": [], "kwargs": {}, "name": "told_refusals"}
    ]
