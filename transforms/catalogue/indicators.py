"""Rates and the targets they are held against."""

import datetime as dt

from pydantic import Field as Key

from transforms.catalogue.base import Day, Declared, Text, Year


class Target(Declared):
    """A target in percent for a horizon year, and the day from which it was one."""

    year: Year
    pct: float = Key(gt=0, le=100)
    adopted: Day
    source: Text


class Indicator(Declared):
    """A rate: two measures by name. Supplementary ones stand beside, never as a verdict alone.

    With a ``column``, that heads its column in the annex, beside its numerator. A supplement with
    a ``reading`` is the other way to read the target with its numerator: told, after these words,
    where that turns the verdict.
    """

    code: Text
    title: Text
    short: Text
    numerator: Text
    denominator: Text
    column: Text | None = None
    is_supplementary: bool = False
    reading: Text | None = None
    targets: tuple[Target, ...] = ()

    def target(self, year: int, known_on: dt.date) -> Target | None:
        """The target of the next horizon at or after ``year``, as adopted by ``known_on``.

        Where a horizon's target was changed, the last adoption counts.
        """
        known = [t for t in self.targets if t.adopted <= known_on and t.year >= year]
        if not known:
            return None
        return min(known, key=lambda t: (t.year, -t.adopted.toordinal()))
