"""The catalogue's types: what is declared, and what of it holds in one reporting year.

Built once by ``steps.catalogue`` from the files under ``CATALOG_DIR``; frozen, so that a step can
pass it on without fear. Everything time-valid is resolved here, by ``Catalogue.of_year``: no other
code reasons about validity.
"""

import datetime as dt
from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic import Field as Key

from transforms.text import fold

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

Text = Annotated[str, Key(min_length=1)]
Shape = Literal["labels", "table", "answers"]
Kind = Literal["text", "name", "person_code", "choice", "yes_no", "number", "whole", "date", "task"]
Severity = Literal["critical", "warning", "info"]


class Declared(BaseModel):
    """A row of the catalogue: frozen, and with no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- units ---------------------------------------------------------------------------------------


class Unit(Declared):
    """One row of units.csv: a unit as it was from ``valid_from`` to ``valid_to`` (inclusive)."""

    unit_code: Text
    name: Text
    unit_type: Text
    parent_code: str | None
    valid_from: dt.date
    valid_to: dt.date | None
    successor_code: tuple[str, ...]
    pass_score: float | None = Key(default=None, ge=0, le=100)
    email: str | None
    head_email: str | None
    decision: str | None

    @property
    def is_group(self) -> bool:
        """Groups sum up their children and never report themselves."""
        return self.unit_type == "group"

    def is_in_force(self, day: dt.date) -> bool:
        """Whether this row holds on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


# --- forms ---------------------------------------------------------------------------------------


class FormField(Declared):
    """One column or label of a sheet. ``values`` maps the text a person types to what is stored."""

    header: Text
    column: str | None = None
    kind: Kind = "text"
    need: Literal["required", "expected", "optional"] = "required"
    values: dict[str, str] = {}
    minimum: float | None = None
    maximum: float | None = None
    has_thousands: bool = False
    width: float = 14
    hint: str | None = None

    @cached_property
    def stored(self) -> dict[str, str]:
        """What is stored, by the folded text that a person types."""
        return {fold(text): stored for text, stored in self.values.items()}


class Sheet(Declared):
    """One sheet of a form. ``table`` names its frame.

    ``ends_without`` are the columns whose being empty below a blank row ends the list (signature
    lines); ``total_label`` is the first cell of a row that is a sum and no entry.
    """

    name: Text
    table: Text
    shape: Shape
    is_required: bool = True
    title: str | None = None
    note: str | None = None
    total_label: str | None = None
    ends_without: tuple[str, ...] = ()
    fields: tuple[FormField, ...]

    def field(self, column: str) -> FormField:
        """The field that fills a column; KeyError where there is none."""
        return {field.column: field for field in self.fields if field.column}[column]

    @cached_property
    def row_fields(self) -> tuple[FormField, ...]:
        """The fields that make a row count as one: all that are read."""
        return tuple(field for field in self.fields if field.column)


class Form(Declared):
    """A version of the submission form and the reporting years it is in force for.

    ``measures`` are the counts it can give; an indicator that needs another has no rows that year.
    """

    version: Text
    title: Text
    first_year: int
    last_year: int | None = None
    measures: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    def is_in_force(self, year: int) -> bool:
        """Whether the form is the one of that reporting year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def sheet(self, table: str) -> Sheet:
        """The sheet that fills a table; KeyError where the form has none."""
        return {sheet.table: sheet for sheet in self.sheets}[table]

    def has(self, table: str) -> bool:
        """Whether the form has a sheet for that table."""
        return any(sheet.table == table for sheet in self.sheets)


class Task(Declared):
    """A task of the department's plan, section III (1-3) and inspection, IV.1 (group 4)."""

    code: Text
    group: int
    title: Text


class TaskGroup(Declared):
    """A heading of the plan under which tasks are reported."""

    number: int
    title: Text


# --- indicators ----------------------------------------------------------------------------------


class Target(Declared):
    """A target in percent for a horizon year, and the day from which it was one."""

    year: int
    pct: float = Key(gt=0, le=100)
    adopted: dt.date
    source: Text


