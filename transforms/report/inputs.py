"""What a report is made from: rows of the warehouse and the year's catalogue, nothing else."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from transforms.catalogue import Form, Indicator, Measure, Unit, YearCatalogue
from transforms.report.rows import (
    ActivityRow,
    CompletenessRow,
    EditedRow,
    FindingRow,
    IndicatorRow,
    MeasureRow,
    NarrativeRow,
    PlaceRow,
    SubmissionRow,
    TrendRow,
)
from transforms.rules.statuses import Status

COUNTING = frozenset(status for status in Status if status.counts)

ROWS: Mapping[str, type[Any]] = {
    "indicator": IndicatorRow,
    "trend": TrendRow,
    "completeness": CompletenessRow,
    "submission": SubmissionRow,
    "finding": FindingRow,
    "activity": ActivityRow,
    "narrative": NarrativeRow,
    "measure": MeasureRow,
    "edited_text": EditedRow,
    "place": PlaceRow,
}
"""The files of sql/report with the type of their rows: one field of ``ReportInputs`` each."""

Counts = dict[tuple[int, str, str], tuple[int, int]]
"""Numerator and denominator by year, unit and indicator."""

StaffCounts = dict[tuple[str, str], dict[str, int]]
"""Counts by staff type and unit, then by measure."""


@dataclass(frozen=True)
class ReportInputs:
    """The year's catalogue, what it needs of the year before, and the rows of one moment.

    ``previous_units`` and ``previous_form`` are those in force in the year before,
    ``predecessors`` what ``lineage.find_predecessors`` says, ``all_indicators`` and
    ``all_measures`` those of any form.
    """

    catalogue: YearCatalogue
    previous_units: tuple[Unit, ...]
    predecessors: Mapping[str, tuple[str, ...] | None]
    previous_form: Form | None
    all_indicators: tuple[Indicator, ...]
    all_measures: tuple[Measure, ...]
    indicator: tuple[IndicatorRow, ...]
    trend: tuple[TrendRow, ...]
    completeness: tuple[CompletenessRow, ...]
    submission: tuple[SubmissionRow, ...]
    finding: tuple[FindingRow, ...]
    activity: tuple[ActivityRow, ...]
    narrative: tuple[NarrativeRow, ...]
    measure: tuple[MeasureRow, ...]
    edited_text: tuple[EditedRow, ...]
    place: tuple[PlaceRow, ...]

    @property
    def year(self) -> int:
        """The reporting year."""
        return self.catalogue.year


@dataclass(frozen=True)
class Before:
    """The published version that an edition replaces.

    ``number`` and ``issued_on`` are None until the clerk has issued it; ``figures`` are its
    ``figure_texts``, from which the list of changed figures is made.
    """

    version: int
    figures: Mapping[str, str]
    number: str | None = None
    issued_on: dt.date | None = None


@dataclass(frozen=True)
class Edition:
    """Which edition of the year's report this is."""

    kind: Literal["draft", "published"] = "draft"
    version: int | None = None
    replaces: Before | None = None


DRAFT = Edition()


def by_staff_type(measure: Iterable[MeasureRow]) -> StaffCounts:
    """Every measure of each staff type that is told."""
    found: StaffCounts = {}
    for row in measure:
        if row.staff_type is not None:
            found.setdefault((row.staff_type, row.unit_code), {})[row.measure] = row.value
    return found


def count_map(indicator: Iterable[IndicatorRow]) -> Counts:
    """Numerator and denominator of each row."""
    return {
        (row.reporting_year, row.unit_code, row.indicator_code): (row.numerator, row.denominator)
        for row in indicator
    }


def statuses(completeness: Iterable[CompletenessRow], year: int) -> dict[str, CompletenessRow]:
    """The completeness row of each reporting unit of a year."""
    return {row.unit_code: row for row in completeness if row.reporting_year == year}
