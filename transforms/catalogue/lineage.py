"""Which units of last year live on in which of this year's: renaming, merger, split, end."""

import datetime as dt
from collections import defaultdict

from transforms.catalogue import Catalogue, Unit


def find_predecessors(catalogue: Catalogue, year: int) -> dict[str, tuple[str, ...] | None]:
    """For each unit in force in a year, the units of the year before that it continues.

    One code for a unit that stayed or was renamed, several for a merger, none for a new unit, and
    None where a comparison is impossible: a predecessor was split among several units.
    """
    day = catalogue.calendar.day(year, "period_end")
    heirs = {
        unit.unit_code: _heirs(catalogue.units, unit, day) for unit in catalogue.units_of(year - 1)
    }
    former: dict[str, list[str]] = defaultdict(list)
    for code, to in heirs.items():
        for heir in to:
            former[heir].append(code)
    found: dict[str, tuple[str, ...] | None] = {}
    for unit in catalogue.units_of(year):
        own = former[unit.unit_code]
        is_split = any(len(heirs[code]) > 1 for code in own)
        found[unit.unit_code] = None if is_split else tuple(sorted(own))
    return found


def _heirs(units: tuple[Unit, ...], unit: Unit, day: dt.date) -> frozenset[str]:
    """The codes in force on a day into which a unit's row has gone by then."""
    reached: set[str] = set()
    waiting, seen = [unit], set()
    while waiting:
        row = waiting.pop()
        if (row.unit_code, row.valid_from) in seen:
            continue
        seen.add((row.unit_code, row.valid_from))
        if row.is_in_force(day):
            reached.add(row.unit_code)
            continue
        if row.valid_to is None or row.valid_to >= day:
            continue
        codes = row.successor_code or (row.unit_code,)
        next_day = row.valid_to + dt.timedelta(days=1)
        waiting += [
            other
            for other in units
            if other.unit_code in codes
            and other is not row
            and (other.valid_to is None or other.valid_to >= next_day)
            and other.valid_from <= day
        ]
    return frozenset(reached)
