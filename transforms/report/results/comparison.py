"""Last year beside this one, like for like: over the units that have figures in both years."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from transforms.catalogue import Unit
from transforms.report.inputs import COUNTING, Counts, ReportInputs, count_map, statuses

Key = tuple[int, str, str]
"""Year, unit and indicator of a row of ``mart.indicator``."""


@dataclass(frozen=True)
class LikeForLike:
    """Numerator and denominator of both years over ``units`` units, or why there are none.

    ``is_whole``: they are all units of both years. ``rows`` are last year's. A year of which the
    warehouse holds nothing is no obstacle but a first year.
    """

    now: tuple[int, int] = (0, 0)
    last: tuple[int, int] = (0, 0)
    units: int = 0
    is_whole: bool = False
    rows: list[Key] = field(default_factory=list)
    obstacle: str = ""
    is_first_year: bool = False


class Comparison:
    """This year's and last year's figures of this year's units, and what is known of their size."""

    def __init__(self, inputs: ReportInputs):
        self.year = inputs.year
        self.counts: Counts = count_map(inputs.indicator)
        self.predecessors = inputs.predecessors
        self.is_first_year = not any(year == self.year - 1 for year, _, _ in self.counts)
        self.names = {unit.unit_code: unit.name for unit in inputs.previous_units}
        self.below = reporting_below(inputs.catalogue.units)
        self._last_below = reporting_below(inputs.previous_units)
        self._counted = _counted(inputs, self.year)
        self._counted_last = _counted(inputs, self.year - 1)
        self._people = _last_known_people(inputs)
        self._shared = cache(self._find_shared)

    def like_for_like(self, unit_code: str, indicator_code: str) -> LikeForLike:
        """Both years' counts of a unit, or of the units below a group."""
        if self.is_first_year:
            return LikeForLike(is_first_year=True)
        shared, is_whole, obstacle = self._shared(unit_code)
        now = [(self.year, code, indicator_code) for code in shared]
        rows = [
            (self.year - 1, before, indicator_code)
            for code in shared
            for before in self.predecessors[code] or ()
        ]
        return LikeForLike(
            self._sum(now), self._sum(rows), len(shared), is_whole, rows, "" if shared else obstacle
        )

    def last_known_people(self, unit_code: str) -> int | None:
        """The headcount that a unit, or those it continues, declared last; None: never any."""
        before = self.predecessors[unit_code]
        if before and all(code in self._people for code in before):
            return sum(self._people[code] for code in before)
        return self._people.get(unit_code)

    def _sum(self, keys: Iterable[Key]) -> tuple[int, int]:
        pairs = [self.counts.get(key, (0, 0)) for key in keys]
        return sum(top for top, _ in pairs), sum(bottom for _, bottom in pairs)

    def _find_shared(self, unit_code: str) -> tuple[list[str], bool, str]:
        """The reporting units with figures in both years, whether they are all, else why not."""
        own = self.below[unit_code]
        obstacles = {code: self._obstacle(code) for code in own}
        shared = [code for code, obstacle in obstacles.items() if not obstacle]
        continued = {before for code in shared for before in self.predecessors[code] or ()}
        if own == [unit_code]:
            former = continued
        else:
            former = {
                code
                for group in self.predecessors[unit_code] or (unit_code,)
                for code in self._last_below.get(group, ())
            }
        is_whole = bool(shared) and len(shared) == len(own) and continued == former
        return (
            shared,
            is_whole,
            obstacles.get(unit_code)
            or (f"không có đơn vị nào có số liệu của cả năm {self.year - 1} và năm {self.year}"),
        )

    def _obstacle(self, code: str) -> str:
        """Why a reporting unit has no figures of both years; empty where it has."""
        before = self.predecessors[code]
        if code not in self._counted:
            return f"chưa có số liệu năm {self.year}"
        if before is None:
            return "tổ chức lại từ đơn vị đã chia, tách"
        if not before:
            return "đơn vị mới, không có số liệu năm trước"
        without = [self.names[code] for code in before if code not in self._counted_last]
        return f"năm {self.year - 1} chưa có số liệu của {', '.join(without)}" if without else ""


def reporting_below(units: tuple[Unit, ...]) -> dict[str, list[str]]:
    """Of each group the reporting units below it at any depth, in the catalogue's order.

    Of a reporting unit itself.
    """
    children: dict[str, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent_code or "", []).append(unit)

    def below(unit: Unit) -> list[str]:
        if not unit.is_group:
            return [unit.unit_code]
        return [code for child in children.get(unit.unit_code, ()) for code in below(child)]

    return {unit.unit_code: below(unit) for unit in units}


def _counted(inputs: ReportInputs, year: int) -> frozenset[str]:
    """The units of a year whose figures count."""
    found = statuses(inputs.completeness, year)
    return frozenset(code for code, row in found.items() if row.status in COUNTING)


def _last_known_people(inputs: ReportInputs) -> dict[str, int]:
    """The headcount of the last year before this one in which a unit was counted."""
    rows = [
        row
        for row in inputs.submission
        if row.reporting_year < inputs.year and row.status in COUNTING
    ]
    return {
        row.unit_code: row.declared_count
        for row in sorted(rows, key=lambda row: row.reporting_year)
        if row.unit_code is not None and row.declared_count is not None
    }
