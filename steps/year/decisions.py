"""What a steward decides about a year: unlock it, move a deadline, judge again, note the issue."""

import datetime as dt
import hashlib
import logging
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.catalogue import load_catalogue, load_year
from steps.intake.landing import BATCH_SIZE
from steps.privacy.kept import require_kept
from steps.publication.answers import LONGEST, SHORTEST
from steps.publication.signed import forget_brought, put_beside, signed_bytes
from steps.runs import actor, note, run_id
from steps.settings import Settings
from steps.year.state import latest_version, record, require_open, year_state
from transforms.catalogue import TIME_ZONE, YearCatalogue
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
        is_open = year_state(connection, year).is_open
        require_kept(connection, year)
        if not is_open:
            note_event(connection, year, "unlocked", reason, "open")
        held = judge_held(settings, connection, year, f"mở khóa: {reason}")
    done = f"Năm {year} đang mở sẵn" if is_open else f"Đã mở khóa năm {year}"
    return said(f"{done}: {held} tệp chờ được kiểm tra", held=held)


def judge_held(settings: Settings, connection: Connection, year: int, reason: str) -> int:
    """Judge the files that waited for the year to be open again; how many."""
    held = warehouse.fetch(connection, "publish/held", year=year, held=Status.HELD.value)
    keys = [row["submission_id"] for row in held]
    units = {row["unit_code"] for row in held}
    judge_again(settings, connection, year, keys, units, reason, releases=True)
    return len(held)


def extend_deadline(
    settings: Settings, year: int, unit_code: str, deadline: str, reason: str
) -> dict[str, Any]:
    """Give a unit its own deadline (ISO date) in a year, and judge its files by it."""
    reason = clear_reason(reason)
    of_year = load_year(settings.catalog_dir, year)
    code, day = unit_code_of(of_year, unit_code), _own_deadline(of_year, deadline)
    text = f"{code} được gia hạn đến {day:%d/%m/%Y}"
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        values = {"year": year, "unit_code": code, "deadline": day}
        warehouse.execute(connection, "publish/extend", values)
        note_event(connection, year, "extended", f"{text}: {reason}")
        checked, changed = recheck(settings, connection, year, text, [code])
    return say_rechecked(year, text, checked, changed)


def say_rechecked(year: int, text: str, checked: int, changed: list[str]) -> dict[str, Any]:
    """What a decision about one unit did, told in the run's note and log, and as facts."""
    told = f"Năm {year}: {text}, {checked} tệp được xét lại"
    return said("; ".join([told, *changed]), checked=checked, changed=changed)


def unit_code_of(of_year: YearCatalogue, given: str) -> str:
    """The reporting unit's code in any case; SettingError, with those there are, for another."""
    codes = [unit.unit_code for unit in of_year.reporting_units]
    found = [code for code in codes if code.casefold() == given.strip().casefold()]
    if not found:
        raise SettingError(
            f"Đơn vị: năm {of_year.year} không có đơn vị báo cáo {given[:40]!r}; các đơn vị: "
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
        checked, changed = recheck(settings, connection, year, reason, None)
        note_event(connection, year, "rechecked", reason)
    text = f"Năm {year}: kiểm tra lại {checked} tệp, {len(changed)} tệp đổi kết quả"
    return said("; ".join([text, *changed]), checked=checked, changed=changed)


def recheck(
    settings: Settings, connection: Connection, year: int, reason: str, units: list[str] | None
) -> tuple[int, list[str]]:
    """Judge again in the caller's transaction: how many files, and whose decision changed."""
    before = warehouse.fetch(connection, "publish/judged", year=year, unit_codes=units)
    keys = [row["submission_id"] for row in before]
    codes = {row["unit_code"] for row in before if row["unit_code"]}
    judge_again(settings, connection, year, keys, codes, f"kiểm tra lại: {reason}")
    after = warehouse.fetch(connection, "publish/judged", year=year, unit_codes=units)
    now = {row["submission_id"]: row["decision"] for row in after}
    changed = [
        f"{row['unit_code'] or '?'} bản {row['version'] or '?'}: {row['decision']} → "
        f"{now.get(row['submission_id'], 'năm khác')}"
        for row in before
        if now.get(row["submission_id"]) != row["decision"]
    ]
    return len(keys), changed


def judge_again(
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
    version: int | None = None, reason: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Note number and date (ISO) that the clerk gave a published version; keep the signed file.

    ``version`` defaults to the latest. From then on a next version replaces this one. What was
    noted is corrected with a ``reason`` alone.
    """
    day = _date("Ngày", issued_on)
    if not re.search(r"\d", number) or len(number) > 100:
        raise SettingError(f"Số: {number[:40]!r} không phải là số văn bản, ví dụ 512/BC")
    last = max(dt.datetime.now(TIME_ZONE).date(), dt.date(year, 12, 31))
    if not dt.date(year, 1, 1) <= day <= last:
        raise SettingError(
            f"Ngày: {day:%d/%m/%Y} không thể là ngày phát hành báo cáo năm {year} (từ "
            f"01/01/{year} đến {last:%d/%m/%Y})"
        )
    signed = signed_bytes(settings, signed_file) if signed_file else None
    with warehouse.writing(settings, year) as connection:
        latest = latest_version(connection, year)
        if latest is None or not 0 < (version or 1) <= latest["version"]:
            raise ReportError(f"Năm {year} chưa công bố phiên bản {version or 1}: chưa thể ghi số")
        chosen = version or latest["version"]
        values = {
            "year": year, "version": chosen, "number": number.strip(), "issued_on": day,
            "signed_sha256": hashlib.sha256(signed[1]).hexdigest() if signed else None,
        }  # fmt: skip
        former = _replaced(connection, values, reason)
        warehouse.execute(connection, "publish/issue", values)
        text = f"phiên bản {chosen}: số {number.strip()} ngày {day:%d/%m/%Y}{former}"
        note_event(connection, year, "issued", text)
        if signed:
            put_beside(settings, year, chosen, *signed)
    if signed_file:
        forget_brought(settings, signed_file)
    return said(f"Năm {year}, {text}", version=chosen)


def _replaced(connection: Connection, values: Mapping[str, Any], reason: str | None) -> str:
    """What was noted before and is corrected, with the reason; SettingError without one."""
    [noted] = warehouse.fetch(
        connection, "publish/issued", year=values["year"], version=values["version"]
    )
    before = noted["issued_number"], noted["issued_on"]
    now = values["number"], values["issued_on"]
    is_other_file = values["signed_sha256"] not in (None, noted["signed_sha256"])
    if not noted["issued_number"] or (
        before == now and not (noted["signed_sha256"] and is_other_file)
    ):
        return ""
    told = f"số {before[0]} ngày {before[1]:%d/%m/%Y}"
    if not reason:
        raise SettingError(
            f"Phiên bản {values['version']} đã ghi {told}: muốn sửa thì ghi rõ lý do ở ô Lý do"
        )
    return f", thay {told}: {clear_reason(reason)}"


def note_event(
    connection: Connection, year: int, action: str, reason: str, state: str | None = None
) -> None:
    """Write down what a steward decided about a year, with who did and in which run."""
    record(connection, year, action, state, actor=actor(STEWARD), reason=reason, run_id=run_id())


def said(text: str, **facts: Any) -> dict[str, Any]:
    """The facts, with the text told in the run's note and log."""
    note(text)
    log.info("%s", text)
    return facts
