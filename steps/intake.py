"""Take submissions in: read, judge, and load a batch in one transaction."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from steps import warehouse
from steps.catalogue import load_catalogue
from steps.landing import landed
from steps.person_key import load_secret, person_key
from steps.reading import read_workbooks
from steps.containers import Unreadable
from steps.settings import Settings
from transforms.catalogue import TIME_ZONE, Catalogue
from transforms.cells import address
from transforms.findings import Finding, make_finding
from transforms.judging import SUITES, Judgement, entry_frame, judge, suite_parameters
from transforms.reading import Reading, read_submission
from transforms.versions import Link, Standing, resolve_chain

log = logging.getLogger(__name__)

FINDING_COLUMNS = (
    "submission_id", "rule_code", "severity", "sheet", "cell", "column_name", "row_label", "value",
    "message", "explanation",
)  # fmt: skip
PERSON_COLUMNS = (
    "submission_id", "row_number", "row_label", "code_cell", "code_shown", "person_key",
    "staff_type", "is_registered", "score", "is_recognised", "is_digitally_skilled",
    "is_self_updating", "training_count",
)  # fmt: skip
HEADCOUNT_COLUMNS = (
    "submission_id", "staff_type", "total_count", "registered_count", "assessed_count",
    "recognised_count", "skilled_count", "self_updating_count",
)  # fmt: skip
ACTIVITY_COLUMNS = (
    "submission_id", "row_number", "task_code", "content", "start_date", "end_date",
    "participant_count", "budget_thousand_vnd", "evidence",
)  # fmt: skip
OWN_TABLES = (
    "core.finding", "core.answer", "core.person_row", "core.headcount_row", "core.activity_row",
    "core.narrative_row",
)  # fmt: skip


@dataclass(frozen=True)
class Landed:
    """A receipt as the warehouse keeps it."""

    submission_id: str
    sha256: str
    source: str
    received_at: datetime


def take_in(settings: Settings, year: int, submission_ids: list[str]) -> dict[str, int]:
    """Judge a batch of receipts and load those of the year, or of no year, whole or not at all.

    Files of another year are marked and left for that year's run. Returns the number of
    submissions by decision, and of those left.
    """
    catalogue = load_catalogue(settings.catalog_dir)
    judged = _judge(settings, catalogue, submission_ids)
    others = {
        key: verdict.reading.year
        for key, (_, verdict) in judged.items()
        if verdict.reading.year not in (None, year)
    }
    kept = {key: value for key, value in judged.items() if key not in others}
    with warehouse.writing(settings, year) as connection:
        _mark_read(connection, {key: verdict.reading.year for key, (_, verdict) in judged.items()})
        _store(settings, connection, catalogue, kept)
        _settle(settings, connection, catalogue, year, _units(kept), reason="tiếp nhận")
    counts: dict[str, int] = defaultdict(int)
    for _, verdict in kept.values():
        counts[verdict.decision] += 1
    return dict(counts) | ({"of_other_years": len(others)} if others else {})


def _units(judged: Mapping[str, tuple[Landed, Judgement]]) -> set[str]:
    return {v.reading.unit_code for _, v in judged.values() if v.reading.unit_code}


def _judge(
    settings: Settings, catalogue: Catalogue, submission_ids: Iterable[str]
) -> dict[str, tuple[Landed, Judgement]]:
    """Read and judge files from the landing folder, all their rows in one run of each suite."""
    from expectations.runner import run_suite

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
    for receipt in receipts:
        _note_late(receipt, verdicts[receipt.submission_id], catalogue)
    return {receipt.submission_id: (receipt, verdicts[receipt.submission_id]) for receipt in receipts}


def _read(workbook: Any, catalogue: Catalogue) -> Reading:
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


# --- loading


def _mark_read(connection: Connection, years: Mapping[str, int | None]) -> None:
    if years:
        connection.exec_driver_sql(
            "update core.receipt set is_read = true, reporting_year = %(year)s "
            "where submission_id = %(key)s",
            [{"key": key, "year": year} for key, year in years.items()],
        )


def _store(
    settings: Settings,
    connection: Connection,
    catalogue: Catalogue,
    judged: Mapping[str, tuple[Landed, Judgement]],
) -> None:
    """Write submissions with their findings and rows, in place of any they had."""
    secret = load_secret(settings, connection)
    warehouse.execute(
        connection,
        "core/submission",
        [_submission_row(receipt, verdict) for receipt, verdict in judged.values()],
    )
    for table in OWN_TABLES:
        warehouse.delete(connection, table, "submission_id", judged)
    copy_findings(connection, {key: verdict.findings for key, (_, verdict) in judged.items()})
    rows = {key: verdict.rows for key, (_, verdict) in judged.items()}
    warehouse.copy_rows(
        connection,
        "core.answer",
        ("submission_id", "rule_code", "sheet", "cell", "explanation"),
        (
            {"submission_id": key} | vars(answer)
            for key, (_, verdict) in judged.items()
            for answer in verdict.reading.answers
        ),
    )
    warehouse.copy_rows(
        connection, "core.person_row", PERSON_COLUMNS, _person_rows(judged, secret)
    )
    warehouse.copy_rows(
        connection, "core.headcount_row", HEADCOUNT_COLUMNS, _headcount_rows(rows)
    )
    warehouse.copy_rows(
        connection, "core.activity_row", ACTIVITY_COLUMNS, _tagged(rows, "activity")
    )
    warehouse.copy_rows(
        connection,
        "core.narrative_row",
        ("submission_id", "topic", "text"),
        (
            {"submission_id": key, "topic": topic, "text": text}
            for key, (_, verdict) in judged.items()
            if verdict.decision != "rejected"
            for topic, text in verdict.reading.narrative.items()
        ),
    )


def _submission_row(receipt: Landed, verdict: Judgement) -> dict[str, Any]:
    reading = verdict.reading
    info = reading.sheets.get("info")
    place = info.layout.places.get(info.sheet.field("declared_count").header) if info else None
    is_on_time = None
    if reading.is_identified and reading.catalogue:
        is_on_time = reading.catalogue.calendar.is_on_time(receipt.received_at)
    return {
        "submission_id": receipt.submission_id,
        "reporting_year": reading.year,
        "unit_code": reading.unit_code,
        "form_version": reading.form_version,
        "is_on_time": is_on_time,
        "is_identified": reading.is_identified,
        "decision": verdict.decision,
        "declared_count": reading.declared_count,
        "declared_cell": address(place.row, place.column) if place else None,
        "person_count": verdict.person_count,
        "quarantined_count": verdict.quarantined_count,
    }


def copy_findings(connection: Connection, findings: Mapping[str, Iterable[Finding]]) -> None:
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


def _tagged(rows: Mapping[str, Mapping[str, list[dict[str, Any]]]], table: str) -> Iterable[dict[str, Any]]:
    for key, tables in rows.items():
        for row in tables.get(table, ()):
            yield {"submission_id": key} | row


def _person_rows(
    judged: Mapping[str, tuple[Landed, Judgement]], secret: str
) -> Iterable[dict[str, Any]]:
    for key, (_, verdict) in judged.items():
        part = verdict.reading.sheets.get("roster")
        if part is None:
            continue
        for row in verdict.rows.get("roster", ()):
            place = part.cell("person_code", row["row_number"])
            assert place is not None
            yield row | {
                "submission_id": key,
                "code_cell": address(place.row, place.column),
                "code_shown": f"văn bản, {len(row['person_code'])} ký tự",
                "person_key": person_key(secret, row["person_code"]),
                "training_count": row["training_count"] or 0,
            }


def _headcount_rows(rows: Mapping[str, Mapping[str, list[dict[str, Any]]]]) -> Iterable[dict[str, Any]]:
    for row in _tagged(rows, "headcount"):
        yield {
            column: row[column] or 0 if column.endswith("_count") else row[column]
            for column in HEADCOUNT_COLUMNS
        }


# --- versions


def _settle(
    settings: Settings,
    connection: Connection,
    catalogue: Catalogue,
    year: int,
    unit_codes: set[str],
    reason: str,
) -> None:
    """Give every file of the units its standing among the unit's versions, with an event if it changed.

    A double keeps no findings but F08. A file that is none any more, because another turned up
    between it and its twin, is judged again.
    """
    former = warehouse.fetch(connection, "core/chain", year=year, unit_codes=list(unit_codes))
    chains: dict[str, list[Link]] = defaultdict(list)
    for row in former:
        chains[row["unit_code"]].append(
            Link(
                row["submission_id"], row["sha256"], row["source"], row["received_at"], _worth(row)
            )
        )
    standings: dict[str, Standing] = {}
    for links in chains.values():
        standings |= resolve_chain(links)
    was = {row["submission_id"]: row["status"] for row in former}
    revived = [
        key for key, now in standings.items() if was[key] == "duplicate" and now.status != "duplicate"
    ]
    if revived:
        _store(settings, connection, catalogue, _judge(settings, catalogue, revived))
    _write_standings(connection, former, standings, reason)
    doubles = [key for key, now in standings.items() if now.status == "duplicate"]
    for table in OWN_TABLES:
        warehouse.delete(connection, table, "submission_id", doubles)
    copy_findings(connection, {key: [make_finding(catalogue.rules, "F08")] for key in doubles})


def _worth(row: Mapping[str, Any]) -> str:
    """The file's own decision, or what year-wide warnings have made of it until they are found anew."""
    own, status = str(row["decision"]), str(row["status"])
    return status if (own, status) == ("accepted", "accepted_with_warnings") else own


def _write_standings(
    connection: Connection,
    former: list[dict[str, Any]],
    standings: Mapping[str, Standing],
    reason: str,
) -> None:
    changes = []
    for row in former:
        now = standings[row["submission_id"]]
        is_new = row["version"] is None and row["status"] != "duplicate"
        if is_new or (row["status"], row["version"]) != (now.status, now.version):
            changes.append(
                {
                    "submission_id": row["submission_id"],
                    "from_status": None if is_new else row["status"],
                    "to_status": now.status,
                    "version": now.version,
                    "reason": reason,
                }
            )
    if changes:
        connection.exec_driver_sql(
            "update core.submission set status = %(to_status)s, version = %(version)s "
            "where submission_id = %(submission_id)s",
            changes,
        )
        connection.exec_driver_sql(
            "insert into core.submission_event (submission_id, actor, from_status, to_status, reason) "
            "values (%(submission_id)s, 'collect_submissions', %(from_status)s, %(to_status)s, %(reason)s)",
            changes,
        )
