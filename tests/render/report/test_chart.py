"""The charts: whatever number of horizons is declared, each has a line that no other has."""

import pytest
from matplotlib.figure import Figure

from render.report.chart import DRAWERS, draw_chart

YEARS = (2025, 2026, 2027, 2028, 2030, 2035, 2040, 2045)


def _chart(count: int) -> dict[str, object]:
    return {
        "name": "muc_tieu",
        "labels": ["Đạt danh hiệu"],
        "series": [{"label": "Năm 2024", "bars": [(40.0, "40,0%")]}],
        "goals": [
            {"label": f"Mục tiêu năm {year}", "at": [50.0 + place], "first": 0}
            for place, year in enumerate(YEARS[:count])
        ],
    }


@pytest.mark.parametrize("count", [1, 3, 5, 8])
def test_every_horizon_has_a_line_of_its_own(count):
    axes = Figure().add_subplot()
    DRAWERS["muc_tieu"](axes, _chart(count))
    lines = {str(drawn.get_linestyle()): drawn.get_label() for drawn in axes.collections}
    assert list(lines.values()) == [f"Mục tiêu năm {year}" for year in YEARS[:count]]


@pytest.mark.parametrize("count", [1, 3, 5, 8])
def test_the_same_horizons_give_the_same_bytes(count):
    assert draw_chart(_chart(count)) == draw_chart(_chart(count))
