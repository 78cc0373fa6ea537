"""A published report goes to the clerk: copies in the outbox, and a mail, once and only once."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import warehouse
from render.mail import write_mail
from steps.mail import NotTaken, Unsure, require_mail_server, send
from steps.publication.places import version_folder
from steps.publication.sound import require_sound
from steps.runs import note, run_id
from steps.settings import Settings
from steps.storage.source import deliver
from steps.year.of_run import sending_day
from steps.year.state import latest_version, year_state
from transforms.errors import ReportError

CLERK = "van-thu"
ATTACHED = (".docx", ".pdf", ".xlsx")
log = logging.getLogger(__name__)


def send_to_clerk(settings: Settings, year: int) -> str:
    """Hand the version that this run published to the clerk, who numbers, signs and issues it.

    Copies go to ``OUTBOX/van-thu/<year>-v<N>/``, and a mail to CLERK_EMAIL, if that is set, by the
    Airflow connection ``smtp_default``. Only inside the year's open campaign, and never in a
    backfill. Returns what was done, for the run's note. Raises ReportError, having sent nothing,
    where the warehouse holds no version that this run published.
    """
    with warehouse.reading(settings) as connection:
        published = latest_version(connection, year)
        if not published or not year_state(connection, year).is_locked_by(run_id()):
            raise ReportError(f"Năm {year}: lượt chạy này chưa công bố bản nào, không gửi văn thư")
    if sending_day(settings, year) is None:
        done = f"Năm {year}: không gửi văn thư (chạy lại năm cũ hoặc ngoài đợt báo cáo)"
    else:
        done = hand_over(settings, year, published["version"], sorted(published["files"]))
    note(done)
    log.info("%s", done)
    return done


def hand_over(settings: Settings, year: int, version: int, files: list[str]) -> str:
    """Copy and mail one version; a second call does nothing.

    Raises ReportError where a file is not the one that was published, or where an earlier try died
    between asking the mail server and noting its answer.
    """
    folder = version_folder(settings, year, version)
    with warehouse.reading(settings) as connection:
        recorded = warehouse.fetch(connection, "publish/files", year=year, version=version)
    require_sound(settings, year, version, recorded[0]["files"])
    if settings.clerk_email:
        require_mail_server("CLERK_EMAIL")
    for name in files:
        deliver(settings.outbox, f"{CLERK}/{year}-v{version}/{name}", (folder / name).read_bytes())
    if not settings.clerk_email:
        return f"Năm {year}: bản {version} đã vào hộp thư đi của văn thư (chưa đặt CLERK_EMAIL)"
    claim = {"year": year, "version": version, "recipient": settings.clerk_email}
    with warehouse.writing(settings, year) as connection:
        is_ours = bool(warehouse.fetch(connection, "dispatch/claim", **claim))
        sent = warehouse.fetch(connection, "dispatch/state", year=year, version=version)[0]
    if not is_ours and sent["sent_at"] is None:
        raise _unsure(claim | {"recipient": sent["recipient"]})
    if is_ours:
        _send(settings, claim, [folder / name for name in files if name.endswith(ATTACHED)])
    return f"Năm {year}: bản {version} đã gửi văn thư"


def _send(settings: Settings, claim: Mapping[str, Any], attached: list[Path]) -> None:
    """The mail; what the server refused may be tried again, what it took never is."""
    names = [path.name for path in attached]
    words = write_mail("van_thu", year=claim["year"], version=claim["version"], files=names)
    try:
        send(claim["recipient"], words, attached)
    except NotTaken:
        with warehouse.writing(settings, claim["year"]) as connection:
            warehouse.execute(connection, "dispatch/release", claim)
        raise
    except Unsure:
        raise _unsure(claim) from None
    with warehouse.writing(settings, claim["year"]) as connection:
        warehouse.execute(connection, "dispatch/sent", claim)


def _unsure(claim: Mapping[str, Any]) -> ReportError:
    return ReportError(
        f"Năm {claim['year']}: không rõ thư về bản {claim['version']} đã đi chưa; hãy hỏi "
        f"{claim['recipient']}, nếu chưa nhận thì gửi tay từ hộp thư đi"
    )
