"""What is asked of the API server, kept for its auth manager while the request is answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from airflow.plugins_manager import AirflowPlugin

from plugins.bodies import pass_on, refuse, whole
from steps.rights.table import ONE_DAG, Request, asked

LARGEST = 1024  # bytes of a request about a DAG itself: switching it on is 20
TOO_LARGE = "Yêu cầu quá dài"


class AskedRequests:
    """Stands before Airflow's own application (ASGI)."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on, and remember what it was."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method, path = scope["method"], scope["path"]
        if method != "PATCH" or not ONE_DAG.fullmatch(path):
            with _known(Request(method, path)):
                await self.app(scope, receive, send)
            return
        body = await whole(receive, LARGEST)
        if body is None:
            await refuse(send, 413, TOO_LARGE)
            return
        with _known(Request(method, path, body)):
            await pass_on(self.app, scope, receive, send, body)


@contextmanager
def _known(request: Request) -> Iterator[None]:
    token = asked.set(request)
    try:
        yield
    finally:
        asked.reset(token)


class AskedRequestsPlugin(AirflowPlugin):
    """Registers it with the API server."""

    name = "asked_requests"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": AskedRequests, "args": [], "kwargs": {}, "name": "asked_requests"}
    ]
