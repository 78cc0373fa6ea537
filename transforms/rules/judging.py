"""Row rules and the verdict: frames for the suites, failures back to cells, and what follows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd

from transforms.catalogue import FormField, Rules, Sheet
from transforms.reading.addresses import address
from transforms.reading.answers import answers_place
from transforms.reading.cells import shown_value
from transforms.reading.doubts.dates import swapped
from transforms.reading.submission import Reading, SheetReading
from transforms.reading.values import as_date
from transforms.rules.answers import explain, explain_all
from transforms.rules.codes import DETAILS
from transforms.rules.findings import Finding, decide, drop_repeats, make_finding
from transforms.rules.statuses import Status
from transforms.text import plain_number

CONTEXT = ("pass_score", "usual_participants")
BUDGET = "budget_thousand_vnd"
DTYPES = {"number": "float64", "whole": "float64", "date": "datetime64[s]"}


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
    decision: Status
    person_count: int | None
    quarantined_count: int | None
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def entry_frame(readings: Mapping[str, Reading], sheet: Sheet) -> pd.DataFrame:
    """The judged files' rows of a sheet, stacked: one row per entry, for one suite run per batch.

    Columns: ``row_id`` (position), ``submission_id``, ``row_number``, the sheet's own, and what
    rules compare with: ``pass_score``, ``usual_participants``, ``whole_budget`` where money is
    asked for, ``person_id`` where there are codes of persons.
    """
    rows = []
    for submission_id, reading in readings.items():
        if reading.is_judged and sheet.table in reading.sheets:
            context = {"submission_id": submission_id} | _context(reading)
            rows += [row | context for row in reading.rows(sheet.table)]
    declared = {column.column or "": column.kind for column in sheet.row_fields}
    columns = ["submission_id", "row_number", *declared, *CONTEXT]
    frame = pd.DataFrame(rows, columns=columns)
    frame = frame.astype({name: DTYPES.get(kind, "object") for name, kind in declared.items()})
    if BUDGET in declared:
        frame["whole_budget"] = frame[BUDGET].round()
    for name, kind in declared.items():
        if kind == "person_code":
            frame["person_id"] = _person_ids(frame[name])
    return frame.assign(row_id=range(len(frame)))


def _person_ids(codes: pd.Series) -> pd.Series:
    """Codes as they are compared: plain ones in capitals."""
    is_plain = codes.map(lambda text: isinstance(text, str) and text.isascii())
    return codes.where(~is_plain, codes.astype("string").str.upper().astype(object))


def _context(reading: Reading) -> dict[str, Any]:
    """What of a file, and of its unit, single rows are compared with."""
    catalogue, declared = reading.catalogue, reading.declared_count
    assert catalogue
    times = catalogue.rules.limit("Q06", "limit_times")
    return {
        "pass_score": catalogue.pass_score(reading.unit_code or ""),
        "usual_participants": None if declared is None else times * declared,
    }


def judge(
    readings: Mapping[str, Reading],
    frames: Mapping[str, pd.DataFrame],
    failures: Mapping[str, Iterable[Failure]],
    rules: Rules,
    noted: Mapping[str, list[Finding]],
) -> dict[str, Judgement]:
    """Each file's verdict from its reading, its rows' failures by table, and what else was noted.

    ``noted`` are findings that no cell tells, such as a late receipt.
    """
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
        submission_id: _verdict(reading, found[submission_id], noted.get(submission_id, []), rules)
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
    value = part.grid.at(place.row, place.column) if place else None
    finding = make_finding(
        reading.catalogue.rules,
        meta["rule"],
        expected=_expected(reading, target, meta) + _turned_round(reading, target, value, meta),
        sheet=part.sheet.name,
        cell=address(place.row, place.column) if place else None,
        column_name=target.header,
        row_label=part.row_label(row),
        row_number=row,
        value=shown_value(target, value) if place else None,
    )
    needs = {(part.sheet.name, row, part.sheet.field(c).header) for c in meta.get("needs", ())}
    return finding, needs


def _expected(reading: Reading, target: FormField, meta: dict[str, Any]) -> str:
    """What fills the gap in the rule's text."""
    assert reading.catalogue
    calendar = reading.catalogue.calendar
    gaps = (
        target.allowed,
        f"từ {calendar.period_start:%d/%m/%Y} đến {calendar.period_end:%d/%m/%Y}",
        plain_number(reading.catalogue.pass_score(reading.unit_code or "")),
    )
    return str(meta.get("detail", "")).format(**dict(zip(DETAILS, gaps, strict=True)))


