"""The warehouse rows behind the figures, ready for the trace workbook and the annex tables."""

from typing import Any

import pandas as pd

from transforms import figures
from transforms.catalogue import Unit, YearCatalogue
from transforms.report.comparison import Comparison
from transforms.report.inputs import ReportInputs, by_staff_type, records
from transforms.report.units import staff_types
from transforms.text import squeeze


def describe_sources(inputs: ReportInputs, comparison: Comparison) -> dict[str, Any]:
    """Rows of ``indicator``, ``staff``, ``submission`` with names, and whose last year is whose."""
    return {
        "indicator": [*_current(inputs), *_older(inputs)],
        "last": {
            (unit.unit_code, indicator.code): [
                (inputs.year - 1, code, indicator.code)
                for code in comparison.origins[unit.unit_code].codes
            ]
            for unit in inputs.catalogue.units
            for indicator in inputs.catalogue.indicators
        },
        "staff": _staff_rows(inputs),
        "submission": _submissions(inputs),
    }


def _current(inputs: ReportInputs) -> list[dict[str, Any]]:
    """This year's and last year's rows: by year, indicator, then the tree from the root down."""
    codes = {indicator.code: n for n, indicator in enumerate(inputs.all_indicators)}
    trees = {
        inputs.year: _tree(inputs.catalogue.units),
        inputs.year - 1: _tree(inputs.previous_units),
    }
    rows = []
    for row in records(inputs.indicator):
        year, unit_code, code = int(row["reporting_year"]), row["unit_code"], row["indicator_code"]
        place = trees[year].get(unit_code)
        if place is None or code not in codes:
            continue
        numerator, denominator = int(row["numerator"]), int(row["denominator"])
        wanted = () if row["target_pct"] is None else (figures.exact(row["target_pct"]),)
        found = place | {
            "year": year,
            "unit_code": unit_code,
            "indicator_code": code,
            "numerator": numerator,
            "denominator": denominator,
            "rate": figures.rate(numerator, denominator, *wanted),
            "target": figures.target(wanted[0]) if wanted else None,
            "target_year": None if row["target_year"] is None else int(row["target_year"]),
            "is_met": row["is_met"],
        }
        rows.append(((-year, codes[code], place["position"]), found))
    return [found for _, found in sorted(rows, key=lambda pair: pair[0])]


def _older(inputs: ReportInputs) -> list[dict[str, Any]]:
    """The department's rows of the years before last year."""
    return [
        {
            "year": int(row["reporting_year"]),
            "unit_code": row["unit_code"],
            "name": row["name"],
            "indicator_code": row["indicator_code"],
            "numerator": int(row["numerator"]),
            "denominator": int(row["denominator"]),
            "rate": figures.rate(int(row["numerator"]), int(row["denominator"])),
            "target": None,
            "target_year": None,
            "is_met": None,
            "members": [],
            "is_root": True,
        }
        for row in reversed(records(inputs.trend))
        if row["reporting_year"] < inputs.year - 1
    ]


def _tree(units: tuple[Unit, ...]) -> dict[str, dict[str, Any]]:
    """Name, position from the root down, and direct members of each unit."""
    children: dict[str | None, list[Unit]] = {}
    for unit in units:
        children.setdefault(unit.parent_code, []).append(unit)
    found: dict[str, dict[str, Any]] = {}

    def visit(unit: Unit) -> None:
        members = children.get(unit.unit_code, [])
        found[unit.unit_code] = {
            "name": unit.name,
            "position": len(found),
            "members": [member.unit_code for member in members],
            "is_root": unit.parent_code is None,
        }
        for member in members:
            visit(member)

    for root in children.get(None, []):
        visit(root)
    return found


def _staff_rows(inputs: ReportInputs) -> list[dict[str, Any]]:
    """By staff type, then unit."""
    names = {unit.unit_code: unit.name for unit in inputs.catalogue.reporting_units}
    rows = {(row["staff_type"], row["unit_code"]): row for row in by_staff_type(inputs.measure)}
    return [
        rows[code, unit_code] | {"type_name": type_name, "name": name}
        for code, type_name in staff_types(inputs.catalogue).items()
        for unit_code, name in names.items()
        if (code, unit_code) in rows
    ]


def _submissions(inputs: ReportInputs) -> list[dict[str, Any]]:
    """Newest year first, then in the order of units and versions."""
    names = {unit.unit_code: unit.name for unit in inputs.previous_units}
    names |= {unit.unit_code: unit.name for unit in inputs.catalogue.units}
    places = {code: n for n, code in enumerate(names)}
    rows = [row | {"name": names.get(row["unit_code"], "")} for row in records(inputs.submission)]
    for row in rows:
        for key in ("reporting_year", "version", "declared_count", "quarantined_count"):
            row[key] = None if row[key] is None else int(row[key])
    return sorted(
        rows,
        key=lambda r: (
            -r["reporting_year"], places.get(r["unit_code"], len(places)), r["unit_code"] or "",
            r["version"] or 0, r["source"],
        ),
    )  # fmt: skip


def count_units(inputs: ReportInputs, coverage: dict[str, Any]) -> dict[str, dict[str, int | None]]:
    """Every count of every unit by measure and staff type; groups are sums of what is counted.

    ``unknown`` are the people set aside. A unit that is not counted has none.
    """
    catalogue = inputs.catalogue
    nothing: dict[str, int | None] = dict.fromkeys([m.name for m in catalogue.measures], 0)
    types = dict.fromkeys(staff_types(catalogue), 0)
    counts: dict[str, dict[str, int | None]] = {
        unit["code"]: {**nothing, **types, "unknown": unit["quarantined"]}
        if unit["is_counted"]
        else {}
        for unit in coverage["units"]
    }
    for row in records(inputs.measure):
        own = counts.get(row["unit_code"])
        if own:
            own[row["measure"]] = (own.get(row["measure"]) or 0) + int(row["value"])
            if row["measure"] == catalogue.headcount.name and row["staff_type"] in types:
                own[row["staff_type"]] = int(row["value"])
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


def list_said(narrative: pd.DataFrame, catalogue: YearCatalogue) -> list[dict[str, str]]:
    """Every text of every unit on one line each, in the catalogue's order."""
    said: dict[str, list[dict[str, Any]]] = {}
    for row in records(narrative):
        said.setdefault(row["unit_code"], []).append(row)
    return [
        {"name": unit.name, "topic": row["topic"], "text": squeeze(row["text"])}
        for unit in catalogue.reporting_units
        for row in said.get(unit.unit_code, [])
    ]
