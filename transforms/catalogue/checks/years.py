"""Every year that can be asked for: its dates in order, an issuer, units that report."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from transforms.catalogue.calendar import LEVELS, Calendar, CalendarRules
from transforms.catalogue.faults import Fault
from transforms.catalogue.issuer import Issuer

if TYPE_CHECKING:
    from transforms.catalogue.whole import Catalogue

CALENDAR, ISSUER = "calendar.toml", "issuer.toml"
YEARS_AHEAD = 1  # how far beyond the last year that the catalogue names it must hold
ORDER = (
    ("campaign_start", "campaign_end"),
    ("campaign_start", "unit_deadline"),
    ("period_end", "unit_deadline"),
    ("unit_deadline", "campaign_end"),
    ("unit_deadline", "publication"),
    ("unit_deadline", "report_due"),
)
"""Dates that follow each other, or fall on one day. A report may come out after it was due."""


def check_years(catalogue: "Catalogue") -> Iterator[Fault]:
    """What is wrong with the calendar and the issuers, and then with any single year."""
    yield from _check_days(catalogue.calendar)
    yield from _check_reminders(catalogue.calendar)
    yield from _check_unreported(catalogue)
    yield from _check_issuers(catalogue.issuer.issuers)
    for number, base in enumerate(catalogue.issuer.legal_bases):
        if base.valid_to and base.valid_to < base.valid_from:
            reason = "trước ngày bắt đầu valid_from"
            yield Fault(ISSUER, f"legal_bases.{number}.valid_to", reason)
    for year in years_of(catalogue):
        yield from _check_year(catalogue, year)
    yield from _check_publications(catalogue)
    yield from _check_reminder_days(catalogue)
    demo = catalogue.issuer.demo_year
    if demo is not None and catalogue.form(demo) is None:
        yield Fault(ISSUER, "demo_year", f"năm {demo} không có biểu mẫu nào")
    yield from _check_demo(catalogue)


def _check_demo(catalogue: "Catalogue") -> Iterator[Fault]:
    """The people and texts of a demonstration are invented for these tables."""
    for form in catalogue.forms if catalogue.issuer.demo else ():
        if not form.has("roster") and not form.has("headcount", ["staff_type"]):
            reason = f"số liệu minh họa cần bảng roster hoặc headcount (biểu mẫu {form.version})"
            yield Fault(ISSUER, "demo", reason)
        if not form.has("narrative"):
            reason = f"số liệu minh họa cần bảng narrative (biểu mẫu {form.version})"
            yield Fault(ISSUER, "demo", reason)


def years_of(catalogue: "Catalogue") -> range:
    """From the first form's first year to the last that anything declared speaks of.

    What holds one year further holds ever after: nothing changes any more.
    """
    named = [form.first_year for form in catalogue.forms]
    named += [form.last_year for form in catalogue.forms if form.last_year]
    last = max([*named, *catalogue.calendar.year, *_changes(catalogue)])
    return range(min(named), last + YEARS_AHEAD + 1)


def _changes(catalogue: "Catalogue") -> Iterator[int]:
    """The years of horizons, and those in which units or issuers begin or end."""
    yield from (target.year for one in catalogue.indicators for target in one.targets)
    spans = [(unit.valid_from, unit.valid_to) for unit in catalogue.units]
    spans += [(issuer.valid_from, issuer.valid_to) for issuer in catalogue.issuer.issuers]
    yield from (day.year for span in spans for day in span if day)


def _check_unreported(catalogue: "Catalogue") -> Iterator[Fault]:
    """Dates of a year without a form: of the year before the first only where its period ends."""
    for year, dates in catalogue.calendar.year.items():
        if catalogue.form(year) is not None:
            continue
        reason = f"năm {year} không có biểu mẫu nào"
        if catalogue.form(year + 1) is None:
            yield Fault(CALENDAR, f"year.{year}", reason)
        for key in sorted(dates.model_fields_set - {"period_end"}):
            yield Fault(CALENDAR, f"year.{year}.{key}", reason)
    first = min(form.first_year for form in catalogue.forms)
    for indicator in catalogue.indicators:
        for target in indicator.targets:
            if target.year < first:
                reason = f"mục tiêu năm {target.year}: biểu mẫu đầu tiên có từ năm {first}"
                yield Fault("indicators.toml", f"{indicator.code}.targets", reason)
    for task in catalogue.tasks:
        if task.plan and task.plan.last_year is not None and task.plan.last_year < first:
            reason = f"năm {task.plan.last_year} không có biểu mẫu nào"
            yield Fault("tasks.toml", f"plans.{task.code}.last_year", reason)


def _check_days(calendar: CalendarRules) -> Iterator[Fault]:
    for day in set(calendar.days_off) & set(calendar.working_days):
        reason = f"{day:%d/%m/%Y} vừa là ngày nghỉ vừa là ngày làm việc"
        yield Fault(CALENDAR, "working_days", reason)


def _check_reminders(calendar: CalendarRules) -> Iterator[Fault]:
    """Each step once, and nobody further up before those below."""
    steps = calendar.reminders
    for number, step in enumerate(steps):
        if step in steps[:number]:
            yield Fault(CALENDAR, f"reminders.{number}", "bước nhắc này đã khai ở trên")
    first = {level: max((s.days_before for s in steps if s.to == level), default=None)
             for level in LEVELS}  # fmt: skip
    declared = [(level, days) for level in LEVELS if (days := first[level]) is not None]
    for (below, before), (above, after) in pairwise(declared):
        if after > before:
            reason = f"nhắc {above} trước khi nhắc {below} ({after} ngày trước hạn, {before} ngày)"
            yield Fault(CALENDAR, "reminders", reason)


def _check_publications(catalogue: "Catalogue") -> Iterator[Fault]:
    """Each year has a day of its own: the run of that day is about one year."""
    seen: dict[dt.date, int] = {}
    for year in filter(catalogue.form, years_of(catalogue)):
        day = catalogue.calendar.day(year, "publication")
        if day in seen:
            reason = f"báo cáo các năm {seen[day]} và {year} cùng công bố ngày {day:%d/%m/%Y}"
            yield Fault(CALENDAR, f"year.{seen[day]}.publication", reason)
        seen[day] = year


def _check_reminder_days(catalogue: "Catalogue") -> Iterator[Fault]:
    """Nothing is sent outside the campaign: a step that lies in no year's would never come."""
    rules = catalogue.calendar
    years = [rules.of_year(year) for year in years_of(catalogue) if catalogue.form(year)]
    for number, step in enumerate(rules.reminders):
        days = [(rules.reminder_day(step, year.unit_deadline), year) for year in years]
        if not any(year.campaign_start <= day <= year.campaign_end for day, year in days):
            reason = "năm nào cũng rơi ra ngoài đợt báo cáo, ví dụ ngày "
            reason += f"{days[-1][0]:%d/%m/%Y}"
            yield Fault(CALENDAR, f"reminders.{number}.days_before", reason)


