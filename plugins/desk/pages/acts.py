"""`POST /desk/act/<DAG>`: what a steward decides, each by the DAG that does it, with its reason."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from plugins.desk.airflow import Airflow
from plugins.desk.asked import Year, whole_number
from plugins.desk.pages.runs import PUBLISH, REHEARSE, to_run
from plugins.desk.rights import require
from steps.rights.table import Right
from steps.year.decisions import clear_reason

router = APIRouter()
ACTS = {
    "unlock_year": ("reason",),
    "recheck_year": ("reason",),
    "extend_deadline": ("unit_code", "deadline", "reason"),
    "assign_file": ("submission_id", "unit_code", "reason"),
    "set_aside_file": ("submission_id", "reason"),
    "return_file": ("submission_id", "reason"),
    "record_arrival": ("unit_code", "version", "received_on", "reason"),
}
WHOLE = ("version",)
MOST_CHARACTERS = 1000


@router.post("/act/{dag_id}", dependencies=[require(Right.ACT)])
async def act(request: Request, of_year: Year, dag_id: str) -> RedirectResponse:
    """Start the DAG with what the form says, and go to its run; the reason has to say something."""
    if dag_id not in ACTS:
        raise HTTPException(404)
    async with request.form(max_files=0, max_fields=10) as form:
        given = {name: str(form.get(name) or "")[: 2 * MOST_CHARACTERS] for name in ACTS[dag_id]}
    return await run_in_threadpool(_start, request, of_year.year, dag_id, given)


def _start(request: Request, year: int, dag_id: str, given: dict[str, str]) -> RedirectResponse:
    values: dict[str, Any] = {name: text.strip() for name, text in given.items()}
    values["reason"] = clear_reason(given["reason"])
    for name in WHOLE:
        if name in values:
            values[name] = whole_number(values[name])
            if values[name] is None:
                raise HTTPException(422, "Hãy chọn phiên bản.")
    return to_run(request, year, dag_id, Airflow(request).start(dag_id, year=year, **values))


@router.post("/rehearse", dependencies=[require(Right.START)])
async def rehearse(request: Request, of_year: Year) -> RedirectResponse:
    """Start rehearse_report for the year, as if it had been unlocked first where that is ticked."""
    async with request.form(max_files=0, max_fields=5) as form:
        asked = {"year": of_year.year, "assume_unlocked": bool(form.get("assume_unlocked"))}
    run_id = await run_in_threadpool(lambda: Airflow(request).start(REHEARSE, **asked))
    return to_run(request, of_year.year, REHEARSE, run_id)


@router.post("/publish", dependencies=[require(Right.START)])
def publish(request: Request, of_year: Year) -> RedirectResponse:
    """Start publish_report for the year: a candidate, and the request to approve it."""
    run_id = Airflow(request).start(PUBLISH, year=of_year.year)
    return to_run(request, of_year.year, PUBLISH, run_id)
