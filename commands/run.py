"""`make run`: one year through the pipeline, once, without a scheduler."""

import dataclasses
import datetime as dt
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import warehouse
from commands.airflow_env import base_environment
from commands.ending import in_one_line
from steps.catalogue import load_catalogue, load_year, reportable_years
from steps.publication.inputs import department_results
from steps.settings import Settings
from steps.storage.temporary import temporary_folder
from transforms.catalogue import TIME_ZONE
from transforms.errors import PipelineError, SettingError, SubmissionError, SystemFault
from transforms.report.model import Standing
from transforms.rules.statuses import Status
from warehouse.addresses import shown_url
from warehouse.embedded import serving
from warehouse.migrate import migrate


def main() -> int:
    """Run, and end with 0 if the report was written; else the last line says what is wrong."""
    settings = Settings.from_env()
    year = choose_year(settings, os.environ.get("YEAR", "").strip())
    load_year(settings.catalog_dir, year)
    if year > (last := reportable_years(settings.catalog_dir)[-1]):
        raise SettingError(f"YEAR: năm {year} chưa báo cáo được; năm cuối là {last}")
    with serving(settings.warehouse_url, settings.data_dir) as url:
        run(dataclasses.replace(settings, warehouse_url=url), year)
    return 0


def choose_year(settings: Settings, given: str) -> int:
    """YEAR, else the catalogue's demo year, else the year of the open campaign."""
    if given:
        if not given.isdecimal():
            raise SettingError(f"YEAR: {given!r} không phải là năm; hãy ghi bốn chữ số, ví dụ 2024")
        return int(given)
    catalogue = load_catalogue(settings.catalog_dir)
    if catalogue.issuer.demo and catalogue.issuer.demo_year:
        return catalogue.issuer.demo_year
    year = catalogue.campaign_year(dt.datetime.now(TIME_ZONE).date())
    if year is None:
        raise SettingError("YEAR: hôm nay không có đợt báo cáo nào đang mở; hãy ghi YEAR=<năm>")
    return year


def run(settings: Settings, year: int) -> None:
    """The warehouse, sample workbooks if they are wanted, the DAG, then what came of it."""
    print(f"Báo cáo năm {year}", flush=True)
    settings, is_sample_wanted = _with_inbox(settings, year)
    with ready_dag(settings, year) as run_dag:
        migrate(settings.warehouse())
        if is_sample_wanted:
            _make_sample(settings, year)
        run_dag()
    with warehouse.reading(settings) as connection:
        show_units(warehouse.fetch(connection, "show/units", year=year))
        files = warehouse.fetch(connection, "show/unidentified", year=year)
        if files:
            print(f"\nTệp chưa rõ đơn vị hoặc năm: {len(files)}")
            for row in files:
                place = place_in(settings.inbox, row["source"])
                print(f"  {place}: {row['rules']} ({row['sha256'][:12]})\n    {row['message']}")
        count = warehouse.fetch(connection, "show/submissions", year=year)[0]["count"]
        if not count:
            raise SubmissionError(
                f"Chưa có tệp nào của năm {year} trong {settings.inbox}; "
                "hãy đặt tệp của các đơn vị vào đó rồi chạy lại"
            )
    show_indicators(department_results(settings, year))
    show_paths(settings, year)


def _with_inbox(settings: Settings, year: int) -> tuple[Settings, bool]:
    """In a demonstration without an inbox: one of the year's sample, that is still to be made."""
    from steps.storage.source import list_files

    catalogue = load_catalogue(settings.catalog_dir)
    is_wanted = catalogue.issuer.demo and not settings.is_inbox_given
    if not is_wanted or any(list_files(settings.inbox)):
        return settings, False
    folder = settings.data_dir / "sample" / str(year)
    return dataclasses.replace(settings, inbox=str(folder)), True


def _make_sample(settings: Settings, year: int) -> None:
    from steps.campaign.sample import make_sample

    print(f"Danh mục minh họa: tạo bảng tính mẫu trong {settings.inbox}", flush=True)
    make_sample(settings, year, Path(settings.inbox))


@contextmanager
def ready_dag(settings: Settings, year: int) -> Iterator[Callable[[], None]]:
    """`collect_submissions` for a year in a child process, and what lets it run.

    The child gets ready meanwhile, on throwaway metadata; what Airflow says goes to a file. However
    we leave, it does not outlive us: its work is transactions.
    """
    log_file = settings.data_dir / "logs" / "make-run.log"
    log_file.parent.mkdir(parents=True, exist_ok=True)
    with temporary_folder("airflow-") as (home, lock), log_file.open("wb") as log:
        read, write = os.pipe()
        child = subprocess.Popen(
            [sys.executable, "-m", "commands.run_dag", str(write), str(year)],
            env=os.environ | base_environment(settings, home, f"sqlite:///{home}/airflow.db"),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=(write, lock.fileno()),
            start_new_session=True,
        )
        os.close(write)
        try:
            with os.fdopen(read) as told:
                yield lambda: _run_dag(child, told, log_file)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _run_dag(child: subprocess.Popen[bytes], told: Iterable[str], log_file: Path) -> None:
    """Let it run, with the steps' log lines on the terminal.

    Raises PipelineError, with the failing step's own line where it has one.
    """
    assert child.stdin
    child.stdin.close()  # what it waits for
    error = ""
    for line in told:
        is_error, message = json.loads(line)
        error = message if is_error else error
        if not is_error:
            print(f"  {message}", flush=True)
    status = child.wait()
    if status < 0:
        raise SystemFault(
            f"Lượt chạy bị hệ thống dừng (tín hiệu {-status}; thường là thiếu bộ nhớ); "
            "chạy lại sẽ làm tiếp"
        )
    if status:
        raise PipelineError(error or f"Lượt chạy hỏng; chi tiết ở {log_file}")


# --- what came of it


def show_units(rows: Sequence[Mapping[str, Any]]) -> None:
    """A line per reporting unit: status and findings."""
    print("\nĐơn vị     Trạng thái          Lỗi  Cảnh báo  Tên đơn vị")
    for row in rows:
        status = Status.named(row["status"]).label
        print(
            f"{row['unit_code']:<10} {status:<18} {row['critical_count']:>4}"
            f"  {row['warning_count']:>8}  {row['name']}"
        )


def place_in(inbox: str, source: str) -> str:
    """A file as the steward finds it in the inbox; in full where it came from elsewhere.

    For the terminal and the desk alone: file names may be personal, logs know hashes.
    """
    place = source.removeprefix(inbox.rstrip("/") + "/")
    return "".join(letter if letter.isprintable() else "?" for letter in place)


def show_indicators(results: Iterable[Standing]) -> None:
    """A line per indicator of the department and horizon, with the report's own verdict."""
    print("\nChỉ tiêu   Kết quả                Mục tiêu")
    for result in results:
        share = f"{result.numerator}/{result.denominator}"
        start = f"{result.code:<10} {share:<12} {result.rate:<9}  "
        told = [f"{g.target} (năm {g.year}): {g.verdict_text.lower()}" for g in result.goals]
        for text in told or ["chưa giao"]:
            print(f"{start}{text}")
            start = " " * len(start)


def show_paths(settings: Settings, year: int) -> None:
    """Where everything is."""
    folder = settings.data_dir / "reports" / str(year) / "draft"
    print()
    for path in sorted(folder.iterdir()):
        print(f"report: {path}")
    print(f"feedback: {settings.data_dir / 'feedback' / str(year)}")
    print(f"warehouse: {shown_url(settings.warehouse())}")


if __name__ == "__main__":
    sys.exit(in_one_line(main))
