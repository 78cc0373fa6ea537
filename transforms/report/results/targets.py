"""One indicator of one unit against last year and every horizon: exact values and figures to print.

The sentences made of them are in ``sentences``.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil

from transforms import figures
from transforms.catalogue import Indicator, Target, YearCatalogue
from transforms.report.model import (
    Change,
    ChangeKind,
    Goal,
    Result,
    Scope,
    Standing,
    Verdict,
    VerdictRow,
)
from transforms.report.results.comparison import Comparison, LikeForLike
from transforms.report.results.verdicts import VERDICT_TEXTS, bounds, first_under, judge
from transforms.report.rows import IndicatorRow

Path = Mapping[int, IndicatorRow]
"""The rows of one unit and indicator, by year."""


def paths_of(rows: Iterable[IndicatorRow]) -> dict[tuple[str, str], dict[int, IndicatorRow]]:
    """The rows of each unit and indicator, by year."""
    found: dict[tuple[str, str], dict[int, IndicatorRow]] = {}
    for row in rows:
        found.setdefault((row.unit_code, row.indicator_code), {})[row.reporting_year] = row
    return found


def horizons(indicator: Indicator, catalogue: YearCatalogue) -> list[Target]:
    """The targets known at the cut-off whose year is not past, nearest first; last adoptions."""
    day = catalogue.calendar.period_end
    years = sorted({t.year for t in indicator.targets if t.year >= catalogue.year})
    found = [indicator.target(year, known_on=day) for year in years]
    return [t for t, year in zip(found, years, strict=True) if t is not None and t.year == year]


def describe_indicator(
    indicator: Indicator,
    unit_code: str,
    path: Path,
    comparison: Comparison,
    catalogue: YearCatalogue,
    scope: Scope,
) -> Result:
    """Everything printed of one indicator of one unit; ``path`` holds its rows."""
    levels = [target.pct for target in horizons(indicator, catalogue)]
    like = comparison.like_for_like(unit_code, indicator.code)
    standing = describe_standing(indicator, path, catalogue, scope)
    return Result(**vars(standing), **vars(_change(like, levels)))


def describe_standing(
    indicator: Indicator, path: Path, catalogue: YearCatalogue, scope: Scope
) -> Standing:
    """One indicator of one unit against every horizon; ``path`` holds its rows."""
    own = path.get(catalogue.year)
    pair = (own.numerator, own.denominator) if own else (0, 0)
    targets = horizons(indicator, catalogue)
    goals = [_goal(target, pair, path, catalogue, scope) for target in targets]
    verdict: Verdict = goals[0].verdict if goals else "no_target"
    people = f"{figures.number(pair[0])}/{figures.number(pair[1])}"
    return Standing(
        code=indicator.code,
        title=indicator.title,
        short=indicator.short,
        numerator=pair[0],
        denominator=pair[1],
        people=people if pair[1] else figures.NOTHING,
        rate=figures.rate(*pair, *(target.pct for target in targets)),
        goals=goals,
        verdict=verdict,
        verdict_text=_lines(goals) or VERDICT_TEXTS[verdict],
        scope=scope,
        bounds="" if scope.is_complete else _range(bounds(*pair, scope)),
    )


def _goal(
    target: Target, pair: tuple[int, int], path: Path, catalogue: YearCatalogue, scope: Scope
) -> Goal:
    year, wanted = catalogue.year, figures.exact(target.pct)
    verdict = judge(
        target,
        year,
        pair,
        first_under(target, path, year),
        scope,
        catalogue.rules.min_coverage_pct,
    )
    rate = None if verdict == "unsure" else figures.rate_pct(*pair)
    gap = None if rate is None else rate - wanted
    is_below = gap is not None and gap < 0
    note = ""
    if verdict == "unsure":
        note = _range(bounds(*pair, scope))
    elif verdict != "no_data":
        note = scope.note
    text = f"{VERDICT_TEXTS[verdict]} ({note})" if note else VERDICT_TEXTS[verdict]
    return Goal(
        year=target.year,
        target=figures.target(target.pct),
        target_pct=wanted,
        gap=gap,
        signed_gap=figures.NOTHING if gap is None else figures.signed_points(gap),
        gap_points=figures.NOTHING if gap is None else figures.points(gap),
        verdict=verdict,
        verdict_text=text,
        people_short=ceil(wanted * pair[1] / 100) - pair[0] if is_below else 0,
        pace=figures.points(gap / (target.year - year))
        if gap is not None and is_below and target.year > year
        else "",
    )


def _lines(goals: list[Goal]) -> str:
    """The verdict of each horizon in one line, its year beside it."""
    return "; ".join(f"{goal.year}: {goal.verdict_text}" for goal in goals)


def _range(found: tuple[Fraction, Fraction] | None) -> str:
    if found is None:
        return ""
    return f"{figures.percent(found[0])} - {figures.percent(found[1])}"


def _change(like: LikeForLike, levels: list[float]) -> Change:
    """Against last year; a figure of last year is printed only where it may be compared."""
    before, now = figures.rate_pct(*like.last), figures.rate_pct(*like.now)
    difference = now - before if now is not None and before is not None else None
    kind = _change_kind(difference, like)
    return Change(
        change=kind,
        units=like.units,
        is_whole=like.is_whole,
        last_rate=figures.rate(*like.last, *levels),
        last_numerator=like.last[0],
        last_denominator=like.last[1],
        now_rate=figures.rate(*like.now, *levels),
        difference=difference,
        change_text=figures.NOTHING if difference is None else figures.signed_points(difference),
        change_points=figures.NOTHING if difference is None else figures.points(difference),
        obstacle=like.obstacle,
    )


def _change_kind(difference: Fraction | None, like: LikeForLike) -> ChangeKind:
    if like.is_first_year:
        return "first_year"
    if like.obstacle:
        return "not_comparable"
    if difference is None:
        return "no_data"
    return "up" if difference > 0 else "down" if difference < 0 else "same"


def list_verdicts(results: Iterable[Result]) -> list[VerdictRow]:
    """The table of verdicts: a row per target and horizon, no cell of two horizons."""
    rows = []
    for result in results:
        own = [
            (str(goal.year), goal.target, _short(goal), goal.verdict_text) for goal in result.goals
        ]
        none = [(figures.NOTHING, figures.NOTHING, figures.NOTHING, result.verdict_text)]
        for until, target, people_short, verdict_text in own or none:
            rows.append(
                VerdictRow(
                    short=result.short,
                    until=until,
                    people=result.people,
                    rate=result.rate,
                    last_rate=result.last_rate,
                    change_text=result.change_text,
                    target=target,
                    people_short=people_short,
                    verdict_text=verdict_text,
                )
            )
    return rows


def _short(goal: Goal) -> str:
    return figures.number(goal.people_short) if goal.is_judged else figures.NOTHING
