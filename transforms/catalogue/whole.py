"""The whole catalogue, and what of it holds in one reporting year.

Everything time-valid is resolved here, by ``Catalogue.of_year``: no other code reasons about
validity.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

from pydantic import model_validator

from transforms.catalogue.base import Declared
from transforms.catalogue.calendar import Calendar, CalendarRules
from transforms.catalogue.checks import find_faults
from transforms.catalogue.documents import Document
from transforms.catalogue.forms import Form
from transforms.catalogue.indicators import Indicator, Target
from transforms.catalogue.issuer import Issuer, IssuerRules, LegalBase
from transforms.catalogue.measures import Measure, count_in
from transforms.catalogue.narrative import NarrativeRules
from transforms.catalogue.rules import Rules
from transforms.catalogue.tasks import Task, TaskGroup
from transforms.catalogue.units import Unit
from transforms.text import bare_code, fold

STAFF_TYPE = "staff_type"


class YearCatalogue(Declared):
    """The catalogue as it holds for one reporting year.

    ``units`` are those in force on the last day of the data period, groups and root included, in
    the catalogue's order. ``plans`` are those in force, ``documents`` those of the data
    period, oldest first. ``measures`` and ``indicators`` are those that the year's form can give.
    """

    year: int
    form: Form
    calendar: Calendar
    units: tuple[Unit, ...]
    issuer: Issuer
    subject: str
    plans: tuple[LegalBase, ...]
    documents: tuple[Document, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    targets: dict[str, Target]
    rules: Rules
    narrative: NarrativeRules
    tasks: tuple[Task, ...]
    task_groups: tuple[TaskGroup, ...]

    @cached_property
    def headcount(self) -> Measure:
        """The measure that units declare; every form gives it."""
        return next(measure for measure in self.measures if measure.is_declared)

    @cached_property
    def has_own_plan(self) -> bool:
        """Whether a plan in force is this year's: adopted in it, or in force until its end."""
        ends = {plan.valid_to.year for plan in self.plans if plan.valid_to}
        return self.year in ends | {plan.valid_from.year for plan in self.plans}

    @cached_property
    def staff_measures(self) -> tuple[Measure, ...]:
        """Those that are given by a table which tells staff types."""
        given = ((measure, count_in(self.form, measure)) for measure in self.measures)
        return tuple(measure for measure, found in given if found and found[0].has(STAFF_TYPE))

    @cached_property
    def staff_indicators(self) -> tuple[Indicator, ...]:
        """Those that are rates of such measures."""
        names = {measure.name for measure in self.staff_measures}
        return tuple(i for i in self.indicators if {i.numerator, i.denominator} <= names)

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
        return self._by_code.get(unit_code)

    @cached_property
    def _by_code(self) -> dict[str, Unit]:
        return {unit.unit_code: unit for unit in self.units}

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
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    calendar: CalendarRules
    issuer: IssuerRules
    rules: Rules
    narrative: NarrativeRules
    documents: tuple[Document, ...] = ()

    @model_validator(mode="after")
    def _refuse_what_cannot_run(self) -> "Catalogue":
        for fault in find_faults(self):
            raise fault
        return self

    def form(self, year: int) -> Form | None:
        """The form in force for a year, or None: then the year cannot be reported."""
        return next((form for form in self.forms if form.is_in_force(year)), None)

    @cached_property
    def headcount(self) -> Measure:
        """The one measure that units declare."""
        return next(measure for measure in self.measures if measure.is_declared)

    def measures_of(self, form: Form) -> tuple[Measure, ...]:
        """The measures that a form can give."""
        return tuple(measure for measure in self.measures if count_in(form, measure))

    def units_of(self, year: int) -> tuple[Unit, ...]:
        """The unit rows in force on the last day of the year's data period."""
        day = self.calendar.day(year, "period_end")
        return tuple(unit for unit in self.units if unit.is_in_force(day))

    def units_coded(self, code: str) -> list[Unit]:
        """The rows of a code; else those of the one that is spelt like it (`PB 2`, `pb-02`)."""
        for spelt, by_code in self._by_spelling:
            found = by_code.get(spelt(code), [])
            if len({unit.unit_code for unit in found}) == 1:
                return found
        return []

    @cached_property
    def _by_spelling(self) -> list[tuple[Callable[[str], str], dict[str, list[Unit]]]]:
        tables: list[tuple[Callable[[str], str], dict[str, list[Unit]]]] = []
        for spelt in (fold, bare_code):
            by_code: dict[str, list[Unit]] = defaultdict(list)
            for unit in self.units:
                by_code[spelt(unit.unit_code)].append(unit)
            tables.append((spelt, by_code))
        return tables

    def campaign_year(self, day: dt.date) -> int | None:
        """The year whose campaign contains a local day, or None."""
        return self.calendar.campaign_year(day)

    def of_year(self, year: int) -> "YearCatalogue | None":
        """The catalogue of a year; None for a year in which no form is in force."""
        if year not in self._of_years:
            self._of_years[year] = self._seen_from(year)
        return self._of_years[year]

    @cached_property
    def _of_years(self) -> "dict[int, YearCatalogue | None]":
        """What was asked for: a batch asks for the same year once per file."""
        return {}

    def _seen_from(self, year: int) -> "YearCatalogue | None":
        form = self.form(year)
        if form is None:
            return None
        calendar = self.calendar.of_year(year)
        measures = self.measures_of(form)
        given = {measure.name for measure in measures}
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
            subject=self.issuer.subject,
            plans=tuple(
                base
                for base in self.issuer.legal_bases
                if base.is_plan
                and base.valid_from <= calendar.publication
                and (base.valid_to is None or calendar.publication <= base.valid_to)
            ),
            documents=tuple(
                document
                for document in sorted(self.documents, key=lambda d: d.date)
                if calendar.period_start <= document.date <= calendar.period_end
            ),
            measures=measures,
            indicators=tuple(
                indicator
                for indicator in self.indicators
                if {indicator.numerator, indicator.denominator} <= given
            ),
            targets=targets,
            rules=self.rules,
            narrative=self.narrative,
            tasks=self.tasks,
            task_groups=self.task_groups,
        )
