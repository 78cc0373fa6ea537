"""A published report goes to the clerk: copies in the outbox, and a mail, once and only once."""

import logging
from collections.abc import Mapping
from typing import Any

from airflow.sdk import BaseHook, get_current_context
from airflow.sdk.exceptions import AirflowNotFoundException
from jinja2 import Environment, FileSystemLoader, StrictUndefined

import warehouse
from steps.publication.places import version_folder
from steps.publication.sound import require_sound
from steps.runs import note, run_id
from steps.settings import PROJECT, Settings
from steps.storage.source import deliver
from steps.year.of_run import open_year
from steps.year.state import latest_version, year_state
from transforms.errors import ReportError, SettingError

CLERK, MAIL_SERVER = "van-thu", "smtp_default"
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
    run = get_current_context()["dag_run"]
    moment = run.logical_date or run.run_after
    if run.run_type == "backfill" or open_year(settings, moment) != year:
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
    for name in files:
        deliver(settings.outbox, f"{CLERK}/{year}-v{version}/{name}", (folder / name).read_bytes())
    if not settings.clerk_email:
        return f"Năm {year}: bản {version} đã vào hộp thư đi của văn thư (chưa đặt CLERK_EMAIL)"
    _require_mail_server()
    claim = {"year": year, "version": version, "recipient": settings.clerk_email}
    with warehouse.writing(settings, year) as connection:
        is_ours = bool(warehouse.fetch(connection, "dispatch/claim", **claim))
        sent = warehouse.fetch(connection, "dispatch/state", year=year, version=version)[0]
    if not is_ours and sent["sent_at"] is None:
        raise ReportError(
            f"Năm {year}: không rõ thư về bản {version} đã đi chưa; hãy hỏi {sent['recipient']}, "
            "nếu chưa nhận thì gửi tay từ hộp thư đi"
        )
    if is_ours:
        _send(settings, claim, [str(folder / name) for name in files if name.endswith(ATTACHED)])
    return f"Năm {year}: bản {version} đã gửi văn thư"


def _require_mail_server() -> None:
    try:
        BaseHook.get_connection(MAIL_SERVER)
    except AirflowNotFoundException:
        raise SettingError(
            f"CLERK_EMAIL: Airflow chưa có kết nối {MAIL_SERVER}; hãy tạo nó (Admin → Connections)"
        ) from None


def _send(settings: Settings, claim: Mapping[str, Any], attached: list[str]) -> None:
    """The mail; what the server refused may be tried again, what it took never is."""
    from airflow.providers.smtp.hooks.smtp import SmtpHook

    try:
        with SmtpHook(MAIL_SERVER) as server:
            server.send_email_smtp(
                to=claim["recipient"],
                subject=f"Báo cáo xã hội học tập năm {claim['year']}, bản {claim['version']}: "
                "đề nghị lấy số, ký, phát hành",
                html_content=_cover_note(claim, attached),
                mime_subtype="mixed",
                files=attached,
            )
    except Exception:  # whatever it was, the server has not taken the mail
        with warehouse.writing(settings, claim["year"]) as connection:
            warehouse.execute(connection, "dispatch/release", claim)
        raise
    with warehouse.writing(settings, claim["year"]) as connection:
        warehouse.execute(connection, "dispatch/sent", claim)


def _cover_note(claim: Mapping[str, Any], attached: list[str]) -> str:
    environment = Environment(
        loader=FileSystemLoader(PROJECT / "report_templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        autoescape=True,
    )
    text = environment.get_template("thu_van_thu.txt.j2").render(
        year=claim["year"],
        version=claim["version"],
        files=[path.rpartition("/")[2] for path in attached],
    )
    return text.replace("\n", "<br>\n")
