"""The DAGs as Airflow reads them, without a running Airflow: a table of contents and no more."""

import inspect
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import DAG, Asset, Param
from airflow.sdk.exceptions import ParamValidationError

from steps.tasks import FAILING, NO_YEAR, ToldForGood, say_last
from tests.conftest import PROJECT

FOLDER = PROJECT / "dags"
NO_DAGS = {"__init__.py", "assets.py", "shared.py", "steward_form.py"}
FILES = sorted(set(FOLDER.glob("*.py")) - {FOLDER / name for name in NO_DAGS})

# A task a line: after which, how often tried again, and its trigger rule where it is another.
TASKS = {
    "collect_submissions": """
        year_of_run    < - 2
        list_batches   < year_of_run 2
        take_in        < list_batches year_of_run 2
        aggregate      < take_in year_of_run 2 none_failed_min_one_success
        draft_report   < aggregate year_of_run 2
        write_feedback < aggregate year_of_run 2
    """,
    "publish_report": """
        publication_year  < - 3
        collect           < publication_year 0
        freeze_year       < collect publication_year 3
        prepare_candidate < freeze_year publication_year 3
        approve           < prepare_candidate publication_year 100
        publish_version   < approve publication_year 3
        send_to_clerk     < publication_year publish_version 3
        release_year < approve freeze_year publication_year send_to_clerk 3 all_done_setup_success
    """,
    "open_campaign": """
        year_of_run   < - 2
        open_campaign < year_of_run 2
    """,
    "remind_units": """
        year_of_run  < - 6
        remind_units < year_of_run 6
        tell_office  < remind_units year_of_run 6 all_done_min_one_success
    """,
    "rehearse_report": """
        publication_year < - 2
        rehearse_year    < publication_year 2
    """,
    "unlock_year": """
        publication_year < - 2
        unlock_year      < publication_year 2
        collect          < publication_year unlock_year 2
    """,
    "extend_deadline": """
        publication_year < - 2
        extend_deadline  < publication_year 2
        collect          < extend_deadline publication_year 2
    """,
    "record_arrival": """
        publication_year < - 2
        record_arrival   < publication_year 2
        collect          < publication_year record_arrival 2
    """,
    "recheck_year": """
        publication_year < - 2
        recheck_year     < publication_year 2
        collect          < publication_year recheck_year 2
    """,
    "assign_file": """
        publication_year < - 2
        assign_file      < publication_year 2
        collect          < assign_file publication_year 2
    """,
    "set_aside_file": """
        publication_year < - 2
        set_aside_file   < publication_year 2
    """,
    "return_file": """
        publication_year < - 2
        return_file      < publication_year 2
        collect          < publication_year return_file 2
    """,
    "record_issue": """
        publication_year < - 2
        record_issue     < publication_year 2
    """,
}  # fmt: skip
# Schedule, how many runs at once, and whether it waits to be switched on.
RUNS = {
    "collect_submissions": ("22 giờ mỗi ngày trong đợt báo cáo", 1, False),
    "publish_report": ("Ngày công bố báo cáo hằng năm", 8, True),
    "open_campaign": ("6 giờ ngày mở đợt báo cáo", 1, True),
    "remind_units": ("7 giờ mỗi ngày làm việc trong đợt báo cáo", 1, True),
    "rehearse_report": ("Chỉ khi được gọi: chạy tay, hoặc Backfill cho những năm đã nêu", 1, True),
    "unlock_year": (None, 1, None),
    "extend_deadline": (None, 1, None),
    "record_arrival": (None, 1, None),
    "recheck_year": (None, 1, None),
    "assign_file": (None, 1, None),
    "set_aside_file": (None, 1, None),
    "return_file": (None, 1, None),
    "record_issue": (None, 1, None),
}
LINEAGE = {
    "Tệp đã nhận": ({"list_batches"}, {"aggregate"}),
    "Số liệu của năm": ({"aggregate"}, {"draft_report", "prepare_candidate", "publish_version"}),
    "Dự thảo báo cáo": ({"draft_report"}, set()),
    "Báo cáo đã công bố": ({"publish_version"}, set()),
}
LOOK = """
import importlib, json, sys, time
import airflow.sdk, airflow.timetables.base, airflow.providers.standard.operators.hitl
import airflow.providers.standard.operators.trigger_dagrun, pendulum
touched = []
def note(event, arguments):
    name = str(arguments[0]) if arguments else ""
    code = name.endswith((".py", ".pyc", ".so")) or name.startswith((sys.prefix, sys.base_prefix))
    code = code or "/zoneinfo/" in name
    if event in ("socket.connect", "sqlite3.connect", "subprocess.Popen") or (
        event == "open" and not code
    ):
        touched.append(f"{event} {name}")
sys.addaudithook(note)
begun = time.process_time()
for name in sys.argv[1:]:
    importlib.import_module(name)
spent = time.process_time() - begun
print(json.dumps({"seconds": spent, "touched": touched, "modules": sorted(sys.modules)}))
"""


