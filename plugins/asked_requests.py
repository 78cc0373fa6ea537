"""What is asked of the API server, kept for its auth manager while the request is answered."""

from typing import Any

from airflow.plugins_manager import AirflowPlugin

from steps.rights.table import ONE_DAG, Request, asked

LARGEST = 1024  # bytes of a body that is looked at


class AskedRequests:
    """Stands before Airflow's own application (ASGI)."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on, and remember what it was."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method, path, first = scope["method"], scope["path"], None
        body = b""
        if method == "PATCH" and ONE_DAG.fullmatch(path):
            first = await receive()
            if not first.get("more_body") and len(first.get("body", b"")) <= LARGEST:
                body = first.get("body", b"")

        async def again() -> Any:
            nonlocal first
            message, first = first, None
            return message or await receive()

        token = asked.set(Request(method, path, body))
        try:
            await self.app(scope, again, send)
        finally:
            asked.reset(token)


class AskedRequestsPlugin(AirflowPlugin):
    """Registers it with the API server."""

    name = "asked_requests"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": AskedRequests, "args": [], "kwargs": {}, "name": "asked_requests"}
    ]
