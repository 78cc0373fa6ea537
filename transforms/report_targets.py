"""One indicator of one unit against last year and every horizon: exact values and their wording."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from transforms import figures
from transforms.catalogue import Indicator, Target, YearCatalogue
from transforms.report_comparison import Comparison, Last
from transforms.report_inputs import Counts

PEOPLE = "người"


@dataclass(frozen=True)
class Scope:
    """Who the figures speak for: ``x`` of ``y`` units; complete when all of them are counted."""

    counted: int
    expected: int

    @property
    def is_complete(self) -> bool:
        """Whether every expected unit is counted."""
        return self.counted >= self.expected

    @property
    def note(self) -> str:
        """What a verdict adds while a unit is missing; empty otherwise."""
        if self.is_complete:
            return ""
        return f"theo số liệu của {self.counted}/{self.expected} đơn vị"


def horizons(indicator: Indicator, catalogue: YearCatalogue) -> list[Target]:
    """The targets known at the cut-off whose year is not past, nearest first, last adoption of each."""
    day = catalogue.calendar.period_end
    years = sorted({t.year for t in indicator.targets if t.year >= catalogue.year})
    found = [indicator.target(year, known_on=day) for year in years]
    return [t for t, year in zip(found, years, strict=True) if t is not None and t.year == year]


def describe(
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
    last = comparison.last(unit_code, indicator.code)
    value = figures.rate_pct(numerator, denominator)
    shown = figures.rate(numerator, denominator, *(t.pct for t in targets))
    goals = [_goal(target, numerator, denominator, catalogue.year) for target in targets]
    verdict = "no_data" if value is None else goals[0]["verdict"] if goals else "no_target"
    return {
        "code": indicator.code,
        "title": indicator.title,
        "short": indicator.short,
        "numerator": numerator,
        "denominator": denominator,
        "people": f"{figures.number(numerator)}/{figures.number(denominator)}",
        "rate": shown,
        "goals": goals,
        "target_text": "\n".join(f"{goal['target']} ({goal['year']})" for goal in goals)
        or "chưa giao",
        "gap_text": "\n".join(goal["signed_gap"] for goal in goals) or figures.NOTHING,
        "verdict": verdict,
        "verdict_text": _verdict_text(verdict, goals, scope),
        "sentence": _result_sentence(shown, numerator, denominator, verdict, goals, scope, catalogue),
        **_change(value, last, targets, catalogue.year),
    }


def _goal(target: Target, numerator: int, denominator: int, year: int) -> dict[str, Any]:
    """A horizon: the distance to it, and what a year's pace it still asks for."""
    value = figures.rate_pct(numerator, denominator)
    wanted = figures.exact(target.pct)
    gap = None if value is None else value - wanted
    years_left = target.year - year
    return {
        "year": target.year,
        "target": figures.target(target.pct),
        "target_pct": wanted,
        "source": target.source,
        "gap": gap,
        "signed_gap": figures.NOTHING if gap is None else figures.signed_points(gap),
        "gap_points": figures.NOTHING if gap is None else figures.points(gap),
        "verdict": _verdict(gap),
        "people_short": _people_short(wanted, numerator, denominator) if gap and gap < 0 else 0,
        "pace": figures.points(-gap / years_left) if gap and gap < 0 and years_left > 0 else "",
    }


def _verdict(gap: Fraction | None) -> str:
    if gap is None:
        return "no_data"
    return "missed" if gap < 0 else "exceeded" if gap else "met"


def _people_short(wanted: Fraction, numerator: int, denominator: int) -> int:
    """How many more of the same denominator would meet the target."""
    return ceil(wanted * denominator / 100) - numerator


def _verdict_text(verdict: str, goals: list[dict[str, Any]], scope: Scope) -> str:
    if verdict == "no_data":
        return "Chưa có số liệu"
    if verdict == "no_target":
        return "Chưa giao mục tiêu"
    words = {"exceeded": "Đạt, vượt mục tiêu", "met": "Đạt", "missed": "Chưa đạt"}[verdict]
    text = f"{words} {goals[0]['year']}" if verdict == "exceeded" else (
        f"{words} mục tiêu {goals[0]['year']}"
    )
    return f"{text} ({scope.note})" if scope.note else text


def _result_sentence(
    shown: str,
    numerator: int,
    denominator: int,
    verdict: str,
    goals: list[dict[str, Any]],
    scope: Scope,
    catalogue: YearCatalogue,
) -> str:
    if verdict == "no_data":
        return f"chưa có số liệu để tính cho năm {catalogue.year}."
    people = f"{figures.counted(numerator)}/{figures.counted(denominator)} {PEOPLE}"
    result = f"{people}, đạt tỷ lệ {shown}"
    if verdict == "no_target":
        return f"{result}; đến ngày chốt số liệu chưa có mục tiêu được giao."
    note = f" ({scope.note})" if scope.note else ""
    return f"{result}; {'; '.join(_against(goal) for goal in goals)}{note}."


def _against(goal: dict[str, Any]) -> str:
    """One horizon in words."""
    name = f"mục tiêu đến năm {goal['year']} ({goal['target']})"
    if goal["verdict"] == "met":
        return f"đạt đúng {name}"
    if goal["verdict"] == "exceeded":
        return f"vượt {name} {goal['gap_points']} điểm phần trăm"
    return (
        f"chưa đạt {name}, còn thiếu {goal['gap_points']} điểm phần trăm, "
        f"tương đương {figures.counted(goal['people_short'])} {PEOPLE}"
    )


def _change(
    value: Fraction | None, last: Last, targets: list[Target], year: int
) -> dict[str, Any]:
    """Against last year: the figures for the table and the sentence."""
    before = figures.rate_pct(last.numerator, last.denominator)
    last_rate = figures.rate(last.numerator, last.denominator, *(t.pct for t in targets))
    kind = _change_kind(value, before, last)
    difference = value - before if value is not None and before is not None else None
    if kind not in ("up", "down", "same"):
        last_rate, difference = figures.NOTHING, None
    shown = figures.NOTHING if difference is None else figures.signed_points(difference)
    return {
        "change": kind,
        "last_rate": last_rate,
        "last_numerator": last.numerator,
        "last_denominator": last.denominator,
        "change_text": shown,
        "obstacle": last.obstacle or "",
        "change_sentence": _change_sentence(kind, difference, last_rate, last, year),
    }


def _change_kind(value: Fraction | None, before: Fraction | None, last: Last) -> str:
    if last.is_first_year:
        return "first_year"
    if last.obstacle:
        return "not_comparable"
    if value is None or before is None:
        return "no_data"
    return "up" if value > before else "down" if value < before else "same"


def _change_sentence(
    kind: str, difference: Fraction | None, last_rate: str, last: Last, year: int
) -> str:
    """A clause, without full stop; empty where silence says more than words."""
    if kind == "not_comparable":
        return f"không so sánh trực tiếp với năm {year - 1}: {last.obstacle}"
    if difference is None:
        return ""
    if kind == "same":
        return f"bằng năm {year - 1} ({last_rate})"
    word = "tăng" if kind == "up" else "giảm"
    return f"{word} {figures.points(difference)} điểm phần trăm so với năm {year - 1} ({last_rate})"
