"""What the charts show: values for drawing as floats, every label and alternative text ready."""

import textwrap
from collections.abc import Sequence
from dataclasses import replace

from transforms.report.model import (
    Chart,
    GoalMark,
    Line,
    Result,
    Series,
    TargetsChart,
    Trend,
    TrendChart,
)

MOST_WIDE = 3  # labels that have room for half a title
LETTERS = 70  # of all labels on one line


def describe_charts(
    year: int, targets: Sequence[Result], trend: Trend, note: str
) -> dict[str, Chart]:
    """The charts there are data for, by name; captions are numbered in that order.

    ``note`` says whose figures they are, where not of all units.
    """
    charts = (_targets_chart(year, targets, note), _trend_chart(trend))
    shown = [chart for chart in charts if chart]
    return {
        chart.name: replace(chart, caption=f"Biểu đồ {number}. {chart.caption}")
        for number, chart in enumerate(shown, start=1)
    }


def _targets_chart(year: int, targets: Sequence[Result], note: str) -> TargetsChart | None:
    if not any(target.denominator for target in targets):
        return None
    now = [_bar(t.numerator, t.denominator, t.rate) for t in targets]
    last = [_bar(t.last_numerator, t.last_denominator, t.last_rate) for t in targets]
    series = [Series(f"Năm {year}", now)]
    if any(target.is_whole and target.last_denominator for target in targets):
        series.insert(0, Series(f"Năm {year - 1}", last))
    against = " so với mục tiêu" if any(target.goals for target in targets) else ""
    shown = "; ".join(f"{t.short}: {t.rate}" for t in targets)
    return TargetsChart(
        caption=f"Kết quả năm {year}{against}{f' ({note})' if note else ''}",
        alt=f"Biểu đồ cột kết quả năm {year}{against}. {shown}.",
        labels=[_in_lines(target.short, len(targets)) for target in targets],
        series=series,
        goals=[_marks(target) for target in targets],
    )


def _bar(numerator: int, denominator: int, rate: str) -> tuple[float | None, str]:
    return (100 * numerator / denominator, rate) if denominator else (None, "")


def _marks(target: Result) -> list[GoalMark]:
    """A mark for each level of a target, with the years in which it must be reached."""
    years: dict[tuple[float, str], list[str]] = {}
    for goal in target.goals:
        years.setdefault((float(goal.target_pct), goal.target), []).append(str(goal.year))
    return [
        GoalMark(at, f"{', '.join(own)}: {level}") for (at, level), own in sorted(years.items())
    ]


def _trend_chart(trend: Trend) -> TrendChart | None:
    """Lines by target over the years; a department that was another one starts a new line."""
    if not trend.is_shown:
        return None
    years = [row.year for row in trend.rows]
    lines = []
    for place, head in enumerate(trend.heads):
        pieces: dict[str, list[tuple[int, float]]] = {}
        for row in trend.rows:
            numerator, denominator = row.pairs[place]
            if denominator:
                point = (row.year, 100 * numerator / denominator)
                pieces.setdefault(row.unit_code, []).append(point)
        lines.append(Line(head, list(pieces.values())))
    told = "; ".join(f"năm {row.year}: {', '.join(row.rates)}" for row in trend.rows)
    return TrendChart(
        caption=f"Kết quả các năm {years[0]} - {years[-1]} và mục tiêu đề ra",
        alt=f"Biểu đồ đường kết quả các năm, theo thứ tự {', '.join(trend.heads)}. {told}.",
        lines=lines,
        horizons=trend.horizons,
        first_year=years[0],
    )


def _in_lines(text: str, labels: int) -> str:
    """In two lines; where many labels stand side by side, in as many as their width asks for."""
    return _two_lines(text) if labels <= MOST_WIDE else textwrap.fill(text, LETTERS // labels)


def _two_lines(text: str) -> str:
    """Broken at the blank nearest the middle."""
    blanks = [place for place, letter in enumerate(text) if letter == " "]
    if len(text) < 28 or not blanks:
        return text
    middle = min(blanks, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"