class Indicator(Declared):
    """A rate: two counts by name. Supplementary ones are shown beside, never as a verdict alone."""

    code: Text
    title: Text
    short: Text
    numerator: Text
    denominator: Text
    is_supplementary: bool = False
    targets: tuple[Target, ...] = ()

    def target(self, year: int, known_on: dt.date) -> Target | None:
        """The target of the next horizon at or after ``year``, as adopted by ``known_on``.

        Where a horizon's target was changed, the last adoption counts.
        """
        known = [t for t in self.targets if t.adopted <= known_on and t.year >= year]
        if not known:
            return None
        return min(known, key=lambda t: (t.year, -t.adopted.toordinal()))


# --- calendar ------------------------------------------------------------------------------------


class Calendar(Declared):
    """The dates of one reporting year, inclusive and local; deadlines are already working days."""

    year: int
    campaign_start: dt.date
    campaign_end: dt.date
    period_start: dt.date
    period_end: dt.date
    unit_deadline: dt.date
    publication: dt.date
    report_due: dt.date

    @property
    def deadline_at(self) -> dt.datetime:
        """The last moment that is on time: 23:59:59 of the deadline, local time."""
        return dt.datetime.combine(self.unit_deadline, dt.time(23, 59, 59), TIME_ZONE)

    def is_on_time(self, received_at: dt.datetime) -> bool:
        """Whether a file that came then came by the end of the deadline's last second."""
        return received_at < self.deadline_at + dt.timedelta(seconds=1)


def _month_day(value: object) -> object:
    """``"20/11"`` as (20, 11): day and month of every year."""
    if isinstance(value, str):
        day, month = value.split("/")
        dt.date(2000, int(month), int(day))
        return int(day), int(month)
    return value


MonthDay = Annotated[tuple[int, int], BeforeValidator(_month_day)]


class CalendarDefaults(Declared):
    """Day and month of each date, for years that say nothing else."""

    campaign_start: MonthDay
    campaign_end: MonthDay
    period_end: MonthDay
    unit_deadline: MonthDay
    publication: MonthDay
    report_due: MonthDay


class CalendarYear(Declared):
    """What one year has otherwise than by default."""

    campaign_start: dt.date | None = None
    campaign_end: dt.date | None = None
    period_end: dt.date | None = None
    unit_deadline: dt.date | None = None
    publication: dt.date | None = None
    report_due: dt.date | None = None


class CalendarRules(Declared):
    """calendar.toml: defaults, years that differ, days off and swapped working days."""

    default: CalendarDefaults
    year: dict[int, CalendarYear] = {}
    days_off: tuple[dt.date, ...] = ()
    working_days: tuple[dt.date, ...] = ()

    def day(self, year: int, name: str) -> dt.date:
        """A date of a year as declared, before any move off a day off."""
        chosen = getattr(self.year.get(year), name, None)
        if chosen:
            return chosen
        day, month = getattr(self.default, name)
        return dt.date(year, month, day)

    def is_working_day(self, day: dt.date) -> bool:
        """Monday to Friday but days off, and swapped working days whatever they fall on."""
        if day in self.working_days:
            return True
        return day.weekday() < 5 and day not in self.days_off

    def working_day_before(self, day: dt.date) -> dt.date:
        """The day itself if it is a working day, else the last working day before it."""
        while not self.is_working_day(day):
            day -= dt.timedelta(days=1)
        return day

    def of_year(self, year: int) -> Calendar:
        """A year's dates. Data periods abut and never move; deadlines move to a working day."""
        return Calendar(
            year=year,
            campaign_start=self.day(year, "campaign_start"),
            campaign_end=self.day(year, "campaign_end"),
            period_start=self.day(year - 1, "period_end") + dt.timedelta(days=1),
            period_end=self.day(year, "period_end"),
            unit_deadline=self.working_day_before(self.day(year, "unit_deadline")),
            publication=self.day(year, "publication"),
            report_due=self.working_day_before(self.day(year, "report_due")),
        )


# --- issuer --------------------------------------------------------------------------------------


class LegalBase(Declared):
    """A document the report rests on, cited from the year in which it is in force."""

    text: Text
    valid_from: dt.date
    valid_to: dt.date | None = None


