"""Another department than the demonstration's, from file to report: its words and no others."""

import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import psycopg
import pytest

from render.form.workbook import fill
from steps.campaign.blanks import workbook_bytes
from steps.catalogue import load_year
from steps.intake.landing import list_batches
from steps.intake.take_in import take_in
from steps.publication.inputs import load_inputs
from steps.publication.report import write_report
from steps.settings import Settings
from steps.year.aggregate import aggregate
from tests.render.report.extract import docx_rows, docx_words, html_rows, html_words
from transforms.report.build import build_report
from transforms.report.inputs import Edition

HEALTH = Path(__file__).parent / "health"
PEOPLE = {"VPS": 20, "BVDK": 160, "BVPS": 60, "KSBT": 40, "HA": 30}
TYPES = ("doctor", "nurse", "pharmacist", "other")
OF_THE_DEMO = re.compile(
    "công dân học tập|danh hiệu|kỹ năng số|xã hội học tập|tài nguyên|lạng sơn|stnmt|viên chức|"
    "công chức|cdht|kns|tcn|lớp bồi dưỡng",
    re.IGNORECASE,
)
HORIZONS = "40% (2024)\n50% (2026)\n60% (2028)\n70% (2030)\n80% (2035)"


@dataclass
class Made:
    """The year's report: its folder, its model, the warehouse it is from."""

    folder: Path
    model: dict
    warehouse: str


def persons(unit: str, count: int, year: int) -> list[dict[str, object]]:
    """Every tenth without a licence, every second with the hours, a third more each year."""
    return [
        {
            "person_code": f"{unit}{n:03d}",
            "full_name": f"Nhân viên {n}",
            "staff_type": TYPES[n % 4],
            "is_licensed": n % 10 != 0,
            "credit_hours": 30 if n % 10 != 0 and n % (2 if year > 2023 else 3) == 0 else 8,
            "uses_records": n % 3 != 0,
            "has_signature": n % 4 == 0,
            "is_teacher": n % 5 == 0,
        }
        for n in range(1, count + 1)
    ]


def send(settings: Settings, inbox: Path, year: int) -> None:
    """Every unit's workbook, filled in as the form wants it."""
    catalogue = load_year(settings.catalog_dir, year)
    inbox.mkdir(parents=True, exist_ok=True)
    for unit in catalogue.reporting_units:
        code = unit.unit_code
        data = {
            "info": {"declared_count": PEOPLE[code]},
            "roster": persons(code, PEOPLE[code], year),
            "activity": [
                {
                    "task_code": "1.1",
                    "content": "Lớp cập nhật hồi sức",
                    "start_date": dt.date(year, 5, 6),
                    "participant_count": 12,
                    "budget_thousand_vnd": 4500,
                }
            ],
            "narrative": {"strengths": "Đủ lớp theo kế hoạch", "proposals": "Cấp thêm máy"},
        }
        path = inbox / f"{code}-{year}.xlsx"
        path.write_bytes(workbook_bytes(fill(catalogue.form, catalogue, unit, data)))
        moment = dt.datetime(year, 10, 5, 8, tzinfo=dt.UTC).timestamp()
        os.utime(path, (moment, moment))


