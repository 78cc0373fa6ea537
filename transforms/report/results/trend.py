"""The years side by side: the department's rates, and the way still to go to the last horizon."""

from transforms import figures
from transforms.catalogue import Indicator, Target
from transforms.report.inputs import ReportInputs
from transforms.report.model import Horizon, Scope, Trend, TrendYear
from transforms.report.rows import TrendRow


def summarise_trend(inputs: ReportInputs) -> Trend:
    """One row per year with data, oldest first, and the department it is of.

    Rows of another department than this year's are marked: they
    are not directly comparable.
    """
    indicators = [i for i in inputs.catalogue.indicators if not i.is_supplementary]
    by_year: dict[int, dict[str, TrendRow]] = {}
    for row in inputs.trend:
        by_year.setdefault(row.reporting_year, {})[row.indicator_code] = row
    root = inputs.catalogue.root.unit_code
    rows = [
        _year_row(year, of_year, indicators, root)
        for year, of_year in sorted(by_year.items())
        if any(row.denominator for row in of_year.values())
    ]
    others = sorted({row.department for row in rows if not row.is_same})
    return Trend(
        rows=rows,
        heads=[indicator.short for indicator in indicators],
        note=_note(others, inputs),
        horizons=_horizons(indicators),
        codes=[indicator.code for indicator in indicators],
    )


def _year_row(
    year: int, of_year: dict[str, TrendRow], indicators: list[Indicator], root: str
) -> TrendYear:
    first = next(iter(of_year.values()))
    scope = Scope(first.counted_count, first.expected_count)
    return TrendYear(
        year=year,
        unit_code=first.unit_code,
        department=first.name,
        is_same=first.unit_code == root,
        units=f"{scope.counted}/{scope.expected}",
        rates=[_rate(of_year.get(i.code), i) for i in indicators],
        pairs=[_pair(of_year.get(i.code)) for i in indicators],
    )


def _rate(row: TrendRow | None, indicator: Indicator) -> str:
    numerator, denominator = _pair(row)
    return figures.rate(numerator, denominator, *(t.pct for t in indicator.targets))


def _pair(row: TrendRow | None) -> tuple[int, int]:
    return (row.numerator, row.denominator) if row else (0, 0)


def _note(others: list[str], inputs: ReportInputs) -> str:
    if not others:
        return ""
    return (
        f"Số liệu của {', '.join(others)} không so sánh trực tiếp với số liệu của "
        f"{inputs.catalogue.root.name} do phạm vi đơn vị và số người khác nhau."
    )


def _horizons(indicators: list[Indicator]) -> list[Horizon]:
    """Every horizon ever set, for the chart: year and the percentages by indicator."""
    latest: dict[tuple[int, str], Target] = {}
    for indicator in indicators:
        for target in sorted(indicator.targets, key=lambda t: t.adopted):
            latest[target.year, indicator.code] = target
    years = sorted({year for year, _ in latest})
    return [
        Horizon(
            year=year,
            at=[
                float(latest[year, i.code].pct) if (year, i.code) in latest else None
                for i in indicators
            ],
        )
        for year in years
    ]
