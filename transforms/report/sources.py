"""The warehouse rows behind the figures, ready for the trace workbook and the annex tables."""

from dataclasses import dataclass

from transforms import figures
from transforms.catalogue import Unit, YearCatalogue
from transforms.report.inputs import ReportInputs, by_staff_type
from transforms.report.model import (
    Coverage,
    Trace,
    TracedFile,
    TracedIndicator,
    TracedStaff,
)
from transforms.report.results.comparison import Comparison
from transforms.report.results.units import UNKNOWN, staff_types


def describe_sources(inputs: ReportInputs, comparison: Comparison) -> Trace:
    """The rows behind the figures with names, and whose last year is whose."""
    return Trace(
        indicator=[*_current(inputs), *_older(inputs)],
        last={
            (unit.unit_code, indicator.code): comparison.like_for_like(
                unit.unit_code, indicator.code
            ).rows
            for unit in inputs.catalogue.units
            for indicator in inputs.catalogue.indicators
        },
        staff=_staff_rows(inputs),
        files=_files(inputs),
        places={(row.reporting_year, row.unit_code, row.table_name): row for row in inputs.place},
    )


def _current(inputs: ReportInputs) -> list[TracedIndicator]:
    """This year's and last year's rows: by year, indicator, then the tree from the root down."""
    codes = {indicator.code: n for n, indicator in enumerate(inputs.all_indicators)}
    trees = {
        inputs.year: _tree(inputs.catalogue.units),
        inputs.year - 1: _tree(inputs.previous_units),
    }
    plans: dict[tuple[str, int | None, float], str] = {
        (indicator.code, target.year, target.pct): target.source
        for indicator in inputs.all_indicators
        for target in indicator.targets
    }
    rows = []
    for row in inputs.indicator:
        place = trees.get(row.reporting_year, {}).get(row.unit_code)
        if place is None or row.indicator_code not in codes:
            continue
        wanted = () if row.target_pct is None else (figures.exact(row.target_pct),)
        found = TracedIndicator(
            year=row.reporting_year,
            unit_code=row.unit_code,
            name=place.name,
            indicator_code=row.indicator_code,
            numerator=row.numerator,
            denominator=row.denominator,
            rate=figures.rate(row.numerator, row.denominator, *wanted),
            target=figures.target(wanted[0]) if wanted else None,
            target_year=row.target_year,
            target_source=plans.get(
                (row.indicator_code, row.target_year, float(row.target_pct or 0)), ""
            ),
            is_met=row.is_met,
            members=place.members,
            is_root=place.is_root,
        )
        rows.append(((-row.reporting_year, codes[row.indicator_code], place.position), found))
    return [found for _, found in sorted(rows, key=lambda pair: pair[0])]


def _older(inputs: ReportInputs) -> list[TracedIndicator]:
    """The department's rows of the years before last year."""
    return [
        TracedIndicator(
            year=row.reporting_year,
            unit_code=row.unit_code,
            name=row.name,
            indicator_code=row.indicator_code,
            numerator=row.numerator,
            denominator=row.denominator,
            rate=figures.rate(row.numerator, row.denominator),
            target=None,
            target_year=None,
            target_source="",
            is_met=None,
            members=[],
            is_root=True,
        )
        for row in reversed(inputs.trend)
        if row.reporting_year < inputs.year - 1
    ]


@dataclass(frozen=True)
class _Place:
    """A unit in its tree: position from the root down, direct members."""

    name: str
    position: int
    members: list[str]
    is_root: bool


def _tree(units: tuple[Unit, ...]) -> dict[str, _Place]:
    children: dict[str | None, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent_code, []).append(unit)
    found: dict[str, _Place] = {}

    def visit(unit: Unit) -> None:
        members = children.get(unit.unit_code, [])
        codes = [member.unit_code for member in members]
        found[unit.unit_code] = _Place(unit.name, len(found), codes, unit.parent_code is None)
        for member in members:
            visit(member)

    for root in children.get(None, []):
        visit(root)
    return found


def _staff_rows(inputs: ReportInputs) -> list[TracedStaff]:
    """By staff type, then unit."""
    found = by_staff_type(inputs.measure)
    return [
        TracedStaff(code, type_name, unit.unit_code, unit.name, found[code, unit.unit_code])
        for code, type_name in staff_types(inputs.catalogue).items()
        for unit in inputs.catalogue.reporting_units
        if (code, unit.unit_code) in found
    ]


def _files(inputs: ReportInputs) -> list[TracedFile]:
    """Newest year first, then in the order of units and versions."""
    units = (*inputs.previous_units, *inputs.catalogue.units)
    names = {unit.unit_code: unit.name for unit in units}
    places = {code: n for n, code in enumerate(names)}
    files = [
        TracedFile(**vars(row), name=names.get(row.unit_code or "", ""))
        for row in inputs.submission
    ]
    return sorted(
        files,
        key=lambda f: (
            -f.reporting_year, places.get(f.unit_code or "", len(places)), f.unit_code or "",
            f.version or 0, f.source,
        ),
    )  # fmt: skip


def count_units(inputs: ReportInputs, coverage: Coverage) -> dict[str, dict[str, int | None]]:
    """Every count of every unit by measure and staff type; groups are sums of what is counted.

    ``unknown`` are the people set aside. A unit that is not counted has none.
    """
    catalogue = inputs.catalogue
    nothing: dict[str, int | None] = dict.fromkeys([m.name for m in catalogue.measures], 0)
    types = dict.fromkeys(staff_types(catalogue), 0)
    counts: dict[str, dict[str, int | None]] = {
        unit.code: {**nothing, **types, UNKNOWN: unit.quarantined} if unit.is_counted else {}
        for unit in coverage.units
    }
    for row in inputs.measure:
        own = counts.get(row.unit_code)
        if own:
            own[row.measure] = (own.get(row.measure) or 0) + row.value
            if row.measure == catalogue.headcount.name and row.staff_type in types:
                own[row.staff_type] = row.value
    for group in [unit for unit in catalogue.units if unit.is_group]:
        counts[group.unit_code] = nothing | _sum_below(group, catalogue, counts)
    return counts


def _sum_below(
    group: Unit, catalogue: YearCatalogue, counts: dict[str, dict[str, int | None]]
) -> dict[str, int | None]:
    total: dict[str, int | None] = {}
    for unit in catalogue.units:
        if unit.parent_code != group.unit_code:
            continue
        own = _sum_below(unit, catalogue, counts) if unit.is_group else counts[unit.unit_code]
        for name, value in own.items():
            if value is not None:
                total[name] = (total.get(name) or 0) + value
    return total
