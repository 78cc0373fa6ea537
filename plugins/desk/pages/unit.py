"""`/desk/units/<code>`: a unit's files in the year, what was found, how two differ."""

from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

import warehouse
from plugins.desk.asked import Where, Year, fetch, whole_number
from plugins.desk.files import hand_out
from plugins.desk.look import show
from plugins.desk.rights import require
from steps.desk.access import note_access
from steps.desk.rulings import rule_on
from steps.desk.units import not_collected
from steps.intake.feedback import feedback_place
from steps.intake.landed import landed
from steps.rights.table import Right
from steps.settings import Settings
from transforms import figures
from transforms.campaign.telling import AUDIENCES, STATES, state_of
from transforms.catalogue import YearCatalogue
from transforms.desk.uploads import KINDS

router = APIRouter()
ARRIVALS = {
    "recorded": "người phụ trách ghi",
    "register": "theo sổ đến",
    "modified": "giờ của tệp",
    "first_seen": "lúc thấy lần đầu",
}
TAKE = [require(Right.FILES)]
MOST_FINDINGS = 100  # of a rule, on the page
RULINGS = {"accepted": "Đã chấp nhận", "asked_again": "Đã hỏi lại"}


@router.get("/units/{unit_code}")
def unit_page(
    request: Request, where: Where, of_year: Year, unit_code: str,
    version: int | None = None, old: int | None = None, new: int | None = None,
) -> HTMLResponse:  # fmt: skip
    """The unit; findings of the version chosen, else of the latest; two versions side by side."""
    year = of_year.year
    values = {"year": year, "unit_code": unit_code}
    with warehouse.reading(where) as connection:
        found = warehouse.fetch(connection, "desk/unit", **values) or [
            unit | {"deadline": None}
            for unit in not_collected(of_year)
            if unit["unit_code"] == unit_code
        ]
        if not found:
            raise HTTPException(404, f"Năm {year} không có đơn vị {unit_code[:40]!r}.")
        chain = warehouse.fetch(connection, "desk/chain", **values)
        versions = {row["version"]: row for row in chain if row["version"]}
        shown = versions.get(version) if version else next(iter(chain), None)
        findings = (
            warehouse.fetch(connection, "desk/findings", submission_id=shown["submission_id"])
            if shown
            else []
        )
        measures = warehouse.fetch(connection, "desk/measures", **values)
        events = warehouse.fetch(connection, "desk/events", **values)
        mails = warehouse.fetch(connection, "desk/reminders", **values)
        years = warehouse.fetch(connection, "desk/other_years", unit_code=unit_code)
    compared = _compare(where, of_year, measures, versions.get(old), versions.get(new))
    return show(
        request, "unit", f"{found[0]['name']} ({unit_code})",
        unit=found[0], chain=chain, shown=shown, rules=_by_rule(of_year, findings),
        versions=sorted(versions), compared=compared, old=old, new=new, events=events,
        history=_by_year(years), arrivals=ARRIVALS, indicators=[i.code for i in of_year.indicators],
        declared=next((u for u in of_year.reporting_units if u.unit_code == unit_code), None),
        deadline=found[0]["deadline"] or of_year.calendar.unit_deadline,
        most=MOST_FINDINGS, rulings=RULINGS,
        reminders=[m | {"to": AUDIENCES[m["audience"]], "state": STATES[state_of(m)]}
                   for m in mails],
        campaign=(of_year.calendar.campaign_start, of_year.calendar.campaign_end),
    )  # fmt: skip


@router.post("/units/{unit_code}/rule", dependencies=[require(Right.ACT)])
async def rule(request: Request, where: Where, of_year: Year, unit_code: str) -> RedirectResponse:
    """Accept or ask again the chosen warnings of one of the unit's files, and back to them."""
    async with request.form(max_files=0, max_fields=MOST_FINDINGS + 10) as form:
        given = {name: str(form.get(name) or "") for name in ("submission_id", "action", "reason")}
        numbers = map(whole_number, form.getlist("finding"))
        chosen = {number for number in numbers if number is not None}
    user = request.state.user.get_name()
    await run_in_threadpool(
        rule_on, where, of_year.year, finding_ids=chosen, actor=user, **given
    )  # fmt: skip
    root, version = request.scope.get("root_path", ""), whole_number(form.get("version"))
    shown = f"&version={version}" if version else ""
    unit = quote(unit_code, safe="")
    return RedirectResponse(f"{root}/units/{unit}?year={of_year.year}{shown}#findings", 303)


