"""A steward's word on when a file arrived: it goes before the register and the file's own time."""

import datetime as dt
from typing import Any

import warehouse
from steps.catalogue import load_year
from steps.runs import actor, run_id
from steps.settings import Settings
from steps.year.decisions import STEWARD, clear_reason, recheck, say_rechecked
from steps.year.state import record, require_open
from transforms.catalogue import TIME_ZONE
from transforms.errors import SettingError


def record_arrival(
    settings: Settings, year: int, unit_code: str, version: int, received_on: str, reason: str
) -> dict[str, Any]:
    """As ``correct_arrival``, of a day (ISO date) as a steward's form gives it: its last moment."""
    try:
        day = dt.date.fromisoformat(received_on)
    except ValueError:
        raise SettingError(
            f"Ngày nhận: {received_on[:40]!r} không phải là ngày, ví dụ 2026-11-18"
        ) from None
    now = dt.datetime.now(TIME_ZONE)
    end = dt.datetime.combine(day, dt.time(23, 59, 59), TIME_ZONE)
    moment = now if day == now.date() else end
    return correct_arrival(settings, year, unit_code, version, moment, reason)


def correct_arrival(
    settings: Settings,
    year: int,
    unit_code: str,
    version: int,
    received_at: dt.datetime,
    reason: str,
) -> dict[str, Any]:
    """Record when a unit's version arrived (with its reason), and judge the unit's files by it.

    Versions are numbered anew in order of arrival.
    """
    calendar = load_year(settings.catalog_dir, year).calendar
    opening = dt.datetime.combine(calendar.campaign_start, dt.time(), TIME_ZONE)
    shown = f"{received_at.astimezone(TIME_ZONE):%H:%M ngày %d/%m/%Y}"
    reason = clear_reason(reason)
    if not opening <= received_at <= dt.datetime.now(dt.UTC):
        raise SettingError(
            f"Ngày nhận: {shown} không nằm trong khoảng từ {opening:%d/%m/%Y} đến bây giờ"
        )
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        values = {"year": year, "unit_code": unit_code, "version": version}
        found = warehouse.fetch(connection, "core/version", **values)
        if not found:
            raise SettingError(f"Bản gửi: năm {year} đơn vị {unit_code!r} không có bản {version}")
        moved = {"received_at": received_at, "arrival": "recorded"}
        warehouse.execute(connection, "core/arrival", found[0] | moved)
        text = f"{unit_code} bản {version} được ghi là nhận lúc {shown}"
        record(
            connection, year, "arrival", None, actor=actor(STEWARD), reason=f"{text}: {reason}",
            run_id=run_id(),
        )  # fmt: skip
        checked, changed = recheck(settings, connection, year, text, [unit_code])
    return say_rechecked(year, text, checked, changed)
