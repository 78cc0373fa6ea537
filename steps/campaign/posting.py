"""The mails of a morning: written once, claimed, handed to the server, and what became of each."""

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

import warehouse
from steps.mail import NoMailServer, NotTaken, Unsure, has_mail_server, send
from steps.runs import note
from steps.settings import Settings
from steps.year.of_run import sending_day
from transforms.campaign.mails import Words
from transforms.campaign.reminding import Step

NOT_TODAY = "Năm {}: không gửi thư (chạy lại năm cũ hoặc ngoài đợt báo cáo)"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Morning:
    """A year's morning, whose mails are kept together."""

    year: int
    day: dt.date


def this_morning(
    settings: Settings, year: int, work: Callable[[Settings, int, dt.date], str]
) -> str:
    """Do a morning's work; nothing in a backfill or outside the year's open campaign.

    Returns what was done, which is the run's note as well.
    """
    day = sending_day(settings, year)
    done = NOT_TODAY.format(year) if day is None else work(settings, year, day)
    note(done)
    log.info("%s", done)
    return done


def plan(
    connection: Connection, morning: Morning, audience: str, recipient: str | None, words: Words,
    unit_code: str = "", steps: Iterable[Step] = (),
) -> None:  # fmt: skip
    """Keep a mail to be sent, with the steps that it takes; nothing if it has gone out already."""
    year = morning.year
    values = {
        "year": year, "morning": morning.day, "audience": audience, "unit_code": unit_code,
        "recipient": recipient, "subject": words.subject, "body": words.body,
    }  # fmt: skip
    for row in warehouse.fetch(connection, "mail/plan", **values):
        warehouse.execute(
            connection,
            "campaign/reminder",
            [
                {"year": year, "unit_code": code, "audience": step.to,
                 "days_before": step.days_before, "mail_id": row["mail_id"]}
                for code, step in steps
            ],
        )  # fmt: skip


def post(settings: Settings, morning: Morning, audiences: Sequence[str]) -> None:
    """Send the morning's mails that were not yet handed over; without a server they stay as texts.

    One that is refused holds up no other. Raises NoMailServer where none can go, and NotTaken at
    the end where one was refused: those are tried again. What is unsure is never sent again.
    """
    if not has_mail_server():
        return
    with warehouse.reading(settings) as connection:
        mails = warehouse.fetch(
            connection, "mail/to_send", year=morning.year, morning=morning.day,
            audiences=list(audiences),
        )  # fmt: skip
    refused = []
    for number, mail in enumerate(mails):
        key = {"mail_id": mail["mail_id"]}
        with warehouse.writing(settings, morning.year) as connection:
            if not warehouse.fetch(connection, "mail/claim", **key):
                continue
        try:
            send(mail["recipient"], Words(mail["subject"], mail["body"]))
        except NoMailServer as error:
            _release(settings, morning, [one["mail_id"] for one in mails[number:]], str(error))
            raise
        except NotTaken as error:
            _release(settings, morning, [mail["mail_id"]], str(error))
            refused.append(mail["unit_code"] or mail["audience"])
        except Unsure as error:
            log.warning("Thư %d: %s", mail["mail_id"], error)
        else:
            with warehouse.writing(settings, morning.year) as connection:
                warehouse.execute(connection, "mail/sent", key)
    if refused:
        raise NotTaken(
            f"Năm {morning.year}: máy chủ thư từ chối {len(refused)} thư ({', '.join(refused)}); "
            "lý do ở bàn làm việc, trang Nhắc đơn vị; hãy sửa địa chỉ trong units.csv nếu sai"
        )


def _release(settings: Settings, morning: Morning, ids: list[int], refusal: str) -> None:
    with warehouse.writing(settings, morning.year) as connection:
        values = [{"mail_id": mail_id, "refusal": refusal} for mail_id in ids]
        warehouse.execute(connection, "mail/release", values)
