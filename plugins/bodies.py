"""A request's body, before Airflow's own application (ASGI) has it: read, passed on, refused."""

import json
from typing import Any


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
