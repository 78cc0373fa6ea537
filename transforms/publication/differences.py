"""Which figures differ between two versions of a report, and because of which submissions."""

from collections.abc import Iterable, Mapping
from typing import Any

from transforms import figures
from transforms.catalogue import YearCatalogue

Counts = Mapping[str, Any]


def changed_figures(
    before: Mapping[str, Counts], now: Mapping[str, Counts], catalogue: YearCatalogue
) -> list[dict[str, str]]:
    """The indicators of units that differ between two bases.

    Keys: indicator, title (the indicator's), unit, name (the unit's), before, after, cause. The
    cause of a unit's change is its counting submission, where that is another than before; of a
    group's, those below it.
    """
    causes = _causes(before["submissions"], now["submissions"])
    members = _members(catalogue)
    names = {unit.unit_code: unit.name for unit in catalogue.units}
    titles = {indicator.code: indicator.short for indicator in catalogue.indicators}
    changes = []
    for key in dict.fromkeys([*now["counts"], *before["counts"]]):
        old, new = before["counts"].get(key), now["counts"].get(key)
        if old == new:
            continue
        indicator, _, unit = key.partition("/")
        due_to = [causes[code] for code in members.get(unit, [unit]) if code in causes]
        changes.append(
            {
                "indicator": indicator,
                "title": titles.get(indicator, indicator),
                "unit": unit,
                "name": names.get(unit, unit),
                "before": _shown(old),
                "after": _shown(new),
                "cause": "; ".join(due_to) or "danh mục hoặc dữ liệu năm trước",
            }
        )
    return changes


def _causes(before: Counts, now: Counts) -> dict[str, str]:
    causes = {}
    for unit in dict.fromkeys([*now, *before]):
        if now.get(unit) == before.get(unit):
            continue
        if unit in now:
            submission_id, version = now[unit]
            causes[unit] = f"{unit} bản {version} (mã {submission_id[:12]})"
        else:
            causes[unit] = f"{unit} không còn bản nào được tính"
    return causes


def _members(catalogue: YearCatalogue) -> dict[str, list[str]]:
    """The reporting units below each unit, itself included."""
    parents = {unit.unit_code: unit.parent_code for unit in catalogue.units}
    members: dict[str, list[str]] = {}
    for unit in catalogue.reporting_units:
        above: str | None = unit.unit_code
        while above is not None:
            members.setdefault(above, []).append(unit.unit_code)
            above = parents.get(above)
    return members


def _shown(counts: Iterable[int] | None) -> str:
    if counts is None:
        return figures.NOTHING
    numerator, denominator = counts
    return f"{numerator}/{denominator} = {figures.rate(numerator, denominator)}"
