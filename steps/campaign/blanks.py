"""Each reporting unit's blank workbook of a year, and how workbooks become files."""

import datetime as dt
import io
import sys
from pathlib import Path

from openpyxl import Workbook

from render.form.protection import protect
from render.form.workbook import Data, fill, prefilled
from render.office import normalise_office
from steps.catalogue import load_year
from steps.settings import Settings
from steps.storage.files import write_file
from transforms.catalogue import Unit, YearCatalogue

CHANGED_ON = dt.date(2000, 1, 1)  # what a workbook says of itself, whenever it is saved


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook as xlsx bytes that depend on its content only."""
    saved = io.BytesIO()
    book.save(saved)
    return normalise_office(saved.getvalue(), CHANGED_ON)


def blank_name(of_year: YearCatalogue, unit: Unit) -> str:
    """The file's name: ``<unit_code>_Bieu<version>_<year>.xlsx``."""
    return f"{unit.unit_code}_Bieu{of_year.form.version}_{of_year.year}.xlsx"


def blank_bytes(of_year: YearCatalogue, unit: Unit, carried: Data | None = None) -> bytes:
    """A unit's workbook of the year: what is known filled in and locked, the rest to be written.

    ``carried`` are rows by table from its last one.
    """
    book = fill(of_year.form, of_year, unit, carried)
    protect(book, of_year.form, set(prefilled(of_year.form, of_year, unit)))
    return workbook_bytes(book)


def write_templates(settings: Settings, year: int, folder: Path) -> list[Path]:
    """Write the blank workbook of every reporting unit of the year, ``<unit_code>_Bieu_<year>``."""
    catalogue = load_year(settings.catalog_dir, year)
    paths = []
    for unit in catalogue.reporting_units:
        path = folder / blank_name(catalogue, unit)
        write_file(path, blank_bytes(catalogue, unit))
        paths.append(path)
    return paths


if __name__ == "__main__":
    for path in write_templates(Settings.from_env(), int(sys.argv[1]), Path(sys.argv[2])):
        print(path)
