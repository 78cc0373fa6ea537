"""The report's files: what is written, when anew, the same bytes, nobody's name, no formula."""

import datetime as dt
import hashlib
import logging
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from render import TEMPLATES
from render.report import pdf as report_pdf
from render.report.blocks import drop_orphans, jinja_environment, number_headings, render_blocks
from render.report.word import render_docx
from steps.publication import report
from steps.publication.inputs import load_inputs
from steps.publication.report import render_report, write_report
from steps.settings import Settings
from steps.storage.files import write_file
from tests.render.report.frames import make_inputs
from tests.render.report.samples import full_year, last_year
from tests.render.report.warehouse import Return, fill_year
from transforms.errors import ReportError
from transforms.report.build import build_report
from warehouse.connection import engine

PROJECT = Path(__file__).resolve().parents[3]
OFFICE_FILES = ("bao-cao.docx", "phu-luc.xlsx", "truy-vet.xlsx")
NAMES = {"bao-cao.docx", "bao-cao.html", "phu-luc.xlsx", "truy-vet.xlsx"}


@pytest.fixture
def settings(warehouse: str, tmp_path: Path) -> Settings:
    made = Settings.from_env(
        {
            "DATA_DIR": str(tmp_path),
            "WAREHOUSE_URL": warehouse,
            "CATALOG_DIR": str(PROJECT / "catalog"),
        }
    )
    with engine(made).begin() as connection:
        fill_year(connection, made.catalog_dir, 2023, last_year())
        fill_year(connection, made.catalog_dir, 2024, full_year(2024))
    return made


def _write_draft(settings: Settings, folder: Path) -> dict[str, str]:
    return write_report(build_report(load_inputs(settings, 2024)), folder)


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_pdf, "find_office", lambda: None)


def test_writes_every_file_and_its_hash(settings, tmp_path, without_office, caplog):
    folder = tmp_path / "draft"
    with caplog.at_level(logging.WARNING):
        files = _write_draft(settings, folder)
    assert set(files) == NAMES == {path.name for path in folder.iterdir()}
    for name, digest in files.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert "Không có LibreOffice trên máy này nên không tạo bao-cao.pdf" in caplog.messages


def test_a_second_run_writes_the_same_bytes(settings, tmp_path, without_office):
    first = _write_draft(settings, tmp_path / "a")
    assert _write_draft(settings, tmp_path / "b") == first
    assert _write_draft(settings, tmp_path / "a") == first


def test_a_changed_figure_changes_the_files(settings, tmp_path, without_office):
    first = _write_draft(settings, tmp_path)
    with engine(settings).begin() as connection:
        connection.exec_driver_sql(
            "update mart.indicator set numerator = numerator - 1 where reporting_year = 2024 "
            "and indicator_code = 'CDHT' and unit_code in ('VP', 'KCQ', 'STNMT')"
        )
    assert {n for n, h in _write_draft(settings, tmp_path).items() if h != first[n]} == NAMES


