"""The columns of the report's tables by unit and by staff type: what the catalogue declares."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from transforms.catalogue import Indicator, Measure, YearCatalogue

PEOPLE = "Số người"


@dataclass(frozen=True)
class Column:
    """A count of ``measure``, or the rate of ``indicator``: this year's, or last year's.

    ``group`` stands above columns of one target; ``number`` is the column's, with its formula.
    """

    head: str
    measure: str = ""
    indicator: str = ""
    is_last_year: bool = False
    group: str = ""
    number: str = ""


def unit_columns(catalogue: YearCatalogue) -> list[Column]:
    """Every measure that indicators are made of, beside it the rates of which it is the numerator.

    The headcount comes first; the leading indicator's rate has last year's beside it. Grouped by
    target and numbered through, a rate by the columns that it is made of: ``(4) = (3)/(1)``.
    """
    leading = leading_indicator(catalogue)
    columns: list[Column] = []
    for measure in shown_measures(catalogue):
        group = _target_of(measure, catalogue)
        columns.append(Column(measure.short, measure=measure.name, group=group))
        for indicator in _rates_of(measure, catalogue):
            head = indicator.column or ""
            columns.append(Column(head, indicator=indicator.code, group=group))
            if indicator == leading:
                last = f"{head} năm {catalogue.year - 1}"
                columns.append(Column(last, "", indicator.code, is_last_year=True, group=group))
    return _numbered(columns, catalogue)


def _target_of(measure: Measure, catalogue: YearCatalogue) -> str:
    """The target that a measure is counted for; those counted for none are people."""
    own = (i.short for i in _rates_of(measure, catalogue) if not i.is_supplementary)
    return next(own, PEOPLE)


def _numbered(columns: Sequence[Column], catalogue: YearCatalogue) -> list[Column]:
    places = {column.measure: n for n, column in enumerate(columns, start=1) if column.measure}
    pairs = {i.code: (i.numerator, i.denominator) for i in catalogue.indicators}
    numbered = []
    for n, column in enumerate(columns, start=1):
        top, bottom = (places.get(name) for name in pairs.get(column.indicator, ("", "")))
        is_share = top and bottom and not column.is_last_year
        number = f"({n}) =\n({top})/({bottom})" if is_share else f"({n})"
        numbered.append(replace(column, number=number))
    return numbered


def staff_columns(catalogue: YearCatalogue) -> list[Column]:
    """The same measures with the rates that are no supplement, of tables that tell staff types."""
    columns: list[Column] = []
    for measure in shown_measures(catalogue):
        if measure not in catalogue.staff_measures:
            continue
        columns.append(Column(measure.short, measure=measure.name))
        columns += [
            Column(indicator.column or "", indicator=indicator.code)
            for indicator in _rates_of(measure, catalogue)
            if indicator in catalogue.staff_indicators and not indicator.is_supplementary
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
