"""Every file says the same words and the same figures as mart.indicator, read back out of it."""

import re
import shutil
from decimal import ROUND_HALF_UP, Decimal, localcontext

import docx
import openpyxl
import pytest

from tests.render.report.conftest import CASES
from tests.render.report.extract import (
    docx_rows,
    docx_words,
    html_rows,
    html_words,
    pdf_text,
    recalculated,
    sheet_rows,
)

office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")


def percent(numerator: int, denominator: int, target: int) -> str:
    """Written anew for the test: long division by Decimal with 60 digits."""
    if not denominator:
        return "–"
    with localcontext() as context:
        context.prec = 60
        value = Decimal(100 * numerator) / Decimal(denominator)
        places = 1
        while True:
            shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
            if not (100 * numerator < target * denominator and shown >= target):
                return f"{shown:f}%".replace(".", ",")
            places += 1


@pytest.mark.parametrize("case", CASES)
def test_word_and_html_say_the_same_words(report, case):
    made = report(case)
    assert docx_words(made.path("bao-cao.docx")) == html_words(made.path("bao-cao.html"))


def expected_rows(made) -> dict[str, list[str]]:
    """Annex I by unit name, straight from the mart: N, R, T, T/N, D, D/T, P, P/D, P/T."""
    year = made.inputs.year
    rows = [row for row in made.marts if row["reporting_year"] == year]
    mart = {(row["unit_code"], row["indicator_code"]): row for row in rows}
    targets = {"CDHT": (60, 80), "KNS": (70, 90), "TCN": (60, 80), "TCN_T": (60, 80)}
    if year < 2022:
        targets = dict.fromkeys(targets, (0,))
    found = {}
    for unit in made.inputs.catalogue.units:
        name = "Tổng cộng" if unit.parent_code is None else unit.name
        if not made.model.coverage.scopes[unit.unit_code].counted:
            found[name] = ["–"] * 9
            continue
        rate = {}
        for code, levels in targets.items():
            row = mart[unit.unit_code, code]
            pair = row["numerator"], row["denominator"]
            rate[code] = max((percent(*pair, level) for level in levels), key=len)
        codes = ("CDHT", "KNS", "TCN", "DK")
        top = {code: mart[unit.unit_code, code]["numerator"] for code in codes}
        people = mart[unit.unit_code, "CDHT"]["denominator"]
        found[name] = [
            str(people),
            str(top["DK"]),
            str(top["CDHT"]),
            rate["CDHT"],
            str(top["KNS"]),
            rate["KNS"],
            str(top["TCN"]),
            rate["TCN"],
            rate["TCN_T"],
        ]
    return found


@pytest.mark.parametrize("case", [name for name in CASES if name != "nothing"])
@pytest.mark.parametrize(
    ("name", "rows"), [("bao-cao.docx", docx_rows), ("bao-cao.html", html_rows)]
)
def test_annex_table_is_the_mart(report, case, name, rows):
    made = report(case)
    read = {row[1]: row[2:6] + row[7:12] for row in rows(made.path(name), "Đơn vị")}
    assert read == expected_rows(made)


@office
def test_pdf_has_the_figures_of_every_unit(report):
    made = report("full")
    lines = [line.split() for line in pdf_text(made.path("bao-cao.pdf")).splitlines()]
    for name, figures in expected_rows(made).items():
        assert any(_holds(line, figures) for line in lines), name


def _holds(line: list[str], wanted: list[str]) -> bool:
    """Whether the figures stand in the line in that order (last year's may stand between)."""
    rest = iter(line)
    return all(any(word == figure for word in rest) for figure in wanted)


def test_targets_table(report):
    made = report("full")
    rows = docx_rows(made.path("bao-cao.docx"), "Mục tiêu")
    #        48+15+22+28+16 + 26+71+19+13+31 = 289;  62+24+31+43+29 + 48+118+38+25+54 = 472
    assert rows[0][1:] == [
        "2025", "289/472", "61,2%", "55,3%", "+6,0", "60%", "–", "Chưa đủ căn cứ (51,3% - 67,5%)",
    ]  # fmt: skip
    assert [row[1] for row in rows] == ["2025", "2030"] * 3
    assert rows == html_rows(made.path("bao-cao.html"), "Mục tiêu")


@pytest.mark.parametrize("case", ["full", "meagre", "first", "moved"])
def test_annex_workbook_has_the_marts_counts_and_rates(report, case):
    made = report(case)
    rows = {row[1]: row for row in sheet_rows(made.path("phu-luc.xlsx"), "Biểu 1")}
    heads = [c.value for c in openpyxl.load_workbook(made.path("phu-luc.xlsx"))["Biểu 1"][4]]
    first = {head: place for place, head in reversed(list(enumerate(heads)))}
    for name, wanted in expected_rows(made).items():
        row = rows[name]
        read = [row[first[h]] for h in ("Tổng số người", "Đăng ký", "Đạt danh hiệu")]
        assert [str(value) for value in read] == wanted[:3], name
        if "%" in wanted[3]:
            share = row[first["Tỷ lệ đạt"]]
            assert round(100 * share, 6) == round(100 * int(wanted[2]) / int(wanted[0]), 6)


