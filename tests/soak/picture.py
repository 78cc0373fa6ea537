"""What was counted night after night, as small charts beside each other."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "soak"
import matplotlib.pyplot as plt  # noqa: E402

TITLES = {
    "memory_mb": "Bộ nhớ (MB)", "open_files": "Tệp đang mở", "connections": "Kết nối kho",
    "tables": "Bảng, khung nhìn, chỉ mục", "files_unknown": "Tệp không ai biết",
    "warehouse_mb": "Kho dữ liệu (MB)",
}  # fmt: skip


def draw(nights: Sequence[dict[str, float]], path: Path) -> None:
    """One chart per count, by night, as SVG."""
    figure, charts = plt.subplots(2, 3, figsize=(10, 5), layout="constrained")
    for chart, (name, title) in zip(charts.flat, TITLES.items(), strict=True):
        values = [night[name] for night in nights]
        chart.plot(range(1, len(nights) + 1), values, color="#1F4E79", linewidth=1)
        chart.set(title=title, xlabel="Đêm", ylim=(0, max(1, max(values) * 1.2)))
        chart.grid(visible=True, color="#DDDDDD")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
