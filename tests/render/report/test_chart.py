"""The charts: whatever number of horizons is declared, each has a mark that no other covers."""

import itertools

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from render.report.chart import APART, SIZES, TOP, draw_chart, draw_targets, spread
from transforms.report.model import GoalMark, Series, TargetsChart

YEARS = (2025, 2026, 2027, 2028, 2030, 2035, 2040, 2045)


def _chart(count: int) -> TargetsChart:
    return TargetsChart(
        caption="",
        alt="",
        labels=["Đạt danh hiệu"],
        series=[Series("Năm 2023", [(35.0, "35,0%")]), Series("Năm 2024", [(40.0, "40,0%")])],
        goals=[[GoalMark(50.0 + n, f"{year}: {50 + n}%") for n, year in enumerate(YEARS[:count])]],
    )


@pytest.mark.parametrize("count", [1, 3, 5, 8])
def test_every_horizon_has_a_mark_beside_the_bars_and_its_own_text(count):
    axes = Figure().add_subplot()
    draw_targets(axes, _chart(count))
    right = max(bar.get_x() + bar.get_width() for bar in axes.patches)
    marks = [line for line in axes.lines if line.get_linewidth() == 2 and len(line.get_xdata())]
    assert [line.get_ydata()[0] for line in marks] == [50.0 + n for n in range(count)]
    assert all(min(line.get_xdata()) > right for line in marks)
    beside = [text for text in axes.texts if text.get_position()[0] > right]
    assert [text.get_text() for text in beside] == [
        f"{year}: {50 + n}%" for n, year in enumerate(YEARS[:count])
    ]


@pytest.mark.parametrize(
    "heights",
    [[], [60], [60, 80], [60, 61, 62, 80], [95, 97, 98, 99, 100], [0, 1, 2], list(range(50, 70))],
)
def test_texts_stand_apart_in_their_order_and_inside(heights):
    found = spread(heights)
    step = min(APART, TOP / max(1, len(heights)))
    assert all(b - a > step - 1e-9 for a, b in itertools.pairwise(found))
    assert all(place < TOP + 1e-9 for place in found)
    if all(b - a >= APART for a, b in itertools.pairwise(heights)):
        assert found == heights  # nothing is moved without need


@pytest.mark.parametrize("count", [1, 3, 5, 8])
def test_the_same_horizons_give_the_same_bytes(count):
    assert draw_chart(_chart(count)) == draw_chart(_chart(count))


@pytest.mark.parametrize("years", [1, 2])
@pytest.mark.parametrize("count", [3, 4, 5, 6, 8])
def test_no_text_stands_on_a_bar_beside_it_or_on_another_text(count, years):
    draw_chart(_chart(1))  # its letters are known from here on
    chart = TargetsChart(
        caption="",
        alt="",
        labels=[f"Mục tiêu {n}" for n in range(count)],
        series=[Series(f"Năm {n}", [(99.9, "99,9%")] * count) for n in range(years)],
        goals=[[GoalMark(80.0, "2030: 80%"), GoalMark(100.0, "2045: 100%")]] * count,
    )
    with matplotlib.rc_context({"font.family": "Liberation Serif", "font.size": 10}):
        figure = Figure(figsize=SIZES["muc_tieu"], layout="constrained")
        axes = figure.add_subplot()
        draw_targets(axes, chart)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        drawn = canvas.get_renderer()
        texts = [(t.get_text(), t.get_window_extent(drawn)) for t in axes.texts]
        bars = [bar.get_window_extent(drawn) for bar in axes.patches]
    marks = [(text, box) for text, box in texts if ":" in text]
    for text, box in marks:
        assert not [bar for bar in bars if box.overlaps(bar)], text
    for (_, one), (text, other) in itertools.combinations(texts, 2):
        assert not one.overlaps(other), text
