"""Findings into the warehouse."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

import warehouse
from transforms.rules.findings import Finding

FINDING_COLUMNS = (
    "submission_id", "rule_code", "severity", "sheet", "cell", "column_name", "row_label", "value",
    "message", "explanation",
)  # fmt: skip


def copy_findings(connection: Connection, findings: Mapping[str, Iterable[Finding]]) -> None:
    """Append findings, given by submission."""
    warehouse.copy_rows(
        connection,
        "core.finding",
        FINDING_COLUMNS,
        (
            {"submission_id": key} | vars(finding)
            for key, found in findings.items()
            for finding in found
        ),
    )