@router.get("/files/{submission_id}/original", dependencies=TAKE)
def original(request: Request, where: Where, submission_id: str) -> FileResponse:
    """The unit's own file as it came, under a name that says whose it is."""
    file = _submission(where, submission_id)
    name = f"{_stem(file)}-goc{_ending(file)}"
    answer = hand_out(landed(where, file["sha256"]), name, file["sha256"])
    note_access(where, request.state.user.get_name(), "original", file)
    return answer


@router.get("/files/{submission_id}/feedback", dependencies=TAKE)
def feedback(request: Request, where: Where, submission_id: str) -> FileResponse:
    """What the unit gets back."""
    file = _submission(where, submission_id)
    path, digest = where.data_dir / feedback_place(file), file["feedback_sha256"]
    answer = hand_out(path, f"{_stem(file)}-phan-hoi.xlsx", digest)
    note_access(where, request.state.user.get_name(), "feedback", file)
    return answer


def _submission(where: Settings, submission_id: str) -> dict[str, Any]:
    found = fetch(where, "submission", submission_id=submission_id)
    if not found:
        raise HTTPException(404, "Không có bài nộp này.")
    return found[0]


def _stem(file: dict[str, Any]) -> str:
    if file["is_identified"] and file["version"]:
        return f"{file['reporting_year']}-{file['unit_code']}-v{file['version']}"
    return str(file["sha256"][:12])


def _ending(file: dict[str, Any]) -> str:
    ending = Path(file["source"]).suffix.lower()
    return ending if ending in KINDS else ".bin"


def _by_rule(of_year: YearCatalogue, findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Findings gathered by rule, in their order; each rule with its title."""
    return [
        {"code": code, "rule": of_year.rules.rules[code], "findings": list(group)}
        for code, group in groupby(findings, key=lambda row: row["rule_code"])
    ]


def _by_year(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A unit's years: what its file was worth, and its rates by indicator."""
    years = []
    for year, group in groupby(rows, key=lambda row: row["reporting_year"]):
        lines = list(group)
        rates = {
            row["indicator_code"]: figures.rate(row["numerator"], row["denominator"])
            for row in lines
        }
        years.append({"year": year, "status": lines[0]["status"], "rates": rates,
                      "is_on_time": lines[0]["is_on_time"]})  # fmt: skip
    return years


def _compare(
    where: Settings, of_year: YearCatalogue, measures: list[dict[str, Any]],
    old: dict[str, Any] | None, new: dict[str, Any] | None,
) -> dict[str, Any] | None:  # fmt: skip
    """What differs between two versions: figures, and rows by their number in the list."""
    if old is None or new is None:
        return None
    values = {(row["submission_id"], row["measure"]): row["value"] for row in measures}
    ids = old["submission_id"], new["submission_id"]
    counts = [
        {"label": m.title, "old": values.get((ids[0], m.name)), "new": values.get((ids[1], m.name))}
        for m in of_year.measures
    ]
    headers = {
        field.column: field.header
        for sheet in of_year.form.sheets
        if sheet.table == "roster"
        for field in sheet.fields
    }
    rows = fetch(where, "row_changes", old_id=ids[0], new_id=ids[1])
    for row in rows:
        row["columns"] = [headers.get(name, name) for name in row["columns"]]
    return {
        "counts": [count for count in counts if count["old"] != count["new"]],
        "rows": rows,
        "without": [v["version"] for v in (old, new)
                    if not any(key[0] == v["submission_id"] for key in values)],
    }  # fmt: skip
