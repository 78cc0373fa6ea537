"""`/desk/campaign`: the mails of the campaign's mornings and what became of each; to copy from."""

import datetime as dt
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

import warehouse
from plugins.desk.airflow import Airflow
from plugins.desk.asked import Where, Year, today
from plugins.desk.look import show
from plugins.desk.pages.runs import to_run
from plugins.desk.rights import require
from steps.catalogue import load_calendar
from steps.rights.table import Right
from transforms.campaign.telling import (
    AUDIENCES,
    NO_ADDRESS,
    STATES,
    UNSENT,
    is_wrong,
    next_reminder,
    state_of,
)
from transforms.desk.search import is_found

router = APIRouter()
STARTED = ("open_campaign", "remind_units")
TO_COPY = (UNSENT, NO_ADDRESS)
MOST = 200  # mails on a page; the others are found by their unit


@router.get("/campaign")
def campaign_page(
    request: Request, where: Where, of_year: Year, morning: str = "", q: str = ""
) -> HTMLResponse:
    """The mails of a morning, of the latest if none is chosen; first those to be looked after."""
    year = of_year.year
    with warehouse.reading(where) as connection:
        mornings = warehouse.fetch(connection, "mail/mornings", year=year)
        chosen = _chosen(morning, mornings)
        mails = warehouse.fetch(connection, "mail/mails", year=year, morning=chosen)
        blanks = {
            row["unit_code"] for row in warehouse.fetch(connection, "campaign/blanks", year=year)
        }
    every = [_shown(mail) for mail in mails if chosen]
    found = [m for m in every if is_found(q[:100], m["unit_code"], m["name"] or "")]
    calendar = load_calendar(where.catalog_dir)
    return show(
        request, "campaign", "Nhắc đơn vị", mails=sorted(found, key=_urgency)[:MOST],
        mornings=mornings, chosen=chosen, q=q[:100], more=len(found[MOST:]),
        wrong=sum(mail["is_wrong"] for mail in every),
        to_copy=sum(mail["is_to_copy"] for mail in every),
        coming=next_reminder(calendar, of_year.calendar.unit_deadline, today()),
        blanks=blanks, units=len(of_year.reporting_units),
        lacking=[u for u in of_year.reporting_units if u.unit_code not in blanks],
        silent=[unit for unit in of_year.reporting_units if not unit.email],
    )  # fmt: skip


@router.post("/campaign/{dag_id}", dependencies=[require(Right.START)])
def start(request: Request, of_year: Year, dag_id: str) -> RedirectResponse:
    """Open the campaign, or do a morning's work: by its DAG: no step goes twice."""
    if dag_id not in STARTED:
        raise HTTPException(404)
    return to_run(request, of_year.year, dag_id, Airflow(request).start(dag_id, year=of_year.year))


def _chosen(morning: str, mornings: list[dict[str, Any]]) -> dt.date | None:
    """The morning asked for, if there was one; else the latest."""
    days = [row["morning"] for row in mornings]
    with suppress(ValueError):
        if (day := dt.date.fromisoformat(morning)) in days:
            return day
    return days[0] if days else None


def _shown(mail: dict[str, Any]) -> dict[str, Any]:
    state = state_of(mail)
    return mail | {
        "to": AUDIENCES[mail["audience"]],
        "state": STATES[state],
        "is_wrong": is_wrong(mail),
        "is_to_copy": state in TO_COPY,
    }


def _urgency(mail: dict[str, Any]) -> tuple[bool, bool]:
    return not mail["is_wrong"], not mail["is_to_copy"]
