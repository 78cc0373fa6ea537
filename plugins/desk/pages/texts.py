"""`/desk/texts`: the report's texts, each beside what the units wrote, edited where they stand."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from plugins.desk.asked import Where, Year, fetch
from plugins.desk.files import SHOWN
from plugins.desk.look import show
from plugins.desk.rights import require
from render.report.blocks import template_context
from render.report.page import render_html
from steps.publication.inputs import load_inputs
from steps.publication.texts import LONGEST_REASON, load_history, load_texts, write_changes
from steps.rights.table import Right
from steps.settings import Settings
from transforms.catalogue import YearCatalogue
from transforms.catalogue.narrative import TOPICS
from transforms.errors import PipelineError
from transforms.narrative.edits.standing import MOST_LETTERS, Change
from transforms.report.build import build_report
from transforms.report.words import topic_names

router = APIRouter()
ACTIONS = ("edited", "left_out", "restored")
FIELDS = ("key", "action", "text", "filed_under", "reason", "sign")
MOST_MERGED = 50


@dataclass(frozen=True)
class Refused:
    """What somebody wrote that cannot stand, kept on the page with why."""

    key: str = ""
    text: str = ""
    line: str = ""


@router.get("/texts")
def texts_page(request: Request, where: Where, of_year: Year, saved: str = "") -> HTMLResponse:
    """Every text, those to look at again first; below, all that units wrote."""
    return _page(request, where, of_year, saved)


@router.get("/texts/preview")
def preview(where: Where, of_year: Year) -> HTMLResponse:
    """The report as it stands now, without its charts: nothing in it runs, nothing is fetched."""
    report = build_report(load_inputs(where, of_year.year))
    page = render_html(template_context(report), {})
    return HTMLResponse(page, headers={"content-security-policy": SHOWN})


@router.post("/texts", dependencies=[require(Right.ACT)])
async def edit(request: Request, where: Where, of_year: Year) -> Response:
    """Keep what is decided about a text; with ``merged``, take these out along with it."""
    async with request.form(max_files=0, max_fields=len(FIELDS) + MOST_MERGED) as form:
        given = {name: str(form.get(name) or "")[: 2 * MOST_LETTERS] for name in FIELDS}
        merged = [str(key) for key in form.getlist("merged")]
    return await run_in_threadpool(_edit, request, where, of_year, given, merged)


def _edit(
    request: Request, where: Settings, of_year: YearCatalogue, given: dict[str, str],
    merged: list[str],
) -> Response:  # fmt: skip
    action: Any = given.pop("action")
    if action not in ACTIONS:
        raise HTTPException(422, "Hãy chọn Lưu, Bỏ khỏi báo cáo hoặc Trả lại lời dự thảo.")
    given["reason"] = given["reason"][:LONGEST_REASON]
    changes = [Change(**given, action=action, place="Lời này")]
    if action == "edited":
        reason = f"gộp vào {given['key']}"
        changes += [Change(key, "left_out", reason=reason) for key in merged]
    try:
        write_changes(where, of_year.year, changes, request.state.user.get_name())
    except PipelineError as error:
        refused = Refused(given["key"], given["text"], str(error))
        return _page(request, where, of_year, refused=refused)
    root, key = request.scope.get("root_path", ""), given["key"]
    return RedirectResponse(f"{root}/texts?year={of_year.year}&saved={key}#{key}", 303)


def _page(
    request: Request, where: Settings, of_year: YearCatalogue, saved: str = "",
    refused: Refused | None = None,
) -> HTMLResponse:  # fmt: skip
    found = load_texts(where, of_year.year)
    history, state = load_history(where, of_year.year)
    by_key: dict[str, list[dict[str, Any]]] = {}
    for row in history:
        by_key.setdefault(row["text_key"], []).append(row)
    names = {unit.unit_code: unit.name for unit in of_year.units}
    texts = found.texts if found.has_files else []
    said = fetch(where, "narrative", year=of_year.year)
    return show(
        request, "texts", "Thuyết minh", status_code=422 if refused else 200,
        stale=[text for text in texts if text.is_stale], edited=found.edited,
        places=[(place, list(group)) for place, group in groupby(texts, key=_place)],
        found=found, history=by_key, state=state, may_edit=state.is_open, names=names,
        saved=saved, refused=refused or Refused(), most=MOST_LETTERS, longest=LONGEST_REASON,
        topics=_by_topic(said, topic_names(of_year)), count=len(said),
        units=len({row["unit_code"] for row in said}),
    )  # fmt: skip


def _place(text: Any) -> str:
    return str(text.drafted.place)


def _by_topic(rows: list[dict[str, Any]], titles: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    rows.sort(key=lambda row: TOPICS.index(row["topic"]))
    grouped = groupby(rows, key=lambda row: row["topic"])
    return [(titles.get(topic, topic), list(group)) for topic, group in grouped]
