"""Last year beside this one: which units stand for which, and where a comparison would be false."""

from dataclasses import dataclass

from transforms import figures
from transforms.catalogue import Unit
from transforms.report.inputs import COUNTING, Counts, ReportInputs, count_map, records, statuses


@dataclass(frozen=True)
class Origin:
    """The units of last year that a unit continues; ``obstacle``: why no figure may be compared."""

    codes: tuple[str, ...]
    obstacle: str | None = None


@dataclass(frozen=True)
class Last:
    """Last year's numerator and denominator, or why there are none to compare with.

    A year of which the warehouse holds nothing is no obstacle but a first year.
    """

    numerator: int = 0
    denominator: int = 0
    obstacle: str | None = None
    is_first_year: bool = False


class Comparison:
    """Last year's figures of this year's units."""

    def __init__(self, inputs: ReportInputs):
        self.year = inputs.year
        self.counts: Counts = count_map(inputs.indicator)
        self.names = {unit.unit_code: unit.name for unit in inputs.previous_units}
        self.missing = _missing(inputs)
        status = statuses(inputs.completeness, inputs.year - 1)
        self.expected = {code for code, row in status.items() if row["is_expected"]}
        self.is_first_year = not any(year == self.year - 1 for year, _, _ in self.counts)
        self.origins = _origins(inputs)
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


def _origins(inputs: ReportInputs) -> dict[str, Origin]:
    found = {}
    moved = _root_obstacle(inputs.catalogue.root, inputs)
    for unit in inputs.catalogue.units:
        codes = inputs.predecessors[unit.unit_code]
        obstacle = _obstacle(codes)
        if unit.is_group:
            obstacle = moved or obstacle or _members_obstacle(unit, inputs)
        found[unit.unit_code] = Origin(codes or (), obstacle)
    return found


def _obstacle(codes: tuple[str, ...] | None) -> str | None:
    if codes is None:
        return "tổ chức lại từ đơn vị đã chia, tách"
    return None if codes else "đơn vị mới, không có số liệu năm trước"


def _root_obstacle(root: Unit, inputs: ReportInputs) -> str | None:
    """A department that took another's place is not the same population."""
    before = next((unit for unit in inputs.previous_units if unit.parent_code is None), None)
    if before is None or before.unit_code == root.unit_code:
        return None
    return (
        f"từ ngày {figures.day(root.valid_from)}, {root.name} được tổ chức lại trên cơ sở "
        f"{before.name}, phạm vi đơn vị và số người đã thay đổi"
    )


def _members_obstacle(group: Unit, inputs: ReportInputs) -> str | None:
    """A group compares only while no unit has moved into it or out of it."""
    if group.parent_code is None:
        return None
    members = _below({group.unit_code}, inputs.catalogue.units)
    before = _below(set(inputs.predecessors[group.unit_code] or ()), inputs.previous_units)
    for unit in inputs.catalogue.reporting_units:
        codes = inputs.predecessors[unit.unit_code]
        is_member = unit.unit_code in members
        if codes is None and is_member:
            return "thành phần đơn vị trong khối đã thay đổi"
        if any((code in before) != is_member for code in codes or ()):
            return "thành phần đơn vị trong khối đã thay đổi"
    return None


def _below(codes: set[str], units: tuple[Unit, ...]) -> set[str]:
    """The reporting units under some groups, at any depth."""
    children = {unit.unit_code for unit in units if unit.parent_code in codes}
    groups = {unit.unit_code for unit in units if unit.is_group} & children
    return (children - groups) | (_below(groups, units) if groups else set())
