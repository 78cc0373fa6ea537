"""A run that is started by hand takes no other's date or name, and holds what Airflow can carry.

Airflow takes any date. A run dated into the future stands until that day and lets no other begin;
one at the very moment of a scheduled run, to come or missed, or of a backfill's keeps that from
ever being made, whatever its own year. A day gone by may be asked for at any other moment: "today"
of a run is its date, so that a campaign can be gone through again.

The runs that our runs start are named after them (``publish__…``): who took such a name first would
have that run waited for, whatever its year.

Airflow's processes cannot tell each other a number beyond 64 bits, nor lists within lists within
lists: one such parameter, in no field of ours, ends the DAG processor and every task of its run. A
backfill's parameters reach them too.
"""

import datetime as dt
import json
import re
from typing import Any

from airflow.plugins_manager import AirflowPlugin

from plugins.bodies import pass_on, refuse, whole
from steps.year.timetable import is_planned

ROUTE = re.compile(r"/api/v2/(dags/[^/]+/dagRuns|backfills(/dry_run)?)/?", re.DOTALL)
LARGEST = 256 * 1024  # bytes of a request
MOMENTS = ("logical_date", "run_after", "data_interval_start", "data_interval_end")
LEEWAY = dt.timedelta(minutes=5)  # between a client's clock and ours
LONGEST_ID = 150  # of a run: the runs that it starts are named after it
TOO_LARGE = "Yêu cầu chạy quá dài"
AHEAD = (
    "Ngày của lượt chạy (Logical Date) ở tương lai hoặc không dùng được: hãy để trống. Để chạy cho "
    "năm trước, hãy chọn ở ô “Năm báo cáo” hoặc dùng Backfill"
)
TAKEN = (
    "Ngày của lượt chạy (Logical Date) đúng vào lúc của một lượt theo lịch hoặc Backfill: hãy để "
    "trống, hoặc chọn phút khác"
)
EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
RANGE = ("from_date", "to_date")  # of a backfill
MOST_AT_ONCE = 100
BAD_RANGE = (
    f"Backfill: khoảng ngày từ năm {EARLIEST.year} trở đi, và từ 1 đến {MOST_AT_ONCE} lượt chạy "
    "cùng lúc (Max Active Runs)"
)
BY_HAND = "manual__"  # the one kind of run that may be named
BAD_ID = (
    f"Tên lượt chạy (Run ID): để trống, hoặc nhiều nhất {LONGEST_ID} ký tự trên một dòng, không "
    "có hai dấu gạch dưới liền nhau, không chỉ gồm dấu chấm"
)
LONGEST_NOTE = 1000
LONG_NOTE = f"Ghi chú (Note): nhiều nhất {LONGEST_NOTE} ký tự"
NOT_KEPT = "Yêu cầu chạy có ký tự, số hoặc danh sách không ghi được: hãy gõ lại"
LARGEST_NUMBER = 2**63
CONF = ("conf", "dag_run_conf")


class CheckedRuns:
    """Stands before Airflow's own application (ASGI)."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on but what is no run by hand, and no backfill."""
        asks = scope["type"] == "http" and scope["method"] == "POST"
        if not asks or not ROUTE.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        body = await whole(receive, LARGEST)
        fault = TOO_LARGE if body is None else what_is_wrong(body, dt.datetime.now(dt.UTC))
        if fault:
            await refuse(send, 422, fault)
            return
        await pass_on(self.app, scope, receive, send, body or b"")


def what_is_wrong(body: bytes, now: dt.datetime) -> str | None:
    """Why such a run is not started, in one line; None where it may be, or Airflow will say."""
    try:
        asked = json.loads(body)
        given = [asked[name] for name in MOMENTS if asked.get(name) is not None]
        name = asked.get("dag_run_id")
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None  # Airflow refuses what is no such request
    if any(not _is_past(moment, now) for moment in given):
        return AHEAD
    if (moment := asked.get("logical_date")) and is_planned(dt.datetime.fromisoformat(moment)):
        return TAKEN
    if isinstance(name, str) and name and not _is_name(name):
        return BAD_ID
    if len(str(asked.get("note") or "")) > LONGEST_NOTE:
        return LONG_NOTE
    if not _is_range(asked):
        return BAD_RANGE
    return None if _can_be_kept(asked) else NOT_KEPT


def _is_name(name: str) -> bool:
    free = name.removeprefix(BY_HAND)
    says_something = free.strip(".") and name.isprintable()
    return bool(says_something) and len(name) <= LONGEST_ID and "__" not in free


def _is_range(asked: dict[str, Any]) -> bool:
    """Whether a backfill's days are of our time, and its runs would ever begin."""
    try:
        days = [dt.datetime.fromisoformat(asked[name]) for name in RANGE if name in asked]
        is_ours = all(day.year >= EARLIEST.year for day in days)
        return is_ours and 1 <= asked.get("max_active_runs", 1) <= MOST_AT_ONCE
    except (ValueError, TypeError):
        return False


def _can_be_kept(asked: Any) -> bool:
    """Whether PostgreSQL and Airflow's processes have a place for all of it.

    PostgreSQL knows no NUL, half a character or NaN, and makes whole numbers of large ones.
    """
    try:
        text = json.dumps(asked, ensure_ascii=False, allow_nan=False)
        json.loads(text, parse_int=_carried, parse_float=_carried)
        given = [value for name in CONF for value in (asked.get(name) or {}).values()]
        is_plain = not any(isinstance(value, list | dict) for value in given)
        return is_plain and "\\u0000" not in text and bool(text.encode())
    except (ValueError, AttributeError, RecursionError):
        return False


def _carried(number: str) -> float:
    if abs(value := float(number)) >= LARGEST_NUMBER:
        raise ValueError(number)
    return value


def _is_past(moment: Any, now: dt.datetime) -> bool:
    try:
        return EARLIEST <= dt.datetime.fromisoformat(moment) <= now + LEEWAY
    except (ValueError, TypeError, OverflowError):  # a number, no date, no time zone
        return False


class CheckedRunsPlugin(AirflowPlugin):
    """Registers the check with the API server."""

    name = "checked_runs"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": CheckedRuns, "args": [], "kwargs": {}, "name": "checked_runs"}
    ]
