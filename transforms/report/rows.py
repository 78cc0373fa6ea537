"""The rows a report is made from: one type per file of sql/report, its fields the file's columns.

The grain of each is the first line of its file.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class IndicatorRow:
    """indicator.sql; without a target the last three are None."""

    reporting_year: int
    unit_code: str
    indicator_code: str
    numerator: int
    denominator: int
    target_pct: Decimal | None
    target_year: int | None
    is_met: bool | None


@dataclass(frozen=True)
class TrendRow:
    """trend.sql; unit and name are those of the department of that year."""

    reporting_year: int
    unit_code: str
    name: str
    indicator_code: str
    numerator: int
    denominator: int
    expected_count: int
    counted_count: int


@dataclass(frozen=True)
class CompletenessRow:
    """completeness.sql."""

    reporting_year: int
    unit_code: str
    is_expected: bool
    is_received: bool
    is_on_time: bool
    status: str


@dataclass(frozen=True)
class SubmissionRow:
    """submission.sql; what was not judged, or told by nobody, is None."""

    submission_id: str
    reporting_year: int
    unit_code: str | None
    version: int | None
    form_version: str | None
    sha256: str
    source: str
    received_at: dt.datetime
    is_on_time: bool | None
    status: str
    declared_count: int | None
    person_count: int | None
    quarantined_count: int | None


@dataclass(frozen=True)
class FindingRow:
    """finding.sql."""

    unit_code: str
    version: int
    status: str
    rule_code: str
    severity: str
    sheet: str | None
    cell: str | None
    column_name: str | None
    message: str
    explanation: str | None


@dataclass(frozen=True)
class ActivityRow:
    """activity.sql; what the unit left blank is None."""

    unit_code: str
    row_number: int
    task_code: str
    content: str
    start_date: dt.date | None
    end_date: dt.date | None
    participant_count: int | None
    budget_thousand_vnd: Decimal | None
    evidence: str | None


@dataclass(frozen=True)
class NarrativeRow:
    """narrative.sql; what was read before statements had themes has none."""

    unit_code: str
    row_number: int
    topic: str
    theme: str | None
    text: str
    cause: str | None
    remedy: str | None
    addressee: str | None


@dataclass(frozen=True)
class EditedRow:
    """edited_text.sql; without a text it is left out. Who edited it, when and why is told only."""

    text_key: str
    text: str | None
    filed_under: str | None
    drafted: str
    actor: str = ""
    happened_at: dt.datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class PlaceRow:
    """place.sql; ``cells`` as ``B6:N67``."""

    reporting_year: int
    unit_code: str
    table_name: str
    sheet: str
    cells: str


@dataclass(frozen=True)
class MeasureRow:
    """measure.sql; the staff type of people who are set aside is None."""

    unit_code: str
    staff_type: str | None
    measure: str
    value: int
