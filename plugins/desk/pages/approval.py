"""`/desk/approval`: the very document that waits, what it changes, and the answer to it.

The answer goes by Airflow's own route, with its checks: the approving step writes it down.
"""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

import warehouse
from plugins.desk.airflow import Airflow
from plugins.desk.asked import Where, Year
from plugins.desk.files import hand_out, show_page
from plugins.desk.look import show
from plugins.desk.pages.runs import PUBLISH, to_run
from plugins.desk.rights import require
from steps.publication.answers import APPROVE, REJECT, read_answer
from steps.publication.places import candidate_folder, read_candidate, year_folder
from steps.rights.table import Right
from steps.settings import Settings
from steps.year.state import latest_version, year_state
from transforms.catalogue import YearCatalogue
from transforms.errors import ReportError
from transforms.publication.differences import changed_figures
from transforms.rules.statuses import Status

router = APIRouter()
REVISE = "revise"
ANSWERS = {"approve": APPROVE, "refuse": REJECT, REVISE: REJECT}
REVISE_MARK = "Yêu cầu sửa: "
PREVIEW = "bao-cao.html"


@router.get("/approval")
def approval_page(request: Request, where: Where, of_year: Year) -> HTMLResponse:
    """What waits, if anything does, and what was answered before."""
    year = of_year.year
    with warehouse.reading(where) as connection:
        state = year_state(connection, year)
        latest = latest_version(connection, year)
        answers = warehouse.fetch(connection, "desk/approvals", year=year)
        units = warehouse.fetch(connection, "show/units", year=year)
    candidate = _candidate(where, year) if state.state == "frozen" else None
    waiting = Airflow(request).request_of(state.run_id or "") if candidate else None
    return show(
        request, "approval", "Trình duyệt", state=state, latest=latest, answers=answers,
        candidate=candidate, waiting=waiting, expected=len(units),
        draft=(year_folder(where, year) / "draft").is_dir(),
        lacking=[u["name"] for u in units if not Status.named(u["status"]).counts],
        changes=_changes(of_year, candidate, latest),
    )  # fmt: skip


@router.get("/approval/{name}")
def candidate_file(
    request: Request, where: Where, of_year: Year, name: str, show: bool = False
) -> FileResponse:
    """A file of the candidate as it was written; shown in the page, or handed out."""
    kept = read_candidate(where, of_year.year)["files"]
    if name not in kept:
        raise HTTPException(404)
    path = candidate_folder(where, of_year.year) / name
    if show and name == PREVIEW:
        return show_page(path, kept[name])
    return hand_out(path, f"{of_year.year}-trinh-duyet-{name}", kept[name])


@router.post("/approval", dependencies=[require(Right.APPROVE)])
async def decide(request: Request, where: Where, of_year: Year) -> RedirectResponse:
    """Answer: approve, refuse, or ask for a correction, these two with a reason."""
    async with request.form(max_files=0, max_fields=10) as form:
        given = {name: str(form.get(name) or "") for name in ("answer", "reason", "candidate")}
    return await run_in_threadpool(_decide, request, where, of_year.year, given)


def _decide(
    request: Request, where: Settings, year: int, given: dict[str, str]
) -> RedirectResponse:
    option = ANSWERS.get(given["answer"])
    if option is None:
        raise HTTPException(422, "Hãy chọn Duyệt, Trả lại hoặc Yêu cầu sửa.")
    read_answer([option], {"reason": given["reason"]})
    reason = (REVISE_MARK if given["answer"] == REVISE else "") + given["reason"]
    read_answer([option], {"reason": reason})
    with warehouse.reading(where) as connection:
        state = year_state(connection, year)
    if state.state != "frozen" or not state.run_id:
        raise ReportError(f"Năm {year} {state}: không có bản trình nào chờ duyệt")
    if read_candidate(where, year)["candidate_sha256"] != given["candidate"]:
        raise HTTPException(409, "Bản trình đã được lập lại: hãy tải lại trang và xem bản mới.")
    Airflow(request).answer(state.run_id, option, reason, given["candidate"])
    return to_run(request, year, PUBLISH, state.run_id)


def _candidate(where: Settings, year: int) -> dict[str, Any] | None:
    try:
        return read_candidate(where, year)
    except ReportError:  # frozen, and being written
        return None


def _changes(
    of_year: YearCatalogue, candidate: dict[str, Any] | None, latest: dict[str, Any] | None
) -> list[dict[str, str]]:
    if candidate is None or latest is None:
        return []
    return changed_figures(latest["basis"], candidate["basis"], of_year)
