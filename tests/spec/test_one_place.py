"""A word stands in one place: renamed there, in one line, it is another wherever it is read."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from steps.catalogue import load_catalogue
from steps.publication.draft import draft_report
from tests.conftest import PROJECT
from tests.pipeline import Pipeline, year_report

VP = "Văn phòng Sở"
LOOK = """
import json, logging, sys
from pathlib import Path
from plugins.desk.look import status_word
from render.mail import write_mail
from tests.pipeline import Pipeline, year_report
from transforms.desk.units import PILES
from warehouse.migrate import migrate

logging.basicConfig(level="INFO", stream=sys.stderr)
folder, url = Path(sys.argv[1]), sys.argv[2]
migrate(url)
pipeline = Pipeline(folder, url)
pipeline.send(year_report(2024, "VP", "Văn phòng Sở", 20, 10, **{"Tổng số người": 21}), "vp.xlsx")
pipeline.run(2024)
told = {"year": 2024, "department": "Sở", "report_due": "", "missing": [], "rejected": ["VP"]}
print(json.dumps({
    "warehouse": pipeline.rows("select label from core.status where status = 'rejected'")[0][0],
    "desk": [PILES["rejected"], status_word("rejected")],
    "mail": write_mail("lanh_dao", **told).body,
}, ensure_ascii=False))
"""
"""One rejected file, and who speaks of it."""


@pytest.fixture
def pipeline(tmp_path: Path, warehouse: str) -> Pipeline:
    load_catalogue.cache_clear()
    return Pipeline(tmp_path, warehouse)


def test_a_status(tmp_path: Path, warehouse: str):
    left_out = shutil.ignore_patterns(".*", "var", "docs", "__pycache__")
    project = Path(shutil.copytree(PROJECT, tmp_path / "project", ignore=left_out))
    file = project / "transforms" / "rules" / "statuses.py"
    line = 'REJECTED = "rejected", "trả lại",'
    code = file.read_text(encoding="utf-8")
    assert code.count(line) == 1
    file.write_text(code.replace(line, 'REJECTED = "rejected", "mời sửa",'), encoding="utf-8")
    (tmp_path / "data").mkdir()
    seen = subprocess.run(
        [sys.executable, "-c", LOOK, str(tmp_path / "data"), warehouse], cwd=project,
        env=os.environ | {"PYTHONPATH": str(project)}, capture_output=True, text=True,
    )  # fmt: skip
    assert seen.returncode == 0, seen.stderr
    said = json.loads(seen.stdout.splitlines()[-1])
    assert (said["warehouse"], said["desk"]) == ("mời sửa", ["Mời sửa", "Mời sửa"])
    assert "Bị mời sửa, chưa gửi lại:" in said["mail"]
    assert "1 mời sửa" in seen.stdout + seen.stderr  # the task's log
    assert "trả lại" not in seen.stdout + seen.stderr


def test_a_measure(pipeline: Pipeline):
    pipeline.write("measures.toml", 'short = "Đạt danh hiệu"', 'short = "Được vinh danh"')
    pipeline.send(year_report(2024, "VP", VP, 20, 10), "vp.xlsx")
    pipeline.run(2024)
    draft_report(pipeline.settings, 2024)
    draft = pipeline.settings.data_dir / "reports" / "2024" / "draft"
    annexes = openpyxl.load_workbook(draft / "phu-luc.xlsx")
    cells = {str(cell.value) for sheet in annexes for row in sheet.iter_rows() for cell in row}
    page = (draft / "bao-cao.html").read_text(encoding="utf-8")
    assert any(cell.startswith("Được vinh danh") for cell in cells)
    assert not any(cell.startswith("Đạt danh hiệu (") or cell == "Đạt danh hiệu" for cell in cells)
    assert "Được vinh danh" in page


@pytest.mark.parametrize("participants", [41, 61])
def test_a_limit_of_a_rule(pipeline: Pipeline, participants: int):
    pipeline.write("rules.toml", "limit_times = 2", "limit_times = 3")
    book = year_report(2024, "VP", VP, 20, 10)
    book.put("Hoạt động", "F4", participants)
    pipeline.send(book, "vp.xlsx")
    pipeline.run(2024)
    said = pipeline.rows("select message from core.finding where rule_code = 'Q06'")
    assert len(said) == (participants > 3 * 20)
    assert all("3 lần" in message for (message,) in said)
