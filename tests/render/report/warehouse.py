"""A department's figures put straight into a real warehouse, as the pipeline would leave them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from steps.catalogue import load_year
from transforms import figures
from transforms.catalogue import TIME_ZONE, Unit, YearCatalogue

COUNTING = {"accepted", "accepted_with_warnings", "partially_accepted"}


@dataclass
class Return:
    """What one unit sent: N people, R registered, T with the title, D skilled, P self-updating."""

    people: int = 0
    registered: int = 0
    title: int = 0
    skilled: int = 0
    updating: int = 0
    status: str = "accepted"
    is_on_time: bool = True
    quarantined: int = 0
    trained: int = 0
    narrative: Mapping[str, str] = field(default_factory=dict)
    activities: tuple[tuple[Any, ...], ...] = ()  # (task, content, day, participants, budget)
    findings: tuple[dict[str, Any], ...] = ()

    def measure(self, name: str) -> int:
        return {
            "headcount": self.people,
            "registered_count": self.registered,
            "assessed_count": self.title,
            "recognised_count": self.title,
            "skilled_count": self.skilled,
            "self_updating_count": self.updating,
            "trained_count": self.trained,
            "class_count": self.trained,
        }[name]

    def measures(self, catalogue: YearCatalogue) -> Iterator[tuple[str | None, str, int]]:
        """Staff type, measure, value; those set aside are in the headcount only."""
        for measure in catalogue.measures:
            aside = self.quarantined if measure.is_declared else 0
            if self.people - self.quarantined:
                yield "civil_servant", measure.name, self.measure(measure.name) - aside
            if aside:
                yield None, measure.name, aside


def fill_year(
    connection: Connection, catalog_dir: Any, year: int, returns: Mapping[str, Return]
) -> None:
    """Everything of one year: units, submissions, rows and the two marts."""
    catalogue = load_year(catalog_dir, year)
    for position, unit in enumerate(catalogue.units):
        _insert(
            connection,
            "core.unit_year",
            reporting_year=year,
            unit_code=unit.unit_code,
            name=unit.name,
            unit_type=unit.unit_type,
            parent_code=unit.parent_code,
            pass_score=80,
            is_expected=not unit.is_group,
            position=position,
        )
    for number, unit in enumerate(catalogue.reporting_units):
        _fill_unit(connection, catalogue, unit, returns.get(unit.unit_code), number)
    for unit in catalogue.units:
        _fill_indicators(connection, catalogue, unit, returns)


def _fill_unit(
    connection: Connection, catalogue: YearCatalogue, unit: Unit, sent: Return | None, number: int
) -> None:
    year, code = catalogue.year, unit.unit_code
    _insert(
        connection,
        "mart.completeness",
        reporting_year=year,
        unit_code=code,
        is_expected=True,
        is_received=sent is not None,
        is_on_time=bool(sent and sent.is_on_time and sent.status in COUNTING),
        status=sent.status if sent else "missing",
    )
    if sent is None:
        return
    key = f"{year}-{code}"
    received = dt.datetime.combine(catalogue.calendar.unit_deadline, dt.time(8, number), TIME_ZONE)
    received += dt.timedelta(days=-2 if sent.is_on_time else 3)
    source = f"inbox/{year}/{code}.xlsx"
    digest = (f"{year}{number:04d}" * 8)[:64]
    _insert(
        connection,
        "core.receipt",
        submission_id=key,
        source=source,
        sha256=digest,
        received_at=received,
        arrival="modified",
        reporting_year=year,
        is_read=True,
    )
    decision = sent.status if sent.status in COUNTING | {"rejected"} else "accepted"
    _insert(
        connection,
        "core.submission",
        submission_id=key,
        reporting_year=year,
        unit_code=code,
        version=1,
        form_version=catalogue.form.version,
        sha256=digest,
        source=source,
        received_at=received,
        is_on_time=sent.is_on_time,
        is_identified=True,
        decision=decision,
        status=sent.status,
        declared_count=sent.people,
        person_count=sent.people,
        quarantined_count=sent.quarantined,
    )
    for place in places_of(catalogue, code, sent) if decision != "rejected" else ():
        kept = {name: place[name] for name in ("table_name", "sheet", "cells")}
        _insert(connection, "core.sheet_range", submission_id=key, **kept)
    if catalogue.form.has("roster"):
        _fill_roster(connection, key, sent)
    else:
        _insert(
            connection,
            "core.headcount_row",
            submission_id=key,
            row_number=4,
            staff_type="civil_servant",
            total_count=sent.people,
            registered_count=sent.registered,
            assessed_count=sent.title,
            recognised_count=sent.title,
            skilled_count=sent.skilled,
            self_updating_count=sent.updating,
        )
    for staff_type, measure, value in sent.measures(catalogue) if decision != "rejected" else ():
        _insert(
            connection,
            "core.measure",
            submission_id=key,
            reporting_year=year,
            unit_code=code,
            staff_type=staff_type,
            measure=measure,
            value=value,
        )
    for row, (task, content, day, participants, budget) in enumerate(sent.activities, start=5):
        _insert(
            connection,
            "core.activity_row",
            submission_id=key,
            row_number=row,
            task_code=task,
            content=content,
            start_date=day,
            participant_count=participants,
            budget_thousand_vnd=budget,
        )
    for topic, text in sent.narrative.items():
        _insert(
            connection,
            "core.narrative_row",
            submission_id=key,
            row_number=1,
            topic=topic,
            text=text,
        )
    for finding in sent.findings:
        _insert(connection, "core.finding", submission_id=key, **finding)


def places_of(catalogue: YearCatalogue, unit_code: str, sent: Return) -> list[dict[str, Any]]:
    """Where the tables of a unit's file stand, as in the form filled in by us."""
    people = next(
        sheet for sheet in catalogue.form.tables if sheet.table in ("roster", "headcount")
    )
    told = {people.table: (people.name, f"B6:N{max(6, sent.people + 5)}")}
    if sent.activities and catalogue.form.has("activity"):
        rows = len(sent.activities) + 4
        told["activity"] = (catalogue.form.sheet("activity").name, f"A5:I{rows}")
    return [
        {
            "reporting_year": catalogue.year, "unit_code": unit_code, "table_name": table,
            "sheet": name, "cells": cells,
        }
        for table, (name, cells) in told.items()
    ]  # fmt: skip


