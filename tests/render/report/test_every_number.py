"""Every number that a reader meets in the report stands in truy-vet.xlsx and leads to its rows."""

import re

import docx
import pytest
from docx.table import Table

from render.conformity.effective import paragraphs
from tests.render.report.extract import sheet_rows

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
    for text, place in told(made.path("bao-cao.docx")):
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
