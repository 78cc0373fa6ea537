"""Each reporting unit's blank workbook of a year, and how workbooks become files."""

import io
import re
import sys
import zipfile
from pathlib import Path

from openpyxl import Workbook

from steps.catalogue import load_year
from steps.settings import Settings
from transforms.workbook import fill

OLDEST = (1980, 1, 1, 0, 0, 0)  # the zip format's first moment
_SAVED_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook as xlsx bytes that depend on its content only, not on when it is saved."""
    saved, result = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _SAVED_AT.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(part.filename, OLDEST), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def write_file(path: Path, content: bytes) -> Path:
    """Put a file in place whole: a reader sees the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    return part.replace(path)


def write_templates(settings: Settings, year: int, folder: Path) -> list[Path]:
    """Write the blank workbook of every reporting unit of the year, ``<unit_code>_Bieu_<year>``."""
    catalogue = load_year(settings.catalog_dir, year)
    return [
        write_file(
            folder / f"{unit.unit_code}_Bieu{catalogue.form.version}_{year}.xlsx",
            workbook_bytes(fill(catalogue.form, catalogue, unit)),
        )
        for unit in catalogue.reporting_units
    ]


if __name__ == "__main__":
    for path in write_templates(Settings.from_env(), int(sys.argv[1]), Path(sys.argv[2])):
        print(path)
