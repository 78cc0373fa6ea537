"""The deadline of one unit in one year: the calendar's, or a later one that a steward allowed."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import Connection

import warehouse
from transforms.catalogue import YearCatalogue

Extensions = Mapping[tuple[int, str], dt.date]


def load_extensions(connection: Connection) -> Extensions:
    """The deadlines allowed so far, by year and unit: a handful."""
    rows = warehouse.fetch(connection, "core/extensions")
    return {(row["reporting_year"], row["unit_code"]): row["deadline"] for row in rows}


def with_deadline(
    of_year: YearCatalogue, unit_code: str | None, extensions: Extensions
) -> YearCatalogue:
    """The year's catalogue as it holds for a unit: its calendar with the unit's own deadline."""
    own = extensions.get((of_year.year, unit_code or ""))
    if own is None:
        return of_year
    calendar = of_year.calendar.model_copy(update={"unit_deadline": own})
    return of_year.model_copy(update={"calendar": calendar})
