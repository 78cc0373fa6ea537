"""What the figures are: by indicator, unit, staff type and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from transforms.report.model.coverage import Scope

Verdict = Literal["met", "on_track", "behind", "missed", "unsure", "no_data", "no_target"]
ChangeKind = Literal["up", "down", "same", "first_year", "no_data", "not_comparable"]
RowKind = Literal["group", "unit", "total"]

UnitCounts = Mapping[str, Mapping[str, int | None]]
"""Counts by unit, then by measure, staff type or ``unknown``."""


@dataclass(frozen=True)
class Goal:
    """One horizon: verdict, distance in points and people, and the yearly pace it asks for.

    Distances are told only where there is a verdict.
    """

    year: int
    target: str
    target_pct: Fraction
    gap: Fraction | None
    signed_gap: str
    gap_points: str
    verdict: Verdict
    verdict_text: str
    people_short: int
    pace: str

    @property
    def is_judged(self) -> bool:
        """Whether a verdict stands."""
        return self.verdict in ("met", "on_track", "behind", "missed")


@dataclass(frozen=True)
class Standing:
    """One indicator of one unit; ``verdict`` is that of the nearest horizon.

    ``bounds`` are the rates if none, and if all, of the people without figures belonged to it.
    """

    code: str
    title: str
    short: str
    numerator: int
    denominator: int
    people: str
    rate: str
    goals: list[Goal]
    verdict: Verdict
    verdict_text: str
    scope: Scope
    bounds: str

    @property
    def is_judged(self) -> bool:
        """Whether a verdict stands."""
        return bool(self.goals) and self.goals[0].is_judged

    @property
    def is_below(self) -> bool:
        """Whether the rate is below the nearest target."""
        return bool(self.goals) and self.goals[0].gap is not None and self.goals[0].gap < 0


@dataclass(frozen=True)
class Change:
    """Against last year, over the ``units`` that have figures in both; 0 and dashes without any.

    ``is_whole``: these are all units of both years.
    """

    change: ChangeKind
    units: int
    is_whole: bool
    last_rate: str
    last_numerator: int
    last_denominator: int
    now_rate: str
    difference: Fraction | None
    change_text: str
    change_points: str
    obstacle: str


@dataclass(frozen=True)
class Result(Standing, Change):
    """One indicator of one unit, and what it was last year."""


@dataclass(frozen=True)
class VerdictRow:
    """A row of the table of verdicts: one target and one horizon, or a target without any."""

    short: str
    until: str
    people: str
    rate: str
    last_rate: str
    change_text: str
    target: str
    people_short: str
    verdict_text: str


@dataclass(frozen=True)
class Told(Result):
    """A result of the department with its sentence, the units below its target, the way ahead."""

    sentence: str
    below: str
    ahead: str


@dataclass(frozen=True)
class UnitRow:
    """A row of annex I: ``exact`` by measure, ``results`` by indicator.

    Numbers run, roman for groups; a unit that is not counted shows no figures. ``verdict`` is that
    of the leading indicator against its nearest target.
    """

    kind: RowKind
    number: str
    code: str
    name: str
    members: list[str]
    exact: Mapping[str, int | None]
    cells: list[str]
    results: Mapping[str, Result]
    leading: Result | None
    verdict: str
    note: str
    is_counted: bool


@dataclass(frozen=True)
class StaffRow:
    """The department's people of one type.

    ``exact`` and ``counts`` by measure, ``rates`` by indicator. ``code`` is ``unknown`` for people
    set aside, ``total`` in the last row.
    """

    kind: Literal["type", "total"]
    code: str
    name: str
    exact: Mapping[str, int]
    counts: Mapping[str, str]
    rates: Mapping[str, str]
    cells: list[str]


@dataclass(frozen=True)
class TrendYear:
    """A year's rates, and numerator with denominator, in the order of the trend's heads."""

    year: int
    unit_code: str
    department: str
    is_same: bool
    units: str
    rates: list[str]
    pairs: list[tuple[int, int]]


@dataclass(frozen=True)
class Horizon:
    """The percentages set for a year, in the order of the indicators; None where none is."""

    year: int
    at: list[float | None]


@dataclass(frozen=True)
class Trend:
    """The years with data, oldest first; shown from two on."""

    rows: list[TrendYear]
    codes: list[str]
    heads: list[str]
    note: str
    horizons: list[Horizon]

    @property
    def is_shown(self) -> bool:
        """Whether there is more than this year to tell of."""
        return len(self.rows) > 1
