"""One indicator of one unit against last year and every horizon: exact values and figures to print.

The sentences made of them are in ``report_text``.
"""

from fractions import Fraction
from math import ceil
from typing import Any

from transforms import figures
from transforms.catalogue import Indicator, Target, YearCatalogue
from transforms.report.comparison import Comparison, Last
from transforms.report.coverage import Scope
from transforms.report.inputs import Counts


def horizons(indicator: Indicator, catalogue: YearCatalogue) -> list[Target]:
    """The targets known at the cut-off whose year is not past, nearest first; last adoptions."""
    day = catalogue.calendar.period_end
    years = sorted({t.year for t in indicator.targets if t.year >= catalogue.year})
    found = [indicator.target(year, known_on=day) for year in years]
    return [t for t, year in zip(found, years, strict=True) if t is not None and t.year == year]


def describe_indicator(
    indicator: Indicator,
    unit_code: str,
    counts: Counts,
    comparison: Comparison,
    catalogue: YearCatalogue,
    scope: Scope,
) -> dict[str, Any]:
    """Everything printed of one indicator of one unit.

    ``verdict`` is one of ``exceeded, met, missed, no_data, no_target`` against the year's target;
    ``change`` one of ``up, down, same, first_year, no_data, not_comparable``.
    """
    numerator, denominator = counts.get((catalogue.year, unit_code, indicator.code), (0, 0))
    targets = horizons(indicator, catalogue)
    value = figures.rate_pct(numerator, denominator)
    goals = [describe_goal(target, numerator, denominator, catalogue.year) for target in targets]
    verdict = "no_data" if value is None else goals[0]["verdict"] if goals else "no_target"
    people = f"{figures.number(numerator)}/{figures.number(denominator)}"
    return {
        "code": indicator.code,
        "title": indicator.title,
        "short": indicator.short,
        "numerator": numerator,
        "denominator": denominator,
        "people": figures.NOTHING if value is None else people,
        "rate": figures.rate(numerator, denominator, *(t.pct for t in targets)),
        "goals": goals,
        "target_text": _lines(goals, "target_and_year") or "chưa giao",
        "gap_text": _lines(goals, "signed_gap") or figures.NOTHING,
        "verdict": verdict,
        "verdict_text": _verdict_text(verdict, goals, scope),
        "scope_note": scope.note,
        **_describe_change(value, comparison.last(unit_code, indicator.code), targets),
    }


def describe_goal(target: Target, numerator: int, denominator: int, year: int) -> dict[str, Any]:
    """A horizon: the distance to it, in points and in people, and the yearly pace it asks for."""
    value = figures.rate_pct(numerator, denominator)
    wanted = figures.exact(target.pct)
    gap = None if value is None else value - wanted
    is_missed = gap is not None and gap < 0
    return {
        "year": target.year,
        "target": figures.target(target.pct),
        "target_and_year": f"{figures.target(target.pct)} ({target.year})",
        "target_pct": wanted,
        "gap": gap,
        "signed_gap": figures.NOTHING if gap is None else figures.signed_points(gap),
        "gap_points": figures.NOTHING if gap is None else figures.points(gap),
        "verdict": _verdict(gap),
        "people_short": ceil(wanted * denominator / 100) - numerator if is_missed else 0,
        "pace": figures.points(gap / (target.year - year))
        if gap is not None and is_missed and target.year > year
        else "",
    }


def _lines(goals: list[dict[str, Any]], key: str) -> str:
    return "\n".join(goal[key] for goal in goals)


def _verdict(gap: Fraction | None) -> str:
    if gap is None:
        return "no_data"
    return "missed" if gap < 0 else "exceeded" if gap else "met"


def _verdict_text(verdict: str, goals: list[dict[str, Any]], scope: Scope) -> str:
    """The table's last cell; with a unit missing it says whose figures it speaks of."""
    if verdict == "no_data":
        return "Chưa có số liệu"
    if verdict == "no_target":
        return "Chưa giao mục tiêu"
    words = {"exceeded": "Đạt, vượt", "met": "Đạt", "missed": "Chưa đạt"}[verdict]
    text = f"{words} mục tiêu {goals[0]['year']}"
    return f"{text} ({scope.note})" if scope.note else text


def _describe_change(value: Fraction | None, last: Last, targets: list[Target]) -> dict[str, Any]:
    """Against last year; a figure of last year is printed only where it may be compared."""
    before = figures.rate_pct(last.numerator, last.denominator)
    kind = _change_kind(value, before, last)
    is_shown = before is not None and kind in ("up", "down", "same", "no_data")
    difference = value - before if value is not None and before is not None and is_shown else None
    return {
        "change": kind,
        "last_rate": figures.rate(last.numerator, last.denominator, *(t.pct for t in targets))
        if is_shown
        else figures.NOTHING,
        "last_numerator": last.numerator if is_shown else 0,
        "last_denominator": last.denominator if is_shown else 0,
        "change_text": figures.NOTHING if difference is None else figures.signed_points(difference),
        "change_points": figures.NOTHING if difference is None else figures.points(difference),
        "obstacle": last.obstacle or "",
    }


def _change_kind(value: Fraction | None, before: Fraction | None, last: Last) -> str:
    if last.is_first_year:
        return "first_year"
    if last.obstacle:
        return "not_comparable"
    if value is None or before is None:
        return "no_data"
    return "up" if value > before else "down" if value < before else "same"
