"""Load judged submissions, and give every file its standing among the unit's versions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.intake.findings import copy_findings
from steps.intake.judging import Landed, judge_files
from steps.intake.person_key import load_secret, person_key
from steps.settings import Settings
from steps.year.state import year_state
from transforms.catalogue import Catalogue
from transforms.reading.cells import address
from transforms.rules.findings import make_finding
from transforms.rules.judging import Judgement
from transforms.rules.versions import Link, Standing, resolve_chain

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


Judged = Mapping[str, tuple[Landed, Judgement]]
"""Receipts with their verdicts, by submission."""

Rows = Iterable[dict[str, Any]]
Tables = Mapping[str, Mapping[str, list[dict[str, Any]]]]


def mark_read(connection: Connection, years: Mapping[str, int | None]) -> None:
    """Note of receipts that they were read, and as which year's."""
    if years:
        connection.exec_driver_sql(
            "update core.receipt set is_read = true, reporting_year = %(year)s "
            "where submission_id = %(key)s",
            [{"key": key, "year": year} for key, year in years.items()],
        )


def store(
    settings: Settings,
    connection: Connection,
    catalogue: Catalogue,
    judged: Judged,
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
    warehouse.copy_rows(connection, "core.person_row", PERSON_COLUMNS, _person_rows(judged, secret))
    warehouse.copy_rows(connection, "core.headcount_row", HEADCOUNT_COLUMNS, _headcount_rows(rows))
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


def _tagged(rows: Tables, table: str) -> Rows:
    for key, tables in rows.items():
        for row in tables.get(table, ()):
            yield {"submission_id": key} | row


def _person_rows(judged: Judged, secret: str) -> Rows:
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


def _headcount_rows(rows: Tables) -> Rows:
    for row in _tagged(rows, "headcount"):
        yield {
            column: row[column] or 0 if column.endswith("_count") else row[column]
            for column in HEADCOUNT_COLUMNS
        }


# --- versions


def settle(
    settings: Settings,
    connection: Connection,
    catalogue: Catalogue,
    year: int,
    unit_codes: set[str],
    reason: str,
    actor: str = "collect_submissions",
    releases: bool = False,
) -> None:
    """Give every file of the units its standing among the versions, with an event if it changed.

    A double keeps no findings but F08. A file that is none any more, because another turned up
    between it and its twin, is judged again. While the year is not open only new files get a
    standing, as held, and nothing of what is in them; ``releases`` ends that for those held so far.
    """
    is_open = year_state(connection, year).is_open
    former = warehouse.fetch(connection, "core/chain", year=year, unit_codes=list(unit_codes))
    chains: dict[str, list[Link]] = defaultdict(list)
    for row in former:
        is_held = (row["status"] == "held" and not releases) or (not is_open and _is_new(row))
        place = (row["submission_id"], row["sha256"], row["source"], row["received_at"])
        chains[row["unit_code"]].append(Link(*place, _worth(row), is_held))
    standings: dict[str, Standing] = {}
    for links in chains.values():
        standings |= resolve_chain(links)
    if not is_open:
        former = [row for row in former if _is_new(row)]
        standings = {row["submission_id"]: standings[row["submission_id"]] for row in former}
    was = {row["submission_id"]: row["status"] for row in former}
    revived = [
        key
        for key, now in standings.items()
        if was[key] == "duplicate" and now.status != "duplicate"
    ]
    if revived:
        store(settings, connection, catalogue, judge_files(settings, catalogue, revived))
    _write_standings(connection, former, standings, reason, actor)
    doubles = [key for key, now in standings.items() if now.status == "duplicate"]
    held = [key for key, now in standings.items() if now.status == "held"]
    for table in OWN_TABLES:
        warehouse.delete(connection, table, "submission_id", doubles + held)
    copy_findings(connection, {key: [make_finding(catalogue.rules, "F08")] for key in doubles})


def _is_new(row: Mapping[str, Any]) -> bool:
    return row["version"] is None and row["status"] != "duplicate"


def _worth(row: Mapping[str, Any]) -> str:
    """The file's own decision, or what year-wide warnings have made of it so far."""
    own, status = str(row["decision"]), str(row["status"])
    return status if (own, status) == ("accepted", "accepted_with_warnings") else own


def _write_standings(
    connection: Connection,
    former: list[dict[str, Any]],
    standings: Mapping[str, Standing],
    reason: str,
    actor: str,
) -> None:
    changes = []
    for row in former:
        now = standings[row["submission_id"]]
        is_new = _is_new(row)
        if is_new or (row["status"], row["version"]) != (now.status, now.version):
            changes.append(
                {
                    "submission_id": row["submission_id"],
                    "from_status": None if is_new else row["status"],
                    "to_status": now.status,
                    "version": now.version,
                    "actor": actor,
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
            "insert into core.submission_event "
            "(submission_id, actor, from_status, to_status, reason) values "
            "(%(submission_id)s, %(actor)s, %(from_status)s, %(to_status)s, %(reason)s)",
            changes,
        )
