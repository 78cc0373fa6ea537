"""xlsx, xlsm, xls and ods, told apart by content, read alike; everything else is one reason."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from steps.intake.reading.containers import read_container
from steps.intake.reading.scanning import Unreadable
from tests.hostile import FILES, MAIN, rezipped, sheet, with_cells
from tests.workbooks import Book, Error, Formula, counts_report, report
from transforms.reading.grid import Grid


def values(grid: Grid) -> dict[str, object]:
    """What stands in a grid, by address."""
    return {
        f"{openpyxl.utils.get_column_letter(column)}{row}": grid.at(row, column)
        for row in range(1, len(grid.rows) + 1)
        for column in range(1, grid.width + 1)
        if grid.has(row, column)
    }


def rich_book() -> Book:
    book = (
        report(3)
        .put("Danh sách", "F4", "85,5")
        .put("Danh sách", "B4", "007")
        .merge("Danh sách", "A1:K1")
    )
    book.put("Danh sách", "F5", Error("#DIV/0!")).put("Danh sách", "G5", True).put(
        "Danh sách", "J6", 2.5
    )
    return (
        book.put("Thông tin", "B13", "\u00a0")
        .merge("Thông tin", "A1:B1")
        .put("Danh sách", "C20", "Ký")
    )


@pytest.mark.parametrize("book", [rich_book(), counts_report()], ids=["form 2", "form 1"])
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_every_container_holds_the_same(book, kind):
    read = read_container(getattr(book, kind)())
    assert list(read) == list(book.sheets)
    for name, grid in book.grids().items():
        assert values(read[name]) == values(grid)
        assert read[name].defects == grid.defects
        assert sorted(read[name].merges) == sorted(grid.merges)


def test_macros_are_not_run_and_no_obstacle():
    """An xlsm is an xlsx of another content type with a binary part beside it."""
    types = zipfile.ZipFile(io.BytesIO(report(3).xlsx())).read("[Content_Types].xml").decode()
    types = types.replace("spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main")
    data = rezipped(
        {"[Content_Types].xml": types.encode(), "xl/vbaProject.bin": bytes(100)}, report(3).xlsx()
    )
    assert values(read_container(data)["Danh sách"]) == values(report(3).grids()["Danh sách"])


def cells(rows: str) -> Grid:
    """The first sheet of a workbook with these rows in XML."""
    return read_container(with_cells(rows))["Thông tin"]


@pytest.mark.parametrize(
    ("cell", "value", "defect"),
    [
        ('<c r="B2"><f>1+1</f><v>2</v></c>', 2, None),
        ('<c r="B2" t="str"><f>A1</f><v>chữ</v></c>', "chữ", None),
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', None, None),  # shows nothing: blank
        ('<c r="B2" t="str"><f>A1</f><v/></c>', None, None),
        ('<c r="B2"><f>1+1</f></c>', None, ""),
        ('<c r="B2"><f>1+1</f><v></v></c>', None, ""),
        ('<c r="B2"><f>1+1</f><v/></c>', None, ""),
        ('<c r="B2"><f t="shared" si="0"/></c>', None, ""),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", "#DIV/0!"),
        ('<c r="B2" t="e"><v>#N/A</v></c>', "#N/A", "#N/A"),
        ('<c r="B2" t="e"><v>#NAME?</v></c>', "#NAME?", "#NAME?"),
        ('<c r="B2" t="b"><v>1</v></c>', True, None),
        ('<c r="B2" t="inlineStr"><is><t>chữ</t></is></c>', "chữ", None),
        ('<c r="B2" t="inlineStr"><is><r><t>c</t></r><r><t>hữ</t></r></is></c>', "chữ", None),
        ('<c r="B2" t="d"><v>2024-03-05</v></c>', None, None),
        ('<c r="B2" s="0"/>', None, None),
        ('<c r="B2"><v>1e3</v></c>', 1000, None),
    ],
)
def test_cell_of_an_xlsx(cell, value, defect):
    grid = cells(f'<row r="2">{cell}</row>')
    assert grid.defects == ({} if defect is None else {(2, 2): defect})
    if 't="d"' not in cell:  # calamine leaves ISO dates as text or as dates
        assert grid.at(2, 2) == value


def test_rows_and_cells_may_leave_out_where_they_stand():
    grid = cells(
        "<row><c><v>1</v></c><c><f>1</f></c></row><row/>"
        "<row><c r='C3'><f>2</f></c><c><f>3</f></c></row>"
    )
    assert grid.at(1, 1) == 1
    assert grid.defects == {(1, 2): "", (3, 3): "", (3, 4): ""}


def test_addresses_are_those_of_the_file():
    """Leading blank rows and columns, hidden rows: nothing moves a cell."""
    book = openpyxl.Workbook()
    page = book.active
    page["D7"], page["E9"] = "chữ", 5
    page.row_dimensions[7].hidden = True
    page.column_dimensions["D"].hidden = True
    page.sheet_state = "visible"
    book.create_sheet("Ẩn")["B2"] = 1
    book["Ẩn"].sheet_state = "hidden"
    saved = io.BytesIO()
    book.save(saved)
    read = read_container(saved.getvalue())
    assert values(read["Sheet"]) == {"D7": "chữ", "E9": 5}
    assert values(read["Ẩn"]) == {"B2": 1}


def test_dates_and_times():
    book = openpyxl.Workbook()
    page = book.active
    page["A1"], page["A2"], page["A3"] = (
        dt.date(2024, 3, 5),
        dt.datetime(2024, 3, 5, 14, 30),
        dt.time(8, 30),
    )
    page["A4"], page["A4"].number_format = 45356, "dd/mm/yyyy"
    page["A5"], page["A5"].number_format = 1.5, "[h]:mm"
    saved = io.BytesIO()
    book.save(saved)
    read = values(read_container(saved.getvalue())["Sheet"])
    assert [str(read[f"A{row}"])[:16] for row in range(1, 6)] == [
        "2024-03-05 00:00" if isinstance(read["A1"], dt.datetime) else "2024-03-05",
        "2024-03-05 14:30",
        "08:30:00",
        "2024-03-05 00:00" if isinstance(read["A4"], dt.datetime) else "2024-03-05",
        "1 day, 12:00:00",
    ]


def test_dates_count_from_1904_where_the_workbook_says_so():
    data = report(1).put("Danh sách", "F4", dt.date(2024, 3, 5)).xlsx()
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    saved = io.BytesIO()
    book.save(saved)
    assert str(read_container(saved.getvalue())["Danh sách"].at(4, 6))[:10] == "2024-03-05"


def test_chart_sheets_hold_no_cells():
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.create_chartsheet("Biểu đồ").add_chart(openpyxl.chart.BarChart())
    saved = io.BytesIO()
    book.save(saved)
    assert list(read_container(saved.getvalue())) == ["Sheet"]


def test_a_repeated_row_of_an_ods_counts_each_time():
    data = report(1).ods()
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    row = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell '
        'table:number-columns-repeated="2" office:value-type="float" office:value="7"/>'
        '<table:table-cell table:formula="of:=1+1"/></table:table-row>'
    )
    first = content.index("<table:table-row")
    grid = read_container(rezipped({"content.xml": content[:first] + row + content[first:]}, data))
    assert [grid["Thông tin"].rows[n][:2] for n in range(3)] == [[7, 7]] * 3
    assert grid["Thông tin"].defects == {(1, 3): "", (2, 3): "", (3, 3): ""}
    assert grid["Thông tin"].at(4, 1) == "THÔNG TIN"


def test_a_comment_is_not_part_of_its_cell():
    data = report(1).ods()
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    comment = "<office:annotation><text:p>xem lại</text:p></office:annotation>"
    changed = content.replace("<text:p>NV001</text:p>", comment + "<text:p>NV001</text:p>")
    assert changed != content
    grid = read_container(rezipped({"content.xml": changed}, data))["Danh sách"]
    assert grid.at(4, 2) == "NV001"


def test_blank_rows_to_the_end_of_the_sheet_are_nothing():
    """As LibreOffice writes them."""
    data = report(1).ods()
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    row = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    grids = read_container(rezipped({"content.xml": content.replace("</table:table>", row)}, data))
    assert values(grids["Danh sách"]) == values(report(1).grids()["Danh sách"])
    assert len(grids["Danh sách"].rows) < 20_000


def test_names_and_extensions_tell_nothing():
    """Only bytes are handed over: an ods called .xlsx is an ods."""
    assert isinstance(read_container(report(1).ods()), dict)
    assert isinstance(read_container(report(1).xls()), dict)


REASONS = {
    "rong.xlsx": "tệp rỗng",
    "van-ban.xlsx": "tệp văn bản hoặc CSV; hãy mở bằng Excel, chọn Lưu thành, loại .xlsx",
    "ngau-nhien.ods": "không phải tệp xlsx, xlsm, xls hay ods",
    "lon.xlsx": "tệp lớn hơn 30 MB",
    "mat-khau.xlsx": "tệp đặt mật khẩu",
    "mat-khau.ods": "tệp đặt mật khẩu",
    "cut-nua.xlsx": "tệp hỏng",
    "goc-xa.xlsx": "có ô ngoài giới hạn 20000 dòng, 500 cột",
    "nhieu-trang.xlsx": "tệp có trên 100 trang tính",
    "nhieu-o.xlsx": "tệp có quá nhiều ô",
    "bom-nen.xlsx": "tệp nén bất thường, có thể nguy hiểm",
    "ty-tieng-cuoi.xlsx": "tệp hỏng",
    "lap-lai.ods": "có ô ngoài giới hạn 20000 dòng, 500 cột",
}


@pytest.mark.parametrize("name", REASONS)
def test_reason_of_an_unreadable_file(name):
    found = read_container(FILES[name]())
    assert isinstance(found, Unreadable)
    assert found.reason == REASONS[name]


def test_limits_are_inclusive():
    edge = '<row r="20000"><c r="A20000"><v>1</v></c></row>'
    assert isinstance(read_container(with_cells(edge)), dict)
    column = '<row r="1"><c r="SF1"><v>1</v></c></row>'
    assert isinstance(read_container(with_cells(column)), dict)
    beyond = read_container(with_cells('<row r="1"><c r="SG1"><v>1</v></c></row>'))
    assert isinstance(beyond, Unreadable)


def test_a_locked_xls_is_known_as_such():
    """The record FILEPASS in the workbook's globals."""
    data = report(1).xls()
    start = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    filepass = b"\x2f\x00\x06\x00" + bytes(6)
    locked = data[: start + 20] + filepass + data[start + 20 + len(filepass) :]
    assert isinstance(read_container(locked), Unreadable)


def test_strict_ooxml_is_read_or_refused_but_never_misread():
    strict = sheet('<row r="1"><c r="A1"><v>5</v></c></row>').replace(
        MAIN.encode(), b'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"'
    )
    found = read_container(rezipped({"xl/worksheets/sheet1.xml": strict}))
    assert isinstance(found, Unreadable) or found["Thông tin"].at(1, 1) == 5


def test_formulas_of_our_own_builder_have_no_value():
    book = report(1).put("Danh sách", "F4", Formula("=80+5"))
    assert read_container(book.xlsx())["Danh sách"].defects == {(4, 6): ""}
