"""Remind the units that the year still waits for, then those above them, as the calendar says."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection

import warehouse
from render.mail import write_mail
from steps.campaign.posting import Morning, plan, post, this_morning
from steps.catalogue import load_calendar, load_year
from steps.desk.units import unit_rows
from steps.settings import Settings
from steps.year.state import year_state
from transforms.campaign.mails import Words
from transforms.campaign.reminding import Mornings, Step, Waiting, steps_due, waiting_units
from transforms.catalogue import Reminder, YearCatalogue
from transforms.catalogue.calendar import LEVELS
from transforms.desk.units import time_left

UNIT, HEAD, LEADER = LEVELS
TEMPLATES = {UNIT: "don_vi", HEAD: "thu_truong"}


def remind_units(settings: Settings, year: int) -> str:
    """This morning's reminders; raises as ``remind``."""
    return this_morning(settings, year, remind)


def remind(settings: Settings, year: int, day: dt.date) -> str:
    """Write the day's reminders and send them; a second call sends what is left.

    What has surely not gone out is written anew each time, so that nobody is reminded who has sent
    meanwhile. Raises as ``posting.post``.
    """
    morning = Morning(year, day)
    with warehouse.writing(settings, year) as connection:
        state = year_state(connection, year)
        if not state.is_open:
            return f"Năm {year} {state}: không nhắc đơn vị nào"
        due = _plan(settings, connection, morning)
    post(settings, morning, LEVELS)
    return f"Năm {year}: {due} lời nhắc sáng {day:%d/%m/%Y}"


def mornings(connection: Connection, morning: Morning) -> Mornings:
    """The morning, and the one before it on which the Office was told."""
    [row] = warehouse.fetch(
        connection, "mail/morning_before", year=morning.year, morning=morning.day
    )
    return Mornings(morning.day, row["morning"])


def _plan(settings: Settings, connection: Connection, morning: Morning) -> int:
    """Write the mails of the steps due; how many steps those are."""
    year, day = morning.year, morning.day
    again = _steps(connection, "campaign/again", year)
    warehouse.execute(
        connection,
        "mail/forget",
        {"year": year, "morning": day, "audiences": list(LEVELS)},
    )
    of_year = load_year(settings.catalog_dir, year)
    due = steps_due(
        load_calendar(settings.catalog_dir),
        waiting_units(unit_rows(settings, of_year, day), of_year.calendar.unit_deadline),
        mornings(connection, morning),
        _steps(connection, "campaign/done", year),
        again,
    )
    for unit, step in due:
        if step.to != LEADER:
            _plan_one(connection, morning, of_year, unit, step)
    if above := [(unit, step) for unit, step in due if step.to == LEADER]:
        _plan_leader(connection, morning, of_year, above)
    return len(due)


def _steps(connection: Connection, name: str, year: int) -> set[Step]:
    return {
        (row["unit_code"], Reminder(to=row["audience"], days_before=row["days_before"]))
        for row in warehouse.fetch(connection, name, year=year)
    }


def _plan_one(
    connection: Connection, morning: Morning, of_year: YearCatalogue, unit: Waiting, step: Reminder
) -> None:
    row = of_year.unit(unit.unit_code)
    if row is None:
        return  # out of the catalogue since the year was last added up
    recipient = row.email if step.to == UNIT else row.head_email
    words = write_mail(
        TEMPLATES[step.to], name=row.name, version=of_year.form.version,
        **_said(of_year, morning, unit),
    )  # fmt: skip
    plan(connection, morning, step.to, recipient, words, unit.unit_code, [(unit.unit_code, step)])


def _plan_leader(
    connection: Connection,
    morning: Morning,
    of_year: YearCatalogue,
    due: Iterable[tuple[Waiting, Reminder]],
) -> None:
    """One mail about all of them, parted by what each has to do."""
    named: dict[bool, list[str]] = defaultdict(list)
    steps: list[Step] = []
    for unit, step in due:
        row = of_year.unit(unit.unit_code)
        named[unit.is_rejected].append(
            f"{row.name if row else unit.unit_code} ({time_left(unit.deadline, morning.day)})"
        )
        steps.append((unit.unit_code, step))
    words: Words = write_mail(
        "lanh_dao", year=of_year.year, department=of_year.root.name, missing=named[False],
        rejected=named[True], report_due=time_left(of_year.calendar.report_due, morning.day),
    )  # fmt: skip
    plan(connection, morning, LEADER, of_year.root.head_email, words, steps=steps)


def _said(of_year: YearCatalogue, morning: Morning, unit: Waiting) -> dict[str, object]:
    """What a mail about one unit says of it."""
    year, code = of_year.year, unit.unit_code
    return {
        "year": year,
        "department": of_year.root.name,
        "is_rejected": unit.is_rejected,
        "sent_version": unit.version,
        "error_count": unit.error_count,
        "deadline": unit.deadline,
        "time_left": time_left(unit.deadline, morning.day),
        "blank": f"{code}_Bieu{of_year.form.version}_{year}.xlsx",
        "feedback": f"phan-hoi-{year}-v{unit.version}.xlsx",
    }
