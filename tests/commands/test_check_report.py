"""``make check-report``: what it is held against, what it prints, how it ends."""

import os
import subprocess
from pathlib import Path

import docx
import pytest

from steps.publication.freeze import freeze_year
from steps.publication.inputs import load_inputs
from steps.publication.report import render_report
from steps.publication.version import prepare_candidate, publish_version
from steps.year.decisions import unlock_year
from tests.pipeline import Pipeline, year_report
from tests.steps.publication.edits import add, cell, edited_file, fill, replace
from tests.steps.publication.test_publication import approve, office_of_two
from transforms.report.build import build_report

PROJECT = Path(__file__).resolve().parents[2]
MAKE = ["make", "-s", "-o", ".venv/.ready", "check-report"]  # set up already: these tests run
YEAR = 2024
pytestmark = pytest.mark.timeout(900)  # a command takes ten seconds where others are at work


@pytest.fixture
def pipeline(tmp_path, warehouse) -> Pipeline:
    return office_of_two(tmp_path, warehouse)


def publish(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Path:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")  # no PDF
        freeze_year(pipeline.settings, YEAR)
        candidate = prepare_candidate(pipeline.settings, YEAR)
        approve(pipeline.settings, candidate["inputs_hash"], YEAR)
        publish_version(pipeline.settings, YEAR)
    folder = pipeline.settings.data_dir / f"reports/{YEAR}/v{candidate['version']}"
    return folder / "bao-cao.docx"


def draft(pipeline: Pipeline, folder: Path) -> Path:
    model = build_report(load_inputs(pipeline.settings, YEAR))
    path = folder / "Báo cáo nháp.docx"
    path.write_bytes(render_report(model)["bao-cao.docx"])
    return path


def run(pipeline: Pipeline, path: Path | str, **env: str) -> subprocess.CompletedProcess[str]:
    settings = pipeline.settings
    own = {
        "FILE": str(path),
        "DATA_DIR": str(settings.data_dir),
        "CATALOG_DIR": str(settings.catalog_dir),
        "WAREHOUSE_URL": str(settings.warehouse_url),
    }
    arguments = [f"{name}={value}" for name, value in (own | env).items()]
    return subprocess.run(
        [*MAKE, *arguments], cwd=PROJECT, env=os.environ, capture_output=True, text=True
    )


def test_a_draft_is_held_against_the_warehouse(pipeline, tmp_path):
    done = run(pipeline, draft(pipeline, tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    first, note, last = done.stdout.splitlines()
    assert first == "Báo cáo nháp.docx: so với dự thảo năm 2024 (số liệu đang có trong kho)"
    assert note.startswith("Lưu ý: đây là so với bản dự thảo")
    assert last == "Không có gì phải sửa."


def test_a_wrong_figure_is_a_line_and_no_success(pipeline, tmp_path):
    path = edited_file(draft(pipeline, tmp_path), cell("Đơn vị", "Đơn vị A", 4, "5"))
    done = run(pipeline, path)
    assert done.returncode != 0
    assert done.stdout.splitlines()[2:] == [
        "- Phụ lục I, bảng thứ 1, dòng 4 (“Đơn vị A”), cột “Đạt danh hiệu”: “5” khác bản gốc “4”; "
        "ghi lại như bản gốc.",
        "1 điều phải xem lại.",
    ]


def test_the_latest_version_is_the_original_unless_another_is_named(
    pipeline, tmp_path, monkeypatch
):
    old = publish(pipeline, monkeypatch)
    unlock_year(pipeline.settings, YEAR, reason="đơn vị B gửi")
    pipeline.send(year_report(YEAR, "B", "Đơn vị B", 10, 9), "b.xlsx")
    pipeline.run(YEAR)
    new = publish(pipeline, monkeypatch)
    signed = edited_file(new, fill())
    done = run(pipeline, signed)
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0, "sua.docx: so với phiên bản 2 đã công bố của năm 2024",
    )  # fmt: skip
    assert run(pipeline, old).returncode != 0
    assert run(pipeline, old, VERSION="1").returncode == 0
    assert run(pipeline, signed, VERSION="1").returncode != 0
    told = run(pipeline, draft(pipeline, tmp_path)).stdout
    assert "còn dấu DỰ THẢO" in told
    assert run(pipeline, draft(pipeline, tmp_path), VERSION="draft").returncode == 0


def test_a_version_whose_page_was_touched_is_made_again_or_refused(pipeline, monkeypatch):
    path = publish(pipeline, monkeypatch)
    page = path.with_name("bao-cao.html")
    page.chmod(0o644)
    page.write_text(page.read_text().replace("4/10", "9/10"))
    assert run(pipeline, path).returncode == 0  # from the warehouse, which is still the version's
    unlock_year(pipeline.settings, YEAR, reason="đơn vị B gửi")
    pipeline.send(year_report(YEAR, "B", "Đơn vị B", 10, 9), "b.xlsx")
    pipeline.run(YEAR)
    done = run(pipeline, path)
    assert done.returncode != 0
    assert "không còn đúng như khi công bố" in done.stderr.splitlines()[0]


def test_an_unapproved_report_must_keep_its_mark(pipeline, tmp_path):
    path = edited_file(draft(pipeline, tmp_path), replace("DỰ THẢO", "\u00a0", "DỰ THẢO"))
    assert "không còn dấu DỰ THẢO" in run(pipeline, path).stdout


REFUSED = (
    ({"FILE": ""}, "FILE: hãy ghi tệp cần kiểm tra"),
    ({"FILE": "khong-co.docx"}, "FILE: không có tệp"),
    ({"FILE": "Makefile"}, "Makefile: không phải tệp Word"),
    ({"VERSION": "hai"}, "VERSION: 'hai' không phải số phiên bản"),
    ({"VERSION": "7"}, "VERSION: năm 2024 chưa có phiên bản 7"),
    ({"YEAR": "2019"}, "YEAR: năm 2019 không có biểu mẫu"),
    ({"YEAR": "2023"}, "Năm 2023 chưa có số liệu trong kho"),
    ({"YEAR": "hai nghìn"}, "YEAR: 'hai nghìn' không phải là năm"),
)


def test_what_cannot_be_checked_is_one_line(pipeline, tmp_path):
    path = draft(pipeline, tmp_path)
    for env, line in REFUSED:
        done = run(pipeline, path, **env)
        assert done.returncode != 0, env
        assert done.stdout == "", env
        assert done.stderr.splitlines()[0].startswith(line), env
        assert "Traceback" not in done.stderr, env


def test_a_document_that_is_no_report(pipeline, tmp_path):
    document = docx.Document()
    document.add_paragraph("Kính gửi các đơn vị")
    document.save(str(tmp_path / "khac.docx"))
    done = run(pipeline, tmp_path / "khac.docx", YEAR=str(YEAR))
    assert done.returncode != 0
    assert "không có bảng quốc hiệu" in done.stdout


def test_an_added_sentence_without_figures_is_nothing(pipeline, tmp_path):
    path = edited_file(draft(pipeline, tmp_path), add("Sở thường xuyên đôn đốc các đơn vị."))
    assert run(pipeline, path).returncode == 0
