"""`/desk/health`: what can be told of the system at once, a sentence each, with what to do."""

import datetime as dt
from dataclasses import astuple
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plugins.desk.airflow import Airflow
from plugins.desk.asked import Where, Year
from plugins.desk.look import show
from plugins.desk.pages.runs import OURS, last_failure, state_of, timed
from steps.doctor.examination import examine

router = APIRouter()
PARTS = {
    "metadatabase": "Cơ sở dữ liệu của Airflow",
    "scheduler": "Bộ lập lịch (scheduler)",
    "triggerer": "Bộ chờ (triggerer)",
    "dag_processor": "Bộ đọc DAG (dag-processor)",
}


@router.get("/health")
def health_page(request: Request, where: Where, of_year: Year) -> HTMLResponse:
    """Every check as good or not; those that are not first."""
    airflow = Airflow(request)
    found = examine(where, dt.datetime.now(dt.UTC), deep=False)
    checks = [*_of_airflow(airflow), *map(astuple, found)]
    failure = last_failure(airflow)
    checks.append(
        (failure is None, "Lượt chạy gần đây", "không có lượt nào hỏng" if failure is None
         else f"{failure['dag_display_name']}: {failure['line']}")
    )  # fmt: skip
    runs = filter(None, map(airflow.last_run, OURS))
    return show(
        request, "health", "Hệ thống", checks=sorted(checks, key=lambda check: check[0]),
        runs=[(timed(run), state_of(run)) for run in runs],
        good=all(check[0] for check in checks),
    )  # fmt: skip


def _of_airflow(airflow: Airflow) -> list[tuple[bool, str, str]]:
    found: dict[str, Any] = airflow.get("monitor/health") or {}
    checks = []
    for part, title in PARTS.items():
        good = (found.get(part) or {}).get("status") == "healthy"
        checks.append(
            (good, title, "đang chạy" if good else "không trả lời: khởi động lại make up")
        )
    return checks
