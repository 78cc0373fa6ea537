"""What goes to the clerk, when, and what never: against a real SMTP server on loopback."""

import email
import email.policy
import json
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller

from steps.publication import dispatch
from steps.publication.places import version_folder
from steps.settings import Settings
from transforms.errors import ReportError, SettingError

YEAR, VERSION = 2024, 1
FILES = {"bao-cao.docx": b"Word", "bao-cao.html": b"<p>", "phu-luc.xlsx": b"Excel"}


class Mailbox:
    """Keeps what it is sent; refuses everything while told to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.is_refusing = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.is_refusing:
            return "451 try again"
        self.mails.append(
            email.message_from_bytes(envelope.content, policy=email.policy.default)  # type: ignore[arg-type]
        )
        return "250 OK"


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
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
    yield mailbox
    server.stop()


@pytest.fixture
def settings(tmp_path: Path, warehouse: str) -> Settings:
    settings = Settings.from_env(
        {
            "DATA_DIR": str(tmp_path),
            "WAREHOUSE_URL": warehouse,
            "CLERK_EMAIL": "van-thu@example.invalid",
        }
    )
    folder = version_folder(settings, YEAR, VERSION)
    folder.mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    with psycopg.connect(warehouse) as connection:
        connection.execute(
            "insert into core.report (reporting_year, version, kind, inputs_hash, catalogue_hash, "
            "files, figures, basis, approved_by, approved_at, approval_reason) "
            "values (2024, 1, 'published', 'a', 'b', %s, '{}', '{}', 'leader', now(), '')",
            [json.dumps({name: sha256(content).hexdigest() for name, content in FILES.items()})],
        )
        connection.execute(
            "insert into core.year_event (reporting_year, actor, action, state, reason, run_id) "
            "values (2024, 'leader', 'published', 'locked', 'ok', '')"
        )
    return settings


def hand_over(settings: Settings) -> str:
    return dispatch.hand_over(settings, YEAR, VERSION, sorted(FILES))


def test_the_clerk_gets_copies_and_one_mail_with_a_cover_note(settings: Settings, mailbox: Mailbox):
    hand_over(settings)
    folder = Path(settings.outbox) / "van-thu" / "2024-v1"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    (mail,) = mailbox.mails
    assert (mail["To"], mail["From"]) == ("van-thu@example.invalid", "bao-cao@example.invalid")
    assert "năm 2024, bản 1" in mail["Subject"]
    assert [part.get_filename() for part in mail.iter_attachments()] == [
        "bao-cao.docx", "phu-luc.xlsx",
    ]  # fmt: skip
    text = next(part for part in mail.walk() if part.get_content_type() == "text/html")
    assert "Đề nghị lấy số, trình ký và phát hành" in text.get_content()


def test_a_second_call_sends_nothing(settings: Settings, mailbox: Mailbox):
    hand_over(settings)
    hand_over(settings)
    assert len(mailbox.mails) == 1


def test_a_refused_mail_is_tried_again(settings: Settings, mailbox: Mailbox):
    mailbox.is_refusing = True
    with pytest.raises(Exception, match="451"):
        hand_over(settings)
    mailbox.is_refusing = False
    hand_over(settings)
    assert len(mailbox.mails) == 1


def test_a_mail_of_which_nobody_knows_is_never_sent_twice(
    settings: Settings, mailbox: Mailbox, warehouse: str
):
    """The process died after the server had taken it, before it was noted."""
    hand_over(settings)
    with psycopg.connect(warehouse) as connection:
        connection.execute("update core.dispatch set sent_at = null")
    with pytest.raises(ReportError, match="không rõ thư về bản 1 đã đi chưa; hãy hỏi van-thu@"):
        hand_over(settings)
    assert len(mailbox.mails) == 1


def test_without_a_mail_server_it_says_what_is_missing(settings: Settings):
    with pytest.raises(SettingError, match="Airflow chưa có kết nối smtp_default"):
        hand_over(settings)


@pytest.mark.parametrize(
    ("run_type", "day", "is_sent"),
    [
        ("scheduled", "2024-12-01", True),
        ("manual", "2024-12-20", True),
        ("backfill", "2024-12-01", False),  # never in a backfill
        ("manual", "2025-02-01", False),  # the campaign is over
        ("scheduled", "2023-12-01", False),  # another year's campaign
    ],
)
def test_sending_is_for_the_open_campaign_only(
    settings: Settings,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
    run_type: str,
    day: str,
    is_sent: bool,
):
    run = Run(run_type, day)
    monkeypatch.setattr(dispatch, "get_current_context", lambda: {"dag_run": run})
    dispatch.send_to_clerk(settings, YEAR)
    assert len(mailbox.mails) == is_sent
    assert (Path(settings.outbox) / "van-thu").exists() is is_sent


class Run:
    """What a step asks of its run."""

    def __init__(self, run_type: str, day: str):
        import pendulum

        self.run_type = run_type
        self.logical_date = pendulum.parse(f"{day}T08:00:00+07:00")