def _check_issuers(issuers: tuple[Issuer, ...]) -> Iterator[Fault]:
    for number, issuer in enumerate(issuers):
        if issuer.valid_to and issuer.valid_to < issuer.valid_from:
            yield Fault(ISSUER, f"issuers.{number}.valid_to", "trước ngày bắt đầu valid_from")
    for earlier, later in pairwise(sorted(issuers, key=lambda issuer: issuer.valid_from)):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            reason = f"hai cơ quan ban hành cùng hiệu lực ngày {later.valid_from:%d/%m/%Y}"
            yield Fault(ISSUER, "issuers", reason)


def _check_year(catalogue: "Catalogue", year: int) -> Iterator[Fault]:
    if catalogue.form(year) is None:
        return
    calendar = catalogue.calendar.of_year(year)
    yield from _check_order(calendar)
    day = calendar.publication
    if not any(issuer.is_in_force(day) for issuer in catalogue.issuer.issuers):
        reason = f"không có cơ quan nào ban hành báo cáo năm {year} (ngày {day:%d/%m/%Y})"
        yield Fault(ISSUER, "issuers", reason)
    units = catalogue.units_of(year)
    if not any(not unit.is_group for unit in units):
        day = catalogue.calendar.day(year, "period_end")
        yield Fault("units.csv", f"năm {year}", f"không có đơn vị báo cáo nào ngày {day:%d/%m/%Y}")


def _check_order(calendar: Calendar) -> Iterator[Fault]:
    year = calendar.year
    for first, then in ORDER:
        before, after = _day(calendar, first), _day(calendar, then)
        if before > after:
            reason = f"{then} ({after:%d/%m/%Y}) trước {first} ({before:%d/%m/%Y})"
            yield Fault(CALENDAR, f"year.{year}", reason)
    if calendar.period_start > calendar.period_end:
        yield Fault(CALENDAR, f"year.{year}", "kỳ số liệu kết thúc trước khi bắt đầu")


def _day(calendar: Calendar, name: str) -> dt.date:
    day: dt.date = getattr(calendar, name)
    return day
