"""Stands before all of the desk: who is not signed in sees nothing, and no foreign page acts.

A guard on the application, not on its routes, so that unknown paths and files are behind it too.
Only what it lets through reaches a route, with the account in ``request.state.user``.
"""

from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from steps import airflow_internals

SIGN_IN = "/api/v2/auth/login"
NOT_SIGNED_IN = (
    "Chưa đăng nhập, hoặc phiên đã hết: hãy mở bàn làm việc ở một thẻ khác và đăng nhập, rồi ở thẻ "
    "này bấm Quay lại và gửi lại; chưa có gì được ghi."
)
HARMLESS = ("GET", "HEAD", "OPTIONS")
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Around the desk's application (ASGI)."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from a signed-in account and from our own pages."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # no sockets here
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        user = await airflow_internals.signed_in_user(request)
        refusal = _not_signed_in(request) if user is None else _foreign(request)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        request.state.user = user
        await self.app(scope, receive, _with_headers(send))


def _not_signed_in(request: Request) -> Response:
    """To the sign-in, for a browser that wants to see a page; 401 for everything else."""
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        above = request.scope.get("root_path", "").removesuffix("/desk")
        return RedirectResponse(f"{above}{SIGN_IN}?next={quote(str(request.url), safe='')}", 302)
    return PlainTextResponse(NOT_SIGNED_IN, 401)


def _foreign(request: Request) -> Response | None:
    """A refusal of what changes something and comes from a page that is not of this server."""
    if request.method in HARMLESS:
        return None
    source = request.headers.get("origin") or request.headers.get("referer")
    is_ours = source is None or _host(source) == request.headers.get("host")
    if is_ours and request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none"):
        return None
    return PlainTextResponse("Yêu cầu đến từ một trang khác nên không được nhận", 403)


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).netloc
    except ValueError:  # no address at all
        return None


def _with_headers(send: Send) -> Send:
    """What every answer says to browsers, unless a route said otherwise."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            given: list[Any] = list(message.get("headers", []))
            said = {name.lower() for name, _ in given}
            given += [
                (name.encode(), value.encode())
                for name, value in HEADERS.items()
                if name.encode() not in said
            ]
            message = {**message, "headers": given}
        await send(message)

    return sent
