"""The blank workbook against the form that it is made from."""

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from render.form.guide import how_to_fill
from render.form.inputs import choices, make_check
from render.form.style import put
from render.form.workbook import OWN_SHEETS, fill, prefilled
from steps.campaign.blanks import workbook_bytes
from steps.catalogue import load_year
from transforms.reading import workbook as reading
from transforms.text import fold

CATALOG = Path(__file__).parents[3] / "catalog"


@pytest.fixture(params=[2022, 2024], ids=["form 1", "form 2"])
def catalogue(request):
    return load_year(CATALOG, request.param)


def saved(book):
    """The workbook as Excel would open it."""
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(book)))


def blank(catalogue, unit=None):
    return saved(fill(catalogue.form, catalogue, unit))


def texts(page):
    return [cell.value for row in page.iter_rows() for cell in row if isinstance(cell.value, str)]


def checks_by_header(page, sheet):
    """Each field's data validation, found by where it applies."""
    found = {}
    for check in page.data_validations.dataValidation:
        column, row, _, _ = range_boundaries(str(check.sqref))
        is_label = sheet.shape == "labels"
        cell = page.cell(row, column - 1) if is_label else page.cell(row - 1, column)
        found[cell.value] = check
    return found


def test_every_sheet_header_and_label_stands_exactly_once(catalogue):
    book = blank(catalogue)
    assert book.sheetnames == ["Hướng dẫn", *(sheet.name for sheet in catalogue.form.sheets)]
    for sheet in catalogue.form.sheets:
        standing = texts(book[sheet.name])
        assert {f.header: standing.count(f.header) for f in sheet.fields} == {
            f.header: 1 for f in sheet.fields
        }


def test_the_reader_passes_our_own_sheets_by():
    assert {fold(name) for name in OWN_SHEETS} == reading.OWN_SHEETS


def test_drop_downs_offer_one_text_per_stored_value(catalogue):
    book = blank(catalogue)
    for sheet in catalogue.form.sheets:
        checks = checks_by_header(book[sheet.name], sheet)
        for field in sheet.fields:
            if field.values:
                offered = checks[field.header].formula1.strip('"').split(",")
                assert tuple(offered) == choices(field)
                stored = [field.values[text] for text in offered]
                assert sorted(stored) == sorted(set(field.values.values()))


def test_task_codes_drop_down_from_the_guide(catalogue):
    book = blank(catalogue)
    check = checks_by_header(book["Hoạt động"], catalogue.form.sheet("activity"))["Mã nhiệm vụ"]
    where = book.defined_names[check.formula1].attr_text
    name, cells = where.replace("$", "").split("!")
    listed = [row[0].value for row in book[name.strip("'")][cells]]
    assert listed == [task.code for task in catalogue.tasks]


def test_numbers_and_dates_are_limited_as_the_form_says():
    catalogue = load_year(CATALOG, 2024)
    book = blank(catalogue)
    roster = checks_by_header(book["Danh sách"], catalogue.form.sheet("roster"))
    activity = checks_by_header(book["Hoạt động"], catalogue.form.sheet("activity"))
    limits = {
        header: (check.type, check.formula1, check.formula2)
        for header, check in (roster | activity).items()
        if check.type in ("whole", "decimal", "date")
    }
    assert limits == {
        "Điểm": ("decimal", "0", "100"),
        "Số lớp bồi dưỡng": ("whole", "0", "1000000"),
        "Từ ngày": ("date", "DATE(2023,11,16)", "DATE(2024,11,15)"),
        "Đến ngày": ("date", "DATE(2023,11,16)", "DATE(2024,11,15)"),
        "Số lượt tham gia": ("whole", "0", "10000000"),
        "Kinh phí (nghìn đồng)": ("decimal", "0", "1000000000"),
    }


def test_what_is_known_of_a_unit_is_filled_in():
    catalogue = load_year(CATALOG, 2024)
    unit = catalogue.reporting_units[0]
    assert prefilled(catalogue.form, catalogue, unit) == {
        "reporting_year": 2024,
        "form_version": "2",
        "cut_off_date": dt.date(2024, 11, 15),
        "unit_code": "VP",
        "unit_name": "Văn phòng Sở",
    }
    page = blank(catalogue, unit)["Thông tin"]
    values = {row[0].value: row[1].value for row in page.iter_rows(min_row=6)}
    assert values["Mã đơn vị"] == "VP"
    assert values["Ngày chốt số liệu"] == dt.datetime(2024, 11, 15)
    assert values["Tổng số người"] is None


def test_rows_are_written_as_a_person_types_them():
    catalogue = load_year(CATALOG, 2024)
    person = {
        "person_code": "00012",
        "full_name": "=HYPERLINK(1)",
        "staff_type": "civil_servant",
        "is_registered": True,
        "is_recognised": False,
        "is_self_updating": "Có",
        "score": "85,5",
        "Ghi chú": "-\x07ghi",
    }
    page = saved(fill(catalogue.form, catalogue, None, {"roster": [person]}))["Danh sách"]
    row = {page.cell(6, column).value: page.cell(7, column) for column in range(1, 12)}
    assert {header: cell.value for header, cell in row.items()} == {
        "STT": 1,
        "Mã số": "00012",
        "Họ và tên": "=HYPERLINK(1)",
        "Đối tượng": "Công chức",
        "Đăng ký": "x",
        "Điểm": "85,5",
        "Danh hiệu": None,
        "Kỹ năng số": None,
        "Tự cập nhật": "Có",
        "Số lớp bồi dưỡng": None,
        "Ghi chú": "-ghi",
    }
    assert row["Họ và tên"].data_type == "s"
    assert row["Họ và tên"].quotePrefix


def test_no_cell_is_a_formula(catalogue):
    book = blank(catalogue, catalogue.reporting_units[0])
    assert not [c for page in book for row in page.iter_rows() for c in row if c.data_type == "f"]


def test_the_same_input_gives_the_same_bytes(catalogue):
    unit = catalogue.reporting_units[0]
    first, second = (workbook_bytes(fill(catalogue.form, catalogue, unit)) for _ in range(2))
    assert first == second


def test_wide_sheets_lie_on_their_side_and_fit_the_page(catalogue):
    book = blank(catalogue)
    assert book["Hoạt động"].page_setup.orientation == "landscape"
    assert book["Thông tin"].page_setup.orientation == "portrait"
    assert all(page.sheet_properties.pageSetUpPr.fitToPage for page in book)


def test_a_list_that_excel_cannot_hold_in_a_check_stands_in_the_guide():
    catalogue = load_year(CATALOG, 2024)
    sheet = catalogue.form.sheet("roster")
    field = sheet.field("staff_type").model_copy(update={"values": {"Một, hai": "a"}})
    check = make_check(sheet, field, catalogue.calendar, "x")
    assert check is not None
    assert check.formula1 == "danh_muc_staff_type"
    assert how_to_fill(field) == "Chọn: Một, hai"


def test_a_cell_under_a_merged_range_takes_no_value():
    page = openpyxl.Workbook().active
    page.merge_cells("A1:B1")
    put(page["B1"], "x")
    assert page["B1"].value is None