def _fill_roster(connection: Connection, key: str, sent: Return) -> None:
    types = ("civil_servant", "public_employee", "public_employee", "worker")
    rows = [
        {
            "submission_id": key,
            "row_number": n,
            "code_cell": f"B{n + 5}",
            "code_shown": "văn bản, 5 ký tự",
            "person_key": f"{key}-{n}",
            "staff_type": types[n % 4],
            "is_registered": n < sent.registered,
            "score": 85 if n < sent.title else None,
            "is_recognised": n < sent.title,
            "is_digitally_skilled": n < sent.skilled,
            "is_self_updating": n < sent.updating,
            "training_count": int(n < sent.trained),
        }
        for n in range(sent.people - sent.quarantined)
    ]
    if rows:
        columns = ", ".join(rows[0])
        values = ", ".join(f"%({name})s" for name in rows[0])
        connection.exec_driver_sql(
            f"insert into core.roster_row ({columns}) values ({values})", rows
        )


def _fill_indicators(
    connection: Connection, catalogue: YearCatalogue, unit: Unit, returns: Mapping[str, Return]
) -> None:
    members = members_of(unit, catalogue)
    sent = [r for c in members if (r := returns.get(c)) and r.status in COUNTING]
    for indicator in catalogue.indicators:
        top = sum(r.measure(indicator.numerator) for r in sent)
        bottom = sum(r.measure(indicator.denominator) for r in sent)
        target = catalogue.targets.get(indicator.code)
        rate = 100 * top / bottom if bottom else None
        pct = target.pct if target else None
        _insert(
            connection,
            "mart.indicator",
            reporting_year=catalogue.year,
            unit_code=unit.unit_code,
            indicator_code=indicator.code,
            numerator=top,
            denominator=bottom,
            rate_pct=rate,
            target_pct=pct,
            target_year=target.year if target else None,
            gap_points=rate - pct if rate is not None and pct is not None else None,
            is_met=figures.is_met(top, bottom, pct) if pct is not None else None,
        )


def members_of(unit: Unit, catalogue: YearCatalogue) -> list[str]:
    if not unit.is_group:
        return [unit.unit_code]
    children = [u for u in catalogue.units if u.parent_code == unit.unit_code]
    return [code for child in children for code in members_of(child, catalogue)]


def _insert(connection: Connection, table: str, **values: Any) -> None:
    columns = ", ".join(values)
    marks = ", ".join(f"%({name})s" for name in values)
    connection.exec_driver_sql(f"insert into {table} ({columns}) values ({marks})", values)


def clear(connection: Connection) -> None:
    """An empty warehouse again."""
    connection.exec_driver_sql(
        "truncate core.unit_year, core.receipt, core.submission, core.submission_event, "
        "core.finding, core.roster_row, core.headcount_row, core.activity_row, "
        "core.narrative_row, mart.indicator, mart.completeness cascade"
    )
