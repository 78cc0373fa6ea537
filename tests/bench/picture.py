"""The curve of costs: how time, memory and the warehouse grow with the number of units."""

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "bench"
import matplotlib.pyplot as plt  # noqa: E402

from tests.bench.measuring import Cost  # noqa: E402


def draw_growth(costs: Mapping[int, Sequence[Cost]], path: Path) -> None:
    """Three small charts beside each other, by number of units, as SVG."""
    units = sorted(costs)
    lines = {
        "Giây CPU": [statistics.median(c.processor for c in costs[n]) for n in units],
        "Bộ nhớ cao nhất (MB)": [max(c.peak_mb for c in costs[n]) for n in units],
        "Kho dữ liệu (MB)": [costs[n][0].told["warehouse_mb"] for n in units],
    }
    figure, charts = plt.subplots(1, len(lines), figsize=(10, 3), layout="constrained")
    for chart, (title, values) in zip(charts, lines.items(), strict=True):
        chart.plot(units, values, marker="o", color="#1F4E79")
        chart.set(title=title, xlabel="Số đơn vị", xlim=(0, None), ylim=(0, None))
        chart.grid(visible=True, color="#DDDDDD")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
