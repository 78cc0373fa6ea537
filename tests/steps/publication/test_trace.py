"""From a figure of truy-vet.xlsx back into the unit's workbook, wherever its table stands there."""

import io

import openpyxl
import pytest

from steps.publication.inputs import load_inputs
from steps.publication.report import render_report
from tests.pipeline import year_report
from tests.steps.publication.test_publication import YEAR, office_of_two
from transforms.report.build import build_report


@pytest.fixture
def sent(tmp_path, warehouse):
    """B's list is moved two rows down and a column to the right of where the form has it."""
    pipeline = office_of_two(tmp_path, warehouse)
    content = year_report(YEAR, "B", "Đơn vị B", 7, 3).xlsx()
    book = openpyxl.load_workbook(io.BytesIO(content))
    people = book["Danh sách"]
    people.insert_rows(1, 2)
    people.insert_cols(1)
    moved = io.BytesIO()
    book.save(moved)
    pipeline.send(moved.getvalue(), "b.xlsx")
    pipeline.run(YEAR)
    return pipeline, people


def test_the_range_holds_exactly_the_unit_s_people(sent):
    pipeline, people = sent
    files = render_report(build_report(load_inputs(pipeline.settings, YEAR)))
    book = openpyxl.load_workbook(io.BytesIO(files["truy-vet.xlsx"]))
    rows = list(book["Chỉ tiêu"].iter_rows(min_row=3, values_only=True))
    told = {row[2]: row[-1] for row in rows if row[1] == "CDHT" and row[0] == YEAR}
    info, place = told["B"].partition(": ")[2].split("; ")
    assert info.startswith("Thông tin!B")
    sheet, _, cells = place.partition("!")
    assert sheet == people.title
    texts = [[str(cell.value) for cell in row] for row in people[cells]]
    assert len(texts) == 7
    assert all(any(text.startswith("B") for text in row) for row in texts)
    assert told["A"] != told["B"]
    assert pipeline.rows("select count(*) from core.sheet_range where cells = ''") == [(0,)]


def test_judged_again_a_file_has_its_places_once(sent):
    pipeline, _ = sent
    query = "select submission_id, table_name, cells from core.sheet_range order by 1, 2"
    before = pipeline.rows(query)
    pipeline.run(YEAR)
    assert pipeline.rows(query) == before