def _turned_round(reading: Reading, target: FormField, value: Any, meta: dict[str, Any]) -> str:
    """What to say of a date outside the data period that lies in it with day and month changed."""
    day = as_date(value) if meta["rule"] == target.period_rule else None
    other = swapped(day) if day else None
    assert reading.catalogue
    calendar = reading.catalogue.calendar
    if day is None or other is None or calendar.covers(day) or not calendar.covers(other):
        return ""
    return f" (có thể ngày và tháng bị đảo: {other:%d/%m/%Y})"


def _verdict(
    reading: Reading, found: list[tuple[Finding, Needs]], noted: list[Finding], rules: Rules
) -> Judgement:
    judged = reading.is_judged
    spoiling = {code for code, rule in rules.rules.items() if rule.spoils}
    unread = {cell for f in reading.findings if f.rule_code in spoiling for cell in _cells(f)}
    own = [f for f in reading.findings if judged or f.row_number is None]
    found = [(f, needs) for f, needs in found if not _cells(f) & unread]
    spoilt = unread | {cell for f, _ in found if f.rule_code in spoiling for cell in _cells(f)}
    sound = [f for f, needs in found if f.rule_code in spoiling or not needs & spoilt]
    findings = own + sound + (_wrong_totals(reading, spoilt, rules) if judged else [])
    findings = _explained(reading, drop_repeats([*findings, *noted]), rules)
    return _decided(reading, findings, rules)


def _explained(reading: Reading, findings: list[Finding], rules: Rules) -> list[Finding]:
    """With the unit's answers; where no row was judged, nobody knows which of them are lost."""
    if not reading.is_judged or reading.form is None or not reading.form.has("answers"):
        return explain(findings, reading.answers)
    return drop_repeats(explain_all(findings, reading.answers, rules, answers_place(reading.form)))


def _cells(finding: Finding) -> Needs:
    """The cells of entries that a finding speaks of."""
    return {(finding.sheet or "", row, finding.column_name or "") for row in finding.rows}


def _decided(reading: Reading, findings: list[Finding], rules: Rules) -> Judgement:
    bad_rows = {
        table: {
            row
            for f in findings
            if f.severity == "critical" and f.sheet == part.sheet.name
            for row in f.rows
        }
        for table, part in reading.sheets.items()
    }
    quarantined = len(bad_rows.get(reading.person_table, ())) if reading.is_list else 0
    decision = decide(
        findings,
        rules,
        persons=reading.entry_count,
        quarantined=quarantined,
        has_quarantine=reading.is_list,
    )
    rows = {}
    if decision.counts:
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
    """R09: cells of the rows `Tổng cộng` that differ from their column's sum, if they hold one.

    One of several may be that of the rows since the one above it.
    """
    return [
        finding
        for part in reading.sheets.values()
        for totals in part.totals
        for finding in _wrong_sums(part, totals, spoilt, rules)
    ]


def _wrong_sums(
    part: SheetReading, totals: Mapping[str, Any], spoilt: Needs, rules: Rules
) -> list[Finding]:
    findings, row = [], totals["row_number"]
    breaks = [other["row_number"] for other in part.totals]
    above = max((n for n in breaks if n < row), default=0 if len(breaks) > 1 else row)
    own = [entry for entry in part.rows if above < entry["row_number"] < row] or part.rows
    unread = {header for sheet, _, header in spoilt if sheet == part.sheet.name}
    for target in part.sheet.row_fields:
        column = target.column or ""
        total, place = totals.get(column), part.cell(column, row)
        if target.kind not in ("whole", "number") or total is None or place is None:
            continue
        counted = sum(entry[column] or 0 for entry in part.rows)
        if (
            total not in (counted, sum(entry[column] or 0 for entry in own))
            and target.header not in unread
        ):
            findings.append(
                make_finding(
                    rules,
                    "R09",
                    expected=f"khác tổng các dòng ({plain_number(counted)})",
                    sheet=part.sheet.name,
                    cell=address(place.row, place.column),
                    column_name=target.header,
                    row_number=row,
                    value=plain_number(total),
                )
            )
    return findings
