"""What the charts show: values for drawing as floats, every label and the alternative text ready."""

from typing import Any


def describe_charts(
    targets: list[dict[str, Any]], year: int, coverage_note: str
) -> dict[str, dict[str, Any]]:
    """The charts there are data for, by name."""
    charts = [_targets_chart(targets, year, coverage_note)]
    return {chart["name"]: chart for chart in charts if chart}


def _targets_chart(targets: list[dict[str, Any]], year: int, note: str) -> dict[str, Any] | None:
    if not any(target["denominator"] for target in targets):
        return None
    series = [{"label": f"Năm {year}", "bars": [_bar(t, "") for t in targets]}]
    if any(target["change"] in ("up", "down", "same") for target in targets):
        series.insert(0, {"label": f"Năm {year - 1}", "bars": [_bar(t, "last_") for t in targets]})
    shown = "; ".join(f"{t['short']}: {t['rate']}" for t in targets)
    suffix = f" ({note})" if note else ""
    return {
        "name": "muc_tieu",
        "caption": f"Biểu đồ: Kết quả thực hiện so với mục tiêu{suffix}",
        "alt": f"Biểu đồ cột so sánh kết quả năm {year} với mục tiêu. {shown}.",
        "labels": [_two_lines(target["short"]) for target in targets],
        "series": series,
        "goals": _goals(targets),
    }


def _bar(target: dict[str, Any], prefix: str) -> tuple[float | None, str]:
    denominator = target[f"{prefix}denominator"]
    if not denominator or (prefix and target["change"] not in ("up", "down", "same")):
        return None, ""
    return 100 * target[f"{prefix}numerator"] / denominator, target[f"{prefix}rate"]


def _goals(targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    years = sorted({goal["year"] for target in targets for goal in target["goals"]})
    found = []
    for year in years:
        at = [
            next((float(g["target_pct"]) for g in t["goals"] if g["year"] == year), None)
            for t in targets
        ]
        first = next(place for place, value in enumerate(at) if value is not None)
        found.append({"label": f"Mục tiêu năm {year}", "at": at, "first": first})
    return found


def _two_lines(text: str) -> str:
    """Broken at the blank nearest the middle."""
    blanks = [place for place, letter in enumerate(text) if letter == " "]
    if len(text) < 28 or not blanks:
        return text
    middle = min(blanks, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1:]}"
