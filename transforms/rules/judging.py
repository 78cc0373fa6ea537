"""Row rules and the verdict: frames for the suites, failures back to cells, and what follows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd

from transforms.catalogue import FormField, Rules, Sheet, YearCatalogue
from transforms.reading.cells import address, format_number, shown_value
from transforms.reading.submission import Reading
from transforms.rules.findings import (
    CELL_RULES,
    Finding,
    decide,
    drop_repeats,
    explain,
    make_finding,
)

SUITES = ("roster", "activity", "headcount")


class Failure(Protocol):
    """A row that a suite's expectation does not hold for."""

    @property
    def row_id(self) -> int:
        """The row's ``row_id`` in the frame."""

    @property
    def meta(self) -> dict[str, Any]:
        """The expectation's: rule, column, what the rule needs and says."""


@dataclass
class Judgement:
    """A file's verdict.

    ``rows`` by table are those to be loaded: none of a rejected file's, else all that are not
    quarantined. The counts are null where no row rule was run.
    """

    reading: Reading
    findings: list[Finding]
    decision: str
    person_count: int | None
    quarantined_count: int | None
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def entry_frame(readings: Mapping[str, Reading], table: str) -> pd.DataFrame:
    """The judged files' rows of a table, stacked: one row per entry, for one suite run per batch.

    Columns: ``row_id`` (position), ``submission_id``, ``row_number``, the sheet's own, and what
    rules compare with: ``pass_score`` and ``person_id`` (roster), ``twice_headcount`` (activity).
    """
    rows = []
    sheet = None
    for submission_id, reading in readings.items():
        if not reading.is_judged or table not in reading.sheets:
            continue
        sheet = reading.sheets[table].sheet
        context = _context(reading, table)
        for row in reading.rows(table):
            rows.append({"submission_id": submission_id} | row | context)
    if sheet is None:
        return pd.DataFrame()
    frame = pd.DataFrame(rows, columns=["submission_id", "row_number", *_columns(sheet, table)])
    frame = frame.astype({column: _dtype(sheet, column) for column in frame.columns[2:]})
    if table == "headcount":
        counts = [f.column or "" for f in sheet.row_fields if f.kind == "whole"]
        frame[counts] = frame[counts].fillna(0)  # as they are stored; an unread one judges nothing
    if table == "roster":
        code = frame["person_code"]
        is_plain = code.map(lambda text: isinstance(text, str) and text.isascii())
        frame["person_id"] = code.where(~is_plain, code.astype("string").str.upper().astype(object))
    return frame.assign(row_id=range(len(frame)))


def _context(reading: Reading, table: str) -> dict[str, Any]:
    if table == "roster" and reading.catalogue and reading.unit_code:
        return {"pass_score": reading.catalogue.pass_score(reading.unit_code)}
    if table == "activity":
        declared = reading.declared_count
        return {"twice_headcount": None if declared is None else 2 * declared}
    return {}


def _columns(sheet: Sheet, table: str) -> list[str]:
    own = [column.column for column in sheet.row_fields if column.column]
    return own + {"roster": ["pass_score"], "activity": ["twice_headcount"]}.get(table, [])


def _dtype(sheet: Sheet, column: str) -> str:
    kinds = {own.column: own.kind for own in sheet.row_fields}
    kind = kinds.get(column, "number")
    return {"number": "float64", "whole": "float64", "date": "datetime64[s]"}.get(kind, "object")


def suite_parameters(catalogue: YearCatalogue) -> dict[str, Any]:
    """What the suites leave open, from the year's catalogue: lists, ranges, data period, tasks."""
    parameters: dict[str, Any] = {
        "task_codes": [task.code for task in catalogue.tasks],
        "period_start": pd.Timestamp(catalogue.calendar.period_start),
        "period_end": pd.Timestamp(catalogue.calendar.period_end),
    }
    for table in SUITES:
        if not catalogue.form.has(table):
            continue
        for column in catalogue.form.sheet(table).row_fields:
            if column.kind == "choice":
                parameters[f"{column.column}_values"] = sorted(set(column.values.values()))
            if column.kind in ("number", "whole"):
                parameters[f"{column.column}_minimum"] = column.minimum
                parameters[f"{column.column}_maximum"] = column.maximum
    return parameters


def judge(
    readings: Mapping[str, Reading],
    frames: Mapping[str, pd.DataFrame],
    failures: Mapping[str, Iterable[Failure]],
    rules: Rules,
) -> dict[str, Judgement]:
    """Each file's verdict from its reading and its rows' failures, by table."""
    found: dict[str, list[tuple[Finding, Needs]]] = defaultdict(list)
    for table, failed in failures.items():
        frame = frames[table]
        entries = list(
            zip(frame.get("submission_id", ()), frame.get("row_number", ()), strict=True)
        )
        for failure in failed:
            key, row = entries[failure.row_id]
            found[key].append(_row_finding(readings[key], table, int(row), failure.meta))
    return {
        submission_id: _verdict(reading, found[submission_id], rules)
        for submission_id, reading in readings.items()
    }


