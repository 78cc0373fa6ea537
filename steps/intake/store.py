"""Load judged submissions: the file's row, its findings and answers, its entries and counts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.intake.arrival import arrival_rows
from steps.intake.findings import copy_findings
from steps.intake.person_key import load_secret, person_key
from steps.intake.receipts import Landed
from steps.settings import Settings
from transforms.catalogue import Catalogue, Sheet
from transforms.catalogue.narrative import NARRATIVE as NARRATIVE_TABLE
from transforms.catalogue.narrative import STATEMENT
from transforms.narrative.statements import statements_of
from transforms.reading.addresses import address
from transforms.reading.info import INFO, kept_labels
from transforms.rules.judging import Judgement
from transforms.rules.measures import count_measures
from transforms.text import masked
from warehouse.form_tables import fit_tables, row_table, stored_columns

Judged = Mapping[str, tuple[Landed, Judgement]]
"""Receipts with their verdicts, by submission."""

Rows = Iterator[dict[str, Any]]
OF_A_ROW = ("submission_id", "row_number", "row_label")
NARRATIVE = ("submission_id", "row_number", *STATEMENT)
ANSWER = ("submission_id", "rule_code", "sheet", "cell", "explanation", "answer_cell")
RANGE = ("submission_id", "table_name", "sheet", "cells")
MEASURE = ("submission_id", "reporting_year", "unit_code", "staff_type", "measure", "value")


def mark_read(connection: Connection, years: Mapping[str, int | None]) -> None:
    """Note of receipts that they were read, and as which year's."""
    rows = [{"key": key, "year": year} for key, year in years.items()]
    warehouse.execute(connection, "core/mark_read", rows)


def store(
    settings: Settings,
    connection: Connection,
    catalogue: Catalogue,
    judged: Judged,
) -> None:
    """Write submissions with their findings and rows, in place of any they had."""
    secret = load_secret(settings, connection)
    forget_content(connection, catalogue, judged)
    told = arrival_rows(receipt for receipt, _ in judged.values())
    warehouse.execute(connection, "core/arrival", told)
    rows = [_submission_row(receipt, verdict) for receipt, verdict in judged.values()]
    warehouse.execute(connection, "core/submission", rows)
    verdicts = {key: verdict for key, (_, verdict) in judged.items()}
    copy_findings(connection, {key: verdict.findings for key, verdict in verdicts.items()})
    warehouse.copy_rows(connection, "core.answer", ANSWER, _answers(verdicts))
    counting = {key: verdict for key, verdict in verdicts.items() if verdict.decision.counts}
    warehouse.copy_rows(connection, "core.narrative_row", NARRATIVE, _narratives(counting))
    warehouse.copy_rows(connection, "core.measure", MEASURE, _measures(counting))
    warehouse.copy_rows(connection, "core.sheet_range", RANGE, _ranges(counting))
    _copy_entries(connection, counting, secret)


def forget_content(
    connection: Connection, catalogue: Catalogue, submission_ids: Iterable[str]
) -> None:
    """Delete all that is known of what stands in some files: findings, answers, rows, counts.

    From then on there is a table for all that the forms declare.
    """
    fit_tables(connection, catalogue.forms)
    keys = list(submission_ids)
    tables = {row_table(sheet.table) for form in catalogue.forms for sheet in form.tables}
    own = (
        "core.finding", "core.answer", "core.narrative_row", "core.measure", "core.sheet_range",
        row_table(INFO),
    )  # fmt: skip
    for table in (*own, *sorted(tables)):
        warehouse.delete(connection, table, "submission_id", keys)


def _submission_row(receipt: Landed, verdict: Judgement) -> dict[str, Any]:
    reading = verdict.reading
    info = reading.sheets.get(INFO)
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
        "decision": verdict.decision.value,
        "declared_count": reading.declared_count,
        "declared_cell": address(place.row, place.column) if place else None,
        "person_count": verdict.person_count,
        "quarantined_count": verdict.quarantined_count,
    }


def _answers(verdicts: Mapping[str, Judgement]) -> Rows:
    for key, verdict in verdicts.items():
        for answer in verdict.reading.answers:
            yield {"submission_id": key} | vars(answer)


def _narratives(verdicts: Mapping[str, Judgement]) -> Rows:
    for key, verdict in verdicts.items():
        reading, rows = verdict.reading, verdict.rows.get(NARRATIVE_TABLE, ())
        assert reading.catalogue
        for statement in statements_of(reading.narrative, rows, reading.catalogue.narrative):
            yield {"submission_id": key} | statement


def _measures(verdicts: Mapping[str, Judgement]) -> Rows:
    for key, verdict in verdicts.items():
        reading = verdict.reading
        assert reading.catalogue
        unit = {
            "submission_id": key,
            "reporting_year": reading.year,
            "unit_code": reading.unit_code,
        }
        form, measures = reading.catalogue.form, reading.catalogue.measures
        for counted in count_measures(form, measures, verdict.rows, reading.declared_count or 0):
            yield unit | counted


def _ranges(verdicts: Mapping[str, Judgement]) -> Rows:
    """Where each table stands; of `Thông tin` the headcount's cell, which alone is a figure."""
    for key, verdict in verdicts.items():
        for table, part in verdict.reading.sheets.items():
            columns = ["declared_count"] if table == INFO else None
            cells = part.range_of(columns, verdict.rows.get(table))
            if cells:
                yield {
                    "submission_id": key,
                    "table_name": table,
                    "sheet": part.sheet.name,
                    "cells": cells,
                }


# --- entries: the columns are those that the form of each file declares


def _copy_entries(connection: Connection, verdicts: Mapping[str, Judgement], secret: str) -> None:
    sheets: dict[tuple[str, str], Sheet] = {}
    for verdict in verdicts.values():
        form = verdict.reading.catalogue.form  # type: ignore[union-attr]
        sheets |= {(form.version, sheet.table): sheet for sheet in form.sheets}
    for (version, table), sheet in sheets.items():
        mine = {k: v for k, v in verdicts.items() if v.reading.form_version == version}
        if sheet.table == NARRATIVE_TABLE:
            continue
        if sheet.shape == "table":
            columns = stored_columns(sheet.row_fields)
            rows = _entries(mine, table, secret)
        elif table == INFO:
            columns = stored_columns(kept_labels(sheet))
            rows = _labels(mine)
        else:
            continue
        warehouse.copy_rows(connection, row_table(table), (*OF_A_ROW, *columns), rows)


def _labels(verdicts: Mapping[str, Judgement]) -> Rows:
    for key, verdict in verdicts.items():
        yield {"submission_id": key, "row_number": 1, "row_label": None} | verdict.reading.info


def _entries(verdicts: Mapping[str, Judgement], table: str, secret: str) -> Rows:
    for key, verdict in verdicts.items():
        part = verdict.reading.sheets[table]
        fields = part.sheet.row_fields
        codes = [field.column or "" for field in fields if field.kind == "person_code"]
        for row in verdict.rows.get(table, ()):
            entry = {"submission_id": key} | row
            for column in codes:
                place = part.cell(column, row["row_number"])
                assert place is not None
                entry["code_cell"] = address(place.row, place.column)
                entry["code_shown"] = masked(row[column])
                entry["person_key"] = person_key(secret, row[column])
            yield entry
