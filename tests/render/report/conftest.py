"""Whole reports of a few years, made once each from a real warehouse."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from render.report.pdf import find_office, make_pdf
from steps.publication.inputs import load_inputs
from steps.publication.report import render_report
from steps.settings import Settings
from tests.render.report import samples
from tests.render.report.warehouse import Return, clear, fill_year
from transforms.report.build import build_report
from transforms.report.inputs import Edition, ReportInputs
from warehouse.connection import engine

PROJECT = Path(__file__).resolve().parents[3]


@dataclass
class Report:
    """One made report: where its files are, what it was made from, what it says."""

    folder: Path
    inputs: ReportInputs
    model: dict[str, Any]
    marts: list[dict[str, Any]]

    def path(self, name: str) -> Path:
        return self.folder / name


CASES: dict[str, tuple[int, Callable[[], dict[int, dict[str, Return]]]]] = {
    "full": (2024, lambda: {2023: samples.last_year(), 2024: samples.full_year(2024)}),
    "meagre": (2024, lambda: {2023: samples.last_year(), 2024: samples.meagre_year()}),
    "first": (2021, lambda: {2021: samples.first_year()}),
    "empty": (2024, lambda: {2024: {}}),
    "nothing": (2024, dict),
    "rejected": (2024, lambda: {2024: {"VP": Return(62, status="rejected")}}),
    "moved": (2025, lambda: {2024: samples.last_year(), 2025: samples.last_year()}),
    "merged": (2023, lambda: {2022: samples.first_year(), 2023: samples.last_year()}),
}


@pytest.fixture(scope="session")
def report_settings(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A warehouse for the reports of this folder; each case clears and fills it."""
    admin = server.replace("/template_warehouse?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("create database reports template template_warehouse")
        yield Settings.from_env(
            {
                "DATA_DIR": str(tmp_path_factory.mktemp("data")),
                "CATALOG_DIR": str(PROJECT / "catalog"),
                "WAREHOUSE_URL": server.replace("/template_warehouse?", "/reports?"),
            }
        )
        connection.execute("drop database reports with (force)")


@pytest.fixture(scope="session")
def fill(report_settings: Settings) -> Callable[[dict[int, dict[str, Return]]], None]:
    """Put some years into the warehouse and nothing else."""

    def put(years: dict[int, dict[str, Return]]) -> None:
        with engine(report_settings).begin() as connection:
            clear(connection)
            for year, returns in years.items():
                fill_year(connection, report_settings.catalog_dir, year, returns)

    return put


@pytest.fixture(scope="session")
def report(
    report_settings: Settings, fill: Callable[..., None], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Report]:
    """The report of a case by name, made at its first use."""
    made: dict[str, Report] = {}

    def get(name: str) -> Report:
        if name not in made:
            year, years = CASES[name]
            fill(years())
            made[name] = make(report_settings, year, tmp_path_factory.mktemp(name), Edition())
        return made[name]

    return get


def make(settings: Settings, year: int, folder: Path, edition: Edition) -> Report:
    """All files of a report in a folder."""
    inputs = load_inputs(settings, year)
    model = build_report(inputs, edition)
    files = render_report(model)
    if find_office():
        files["bao-cao.pdf"] = make_pdf(files["bao-cao.docx"])
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with engine(settings).connect() as connection:
        marts = connection.exec_driver_sql("select * from mart.indicator").mappings().all()
    return Report(folder, inputs, model, [dict(row) for row in marts])
