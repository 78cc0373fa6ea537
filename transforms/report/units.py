"""The rows of the department: per unit and group, and per staff type."""

from collections.abc import Mapping
from typing import Any

from transforms import figures
from transforms.catalogue import Unit, YearCatalogue
from transforms.report.columns import Column, leading_indicator, staff_columns, unit_columns
from transforms.report.coverage import Scope

UnitCounts = Mapping[str, Mapping[str, int | None]]
"""Counts by unit, then by measure or staff type."""

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
    coverage: dict[str, Any],
    counts: UnitCounts,
    described: dict[str, Any],
) -> list[dict[str, Any]]:
    """Groups with their units below, in the catalogue's order, the department as the last row.

    A unit that is not counted shows no figures. ``kind`` is ``group``, ``unit`` or ``total``;
    numbers run through the units, roman for groups.
    """
    scopes = coverage["scopes"]
    notes = {code: _scope_note(scope) for code, scope in scopes.items()} | {
        unit["code"]: unit["note"] for unit in coverage["units"]
    }
    out = {unit["code"] for unit in coverage["units"] if not unit["is_counted"]}
    rows: list[dict[str, Any]] = []
    _add_children(catalogue.root, catalogue, rows)
    units = groups = 0
    for row in rows:
        if row["kind"] == "group":
            groups += 1
            row["number"] = roman(groups)
        else:
            units += 1
            row["number"] = str(units)
    root = catalogue.root.unit_code
    total = {
        "kind": "total",
        "number": "",
        "code": root,
        "name": "Tổng cộng",
        "members": [u.unit_code for u in catalogue.units if u.parent_code == root],
    }
    shown = {code: own for code, own in counts.items() if code not in out}
    return [
        row
        | _figures(row["code"], catalogue, shown.get(row["code"], {}), described)
        | {"note": notes.get(row["code"], ""), "is_counted": row["code"] in shown}
        for row in [*rows, total]
    ]


def _scope_note(scope: Scope) -> str:
    return "" if scope.is_complete else f"{scope.counted}/{scope.expected} đơn vị"


def _add_children(parent: Unit, catalogue: YearCatalogue, rows: list[dict[str, Any]]) -> None:
    for unit in catalogue.units:
        if unit.parent_code == parent.unit_code:
            kind = "group" if unit.is_group else "unit"
            members = [u.unit_code for u in catalogue.units if u.parent_code == unit.unit_code]
            rows.append(
                {"kind": kind, "code": unit.unit_code, "name": unit.name, "members": members}
            )
            if unit.is_group:
                _add_children(unit, catalogue, rows)


def _figures(
    code: str,
    catalogue: YearCatalogue,
    counts: Mapping[str, int | None],
    described: dict[str, Any],
) -> dict[str, Any]:
    values = {measure.name: counts.get(measure.name) for measure in catalogue.measures}
    shown = {
        name: figures.NOTHING if value is None else figures.number(value)
        for name, value in values.items()
    }
    own = described[code]
    leading = leading_indicator(catalogue)
    return {
        "exact": values,
        "cells": [_cell(column, shown, own) for column in unit_columns(catalogue)],
        "indicators": own,
        "leading": own[leading.code] if leading else None,
    }


def _cell(column: Column, counts: Mapping[str, str], indicators: Mapping[str, Any]) -> str:
    if column.measure:
        return counts[column.measure]
    indicator = indicators[column.indicator]
    return str(indicator["last_rate" if column.is_last_year else "rate"])


def list_staff(
    staff: list[dict[str, Any]], quarantined: int, catalogue: YearCatalogue
) -> list[dict[str, Any]]:
    """One row per staff type of the department, ``Chưa xác định`` for quarantined persons, a total.

    Empty where nobody is counted. Quarantined persons count in the headcount and in no numerator.
    """
    names = [measure.name for measure in catalogue.measures]
    headcount = catalogue.headcount.name
    rows: list[dict[str, Any]] = [
        {"code": code, "name": name}
        | {m: sum(row.get(m, 0) for row in staff if row["staff_type"] == code) for m in names}
        for code, name in staff_types(catalogue).items()
    ]
    if quarantined:
        nobody = dict.fromkeys(names, 0) | {headcount: quarantined}
        rows.append({"code": "unknown", "name": "Chưa xác định", **nobody})
    rows.append(
        {"code": "total", "name": "Tổng cộng"}
        | {name: sum(row[name] for row in rows) for name in names}
    )
    if not rows[-1][headcount]:
        return []
    return [_show_staff(row, catalogue) for row in rows if row[headcount]]


def staff_types(catalogue: YearCatalogue) -> dict[str, str]:
    """The staff types of the year's form, code to name, in its order."""
    for sheet in catalogue.form.sheets:
        for field in sheet.fields:
            if field.column == "staff_type":
                return {code: name for name, code in field.values.items()}
    return {}


def _show_staff(row: dict[str, Any], catalogue: YearCatalogue) -> dict[str, Any]:
    is_known = row["code"] != "unknown"  # of the others nothing but their number is known
    rates = {
        i.code: figures.rate(row[i.numerator], row[i.denominator], *(t.pct for t in i.targets))
        if is_known
        else figures.NOTHING
        for i in catalogue.indicators
    }
    counts = {
        m.name: figures.number(row[m.name]) if is_known or m.is_declared else figures.NOTHING
        for m in catalogue.measures
    }
    return row | {
        "counts": counts,
        "rates": rates,
        "cells": [
            counts[column.measure] if column.measure else rates[column.indicator]
            for column in staff_columns(catalogue)
        ],
        "kind": "total" if row["code"] == "total" else "type",
    }
