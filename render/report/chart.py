"""Charts for print: grey, letters from our own font, the same bytes for the same data."""

import io
import logging
from typing import Any

from render import TEMPLATES
from transforms.errors import ReportError

FONT = TEMPLATES / "fonts" / "LiberationSerif-Regular.ttf"
WIDTH, HEIGHT = 160 / 25.4, 75 / 25.4
GREYS = ("#bdbdbd", "#525252")
MOST_YEARS = 18  # labels that stand beside each other
DASHES: tuple[Any, ...] = (  # nearest horizon first
    "-", "--", ":", "-.", (0, (6, 1.5, 1, 1.5, 1, 1.5)), (0, (10, 3)), (0, (1, 4)), (0, (3, 5)),
)  # fmt: skip


def draw_chart(chart: dict[str, Any]) -> dict[str, bytes]:
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
        "svg.hashsalt": chart["name"],
        "svg.fonttype": "path",
    }
    with matplotlib.rc_context(options):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        DRAWERS[chart["name"]](figure.add_subplot(), chart)
        return {
            "png": _save(figure, "png", dpi=200, metadata={"Software": None}),
            "svg": _save(figure, "svg", metadata={"Date": None, "Creator": None}),
        }


def _save(figure: Any, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, **options)
    return buffer.getvalue()


def _draw_targets(axes: Any, chart: dict[str, Any]) -> None:
    """Bars per target, one per series; every horizon a line across its bars."""
    series = chart["series"]
    width = 0.7 / len(series)
    for place, line in enumerate(series):
        left = (place - (len(series) - 1) / 2) * width
        shown = [(x + left, v, t) for x, (v, t) in enumerate(line["bars"]) if v is not None]
        axes.bar(
            [x for x, _, _ in shown],
            [v for _, v, _ in shown],
            width * 0.92,
            color=GREYS[-len(series) :][place],
            label=line["label"],
        )
        for x, value, text in shown:
            _label_bar(axes, x, value, text, is_dark=place == len(series) - 1)
    _draw_goals(axes, chart["goals"])
    axes.set_xticks(range(len(chart["labels"])), chart["labels"])
    axes.set_ylim(0, 105)
    axes.set_ylabel("Tỷ lệ (%)")
    axes.spines[["top", "right"]].set_visible(False)
    axes.figure.legend(loc="outside lower center", ncols=4, frameon=False)


def _label_bar(axes: Any, x: float, value: float, text: str, *, is_dark: bool) -> None:
    """The figure at the foot of its bar, where no target's line crosses it; above a low bar."""
    is_low = value < 14
    colour = "white" if is_dark and not is_low else "black"
    axes.text(x, value + 2 if is_low else 3, text, ha="center", va="bottom", color=colour)


def _draw_goals(axes: Any, goals: list[dict[str, Any]]) -> None:
    for number, goal in enumerate(goals):
        for place, value in enumerate(goal["at"]):
            if value is not None:
                axes.hlines(
                    value,
                    place - 0.45,
                    place + 0.45,
                    colors="black",
                    linestyles=[DASHES[number % len(DASHES)]],
                    label=goal["label"] if place == goal["first"] else None,
                )


def _draw_trend(axes: Any, chart: dict[str, Any]) -> None:
    """A line per target, its horizons as hollow marks of the same shape."""
    marks = ("o", "s", "^", "D", "v", "P", "X")
    for place, line in enumerate(chart["lines"]):
        mark, grey = marks[place % len(marks)], ("black", "#525252", "#8a8a8a")[place % 3]
        for number, piece in enumerate(line["pieces"]):
            axes.plot(
                [p[0] for p in piece],
                [p[1] for p in piece],
                marker=mark,
                color=grey,
                label=line["label"] if not number else None,
            )
        axes.plot(
            [h["year"] for h in chart["horizons"] if h["at"][place] is not None],
            [h["at"][place] for h in chart["horizons"] if h["at"][place] is not None],
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
    last = max([h["year"] for h in chart["horizons"]], default=chart["first_year"] + 1)
    shown = [piece[-1][0] for line in chart["lines"] for piece in line["pieces"]]
    axes.set_xticks(_years(chart["first_year"], max(last, *shown)))
    axes.set_ylim(0, 100)
    axes.set_ylabel("Tỷ lệ (%)")
    axes.grid(axis="y", color="#d9d9d9", linewidth=0.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=9)


def _years(first: int, last: int) -> range:
    """Every year, or every second or fifth where they would run into each other."""
    step = next((step for step in (1, 2) if (last - first) / step <= MOST_YEARS), 5)
    return range(first, last + 1, step)


DRAWERS = {"muc_tieu": _draw_targets, "xu_huong": _draw_trend}