@pytest.fixture(scope="module")
def bag() -> DagBag:
    return DagBag(FOLDER)


@pytest.fixture
def dag(bag: DagBag, request: pytest.FixtureRequest) -> DAG:
    return bag.dags[request.param]


each_dag = pytest.mark.parametrize("dag", TASKS, indirect=True)


def words(text: str) -> list[list[str]]:
    return sorted(line.split() for line in text.strip().splitlines())


def test_every_file_is_read_without_error(bag: DagBag):
    assert bag.import_errors == {}
    assert set(bag.dags) == set(TASKS) == set(RUNS)
    assert {Path(dag.fileloc) for dag in bag.dags.values()} == set(FILES)


@each_dag
def test_it_has_these_tasks_in_this_order(dag: DAG):
    found = [
        f"{task.task_id} < {' '.join(sorted(task.upstream_task_ids)) or '-'} {task.retries} "
        f"{'' if task.trigger_rule == 'all_success' else task.trigger_rule.value}"
        for task in dag.tasks
    ]
    assert words("\n".join(found)) == words(TASKS[dag.dag_id])


@each_dag
def test_it_runs_when_it_should(dag: DAG):
    schedule = getattr(dag.timetable, "description", None) if dag.schedule else None
    assert (schedule, dag.max_active_runs, dag.is_paused_upon_creation) == RUNS[dag.dag_id]
    assert not dag.catchup


@each_dag
def test_a_steward_can_read_what_it_is_for(dag: DAG):
    """In Vietnamese: what it does, what to do when it is red; and every field has a title."""
    assert "xã hội học tập" in dag.tags
    assert len(dag.tags) == 2
    assert dag.doc_md.lstrip().startswith("### ")
    assert "**Khi lượt chạy đỏ:**" in dag.doc_md
    for name in dag.params:
        title = dag.params.get_param(name).schema.get("title", "")
        assert re.search(r"[^\x00-\x7f]", title), f"{dag.dag_id}.{name}: {title!r}"
    for title in (dag.dag_display_name, *(task.task_display_name for task in dag.tasks)):
        assert re.search(r"[^\x00-\x7f]", title), f"{dag.dag_id}: {title!r}"


@each_dag
def test_what_fails_says_so_in_one_line(dag: DAG):
    """Its line comes last, and what only a person can mend is not tried again."""
    for task in dag.tasks:
        for callback in (task.on_failure_callback, task.on_retry_callback):
            assert callback in ([say_last], say_last), task.task_id  # the latter: of a mapped task
        assert task.retry_policy == FAILING["retry_policy"], task.task_id


def test_a_unit_is_chosen_from_a_list_of_what_exists(bag: DagBag):
    field = bag.dags["extend_deadline"].params.get_param("unit_code")
    codes = field.schema["enum"]
    assert {"CNTT", "VP"} <= set(codes)
    assert "STNMT" not in codes  # a group reports nothing
    assert field.schema["values_display"]["VP"].startswith("VP: ")
    for wrong in ("vp", "", None, "STNMT", 1):
        with pytest.raises(ParamValidationError):
            Param(None, **field.schema).resolve(wrong)


