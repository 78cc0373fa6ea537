"""docs/mo-rong.md, followed word for word: each addition is made, and it is there in the output."""

import re
from pathlib import Path

import pytest

from steps.campaign.blanks import write_templates
from steps.catalogue import load_catalogue
from steps.publication.draft import draft_report
from tests.conftest import PROJECT
from tests.pipeline import Pipeline, year_report

PAGE = (PROJECT / "docs" / "mo-rong.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(
    r"^Thêm vào cuối `catalog/(\S+)`:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
ADDED = "Thêm một đơn vị", "Thêm một mốc mục tiêu", "Thêm một chỉ tiêu"
VP, VTLT = "Văn phòng Sở", "Trung tâm Lưu trữ tài nguyên và môi trường"


@pytest.fixture
def pipeline(tmp_path: Path, warehouse: str) -> Pipeline:
    load_catalogue.cache_clear()
    return Pipeline(tmp_path, warehouse)


def follow(pipeline: Pipeline, section: str) -> None:
    """Do what a section of the page says."""
    blocks = BLOCK.findall(dict(SECTION.findall(PAGE))[section])
    assert blocks, f"{section}: the page says nothing to add"
    for file, addition in blocks:
        with (pipeline.catalog / file).open("a", encoding="utf-8") as stream:
            stream.write("\n" + addition if file.endswith(".toml") else addition)


def targets(pipeline: Pipeline) -> list[tuple[object, ...]]:
    return pipeline.rows(
        "select reporting_year, target_year, target_pct, is_met from mart.indicator "
        "where unit_code = 'VP' and indicator_code = 'CDHT' order by 1"
    )


def test_every_fenced_addition_of_the_page_is_followed_by_a_test():
    given = [title for title, text in SECTION.findall(PAGE) if "```" in text]
    assert given == list(ADDED)


def test_a_unit(pipeline):
    follow(pipeline, "Thêm một đơn vị")
    blanks = {path.name for path in write_templates(pipeline.settings, 2026, pipeline.inbox.parent)}
    assert "VTLT_Bieu2_2026.xlsx" in blanks
    pipeline.send(year_report(2026, "VP", VP, 20, 10), "vp.xlsx")
    pipeline.send(year_report(2026, "VTLT", VTLT, 10, 8), "vtlt.xlsx")
    pipeline.run(2026)
    assert pipeline.rate(2026, "VTLT") == (8, 10)
    assert pipeline.rate(2026, "KDV") == (8, 10)
    assert pipeline.rate(2026, "SNNMT") == (18, 30)
    assert pipeline.rows(
        "select is_expected, is_received from mart.completeness where unit_code = 'VTLT'"
    ) == [(True, True)]


def test_a_unit_changes_no_year_before_it(pipeline):
    follow(pipeline, "Thêm một đơn vị")
    pipeline.run(2025)
    assert pipeline.rows("select 1 from core.unit_year where unit_code = 'VTLT'") == []


def test_a_horizon(pipeline):
    follow(pipeline, "Thêm một mốc mục tiêu")
    pipeline.send(year_report(2030, "VP", VP, 20, 17), "vp30.xlsx")
    pipeline.send(year_report(2031, "VP", VP, 20, 17), "vp31.xlsx")
    pipeline.run(2030)
    pipeline.run(2031)
    assert targets(pipeline) == [(2030, 2030, 80, True), (2031, 2035, 90, False)]


def test_without_the_horizon_nothing_is_asked_of_later_years(pipeline):
    pipeline.send(year_report(2031, "VP", VP, 20, 17), "vp31.xlsx")
    pipeline.run(2031)
    assert targets(pipeline) == [(2031, None, None, None)]


def test_an_indicator(pipeline):
    follow(pipeline, "Thêm một chỉ tiêu")
    pipeline.send(year_report(2024, "VP", VP, 20, 10), "vp.xlsx")
    pipeline.run(2024)
    assert pipeline.rate(2024, "VP", "DG") == (20, 20)
    draft_report(pipeline.settings, 2024)
    draft = pipeline.settings.data_dir / "reports" / "2024" / "draft"
    page = (draft / "bao-cao.html").read_text(encoding="utf-8")
    assert "Tỷ lệ công chức, viên chức, người lao động tham gia đánh giá" in page
