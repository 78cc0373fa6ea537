"""What Airflow itself refuses, in our words and with the form's own titles."""

import json
import re
from typing import Any

from airflow.plugins_manager import AirflowPlugin

from plugins.bodies import refuse

OURS = "/api/v2/"
LOOKED_AT = (400, 403, 409, 422)
NO_RIGHT = "Tài khoản của anh/chị không có quyền làm việc này"
WRONG_FIELD = re.compile(r"Invalid input for param ([^\s:]+): (?:.*'title': '([^']*)')?", re.DOTALL)
OF_BACKFILLS = {
    "There is already a running backfill for dag": (
        "Việc này đang có một đợt Backfill chưa xong: hãy đợi xong hoặc hủy đợt ấy (Browse → "
        "Backfills), rồi làm lại"
    ),
    "No runs to create for Dag": (
        "Backfill: không có lượt nào theo lịch của việc này trong khoảng ngày đã chọn; hãy chọn "
        "khoảng có ngày chạy của từng năm cần làm"
    ),
    "must not be after to_date": "Backfill: ngày đầu phải không sau ngày cuối",
    "Backfill cannot be executed for future dates": "Backfill: ngày cuối phải là ngày đã qua",
    "has a non-periodic schedule": "Việc này không có lịch nên không chạy Backfill được",
    "does not allow backfill runs": "Việc này không chạy bằng Backfill được",
    "Backfill is already completed": "Đợt Backfill này đã xong, không dừng hay hủy được nữa",
}
"""Airflow's words of what it refuses about backfills, and ours."""
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
            if message["type"] == "http.response.start" and message["status"] in LOOKED_AT:
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
                await refuse(send, 422 if first["status"] == 400 else first["status"], line)
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
    if not isinstance(detail, str):
        return None
    if found := WRONG_FIELD.match(detail):
        return _wrong_field(*found.groups())
    return next((line for words, line in OF_BACKFILLS.items() if words in detail), None)


def _wrong_field(name: str, title: str | None) -> str:
    return f"Ô “{title or name}”: giá trị đã nhập không dùng được, hãy chọn hoặc gõ lại"


class ToldRefusalsPlugin(AirflowPlugin):
    """Registers it with the API server."""

    name = "told_refusals"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": ToldRefusals, "args": [], "kwargs": {}, "name": "told_refusals"}
    ]
