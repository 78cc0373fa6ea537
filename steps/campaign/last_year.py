"""What each unit's files of the year before give to its new workbook."""

import logging
from collections.abc import Iterator
from itertools import islice
from types import SimpleNamespace
from typing import Any

import warehouse
from steps.catalogue import load_catalogue, load_year
from steps.intake.landed import sound_files
from steps.settings import Settings
from transforms.campaign.carrying import Rows, carry_over
from transforms.catalogue.lineage import find_predecessors
from transforms.errors import SystemFault
from transforms.reading.submission import Reading
from transforms.reading.workbook import read_submission

AT_ONCE = 20  # files whose cells are held in memory together
log = logging.getLogger(__name__)


def load_carried(settings: Settings, year: int) -> dict[str, Rows]:
    """By unit, the rows carried over from what counted last year, of all units that it continues.

    Nothing where the form carries nothing over, where last year had none, or where a file's bytes
    are lost: that is logged, and makes a workbook without rows, not a campaign without workbooks.
    """
    catalogue = load_catalogue(settings.catalog_dir)
    form = load_year(settings.catalog_dir, year).form
    fields = [field for sheet in form.tables for field in sheet.row_fields]
    if catalogue.form(year - 1) is None or not any(field.is_carried for field in fields):
        return {}
    own = {code: carry_over([reading], form) for code, reading in _readings(settings, year - 1)}
    carried: dict[str, Rows] = {}
    for code, former in find_predecessors(catalogue, year).items():
        for rows in (own[one] for one in former or () if one in own):
            for table, listed in rows.items():
                carried.setdefault(code, {}).setdefault(table, []).extend(listed)
    return carried


def _readings(settings: Settings, year: int) -> Iterator[tuple[str, Reading]]:
    """The counting files of a year, read anew: the warehouse holds no name of a person."""
    from steps.intake.reading.children import read_workbooks
    from steps.intake.reading.scanning import Unreadable

    catalogue = load_catalogue(settings.catalog_dir)
    with warehouse.reading(settings) as connection:
        rows = iter(warehouse.fetch(connection, "campaign/counting", year=year))
    while chunk := list(islice(rows, AT_ONCE)):
        found = [(row["unit_code"], path) for row in chunk if (path := _path(settings, row))]
        books = read_workbooks([path for _, path in found])
        for (code, _), book in zip(found, books, strict=True):
            if not isinstance(book, Unreadable):
                yield code, read_submission(book, catalogue)


def _path(settings: Settings, row: dict[str, Any]) -> Any:
    try:
        return sound_files(settings, [SimpleNamespace(**row)])[0]
    except SystemFault as error:
        log.warning("%s", error)
        return None
