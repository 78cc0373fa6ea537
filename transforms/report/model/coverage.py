"""Whose figures a report tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from transforms import figures
from transforms.rules.statuses import Status


@dataclass(frozen=True)
class Scope:
    """Who some figures speak for: ``counted`` of ``expected`` units, and their people.

    ``known_missing`` are the people last known of units without figures, None where one of these
    never had any.
    """

    counted: int
    expected: int
    people: int = 0
    known_missing: int | None = 0

    @property
    def is_complete(self) -> bool:
        """Whether every expected unit is counted."""
        return self.counted >= self.expected

    @property
    def share_pct(self) -> Fraction:
        """How much of the headcount is counted, in percent.

        Where the size of a unit is not known it is units instead, whichever is lower; 100 where
        nobody is expected.
        """
        if self.is_complete:
            return Fraction(100)
        units = Fraction(100 * self.counted, self.expected)
        whole = self.people + (self.known_missing or 0)
        people = Fraction(100 * self.people, whole) if whole else Fraction(0)
        return people if self.known_missing is not None else min(units, people)

    @property
    def missing_people(self) -> int:
        """The people without figures.

        Where the size of a unit is not known, as many as the share that is counted leaves.
        """
        if self.is_complete:
            return 0
        share, known = self.share_pct, self.known_missing or 0
        return max(known, ceil(self.people * (100 - share) / share)) if share else known

    @property
    def note(self) -> str:
        """What a verdict adds while a unit is missing; empty otherwise."""
        if self.is_complete:
            return ""
        return f"theo số liệu của {figures.counted_of(self.counted, self.expected)} đơn vị"


@dataclass(frozen=True)
class UnitCoverage:
    """One reporting unit; ``people`` of one that is not counted are last year's, if known."""

    code: str
    name: str
    status: Status
    status_text: str
    is_expected: bool
    is_received: bool
    is_on_time: bool
    is_counted: bool
    people: int | None
    quarantined: int
    note: str


@dataclass(frozen=True)
class Coverage:
    """What all figures rest on; units by name in the catalogue's order.

    ``expected_people`` adds the last known headcount of units that are missing; where there is none
    the unit stands in ``unknown_people_units``. ``scopes`` has every unit and group; ``out`` the
    units that are not counted, by why.
    """

    units: list[UnitCoverage]
    scopes: Mapping[str, Scope]
    note: str
    expected_units: int
    received_units: int
    on_time_units: int
    counted_units: int
    counted_people: int
    expected_people: int
    unknown_people_units: list[str]
    quarantined_people: int
    quarantined_units: list[str]
    out: Mapping[Status, list[str]]

    @property
    def is_complete(self) -> bool:
        """Whether every expected unit is counted."""
        return self.counted_units >= self.expected_units
