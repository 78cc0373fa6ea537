"""The clerk's last look: own output passes, honest edits pass, and no spoiling is missed."""

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
import pdfplumber
import psycopg
import pytest

from render.report.pdf import make_pdf
from steps.campaign.sample import make_sample
from steps.intake.landing import list_batches
from steps.intake.take_in import take_in
from steps.publication import report, version
from steps.publication.conformity import Original, check_report, find_original
from steps.publication.freeze import freeze_year
from steps.publication.inputs import load_inputs
from steps.settings import PROJECT, Settings
from steps.year.aggregate import aggregate
from tests.steps.publication.edits import HONEST, SPOILINGS, Edit
from tests.steps.publication.test_publication import approve
from transforms.report.build import build_report

YEARS = range(2021, 2026)
YEAR = 2024
pytestmark = pytest.mark.timeout(900)  # five sample years, a hundred files through LibreOffice
office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")


@pytest.fixture(scope="module")
def settings(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The five sample years, counted; 2024 is published."""
    folder = tmp_path_factory.mktemp("conformity")
    admin = server.replace("/template_warehouse?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("create database conformity template template_warehouse")
        settings = Settings.from_env(
            {
                "DATA_DIR": str(folder / "var"),
                "INBOX": str(folder / "inbox"),
                "CATALOG_DIR": str(PROJECT / "catalog"),
                "WAREHOUSE_URL": server.replace("/template_warehouse?", "/conformity?"),
            }
        )
        for year in YEARS:
            make_sample(settings, year, folder / "inbox" / str(year))
            for batch in list_batches(settings, year):
                take_in(settings, year, batch)
            aggregate(settings, year)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", "")  # no PDF: four seconds
            freeze_year(settings, YEAR)
            candidate = version.prepare_candidate(settings, YEAR)
            approve(settings, candidate["inputs_hash"], YEAR)
            version.publish_version(settings, YEAR)
        yield settings
        connection.execute("drop database conformity with (force)")


@pytest.fixture(scope="module")
def published(settings: Settings) -> bytes:
    return (settings.data_dir / f"reports/{YEAR}/v1/bao-cao.docx").read_bytes()


@pytest.fixture(scope="module")
def original(settings: Settings) -> Original:
    return find_original(settings, YEAR, None, is_draft=False)


def edited(content: bytes, edit: Edit) -> bytes:
    document = docx.Document(io.BytesIO(content))
    edit(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def findings(content: bytes, original: Original) -> list[str]:
    return [str(finding) for finding in check_report(content, "bao-cao.docx", original)]


def resaved(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The files as LibreOffice saves them, by the same names."""
    names = {f"{number:03}": name for number, name in enumerate(files)}
    (folder / "in").mkdir()
    for short, name in names.items():
        (folder / "in" / f"{short}.docx").write_bytes(files[name])
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"),
            *sorted(map(str, (folder / "in").iterdir())),
        ],
        cwd=folder, capture_output=True, check=True, timeout=800,
        env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip
    return {name: (folder / "out" / f"{short}.docx").read_bytes() for short, name in names.items()}


# --- own output


@pytest.mark.parametrize("year", YEARS)
def test_our_own_report_passes_and_passes_as_libreoffice_saves_it(settings, year, tmp_path):
    original = find_original(settings, year, None, is_draft=year == YEAR)
    assert original.is_draft
    content = report.render_report(build_report(load_inputs(settings, year)))
    made = content["bao-cao.docx"]
    assert findings(made, original) == []
    if shutil.which("soffice"):
        assert findings(resaved({"x": made}, tmp_path)["x"], original) == []


def test_the_published_report_passes(published, original):
    assert (original.name, original.is_draft) == ("phiên bản 1 đã công bố của năm 2024", False)
    assert findings(published, original) == []


# --- edits


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_edit_is_no_fault(published, original, name):
    assert findings(edited(published, HONEST[name]), original) == []


@pytest.mark.parametrize("name", SPOILINGS)
def test_a_spoiling_is_found(published, original, name):
    found = findings(edited(published, SPOILINGS[name]), original)
    assert found
    assert len(found) <= 25, found  # and does not drown


@office
@pytest.mark.parametrize("year", YEARS)
def test_the_body_of_a_sample_year_has_five_pages_at_most(settings, year):
    made = report.render_report(build_report(load_inputs(settings, year)))["bao-cao.docx"]
    with pdfplumber.open(io.BytesIO(make_pdf(made) or b"")) as pdf:
        assert sum(page.width < page.height for page in pdf.pages) <= 5


@office
def test_honest_edits_pass_as_libreoffice_saves_them(published, original, tmp_path):
    files = {name: edited(published, edit) for name, edit in HONEST.items()}
    saved = resaved(files, tmp_path)
    assert {name: found for name in saved if (found := findings(saved[name], original))} == {}


@office
def test_spoilings_are_found_as_libreoffice_saves_them(published, original, tmp_path):
    files = {name: edited(published, edit) for name, edit in SPOILINGS.items()}
    saved = resaved(files, tmp_path)
    assert [name for name in saved if not findings(saved[name], original)] == []