def test_a_wrong_catalogue_loses_no_dag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "units.csv").write_text("nothing\n")
    monkeypatch.setenv("CATALOG_DIR", str(tmp_path))
    bag = DagBag(FOLDER / "steward_actions.py")
    assert bag.import_errors == {}
    assert "enum" not in bag.dags["extend_deadline"].params.get_param("unit_code").schema


@pytest.mark.parametrize("reason", ["", " ", "--", "a b", "\u00a0\u200b" * 5, "a" * 1001, None, 5])
def test_a_reason_says_something(bag: DagBag, reason: object):
    for dag_id in ("unlock_year", "extend_deadline", "recheck_year"):
        field = bag.dags[dag_id].params.get_param("reason")
        with pytest.raises(ParamValidationError):
            Param(None, **field.schema).resolve(reason)
        assert Param(None, **field.schema).resolve("Mất điện") == "Mất điện"


def test_a_year_is_chosen_from_a_list_and_never_becomes_another(bag: DagBag):
    """A number field of Airflow's forms turns 1999 into its minimum; a list refuses it."""
    for dag in bag.dags.values():
        if "year" not in dag.params:
            continue
        field = dag.params.get_param("year")
        assert {"minimum", "maximum"}.isdisjoint(field.schema)
        for wrong in (1999, 2020, 2100, "2022", 2022.5, True, "", "năm nay"):
            with pytest.raises(ParamValidationError):
                Param(None, **field.schema).resolve(wrong)
        assert Param(None, **field.schema).resolve(2022) == 2022


def test_the_assets_show_the_way_from_file_to_report(bag: DagBag):
    tasks = [task for dag in bag.dags.values() for task in dag.tasks]
    found: dict[str, tuple[set[str], set[str]]] = {}
    for task in tasks:
        for side, assets in enumerate((task.outlets, task.inlets)):
            for asset in assets:
                assert isinstance(asset, Asset)
                assert asset.uri.startswith("x-report://")
                found.setdefault(asset.name, (set(), set()))[side].add(task.task_id)
    assert found == LINEAGE


def test_no_asset_starts_a_run(bag: DagBag):
    assert not [dag.dag_id for dag in bag.dags.values() if dag.timetable.asset_condition]


def test_no_task_runs_for_a_year_that_was_not_told(monkeypatch: pytest.MonkeyPatch):
    """As where an administrator marks the first task as done: the open year is nobody's wish."""
    said: list[str] = []
    monkeypatch.setattr("steps.tasks.tell", said.append)
    asked = 0
    for dag in DagBag(FOLDER).dags.values():
        for task in dag.tasks:
            work = getattr(task, "python_callable", None)
            if work is None:
                task.year, task.conf = None, {"year": None}
                work, given = task.execute, {"context": {}}
            else:
                given = dict.fromkeys(inspect.signature(work).parameters)
            if given.keys() & {"year", "context"}:
                with pytest.raises(ToldForGood):
                    work(**given)
                asked += 1
    assert said == [NO_YEAR] * asked
    assert asked > 20


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_short(file: Path):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 100


def test_reading_them_imports_nothing_heavy_and_touches_nothing():
    """Airflow does so every few seconds, and again in every task."""
    seen = look(*(f"dags.{file.stem}" for file in FILES))
    ours = [what for what in seen["touched"] if "/etc/mime.types" not in what]  # Python's own look
    read = [f"open {PROJECT}/{folder}/" for folder in ("catalog", "expectations")]
    assert all(what.startswith(tuple(read)) for what in ours)  # for the forms' years and units
    assert len(ours) == len(set(ours)) + ours.count(f"open {PROJECT}/catalog/units.csv") - 1
    heavy = {"pandas", "great_expectations", "matplotlib", "openpyxl", "docx", "numpy"}
    assert heavy.isdisjoint(seen["modules"])


def look(*modules: str) -> dict[str, Any]:
    """What importing some modules costs and touches, once Airflow itself is there."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK, *modules], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
