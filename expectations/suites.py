"""The suite of one table in one year: the columns' own checks, then the rules across columns.

``<table>.json`` holds the rules across columns. Nothing here imports Great Expectations.
"""

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from expectations.columns import Check, column_checks
from transforms.catalogue import Catalogue, Sheet, YearCatalogue
from transforms.catalogue.checks.years import years_of
from transforms.catalogue.faults import Fault

FOLDER = Path(__file__).parent
COMPUTED = frozenset(
    {"submission_id", "person_id", "pass_score", "usual_participants", "whole_budget"}
)
"""Columns of a frame that stand in no sheet: ``transforms.rules.judging.entry_frame`` adds them."""


@cache
def across_columns(table: str) -> tuple[Check, ...]:
    """The declared rules across the columns of a table; none where it has no file."""
    path = FOLDER / f"{table}.json"
    if not path.exists():
        return ()
    return tuple(json.loads(path.read_text(encoding="utf-8"))["expectations"])


def declared_tables() -> list[str]:
    """The tables that have rules across columns."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def columns_of(check: Check) -> set[str]:
    """Every column of the sheet that a check looks at or speaks of."""
    kwargs, meta = check["kwargs"], check["meta"]
    named = {kwargs.get(key) for key in ("column", "column_A", "column_B")}
    named |= {*kwargs.get("column_list", ()), meta["column"], *meta.get("needs", ())}
    condition = kwargs.get("row_condition")
    named |= {condition["column"]["name"]} if condition else set()
    return {column for column in named if column} - COMPUTED


def parameters_of(of_year: YearCatalogue) -> dict[str, Any]:
    """What suites leave open as ``$PARAMETER``s: the rules' limits, and the data period."""
    calendar = of_year.calendar
    return {
        **of_year.rules.parameters,
        "period_start": dt.datetime.combine(calendar.period_start, dt.time()),
        "period_end": dt.datetime.combine(calendar.period_end, dt.time()),
    }


def check_suites(catalogue: Catalogue) -> Iterator[Fault]:
    """Rules across columns that could not be run: undeclared ones, and limits that are missing.

    A rule on columns that a department's forms do not have is none of its rules.
    """
    year = next(filter(None, map(catalogue.of_year, years_of(catalogue))))
    parameters = set(parameters_of(year))
    for table in declared_tables():
        for check in across_columns(table):
            file, code = f"expectations/{table}.json", check["meta"]["rule"]
            if code not in catalogue.rules.rules:
                yield Fault("rules.toml", code, f"thiếu quy tắc này ({file} cần)")
            for name in sorted(_parameters(check) - parameters):
                limit = name.replace("_", ".", 1)
                yield Fault("rules.toml", limit, f"thiếu ngưỡng này ({file} cần)")


def _parameters(check: Check) -> set[str]:
    values = [value for value in check["kwargs"].values() if isinstance(value, dict)]
    return {value["$PARAMETER"] for value in values if "$PARAMETER" in value}


def build_suite(sheet: Sheet, of_year: YearCatalogue) -> dict[str, Any]:
    """The suite as Great Expectations takes it; rules on columns the form lacks are left out.

    Severities are those of rules.toml, and each check knows its place among all.
    """
    across = [
        check | {"severity": of_year.rules.rules[check["meta"]["rule"]].severity}
        for check in across_columns(sheet.table)
        if sheet.has(*columns_of(check))
    ]
    checks = [*column_checks(sheet, of_year), *across]
    return {
        "name": sheet.table,
        "expectations": [
            check | {"meta": check["meta"] | {"position": position}}
            for position, check in enumerate(checks)
        ],
    }
