"""What every page is asked about: the settings, the year, the day."""

import datetime as dt
from typing import Annotated, Any

from fastapi import Depends, Request

import warehouse
from steps.catalogue import load_catalogue, load_year
from steps.settings import Settings
from transforms.catalogue import TIME_ZONE, YearCatalogue
from transforms.errors import SettingError

MOST_DIGITS = 10


def settings() -> Settings:
    """The settings of this server, with the desk's own rights in the warehouse."""
    return Settings.from_env().for_desk()


Where = Annotated[Settings, Depends(settings)]


def today() -> dt.date:
    """The day it is at home."""
    return dt.datetime.now(TIME_ZONE).date()


def whole_number(text: Any) -> int | None:
    """The number of a form's field, as large as the database's; None for what is none."""
    given = str(text or "").strip()
    return int(given) if given.isdecimal() and len(given) < MOST_DIGITS else None


def fetch(where: Settings, name: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of a query of the desk's."""
    with warehouse.reading(where) as connection:
        return warehouse.fetch(connection, f"desk/{name}", **values)


def chosen_year(request: Request, where: Where, year: str = "") -> YearCatalogue:
    """The year that is asked for, else the open campaign's, else the latest that has files.

    SettingError in one line for what is none, or one that no form is for.
    """
    catalogue = load_catalogue(where.catalog_dir)
    known = [row["reporting_year"] for row in fetch(where, "years")]
    current = catalogue.campaign_year(today())
    offered = sorted({*known, *([current] if current else [])}, reverse=True)
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise SettingError(f"Năm báo cáo: {year[:20]!r} không phải là năm")
    chosen = int(year) if year else current or (offered[0] if offered else today().year)
    request.state.years = [y for y in offered if catalogue.form(y)]
    try:
        found = load_year(where.catalog_dir, chosen)
    except SettingError as error:  # which names the setting of a command
        raise SettingError(f"Năm báo cáo: {str(error).removeprefix('YEAR: ')}") from None
    request.state.year = chosen
    return found


Year = Annotated[YearCatalogue, Depends(chosen_year)]
