"""Long tables in pieces, and what charts show."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from transforms.report.model.results import Horizon

Row = TypeVar("Row")


@dataclass(frozen=True)
class Part(Generic[Row]):
    """A piece of a long or wide table, with its heads where they are declared.

    ``groups`` stand above them, each over ``span`` heads, ``numbers`` below.
    """

    rows: list[Row]
    is_last: bool
    heads: list[str] = field(default_factory=list)
    groups: list["Group"] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """A head over ``span`` columns beside each other."""

    head: str
    span: int


@dataclass(frozen=True)
class Series:
    """Bars of one year: height in percent (None: no bar) and label of each target."""

    label: str
    bars: list[tuple[float | None, str]]


@dataclass(frozen=True)
class GoalMark:
    """What must be reached, in percent, and what stands beside its mark: ``2025: 60%``."""

    at: float
    text: str


@dataclass(frozen=True)
class TargetsChart:
    """Bars per target; beside them its horizons, lowest first."""

    caption: str
    alt: str
    labels: list[str]
    series: list[Series]
    goals: list[list[GoalMark]]
    name: str = "muc_tieu"


@dataclass(frozen=True)
class Line:
    """A target over the years, as pieces of (year, percent) that may be joined."""

    label: str
    pieces: list[list[tuple[int, float]]]


@dataclass(frozen=True)
class TrendChart:
    """A line per target over the years, with its horizons."""

    caption: str
    alt: str
    lines: list[Line]
    horizons: list[Horizon]
    first_year: int
    name: str = "xu_huong"


Chart = TargetsChart | TrendChart