def test_bytes_do_not_depend_on_the_process():
    """Neither on hash seeds nor on the clock or the zone of the machine."""
    code = (
        "import hashlib; from tests.render.report.frames import make_inputs;"
        "from tests.render.report.samples import *;"
        "from transforms.report.build import build_report;"
        "from steps.publication.report import render_report;"
        "f = render_report(build_report(make_inputs(2024, {2023: last_year(),"
        " 2024: full_year(2024)})));"
        "print([(n, hashlib.sha256(c).hexdigest()) for n, c in sorted(f.items())])"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert said[0] == said[1]


@pytest.mark.parametrize("name", OFFICE_FILES)
def test_office_files_are_valid(report_files, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(report_files[name])
    found = OpenXmlValidator().validate(path)
    assert [error.description for error in found.errors] == []


def test_the_template_is_valid():
    found = OpenXmlValidator().validate(TEMPLATES / "bao_cao.docx")
    assert [error.description for error in found.errors] == []


@pytest.fixture(scope="module")
def report_files() -> dict[str, bytes]:
    returns = full_year(2024)
    returns["VP"] = Return(
        62,
        60,
        48,
        40,
        28,
        narrative={
            "strengths": '=HYPERLINK("http://example.invalid","x")',
            "causes": "@SUM(A1)",
            "proposals": "-1+2",
        },
        activities=(("1.1", "=1+1", dt.date(2024, 3, 1), 5, 1),),
    )
    return render_report(build_report(make_inputs(2024, {2023: last_year(), 2024: returns})))


@pytest.mark.parametrize("name", ["phu-luc.xlsx", "truy-vet.xlsx"])
def test_no_text_of_a_unit_acts_as_a_formula(report_files, tmp_path, name):
    (tmp_path / name).write_bytes(report_files[name])
    texts, formulas = [], []
    for page in openpyxl.load_workbook(tmp_path / name):
        for cell in (cell for row in page.rows for cell in row if cell.value is not None):
            (formulas if cell.data_type == "f" else texts).append(str(cell.value))
            if cell.data_type == "s" and cell.value[:1] in ("=", "+", "-", "@"):
                assert cell.quotePrefix
    assert all(formula.startswith(("=SUM(", "=IF(N(")) for formula in formulas)
    assert "=1+1" in texts
    if name == "phu-luc.xlsx":
        assert {'=HYPERLINK("http://example.invalid","x")', "@SUM(A1)", "-1+2"} <= set(texts)


def test_nobody_stands_in_the_files(settings, tmp_path):
    _write_draft(settings, tmp_path)
    for path in tmp_path.iterdir():
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            package = zipfile.ZipFile(path)
            parts = [package.read(name) for name in package.namelist()]
        for trace in ("2024-VP-", "văn bản, 5 ký tự"):  # a person's key, what a finding says of it
            assert not any(trace.encode() in part for part in parts), path.name


# --- PDF -----------------------------------------------------------------------------------------


def office_that(tmp_path: Path, script: str) -> str:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize("script", ["exit 0", "echo hỏng >&2; exit 1"])
def test_an_office_that_makes_nothing_is_an_error(tmp_path, monkeypatch, script):
    monkeypatch.setattr(report_pdf, "find_office", lambda: office_that(tmp_path, script))
    with pytest.raises(report_pdf.OfficeError):
        report_pdf.make_pdf(b"x")


def test_what_an_office_drops_where_it_runs_goes_with_its_own_folder(tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    program = office_that(tmp_path, "echo library= > pkcs11.txt")
    monkeypatch.setattr(report_pdf, "find_office", lambda: program)
    with pytest.raises(report_pdf.OfficeError):
        report_pdf.make_pdf(b"x")
    assert not list(here.iterdir())


def test_rubbish_is_not_taken_for_text():
    if report_pdf.find_office():
        with pytest.raises(report_pdf.OfficeError):
            report_pdf.make_pdf(b"khong phai docx")


def test_the_pdf_stays_while_the_word_file_does(settings, tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(report, "make_pdf", lambda docx: made.append(docx) or b"%PDF-1")
    folder = tmp_path / "2024" / "draft"
    _write_draft(settings, folder)
    _write_draft(settings, folder)
    assert len(made) == 1
    assert [path.name for path in folder.parent.iterdir()] == ["draft"]
    note = tmp_path / ".2024-draft-pdf.sha256"
    for path in (folder / "bao-cao.pdf", note):  # neither is believed without the other
        write_file(path, b"%PDF-khac")
        _write_draft(settings, folder)
    assert len(made) == 3
    assert (folder / "bao-cao.pdf").read_bytes() == b"%PDF-1"


def test_the_other_files_are_there_when_the_pdf_fails(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(report_pdf, "find_office", lambda: office_that(tmp_path, "exit 1"))
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "bao-cao.pdf").write_bytes(b"%PDF-cu")
    with pytest.raises(report_pdf.OfficeError):
        _write_draft(settings, tmp_path / "draft")
    assert {path.name for path in (tmp_path / "draft").iterdir()} == NAMES


def test_an_old_pdf_goes_when_no_new_one_can_be_made(settings, tmp_path, monkeypatch):
    (tmp_path / "bao-cao.pdf").write_bytes(b"%PDF-cu")
    monkeypatch.setattr(report, "make_pdf", lambda docx: None)
    assert "bao-cao.pdf" not in _write_draft(settings, tmp_path)
    assert not (tmp_path / "bao-cao.pdf").exists()


# --- blocks --------------------------------------------------------------------------------------


def blocks(*pairs: str) -> list[dict[str, str]]:
    return [dict(zip(("kind", "text"), pair.split("|"), strict=True)) for pair in pairs]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["h1|A", "p|x"], ["h1|A", "p|x"]),
        (["h1|A", "h2|B", "p|x"], ["h1|A", "h2|B", "p|x"]),
        (["h1|A", "h1|B", "p|x"], ["h1|B", "p|x"]),
        (["h1|A", "h2|B", "h2|C", "p|x"], ["h1|A", "h2|C", "p|x"]),
        (["h1|A", "h2|B", "h3|C", "h1|D", "p|x"], ["h1|D", "p|x"]),
        (["p|x", "h1|A", "h2|B"], ["p|x"]),
    ],
)
def test_headings_without_text_are_dropped(given, kept):
    assert drop_orphans(blocks(*given)) == blocks(*kept)


def test_headings_are_numbered_by_level():
    given = blocks("h1|Một", "h2|Hai", "h3|Ba", "h3|Bốn", "h2|Năm", "h1|Sáu", "h2|Bảy", "p|x")
    texts = [block["text"] for block in number_headings(given)]
    assert texts == ["I. MỘT", "1. Hai", "a) Ba", "b) Bốn", "2. Năm", "II. SÁU", "1. Bảy", "x"]


def test_an_unknown_kind_of_block_is_named(tmp_path):
    (tmp_path / "noi_dung.txt.j2").write_text("p| Được\nhinh| abc\n", encoding="utf-8")
    with pytest.raises(ReportError, match="hinh"):
        render_blocks({"charts": {}}, tmp_path)


def test_an_unknown_name_is_an_error_and_none_is_nothing():
    environment = jinja_environment()
    assert environment.from_string("[{{ x }}]").render(x=None) == "[]"
    with pytest.raises(Exception, match="khong_co"):
        environment.from_string("{{ khong_co }}").render()


def test_a_broken_template_is_one_line(tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph("{{ khong_co_bien_nay }}")
    document.save(tmp_path / "hong.docx")
    model = build_report(make_inputs(2024, {}))
    with pytest.raises(ReportError, match="khong_co_bien_nay"):
        render_docx({"blocks": []}, {}, model.stamp, tmp_path / "hong.docx")
