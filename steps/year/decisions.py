"""What a steward decides about a year: unlock it, move a deadline, judge again, note the issue."""

import datetime as dt
import hashlib
import logging
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.catalogue import load_catalogue, load_year
from steps.intake.landing import BATCH_SIZE
from steps.publication.places import year_folder
from steps.runs import actor, note, run_id
from steps.settings import Settings
from steps.year.state import latest_version, record, require_open, year_state
from transforms.errors import ReportError, SettingError
from transforms.rules.statuses import Status

STEWARD = "người vận hành"
log = logging.getLogger(__name__)


def unlock_year(settings: Settings, year: int, reason: str) -> dict[str, Any]:
    """Open a locked or frozen year and judge the files that waited for it; returns how many.

    A waiting approval becomes void. An open year stays as it is.
    """
    with warehouse.writing(settings, year) as connection:
        state = year_state(connection, year)
        if state.is_open:
            return _said(f"Năm {year} đang mở sẵn", held=0)
        _record(connection, year, "unlocked", reason, "open")
        held = warehouse.fetch(connection, "publish/held", year=year, held=Status.HELD.value)
        keys = [row["submission_id"] for row in held]
        units = {row["unit_code"] for row in held}
        _judge_again(settings, connection, year, keys, units, f"mở khóa: {reason}", releases=True)
    return _said(f"Đã mở khóa năm {year}: {len(held)} tệp chờ được kiểm tra", held=len(held))


def extend_deadline(
    settings: Settings, year: int, unit_code: str, deadline: str, reason: str
) -> dict[str, Any]:
    """Give a unit its own deadline (ISO date) in a year, and judge its files by it."""
    of_year = load_year(settings.catalog_dir, year)
    unit = of_year.unit(unit_code)
    if unit is None or unit.is_group:
        raise SettingError(f"unit_code: năm {year} không có đơn vị báo cáo {unit_code!r}")
    day = dt.date.fromisoformat(deadline)
    if day < of_year.calendar.unit_deadline:
        raise SettingError(
            f"deadline: {day:%d/%m/%Y} trước hạn chung {of_year.calendar.unit_deadline:%d/%m/%Y}"
        )
    values = {"year": year, "unit_code": unit_code, "deadline": day}
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        warehouse.execute(connection, "publish/extend", values)
        text = f"{unit_code} được gia hạn đến {day:%d/%m/%Y}"
        _record(connection, year, "extended", f"{text}: {reason}")
    return recheck_year(settings, year, text, [unit_code])


def recheck_year(
    settings: Settings, year: int, reason: str, unit_codes: Iterable[str] | None = None
) -> dict[str, Any]:
    """Judge the year's files again by today's rules and catalogue; says whose decision changed.

    Files of unknown year are judged along; those of some units only, if units are given.
    """
    units = list(unit_codes) if unit_codes is not None else None
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        before = warehouse.fetch(connection, "publish/judged", year=year, unit_codes=units)
        keys = [row["submission_id"] for row in before]
        codes = {row["unit_code"] for row in before if row["unit_code"]}
        _judge_again(settings, connection, year, keys, codes, f"kiểm tra lại: {reason}")
        after = warehouse.fetch(connection, "publish/judged", year=year, unit_codes=units)
        now = {row["submission_id"]: row["decision"] for row in after}
        if units is None:
            _record(connection, year, "rechecked", reason)
    changed = [
        f"{row['unit_code'] or '?'} bản {row['version'] or '?'}: {row['decision']} → "
        f"{now.get(row['submission_id'], 'năm khác')}"
        for row in before
        if now.get(row["submission_id"]) != row["decision"]
    ]
    text = f"Năm {year}: kiểm tra lại {len(keys)} tệp, {len(changed)} tệp đổi kết quả"
    return _said("; ".join([text, *changed]), checked=len(keys), changed=changed)


def _judge_again(
    settings: Settings, connection: Connection, year: int, submission_ids: list[str],
    unit_codes: set[str], reason: str, releases: bool = False,
) -> None:  # fmt: skip
    """Judge files once more, in place of what was known of them; the files and units of a year.

    One that turns out to be of another year is left for that year's run, as any new file is.
    """
    from steps.intake.judging import judge_files  # pandas and Great Expectations: seconds to import
    from steps.intake.settle import settle
    from steps.intake.store import mark_read
    from steps.intake.storing import store_apart

    catalogue = load_catalogue(settings.catalog_dir)
    for start in range(0, len(submission_ids), BATCH_SIZE):
        batch = submission_ids[start : start + BATCH_SIZE]
        judged = judge_files(settings, catalogue, batch)
        years = {key: verdict.reading.year for key, (_, verdict) in judged.items()}
        moved = [key for key, found in years.items() if found not in (None, year)]
        warehouse.delete(connection, "core.submission", "submission_id", moved)
        kept = {key: value for key, value in judged.items() if key not in moved}
        kept = dict(store_apart(settings, connection, catalogue, kept))
        years |= {key: verdict.reading.year for key, (_, verdict) in kept.items()}
        mark_read(connection, years)
        unit_codes |= {v.reading.unit_code for _, v in kept.values() if v.reading.unit_code}
    settle(settings, connection, catalogue, year, unit_codes, reason,
           actor=actor(STEWARD), releases=releases)  # fmt: skip


def record_issue(
    settings: Settings, year: int, number: str, issued_on: str, signed_file: str | None = None,
    version: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Note number and date (ISO) that the clerk gave a published version; keep the signed file.

    ``version`` defaults to the latest. From then on a next version replaces this one.
    """
    day = dt.date.fromisoformat(issued_on)
    if not re.search(r"\d", number):
        raise SettingError(f"number: {number!r} không có chữ số nào")
    with warehouse.writing(settings, year) as connection:
        latest = latest_version(connection, year)
        if latest is None or not 0 < (version or 1) <= latest["version"]:
            raise ReportError(f"Năm {year} chưa công bố phiên bản {version or 1}: chưa thể ghi số")
        chosen = version or latest["version"]
        values = {
            "year": year, "version": chosen, "number": number.strip(), "issued_on": day,
            "signed_sha256": _keep_signed(settings, year, chosen, signed_file),
        }  # fmt: skip
        warehouse.execute(connection, "publish/issue", values)
        text = f"phiên bản {chosen}: số {number.strip()} ngày {day:%d/%m/%Y}"
        _record(connection, year, "issued", text)
    return _said(f"Năm {year}, {text}", version=chosen)


def _keep_signed(
    settings: Settings, year: int, version: int, signed_file: str | None
) -> str | None:
    if not signed_file:
        return None
    source = Path(signed_file)
    if not source.is_file():
        raise SettingError("signed_file: không có tệp này trên máy chủ")
    target = year_folder(settings, year) / "signed" / f"v{version}{source.suffix.lower()}"
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    part.chmod(0o444)
    part.replace(target)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def _record(
    connection: Connection, year: int, action: str, reason: str, state: str | None = None
) -> None:
    record(connection, year, action, state, actor=actor(STEWARD), reason=reason, run_id=run_id())


def _said(text: str, **facts: Any) -> dict[str, Any]:
    """The facts, with the text told in the run's note and log."""
    note(text)
    log.info("%s", text)
    return facts
