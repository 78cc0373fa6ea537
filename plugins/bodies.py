"""A request before Airflow's own application (ASGI) has it: read, passed on, refused."""

import json
from typing import Any
from urllib.parse import quote

import httpx

CREDENTIALS = (b"authorization", b"cookie")


async def ask(app: Any, scope: Any) -> Any:
    """What a GET of the same path gives to the same account; None where it gives nothing."""
    headers = [pair for pair in scope["headers"] if pair[0].lower() in CREDENTIALS]
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get(quote(scope["path"]), headers=headers)
    return answer.json() if answer.is_success else None


async def whole(receive: Any, largest: int) -> bytes | None:
    """The request's body; None as soon as it is larger, in bytes."""
    body = b""
    while len(body) <= largest:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body if len(body) <= largest else None
    return None


async def pass_on(app: Any, scope: Any, receive: Any, send: Any, body: bytes) -> None:
    """Let the application have the request with this body."""
    kept = [(key, value) for key, value in scope["headers"] if key.lower() != b"content-length"]
    length = (b"content-length", str(len(body)).encode())
    messages = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Any:
        return messages.pop() if messages else await receive()

    await app(scope | {"headers": [*kept, length]}, again, send)


async def refuse(send: Any, status: int, text: str) -> None:
    """Answer in one line, as Airflow's own refusals are made."""
    body = json.dumps({"detail": text}, ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
