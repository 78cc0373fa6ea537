"""Last year beside this one: which units stand for which, and where a comparison would be false."""

import datetime as dt
from dataclasses import dataclass

from transforms import figures
from transforms.catalogue import Unit
from transforms.report_inputs import COUNTING, Counts, ReportInputs, count_map, records, statuses


@dataclass(frozen=True)
class Origin:
    """The units of last year that a unit continues; ``obstacle``: why no figure may be compared.

    A year of which the warehouse holds nothing is no obstacle but a first year.
    """

    codes: tuple[str, ...]
    obstacle: str | None = None
    is_first_year: bool = False


@dataclass(frozen=True)
class Last:
    """Last year's numerator and denominator, or why there are none to compare with."""

    numerator: int = 0
    denominator: int = 0
    obstacle: str | None = None
    is_first_year: bool = False

    @property
    def is_comparable(self) -> bool:
        """Whether there is a rate of last year to compare with."""
        return not (self.obstacle or self.is_first_year) and self.denominator > 0


class Comparison:
    """Last year's figures of this year's units."""

    def __init__(self, inputs: ReportInputs):
        catalogue = inputs.catalogue
        self.year = inputs.year
        self.counts: Counts = count_map(inputs.indicator)
        self.names = {unit.unit_code: unit.name for unit in inputs.previous_units}
        self.missing = _missing(inputs)
        status = statuses(inputs.completeness, inputs.year - 1)
        self.expected = {code for code, row in status.items() if row["is_expected"]}
        self.is_first_year = not any(year == self.year - 1 for year, _, _ in self.counts)
        day = catalogue.calendar.period_end
        heirs = {
            unit.unit_code: heirs_of(unit, inputs.unit_rows, day) for unit in inputs.previous_units
        }
        self.origins = _origins(inputs, heirs)
        self.people = _last_people(inputs)

    def last(self, unit_code: str, indicator_code: str) -> Last:
        """Last year's counts of a unit, summed over its predecessors, or the obstacle."""
        if self.is_first_year:
            return Last(is_first_year=True)
        origin = self.origins[unit_code]
        if origin.obstacle:
            return Last(obstacle=origin.obstacle)
        without = [self.names[code] for code in origin.codes if code in self.missing]
        if without:
            return Last(obstacle=f"năm {self.year - 1} chưa có số liệu của {', '.join(without)}")
        pairs = [
            self.counts.get((self.year - 1, code, indicator_code), (0, 0)) for code in origin.codes
        ]
        return Last(sum(p[0] for p in pairs), sum(p[1] for p in pairs))

    def last_units(self) -> tuple[int, int]:
        """How many units were counted last year, and how many were expected."""
        return len(self.expected) - len(self.missing & self.expected), len(self.expected)

    def last_people(self, unit_code: str) -> int | None:
        """Last year's declared headcount of a unit's predecessors; None where it is not known."""
        origin = self.origins[unit_code]
        if origin.obstacle or not origin.codes or not set(origin.codes) <= set(self.people):
            return None
        return sum(self.people[code] for code in origin.codes)


def heirs_of(unit: Unit, rows: tuple[Unit, ...], day: dt.date) -> frozenset[str]:
    """The units in force on a day that continue a unit row: itself, or its last successors."""
    if unit.valid_to is None or unit.is_in_force(day) or day < unit.valid_from:
        return frozenset({unit.unit_code})
    start = unit.valid_to + dt.timedelta(days=1)
    found: set[str] = set()
    for code in unit.successor_code or (unit.unit_code,):
        later = [
            row
            for row in rows
            if row.unit_code == code and (row.valid_to is None or row.valid_to >= start)
        ]
        if later:
            found |= heirs_of(min(later, key=lambda row: row.valid_from), rows, day)
    return frozenset(found)


def _missing(inputs: ReportInputs) -> frozenset[str]:
    """Last year's reporting units without a counting submission."""
    status = statuses(inputs.completeness, inputs.year - 1)
    return frozenset(
        unit.unit_code
        for unit in inputs.previous_units
        if not unit.is_group
        and unit.unit_code in status
        and status[unit.unit_code]["status"] not in COUNTING
    )


def _last_people(inputs: ReportInputs) -> dict[str, int]:
    """Last year's declared headcount of the units that were counted."""
    return {
        row["unit_code"]: int(row["declared_count"])
        for row in records(inputs.submission)
        if row["reporting_year"] == inputs.year - 1
        and row["status"] in COUNTING
        and row["declared_count"] is not None
    }


def _origins(inputs: ReportInputs, heirs: dict[str, frozenset[str]]) -> dict[str, Origin]:
    previous = {unit.unit_code: unit for unit in inputs.previous_units}
    units = inputs.catalogue.units
    now = {unit.unit_code for unit in units}
    found = {}
    for unit in units:
        codes = tuple(code for code in previous if unit.unit_code in heirs[code])
        found[unit.unit_code] = Origin(codes, _obstacle(codes, heirs, now, previous))
    root = inputs.catalogue.root
    moved = _root_obstacle(root, inputs)
    for unit in units:
        if unit.is_group:
            obstacle = moved or _members_obstacle(unit, inputs, found, heirs)
            found[unit.unit_code] = Origin(found[unit.unit_code].codes, obstacle)
    return found


def _obstacle(
    codes: tuple[str, ...],
    heirs: dict[str, frozenset[str]],
    now: set[str],
    previous: dict[str, Unit],
) -> str | None:
    if not codes:
        return "đơn vị mới, không có số liệu năm trước"
    split = [previous[code].name for code in codes if len(heirs[code] & now) > 1]
    return f"tổ chức lại từ {', '.join(split)} (đã chia, tách)" if split else None


def _root_obstacle(root: Unit, inputs: ReportInputs) -> str | None:
    """A department that took another's place is not the same population (facts/regulation 6.4)."""
    before = next((unit for unit in inputs.previous_units if unit.parent_code is None), None)
    if before is None or before.unit_code == root.unit_code:
        return None
    return (
        f"từ ngày {figures.day(root.valid_from)}, {root.name} được tổ chức lại trên cơ sở "
        f"{before.name}, phạm vi đơn vị và số người đã thay đổi"
    )


def _members_obstacle(
    group: Unit, inputs: ReportInputs, origins: dict[str, Origin], heirs: dict[str, frozenset[str]]
) -> str | None:
    """A group compares only while no unit has moved into it or out of it."""
    if group.parent_code is None:
        return None
    codes = origins[group.unit_code].codes
    if not codes:
        return "khối mới, không có số liệu năm trước"
    members = _below({group.unit_code}, inputs.catalogue.units)
    before = _below(set(codes), inputs.previous_units)
    went = set().union(*(heirs[code] for code in before)) - members if before else set()
    came = {code for unit in members for code in origins[unit].codes} - before
    return "thành phần đơn vị trong khối đã thay đổi" if went or came else None


def _below(codes: set[str], units: tuple[Unit, ...]) -> set[str]:
    """The reporting units under some groups, at any depth."""
    children = {unit.unit_code for unit in units if unit.parent_code in codes}
    groups = {unit.unit_code for unit in units if unit.is_group} & children
    return (children - groups) | (_below(groups, units) if groups else set())
