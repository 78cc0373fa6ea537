"""`/desk/`: the year at a glance, and what to do next."""

import datetime as dt
from collections import defaultdict
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

import warehouse
from plugins.desk.airflow import Airflow
from plugins.desk.asked import Where, Year, today
from plugins.desk.look import show
from plugins.desk.pages.runs import COLLECT, last_failure, to_run
from plugins.desk.rights import require
from steps.desk.units import situation, unit_rows
from steps.publication.inputs import department_results
from steps.rights.table import Right
from steps.year.state import year_state
from transforms import figures
from transforms.catalogue import YearCatalogue
from transforms.desk.todo import todos
from transforms.desk.units import MISSING, PARTIAL, QUERIES, REJECTED, time_left
from transforms.report.model import Standing
from transforms.rules.statuses import Status

router = APIRouter()
TREND_YEARS = 5


@router.get("/")
def year_page(
    request: Request, where: Where, of_year: Year, dag_id: str = "", run_id: str = ""
) -> Response:
    """The year; from a run's own page, that run's year."""
    year = of_year.year
    if run_id and "year" not in request.query_params:
        return _to_year_of(request, dag_id, run_id)
    with warehouse.reading(where) as connection:
        state = year_state(connection, year)
        lately = warehouse.fetch(connection, "desk/lately", year=year)
        trend = warehouse.fetch(connection, "report/trend", year=year)
    rows = unit_rows(where, of_year, today())
    now = situation(where, of_year, today(), rows)
    piles = now.piles
    calendar, day, airflow = of_year.calendar, today(), Airflow(request)
    counted = sum(Status.named(row["status"]).counts for row in rows)
    return show(
        request, "year", f"Năm {year}",
        todos=todos(now), state=state, latest=now.latest, piles=piles,
        names={row["unit_code"]: row["name"] for row in rows},
        expected=len(rows), received=sum(r["latest_status"] is not None for r in rows),
        on_time=sum(r["is_on_time"] is True for r in rows),
        counted=counted, to_fix=sum(piles[p] for p in (REJECTED, PARTIAL, QUERIES)),
        missing=piles[MISSING], lately=lately,
        deadlines=[
            ("Hạn của đơn vị", calendar.unit_deadline, time_left(calendar.unit_deadline, day)),
            ("Ngày công bố", calendar.publication, time_left(calendar.publication, day)),
            ("Hạn báo cáo", calendar.report_due, time_left(calendar.report_due, day)),
        ],
        indicators=_indicators(department_results(where, year), trend),
        failure=last_failure(airflow), noted=_noted(airflow, of_year, day),
    )  # fmt: skip


@router.post("/collect", dependencies=[require(Right.START)])
def collect(request: Request, of_year: Year) -> Response:
    """Start a run of collect_submissions for the year, and go to where its end is shown."""
    run_id = Airflow(request).start(COLLECT, year=of_year.year)
    return to_run(request, of_year.year, COLLECT, run_id)


def _noted(airflow: Airflow, of_year: YearCatalogue, day: dt.date) -> str:
    """What the last collecting run of the year noted: lines of a register that fit no file too."""
    run = airflow.last_run(COLLECT) or {}
    is_open = of_year.calendar.campaign_start <= day <= of_year.calendar.campaign_end
    year = (run.get("conf") or {}).get("year") or (of_year.year if is_open else None)
    return str(run.get("note") or "") if year == of_year.year else ""


def _to_year_of(request: Request, dag_id: str, run_id: str) -> Response:
    run = Airflow(request).run(dag_id, run_id) or {}
    year = (run.get("conf") or {}).get("year") or request.state.year
    root = request.scope.get("root_path", "")
    return RedirectResponse(f"{root}/?year={int(year)}", 303)


def _indicators(results: list[Standing], trend: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The year's indicators with the report's verdicts: those with a target first; last years."""
    past: dict[str, list[tuple[int, str, float]]] = defaultdict(list)
    for row in trend:
        pair = row["numerator"], row["denominator"]
        value = figures.rate_pct(*pair)
        if value is not None:
            past[row["indicator_code"]].append(
                (row["reporting_year"], figures.rate(*pair), float(value))
            )
    shown = [{"result": result, "trend": past[result.code][-TREND_YEARS:]} for result in results]
    return sorted(shown, key=lambda one: not one["result"].goals)