@pytest.fixture(scope="module")
def made(server: str, tmp_path_factory: pytest.TempPathFactory):
    """2023 and 2024, read, judged, stored, counted; the report of 2024."""
    folder = tmp_path_factory.mktemp("health")
    admin = server.replace("/template_warehouse?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("create database health template template_warehouse")
        settings = Settings.from_env(
            {
                "DATA_DIR": str(folder / "var"),
                "INBOX": str(folder / "inbox"),
                "CATALOG_DIR": str(HEALTH),
                "WAREHOUSE_URL": server.replace("/template_warehouse?", "/health?"),
            }
        )
        for year in (2023, 2024):
            send(settings, folder / "inbox", year)
            for batch in list_batches(settings, year):
                take_in(settings, year, batch)
            aggregate(settings, year)
        model = build_report(load_inputs(settings, 2024), Edition())
        write_report(model, folder / "report")
        yield Made(folder / "report", model, settings.warehouse())
        connection.execute("drop database health with (force)")


def rows(made: Made, query: str) -> list[tuple]:
    with psycopg.connect(made.warehouse) as connection:
        return connection.execute(query).fetchall()


def test_every_file_is_counted_without_a_finding(made):
    assert rows(made, "select distinct status from core.submission") == [("accepted",)]
    assert rows(made, "select rule_code, message from core.finding") == []


def test_the_marts_hold_its_indicators(made):
    found = rows(
        made,
        "select indicator_code, numerator, denominator from mart.indicator "
        "where reporting_year = 2024 and unit_code = 'SYT' order by 1",
    )
    everybody = [p for code, count in PEOPLE.items() for p in persons(code, count, 2024)]
    licensed = sum(bool(p["is_licensed"]) for p in everybody)
    updated = sum(p["credit_hours"] == 30 for p in everybody)
    assert dict((code, pair) for code, *pair in found)["GP"] == [licensed, 310]
    assert dict((code, pair) for code, *pair in found)["GIO"] == [updated, licensed]
    assert [code for code, *_ in found] == ["BA", "GD", "GIO", "GP", "KY", "KYT"]


def test_annex_and_staff_table_have_its_columns_and_no_blank_figure(made):
    word, page = made.folder / "bao-cao.docx", made.folder / "bao-cao.html"
    heads = [part.heads for part in made.model.units_parts]
    assert heads == [
        [
            "Nhân viên",
            "Có giấy phép",
            "Tỷ lệ có giấy phép",
            "Tỷ lệ có giấy phép năm 2023",
            "Đủ giờ cập nhật",
            "Tỷ lệ trên số có giấy phép",
            "Dùng bệnh án điện tử",
        ],
        [
            "Tỷ lệ dùng",
            "Ký số",
            "Tỷ lệ trên số dùng",
            "Tỷ lệ ký số trên tổng số",
            "Giảng dạy",
            "Tỷ lệ giảng dạy",
        ],
    ]
    for name in ("Đơn vị", "Đối tượng", "Mục tiêu", "Năm"):
        assert docx_rows(word, name) == html_rows(page, name)
    for row in (*made.model.units, *made.model.staff):
        assert "–" not in row.cells, row.name


def test_word_and_page_say_the_same_and_no_word_of_the_demonstration(made):
    words = docx_words(made.folder / "bao-cao.docx")
    assert words == html_words(made.folder / "bao-cao.html")
    assert OF_THE_DEMO.findall(" ".join(words)) == []
    for row in made.model.verdicts:  # only the indicator without a target has gaps
        assert ("–" in (row.target, row.people, row.rate)) == (row.until == "–"), row


def test_workbooks_have_no_word_of_the_demonstration(made):
    for name in ("phu-luc.xlsx", "truy-vet.xlsx"):
        book = openpyxl.load_workbook(made.folder / name, data_only=True)
        texts = [
            str(cell.value)
            for page in book
            for row in page.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        assert [text for text in texts if OF_THE_DEMO.search(text)] == [], name


def test_an_auditor_reads_which_plan_set_each_target(made):
    plans = {
        (indicator.code, target.year): target.source
        for indicator in load_year(HEALTH, 2024).indicators
        for target in indicator.targets
    }
    book = openpyxl.load_workbook(made.folder / "truy-vet.xlsx", data_only=True)
    lines = [[cell.value for cell in row] for row in book["Chỉ tiêu"].rows]
    head = next(line for line in lines if "Văn bản giao mục tiêu" in line)
    code, year, plan = map(head.index, ("Chỉ tiêu", "Năm mục tiêu", "Văn bản giao mục tiêu"))
    told = {(line[code], line[year]): line[plan] for line in lines if isinstance(line[year], int)}
    assert told
    assert told == {key: plans[key] for key in told}


def test_any_number_of_horizons_is_told(made):
    targets = {target.code: target for target in made.model.targets}
    assert [len(targets[code].goals) for code in ("GD", "KY", "BA", "GP", "GIO")] == [
        0, 1, 2, 3, 5,
    ]  # fmt: skip
    told = [f"{goal.target} ({goal.year})" for goal in targets["GIO"].goals]
    assert "\n".join(told) == HORIZONS
    for year in (2024, 2026, 2028, 2030, 2035):
        assert f"mục tiêu đến năm {year}" in targets["GIO"].sentence
    assert targets["GD"].verdict_text == "Chưa giao"
    assert made.model.words.conclusion == (
        "đạt 03/04 mục tiêu, chậm tiến độ 01/04 mục tiêu của năm gần nhất."
    )
    assert made.model.words.shortfalls == [
        "Chậm tiến độ thực hiện mục tiêu: ký số bệnh án (25,5%, mục tiêu 100% đến năm 2030)."
    ]
    sheet = openpyxl.load_workbook(made.folder / "phu-luc.xlsx")["Biểu 2"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    years = [line[7] for line in lines if line[1] == targets["GIO"].title]
    assert years == [2024, 2026, 2028, 2030, 2035]
    marks = [[mark.text for mark in beside] for beside in made.model.charts["muc_tieu"].goals]
    assert marks == [
        [f"{goal.year}: {goal.target}" for goal in target.goals] for target in made.model.targets
    ]


def test_the_words_of_the_units_stand_under_the_forms_headers(made):
    book = openpyxl.load_workbook(made.folder / "phu-luc.xlsx")
    words = next(page for page in book if "Thuyết minh" in str(page["A1"].value))
    assert {row[0].value for row in words.iter_rows(min_row=5)} == {"Làm được", "Đề nghị"}
