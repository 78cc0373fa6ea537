"""One mail to one address by the Airflow connection ``smtp_default``: sent, refused, or unsure.

Whoever sends claims the mail first, in the warehouse: what was refused may be tried again, what was
sent or is unsure never is.
"""

import smtplib
from collections.abc import Iterable
from contextlib import suppress
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formatdate, make_msgid
from pathlib import Path

from render.mail import lay_out
from steps import airflow_internals
from transforms.campaign.mails import Words
from transforms.errors import SettingError, SystemFault

MAIL_SERVER = "smtp_default"
REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused,
           smtplib.SMTPNotSupportedError, ValueError)  # fmt: skip
LONGEST = 200  # characters of a server's answer that are told


class NotTaken(SystemFault):
    """The server has surely not taken the mail."""


class NoMailServer(NotTaken):
    """There was no server to take any mail: none of the others would go either."""


class Unsure(SystemFault):
    """Nobody knows whether the server has taken the mail: the line dropped before its answer."""


def has_mail_server() -> bool:
    """Whether Airflow has the connection at all."""
    from airflow.sdk import BaseHook
    from airflow.sdk.exceptions import AirflowNotFoundException

    try:
        BaseHook.get_connection(MAIL_SERVER)
    except AirflowNotFoundException:
        return False
    return True


def require_mail_server(setting: str) -> None:
    """SettingError where a setting asks for mails and there is no connection to send them by."""
    if not has_mail_server():
        raise SettingError(
            f"{setting}: Airflow chưa có kết nối {MAIL_SERVER}; hãy tạo nó (Admin → Connections)"
        )


def send(recipient: str, words: Words, attached: Iterable[Path] = ()) -> None:
    """Send one mail once, as text and HTML. Raises NotTaken, NoMailServer or Unsure."""
    message = _message(recipient, words, attached)
    try:
        client, sender = airflow_internals.mail_client(MAIL_SERVER)
    except Exception as error:  # of the network, of TLS, of the sign-in: nothing was handed over
        raise NoMailServer(
            f"Máy chủ thư ({MAIL_SERVER}) không nhận kết nối: {_told(error)}"
        ) from error
    message["From"] = sender
    try:
        client.send_message(message, sender, [recipient])
    except REFUSED as error:
        raise NotTaken(f"Máy chủ thư từ chối: {_told(error)}") from error
    except OSError as error:
        raise Unsure(f"Máy chủ thư ngắt giữa chừng: {_told(error)}") from error
    finally:
        with suppress(OSError):  # once it has taken the mail, how it says goodbye is no matter
            client.quit()


def _message(recipient: str, words: Words, attached: Iterable[Path]) -> MIMEMultipart:
    """By the older classes: EmailMessage loses spaces of long Vietnamese subjects (Python 3.11)."""
    message = MIMEMultipart("mixed")
    message["To"], message["Subject"] = recipient, Header(words.subject, "utf-8").encode()
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid(domain="report")
    message["Auto-Submitted"] = "auto-generated"
    message.attach(both := MIMEMultipart("alternative"))
    both.attach(MIMEText(words.body, "plain", "utf-8"))
    both.attach(MIMEText(lay_out(words), "html", "utf-8"))
    for path in attached:
        part = MIMEApplication(path.read_bytes())
        part.add_header("Content-Disposition", "attachment", filename=path.name)
        message.attach(part)
    return message


def _told(error: Exception) -> str:
    """What the server answered, on one line."""
    answer: str | bytes = str(error) or type(error).__name__
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        [[code, answer], *_] = error.recipients.values()
    elif isinstance(error, smtplib.SMTPResponseException):
        code, answer = error.smtp_code, error.smtp_error
    else:
        code = 0
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(f"{code or ''} {text}".split())[:LONGEST]
