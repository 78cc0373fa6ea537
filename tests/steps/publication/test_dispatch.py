"""What goes to the clerk, when, and what never: against a real SMTP server on loopback."""

import json
import smtplib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from steps.publication import dispatch
from steps.publication.places import version_folder
from steps.settings import Settings
from steps.year import of_run
from tests.mailbox import Mailbox, listening, text_of
from tests.runs import Run
from transforms.errors import ReportError, SettingError

YEAR, VERSION = 2024, 1
FILES = {"bao-cao.docx": b"Word", "bao-cao.html": b"<p>", "phu-luc.xlsx": b"Excel"}


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with listening(monkeypatch) as mailbox:
        yield mailbox


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
    for kind in ("plain", "html"):
        assert "Đề nghị lấy số, trình ký và phát hành" in text_of(mail, kind)
    assert "- bao-cao.docx" in text_of(mail)
    assert "<li>bao-cao.docx</li>" in text_of(mail, "html")


def test_a_second_call_sends_nothing(settings: Settings, mailbox: Mailbox):
    hand_over(settings)
    hand_over(settings)
    assert len(mailbox.mails) == 1


@pytest.mark.fault("Máy chủ thư từ chối", "gửi văn thư", "gửi lại ở lượt sau")
def test_a_refused_mail_is_tried_again(settings: Settings, mailbox: Mailbox):
    mailbox.is_refusing = True
    with pytest.raises(Exception, match="451"):
        hand_over(settings)
    mailbox.is_refusing = False
    hand_over(settings)
    assert len(mailbox.mails) == 1


@pytest.mark.fault(
    "Chết sau khi máy chủ thư đã nhận", "gửi văn thư", "hỏi văn thư; không gửi lần hai"
)
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


@pytest.mark.fault("Máy chủ thư nhận rồi ngắt", "gửi văn thư", "hỏi văn thư; không gửi lần hai")
def test_a_server_that_takes_the_mail_and_drops_the_line_gets_it_once(
    settings: Settings, mailbox: Mailbox
):
    mailbox.is_dropping = True
    for _ in range(3):
        with pytest.raises(ReportError, match="không rõ thư về bản 1 đã đi chưa"):
            hand_over(settings)
    assert len(mailbox.mails) == 1


def test_how_the_server_says_goodbye_is_no_matter(
    settings: Settings, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    def drop(client: smtplib.SMTP) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(smtplib.SMTP, "quit", drop)
    hand_over(settings)
    hand_over(settings)
    assert len(mailbox.mails) == 1


@pytest.mark.fault("Máy chủ thư không trả lời", "gửi văn thư", "gửi lại ở lượt sau")
def test_a_server_that_is_down_leaves_the_mail_to_be_tried_again(
    settings: Settings, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        patch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", "smtp://127.0.0.1:1?disable_ssl=true")
        with pytest.raises(Exception, match="không nhận kết nối"):
            hand_over(settings)
    hand_over(settings)
    assert len(mailbox.mails) == 1


def test_without_a_mail_server_it_says_what_is_missing(settings: Settings):
    with pytest.raises(SettingError, match="Airflow chưa có kết nối smtp_default"):
        hand_over(settings)
    assert not Path(settings.outbox, "van-thu").exists()  # and does nothing before


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
    monkeypatch.setattr(of_run, "get_current_context", lambda: {"dag_run": run})
    dispatch.send_to_clerk(settings, YEAR)
    assert len(mailbox.mails) == is_sent
    assert (Path(settings.outbox) / "van-thu").exists() is is_sent