Needs = set[tuple[str, int, str]]


def _row_finding(
    reading: Reading, table: str, row: int, meta: dict[str, Any]
) -> tuple[Finding, Needs]:
    """A failure as a finding at the unit's own cell, and the cells that it needs to be sound."""
    assert reading.catalogue
    part = reading.sheets[table]
    target = part.sheet.field(meta["column"])
    place = part.cell(meta["column"], row)
    finding = make_finding(
        reading.catalogue.rules,
        meta["rule"],
        expected=_expected(reading, target, meta),
        sheet=part.sheet.name,
        cell=address(place.row, place.column) if place else None,
        column_name=target.header,
        row_label=part.row_label(row),
        row_number=row,
        value=shown_value(target, part.grid.at(place.row, place.column)) if place else None,
    )
    needs = {(part.sheet.name, row, part.sheet.field(c).header) for c in meta.get("needs", ())}
    return finding, needs


def _expected(reading: Reading, target: FormField, meta: dict[str, Any]) -> str:
    """What fills the gap in the rule's text."""
    detail = str(meta.get("detail", ""))
    if meta["rule"] == "R04":
        return ", ".join(target.values) + detail
    if meta["rule"] == "R05" and target.minimum is not None and target.maximum is not None:
        low, high = format_number(target.minimum), format_number(target.maximum)
        return f"ngoài khoảng {low} đến {high}"
    if meta["rule"] == "R06" and reading.catalogue and reading.unit_code:
        return format_number(reading.catalogue.pass_score(reading.unit_code))
    return detail


def _verdict(reading: Reading, found: list[tuple[Finding, Needs]], rules: Rules) -> Judgement:
    judged = reading.is_judged
    unread = {
        (f.sheet or "", f.row_number or 0, f.column_name or "")
        for f in reading.findings
        if f.rule_code == "R05"
    }
    own = [f for f in reading.findings if judged or f.row_number is None]
    found = [(f, needs) for f, needs in found if _cell(f) not in unread]
    spoilt = unread | {_cell(f) for f, _ in found if f.rule_code in CELL_RULES}
    sound = [f for f, needs in found if f.rule_code in CELL_RULES or not needs & spoilt]
    findings = own + sound + (_wrong_totals(reading, spoilt, rules) if judged else [])
    findings = explain(drop_repeats(findings), reading.answers)
    return _decided(reading, findings, rules)


def _cell(finding: Finding) -> tuple[str, int, str]:
    return finding.sheet or "", finding.row_number or 0, finding.column_name or ""


def _decided(reading: Reading, findings: list[Finding], rules: Rules) -> Judgement:
    is_list = bool(reading.form and reading.form.has("roster"))
    bad_rows = {
        table: {
            f.row_number
            for f in findings
            if f.severity == "critical" and f.row_number and f.sheet == part.sheet.name
        }
        for table, part in reading.sheets.items()
    }
    quarantined = len(bad_rows.get("roster", ())) if is_list else 0
    decision = decide(
        findings,
        {code: rule.scope for code, rule in rules.rules.items()},
        persons=reading.entry_count,
        quarantined=quarantined,
        max_quarantined_pct=rules.max_quarantined_pct,
        has_quarantine=is_list,
    )
    rows = {}
    if decision != "rejected":
        for table, bad in bad_rows.items():
            rows[table] = [r for r in reading.rows(table) if r["row_number"] not in bad]
    return Judgement(
        reading=reading,
        findings=findings,
        decision=decision,
        person_count=reading.entry_count if reading.is_judged else None,
        quarantined_count=quarantined if reading.is_judged else None,
        rows=rows,
    )


def _wrong_totals(reading: Reading, spoilt: Needs, rules: Rules) -> list[Finding]:
    """R09: cells of the row `Tổng cộng` that differ from their column's sum, if they hold one."""
    part = reading.sheets.get("headcount")
    if part is None or part.total_row is None:
        return []
    findings = []
    unread = {header for _, _, header in spoilt}
    for column, total in part.totals.items():
        place = part.cell(column, part.total_row) if column.endswith("_count") else None
        if place is None or total is None or part.sheet.field(column).header in unread:
            continue
        counted = sum(row[column] or 0 for row in part.rows)
        if counted != total:
            findings.append(
                make_finding(
                    rules,
                    "R09",
                    expected=f"khác tổng các dòng ({format_number(counted)})",
                    sheet=part.sheet.name,
                    cell=address(place.row, place.column),
                    column_name=part.sheet.field(column).header,
                    row_number=part.total_row,
                    value=format_number(total),
                )
            )
    return findings
