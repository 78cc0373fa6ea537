"""Findings: what is wrong, in which cell, said in Vietnamese; and what follows for a submission."""

from collections.abc import Iterable
from dataclasses import dataclass

from transforms.catalogue import Rules
from transforms.rules.statuses import Status


@dataclass(frozen=True)
class Finding:
    """One wrong cell and the rule it breaks; the columns of core.finding but the submission."""

    rule_code: str
    severity: str
    message: str
    sheet: str | None = None
    cell: str | None = None
    column_name: str | None = None
    row_label: str | None = None
    value: str | None = None
    explanation: str | None = None
    row_number: int | None = None
    covered_rows: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows that are wrong: those under a merged cell, else the cell's own."""
        return self.covered_rows or ((self.row_number,) if self.row_number else ())


def make_finding(rules: Rules, code: str, *, expected: str = "", **fields: object) -> Finding:
    """A finding with the severity and the text of its rule; ``expected`` fills the text's gap.

    ``{column}`` in the text is the column or label, or the sheet where there is neither.
    """
    rule = rules.rules[code]
    place = fields.get("column_name") or fields.get("sheet") or ""
    value = str(fields.get("value") or "")
    message = rule.message(column=str(place), value=value, expected=expected)
    return Finding(rule_code=code, severity=rule.severity, message=message, **fields)  # type: ignore[arg-type]


def drop_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """One finding per wrong cell and code: the first; those without a cell all stay."""
    seen = set()
    kept = []
    for finding in findings:
        key = (finding.rule_code, finding.sheet, finding.cell)
        if finding.cell is None or key not in seen:
            kept.append(finding)
        seen.add(key)
    return kept


def blocks_rows(findings: Iterable[Finding], rules: Rules) -> bool:
    """Whether a critical file finding keeps the row rules from being run."""
    return any(
        f.severity == "critical"
        and rules.rules[f.rule_code].scope == "file"
        and rules.rules[f.rule_code].stops
        for f in findings
    )


def decide(
    findings: Iterable[Finding],
    rules: Rules,
    *,
    persons: int,
    quarantined: int,
    has_quarantine: bool,
) -> Status:
    """The verdict on one file by the severities and scopes of its findings.

    ``quarantined`` of ``persons`` rows of the list have a critical finding; a form without a list
    has no quarantine, so that any critical row rejects.
    """
    findings = list(findings)
    critical = {rules.rules[f.rule_code].scope for f in findings if f.severity == "critical"}
    if "file" in critical or ("row" in critical and not has_quarantine):
        return Status.REJECTED
    if 100 * quarantined > rules.max_quarantined_pct * persons:
        return Status.REJECTED
    if critical:
        return Status.PARTIALLY_ACCEPTED
    if any(f.severity == "warning" for f in findings):
        return Status.ACCEPTED_WITH_WARNINGS
    return Status.ACCEPTED