@office
@pytest.mark.parametrize("case", ["full", "first"])
def test_formulas_give_their_stored_values_in_another_program(report, tmp_path, case):
    path = report(case).path("phu-luc.xlsx")
    other = recalculated(path, tmp_path)
    formulas = 0
    for name in openpyxl.load_workbook(path).sheetnames:
        stored = openpyxl.load_workbook(path, data_only=True)[name]
        found = openpyxl.load_workbook(other, data_only=True)[name]
        for cell in (cell for row in openpyxl.load_workbook(path)[name].rows for cell in row):
            if cell.data_type == "f":
                formulas += 1
                value = stored[cell.coordinate].value
                assert found[cell.coordinate].value == pytest.approx(value), (name, cell.value)
    assert formulas > 50


def test_every_published_figure_leads_to_its_files(report):
    """Figure → indicator rows → file with hash and source, by the links themselves."""
    made = report("full")
    book = openpyxl.load_workbook(made.path("truy-vet.xlsx"))
    files = {}
    for figure in book["Số liệu công bố"].iter_rows(min_row=5):
        link = figure[4].hyperlink
        if link is None:  # there is nothing to lead to
            assert figure[3].value in ("0", "0 đồng"), figure[2].value
        files[figure[5].value] = reach_files(book, link.location) if link else set()
    assert len(files) == len(made.model.figures)
    root = made.model.root_code
    sources = files[f"CDHT/{root}/rate"]
    assert len(sources) == 10  # the units that are counted
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest, _, _ in sources)
    assert {status for _, _, status in sources} <= {
        "Đã tổng hợp",
        "Đã tổng hợp một phần",
        "Đã tổng hợp, có cảnh báo",
    }
    assert {source for _, source, _ in files["CDHT/VP/rate"]} == {"inbox/2024/VP.xlsx"}
    assert len(files[f"CDHT/{root}/last_rate"]) == 12
    assert {source for _, source, _ in files["activity/2.2/count"]} == {
        f"inbox/2024/{unit}.xlsx" for unit in ("VP", "CCMT", "VPDK")
    }


def reach_files(book: openpyxl.Workbook, location: str) -> set[tuple[str, str, str]]:
    """Hash, source and status of every file that a link leads to, through any sheets between."""
    name, _, place = location.replace("'", "").partition("!")
    found = set()
    for row in book[name][place]:
        row = book[name][row[0].row]
        if name == "Bản gửi":
            found.add((row[11].value, row[10].value, row[4].value))
        elif row[-1].hyperlink:
            found |= reach_files(book, row[-1].hyperlink.location)
    return found


def test_values_of_indicator_rows_in_the_trace_are_the_marts(report):
    made = report("full")
    mart = {(r["reporting_year"], r["indicator_code"], r["unit_code"]): r for r in made.marts}
    rows = sheet_rows(made.path("truy-vet.xlsx"), "Chỉ tiêu")
    assert len(rows) == len(mart)
    for year, code, unit, _, numerator, denominator, *_ in rows:
        row = mart[year, code, unit]
        assert (numerator, denominator) == (row["numerator"], row["denominator"])


def test_chart_pictures_are_of_this_report(report):
    document = docx.Document(str(report("full").path("bao-cao.docx")))
    alts = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert [("61,2%" in alt, "2024" in alt) for alt in alts] == [(True, True), (True, True)]


def test_the_annexes_alone_are_protected_and_by_no_password(report):
    for name, is_protected in (("phu-luc.xlsx", True), ("truy-vet.xlsx", False)):
        for page in openpyxl.load_workbook(report("meagre").path(name)):
            assert (page.protection.sheet, page.protection.password) == (is_protected, None)


def test_money_is_in_dong_in_the_report_and_in_its_annexes(report):
    made = report("full")
    rows = docx_rows(made.path("bao-cao.docx"), "Kinh phí (đồng)")
    total = int(rows[-1][-1].replace(".", ""))
    book = openpyxl.load_workbook(made.path("phu-luc.xlsx"), data_only=True)
    found = [
        page.cell(page.max_row, cell.column).value
        for page in book
        for line in page.iter_rows(max_row=6)
        for cell in line
        if str(cell.value).startswith("Kinh phí")
    ]
    assert total > 1_000_000
    assert found == [total] * 2  # by activity and by task
