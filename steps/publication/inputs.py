"""What a year's report is made from, out of the warehouse."""

from collections.abc import Iterable

from steps.catalogue import load_catalogue, load_year
from steps.settings import Settings
from transforms.catalogue.lineage import find_predecessors
from transforms.report.build import describe_department
from transforms.report.inputs import ROWS, ReportInputs
from transforms.report.model import Result
from warehouse.connection import fetch, reading

OF_DEPARTMENT = ("indicator", "completeness", "submission")


def department_results(settings: Settings, year: int) -> list[Result]:
    """Every indicator of the department with the report's own verdicts."""
    return describe_department(load_inputs(settings, year, OF_DEPARTMENT))


def load_inputs(settings: Settings, year: int, kinds: Iterable[str] = tuple(ROWS)) -> ReportInputs:
    """The year's catalogue and the rows of some ``kinds``, all of one moment of the warehouse."""
    catalogue = load_catalogue(settings.catalog_dir)
    year_catalogue = load_year(settings.catalog_dir, year)
    with reading(settings) as connection:
        rows = {
            name: tuple(kind(**row) for row in fetch(connection, f"report/{name}", year=year))
            for name, kind in ROWS.items()
            if name in kinds
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
