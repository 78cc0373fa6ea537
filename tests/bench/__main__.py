"""`make bench`: ours beside the limit and beside what people do, on the same files.

Prints the tables of docs/toc-do.md. Nothing is asserted of times, but all must give one answer.
"""

import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

from tests.bench.measuring import Cost, measure
from tests.bench.picture import draw_growth
from tests.bench.workload import Workload, write_catalogue

BESIDE = Path(__file__).parent / "beside"
BESIDE_PYTHON = Path(".venv-bench/bin/python")
SAMPLE = 40  # files for what people do; its time is scaled by the number of files
STAGES = {
    "start": "khởi động, nạp thư viện",
    "land": "nhận tệp",
    "take in": "đọc, xét, ghi kho",
    "aggregate": "tổng hợp",
    "feedback": "phản hồi",
    "report": "dự thảo (trừ PDF)",
    "again": "một tệp gửi lại, từ nhận đến phản hồi",
}


def number(value: float, decimals: int = 1) -> str:
    """A figure with a decimal comma."""
    return f"{value:.{decimals}f}".replace(".", ",")


def main() -> None:
    """The sizes are UNITS (several: the curve of costs), PERSONS and ROUNDS of the environment."""
    sizes = [int(size) for size in os.environ.get("UNITS", "500").split()]
    persons, rounds = (int(os.environ.get(*name)) for name in (("PERSONS", "60"), ("ROUNDS", "3")))  # type: ignore[arg-type]
    print(_machine(), flush=True)
    costs = {}
    for units in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            costs[units] = _bench(Path(folder), units, persons, rounds)
    if len(sizes) > 1 and (picture := os.environ.get("PICTURE")):
        draw_growth(costs, Path(picture))


def _bench(folder: Path, units: int, persons: int, rounds: int) -> list[Cost]:
    """Measure one size, print its tables; what ours cost."""
    folder.chmod(0o755)  # the server's own user passes through
    write_catalogue(folder / "catalog", units)
    workload = Workload(folder / "catalog", persons)
    workload.send(folder / "inbox", range(units))
    sample = min(SAMPLE, units)
    workload.send(folder / "sample", range(sample))
    workload.send_again(folder / "again", 0)
    made = units / sample
    commands: dict[str, Callable[[int], Cost]] = {
        "ours": lambda n: measure(
            [sys.executable, "-m", "tests.bench.ours", folder, folder / f"var-{n}"],
            folder / f"var-{n}",
        ),
        "limit": lambda _: measure([BESIDE_PYTHON, BESIDE / "limit.py", folder / "inbox"], folder),
        "usual": lambda _: measure([BESIDE_PYTHON, BESIDE / "usual.py", folder / "sample"], folder),
    }
    costs = {name: [run(n) for n in range(rounds)] for name, run in commands.items()}
    scale = {"ours": 1.0, "limit": 1.0, "usual": made}
    _agree(costs, folder)
    print(f"\n{units} đơn vị × {persons} người, trung vị của {rounds} lượt (nhỏ nhất - lớn nhất)\n")
    _print_costs(costs, scale, sample)
    _print_stages(costs["ours"])
    return costs["ours"]


def _agree(costs: Mapping[str, Sequence[Cost]], folder: Path) -> None:
    """The same answer of all: of ours and the limit for all files, of the limit for the sample."""
    on_sample = measure([BESIDE_PYTHON, BESIDE / "limit.py", folder / "sample"], folder)
    pairs = [(cost.told["answer"], costs["limit"][0].told["answer"]) for cost in costs["ours"]]
    pairs += [(cost.told["answer"], on_sample.told["answer"]) for cost in costs["usual"]]
    for found, expected in pairs:
        if found != expected:
            raise SystemExit(f"Kết quả khác nhau: {found} và {expected}")


def _print_costs(
    costs: Mapping[str, Sequence[Cost]], scale: Mapping[str, float], sample: int
) -> None:
    named = {
        "ours": "phần mềm này",
        "limit": "giới hạn: calamine + DuckDB",
        "usual": f"thường làm: pandas + GX từng tệp (đo {sample} tệp, nhân lên)",
    }
    base = [cost.wall for cost in costs["limit"]], [cost.processor for cost in costs["limit"]]
    print("| | giây | giây CPU | MB | lần giới hạn (giây) | lần giới hạn (CPU) |")
    print("|---|---|---|---|---|---|")
    for name, text in named.items():
        scaled = [_scaled(cost, scale[name]) for cost in costs[name]]
        walls, processors = [wall for wall, _ in scaled], [cpu for _, cpu in scaled]
        memory = max(cost.peak_mb for cost in costs[name])
        ratios = [
            statistics.median(own) / statistics.median(other)
            for own, other in zip((walls, processors), base, strict=True)
        ]
        print(f"| {text} | {_spread(walls)} | {_spread(processors)} | {memory:.0f} | "
              f"{number(ratios[0])} | {number(ratios[1])} |")  # fmt: skip


def _scaled(cost: Cost, times: float) -> tuple[float, float]:
    """Wall and processor seconds as for so many times the files; the start is made once."""
    wall, processor = cost.told.get("start", (0.0, 0.0))
    return wall + (cost.wall - wall) * times, processor + (cost.processor - processor) * times


def _print_stages(costs: Sequence[Cost]) -> None:
    print("\n| chặng | giây | giây CPU, trừ máy chủ kho |\n|---|---|---|")
    for stage, text in STAGES.items():
        walls, processors = zip(*(cost.told["stages"][stage] for cost in costs), strict=True)
        print(f"| {text} | {_spread(walls)} | {_spread(processors)} |")
    print(f"\nKho dữ liệu: {number(costs[0].told['warehouse_mb'])} MB", flush=True)


def _spread(values: Sequence[float]) -> str:
    middle, ends = statistics.median(values), (min(values), max(values))
    if len(values) == 1:
        return number(middle)
    return f"{number(middle)} ({number(ends[0])} - {number(ends[1])})"


def _machine() -> str:
    """What it ran on, and how busy that was."""
    memory = psutil.virtual_memory().total / 1024**3
    load = os.getloadavg()[0]
    busy = " (MÁY ĐANG BẬN: chỉ nên tin giây CPU)" if load > 0.5 else ""
    return (
        f"Máy: {os.cpu_count()} lõi {platform.machine()}, {memory:.0f} GB, "
        f"Python {platform.python_version()}; tải lúc bắt đầu {number(load)}{busy}"
    )


if __name__ == "__main__":
    main()
