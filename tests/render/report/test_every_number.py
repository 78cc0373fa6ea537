"""Every number that a reader meets in the report stands in truy-vet.xlsx and leads to its rows."""

import datetime as dt
import re
from dataclasses import replace

import docx
import pytest
from docx.table import Table

from render.conformity.effective import paragraphs
from steps.publication.report import render_report
from tests.render.report import samples
from tests.render.report.extract import sheet_rows
from tests.render.report.frames import demo, make_inputs
from transforms.catalogue.tasks import Plan
from transforms.report.build import build_report
from transforms.report.rows import EditedRow

NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")
NO_FIGURE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|ngày \d+(?!\d*/)( tháng \d+)?( năm \d+)?|[\w-]*/[\w-]*[A-ZĐ]{2}[\w-]*"
    r"|số \d+(/[\w-]+)+|\b(19|20)\d\d\b|(Bảng|Biểu đồ) \d+"
)
CASES = ("full", "meagre", "first", "moved", "merged")


def numbers_of(text: str) -> set[str]:
    return {plain(found) for found in NUMBER.findall(NO_FIGURE.sub(" ", text))}


def plain(number: str) -> str:
    return number.lstrip("0") or "0"


def told(path) -> list[tuple[str, str]]:
    """What the report says, with where: body, then the cells of its tables below their heads."""
    document = docx.Document(str(path))
    found = []
    for paragraph in paragraphs(document):
        inside = paragraph._p.getparent().tag.endswith("}tc")
        text = re.sub(r"^([IVX]+|\d+)\. ", "", paragraph.text)
        if not inside and "Kèm theo" not in text:
            found.append((text, text))
    for table in document.tables[1:]:
        found += _cells(table)
    return found


def _cells(table: Table) -> list[tuple[str, str]]:
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    skipped = {n for n, head in enumerate(rows[0]) if head in ("STT", "Mã", "Văn bản", "Nội dung")}
    is_head = [row._tr.trPr is not None and row._tr.trPr.find(HEAD) is not None
               for row in table.rows]  # fmt: skip
    return [
        (cell, f"{row[:2]}: {cell}")
        for row, head in zip(rows, is_head, strict=True)
        if not head
        for place, cell in enumerate(row)
        if place not in skipped
    ]


HEAD = docx.oxml.ns.qn("w:tblHeader")


@pytest.mark.parametrize("case", CASES)
def test_every_number_of_the_report_is_traced(report, case):
    made = report(case)
    rows = sheet_rows(made.path("truy-vet.xlsx"), "Số liệu công bố")
    known = {number for row in rows for number in numbers_of(str(row[3]))}
    names = [unit.name for unit in made.inputs.catalogue.units]
    check(made.path("bao-cao.docx"), known, names)


def check(document, known: set[str], names: list[str]) -> None:
    for text, place in told(document):
        for name in names:
            text = text.replace(name, "")
        assert numbers_of(text) <= known | {"0"}, place


@pytest.mark.parametrize("case", CASES)
def test_every_traced_figure_leads_somewhere(report, case):
    rows = sheet_rows(report(case).path("truy-vet.xlsx"), "Số liệu công bố")
    nothing = ("0", "00", "0 đồng", "–")
    nowhere = [row[2] for row in rows if row[4] == "–" and str(row[3]) not in nothing]
    assert nowhere == []


def test_how_many_units_named_a_theme_is_traced_to_these_units(report):
    made = report("full")
    figures = {row[5]: row for row in sheet_rows(made.path("truy-vet.xlsx"), "Số liệu công bố")}
    for limitation in made.model.synthesis.limitations:
        row = figures[f"text/limitation/{limitation.theme}"]
        assert (row[2], row[3]) == (f"Số đơn vị nêu: {limitation.theme}", limitation.count)
        assert row[4].startswith("Lời văn, dòng ")
    rows = sheet_rows(made.path("truy-vet.xlsx"), "Lời văn")
    assert {row[2] for row in rows} <= {"VP", "VPDK", "PTQD", "KHTC"}


def test_numbers_of_the_plan_and_of_edited_texts_are_traced_and_who_edited_what(tmp_path):
    """The plan's own numbers lead to the plan, an edited text's to what was counted."""
    catalogue = demo()
    plan = Plan(text="Ít nhất 37 buổi", events=37, first_year=2024)
    tasks = tuple(
        task.model_copy(update={"plan": plan}) if task.code == "1.1" else task
        for task in catalogue.tasks
    )
    moment = dt.datetime(2024, 12, 2, 9, 30, tzinfo=dt.UTC)
    edits = (
        EditedRow(
            "muc_tieu/CDHT", "Có 289/472 người đạt danh hiệu (61,2%).", None, "Máy soạn 289/472.",
            "chuyen.vien", moment, "gọn hơn",
        ),
        EditedRow("cac_buoc", None, None, "Trong 472 người", "chuyen.vien", moment, ""),
    )  # fmt: skip
    years = {2023: samples.last_year(), 2024: samples.full_year(2024)}
    inputs = make_inputs(2024, years, catalogue.model_copy(update={"tasks": tasks}))
    files = render_report(build_report(replace(inputs, edited_text=edits)))
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert "- Có 289/472 người đạt danh hiệu (61,2%)." in dict(told(tmp_path / "bao-cao.docx"))
    rows = sheet_rows(tmp_path / "truy-vet.xlsx", "Số liệu công bố")
    known = {number for row in rows for number in numbers_of(str(row[3]))}
    check(tmp_path / "bao-cao.docx", known, [unit.name for unit in inputs.catalogue.units])
    (planned,) = [row for row in rows if row[5] == "plan/1.1"]
    assert planned[3] == "Ít nhất 37 buổi"
    assert planned[4].startswith("Kế hoạch, dòng ")
    found = sheet_rows(tmp_path / "truy-vet.xlsx", "Lời đã sửa")
    assert [row[:4] for row in found] == [
        ["muc_tieu/CDHT", "Máy soạn 289/472.", edits[0].text, "chuyen.vien"],
        ["cac_buoc", "Trong 472 người", "(đã bỏ)", "chuyen.vien"],
    ]
    assert found[0][5] == "gọn hơn"
    assert found[0][4].replace(second=0) == dt.datetime(2024, 12, 2, 16, 30)  # in Vietnam


def test_every_counted_row_names_the_cells_it_comes_from(report):
    """Of each unit the sheet and its range, of an activity its own row."""
    made, within = report("full"), re.compile(r"Bản gửi, dòng \d+: Danh sách!B6:N\d+")
    for sheet in ("Chỉ tiêu", "Đối tượng"):
        rows = sheet_rows(made.path("truy-vet.xlsx"), sheet)
        sources = [row[-1] for row in rows if str(row[-1]).startswith("Bản gửi")]
        assert sources
        assert [text for text in sources if not within.fullmatch(text)] == []
    for row in sheet_rows(made.path("truy-vet.xlsx"), "Hoạt động"):
        assert row[-1].endswith(f": Hoạt động!A{row[4]}:I{row[4]}")
