"""`/desk/runs/<DAG>`: a run that was started at the desk, until it ends; and the last red one."""

import datetime as dt
import json
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from plugins.desk.airflow import RUNNING, Airflow
from plugins.desk.asked import Year
from plugins.desk.look import show

router = APIRouter()
COLLECT, PUBLISH, REHEARSE = "collect_submissions", "publish_report", "rehearse_report"
MOST_CHANGES = 300
OURS = (
    COLLECT, PUBLISH, "unlock_year", "extend_deadline", "recheck_year", "record_issue",
    "record_arrival", "assign_file", "set_aside_file", "return_file", REHEARSE,
    "open_campaign", "remind_units",
)  # fmt: skip
STATES = {
    "queued": "đang xếp hàng",
    "running": "đang chạy",
    "success": "đã xong",
    "failed": "bị hỏng",
}
LEVELS = ("error", "critical")
NO_LINE = "Không có dòng giải thích trong nhật ký: báo người quản trị."


@router.get("/runs/{dag_id}")
def run_page(request: Request, of_year: Year, dag_id: str, run_id: str) -> HTMLResponse:
    """How far a run is; the page asks again by itself until it has ended."""
    if dag_id not in OURS:
        raise HTTPException(404)
    airflow = Airflow(request)
    run = airflow.run(dag_id, run_id)
    if run is None:
        raise HTTPException(404, "Airflow không có lượt chạy này.")
    waits = dag_id == PUBLISH and airflow.request_of(run_id) is not None
    return show(
        request, "run", run["dag_display_name"], again=run["state"] in RUNNING and not waits,
        run=timed(run), dag_id=dag_id, state=state_of(run), is_running=run["state"] in RUNNING,
        waits=waits,
        line=reason_of(airflow, run) if run["state"] == "failed" else "",
        changes=_rehearsed(airflow, run), most=MOST_CHANGES,
    )  # fmt: skip


def _rehearsed(airflow: Airflow, run: dict[str, Any]) -> list[dict[str, str]] | None:
    """The figures that a rehearsal says would change; None of every other run."""
    if run["dag_id"] != REHEARSE or run["state"] != "success":
        return None
    place = f"dags/{REHEARSE}/dagRuns/{quote(run['dag_run_id'], safe='')}/taskInstances"
    found = airflow.get(f"{place}/rehearse_year/xcomEntries/return_value")
    value = (found or {}).get("value")
    return json.loads(value) if isinstance(value, str) else value


def to_run(request: Request, year: int, dag_id: str, run_id: str) -> RedirectResponse:
    """The way to the page of a run that was just started."""
    root, run = request.scope.get("root_path", ""), quote(run_id, safe="")
    return RedirectResponse(f"{root}/runs/{dag_id}?year={year}&run_id={run}", 303)


def timed(run: dict[str, Any]) -> dict[str, Any]:
    """The run with its moments as such."""
    begun, ended = (run.get(f"{name}_date") for name in ("start", "end"))
    return run | {
        "begun": begun and dt.datetime.fromisoformat(begun),
        "ended": ended and dt.datetime.fromisoformat(ended),
    }


def state_of(run: dict[str, Any]) -> str:
    """A run's state in words."""
    return STATES.get(run["state"], run["state"])


def last_failure(airflow: Airflow) -> dict[str, Any] | None:
    """The last red run of ours with its one line, if no later run of its DAG was green."""
    found = airflow.get("dags/~/dagRuns?limit=20&order_by=-run_after") or {}
    settled: set[str] = set()
    for run in found.get("dag_runs", ()):
        dag_id = run["dag_id"]
        if dag_id not in OURS or dag_id in settled:
            continue
        if run["state"] == "failed":
            return timed(run) | {"line": reason_of(airflow, run)}
        if run["state"] == "success":
            settled.add(dag_id)
    return None


def reason_of(airflow: Airflow, run: dict[str, Any]) -> str:
    """The last error line of the first task that failed: what is wrong, and what to do."""
    place = f"dags/{run['dag_id']}/dagRuns/{quote(run['dag_run_id'], safe='')}/taskInstances"
    tasks = (airflow.get(f"{place}?state=failed&limit=5") or {}).get("task_instances", [])
    tasks = [task for task in tasks if task.get("try_number")]
    if not tasks:
        return NO_LINE
    task = min(tasks, key=lambda task: task.get("end_date") or "")
    log = airflow.get(
        f"{place}/{task['task_id']}/logs/{task['try_number']}?full_content=true"
        f"&map_index={task.get('map_index', -1)}"
    )
    lines = (log or {}).get("content") or []
    told = [
        str(line["event"])
        for line in lines
        if isinstance(line, dict) and line.get("level") in LEVELS and _is_ours(line)
    ]
    return told[0] if told else NO_LINE


def _is_ours(line: dict[str, Any]) -> bool:
    """Airflow's own word on a failure is no help to anybody."""
    return line.get("logger", "").startswith("steps.")
