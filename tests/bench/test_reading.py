"""2,000 workbooks of 60 persons: reading and checking, beside a bare python-calamine loop.

Nothing is asserted of times; the figures are printed.
"""

import resource
import time
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from expectations.runner import run_suite
from expectations.suites import build_suite, parameters_of
from steps.intake.reading.children import Reader, read_workbooks
from tests.workbooks import catalogue, report
from transforms.reading.workbook import read_submission
from transforms.rules.judging import entry_frame, judge

FILES, PERSONS, BATCH = 2000, 60, 500


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("bench")
    content = report(PERSONS).put("Danh sách", "D5", "?").put("Danh sách", "J6", 31).xlsx()
    made = []
    for number in range(FILES):
        made.append(folder / f"{number}.xlsx")
        made[-1].write_bytes(content)
    return made


def told(what: str, started: float, base: float | None = None) -> float:
    seconds = time.perf_counter() - started
    ratio = f", {seconds / base:.1f} x calamine" if base else ""
    print(f"  {what:<40} {seconds:6.1f} s{ratio}")
    return seconds


def bare_loop(paths: list[Path]) -> None:
    for path in paths:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def test_reading_and_checking(paths):
    print(f"\n{FILES} workbooks of {PERSONS} persons, batches of {BATCH}")
    started = time.perf_counter()
    bare_loop(paths)
    base = told("bare python-calamine loop", started)
    whole = time.perf_counter()
    seconds = dict.fromkeys(("cells, in child processes", "typed rows", "rules", "findings"), 0.0)
    for start in range(0, FILES, BATCH):
        for what, spent in judge_batch(paths[start : start + BATCH]).items():
            seconds[what] += spent
    for what, spent in seconds.items():
        print(f"    {what:<38} {spent:6.1f} s")
    told("reading and checking", whole, base)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory: {own:.0f} MB here, {peak_of_a_child(paths[:100]):.0f} MB in a child")


def peak_of_a_child(paths: list[Path]) -> float:
    """Megabytes; its own only, for what it holds before it starts is its parent's."""
    reader = Reader()
    for path in paths:
        reader.read(path)
    assert reader.process
    status = Path(f"/proc/{reader.process.pid}/status").read_text()
    reader.close()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def judge_batch(paths: list[Path]) -> dict[str, float]:
    """One batch as a task takes it; the seconds of each part."""
    times = [time.perf_counter()]
    workbooks = list(read_workbooks(paths))
    times.append(time.perf_counter())
    readings = {str(n): read_submission(book, catalogue()) for n, book in enumerate(workbooks)}
    of_year = catalogue().of_year(2024)
    sheets = {sheet.table: sheet for sheet in of_year.form.tables}
    frames = {table: entry_frame(readings, sheet) for table, sheet in sheets.items()}
    times.append(time.perf_counter())
    failures = {
        table: run_suite(build_suite(sheet, of_year), frames[table], parameters_of(of_year))
        for table, sheet in sheets.items()
    }
    times.append(time.perf_counter())
    verdicts = judge(readings, frames, failures, catalogue().rules, {})
    times.append(time.perf_counter())
    assert {verdict.decision for verdict in verdicts.values()} == {"partially_accepted"}
    parts = ("cells, in child processes", "typed rows", "rules", "findings")
    return {part: b - a for part, a, b in zip(parts, times, times[1:], strict=False)}
