"""A real SMTP server on loopback that keeps what it is sent, and fails as it is told to."""

import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """Keeps what it is sent. ``is_refusing``: says no; ``is_dropping``: takes it, says nothing."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.is_refusing = self.is_dropping = False
        self.unknown: set[str] = set()

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.unknown:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.is_refusing:
            return "451 try again"
        self.mails.append(
            email.message_from_bytes(envelope.content, policy=email.policy.default)  # type: ignore[arg-type]
        )
        if self.is_dropping:
            server.transport.abort()
        return "250 OK"

    def take(self) -> list[EmailMessage]:
        """What has come since it was last asked."""
        taken, self.mails = self.mails, []
        return taken


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """The text of a mail, or its HTML."""
    part = next(part for part in mail.walk() if part.get_content_type() == f"text/{kind}")
    return str(part.get_content())


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """The server, and Airflow's connection to it in the environment."""
    mailbox = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv(
        "AIRFLOW_CONN_SMTP_DEFAULT",
        f"smtp://127.0.0.1:{port}?disable_ssl=true&disable_tls=true&retry_limit=1"
        "&from_email=bao-cao@example.invalid",
    )
    try:
        yield mailbox
    finally:
        server.stop()
