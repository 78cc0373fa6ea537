"""What may be said of a target: by the figures, their path, and whose figures they are.

A verdict stands only where it is the same whether all people without figures have reached the
target or none has, and where enough people are counted at all (``min_coverage_pct``).
"""

from collections.abc import Mapping
from fractions import Fraction

from transforms import figures
from transforms.catalogue import Target
from transforms.report.model import Scope, Verdict
from transforms.report.rows import IndicatorRow

VERDICT_TEXTS: Mapping[Verdict, str] = {
    "met": "Đạt",
    "on_track": "Đúng tiến độ",
    "behind": "Chậm",
    "missed": "Chưa đạt",
    "unsure": "Chưa đủ căn cứ",
    "no_data": "Chưa có số liệu",
    "no_target": "Chưa giao",
}


def bounds(numerator: int, denominator: int, scope: Scope) -> tuple[Fraction, Fraction] | None:
    """The rate in percent if none, and if all, of the people without figures belonged to it.

    None where nobody is counted.
    """
    if not denominator:
        return None
    missing = scope.missing_people
    whole = denominator + missing
    low = Fraction(100 * numerator, whole)
    return low, Fraction(100 * (numerator + missing), whole) if missing else low


def judge(
    target: Target,
    year: int,
    pair: tuple[int, int],
    start: IndicatorRow | None,
    scope: Scope,
    min_coverage_pct: float,
) -> Verdict:
    """The verdict of a year's numerator and denominator against one horizon.

    ``start`` is the first year with figures under the target, None where that is this year.
    """
    found = bounds(*pair, scope)
    if not scope.is_complete and scope.share_pct < figures.exact(min_coverage_pct):
        return "unsure"
    if found is None:
        return "no_data" if scope.is_complete else "unsure"
    verdicts = {_at(rate, target, year, start) for rate in set(found)}
    return verdicts.pop() if len(verdicts) == 1 else "unsure"


def _at(rate: Fraction, target: Target, year: int, start: IndicatorRow | None) -> Verdict:
    wanted = figures.exact(target.pct)
    if rate >= wanted:
        return "met"
    if year >= target.year:
        return "missed"
    if start is None:
        return "on_track"  # the way begins here
    first = Fraction(100 * start.numerator, start.denominator)
    gone = Fraction(year - start.reporting_year, target.year - start.reporting_year)
    return "on_track" if rate >= first + (wanted - first) * gone else "behind"


def first_under(target: Target, rows: Mapping[int, IndicatorRow], year: int) -> IndicatorRow | None:
    """The first of the years before with figures under the target: where its way begins.

    ``rows`` are a unit's, by year.
    """
    return next(
        (
            rows[before]
            for before in sorted(rows)
            if target.adopted.year <= before < year
            and rows[before].denominator
            and rows[before].target_pct is not None
        ),
        None,
    )
