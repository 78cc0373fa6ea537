"""The suite of one table in one year: the columns' own checks, then the rules across columns.

``<table>.json`` holds the rules across columns. Nothing here imports Great Expectations.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from rapidfuzz.process import extractOne

from expectations.columns import Check, column_checks
from expectations.declared import columns_named, declared_tables, row_rules
from transforms.catalogue import Catalogue, Sheet, YearCatalogue
from transforms.catalogue.checks.years import years_of
from transforms.catalogue.faults import Fault
from transforms.rules.codes import LIMITS, OWN_RULES

COMPUTED = frozenset(
    {"submission_id", "person_id", "pass_score", "usual_participants", "whole_budget"}
)
"""Columns of a frame that stand in no sheet: ``transforms.rules.judging.entry_frame`` adds them."""

NEARLY = 85
"""Per cent of likeness from which an unknown column is a known one misspelt."""


def columns_of(check: Check) -> set[str]:
    """Every column of the sheet that a check looks at or speaks of."""
    return set(columns_named(check)) - COMPUTED


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

    A rule on columns that a department's forms do not have is none of its rules; one on a column
    that is nearly one of theirs is a slip of the pen.
    """
    year = next(filter(None, map(catalogue.of_year, years_of(catalogue))))
    parameters = set(parameters_of(year))
    for table, check in _checks():
        file, code = f"expectations/{table}.json", check["meta"]["rule"]
        sheets = [s for form in catalogue.forms for s in form.tables if s.table == table]
        if not any(sheet.has(*columns_of(check)) for sheet in sheets):
            yield from _misspelt(file, check, {c for sheet in sheets for c in sheet.columns})
            continue
        if code not in catalogue.rules.rules:
            yield Fault("rules.toml", code, f"thiếu quy tắc này ({file} cần)")
        for name in sorted(_parameters(check) - parameters):
            limit = name.replace("_", ".", 1)
            yield Fault("rules.toml", limit, f"thiếu ngưỡng này ({file} cần)")
    yield from _unused_limits(catalogue)
    yield from _unraised_rules(catalogue)


def _checks() -> Iterator[tuple[str, Check]]:
    """Table and check of every rule across columns."""
    for table in declared_tables():
        for check in row_rules(table):
            yield table, check


def _misspelt(file: str, check: Check, known: set[str]) -> Iterator[Fault]:
    for column in sorted(columns_of(check) - known):
        found = extractOne(column, known, score_cutoff=NEARLY)
        if found:
            reason = f"không biểu mẫu nào có cột {column} (có cột {found[0]})"
            yield Fault(file, check["meta"]["rule"], reason)


def _unraised_rules(catalogue: Catalogue) -> Iterator[Fault]:
    """A rule that nothing raises: a wrong code, or a check that somebody forgot."""
    raised = {*OWN_RULES, *(check["meta"]["rule"] for _, check in _checks())}
    raised |= {
        code
        for form in catalogue.forms
        for sheet in form.sheets
        for field in sheet.fields
        for code in field.rules
    }
    for code in catalogue.rules.rules:
        if code not in raised:
            yield Fault("rules.toml", code, "không có kiểm tra nào gọi quy tắc này")


def _unused_limits(catalogue: Catalogue) -> Iterator[Fault]:
    """A limit that no check compares with would be believed by whoever wrote it."""
    compared = {name for _, check in _checks() for name in _parameters(check)}
    compared |= {f"{code}_{name}" for code, names in LIMITS.items() for name in names}
    for name in catalogue.rules.parameters:
        if name not in compared:
            reason = "không có kiểm tra nào so với ngưỡng này"
            yield Fault("rules.toml", name.replace("_", ".", 1), reason)


def _parameters(check: Check) -> set[str]:
    values = [value for value in check["kwargs"].values() if isinstance(value, dict)]
    return {value["$PARAMETER"] for value in values if "$PARAMETER" in value}


def build_suite(sheet: Sheet, of_year: YearCatalogue) -> dict[str, Any]:
    """The suite as Great Expectations takes it; rules on columns the form lacks are left out.

    Severities are those of rules.toml, and each check knows its place among all.
    """
    across = [
        check | {"severity": of_year.rules.rules[check["meta"]["rule"]].severity}
        for check in row_rules(sheet.table)
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
