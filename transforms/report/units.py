"""The rows of the department: per unit and group, and per staff type."""

from typing import Any

import pandas as pd

from transforms import figures
from transforms.catalogue import Indicator, Unit, YearCatalogue
from transforms.report.coverage import Scope
from transforms.report.inputs import Counts

MEASURES = (
    "headcount",
    "registered_count",
    "recognised_count",
    "skilled_count",
    "self_updating_count",
)
ANNEX_INDICATORS = ("CDHT", "KNS", "TCN", "TCN_T")
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


def measure_of(
    name: str, unit_code: str, year: int, counts: Counts, indicators: tuple[Indicator, ...]
) -> int | None:
    """A count of a unit by its catalogue name, read off an indicator that has it above or below.

    None where the year's form cannot give it.
    """
    for indicator in indicators:
        pair = counts.get((year, unit_code, indicator.code))
        if pair is None:
            continue
        if name == indicator.numerator:
            return pair[0]
        if name == indicator.denominator:
            return pair[1]
    return None


def list_units(
    catalogue: YearCatalogue, coverage: dict[str, Any], counts: Counts, described: dict[str, Any]
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
    return [
        row
        | _figures(row["code"], catalogue, {} if row["code"] in out else counts, described)
        | {"note": notes.get(row["code"], "")}
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
    code: str, catalogue: YearCatalogue, counts: Counts, described: dict[str, Any]
) -> dict[str, Any]:
    values = {
        name: measure_of(name, code, catalogue.year, counts, catalogue.indicators)
        for name in MEASURES
    }
    shown = {
        name: figures.NOTHING if value is None else figures.number(value)
        for name, value in values.items()
    }
    own = described[code]
    cells = {
        name: own[name]["rate"] if name in own else figures.NOTHING for name in ANNEX_INDICATORS
    }
    cells["last"] = own["CDHT"]["last_rate"] if "CDHT" in own else figures.NOTHING
    return {"exact": values, "counts": shown, "cells": cells, "indicators": own}


def list_staff(
    staff: pd.DataFrame, quarantined: int, catalogue: YearCatalogue
) -> list[dict[str, Any]]:
    """One row per staff type of the department, ``Chưa xác định`` for quarantined persons, a total.

    Empty where nobody is counted. Quarantined persons count in the headcount and in no numerator.
    """
    rows: list[dict[str, Any]] = [
        {"code": code, "name": name} | _staff_sums(staff[staff["staff_type"] == code])
        for code, name in staff_types(catalogue).items()
    ]
    if quarantined:
        nobody = dict.fromkeys(MEASURES, 0) | {"headcount": quarantined}
        rows.append({"code": "unknown", "name": "Chưa xác định", **nobody})
    rows.append(
        {"code": "total", "name": "Tổng cộng"}
        | {name: sum(int(row[name]) for row in rows) for name in MEASURES}
    )
    if not rows[-1]["headcount"]:
        return []
    return [_show_staff(row, catalogue) for row in rows if row["headcount"]]


def staff_types(catalogue: YearCatalogue) -> dict[str, str]:
    """The staff types of the year's form, code to name, in its order."""
    for sheet in catalogue.form.sheets:
        for field in sheet.fields:
            if field.column == "staff_type":
                return {code: name for name, code in field.values.items()}
    return {}


def _staff_sums(staff: pd.DataFrame) -> dict[str, int]:
    columns = {"headcount": "total_count"} | {name: name for name in MEASURES[1:]}
    return {name: sum(map(int, staff[column].dropna())) for name, column in columns.items()}


def _show_staff(row: dict[str, Any], catalogue: YearCatalogue) -> dict[str, Any]:
    is_known = row["code"] != "unknown"  # of the others nothing but their number is known
    rates = dict.fromkeys(ANNEX_INDICATORS, figures.NOTHING) | {
        i.code: figures.rate(row[i.numerator], row[i.denominator], *(t.pct for t in i.targets))
        for i in catalogue.indicators
        if is_known and i.numerator in row and i.denominator in row
    }
    counts = {
        name: figures.number(row[name]) if is_known or name == "headcount" else figures.NOTHING
        for name in MEASURES
    }
    return row | {
        "counts": counts,
        "rates": rates,
        "kind": "total" if row["code"] == "total" else "type",
    }
