"""A run that is started by hand has no date ahead of it: asked for with one, it is not started.

Airflow takes any. A run dated into the future stands until that day and lets no other begin; one
that takes the date of the scheduled run to come keeps that from ever being made. A day gone by may
be asked for: "today" of a run is its date, so that a campaign can be gone through again.
"""

import datetime as dt
import json
import re
from typing import Any

from airflow.plugins_manager import AirflowPlugin

from plugins.bodies import pass_on, refuse, whole

ROUTE = re.compile(r"/api/v2/dags/[^/]+/dagRuns/?", re.DOTALL)
LARGEST = 256 * 1024  # bytes of a request
MOMENTS = ("logical_date", "run_after", "data_interval_start", "data_interval_end")
LEEWAY = dt.timedelta(minutes=5)  # between a client's clock and ours
LONGEST_ID = 150  # of a run: the runs that it starts are named after it
TOO_LARGE = "Yêu cầu chạy quá dài"
AHEAD = (
    "Ngày của lượt chạy (Logical Date) ở tương lai hoặc không đọc được: hãy để trống. Để chạy cho "
    "năm trước, hãy chọn ở ô “Năm báo cáo” hoặc dùng Backfill"
)
BAD_ID = f"Tên lượt chạy (Run ID): để trống, hoặc nhiều nhất {LONGEST_ID} ký tự trên một dòng"


class CheckedRuns:
    """Stands before Airflow's own application (ASGI)."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on but a run for a moment to come."""
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
    if isinstance(name, str) and (len(name) > LONGEST_ID or not name.isprintable()):
        return BAD_ID
    return None


def _is_past(moment: Any, now: dt.datetime) -> bool:
    try:
        return dt.datetime.fromisoformat(moment) <= now + LEEWAY
    except (ValueError, TypeError, OverflowError):  # a number, no date, no time zone
        return False


class CheckedRunsPlugin(AirflowPlugin):
    """Registers the check with the API server."""

    name = "checked_runs"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": CheckedRuns, "args": [], "kwargs": {}, "name": "checked_runs"}
    ]
