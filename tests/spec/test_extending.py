"""docs/mo-rong.md, followed word for word: each addition is made, and it is there in the output."""

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from expectations import declared as suites
from steps.campaign.blanks import write_templates
from steps.catalogue import load_catalogue
from steps.intake.feedback import write_feedback
from steps.publication.draft import draft_report
from steps.publication.inputs import load_inputs
from tests.conftest import PROJECT
from tests.pipeline import Pipeline, year_report
from transforms.report.build import build_report
from transforms.report.inputs import Edition
from transforms.report.workbooks.annex import annex_sheets
from transforms.report.workbooks.trace import trace_sheets

PAGE = (PROJECT / "docs" / "mo-rong.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(
    r"^Thêm vào cuối `catalog/(\S+)`:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
INTO = re.compile(
    r"^Chèn vào `catalog/(\S+)`, trước mục `(.+?)`:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
LISTED = re.compile(
    r"^Thêm vào danh sách của `expectations/(\S+)`:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
FENCE = re.compile(r"^```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
ADDED = (
    "Thêm một đơn vị", "Thêm một mốc mục tiêu", "Thêm một chỉ tiêu", "Thêm một số đếm",
    "Thêm một quy tắc", "Thêm một cột", "Thêm một biểu mẫu",
)  # fmt: skip
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
    assert "VTLT_Bieu3_2026.xlsx" in blanks
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
    assert "tham gia đánh giá: " in page.lower()


def test_a_measure(pipeline):
    follow(pipeline, "Thêm một số đếm")
    book = year_report(2024, "VP", VP, 20, 10)
    for row, score in ((4, 90), (5, "95,5"), (6, 89.5)):
        book.put("Danh sách", f"F{row}", score)
    pipeline.send(book, "vp.xlsx")
    pipeline.run(2024)
    counted = "select sum(value) from core.measure where measure = %(name)s"
    assert pipeline.rows(counted, name="excellent_count") == [(2,)]
    assert pipeline.rate(2024, "VP", "XS") == (2, 20)
    assert pipeline.rate(2024, "STNMT", "XS") == (2, 20)


def test_a_measure_is_not_asked_of_a_form_without_its_columns(pipeline):
    follow(pipeline, "Thêm một số đếm")
    of_2022 = load_catalogue(pipeline.catalog).of_year(2022)
    assert "excellent_count" not in [measure.name for measure in of_2022.measures]
    assert "XS" not in [indicator.code for indicator in of_2022.indicators]


EVENTS = """
[event_count]
title = "Số hoạt động đã tổ chức"
short = "Số hoạt động"
count.activity = {}
"""


def annexes(pipeline: Pipeline) -> dict[str, list[str]]:
    """Title and heads of every sheet of both workbooks of 2024's report."""
    report = build_report(load_inputs(pipeline.settings, 2024), Edition())
    sheets = [*annex_sheets(report), *trace_sheets(report)]
    assert all(len(row) == len(sheet.heads) for sheet in sheets for row in sheet.rows)
    return {sheet.title: list(sheet.heads) for sheet in sheets}


def test_a_measure_of_what_has_no_staff_type_is_in_every_table_but_those_by_type(pipeline):
    with (pipeline.catalog / "measures.toml").open("a", encoding="utf-8") as stream:
        stream.write(EVENTS)
    book = year_report(2024, "VP", VP, 20, 10)
    book.put_row("Hoạt động", 4, [1, "1.1", "Họp", dt.date(2024, 5, 6), None, 12, 1500, None])
    pipeline.send(book, "vp.xlsx")
    pipeline.run(2024)
    counted = "select value from core.measure where measure = 'event_count'"
    assert pipeline.rows(counted) == [(1,)]
    told = annexes(pipeline)
    by_type = [title for title in told if "theo đối tượng" in title]
    assert len(by_type) == 2
    assert not any("Số hoạt động" in told[title] for title in by_type)
    of_units, *_ = told.values()
    assert "Số hoạt động" in of_units


def test_a_form_that_asks_for_no_staff_type_has_a_report_without_that_table(pipeline):
    form = pipeline.catalog / "forms" / "bieu-02.toml"
    head, field, rest = form.read_text(encoding="utf-8").partition('header = "Đối tượng"')
    assert field
    rest = rest.partition("[[sheets.fields]]\n")[2]
    form.write_text(head + rest, encoding="utf-8")
    pipeline.send(year_report(2024, "VP", VP, 20, 10), "vp.xlsx")
    pipeline.run(2024)
    assert pipeline.rate(2024, "VP") == (10, 20)
    report = build_report(load_inputs(pipeline.settings, 2024), Edition())
    assert report.staff == []
    assert annexes(pipeline)


def test_a_rule(pipeline, tmp_path, monkeypatch):
    folder = Path(shutil.copytree(suites.FOLDER, tmp_path / "expectations"))
    [(file, check)] = LISTED.findall(dict(SECTION.findall(PAGE))["Thêm một quy tắc"])
    kept = json.loads((folder / file).read_text(encoding="utf-8"))
    kept["expectations"].append(json.loads(check))
    (folder / file).write_text(json.dumps(kept), encoding="utf-8")
    monkeypatch.setattr(suites, "FOLDER", folder)
    suites.row_rules.cache_clear()
    follow(pipeline, "Thêm một quy tắc")
    book = year_report(2024, "VP", VP, 20, 10)
    book.put("Danh sách", "J23", 11).put("Danh sách", "J22", 10)  # both without digital skills
    pipeline.send(book, "vp.xlsx")
    pipeline.run(2024)
    suites.row_rules.cache_clear()
    found = "select cell, severity, message from core.finding where rule_code = 'Q20'"
    assert pipeline.rows(found) == [
        (
            "J23",
            "warning",
            "Trên 10 lớp bồi dưỡng nhưng cột “Kỹ năng số” để trống. Hãy kiểm tra lại, hoặc giải "
            "trình.",
        )
    ]
    write_feedback(pipeline.settings, 2024)
    feedback = pipeline.settings.data_dir / "feedback" / "2024" / "VP" / "v1.xlsx"
    sheet = openpyxl.load_workbook(feedback)["Danh sách"]
    assert "Trên 10 lớp" in sheet["J23"].comment.text


def test_a_column(pipeline):
    [(file, before, addition)] = INTO.findall(dict(SECTION.findall(PAGE))["Thêm một cột"])
    pipeline.write(file, f"[[sheets.fields]]\n{before}", f"{addition}\n[[sheets.fields]]\n{before}")
    blank = write_templates(pipeline.settings, 2024, pipeline.inbox.parent)[0]
    sheet = openpyxl.load_workbook(blank)["Danh sách"]
    assert sheet["K6"].value == "Ngoại ngữ"
    lists = {str(check.sqref): check.formula1 for check in sheet.data_validations.dataValidation}
    assert any(
        place.startswith("K7") and "Tiếng Anh,Tiếng Trung" in f for place, f in lists.items()
    )
    book = year_report(2024, "VP", VP, 20, 10)
    book.put("Danh sách", "L3", "Ngoại ngữ").put("Danh sách", "L4", "tiếng  anh")
    book.put("Danh sách", "L5", "Tiếng Lào")
    pipeline.send(book, "vp.xlsx")
    pipeline.run(2024)
    assert pipeline.rows(
        "select row_number, foreign_language from core.roster where foreign_language is not null"
    ) == [(4, "english")]
    assert pipeline.rows(
        "select cell, value, message from core.finding where rule_code = 'R04'"
    ) == [
        (
            "L5",
            "văn bản, 9 ký tự",
            "Giá trị ở cột “Ngoại ngữ” không thuộc danh mục. Hãy chọn một trong: Tiếng Anh, Tiếng "
            "Trung.",
        )
    ]


LABELS = """[[sheets.fields]]
header = "Hình thức"
column = "way"
kind = "choice"
need = "optional"
values = { "Trực tiếp" = "direct" }

[[sheets.fields]]
header = "Số tổ"
column = "group_count"
kind = "whole"
need = "optional"
minimum = 1
maximum = 10

[[sheets.fields]]
header = "Số văn bản"
column = "document_number"

"""
"""Labels of `Thông tin`, each of them checked by what it declares."""


@pytest.mark.parametrize(
    ("way", "groups", "document", "said", "kept"),
    [
        ("trực  tiếp", 10, "12/BC", [], ("direct", 10, "12/BC")),
        (None, None, "12/BC", [], (None, None, "12/BC")),
        ("Qua mạng", 11, None, [
            ("Hình thức", "không thuộc danh mục (Trực tiếp)"), ("Số tổ", "ngoài khoảng cho phép"),
            ("Số văn bản", "để trống"),
        ], (None, 11, None)),
        ("Trực tiếp", "nhiều", "12/BC", [("Số tổ", "không phải là số")],
         ("direct", None, "12/BC")),
    ],
)  # fmt: skip
def test_a_label(pipeline, way, groups, document, said, kept):
    before = '[[sheets.fields]]\nheader = "Người lập biểu"'
    pipeline.write("forms/bieu-02.toml", before, LABELS + before)
    labels = {"Hình thức": way, "Số tổ": groups, "Số văn bản": document}
    pipeline.send(year_report(2024, "VP", VP, 20, 10, **labels), "vp.xlsx")
    pipeline.run(2024)
    found = "select rule_code, column_name, message from core.finding order by sheet, cell"
    assert [(code, name) for code, name, _ in pipeline.rows(found)] == [
        ("Q08", name) for name, _ in said
    ]
    for (_, why), (*_, message) in zip(said, pipeline.rows(found), strict=True):
        assert why in message
    stored = "select way, group_count, document_number from core.info"
    assert pipeline.rows(stored) == [kept]


def test_a_form(pipeline):
    first_lines, last_line = FENCE.findall(dict(SECTION.findall(PAGE))["Thêm một biểu mẫu"])
    forms = pipeline.catalog / "forms"
    former = (forms / "bieu-03.toml").read_text(encoding="utf-8")
    head, first_year, rest = former.partition("first_year = 2025\n")
    assert first_year
    comment = head.partition("version")[0]
    (forms / "bieu-04.toml").write_text(comment + first_lines + rest, encoding="utf-8")
    (forms / "bieu-03.toml").write_text(head + first_year + last_line + rest, encoding="utf-8")
    pipeline.send(year_report(2025, "VP", VP, 20, 10), "vp25.xlsx")
    pipeline.send(year_report(2026, "VP", VP, 20, 10, **{"Phiên bản biểu mẫu": "4"}), "vp26.xlsx")
    pipeline.send(year_report(2026, "TTR", "Thanh tra Sở", 20, 10), "old.xlsx")
    pipeline.run(2025)
    pipeline.run(2026)
    assert pipeline.rows(
        "select reporting_year, form_version, decision from core.submission order by 1, 2"
    )[:2] == [(2025, "3", "accepted"), (2026, "3", "rejected")]
    assert pipeline.rate(2026, "VP") == (10, 20)
