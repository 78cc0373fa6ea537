"""What is added to the one page that Airflow's user interface is drawn in.

It begins in Vietnam's time; whoever chose another zone keeps it. And why something was refused is
shown: Airflow's own pages say "Validation Error" of whatever line the server gave.
"""

import json
from pathlib import Path
from typing import Any

from airflow.plugins_manager import AirflowPlugin

from transforms.catalogue import TIME_ZONE

SHELL = b"<title>Airflow</title>"
KEY = "timezone"  # under which the browser keeps the zone, as JSON
CHOOSE = (
    f"localStorage.getItem('{KEY}') || localStorage.setItem('{KEY}', '{json.dumps(TIME_ZONE.key)}')"
)
SHOW = Path(__file__).with_name("refusals.js").read_text(encoding="utf-8")
ADDED = f"<script>{CHOOSE}</script><script>{SHOW}</script>".encode()


class PageShell:
    """Stands before Airflow's own application (ASGI)."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on; to the page's shell, the scripts are added."""
        start: Any = None

        async def add(message: Any) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_html(message):
                start = message
                return
            if start is not None:
                body = message.get("body", b"").replace(SHELL, SHELL + ADDED)
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


class PageShellPlugin(AirflowPlugin):
    """Registers it with the API server."""

    name = "page_shell"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": PageShell, "args": [], "kwargs": {}, "name": "page_shell"}
    ]
