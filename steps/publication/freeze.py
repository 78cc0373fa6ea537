"""Freeze a year while its report is being approved, and give it back if it was not published."""

import logging
import shutil

from sqlalchemy import Connection

import warehouse
from steps.catalogue import load_catalogue, load_year
from steps.privacy.kept import require_kept
from steps.publication.answers import REFUSED, last_answer
from steps.publication.places import candidate_folder
from steps.runs import actor, note, run_id
from steps.settings import Settings
from steps.year.aggregate import rebuild
from steps.year.state import former_state, latest_version, record, year_state
from transforms.errors import ReportError

DAG = "publish_report"
log = logging.getLogger(__name__)


def freeze_year(settings: Settings, year: int) -> None:
    """Let nothing change the year's figures until its approval is settled.

    The marts are rebuilt in the same moment, so that they hold what came in since they last were;
    those of a locked year only if its catalogue has changed since it was published. Nothing is
    done in a year that this run itself has locked: whoever clears one of its later tasks clears
    this one too, and the year would be "released" in the end. Raises ReportError while another
    run's approval waits.
    """
    from transforms.publication.changes import catalogue_hash  # pandas: seconds to import

    of_year = load_year(settings.catalog_dir, year)
    with warehouse.writing(settings, year) as connection:
        require_kept(connection, year)
        state, published = year_state(connection, year), latest_version(connection, year)
        is_current = published and published["catalogue_hash"] == catalogue_hash(of_year)
        if state.is_frozen_by(run_id()) or (is_current and state.is_locked_by(run_id())):
            return
        if state.state == "frozen":
            raise ReportError(
                f"Năm {year} {state}, ở một lượt chạy khác: hãy trả lời yêu cầu duyệt đó, "
                "hoặc mở khóa năm (DAG unlock_year), rồi chạy lại"
            )
        if state.is_open or not is_current:
            rebuild(connection, load_catalogue(settings.catalog_dir), of_year)
        record(
            connection, year, "frozen", "frozen", actor=actor(DAG), reason="lập bản trình duyệt",
            run_id=run_id(),
        )  # fmt: skip
    log.info("Năm %d: số liệu đứng yên cho đến khi duyệt xong", year)


def release_year(settings: Settings, year: int) -> None:
    """Undo the freeze where this run ends without having published: as if it had not been.

    Files that came meanwhile are judged, where the year is open again.
    """
    from steps.year.decisions import judge_held

    with warehouse.writing(settings, year) as connection:
        if not year_state(connection, year).is_frozen_by(run_id()):
            return
        reason = _why_not_published(connection, year)
        state = former_state(connection, year)
        record(
            connection, year, "released", state, actor=actor(DAG),
            reason=reason, run_id=run_id(),
        )  # fmt: skip
        if state == "open":
            judge_held(settings, connection, year, f"thôi chốt: {reason}")
    shutil.rmtree(candidate_folder(settings, year), ignore_errors=True)
    note(f"Năm {year}: không công bố, {reason}")


def _why_not_published(connection: Connection, year: int) -> str:
    answer = last_answer(connection, year)
    if answer is None or answer["decision"] != REFUSED:
        return "không được duyệt trong hạn, hoặc lượt chạy hỏng"
    return f"{answer['decided_by']} trả lại: {answer['reason']}"
