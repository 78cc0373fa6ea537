"""Valid workbooks of every form, changed at random: what keeps their meaning keeps the figures.

And what alters it brings a finding or other figures, never the same figures in silence. Bounded by
``FUZZ_EXAMPLES`` (default 15 for each test).
"""

import io
import os
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from steps.intake.judging import judge_readings
from steps.intake.reading.containers import read_container
from tests.spec.kinds.cases import ACTIVITIES, PEOPLE, faultless, saved
from tests.workbooks import as_form_3, catalogue, counts_report, report
from transforms.reading.workbook import read_submission
from transforms.rules.judging import Judgement

BOUNDED = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "15")),
    deadline=None,
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LISTS = ("Danh sách", "Hoạt động", "Tổng hợp")
HEADER = 3


def form_3() -> bytes:
    info: dict[str, Any] = {"Năm báo cáo": 2025, "Phiên bản biểu mẫu": "3"}
    book = as_form_3(report(len(PEOPLE), **info))
    book.put("Thông tin", "B8", None).put("Thông tin", "B12", None)
    for row, (code, text, day, _, count, budget) in enumerate(ACTIVITIES, start=4):
        start = day.replace(year=2025)
        book.put_row("Hoạt động", row, [row - 3, code, text, start, None, count, budget, "Ảnh"])
    return book.xlsx()


FORMS = {"1": counts_report().xlsx(), "2": faultless(), "3": form_3()}


def judged(data: bytes) -> Judgement:
    read = read_container(data)
    assert isinstance(read, dict), read.reason
    return judge_readings(catalogue(), {"it": read_submission(read, catalogue())})["it"]


def figures(verdict: Judgement) -> dict[str, Any]:
    """All that is loaded of a file, whatever row or order it stood in."""
    rows = {
        table: sorted(
            repr(sorted((k, v) for k, v in row.items() if k not in ("row_number", "row_label")))
            for row in rows
        )
        for table, rows in verdict.rows.items()
    }
    reading = verdict.reading
    who = (reading.year, reading.unit_code, reading.declared_count, verdict.decision.counts)
    return {"rows": rows, "who": who, "texts": reading.narrative}


def codes(verdict: Judgement) -> set[str]:
    return {finding.rule_code for finding in verdict.findings}


WHOLE = {form: judged(data) for form, data in FORMS.items()}


# --- what keeps the meaning


def pages(book: Workbook) -> list[Worksheet]:
    return [page for page in book.worksheets if page.title in LISTS]


def blank_rows_above(book, draw):
    for page in pages(book):
        page.insert_rows(1, draw(st.integers(1, 6)))


def blank_columns_before(book, draw):
    for page in pages(book):
        page.insert_cols(1, draw(st.integers(1, 3)))


def columns_in_another_order(book, draw):
    for page in pages(book):
        order = draw(st.permutations(range(1, page.max_column + 1)))
        for row in page.iter_rows(min_row=HEADER):
            cells = [(cell.value, cell.number_format) for cell in row]
            for cell, place in zip(row, order, strict=True):
                cell.value, cell.number_format = cells[place - 1]


def titles_merged(book, draw):
    for page in book.worksheets:
        page.merge_cells(f"A1:{draw(st.sampled_from('CFK'))}1")


def styles(book, draw):
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.value is not None and draw(st.integers(0, 9)) == 0:
                    cell.font = Font(bold=True, color="FF0000", name="Arial")
                    cell.fill = PatternFill("solid", fgColor="FFFF00")
                    cell.alignment = Alignment(wrap_text=True)


def number_formats(book, draw):
    for page in pages(book):
        for row in page.iter_rows(min_row=HEADER + 1):
            for cell in row:
                if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                    cell.number_format = draw(
                        st.sampled_from(["General", "0", "0.0", "#,##0", "@"])
                    )


def sheets_in_another_order(book, draw):
    book._sheets = draw(st.permutations(book._sheets))


