"""The pipeline end to end without Airflow, stage by stage: what of it took how long."""

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import warehouse
from steps.intake.feedback import write_feedback
from steps.intake.landing import list_batches
from steps.intake.take_in import take_in
from steps.settings import Settings
from steps.year.aggregate import aggregate
from tests.bench.workload import YEAR
from warehouse.embedded import serving
from warehouse.migrate import migrate


class Stages:
    """Seconds by stage: wall, and processor of ours and of the children that have ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, tuple[float, float]] = {}

    def run(self, name: str, work: Callable[..., Any], *args: Any) -> Any:
        """Do something, as part of a stage."""
        wall, cpu = time.perf_counter(), _processor()
        result = work(*args)
        before = self.seconds.get(name, (0.0, 0.0))
        spent = (time.perf_counter() - wall, _processor() - cpu)
        self.seconds[name] = (before[0] + spent[0], before[1] + spent[1])
        return result


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def run_year(settings: Settings, stages: Stages) -> None:
    """The tasks of `collect_submissions` in their order, but the PDF."""
    from steps.publication import report
    from steps.publication.draft import draft_report

    report.make_pdf = lambda docx: None
    for batch in stages.run("land", list_batches, settings, YEAR):
        stages.run("take in", take_in, settings, YEAR, batch)
    stages.run("aggregate", aggregate, settings, YEAR)
    stages.run("feedback", write_feedback, settings, YEAR)
    stages.run("report", draft_report, settings, YEAR)


def run_again(settings: Settings, sent: Path) -> None:
    """A second file of a unit, from the inbox to its feedback."""
    shutil.copy2(sent, settings.inbox)
    for batch in list_batches(settings, YEAR):
        take_in(settings, YEAR, batch)
    aggregate(settings, YEAR)
    write_feedback(settings, YEAR)
    Path(settings.inbox, sent.name).unlink()


def _imports() -> None:
    """What a task's process imports before its first line of work."""
    import steps.intake.judging
    import steps.publication.report  # noqa: F401


def answer(settings: Settings) -> dict[str, int]:
    """What all three must agree on."""
    with warehouse.reading(settings) as connection:
        rows = connection.exec_driver_sql(
            "select count(*), count(*) filter (where decision = 'rejected'), "
            "sum(quarantined_count) filter (where decision <> 'rejected') from core.submission"
        ).one()
        root = {
            code: (numerator, denominator)
            for code, numerator, denominator in connection.exec_driver_sql(
                "select indicator_code, numerator, denominator from mart.indicator i "
                "join core.unit_year u using (reporting_year, unit_code) where parent_code is null"
            )
        }
    files, rejected, quarantined = map(int, rows)
    return {
        "files": files,
        "rejected": rejected,
        "quarantined": quarantined,
        "headcount": root["CDHT"][1],
        "holders": root["CDHT"][0],
        "skilled": root["KNS"][0],
        "updating": root["TCN"][0],
    }


def main(folder: Path, data: Path) -> None:
    """Run the year of a folder with ``catalog``, ``inbox`` and ``again``; tells all as JSON."""
    stages = Stages()
    stages.run("start", _imports)
    with serving(None, data) as url:
        stages.run("start", migrate, url)
        settings = Settings.from_env(
            {
                "DATA_DIR": str(data),
                "CATALOG_DIR": str(folder / "catalog"),
                "INBOX": str(folder / "inbox"),
                "WAREHOUSE_URL": url,
                "PERSON_KEY_SECRET": "bench",
            }
        )
        run_year(settings, stages)
        told = {"stages": stages.seconds, "answer": answer(settings)}
        with warehouse.reading(settings) as connection:
            size = connection.exec_driver_sql("select pg_database_size(current_database())")
            told["warehouse_mb"] = size.scalar_one() / 1024**2
        for sent in (folder / "again").iterdir():
            stages.run("again", run_again, settings, sent)
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
