"""The pages that describe Airflow's interfaces are off: they ask a CDN, and nobody's sign-in."""

import re
from typing import Any

from airflow.plugins_manager import AirflowPlugin

CLOSED = re.compile(r"(/[a-z]+)?/(docs|redoc|openapi\.json|changelog)(/oauth2-redirect)?/?")


class ClosedPages:
    """Stands before Airflow's own application and all that is mounted in it (ASGI)."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on but those pages, which are not there."""
        if scope["type"] == "http" and CLOSED.fullmatch(scope["path"]):
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await self.app(scope, receive, send)


class ClosedPagesPlugin(AirflowPlugin):
    """Registers them with the API server."""

    name = "closed_pages"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": ClosedPages, "args": [], "kwargs": {}, "name": "closed_pages"}
    ]