class Issuer(Declared):
    """Who issues the report: title block, recipients, signature (Decree 30/2020, annex I)."""

    valid_from: dt.date
    valid_to: dt.date | None = None
    parent_name: Text
    name: Text
    title_name: Text
    symbol: Text
    place: Text
    province: Text
    scheme: Text
    addressees: tuple[Text, ...] = Key(min_length=1)
    recipients: tuple[Text, ...]
    archive: Text
    authority: tuple[Text, ...]
    signer: str = ""

    def is_in_force(self, day: dt.date) -> bool:
        """Whether this issuer signs on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class IssuerRules(Declared):
    """issuer.toml: the department, whether it is a demonstration, and who issues when."""

    department: Text
    demo: bool = False
    demo_year: int | None = None
    issuers: tuple[Issuer, ...] = Key(min_length=1)
    legal_bases: tuple[LegalBase, ...] = ()


# --- rules ---------------------------------------------------------------------------------------


class Rule(Declared):
    """A check: how grave, and what it says to a unit's officer."""

    code: Text
    scope: Literal["file", "row", "unit", "year"]
    severity: Severity
    title: Text
    text: Text


class Rules(Declared):
    """rules.toml: the rules, and the share of quarantined persons that still passes (percent)."""

    max_quarantined_pct: float = Key(ge=0, le=100)
    default_pass_score: float = Key(ge=0, le=100)
    rules: dict[str, Rule]


# --- the whole, and one year of it ---------------------------------------------------------------


class YearCatalogue(Declared):
    """The catalogue as it holds for one reporting year.

    ``units`` are those in force on the last day of the data period, groups and root included, in
    the catalogue's order.
    """

    year: int
    form: Form
    calendar: Calendar
    units: tuple[Unit, ...]
    issuer: Issuer
    legal_bases: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    targets: dict[str, Target]
    rules: Rules
    tasks: tuple[Task, ...]
    task_groups: tuple[TaskGroup, ...]

    @cached_property
    def reporting_units(self) -> tuple[Unit, ...]:
        """The units that owe a submission."""
        return tuple(unit for unit in self.units if not unit.is_group)

    @cached_property
    def root(self) -> Unit:
        """The department itself."""
        return next(unit for unit in self.units if unit.parent_code is None)

    def unit(self, unit_code: str) -> Unit | None:
        """The unit of that code in this year, or None."""
        return next((unit for unit in self.units if unit.unit_code == unit_code), None)

    def pass_score(self, unit_code: str) -> float:
        """The score from which the title may be held (80; 70 where the catalogue says so)."""
        unit = self.unit(unit_code)
        own = unit.pass_score if unit else None
        return self.rules.default_pass_score if own is None else own


class Catalogue(Declared):
    """Everything under CATALOG_DIR, checked."""

    units: tuple[Unit, ...]
    forms: tuple[Form, ...]
    tasks: tuple[Task, ...]
    task_groups: tuple[TaskGroup, ...]
    indicators: tuple[Indicator, ...]
    calendar: CalendarRules
    issuer: IssuerRules
    rules: Rules

    def form(self, year: int) -> Form | None:
        """The form in force for a year, or None: then the year cannot be reported."""
        return next((form for form in self.forms if form.is_in_force(year)), None)

    def units_of(self, year: int) -> tuple[Unit, ...]:
        """The unit rows in force on the last day of the year's data period."""
        day = self.calendar.day(year, "period_end")
        return tuple(unit for unit in self.units if unit.is_in_force(day))

    def campaign_year(self, day: dt.date) -> int | None:
        """The year whose campaign contains a local day, or None."""
        for year in (day.year, day.year - 1):
            calendar = self.calendar.of_year(year)
            if calendar.campaign_start <= day <= calendar.campaign_end:
                return year
        return None

    def of_year(self, year: int) -> "YearCatalogue | None":
        """The catalogue of a year; None for a year in which no form is in force."""
        form = self.form(year)
        if form is None:
            return None
        calendar = self.calendar.of_year(year)
        targets = {
            indicator.code: target
            for indicator in self.indicators
            if (target := indicator.target(year, known_on=calendar.period_end))
        }
        return YearCatalogue(
            year=year,
            form=form,
            calendar=calendar,
            units=self.units_of(year),
            issuer=next(i for i in self.issuer.issuers if i.is_in_force(calendar.publication)),
            legal_bases=tuple(
                base.text
                for base in self.issuer.legal_bases
                if base.valid_from <= calendar.publication
                and (base.valid_to is None or calendar.publication <= base.valid_to)
            ),
            indicators=tuple(
                indicator
                for indicator in self.indicators
                if {indicator.numerator, indicator.denominator} <= set(form.measures)
            ),
            targets=targets,
            rules=self.rules,
            tasks=self.tasks,
            task_groups=self.task_groups,
        )
