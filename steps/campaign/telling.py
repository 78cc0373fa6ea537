"""The Office hears in the morning: what came, what went wrong, what waits, what is due."""

import datetime as dt

import warehouse
from render.mail import write_mail
from steps.campaign.posting import Morning, plan, post, this_morning
from steps.campaign.reminding import mornings
from steps.catalogue import load_calendar, load_year
from steps.desk.units import situation, unit_rows
from steps.runs import failed_runs
from steps.settings import Settings
from steps.year.timetable import CampaignNights
from transforms.campaign.mails import Words
from transforms.campaign.telling import (
    arrived_lines,
    deadline_lines,
    next_reminder,
    reminded_lines,
    wrong_lines,
)
from transforms.catalogue import TIME_ZONE, YearCatalogue
from transforms.desk.todo import todos
from transforms.errors import ReportError
from transforms.rules.statuses import Status

OFFICE, COLLECT = "office", "collect_submissions"


def tell_office(settings: Settings, year: int) -> str:
    """This morning's news, after the reminders, whatever became of those; raises as ``tell``."""
    return this_morning(settings, year, tell)


def tell(settings: Settings, year: int, day: dt.date) -> str:
    """Write the day's news and send it; a second call sends it only if it has surely not gone out.

    Raises as ``posting.post``, and ReportError at the end where somebody has to ask whether one of
    the morning's mails arrived.
    """
    morning = Morning(year, day)
    of_year = load_year(settings.catalog_dir, year)
    with warehouse.writing(settings, year) as connection:
        forgotten = {"year": year, "morning": day, "audiences": [OFFICE]}
        warehouse.execute(connection, "mail/forget", forgotten)
        words = _news(settings, of_year, morning)
        plan(connection, morning, OFFICE, of_year.root.email, words)
    post(settings, morning, [OFFICE])
    with warehouse.reading(settings) as connection:
        mails = warehouse.fetch(connection, "mail/mails", year=year, morning=day)
    if wrong := wrong_lines(mails):
        raise ReportError(f"Năm {year}, sáng {day:%d/%m/%Y}: {'; '.join(wrong)}")
    lines = "; ".join(reminded_lines(mails))
    return f"Năm {year}, sáng {day:%d/%m/%Y}: {lines}"


def _news(settings: Settings, of_year: YearCatalogue, morning: Morning) -> Words:
    year, day = of_year.year, morning.day
    with warehouse.reading(settings) as connection:
        before = mornings(connection, morning).before
        since = before or of_year.calendar.campaign_start
        arrived = warehouse.fetch(connection, "campaign/arrived", year=year, first=since, last=day)
        mails = warehouse.fetch(connection, "mail/mails", year=year, morning=day)
        unsure = warehouse.fetch(connection, "mail/unsure", year=year, first=since, last=day)
    rows = unit_rows(settings, of_year, day)
    calendar = load_calendar(settings.catalog_dir)
    mails = [mail for mail in mails if mail["audience"] != OFFICE]
    untold = [mail for mail in unsure if mail["morning"] != before or mail["audience"] == OFFICE]
    return write_mail(
        "van_phong", year=year, day=day, since=since, expected=len(rows),
        counted=sum(Status.named(row["status"]).counts for row in rows),
        deadlines=deadline_lines(of_year.calendar, day),
        todos=[todo.text for todo in todos(situation(settings, of_year, day, rows))],
        arrived=arrived_lines(arrived), reminded=reminded_lines(mails),
        faults=[*_failed_nights(settings, since, day), *wrong_lines([*untold, *mails])],
        coming=next_reminder(calendar, of_year.calendar.unit_deadline, day),
    )  # fmt: skip


def _failed_nights(settings: Settings, since: dt.date, day: dt.date) -> list[str]:
    """What is to be said of the nights since the last morning on which collecting failed."""
    nights = [since + dt.timedelta(days=passed) for passed in range((day - since).days)]
    moments = [dt.datetime.combine(night, CampaignNights.hour, TIME_ZONE) for night in nights]
    count = failed_runs(COLLECT, moments) if moments else 0
    return [f"{count} lượt thu báo cáo ban đêm bị hỏng: xem bàn làm việc"] if count else []
