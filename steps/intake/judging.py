"""Read and judge landed files: cells in child processes, rows in one run of each suite."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import warehouse
from expectations.runner import run_suite
from expectations.suites import build_suite, parameters_of
from steps.intake.deadlines import load_extensions, with_deadline
from steps.intake.landing import landed
from steps.intake.reading.children import Workbook, read_workbooks
from steps.intake.reading.scanning import Unreadable
from steps.settings import Settings
from transforms.catalogue import TIME_ZONE, Catalogue
from transforms.reading.submission import Reading
from transforms.reading.workbook import read_submission
from transforms.rules.findings import Finding, make_finding
from transforms.rules.judging import Judgement, entry_frame, judge


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
    with warehouse.reading(settings) as connection:
        extensions = load_extensions(connection)
    noted = {}
    for receipt in receipts:
        reading = readings[receipt.submission_id]
        if reading.catalogue:
            reading.catalogue = with_deadline(reading.catalogue, reading.unit_code, extensions)
        noted[receipt.submission_id] = _late(receipt, reading, catalogue)
    verdicts = judge_readings(catalogue, readings, noted)
    return {
        key: (receipt, verdicts[key]) for receipt in receipts for key in [receipt.submission_id]
    }


def judge_readings(
    catalogue: Catalogue,
    readings: Mapping[str, Reading],
    noted: Mapping[str, list[Finding]] | None = None,
) -> dict[str, Judgement]:
    """The verdicts on files that were read, year by year; ``noted`` see ``judge``."""
    verdicts: dict[str, Judgement] = {}
    for year in {reading.year for reading in readings.values()}:
        of_year = {key: reading for key, reading in readings.items() if reading.year == year}
        frames, failures = {}, {}
        declared = catalogue.of_year(year) if year else None
        if declared:
            parameters = parameters_of(declared)
            for sheet in declared.form.tables:
                frame = frames[sheet.table] = entry_frame(of_year, sheet)
                suite = build_suite(sheet, declared)
                failures[sheet.table] = run_suite(suite, frame, parameters)
        verdicts |= judge(of_year, frames, failures, catalogue.rules, noted or {})
    return verdicts


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


def _late(receipt: Landed, reading: Reading, catalogue: Catalogue) -> list[Finding]:
    """F10: an identified file received after the unit's deadline, rejected ones too."""
    year = reading.catalogue
    if not reading.is_identified or not year or year.calendar.is_on_time(receipt.received_at):
        return []
    deadline = f"hạn {year.calendar.deadline_at:%H:%M ngày %d/%m/%Y}"
    received = f"nhận {receipt.received_at.astimezone(TIME_ZONE):%H:%M ngày %d/%m/%Y}"
    return [make_finding(catalogue.rules, "F10", expected=f"{deadline}, {received}")]
