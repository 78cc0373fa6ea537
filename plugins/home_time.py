"""Airflow's user interface begins in Vietnam's time; whoever chose another zone keeps it."""

import json
from typing import Any

from airflow.plugins_manager import AirflowPlugin

from transforms.catalogue import TIME_ZONE

SHELL = b"<title>Airflow</title>"  # of the one page that all others are drawn in
KEY = "timezone"  # under which the browser keeps the zone, as JSON
CHOOSE = (
    f"<script>localStorage.getItem('{KEY}') || "
    f"localStorage.setItem('{KEY}', '{json.dumps(TIME_ZONE.key)}')</script>"
).encode()


class HomeTime:
    """Stands before Airflow's own application (ASGI)."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on; to the page's shell, the zone to begin with is added."""
        start: Any = None

        async def add(message: Any) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
                return
            if start is not None:
                body = message.get("body", b"").replace(SHELL, SHELL + CHOOSE)
                if not message.get("more_body"):
                    kept = [pair for pair in start["headers"] if pair[0] != b"content-length"]
                    start["headers"] = [*kept, (b"content-length", str(len(body)).encode())]
                message, first, start = message | {"body": body}, start, None
                await send(first)
            await send(message)

        is_page = scope["type"] == "http" and scope["method"] == "GET"
        await self.app(scope, receive, add if is_page else send)


def _is_html(message: Any) -> bool:
    return any(
        name == b"content-type" and value.startswith(b"text/html")
        for name, value in message.get("headers", ())
    )


class HomeTimePlugin(AirflowPlugin):
    """Registers it with the API server."""

    name = "home_time"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": HomeTime, "args": [], "kwargs": {}, "name": "home_time"}
    ]
