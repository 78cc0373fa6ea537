"""The demonstration's files, read and judged: every stated fault is found, and nothing else."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from steps.campaign.blanks import write_templates
from steps.campaign.sample import make_sample
from steps.catalogue import load_catalogue
from steps.intake.judging import judge_readings
from steps.intake.reading.children import read_workbooks
from steps.settings import Settings
from transforms.catalogue import TIME_ZONE
from transforms.reading.workbook import read_submission
from transforms.sample.faults import send
from transforms.sample.reports import invent_reports


@pytest.fixture
def settings(tmp_path):
    return Settings.from_env({"DATA_DIR": str(tmp_path)})


def judged(catalogue, year, paths):
    """Each file's verdict, in the order given."""
    readings = {
        path.name: read_submission(workbook, catalogue)
        for path, workbook in zip(paths, read_workbooks(paths), strict=True)
    }
    return list(judge_readings(catalogue, readings).values())


def expected(sent):
    """What ``FAULTS`` says of a file: its decision and the codes found while reading it."""
    if sent.fault is None or sent.is_correction:
        return "accepted", set()
    codes = set(sent.fault.rules[sent.report.catalogue.form.version])
    status = "rejected" if sent.fault.kind == "corrected" else sent.fault.status
    return status, codes - {"F10"}


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_each_file_is_judged_as_its_fault_says(settings, tmp_path, year):
    catalogue = load_catalogue(settings.catalog_dir)
    paths = make_sample(settings, year, tmp_path / "sample")
    sent = send(invent_reports(catalogue, year))
    verdicts = judged(catalogue, year, paths)
    found = [
        (verdict.decision, {f.rule_code for f in verdict.findings} - {"F11"})
        for verdict in verdicts
    ]
    assert found == [expected(file) for file in sent]


def test_the_unit_with_queries_has_explained_one_kind_of_them(settings, tmp_path):
    catalogue = load_catalogue(settings.catalog_dir)
    paths = make_sample(settings, 2024, tmp_path / "sample")
    explained = {
        (finding.rule_code, finding.explanation is not None)
        for verdict in judged(catalogue, 2024, paths)
        for finding in verdict.findings
        if finding.severity == "warning"
    }
    assert explained == {("Q01", False), ("Q04", False), ("Q07", True)}


def test_the_same_catalogue_gives_the_same_bytes_and_times(settings, tmp_path):
    first, second = (make_sample(settings, 2024, tmp_path / name) for name in ("a", "b"))
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert [path.stat().st_mtime for path in first] == [path.stat().st_mtime for path in second]


def test_modification_times_are_the_receipts(settings, tmp_path):
    catalogue = load_catalogue(settings.catalog_dir)
    paths = make_sample(settings, 2024, tmp_path / "sample")
    times = [dt.datetime.fromtimestamp(path.stat().st_mtime, TIME_ZONE) for path in paths]
    sent = send(invent_reports(catalogue, 2024))
    assert times == [file.report.received_at for file in sent]


def test_no_cell_of_a_sample_is_a_formula(settings, tmp_path):
    for path in make_sample(settings, 2024, tmp_path / "sample"):
        book = openpyxl.load_workbook(path)
        assert not [
            c for page in book for row in page.iter_rows() for c in row if c.data_type == "f"
        ]


def test_blank_templates_are_written_for_every_reporting_unit(settings, tmp_path):
    paths = write_templates(settings, 2024, tmp_path / "blank")
    year = load_catalogue(settings.catalog_dir).of_year(2024)
    assert [Path(path).name.split("_")[0] for path in paths] == [
        unit.unit_code for unit in year.reporting_units
    ]
