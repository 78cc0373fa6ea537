"""`/desk/unidentified`: files of nobody's: why, since when, what they say, what is decided."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from plugins.desk.asked import Where, Year, fetch
from plugins.desk.look import show
from plugins.desk.rights import require
from steps.desk.access import note_access
from steps.desk.looking import look_into
from steps.rights.table import Right

router = APIRouter()


@router.get("/unidentified")
def unidentified_page(request: Request, where: Where, of_year: Year) -> HTMLResponse:
    """One row for each; below, those set aside."""
    return _shown(request, where, of_year, None)


@router.get("/unidentified/{submission_id}", dependencies=[require(Right.FILES)])
def look_page(request: Request, where: Where, of_year: Year, submission_id: str) -> HTMLResponse:
    """The same, with the first cells of one of them and, where it is nobody's, what to do of it."""
    found = fetch(where, "submission", submission_id=submission_id)
    if not found:
        raise HTTPException(404, "Không có tệp này.")
    note_access(where, request.state.user.get_name(), "look", found[0])
    sheets = look_into(where, found[0])
    return _shown(request, where, of_year, found[0] | {"sheets": sheets})


def _shown(
    request: Request, where: Where, of_year: Year, looked: dict[str, Any] | None
) -> HTMLResponse:
    rows = fetch(where, "unidentified", year=of_year.year)
    rules = of_year.rules.rules
    for row in rows:
        row["titles"] = rules[row["rule_code"]].title if row["rule_code"] in rules else ""
    key = looked and looked["submission_id"]
    chosen = next((row for row in rows if row["submission_id"] == key), None)
    return show(
        request, "unidentified", "Chưa rõ đơn vị",
        rows=[row for row in rows if not row["is_set_aside"]],
        aside=[row for row in rows if row["is_set_aside"]],
        looked=looked, chosen=chosen, units=of_year.reporting_units,
    )  # fmt: skip
