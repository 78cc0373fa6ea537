"""Every published figure, and the rows of the warehouse behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from transforms.report.rows import PlaceRow, SubmissionRow


@dataclass(frozen=True)
class Source:
    """Rows of one sheet of truy-vet.xlsx; which of the others are told depends on the sheet.

    ``of_unit`` asks for last year's rows of that unit's predecessors.
    """

    sheet: Literal["indicator", "submission", "staff", "activity", "text", "document", "plan"]
    year: int = 0
    unit_code: str = ""
    indicator_code: str = ""
    of_unit: str = ""
    staff_type: str = ""
    task_code: str = ""


@dataclass(frozen=True)
class Figure:
    """One published figure; ``key`` is stable between versions."""

    key: str
    place: str
    label: str
    text: str
    source: Source


@dataclass(frozen=True)
class FigureChange:
    """A figure that differs from the version before."""

    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class TracedIndicator:
    """A row of ``mart.indicator`` with names; ``members`` are the units that it is a sum of.

    ``target_source`` is the plan that set the target, as the catalogue names it.
    """

    year: int
    unit_code: str
    name: str
    indicator_code: str
    numerator: int
    denominator: int
    rate: str
    target: str | None
    target_year: int | None
    target_source: str
    is_met: bool | None
    members: list[str]
    is_root: bool


@dataclass(frozen=True)
class TracedStaff:
    """The counts of one staff type of one unit, by measure."""

    staff_type: str
    type_name: str
    unit_code: str
    name: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class TracedFile(SubmissionRow):
    """A file with its unit's name."""

    name: str


@dataclass(frozen=True)
class Trace:
    """The rows behind the figures; ``last`` are last year's rows of a unit and indicator.

    ``places`` are those of the tables of a unit's file, by year, unit and table.
    """

    indicator: list[TracedIndicator]
    last: Mapping[tuple[str, str], list[tuple[int, str, str]]]
    staff: list[TracedStaff]
    files: list[TracedFile]
    places: Mapping[tuple[int, str, str], PlaceRow]
