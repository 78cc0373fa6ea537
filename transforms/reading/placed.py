"""A file that does not tell whose it is, read as the Office says: a unit's, or nobody's.

What the file says of itself stays as it is; each value that the Office put in its place is asked
about (Q08), so that the unit mends it in its next version.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from transforms.catalogue import Catalogue, FormField, Sheet
from transforms.reading.grid import Grid
from transforms.reading.info import INFO
from transforms.reading.layout import Place, find_labels
from transforms.reading.submission import Reading
from transforms.reading.values import as_text
from transforms.reading.workbook import read_submission
from transforms.rules.findings import Finding, make_finding
from transforms.text import alike

SET_ASIDE = "Văn phòng Sở để riêng tệp này, không tính cho đơn vị nào"
Grids = dict[str, Grid]


@dataclass(frozen=True)
class Told:
    """Whose a file is, and of which year; both null: it is set aside as nobody's."""

    year: int | None = None
    unit_code: str | None = None


def read_told(grids: Grids, catalogue: Catalogue, told: Told | None) -> Reading:
    """A workbook read as it stands or, where the Office said whose it is, as if it said so."""
    if told is None or told.year is None:
        return as_told(read_submission(grids, catalogue), catalogue, told)
    placed, put = _overlaid(grids, catalogue, told)
    reading = as_told(read_submission(placed, catalogue), catalogue, told)
    reading.findings += put
    return reading


def as_told(reading: Reading, catalogue: Catalogue, told: Told | None) -> Reading:
    """What the Office said of a file, over what is known of it: also of one that is unreadable."""
    if told is None:
        return reading
    reading.unit_code = told.unit_code
    if told.year:
        reading.year, reading.catalogue = told.year, catalogue.of_year(told.year)
    else:
        finding = make_finding(
            catalogue.rules, "F05", expected=SET_ASIDE, column_name="Đơn vị của tệp"
        )
        reading.findings.append(finding)
    return reading


def _overlaid(grids: Grids, catalogue: Catalogue, told: Told) -> tuple[Grids, list[Finding]]:
    """The sheets with what the Office said beside their labels, and what to say of each."""
    assert told.year
    of_year = catalogue.of_year(told.year)
    assert of_year
    sheet = of_year.form.sheet(INFO)
    name = next((name for name in grids if alike(name) == alike(sheet.name)), None)
    if name is None:
        return grids, []
    grid = grids[name]
    values: Mapping[str, str] = {
        "unit_code": told.unit_code or "",
        "unit_name": next(
            (u.name for u in of_year.units if u.unit_code == told.unit_code), told.unit_code or ""
        ),
        "reporting_year": str(told.year),
    }
    rows, put = [list(row) for row in grid.rows], []
    defects = dict(grid.defects)
    for field, place in _places(sheet, grid):
        value = values.get(field.column or "")
        if value is None or alike(as_text(grid.at(place.row, place.column))) == alike(value):
            continue
        row = rows[place.row - 1]
        row += [None] * (place.column - len(row))
        row[place.column - 1] = value
        defects.pop((place.row, place.column), None)
        put.append(
            make_finding(
                catalogue.rules, "Q08", expected=f"được Văn phòng Sở ghi là “{value}”",
                sheet=sheet.name, cell=place.address, column_name=field.header,
            )
        )  # fmt: skip
    return grids | {name: replace(grid, rows=rows, defects=defects)}, put


def _places(sheet: Sheet, grid: Grid) -> list[tuple[FormField, Place]]:
    found = find_labels(sheet, grid).places
    return [(field, found[field.header]) for field in sheet.row_fields if field.header in found]
