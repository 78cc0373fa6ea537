"""What a steward decides about a year: unlock it, move a deadline, judge again, note the issue."""

import datetime as dt
import hashlib
import logging
import re
import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.catalogue import load_catalogue, load_year
from steps.intake.landing import BATCH_SIZE
from steps.publication.answers import LONGEST, SHORTEST
from steps.publication.places import year_folder
from steps.runs import actor, note, run_id
from steps.settings import Settings
from steps.year.state import latest_version, record, require_open, year_state
from transforms.catalogue import YearCatalogue
from transforms.errors import ReportError, SettingError
from transforms.rules.statuses import Status
from transforms.text import squeeze

STEWARD = "người vận hành"
log = logging.getLogger(__name__)


def unlock_year(settings: Settings, year: int, reason: str) -> dict[str, Any]:
    """Open a locked or frozen year and judge the files that waited for it; returns how many.

    A waiting approval becomes void. An open year stays as it is.
    """
    reason = clear_reason(reason)
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
    reason = clear_reason(reason)
    of_year = load_year(settings.catalog_dir, year)
    code, day = _unit_code(of_year, unit_code), _own_deadline(of_year, deadline)
    text = f"{code} được gia hạn đến {day:%d/%m/%Y}"
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        values = {"year": year, "unit_code": code, "deadline": day}
        warehouse.execute(connection, "publish/extend", values)
        _record(connection, year, "extended", f"{text}: {reason}")
    return recheck_unit(settings, year, code, text)


def recheck_unit(settings: Settings, year: int, unit_code: str, text: str) -> dict[str, Any]:
    """Judge a unit's files by what was just decided of it, which ``text`` tells.

    That stands, whatever fails here: a rerun judges again.
    """
    note(f"Năm {year}: {text}")
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        checked, changed = _recheck(settings, connection, year, text, [unit_code])
    told = f"Năm {year}: {text}, {checked} tệp được xét lại"
    return _said("; ".join([told, *changed]), checked=checked, changed=changed)


def _unit_code(of_year: YearCatalogue, given: str) -> str:
    """The reporting unit's code in any case; SettingError, with those there are, for another."""
    codes = [unit.unit_code for unit in of_year.reporting_units]
    found = [code for code in codes if code.casefold() == given.strip().casefold()]
    if not found:
        raise SettingError(
            f"Mã đơn vị: năm {of_year.year} không có đơn vị báo cáo {given[:40]!r}; các đơn vị: "
            + ", ".join(codes)
        )
    return found[0]


def _own_deadline(of_year: YearCatalogue, deadline: str) -> dt.date:
    """A unit's own deadline: after everybody's, within the campaign."""
    day, calendar = _date("Hạn mới", deadline), of_year.calendar
    if day < calendar.unit_deadline:
        raise SettingError(
            f"Hạn mới: {day:%d/%m/%Y} trước hạn chung {calendar.unit_deadline:%d/%m/%Y}"
        )
    if day > calendar.campaign_end:
        raise SettingError(
            f"Hạn mới: {day:%d/%m/%Y} sau ngày cuối của đợt báo cáo {of_year.year}, "
            f"{calendar.campaign_end:%d/%m/%Y}"
        )
    return day


def _date(field: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise SettingError(f"{field}: {text[:40]!r} không phải là ngày, ví dụ 2026-11-25") from None


def clear_reason(text: str) -> str:
    """A reason that says something, as one line."""
    reason = squeeze(text)
    if sum(map(str.isalnum, reason)) < SHORTEST or len(reason) > LONGEST:
        raise SettingError(f"Lý do: hãy viết rõ lý do, từ {SHORTEST} đến {LONGEST} ký tự")
    return reason


def recheck_year(settings: Settings, year: int, reason: str) -> dict[str, Any]:
    """Judge the year's files again by today's rules and catalogue; says whose decision changed.

    Files of unknown year are judged along.
    """
    reason = clear_reason(reason)
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        checked, changed = _recheck(settings, connection, year, reason, None)
        _record(connection, year, "rechecked", reason)
    text = f"Năm {year}: kiểm tra lại {checked} tệp, {len(changed)} tệp đổi kết quả"
    return _said("; ".join([text, *changed]), checked=checked, changed=changed)


def _recheck(
    settings: Settings, connection: Connection, year: int, reason: str, units: list[str] | None
) -> tuple[int, list[str]]:
    """Judge again in the caller's transaction: how many files, and whose decision changed."""
    before = warehouse.fetch(connection, "publish/judged", year=year, unit_codes=units)
    keys = [row["submission_id"] for row in before]
    codes = {row["unit_code"] for row in before if row["unit_code"]}
    _judge_again(settings, connection, year, keys, codes, f"kiểm tra lại: {reason}")
    after = warehouse.fetch(connection, "publish/judged", year=year, unit_codes=units)
    now = {row["submission_id"]: row["decision"] for row in after}
    changed = [
        f"{row['unit_code'] or '?'} bản {row['version'] or '?'}: {row['decision']} → "
        f"{now.get(row['submission_id'], 'năm khác')}"
        for row in before
        if now.get(row["submission_id"]) != row["decision"]
    ]
    return len(keys), changed


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
    day = _date("Ngày", issued_on)
    if not re.search(r"\d", number) or len(number) > 100:
        raise SettingError(f"Số: {number[:40]!r} không phải là số văn bản, ví dụ 512/BC-STNMT")
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
        raise SettingError("Tệp đã ký: không có tệp này trên máy chủ")
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
