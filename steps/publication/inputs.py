"""What a year's report is made from, out of the warehouse."""

from collections.abc import Mapping

from steps.catalogue import load_catalogue, load_year
from steps.settings import Settings
from transforms.catalogue.lineage import find_predecessors
from transforms.report.build import describe_department
from transforms.report.inputs import ROWS, ReportInputs
from transforms.report.model import Standing
from warehouse.connection import fetch, reading

WHOLE = {name: name for name in ROWS}
OF_DEPARTMENT = {
    "indicator": "department_indicator",
    "completeness": "completeness",
    "submission": "department_submission",
}


def department_results(settings: Settings, year: int) -> list[Standing]:
    """Every indicator of the department with the report's own verdicts."""
    return describe_department(load_inputs(settings, year, OF_DEPARTMENT))


def load_inputs(settings: Settings, year: int, queries: Mapping[str, str] = WHOLE) -> ReportInputs:
    """The year's catalogue and rows by ``queries`` of sql/report, of one moment of the warehouse.

    A kind of row that no query is named for is empty.
    """
    catalogue = load_catalogue(settings.catalog_dir)
    year_catalogue = load_year(settings.catalog_dir, year)
    with reading(settings) as connection:
        rows = {
            name: tuple(ROWS[name](**row) for row in fetch(connection, f"report/{file}", year=year))
            for name, file in queries.items()
        }
    return ReportInputs(
        catalogue=year_catalogue,
        previous_units=catalogue.units_of(year - 1),
        predecessors=find_predecessors(catalogue, year),
        previous_form=catalogue.form(year - 1),
        all_indicators=catalogue.indicators,
        all_measures=catalogue.measures,
        **dict.fromkeys(ROWS, ()) | rows,
    )
