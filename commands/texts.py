"""``make texts YEAR=… > file``, ``make texts YEAR=… < file``: the report's texts, to be edited."""

import contextlib
import dataclasses
import logging
import os
import sys
from typing import TextIO

from commands.ending import in_one_line
from commands.run import choose_year
from steps.catalogue import load_year
from steps.settings import Settings
from transforms.errors import SettingError
from warehouse.embedded import serving
from warehouse.migrate import migrate

ACTOR = "make texts"
MOST_BYTES = 4 * 1024**2


def main() -> int:
    """0 where the texts were written out or kept."""
    output = sys.stdout
    output.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    with contextlib.redirect_stdout(sys.stderr):  # Airflow may speak while it is imported
        exchange(output)
    return 0


def exchange(output: TextIO) -> None:
    """Print the year's texts; where standard input holds a file, keep what it says instead."""
    settings = Settings.from_env()
    year = choose_year(settings, os.environ.get("YEAR", "").strip())
    load_year(settings.catalog_dir, year)
    given = b"" if sys.stdin.isatty() else sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(given) > MOST_BYTES:
        raise SettingError(f"Tệp lớn hơn {MOST_BYTES // 1024**2} MB: không phải tệp của make texts")
    with serving(settings.warehouse_url, settings.data_dir) as url:
        migrate(url)
        served = dataclasses.replace(settings, warehouse_url=url)
        if given.strip():
            keep(served, year, given, output)
        else:
            show(served, year, output)


def show(settings: Settings, year: int, output: TextIO) -> None:
    """Print the file of the year's texts."""
    from steps.publication.texts import load_texts, require_files
    from transforms.narrative.edits.file import write_file

    found = load_texts(settings, year)
    require_files(year, found)
    names = {unit.unit_code: unit.name for unit in found.catalogue.units}
    output.write(write_file(year, found.texts, found.narrative, names))


def keep(settings: Settings, year: int, given: bytes, output: TextIO) -> None:
    """Keep what the file says, and write the draft anew where that changes it."""
    from steps.publication.texts import load_stale, load_texts, write_changes
    from transforms.narrative.edits.file import changes_in, read_file

    blocks = read_file(given)
    changes = changes_in(blocks, load_texts(settings, year).texts)
    count = write_changes(settings, year, changes, ACTOR) if changes else 0
    if not count:
        print(f"Năm {year}: không có lời nào khác.", file=output)
        return
    told = f"Năm {year}: đã ghi {count} lời. Đang viết lại dự thảo…"
    print(told, file=output, flush=True)
    from steps.publication.draft import draft_report  # Airflow, matplotlib: seconds to import

    logging.disable(logging.WARNING)  # what it would say there is printed here
    draft_report(settings, year)
    for line in load_stale(settings, year):
        print(f"Cần xem lại: {line}", file=output)
    print(f"Dự thảo: {settings.data_dir / 'reports' / str(year) / 'draft'}", file=output)


if __name__ == "__main__":
    sys.exit(in_one_line(main, sys.stderr))
