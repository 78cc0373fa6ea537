"""Charts for print: grey, letters from our own font, the same bytes for the same data."""

import io
import logging
from collections.abc import Sequence
from typing import Any

from render import TEMPLATES
from transforms.errors import ReportError
from transforms.report.model import Chart, GoalMark, TargetsChart, TrendChart

FONT = TEMPLATES / "fonts" / "LiberationSerif-Regular.ttf"
SIZES = {"muc_tieu": (160 / 25.4, 55 / 25.4), "xu_huong": (160 / 25.4, 50 / 25.4)}
GREYS = ("#bdbdbd", "#525252")
AXIS, FIGURE, MARK, LETTERS = 144.0, 10.5, 18.0, 9  # mm of the axis, a bar's figure, a mark's text
MOST_YEARS = 18  # labels that stand beside each other
BARS, SLIM, BESIDE = 0.46, 0.36, 0.1  # of a target's room the bars (of many), where marks begin
MOST_WIDE = 3  # targets whose bars have room to be wide
APART, TOP = 9.5, 100  # texts beside each other, in percent of the axis


def draw_chart(chart: Chart) -> dict[str, bytes]:
    """A chart of the model as ``png`` (200 dpi, for Word) and ``svg`` (letters as outlines)."""
    import matplotlib
    from matplotlib import font_manager
    from matplotlib.figure import Figure

    logging.getLogger("matplotlib").setLevel(logging.WARNING)
    if not FONT.is_file():
        raise ReportError(f"Thiếu phông chữ của biểu đồ: report_templates/fonts/{FONT.name}")
    font_manager.fontManager.addfont(str(FONT))
    options: Any = {
        "font.family": "Liberation Serif",
        "font.size": 10,
        "svg.hashsalt": chart.name,
        "svg.fonttype": "path",
    }
    with matplotlib.rc_context(options):
        figure = Figure(figsize=SIZES[chart.name], layout="constrained")
        axes = figure.add_subplot()
        if isinstance(chart, TargetsChart):
            draw_targets(axes, chart)
        else:
            _draw_trend(axes, chart)
        return {
            "png": _save(figure, "png", dpi=200, metadata={"Software": None}),
            "svg": _save(figure, "svg", metadata={"Date": None, "Creator": None}),
        }


def _save(figure: Any, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, **options)
    return buffer.getvalue()


def draw_targets(axes: Any, chart: TargetsChart) -> None:
    """Bars per target, one per series; every horizon a mark beside them."""
    series, count = chart.series, len(chart.labels)
    bars = BARS if count <= MOST_WIDE else SLIM
    width, room = bars / len(series), AXIS / (count + 0.15)
    is_narrow = width * room < FIGURE
    size = min(LETTERS, LETTERS * (1 - bars - BESIDE - 0.08) * room / MARK)
    for place, line in enumerate(series):
        left = (place + 0.5) * width - bars + 0.04
        shown = [(x + left, v, t) for x, (v, t) in enumerate(line.bars) if v is not None]
        axes.bar(
            [x for x, _, _ in shown],
            [v for _, v, _ in shown],
            width * 0.92,
            color=GREYS[-len(series) :][place],
            label=line.label,
        )
        for x, value, text in shown:
            is_dark = place == len(series) - 1
            _label_bar(axes, x, value, text, is_dark=is_dark, is_upright=is_narrow)
    for place, marks in enumerate(chart.goals):
        _draw_marks(axes, place + BESIDE, marks, size)
    if any(chart.goals):
        axes.plot([], [], color="black", linewidth=2, label="Mục tiêu (đến năm: mức phải đạt)")
    axes.set_xticks(range(len(chart.labels)), chart.labels)
    axes.set_xlim(-0.55, len(chart.labels) - 0.4)
    axes.set_ylim(0, 105)
    axes.set_ylabel("Tỷ lệ (%)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.figure.legend(loc="outside lower center", ncols=3, frameon=False)


def _label_bar(
    axes: Any, x: float, value: float, text: str, *, is_dark: bool, is_upright: bool
) -> None:
    """The figure at the foot of its bar; above a low one. In a narrow bar it stands upright."""
    is_low = value < (30 if is_upright else 14)
    colour = "white" if is_dark and not is_low else "black"
    turned = 90 if is_upright else 0
    y = value + 2 if is_low else 3
    size = LETTERS - 2 if is_upright else None
    axes.text(x, y, text, ha="center", va="bottom", color=colour, rotation=turned, fontsize=size)


def _draw_marks(axes: Any, x: float, marks: list[GoalMark], size: float) -> None:
    """Short lines at their height, each led to its text where texts would run into each other."""
    for mark, y in zip(marks, spread([mark.at for mark in marks]), strict=True):
        axes.plot([x, x + 0.07], [mark.at, mark.at], color="black", linewidth=2)
        axes.plot([x + 0.07, x + 0.1], [mark.at, y], color="black", linewidth=0.6)
        axes.text(x + 0.12, y, mark.text, va="center", fontsize=size)


def spread(heights: Sequence[float]) -> list[float]:
    """Rising heights moved as little as it takes that they are ``APART``, none above ``TOP``."""
    step = min(APART, TOP / max(1, len(heights)))
    runs: list[tuple[float, int]] = []  # of neighbours that touch: place of the first, how many
    for number, height in enumerate(heights):
        place, count = height - number * step, 1
        while runs and runs[-1][0] > place:
            before, many = runs.pop()
            place, count = (before * many + place * count) / (many + count), many + count
        runs.append((place, count))
    places = [place for place, count in runs for _ in range(count)]
    free = TOP - step * (len(heights) - 1)
    return [min(place, free) + number * step for number, place in enumerate(places)]


def _draw_trend(axes: Any, chart: TrendChart) -> None:
    """A line per target, its horizons as hollow marks of the same shape."""
    marks = ("o", "s", "^", "D", "v", "P", "X")
    for place, line in enumerate(chart.lines):
        mark, grey = marks[place % len(marks)], ("black", "#525252", "#8a8a8a")[place % 3]
        for number, piece in enumerate(line.pieces):
            axes.plot(
                [p[0] for p in piece],
                [p[1] for p in piece],
                marker=mark,
                color=grey,
                label=line.label if not number else None,
            )
        axes.plot(
            [h.year for h in chart.horizons if h.at[place] is not None],
            [h.at[place] for h in chart.horizons if h.at[place] is not None],
            linestyle="none",
            marker=mark,
            color=grey,
            markerfacecolor="white",
        )
    axes.plot(
        [],
        [],
        linestyle="none",
        marker="o",
        color="black",
        markerfacecolor="white",
        label="Mục tiêu (ký hiệu rỗng)",
    )
    last = max([h.year for h in chart.horizons], default=chart.first_year + 1)
    shown = [piece[-1][0] for line in chart.lines for piece in line.pieces]
    axes.set_xticks(_years(chart.first_year, max(last, *shown)))
    axes.set_ylim(0, 100)
    axes.set_ylabel("Tỷ lệ (%)")
    axes.grid(axis="y", color="#d9d9d9", linewidth=0.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=9)


def _years(first: int, last: int) -> range:
    """Every year, or every second or fifth where they would run into each other."""
    step = next((step for step in (1, 2) if (last - first) / step <= MOST_YEARS), 5)
    return range(first, last + 1, step)
