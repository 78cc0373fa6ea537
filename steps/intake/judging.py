"""Read and judge landed files: cells in child processes, rows in one run of each suite."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import warehouse
from expectations.runner import run_suite
from steps.intake.deadlines import load_extensions, with_deadline
from steps.intake.landing import landed
from steps.intake.reading.children import Workbook, read_workbooks
from steps.intake.reading.scanning import Unreadable
from steps.settings import Settings
from transforms.catalogue import TIME_ZONE, Catalogue
from transforms.reading.submission import Reading
from transforms.reading.workbook import read_submission
from transforms.rules.findings import make_finding
from transforms.rules.judging import SUITES, Judgement, entry_frame, judge, suite_parameters


@dataclass(frozen=True)
class Landed:
    """A receipt as the warehouse keeps it."""

    submission_id: str
    sha256: str
    source: str
    received_at: datetime


def judge_files(
    settings: Settings, catalogue: Catalogue, submission_ids: Iterable[str]
) -> dict[str, tuple[Landed, Judgement]]:
    """Read and judge files from the landing folder, all their rows in one run of each suite."""
    receipts = _receipts(settings, submission_ids)
    paths = [landed(settings, receipt.sha256) for receipt in receipts]
    readings = {
        receipt.submission_id: _read(workbook, catalogue)
        for receipt, workbook in zip(receipts, read_workbooks(paths), strict=True)
    }
    verdicts: dict[str, Judgement] = {}
    for reading_year in {reading.year for reading in readings.values()}:
        of_year = {key: r for key, r in readings.items() if r.year == reading_year}
        frames = {table: entry_frame(of_year, table) for table in SUITES}
        year_catalogue = catalogue.of_year(reading_year) if reading_year else None
        parameters = suite_parameters(year_catalogue) if year_catalogue else {}
        failures = {table: run_suite(table, frames[table], parameters) for table in SUITES}
        verdicts |= judge(of_year, frames, failures, catalogue.rules)
    with warehouse.reading(settings) as connection:
        extensions = load_extensions(connection)
    for receipt in receipts:
        reading = verdicts[receipt.submission_id].reading
        if reading.catalogue:
            reading.catalogue = with_deadline(reading.catalogue, reading.unit_code, extensions)
        _note_late(receipt, verdicts[receipt.submission_id], catalogue)
    return {
        key: (receipt, verdicts[key]) for receipt in receipts for key in [receipt.submission_id]
    }


def _read(workbook: Workbook | Unreadable, catalogue: Catalogue) -> Reading:
    if isinstance(workbook, Unreadable):
        finding = make_finding(catalogue.rules, "F01", expected=workbook.reason)
        return Reading(findings=[finding])
    return read_submission(workbook, catalogue)


def _receipts(settings: Settings, submission_ids: Iterable[str]) -> list[Landed]:
    with warehouse.reading(settings) as connection:
        rows = connection.exec_driver_sql(
            "select submission_id, sha256, source, received_at from core.receipt "
            "where submission_id = any(%(ids)s) order by received_at, source",
            {"ids": list(submission_ids)},
        )
        return [Landed(**row) for row in rows.mappings()]


def _note_late(receipt: Landed, verdict: Judgement, catalogue: Catalogue) -> None:
    """F10: an identified file received after the unit's deadline, rejected ones too."""
    year = verdict.reading.catalogue
    if verdict.reading.is_identified and year and not year.calendar.is_on_time(receipt.received_at):
        deadline = f"hạn {year.calendar.deadline_at:%H:%M ngày %d/%m/%Y}"
        received = f"nhận {receipt.received_at.astimezone(TIME_ZONE):%H:%M ngày %d/%m/%Y}"
        verdict.findings.append(
            make_finding(catalogue.rules, "F10", expected=f"{deadline}, {received}")
        )
