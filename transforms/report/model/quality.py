"""What came of each unit, and the queries with their answers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QualityRow:
    """What came of one reporting unit."""

    number: str
    name: str
    status: str
    version: str
    received: str
    on_time: str
    expected: str
    counted: str
    quarantined: str


@dataclass(frozen=True)
class QualityTotal:
    """Units and people expected, counted, left out."""

    units: str
    on_time: str
    expected: str
    counted: str
    quarantined: str


@dataclass(frozen=True)
class Query:
    """The warnings of one unit, rule, sheet and answer."""

    number: str
    name: str
    rule: str
    place: str
    count: int
    answer: str
    is_answered: bool
