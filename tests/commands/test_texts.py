"""``make texts``: the year's texts out, and in again."""

import os
import subprocess
from pathlib import Path

import docx
import pytest

from tests.pipeline import Pipeline
from tests.steps.publication.test_publication import office_of_two

PROJECT = Path(__file__).resolve().parents[2]
MAKE = ["make", "-s", "-o", ".venv/.ready", "texts"]  # set up already: these tests run
pytestmark = pytest.mark.timeout(900)  # a command takes ten seconds where others are at work


@pytest.fixture
def pipeline(tmp_path, warehouse) -> Pipeline:
    return office_of_two(tmp_path, warehouse)


def run(pipeline: Pipeline, content: str = "", year: str = "2024") -> tuple[int, str, str]:
    settings = pipeline.settings
    own = {
        "YEAR": year, "DATA_DIR": str(settings.data_dir),
        "CATALOG_DIR": str(settings.catalog_dir), "WAREHOUSE_URL": str(settings.warehouse_url),
    }  # fmt: skip
    arguments = [f"{name}={value}" for name, value in own.items()]
    real = {name: value for name, value in os.environ.items() if "UNIT_TEST" not in name}
    done = subprocess.run(
        [*MAKE, *arguments], cwd=PROJECT, env=real, input=content, capture_output=True, text=True
    )
    return done.returncode, done.stdout, done.stderr


def test_out_and_in_again(pipeline):
    code, content, errors = run(pipeline)
    assert (code, errors) == (0, "")
    assert content.startswith("# Lời của báo cáo năm 2024.")
    assert run(pipeline, content) == (0, "Năm 2024: không có lời nào khác.\n", "")
    opening = content[content.index("[mo_dau") :].splitlines()[1]
    code, told, errors = run(pipeline, content.replace(opening, "Sở báo cáo như sau:"))
    assert (code, errors) == (0, "")
    assert told.splitlines()[0] == "Năm 2024: đã ghi 1 lời. Đang viết lại dự thảo…"
    folder = told.splitlines()[-1].removeprefix("Dự thảo: ")
    document = docx.Document(Path(folder) / "bao-cao.docx")
    assert "Sở báo cáo như sau:" in [paragraph.text for paragraph in document.paragraphs]
    rows = pipeline.rows("select text_key, action, text, actor from core.edited_text")
    assert rows == [("mo_dau", "edited", "Sở báo cáo như sau:", "make texts")]


def test_a_mistake_is_one_line_with_its_place(pipeline):
    code, content, _ = run(pipeline)
    line = content.splitlines().index(next(s for s in content.splitlines() if "[tom_tat" in s)) + 1
    code, told, errors = run(pipeline, content.replace("10 người", "11 người"))
    assert code != 0
    assert told == ""
    assert errors.splitlines()[0].startswith(f"dòng {line}, [tom_tat]: “")
    assert "khác số đã đếm" in errors
    assert run(pipeline, year="2023")[2].startswith("Năm 2023 chưa có tệp nào")
    assert pipeline.rows("select * from core.edited_text") == []
