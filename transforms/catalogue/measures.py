"""What is counted: one row of measures.toml per measure, whichever form the figures come by."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field as Key

from transforms.catalogue.base import Declared, Phrase, Text
from transforms.catalogue.forms import Form, Sheet

Value = bool | int | float | str


class Count(Declared):
    """How a measure is counted in one table of a form.

    The rows for which all conditions hold: ``where`` (a column has that stored value), ``filled``
    (a column is not blank), ``more_than`` (a number is above). Their number, or with ``sum`` the
    sum of a column.
    """

    where: dict[str, Value] = Key(default_factory=dict)
    filled: tuple[str, ...] = ()
    more_than: dict[str, float] = Key(default_factory=dict)
    sum: str | None = None

    @property
    def columns(self) -> set[str]:
        """The columns that it looks at."""
        return {*self.where, *self.filled, *self.more_than, *([self.sum] if self.sum else [])}

    def of(self, row: Mapping[str, Any]) -> int:
        """What one row adds to the measure."""
        for column, value in self.where.items():
            if row[column] != value:
                return 0
        if any(row[column] is None for column in self.filled):
            return 0
        if any((row[column] or 0) <= least for column, least in self.more_than.items()):
            return 0
        return 1 if self.sum is None else int(row[self.sum] or 0)


class Measure(Declared):
    """A number of people or things, by unit and staff type. ``count`` is told by table.

    ``short`` heads its column in tables; a measure with a ``table`` stands in the annex's table of
    that name, the others in that of the units; ``words`` are those by which texts name it. The one
    measure that ``is_declared`` is the headcount that a unit declares on `Thông tin`: people who
    are set aside count in it alone. ``after`` is the measure of whose people these are the ones who
    went on: registered, assessed, recognised.
    """

    name: Text
    title: Text
    short: Text
    table: Text | None = None
    words: tuple[Phrase, ...] = ()
    is_declared: bool = False
    after: Text | None = None
    count: dict[str, Count] = Key(min_length=1)


def count_in(form: Form, measure: Measure) -> tuple[Sheet, Count] | None:
    """Where and how a form gives a measure; None where it cannot."""
    for table, count in measure.count.items():
        if form.has(table, count.columns):
            return form.sheet(table), count
    return None
