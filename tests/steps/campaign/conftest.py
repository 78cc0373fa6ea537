"""A campaign without Airflow: an office of four units, a mailbox, mornings that come and go."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from steps.campaign.reminding import remind_units
from steps.campaign.telling import tell_office
from steps.catalogue import load_catalogue
from steps.year import of_run
from tests.mailbox import Mailbox, listening
from tests.pipeline import HEADER, Pipeline
from tests.runs import Run

YEAR = 2024
UNITS = """
S,Sở,group,,2020-01-01,,,,tong-hop@x.example,lanh-dao@x.example,
A,Phòng Đất đai,office,S,2020-01-01,,,,a@x.example,ld.a@x.example,
B,Phòng Khoáng sản,office,S,2020-01-01,,,,b@x.example,ld.b@x.example,
C,Chi cục Kiểm lâm,office,S,2020-01-01,,,,c@x.example,,
D,Trung tâm Quan trắc,office,S,2020-01-01,,,,d@x.example,ld.d@x.example,
"""
Morning = Callable[..., None]


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with listening(monkeypatch) as mailbox:
        yield mailbox


@pytest.fixture
def campaign(tmp_path, warehouse) -> Pipeline:
    office = Pipeline(tmp_path, warehouse)
    (office.catalog / "units.csv").write_text(HEADER + UNITS, encoding="utf-8")
    load_catalogue.cache_clear()
    return office


@pytest.fixture
def morning(campaign, monkeypatch) -> Morning:
    """What the DAG does on a day: the Office is told whatever became of the reminders."""

    def come(day: dt.date | str, run_type: str = "scheduled", year: int = YEAR) -> None:
        context = {"dag_run": Run(run_type, str(day))}
        monkeypatch.setattr(of_run, "get_current_context", lambda: context)
        failure: BaseException | None = None
        for step in (remind_units, tell_office):
            try:
                step(campaign.settings, year)
            except Exception as error:
                failure = failure or error
        if failure:
            raise failure

    return come


@pytest.fixture
def try_morning(morning) -> Morning:
    """The same, of which it does not matter whether it is red."""

    def come(day: dt.date | str) -> None:
        with suppress(Exception):
            morning(day)

    return come
