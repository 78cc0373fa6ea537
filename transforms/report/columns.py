"""The columns of the report's tables by unit and by staff type: what the catalogue declares."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from transforms.catalogue import Indicator, Measure, YearCatalogue

MOST_UNIT_COLUMNS = 12  # a rate needs 13 mm: more columns stand in a table below
MOST_STAFF_COLUMNS = 10


@dataclass(frozen=True)
class Column:
    """A count of ``measure``, or the rate of ``indicator``: this year's, or last year's."""

    head: str
    measure: str = ""
    indicator: str = ""
    is_last_year: bool = False


def unit_columns(catalogue: YearCatalogue) -> list[Column]:
    """Every measure that indicators are made of, beside it the rates of which it is the numerator.

    The headcount comes first; the leading indicator's rate has last year's beside it.
    """
    leading = leading_indicator(catalogue)
    columns: list[Column] = []
    for measure in shown_measures(catalogue):
        columns.append(Column(measure.short, measure=measure.name))
        for indicator in _rates_of(measure, catalogue):
            head = indicator.column or ""
            columns.append(Column(head, indicator=indicator.code))
            if indicator == leading:
                last = f"{head} năm {catalogue.year - 1}"
                columns.append(Column(last, indicator=indicator.code, is_last_year=True))
    return columns


def staff_columns(catalogue: YearCatalogue) -> list[Column]:
    """The same measures with the rates that are no supplement."""
    columns: list[Column] = []
    for measure in shown_measures(catalogue):
        columns.append(Column(measure.short, measure=measure.name))
        columns += [
            Column(indicator.column or "", indicator=indicator.code)
            for indicator in _rates_of(measure, catalogue)
            if not indicator.is_supplementary
        ]
    return columns


def shown_measures(catalogue: YearCatalogue) -> list[Measure]:
    """The headcount, and what the year's indicators are made of.

    Measures of a table of their own stand here only where a target is made of them.
    """
    used, main = set(), set()
    for indicator in catalogue.indicators:
        pair = {indicator.numerator, indicator.denominator}
        used |= pair
        main |= set() if indicator.is_supplementary else pair
    found = [
        measure
        for measure in catalogue.measures
        if measure.name in (main if measure.table else used) and not measure.is_declared
    ]
    return [catalogue.headcount, *found]


def leading_indicator(catalogue: YearCatalogue) -> Indicator | None:
    """The first that is no supplement: the one told with its last year's rate and its gap."""
    return next((i for i in catalogue.indicators if not i.is_supplementary), None)


def _rates_of(measure: Measure, catalogue: YearCatalogue) -> Iterator[Indicator]:
    for indicator in catalogue.indicators:
        if indicator.column and indicator.numerator == measure.name:
            yield indicator


def split_columns(columns: Sequence[Column], most: int) -> list[slice]:
    """Columns as several tables of at most ``most``, all about as wide."""
    tables = max(1, ceil(len(columns) / most))
    size = max(1, ceil(len(columns) / tables))
    return [slice(start, start + size) for start in range(0, max(1, len(columns)), size)]
