"""The campaign opens: each unit's workbook of the year into its outbox."""

import errno
import hashlib
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping

import warehouse
from steps.campaign.last_year import load_carried
from steps.catalogue import load_year
from steps.intake.deadlines import load_extensions, with_deadline
from steps.runs import note
from steps.settings import Settings
from steps.storage.folder import MINE_ALONE
from steps.storage.source import deliver, delivered_bytes
from steps.year.of_run import is_backfill
from transforms.catalogue import Unit
from transforms.errors import ReportError

SHOWN = 15  # unit codes that a note names
NEW, SAME, KEPT, FAILED = "new", "same", "kept", "failed"
log = logging.getLogger(__name__)


def open_campaign(settings: Settings, year: int) -> str:
    """Put every reporting unit's workbook into ``OUTBOX/<unit_code>/``; never in a backfill.

    Returns what was done, for the run's note: how many are new, which were left alone because
    somebody has changed them, which units have no mail address. Raises ReportError at the end where
    a unit's outbox takes no file.
    """
    if is_backfill():
        done = f"Năm {year}: chạy lại năm cũ, không đặt biểu mẫu vào hộp thư đi"
        note(done)
        return done
    outcome = write_blanks(settings, year)
    done = _told(settings, year, outcome)
    note(done)
    log.info("%s", done)
    if outcome[FAILED]:
        raise ReportError(
            f"Năm {year}: không ghi được vào hộp thư đi của {_named(outcome[FAILED])}; hãy kiểm "
            f"tra quyền của thư mục {settings.outbox} rồi chạy lại"
        )
    return done


def write_blanks(settings: Settings, year: int) -> Mapping[str, list[str]]:
    """The units by what became of their workbook: new, same, kept or failed."""
    from steps.campaign.blanks import blank_bytes, blank_name  # openpyxl: not for every process

    of_year = load_year(settings.catalog_dir, year)
    carried = load_carried(settings, year)
    with warehouse.reading(settings) as connection:
        extensions = load_extensions(connection)
        rows = warehouse.fetch(connection, "campaign/blanks", year=year)
    ours = {row["unit_code"]: row["sha256"] for row in rows}
    outcome: dict[str, list[str]] = defaultdict(list)
    for unit in of_year.reporting_units:
        code = unit.unit_code
        own = with_deadline(of_year, code, extensions)
        content = blank_bytes(own, unit, carried.get(code))
        result = _put(settings, year, unit, blank_name(own, unit), content, ours.get(code))
        outcome[result].append(code)
    return outcome


def _put(
    settings: Settings, year: int, unit: Unit, name: str, content: bytes, ours: str | None
) -> str:
    """Write a workbook where there is none, or one that is still as we wrote it."""
    place, wanted = f"{unit.unit_code}/{name}", _hash(content)
    try:
        there = delivered_bytes(settings.outbox, place)
        if there is not None and _hash(there) not in (wanted, ours):
            return KEPT
        if there != content:
            deliver(settings.outbox, place, content)
    except OSError as error:
        if error.errno not in (*MINE_ALONE, errno.EEXIST):
            raise
        log.warning("Hộp thư đi của %s: %s", unit.unit_code, error.strerror)
        return FAILED
    if wanted != ours:
        values = {"year": year, "unit_code": unit.unit_code, "name": name, "sha256": wanted}
        with warehouse.writing(settings, year) as connection:
            warehouse.execute(connection, "campaign/blank", values)
    return SAME if there == content else NEW


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _told(settings: Settings, year: int, outcome: Mapping[str, list[str]]) -> str:
    units = load_year(settings.catalog_dir, year).reporting_units
    new, same, kept = (len(outcome[name]) for name in (NEW, SAME, KEPT))
    parts = [f"Năm {year}: biểu mẫu của {new + same} đơn vị ở hộp thư đi ({new} tệp mới)"]
    if kept:
        parts.append(f"giữ nguyên tệp đã có người sửa của {_named(outcome[KEPT])}")
    if silent := [unit.unit_code for unit in units if not unit.email]:
        parts.append(f"chưa có địa chỉ thư, phải đưa tận tay: {_named(silent)}")
    return "; ".join(parts)


def _named(codes: Iterable[str]) -> str:
    codes = list(codes)
    more = f" và {len(codes) - SHOWN} đơn vị khác" if len(codes) > SHOWN else ""
    return ", ".join(codes[:SHOWN]) + more
