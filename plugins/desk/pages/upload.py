"""`/desk/upload`: bring workbooks with the day they arrived, and see what becomes of them."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.types import Message

from plugins.desk.airflow import RUNNING, Airflow
from plugins.desk.asked import Where, Year, fetch, today
from plugins.desk.look import show
from plugins.desk.pages.runs import COLLECT, reason_of, state_of
from plugins.desk.rights import require
from steps.desk.access import note_access
from steps.desk.uploads import Brought, Kept, keep_uploads
from steps.intake.reading.scanning import MAX_FILE_BYTES
from steps.rights.table import Right
from steps.settings import Settings
from transforms.catalogue import YearCatalogue
from transforms.desk.uploads import KINDS, MOST_BYTES_TOGETHER, MOST_FILES, read_day

router = APIRouter(dependencies=[require(Right.ACT)])
MEGABYTE = 1024**2
OVERHEAD = MEGABYTE  # of a multipart request beside its files
UNREAD = dict.fromkeys(
    ("received_at", "read_year", "unit_code", "reporting_year", "version", "status", "name",
     "is_identified", "critical_count", "warning_count", "message"),
)  # fmt: skip
LARGE = f"Các tệp cộng lại lớn hơn {MOST_BYTES_TOGETHER // MEGABYTE} MB; chưa tệp nào được nhận."


@router.get("/upload")
def upload_page(
    request: Request, where: Where, of_year: Year, run_id: str = "",
    sha: Annotated[list[str] | None, Query(max_length=MOST_FILES)] = None,
    known: str = "",
) -> HTMLResponse:  # fmt: skip
    """The form; after an upload each file with its verdict, asked until the run has ended."""
    airflow, hashes = Airflow(request), sha or []
    run = airflow.run(COLLECT, run_id) if run_id else None
    is_running = run is not None and run["state"] in RUNNING
    found = {row["sha256"]: row for row in fetch(where, "received", digests=hashes)}
    return show(
        request, "upload", "Đưa tệp lên", again=is_running,
        kinds=",".join(KINDS), most=MOST_FILES, megabytes=MAX_FILE_BYTES // MEGABYTE,
        calendar=of_year.calendar, today=today(), run=run, known=set(known.split()),
        state=state_of(run) if run else "", is_running=is_running,
        line=reason_of(airflow, run) if run and run["state"] == "failed" else "",
        files=[UNREAD | {"sha256": digest} | found.get(digest, {}) for digest in hashes],
    )  # fmt: skip


@router.post("/upload")
async def upload(request: Request, where: Where, of_year: Year) -> RedirectResponse:
    """Keep the files, start the year's run, and go to where their verdict is shown.

    The right, the place a request comes from and its size are looked at before anything is read.
    """
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > MOST_BYTES_TOGETHER + OVERHEAD:
        raise HTTPException(413, LARGE)
    bounded = Request(request.scope, _bounded(request))
    async with bounded.form(max_files=MOST_FILES, max_fields=10) as form:
        files = [Brought(one.filename or "", one.file) for one in form.getlist("file")
                 if isinstance(one, UploadFile) and one.filename]  # fmt: skip
        day = form.get("received_on")
        given = day if isinstance(day, str) else ""
        return await run_in_threadpool(_take, request, where, of_year, files, given)


def _take(
    request: Request, where: Settings, of_year: YearCatalogue, files: list[Brought], day: str
) -> RedirectResponse:
    received_on = read_day(day, today(), of_year.calendar.campaign_start)
    kept = keep_uploads(where, files, received_on)
    for one in kept:
        note_access(where, request.state.user.get_name(), "upload", {"sha256": one.sha256})
    try:
        run_id = Airflow(request).start(COLLECT, year=of_year.year)
    except HTTPException as error:
        line = f"Đã nhận {len(kept)} tệp, nhưng chưa chạy kiểm tra được: {error.detail}"
        raise HTTPException(error.status_code, line) from None
    return RedirectResponse(f"upload?{urlencode(_shown(of_year, run_id, kept))}", 303)


def _shown(of_year: YearCatalogue, run_id: str, kept: list[Kept]) -> list[tuple[str, Any]]:
    known = " ".join(one.sha256 for one in kept if one.is_known)
    return [
        ("year", of_year.year), ("run_id", run_id), *(("sha", one.sha256) for one in kept),
        *([("known", known)] if known else []),
    ]  # fmt: skip


def _bounded(request: Request) -> Any:
    """The request's body, cut off where it is larger than files may be together."""
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > MOST_BYTES_TOGETHER + OVERHEAD:
            raise HTTPException(413, LARGE)
        return message

    return receive
