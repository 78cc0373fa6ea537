"""What a report is made from: frames of the warehouse and the year's catalogue, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from transforms.catalogue import Form, Indicator, Measure, Unit, YearCatalogue
from transforms.rules.statuses import Status

COUNTING = frozenset(status for status in Status if status.counts)

Counts = dict[tuple[int, str, str], tuple[int, int]]


@dataclass(frozen=True)
class ReportInputs:
    """One frame per file of sql/report, whose first line is its grain.

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
    indicator: pd.DataFrame
    trend: pd.DataFrame
    completeness: pd.DataFrame
    submission: pd.DataFrame
    finding: pd.DataFrame
    activity: pd.DataFrame
    narrative: pd.DataFrame
    measure: pd.DataFrame

    @property
    def year(self) -> int:
        """The reporting year."""
        return self.catalogue.year


@dataclass(frozen=True)
class Edition:
    """Which edition of the year's report this is.

    ``replaces`` describes the published version before: ``version``, ``number`` and ``issued_on``
    (both None until the clerk has issued it) and ``figures``, its ``figure_texts``, from which
    the list of changed figures is made.
    """

    kind: Literal["draft", "published"] = "draft"
    version: int | None = None
    replaces: Mapping[str, Any] | None = None


DRAFT = Edition()


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain dicts; every kind of missing value is None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return plain.to_dict("records")  # type: ignore[return-value]


def by_staff_type(measure: pd.DataFrame) -> list[dict[str, Any]]:
    """One row per unit and staff type that is told, every measure a column."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for row in records(measure):
        if row["staff_type"] is None:
            continue
        key = row["unit_code"], row["staff_type"]
        own = rows.setdefault(key, {"unit_code": key[0], "staff_type": key[1]})
        own[row["measure"]] = int(row["value"])
    return list(rows.values())


def count_map(indicator: pd.DataFrame) -> Counts:
    """Numerator and denominator by year, unit and indicator."""
    return {
        (int(row["reporting_year"]), row["unit_code"], row["indicator_code"]): (
            int(row["numerator"]),
            int(row["denominator"]),
        )
        for row in records(indicator)
    }


def statuses(completeness: pd.DataFrame, year: int) -> dict[str, dict[str, Any]]:
    """The completeness row of each reporting unit of a year."""
    return {row["unit_code"]: row for row in records(completeness) if row["reporting_year"] == year}
