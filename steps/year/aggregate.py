"""From the counting submissions of a year to its marts, in one transaction."""

import logging

from sqlalchemy import Connection

import warehouse
from steps.catalogue import load_catalogue, load_year
from steps.settings import Settings
from steps.year.checks import check_year
from steps.year.state import year_state
from transforms.catalogue import Catalogue, YearCatalogue
from transforms.rules.statuses import Status

log = logging.getLogger(__name__)


def aggregate(settings: Settings, year: int) -> dict[str, int]:
    """Rebuild the year's marts, unless the year is frozen or locked: then they stay as they are.

    Returns how many reporting units there are, how many count, and how many year-wide warnings.
    """
    catalogue = load_catalogue(settings.catalog_dir)
    of_year = load_year(settings.catalog_dir, year)
    with warehouse.writing(settings, year) as connection:
        state = year_state(connection, year)
        if state.is_open:
            return rebuild(connection, catalogue, of_year)
    log.info("Năm %d %s: số liệu tổng hợp giữ nguyên", year, state)
    return {}


def rebuild(connection: Connection, catalogue: Catalogue, of_year: YearCatalogue) -> dict[str, int]:
    """The year's units, indicators, year-wide warnings and completeness, made anew."""
    year = of_year.year
    for table in ("core.unit_year", "mart.indicator", "mart.completeness"):
        warehouse.delete(connection, table, "reporting_year", [year])
    warehouse.execute(connection, "core/unit_year", _unit_rows(of_year))
    warehouse.execute(connection, "mart/indicator", {"year": year} | _indicator_columns(of_year))
    warnings = check_year(connection, catalogue, of_year)
    missing = {"year": year, "missing": Status.MISSING.value}
    warehouse.execute(connection, "mart/completeness", missing)
    counting = warehouse.fetch(connection, "core/counting", year=year)[0]["count"]
    return {
        "units": len(of_year.reporting_units),
        "counting": counting,
        "year_wide_warnings": warnings,
    }


def _unit_rows(of_year: YearCatalogue) -> list[dict[str, object]]:
    return [
        {
            "reporting_year": of_year.year,
            "unit_code": unit.unit_code,
            "name": unit.name,
            "unit_type": unit.unit_type,
            "parent_code": unit.parent_code,
            "pass_score": of_year.pass_score(unit.unit_code),
            "is_expected": not unit.is_group,
            "position": position,
        }
        for position, unit in enumerate(of_year.units, start=1)
    ]


def _indicator_columns(of_year: YearCatalogue) -> dict[str, list[object]]:
    """The year's indicators as parallel arrays: what they count and what they are held against."""
    targets = [of_year.targets.get(indicator.code) for indicator in of_year.indicators]
    return {
        "codes": [indicator.code for indicator in of_year.indicators],
        "numerators": [indicator.numerator for indicator in of_year.indicators],
        "denominators": [indicator.denominator for indicator in of_year.indicators],
        "target_pcts": [target.pct if target else None for target in targets],
        "target_years": [target.year if target else None for target in targets],
    }
