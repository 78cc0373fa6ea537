"""Checks that look at the whole year: beside last year, and across units (Q02, Q03, Q05, Q09)."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.intake.findings import copy_findings
from transforms.catalogue import Catalogue, Rules, YearCatalogue
from transforms.catalogue.lineage import find_predecessors
from transforms.figures import rate
from transforms.reading.answers import answers_place
from transforms.rules.answers import LOST, Answer, explain, find_lost
from transforms.rules.codes import YEAR_WIDE
from transforms.rules.findings import Finding, make_finding
from transforms.rules.statuses import Status


def check_year(connection: Connection, catalogue: Catalogue, of_year: YearCatalogue) -> int:
    """Find the year-wide warnings anew, with their answers; returns how many there are.

    Needs the year's mart. A submission accepted without a warning becomes one accepted with
    warnings, and back again.
    """
    found = _find(connection, catalogue, of_year)
    answers = _answers(connection, of_year.year)
    explained = {
        key: explain(findings, [answer for answer, _ in answers[key]])
        for key, findings in found.items()
    }
    for key, given in answers.items():
        explained[key] = explained.get(key, []) + _lost(of_year, given, found.get(key, []))
    values = {"year": of_year.year, "rule_codes": list(YEAR_WIDE), "lost": LOST}
    warehouse.execute(connection, "checks/year_wide", values)
    copy_findings(connection, explained)
    statuses = {
        "accepted": Status.ACCEPTED.value,
        "warned": Status.ACCEPTED_WITH_WARNINGS.value,
    }
    warehouse.execute(connection, "checks/status", {"year": of_year.year} | statuses)
    return sum(len(findings) for findings in explained.values())


def _find(
    connection: Connection, catalogue: Catalogue, of_year: YearCatalogue
) -> dict[str, list[Finding]]:
    former = find_predecessors(catalogue, of_year.year)
    found: dict[str, list[Finding]] = defaultdict(list)
    for code, rows in (
        ("Q02", _headcounts(connection, of_year, former)),
        ("Q03", _rates(connection, of_year, _last_rates(connection, former, of_year.year))),
        ("Q05", _codes(connection, of_year)),
        ("Q09", _rosters(connection, of_year)),
    ):
        for row in rows:
            found[row.pop("submission_id")].append(_finding(of_year, code, row))
    return found


def _finding(of_year: YearCatalogue, code: str, row: dict[str, Any]) -> Finding:
    table, column = ("roster", "person_code") if code == "Q05" else ("info", "declared_count")
    sheet = of_year.form.sheet(table)
    rules: Rules = of_year.rules
    return make_finding(
        rules, code, sheet=sheet.name, column_name=sheet.field(column).header, **row
    )


Counts = dict[tuple[str, str], tuple[int, int]]
Predecessors = Mapping[str, tuple[str, ...] | None]


def _last_rates(connection: Connection, former: Predecessors, year: int) -> Counts:
    """Last year's numerator and denominator by this year's unit and indicator.

    Its predecessors' summed; nothing where one is missing, or a comparison is impossible.
    """
    rows = warehouse.fetch(connection, "checks/last_year", year=year - 1)
    known: Counts = {
        (row["unit_code"], row["indicator_code"]): (row["numerator"], row["denominator"])
        for row in rows
    }
    codes = {indicator for _, indicator in known}
    found: Counts = {}
    for unit, predecessors in former.items():
        for indicator in codes:
            parts = [known.get((code, indicator)) for code in predecessors or ()]
            if parts and None not in parts:
                found[unit, indicator] = (
                    sum(part[0] for part in parts if part),
                    sum(part[1] for part in parts if part),
                )
    return found


def _headcounts(
    connection: Connection, of_year: YearCatalogue, former: Predecessors
) -> list[dict[str, Any]]:
    """Beside what last year's predecessors declared together; nothing where one is missing."""
    last = {
        row["unit_code"]: row["declared_count"]
        for row in warehouse.fetch(connection, "checks/last_headcount", year=of_year.year - 1)
    }
    known = {
        unit: sum(last[code] for code in predecessors)
        for unit, predecessors in former.items()
        if predecessors and all(code in last for code in predecessors)
    }
    known = {unit: people for unit, people in known.items() if people}
    rows = warehouse.fetch(
        connection,
        "checks/q02",
        year=of_year.year,
        unit_codes=list(known),
        headcounts=list(known.values()),
        **of_year.rules.rules["Q02"].limits,
    )
    return [
        {
            "submission_id": row["submission_id"],
            "cell": row["cell"],
            "value": str(row["declared_count"]),
            "expected": f"năm trước {row['last_count']}, năm nay {row['declared_count']}",
        }
        for row in rows
    ]


def _rates(connection: Connection, of_year: YearCatalogue, last: Counts) -> list[dict[str, Any]]:
    rows = warehouse.fetch(
        connection,
        "checks/q03",
        year=of_year.year,
        unit_codes=[unit for unit, _ in last],
        indicator_codes=[code for _, code in last],
        numerators=[counts[0] for counts in last.values()],
        denominators=[counts[1] for counts in last.values()],
        **of_year.rules.rules["Q03"].limits,
    )
    titles = {indicator.code: indicator.short for indicator in of_year.indicators}
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        title = titles[row["indicator_code"]]
        text = f"{title}: năm trước {_pct(row, 'last_')}, năm nay {_pct(row, '')}"
        if row["submission_id"] in found:
            found[row["submission_id"]]["expected"] += "; " + text
        else:
            found[row["submission_id"]] = {
                "submission_id": row["submission_id"],
                "cell": row["cell"],
                "value": str(row["declared_count"]),
                "expected": text,
            }
    return list(found.values())


def _pct(row: dict[str, Any], prefix: str) -> str:
    return rate(row[f"{prefix}numerator"], row[f"{prefix}denominator"])


def _codes(connection: Connection, of_year: YearCatalogue) -> list[dict[str, Any]]:
    rows = warehouse.fetch(connection, "checks/q05", year=of_year.year)
    return [
        {key: row[key] for key in ("submission_id", "cell", "value", "row_label")}
        | {"expected": row["other_units"]}
        for row in rows
    ]


def _rosters(connection: Connection, of_year: YearCatalogue) -> list[dict[str, Any]]:
    limits = of_year.rules.rules["Q09"].limits
    rows = warehouse.fetch(connection, "checks/q09", year=of_year.year, **limits)
    return [
        {
            "submission_id": row["submission_id"],
            "cell": row["cell"],
            "value": str(row["declared_count"]),
            "expected": f"còn {row['kept_count']} trong {row['former_count']} mã số",
        }
        for row in rows
    ]


Given = list[tuple[Answer, bool]]
"""A submission's answers, each with whether the submission counts."""


def _answers(connection: Connection, year: int) -> dict[str, Given]:
    found: dict[str, Given] = defaultdict(list)
    for row in warehouse.fetch(connection, "checks/answers", year=year):
        key, is_counting = row.pop("submission_id"), row.pop("is_counting")
        found[key].append((Answer(**row), is_counting))
    return found


def _lost(of_year: YearCatalogue, given: Given, found: list[Finding]) -> list[Finding]:
    """F13 for answers to year-wide warnings that a submission which counts does not have.

    Of one that does not count nobody knows them.
    """
    answers = [
        answer
        for answer, is_counting in given
        if is_counting and answer.answer_cell and answer.rule_code in YEAR_WIDE
    ]
    return find_lost(answers, found, of_year.rules, answers_place(of_year.form)) if answers else []
