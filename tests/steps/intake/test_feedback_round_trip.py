"""An officer's way: the marked file comes back mended and answered, and is accepted."""

import datetime as dt
import io
from dataclasses import asdict

import openpyxl
import pytest

from render.feedback.workbook import feedback_workbook
from steps.campaign.blanks import workbook_bytes
from steps.campaign.sample import make_sample
from steps.catalogue import load_catalogue
from steps.intake.judging import judge_readings
from steps.intake.reading.children import read_workbooks
from steps.settings import Settings
from transforms.reading.workbook import read_submission
from transforms.sample.faults import send
from transforms.sample.reports import invent_reports

YEAR = 2024
RECEIVED_AT = dt.datetime(2024, 11, 18, 1, tzinfo=dt.UTC)


@pytest.fixture
def settings(tmp_path):
    return Settings.from_env({"DATA_DIR": str(tmp_path)})


@pytest.fixture
def catalogue(settings):
    return load_catalogue(settings.catalog_dir)


@pytest.fixture
def sample(settings, catalogue, tmp_path):
    """The year's files by the fault they carry."""
    paths = make_sample(settings, YEAR, tmp_path / "sample")
    sent = send(invent_reports(catalogue, YEAR))
    return {
        file.fault.kind: path
        for file, path in zip(sent, paths, strict=True)
        if file.fault and not file.is_correction
    }


def judged(catalogue, path):
    """The verdict on one file."""
    [workbook] = read_workbooks([path])
    readings = {"file": read_submission(workbook, catalogue)}
    return judge_readings(catalogue, readings)["file"]


def give_back(catalogue, path, verdict):
    """Write the feedback in the file's place, and open it as the officer does."""
    submission = {
        "reporting_year": verdict.reading.year,
        "unit_code": verdict.reading.unit_code,
        "version": 1,
        "received_at": RECEIVED_AT,
        "decision": verdict.decision,
        "status": verdict.decision,
        "declared_count": verdict.reading.declared_count,
        "person_count": verdict.person_count,
        "quarantined_count": verdict.quarantined_count,
    }
    findings = [asdict(finding) for finding in verdict.findings]
    book = feedback_workbook(path.read_bytes(), submission, findings, catalogue.of_year(YEAR))
    content = workbook_bytes(book)
    path.write_bytes(content)
    return openpyxl.load_workbook(io.BytesIO(content))


def findings_of(verdict):
    return [
        (f.rule_code, f.sheet, f.cell, f.value, f.explanation)
        for f in verdict.findings
        if f.severity != "info"
    ]


def mend(book, catalogue, verdict):
    """Right each marked cell as its rule wants it."""
    right = {
        "R04": "Công chức",
        "R06": None,
        "R07": None,
        "R08": catalogue.of_year(YEAR).calendar.period_end,
        "F07": verdict.person_count,
    }
    for finding in verdict.findings:
        if finding.severity == "critical":
            book[finding.sheet][finding.cell] = right[finding.rule_code]


@pytest.mark.parametrize("kind", ["rejected", "corrected", "partial", "queries"])
def test_the_marked_file_is_judged_as_the_original_was(catalogue, sample, kind):
    before = judged(catalogue, sample[kind])
    give_back(catalogue, sample[kind], before)
    after = judged(catalogue, sample[kind])
    assert after.decision == before.decision
    assert findings_of(after) == findings_of(before)
    assert {f.rule_code for f in after.findings} == {f.rule_code for f in before.findings}


@pytest.mark.parametrize("kind", ["rejected", "corrected", "partial"])
def test_mended_where_it_was_marked_the_same_file_is_accepted(catalogue, sample, kind):
    verdict = judged(catalogue, sample[kind])
    book = give_back(catalogue, sample[kind], verdict)
    mend(book, catalogue, verdict)
    book.save(sample[kind])
    left = judged(catalogue, sample[kind])
    assert left.decision.counts
    assert {f.rule_code for f in left.findings} <= {"Q17"}  # its words spoke of the list before


def test_answers_typed_into_the_waiting_rows_explain_their_warnings(catalogue, sample):
    path = sample["queries"]
    before = judged(catalogue, path)
    open_before = [f for f in before.findings if f.severity == "warning" and not f.explanation]
    assert open_before
    book = give_back(catalogue, path, before)
    for row in book["Giải trình"].iter_rows(min_row=7, max_col=4):
        if row[0].value and not row[3].value:
            row[3].value = f"Đúng như vậy ({row[2].value})"
    book.save(path)
    after = judged(catalogue, path)
    assert after.decision == "accepted_with_warnings"
    explained = {(f.rule_code, f.cell): f.explanation for f in after.findings}
    for finding in open_before:
        assert explained[finding.rule_code, finding.cell] == f"Đúng như vậy ({finding.cell})"
    assert all(f.explanation for f in after.findings if f.severity == "warning")
