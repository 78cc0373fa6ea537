"""The rows of the department: per unit and group, and per staff type."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from transforms import figures
from transforms.catalogue import Measure, Unit, YearCatalogue
from transforms.report.columns import Column, leading_indicator, staff_columns, unit_columns
from transforms.report.inputs import StaffCounts
from transforms.report.model import Coverage, Result, RowKind, Scope, StaffRow, UnitCounts, UnitRow
from transforms.report.results.verdicts import VERDICT_TEXTS

UNKNOWN, TOTAL = "unknown", "total"  # rows by staff type that are no type

ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def roman(value: int) -> str:
    """A heading's number: 4 is IV."""
    text = ""
    for size, letters in ROMAN:
        text, value = text + letters * (value // size), value % size
    return text


def list_units(
    catalogue: YearCatalogue,
    coverage: Coverage,
    counts: UnitCounts,
    described: Mapping[str, Mapping[str, Result]],
) -> list[UnitRow]:
    """Groups with their units below, in the catalogue's order, the department as the last row."""
    notes = {code: _scope_note(scope) for code, scope in coverage.scopes.items()} | {
        unit.code: unit.note for unit in coverage.units
    }
    out = {unit.code for unit in coverage.units if not unit.is_counted}
    shown = {code: own for code, own in counts.items() if code not in out}
    below = list(_below(catalogue.root, catalogue))
    numbers = _numbers(below)
    members: dict[str | None, list[str]] = {}
    for unit in catalogue.units:
        members.setdefault(unit.parent_code, []).append(unit.unit_code)

    def row(kind: RowKind, unit: Unit, name: str) -> UnitRow:
        code, own = unit.unit_code, described[unit.unit_code]
        told = shown.get(code, {}) if coverage.scopes[code].counted else {}
        exact = {m.name: told.get(m.name) for m in catalogue.measures}
        leading = leading_indicator(catalogue)
        return UnitRow(
            kind=kind,
            number=numbers.get(code, ""),
            code=code,
            name=name,
            members=members.get(code, []),
            exact=exact,
            cells=[_cell(column, exact, own) for column in unit_columns(catalogue)],
            results=own,
            leading=own[leading.code] if leading else None,
            verdict=_verdict(own[leading.code]) if leading and code in shown else figures.NOTHING,
            note=notes.get(code, ""),
            is_counted=code in shown,
        )

    rows = [row("group" if unit.is_group else "unit", unit, unit.name) for unit in below]
    return [*rows, row("total", catalogue.root, "Tổng cộng")]


def _verdict(result: Result) -> str:
    return VERDICT_TEXTS[result.verdict]


def _scope_note(scope: Scope) -> str:
    return "" if scope.is_complete else f"{scope.counted}/{scope.expected} đơn vị"


def _below(parent: Unit, catalogue: YearCatalogue) -> Iterator[Unit]:
    for unit in catalogue.units:
        if unit.parent_code == parent.unit_code:
            yield unit
            if unit.is_group:
                yield from _below(unit, catalogue)


def _numbers(units: Iterable[Unit]) -> dict[str, str]:
    """Running through the units, and through the groups in roman."""
    plain, romans = count(1), count(1)
    return {
        unit.unit_code: roman(next(romans)) if unit.is_group else str(next(plain)) for unit in units
    }


def _cell(column: Column, exact: Mapping[str, int | None], results: Mapping[str, Result]) -> str:
    if column.measure:
        value = exact[column.measure]
        return figures.NOTHING if value is None else figures.number(value)
    result = results[column.indicator]
    return result.last_rate if column.is_last_year else result.rate


def list_staff(staff: StaffCounts, quarantined: int, catalogue: YearCatalogue) -> list[StaffRow]:
    """One row per staff type of the department, ``Chưa xác định`` for quarantined persons, a total.

    Empty where nobody is counted, or not by type. Quarantined persons count in the headcount and
    in no numerator.
    """
    names = [measure.name for measure in catalogue.staff_measures]
    headcount = catalogue.headcount.name
    if headcount not in names:
        return []
    types = staff_types(catalogue)
    exact = {code: dict.fromkeys(names, 0) for code in types}
    for (code, _), own in staff.items():
        for name in names:
            exact[code][name] += own.get(name, 0)
    heads = types | {UNKNOWN: "Chưa xác định", TOTAL: "Tổng cộng"}
    exact[UNKNOWN] = dict.fromkeys(names, 0) | {headcount: quarantined}
    exact[TOTAL] = {name: sum(own[name] for own in exact.values()) for name in names}
    if not exact[TOTAL][headcount]:
        return []
    return [
        _staff_row(code, heads[code], own, catalogue)
        for code, own in exact.items()
        if own[headcount]
    ]


def funnel_of(measures: Iterable[Measure]) -> list[Measure]:
    """The measures whose people go on from one to the next, in order; none or at least two."""
    given = list(measures)
    before = {measure.after for measure in given}
    steps = [m for m in given if m.name in before or m.after]
    return steps if len(steps) > 1 else []


def staff_types(catalogue: YearCatalogue) -> dict[str, str]:
    """The staff types of the year's form, code to name, in its order."""
    for sheet in catalogue.form.sheets:
        for field in sheet.fields:
            if field.column == "staff_type":
                return {code: name for name, code in field.values.items()}
    return {}


def _staff_row(
    code: str, name: str, exact: Mapping[str, int], catalogue: YearCatalogue
) -> StaffRow:
    is_known = code != UNKNOWN  # of the others nothing but their number is known
    rates = {
        i.code: figures.rate(exact[i.numerator], exact[i.denominator], *(t.pct for t in i.targets))
        if is_known
        else figures.NOTHING
        for i in catalogue.staff_indicators
    }
    counts = {
        m.name: figures.number(exact[m.name]) if is_known or m.is_declared else figures.NOTHING
        for m in catalogue.staff_measures
    }
    return StaffRow(
        kind="total" if code == TOTAL else "type",
        code=code,
        name=name,
        exact=exact,
        counts=counts,
        rates=rates,
        cells=[
            counts[column.measure] if column.measure else rates[column.indicator]
            for column in staff_columns(catalogue)
        ],
    )
