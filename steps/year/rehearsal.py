"""What a year's run would change: found out by doing it, and undoing it."""

import dataclasses
import logging
from collections import Counter
from pathlib import Path

import warehouse
from steps.catalogue import load_year
from steps.intake.landing import list_batches
from steps.intake.take_in import take_in
from steps.runs import note
from steps.settings import Settings
from steps.storage.temporary import temporary_folder
from steps.year.aggregate import aggregate
from steps.year.decisions import unlock_year
from steps.year.state import latest_version

log = logging.getLogger(__name__)


def rehearse_year(
    settings: Settings, year: int, assume_unlocked: bool = False
) -> list[dict[str, str]]:
    """The figures that publishing a year now would change, with cause; nothing is changed.

    Held against the published version where there is one, else against the marts as they are.
    ``assume_unlocked``: as if a steward had opened the year first, so that held files count.
    """
    from steps.publication.inputs import load_inputs
    from transforms.publication.changes import report_basis
    from transforms.publication.differences import changed_figures

    of_year = load_year(settings.catalog_dir, year)
    with temporary_folder("rehearsal-") as (folder, _):
        apart = _apart(settings, folder)
        with warehouse.rehearsing(settings):
            with warehouse.reading(settings) as connection:
                published = latest_version(connection, year)
            before = published["basis"] if published else report_basis(load_inputs(settings, year))
            if assume_unlocked:
                unlock_year(apart, year, "diễn tập")
            taken: Counter[str] = Counter()
            for batch in list_batches(apart, year):
                taken.update(take_in(apart, year, batch))
            aggregate(apart, year)
            now = report_basis(load_inputs(settings, year))
    changes = changed_figures(before, now, of_year)
    for change in changes:
        log.info("%(indicator)s %(unit)s: %(before)s → %(after)s, do %(cause)s", change)
    note(
        f"Năm {year}, nếu chạy: {taken.total()} tệp mới, {len(changes)} số thay đổi; "
        "chưa có gì bị đổi"
    )
    return changes


def _apart(settings: Settings, folder: Path) -> Settings:
    """The same settings with a landing folder of its own, in which all that has landed lies too."""
    for path in settings.landing_dir.glob("[0-9a-f]*"):
        (folder / path.name).symlink_to(path)
    return dataclasses.replace(settings, landing_dir=folder)
