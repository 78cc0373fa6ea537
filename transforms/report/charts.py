"""What the charts show: values for drawing as floats, every label and alternative text ready."""

import textwrap
from collections.abc import Mapping
from typing import Any

MOST_WIDE = 3  # labels that have room for half a title
LETTERS = 70  # of all labels on one line


def describe_charts(model: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The charts there are data for, by name; captions are numbered in that order."""
    charts = [_targets_chart(model), _trend_chart(model)]
    shown = [chart for chart in charts if chart]
    for number, chart in enumerate(shown, start=1):
        chart["caption"] = f"Biểu đồ {number}. {chart['caption']}"
    return {chart["name"]: chart for chart in shown}


def _targets_chart(model: Mapping[str, Any]) -> dict[str, Any] | None:
    targets, year = model["targets"], model["year"]
    if not any(target["denominator"] for target in targets):
        return None
    series = [{"label": f"Năm {year}", "bars": [_bar(t, "") for t in targets]}]
    if any(target["last_denominator"] for target in targets):
        series.insert(0, {"label": f"Năm {year - 1}", "bars": [_bar(t, "last_") for t in targets]})
    note = model["coverage"]["note"]
    against = " so với mục tiêu" if any(target["goals"] for target in targets) else ""
    shown = "; ".join(f"{t['short']}: {t['rate']}" for t in targets)
    return {
        "name": "muc_tieu",
        "caption": f"Kết quả năm {year}{against}{f' ({note})' if note else ''}",
        "alt": f"Biểu đồ cột kết quả năm {year}{against}. {shown}.",
        "labels": [_in_lines(target["short"], len(targets)) for target in targets],
        "series": series,
        "goals": _goals(targets),
    }


def _bar(target: dict[str, Any], prefix: str) -> tuple[float | None, str]:
    denominator = target[f"{prefix}denominator"]
    if not denominator:
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


def _trend_chart(model: Mapping[str, Any]) -> dict[str, Any] | None:
    """Lines by target over the years; a department that was another one starts a new line."""
    trend = model["trend"]
    if not trend["is_shown"]:
        return None
    rows = trend["rows"]
    years = [row["year"] for row in rows]
    lines = []
    for place, head in enumerate(trend["heads"]):
        pieces: dict[str, list[tuple[int, float]]] = {}
        for row in rows:
            numerator, denominator = row["pairs"][place]
            if denominator:
                point = (row["year"], 100 * numerator / denominator)
                pieces.setdefault(row["unit_code"], []).append(point)
        lines.append({"label": head, "pieces": list(pieces.values())})
    told = "; ".join(f"năm {row['year']}: {', '.join(row['rates'])}" for row in rows)
    return {
        "name": "xu_huong",
        "caption": f"Kết quả các năm {years[0]} - {years[-1]} và mục tiêu đề ra",
        "alt": f"Biểu đồ đường kết quả các năm, theo thứ tự {', '.join(trend['heads'])}. {told}.",
        "lines": lines,
        "horizons": trend["horizons"],
        "first_year": years[0],
    }


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
