"""The campaign's two DAGs run by Airflow itself, on a moved logical date."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pendulum
import pytest
from airflow.dag_processing.dagbag import DagBag

from steps.catalogue import load_catalogue
from tests.conftest import PROJECT
from tests.mailbox import Mailbox, listening, text_of
from tests.pipeline import HEADER, Pipeline
from tests.steps.campaign.conftest import UNITS

pytestmark = pytest.mark.airflow
Run = Callable[..., Any]


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with listening(monkeypatch) as mailbox:
        yield mailbox


@pytest.fixture(scope="module", autouse=True)
def metadata() -> None:
    from airflow.utils.db import initdb

    initdb()


@pytest.fixture
def office(tmp_path: Path, warehouse: str, monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    office = Pipeline(tmp_path, warehouse)
    (office.catalog / "units.csv").write_text(HEADER + UNITS, encoding="utf-8")
    for name, value in (
        ("DATA_DIR", tmp_path / "var"),
        ("CATALOG_DIR", office.catalog),
        ("WAREHOUSE_URL", warehouse),
    ):
        monkeypatch.setenv(name, str(value))
    load_catalogue.cache_clear()
    return office


@pytest.fixture
def run(office: Pipeline) -> Run:
    def on(dag_id: str, day: str, **conf: Any) -> str:
        (dag,) = DagBag(PROJECT / "dags" / f"{dag_id}.py").dags.values()
        for task in dag.tasks:
            task.retries = 0
        moment = pendulum.parse(f"{day}T07:00:00+07:00")
        return dag.test(logical_date=moment, run_conf=conf).state  # type: ignore[arg-type]

    return on


def test_a_morning_reminds_and_tells_the_office_once(run: Run, mailbox: Mailbox):
    for _ in range(2):
        assert run("remind_units", "2024-10-21") == "success"
    assert sorted(mail["To"].partition("@")[0] for mail in mailbox.mails) == [
        "a", "b", "c", "d", "tong-hop",
    ]  # fmt: skip


def test_outside_every_campaign_and_for_another_year_nothing_goes(run: Run, mailbox: Mailbox):
    assert run("remind_units", "2024-03-01") == "success"
    assert run("remind_units", "2024-10-21", year=2023) == "success"
    assert mailbox.mails == []


def test_the_office_hears_of_a_mail_that_was_refused_and_the_run_is_red(run: Run, mailbox: Mailbox):
    mailbox.unknown = {"b@x.example"}
    assert run("remind_units", "2024-10-21") == "failed"
    [told] = [text_of(mail) for mail in mailbox.mails if mail["To"] == "tong-hop@x.example"]
    assert "- thư gửi đơn vị B: máy chủ thư từ chối" in told


def test_the_campaign_opens(run: Run, office: Pipeline):
    assert run("open_campaign", "2024-10-01") == "success"
    assert run("open_campaign", "2024-03-01", year=2025) == "success"  # by hand, ahead of time
    found = sorted(path.name for path in Path(office.settings.outbox).rglob("*.xlsx"))
    assert found == [f"{code}_Bieu{form}_{year}.xlsx" for code in "ABCD"
                     for form, year in ((2, 2024), (3, 2025))]  # fmt: skip
