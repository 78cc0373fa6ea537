"""Read and judge landed files: cells in child processes, rows in one run of each suite."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

import warehouse
from expectations.runner import run_suite
from expectations.suites import build_suite, parameters_of
from steps.intake.arrival import note_impossible, with_arrival
from steps.intake.deadlines import load_extensions, with_deadline
from steps.intake.isolating import broken, culprits, may_be_the_files
from steps.intake.landed import sound_files
from steps.intake.reading.children import Workbook, read_workbooks
from steps.intake.reading.scanning import Unreadable
from steps.intake.receipts import Arrived, Landed
from steps.settings import Settings
from transforms.catalogue import TIME_ZONE, Catalogue, Rules, YearCatalogue
from transforms.reading.placed import Told, as_told, read_told
from transforms.reading.submission import Reading
from transforms.rules.findings import Finding, make_finding
from transforms.rules.judging import Judgement, entry_frame, judge


def judge_files(
    settings: Settings, catalogue: Catalogue, submission_ids: Iterable[str]
) -> dict[str, tuple[Landed, Judgement]]:
    """Read and judge files from the landing folder, all their rows in one run of each suite."""
    receipts = _receipts(settings, submission_ids)
    paths = sound_files(settings, receipts)
    with warehouse.reading(settings) as connection:
        extensions = load_extensions(connection)
        told = _told(connection, receipts)
    readings, noted, arrived = {}, {}, []
    for receipt, workbook in zip(receipts, read_workbooks(paths), strict=True):
        reading = _read(receipt, workbook, catalogue, told.get(receipt.submission_id))
        if reading.catalogue:
            reading.catalogue = with_deadline(reading.catalogue, reading.unit_code, extensions)
        readings[receipt.submission_id] = reading
        receipt = with_arrival(receipt, reading)
        arrived.append(receipt)
        late = _late(receipt, reading, catalogue)
        noted[receipt.submission_id] = late + note_impossible(receipt, catalogue.rules)
    hashes = {receipt.submission_id: receipt.sha256 for receipt in receipts}
    verdicts = _judge_apart(catalogue, readings, noted, hashes)
    return {key: (receipt, verdicts[key]) for receipt in arrived for key in [receipt.submission_id]}


def judge_readings(
    catalogue: Catalogue,
    readings: Mapping[str, Reading],
    noted: Mapping[str, list[Finding]] | None = None,
) -> dict[str, Judgement]:
    """The verdicts on files that were read, year by year; ``noted`` see ``judge``."""
    verdicts: dict[str, Judgement] = {}
    for year in {reading.year for reading in readings.values()}:
        of_year = {key: reading for key, reading in readings.items() if reading.year == year}
        frames: dict[str, Any] = {}
        failures: dict[str, Any] = {}
        declared = catalogue.of_year(year) if year else None
        if declared:
            frames, failures = _run_suites(declared, of_year)
        verdicts |= judge(of_year, frames, failures, catalogue.rules, noted or {})
    return verdicts


def _run_suites(
    declared: YearCatalogue, readings: Mapping[str, Reading]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Frames and failures of a year's files, by table."""
    frames, failures = {}, {}
    parameters = parameters_of(declared)
    for sheet in declared.form.tables:
        frame = frames[sheet.table] = entry_frame(readings, sheet)
        failures[sheet.table] = run_suite(build_suite(sheet, declared), frame, parameters)
    return frames, failures


def _judge_apart(
    catalogue: Catalogue,
    readings: Mapping[str, Reading],
    noted: Mapping[str, list[Finding]],
    hashes: Mapping[str, str],
) -> dict[str, Judgement]:
    """The verdicts; a file that cannot be judged is F01, unless none at all can be."""
    verdicts: dict[str, Judgement] = {}

    def attempt(keys: Sequence[str]) -> None:
        verdicts.update(judge_readings(catalogue, {key: readings[key] for key in keys}, noted))

    for key, error in culprits(list(readings), attempt):
        if declared := readings[key].catalogue:
            _run_suites(declared, {})
        reading = broken(catalogue.rules, hashes[key], "kiểm tra", error)
        verdicts[key] = rejected(catalogue.rules, reading)
    return verdicts


def _told(connection: Connection, receipts: Iterable[Landed]) -> dict[str, Told]:
    """What a steward said of files that do not tell whose they are."""
    ids = [receipt.submission_id for receipt in receipts]
    rows = warehouse.fetch(connection, "core/placed", ids=ids)
    return {row["submission_id"]: Told(row["reporting_year"], row["unit_code"]) for row in rows}


def _read(
    receipt: Landed, workbook: Workbook | Unreadable, catalogue: Catalogue, told: Told | None
) -> Reading:
    if isinstance(workbook, Unreadable):
        finding = make_finding(catalogue.rules, "F01", expected=workbook.reason)
        return as_told(Reading(findings=[finding]), catalogue, told)
    try:
        return read_told(workbook, catalogue, told)
    except Exception as error:
        if not may_be_the_files(error):
            raise
        return as_told(broken(catalogue.rules, receipt.sha256, "đọc", error), catalogue, told)


def _receipts(settings: Settings, submission_ids: Iterable[str]) -> list[Landed]:
    with warehouse.reading(settings) as connection:
        rows = warehouse.fetch(connection, "core/receipts", ids=list(submission_ids))
    return [
        Landed(row.pop("submission_id"), row.pop("sha256"), row.pop("source"), Arrived(**row))
        for row in rows
    ]


def _late(receipt: Landed, reading: Reading, catalogue: Catalogue) -> list[Finding]:
    """F10: an identified file received after the unit's deadline, rejected ones too."""
    year = reading.catalogue
    if not reading.is_identified or not year or year.calendar.is_on_time(receipt.received_at):
        return []
    deadline = f"hạn {year.calendar.deadline_at:%H:%M ngày %d/%m/%Y}"
    received = f"nhận {receipt.received_at.astimezone(TIME_ZONE):%H:%M ngày %d/%m/%Y}"
    return [make_finding(catalogue.rules, "F10", expected=f"{deadline}, {received}")]


def rejected(rules: Rules, reading: Reading) -> Judgement:
    """The verdict on a file of which nothing but its file finding is known."""
    return judge({"": reading}, {}, {}, rules, {})[""]
