"""Each reporting unit's blank workbook of a year, and how workbooks become files."""

import datetime as dt
import io
import sys
from pathlib import Path

from openpyxl import Workbook

from render.form.workbook import fill
from render.office import normalise_office
from steps.catalogue import load_year
from steps.settings import Settings
from steps.storage.files import write_file

CHANGED_ON = dt.date(2000, 1, 1)  # what a workbook says of itself, whenever it is saved


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook as xlsx bytes that depend on its content only."""
    saved = io.BytesIO()
    book.save(saved)
    return normalise_office(saved.getvalue(), CHANGED_ON)


def write_templates(settings: Settings, year: int, folder: Path) -> list[Path]:
    """Write the blank workbook of every reporting unit of the year, ``<unit_code>_Bieu_<year>``."""
    catalogue = load_year(settings.catalog_dir, year)
    paths = []
    for unit in catalogue.reporting_units:
        path = folder / f"{unit.unit_code}_Bieu{catalogue.form.version}_{year}.xlsx"
        write_file(path, workbook_bytes(fill(catalogue.form, catalogue, unit)))
        paths.append(path)
    return paths


if __name__ == "__main__":
    for path in write_templates(Settings.from_env(), int(sys.argv[1]), Path(sys.argv[2])):
        print(path)