def further_sheets(book, draw):
    for name in draw(st.lists(st.sampled_from(["Hướng dẫn", "Ghi chép", "Sheet1"]), unique=True)):
        book.create_sheet(name)["A1"] = "Để nhớ"


def blank_rows_between(book, draw):
    for page in pages(book):
        page.insert_rows(
            draw(st.integers(HEADER + 1, max(HEADER + 1, page.max_row))), draw(st.integers(1, 3))
        )


def numbers_as_texts(book, draw):
    for page in pages(book):
        for row in page.iter_rows(min_row=HEADER + 1):
            for cell in row:
                if isinstance(cell.value, int) and draw(st.booleans()):
                    cell.value = f" {cell.value}\u00a0"


KEEPING = (
    columns_in_another_order, titles_merged, styles, number_formats, sheets_in_another_order,
    further_sheets, blank_rows_between, numbers_as_texts, blank_rows_above, blank_columns_before,
)  # fmt: skip
"""In the order in which they are done: rows and columns move last."""


@BOUNDED
@given(st.sampled_from(sorted(FORMS)), st.sets(st.sampled_from(range(len(KEEPING))), min_size=1),
       st.data())  # fmt: skip
def test_what_keeps_the_meaning_keeps_the_figures(form, chosen, data):
    book = openpyxl.load_workbook(io.BytesIO(FORMS[form]))
    for number in sorted(chosen):
        KEEPING[number](book, data.draw)
    found = judged(saved(book))
    assert figures(found) == figures(WHOLE[form])
    assert codes(found) - {"F11"} == codes(WHOLE[form])


# --- what alters it


def entries(book: Workbook) -> list[Any]:
    """The cells of entries that hold something, but the running numbers and remarks."""
    spoken = {"STT", "Ghi chú", "Họ và tên"}
    return [
        cell
        for page in pages(book)
        for row in page.iter_rows(min_row=HEADER + 1)
        for cell in row
        if cell.value not in (None, 0)  # a blank count is none
        and page.cell(HEADER, cell.column).value not in spoken
        and row[0].value != "Tổng cộng"  # what is added up is the rows, not their total
    ]


def emptied(cell, draw):
    cell.value = None


def another_number(cell, draw):
    old = cell.value if isinstance(cell.value, int | float) else None
    cell.value = draw(st.integers(-5, 10**7).filter(lambda number: number != old))


def words(cell, draw):
    cell.value = draw(st.sampled_from(["abc", "không rõ", "?", "x?", "#N/A", "1/2", "12 nghìn"]))


def struck(cell, draw):
    cell.font = Font(strike=True)


def row_hidden(cell, draw):
    cell.parent.row_dimensions[cell.row].hidden = True


def row_deleted(cell, draw):
    cell.parent.delete_rows(cell.row)


def row_twice(cell, draw):
    page = cell.parent
    copied = [page.cell(cell.row, column).value for column in range(1, page.max_column + 1)]
    for column, value in enumerate(copied, 1):
        page.cell(page.max_row + (column == 1), column, value)


def merged_down(cell, draw):
    page, below = cell.parent, cell.row + 1
    if page.cell(below, cell.column).value in (None, cell.value):
        page.cell(below, cell.column).value = None
        emptied(cell, draw)
    else:
        page.merge_cells(
            start_row=cell.row, end_row=below, start_column=cell.column, end_column=cell.column
        )


ALTERING = (emptied, another_number, words, struck, row_hidden, row_deleted, row_twice, merged_down)


@BOUNDED
@pytest.mark.parametrize("form", sorted(FORMS))
@given(st.sampled_from(ALTERING), st.data())
def test_what_alters_the_meaning_is_never_silent(form, alter, data):
    book = openpyxl.load_workbook(io.BytesIO(FORMS[form]))
    alter(data.draw(st.sampled_from(entries(book))), data.draw)
    found = judged(saved(book))
    assert figures(found) != figures(WHOLE[form]) or codes(found) - codes(WHOLE[form])
