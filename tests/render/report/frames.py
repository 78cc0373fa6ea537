"""A report's inputs as rows, without a database: what the queries of sql/report would give."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from steps.catalogue import load_catalogue
from tests.render.report.warehouse import COUNTING, Return, members_of, places_of
from transforms.catalogue import TIME_ZONE, Catalogue, YearCatalogue
from transforms.catalogue.lineage import find_predecessors
from transforms.report.inputs import ROWS, ReportInputs

CATALOG = Path(__file__).resolve().parents[3] / "catalog"


@cache
def demo() -> Catalogue:
    return load_catalogue(CATALOG)


def make_inputs(
    year: int, years: Mapping[int, Mapping[str, Return]], catalogue: Catalogue | None = None
) -> ReportInputs:
    """The inputs of ``year``'s report from what the units sent in some years."""
    catalogue = catalogue or demo()
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in [*ROWS, "-"]}
    for number, returns in sorted(years.items()):
        found = catalogue.of_year(number)
        assert found is not None
        _indicators(rows, found, returns)
        _submissions(rows, found, returns, is_recent=number >= year - 1)
        _trend(rows, found, returns)
        if number == year:
            _details(rows, found, returns)
    current = catalogue.of_year(year)
    assert current is not None
    typed = {
        name: tuple(kind(**dict.fromkeys(kind.__dataclass_fields__) | row) for row in rows[name])
        for name, kind in ROWS.items()
    }
    return ReportInputs(
        catalogue=current,
        predecessors=find_predecessors(catalogue, year),
        previous_units=catalogue.units_of(year - 1),
        previous_form=catalogue.form(year - 1),
        all_indicators=catalogue.indicators,
        all_measures=catalogue.measures,
        **typed,
    )


def _pairs(found: YearCatalogue, unit: Any, returns: Mapping[str, Return]) -> Any:
    sent = [r for c in members_of(unit, found) if (r := returns.get(c)) and r.status in COUNTING]
    for indicator in found.indicators:
        yield (
            indicator,
            sum(r.measure(indicator.numerator) for r in sent),
            sum(r.measure(indicator.denominator) for r in sent),
        )


def _indicators(
    rows: dict[str, list[Any]], found: YearCatalogue, returns: Mapping[str, Return]
) -> None:
    for unit in found.units:
        for indicator, top, bottom in _pairs(found, unit, returns):
            target = found.targets.get(indicator.code)
            rows["indicator"].append(
                {
                    "reporting_year": found.year,
                    "unit_code": unit.unit_code,
                    "indicator_code": indicator.code,
                    "numerator": top,
                    "denominator": bottom,
                    "target_pct": target.pct if target else None,
                    "target_year": target.year if target else None,
                    "is_met": None,
                }
            )


def _submissions(
    rows: dict[str, list[Any]],
    found: YearCatalogue,
    returns: Mapping[str, Return],
    is_recent: bool,
) -> None:
    """Of the years before last year the counting ones alone, and no completeness."""
    for unit in found.reporting_units:
        sent = returns.get(unit.unit_code)
        if not is_recent and (sent is None or sent.status not in COUNTING):
            continue
        rows["completeness" if is_recent else "-"].append(
            {
                "reporting_year": found.year,
                "unit_code": unit.unit_code,
                "is_expected": True,
                "is_received": sent is not None,
                "is_on_time": bool(sent and sent.is_on_time and sent.status in COUNTING),
                "status": sent.status if sent else "missing",
            }
        )
        if sent:
            time = dt.datetime.combine(found.calendar.unit_deadline, dt.time(9), TIME_ZONE)
            if sent.status in COUNTING:
                rows["place"] += places_of(found, unit.unit_code, sent)
            rows["submission"].append(
                {
                    "submission_id": f"{found.year}-{unit.unit_code}",
                    "reporting_year": found.year,
                    "unit_code": unit.unit_code,
                    "version": 1,
                    "form_version": found.form.version,
                    "sha256": "0" * 64,
                    "source": f"{unit.unit_code}.xlsx",
                    "received_at": time,
                    "is_on_time": sent.is_on_time,
                    "status": sent.status,
                    "declared_count": sent.people,
                    "person_count": sent.people,
                    "quarantined_count": sent.quarantined,
                }
            )


def _trend(rows: dict[str, list[Any]], found: YearCatalogue, returns: Mapping[str, Return]) -> None:
    counted = [
        u for u in found.reporting_units if (r := returns.get(u.unit_code)) and r.status in COUNTING
    ]
    for indicator, top, bottom in _pairs(found, found.root, returns):
        rows["trend"].append(
            {
                "reporting_year": found.year,
                "unit_code": found.root.unit_code,
                "name": found.root.name,
                "indicator_code": indicator.code,
                "numerator": top,
                "denominator": bottom,
                "expected_count": len(found.reporting_units),
                "counted_count": len(counted),
            }
        )


def _details(
    rows: dict[str, list[Any]], found: YearCatalogue, returns: Mapping[str, Return]
) -> None:
    for unit in found.reporting_units:
        sent = returns.get(unit.unit_code)
        if sent is None:
            continue
        for finding in sent.findings:
            rows["finding"].append(
                {"unit_code": unit.unit_code, "version": 1, "status": sent.status} | finding
            )
        if sent.status not in COUNTING:
            continue
        for number, (task, content, day, people, budget) in enumerate(sent.activities, start=5):
            rows["activity"].append(
                {
                    "unit_code": unit.unit_code,
                    "row_number": number,
                    "task_code": task,
                    "content": content,
                    "start_date": day,
                    "participant_count": people,
                    "budget_thousand_vnd": budget,
                }
            )
        for topic, text in sent.narrative.items():
            rows["narrative"].append(
                {"unit_code": unit.unit_code, "row_number": 1, "topic": topic, "text": text}
            )
        for staff_type, measure, value in sent.measures(found):
            rows["measure"].append(
                {
                    "unit_code": unit.unit_code,
                    "staff_type": staff_type,
                    "measure": measure,
                    "value": value,
                }
            )
