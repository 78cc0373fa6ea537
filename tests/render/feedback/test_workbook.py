"""The feedback workbook: marks that can be taken off, answers that stay, originals that survive."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineWorkbook

from render.feedback.marks import HEADING
from render.feedback.workbook import feedback_workbook
from render.form.style import FILLS
from render.form.workbook import fill
from steps.catalogue import load_year
from transforms.reading.grid import Grid

YEAR = load_year(Path(__file__).parents[3] / "catalog", 2024)
UNIT = YEAR.reporting_units[0]
MONDAY = dt.datetime(2024, 11, 18, 8, 5, tzinfo=dt.UTC)


def submission(**changes):
    return {
        "reporting_year": 2024,
        "unit_code": UNIT.unit_code,
        "version": 1,
        "received_at": MONDAY,
        "decision": "rejected",
        "status": "rejected",
        "declared_count": 2,
        "person_count": 2,
        "quarantined_count": 1,
    } | changes


def finding(rule_code, cell, severity="critical", sheet="Danh sách", **changes):
    return {
        "rule_code": rule_code,
        "severity": severity,
        "sheet": sheet,
        "cell": cell,
        "column_name": "Danh hiệu",
        "row_label": "1",
        "value": "x",
        "message": f"Sai ở {rule_code}. Hãy sửa lại.",
        "explanation": None,
    } | changes


def saved(book):
    """A workbook as bytes, as a unit sends it."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def reloaded(book):
    return openpyxl.load_workbook(io.BytesIO(saved(book)))


def own_file(**data):
    people = [{"person_code": f"0000{n}", "full_name": "A B"} for n in (1, 2)]
    return fill(YEAR.form, YEAR, UNIT, {"roster": people} | data)


def give_back(original, *findings, **changes):
    content = original if isinstance(original, bytes | None) else saved(original)
    return reloaded(feedback_workbook(content, submission(**changes), findings, YEAR))


def texts(page):
    return [str(c.value) for row in page.iter_rows() for c in row if c.value is not None]


# --- marks ---------------------------------------------------------------------------------------


def test_wrong_cells_are_tinted_by_the_gravest_finding_and_say_what_to_do():
    book = give_back(own_file(), finding("Q01", "G7", "warning"), finding("R06", "G7"))
    cell = book["Danh sách"]["G7"]
    assert cell.fill.start_color.rgb == f"00{FILLS['critical']}"
    assert cell.comment.text.splitlines() == [
        HEADING,
        "Phải sửa (R06): Sai ở R06. Hãy sửa lại.",
        "Sửa hoặc giải trình (Q01): Sai ở Q01. Hãy sửa lại.",
    ]


def test_marks_come_off_when_the_file_comes_back_mended():
    original = own_file()
    original["Danh sách"]["G7"].fill = PatternFill("solid", start_color="00112233")
    original["Danh sách"]["G7"].comment = Comment("Của đơn vị", "Đơn vị")
    original["Danh sách"]["J7"].fill = PatternFill("solid", start_color=Color(theme=4, tint=-0.25))
    spoilt = [
        finding("R06", "G7"),
        finding("R04", "D8"),
        finding("R05", "J7"),
        finding("R05", "F7"),
    ]
    marked = give_back(original, *spoilt)
    assert marked["Danh sách"]["G7"].comment.text.startswith("Của đơn vị\n\n")
    again = give_back(marked, finding("R04", "D7"))
    page = again["Danh sách"]
    assert page["G7"].comment.text == "Của đơn vị"
    assert page["G7"].fill.start_color.rgb == "00112233"
    assert page["D8"].comment is None
    assert page["D8"].fill.start_color.rgb == f"00{FILLS['must']}"
    assert page["F7"].fill.fill_type is None
    assert (page["J7"].fill.start_color.theme, page["J7"].fill.start_color.tint) == (4, -0.25)
    assert again.sheetnames == marked.sheetnames


def test_a_merged_cell_is_marked_where_its_value_stands():
    original = own_file()
    original["Danh sách"].merge_cells("D7:D8")
    page = give_back(original, finding("R04", "D8"))["Danh sách"]
    assert HEADING in page["D7"].comment.text


def test_nothing_we_write_acts_as_a_formula():
    hostile = finding(
        "F11", None, "info", sheet="=1+1", column_name="=cmd()", message="=HYPERLINK(1)", value="@x"
    )
    question = finding("Q07", "G7", "warning", message="=2+2\x07. Hãy\x00 sửa.")
    book = give_back(own_file(), hostile, question)
    cells = [c for page in book for row in page.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    assert "=HYPERLINK(1)" in texts(book["Lỗi"])


# --- our sheets ----------------------------------------------------------------------------------


def test_the_first_sheet_says_the_decision_the_counts_and_until_when():
    findings = [finding("R06", "G7"), finding("Q01", "G8", "warning"), finding("F11", None, "info")]
    book = give_back(own_file(), *findings)
    assert book.sheetnames[:3] == ["Phản hồi", "Lỗi", "Hướng dẫn"]
    assert book.active.title == "Phản hồi"
    assert [page.title for page in book if page.sheet_view.tabSelected] == ["Phản hồi"]
    rows = {row[0].value: row[1].value for row in book["Phản hồi"].iter_rows() if row[0].value}
    assert rows["Kết quả"] == "TRẢ LẠI"
    assert rows["Đơn vị"] == "Văn phòng Sở (VP)"
    assert rows["Nhận lúc"] == "15:05 ngày 18/11/2024 (đúng hạn)"
    assert rows["Lỗi phải sửa (đỏ)"] == 1
    assert rows["Cảnh báo chưa giải trình (cam)"] == 1
    assert rows["Để biết, không cần làm gì"] == 1
    assert any("chậm nhất ngày 20/11/2024" in text for text in texts(book["Phản hồi"]))


@pytest.mark.parametrize(
    ("received_at", "text"),
    [
        (dt.datetime(2024, 11, 21, 8, tzinfo=dt.UTC), "trước ngày 01/12/2024"),
        (dt.datetime(2024, 12, 2, 8, tzinfo=dt.UTC), "đã qua ngày lập báo cáo"),
    ],
)
def test_after_the_deadline_the_date_is_another(received_at, text):
    book = give_back(own_file(), finding("R06", "G7"), received_at=received_at)
    assert any(text in line for line in texts(book["Phản hồi"]))


def test_a_superseded_version_says_that_a_newer_one_counts():
    book = give_back(own_file(), finding("Q01", "G7", "warning"), status="superseded")
    assert any("bản mới được tính thay" in line for line in texts(book["Phản hồi"]))


def test_errors_are_listed_gravest_first_and_link_to_their_cells():
    book = give_back(
        own_file(),
        finding("F03", None, sheet="Thuyết minh"),
        finding("F11", "L6", "info"),
        finding("Q01", "G8", "warning", explanation="Đã đăng ký bằng giấy"),
        finding("Q07", "G7", "warning"),
        finding("R06", "G7"),
    )
    page = book["Lỗi"]
    head = [cell.value for cell in page[3]]
    rows = [dict(zip(head, row, strict=True)) for row in page.iter_rows(min_row=4)]
    assert [row["Mã"].value for row in rows] == ["R06", "F03", "Q07", "Q01", "F11"]
    assert rows[0]["Ô"].hyperlink.location == "'Danh sách'!G7"
    assert rows[1]["Ô"].hyperlink.location == "'Thuyết minh'!A1"
    assert rows[0]["Sai ở đâu"].value == "Sai ở R06."
    assert rows[0]["Cách sửa"].value == "Hãy sửa lại."
    assert rows[3]["Mức độ"].value == "Đã giải trình"
    assert rows[3]["Giải trình của đơn vị"].value == "Đã đăng ký bằng giấy"


# --- Giải trình ----------------------------------------------------------------------------------


def answers(book):
    rows = book["Giải trình"].iter_rows(min_row=7, max_col=4, values_only=True)
    return [row for row in rows if any(row)]


def test_open_warnings_wait_for_their_answer_and_given_answers_stay():
    given = {"rule_code": "Q04", "sheet": "Danh sách", "explanation": "Đúng là 36 lớp"}
    first = give_back(
        own_file(answers=[given]),
        finding("Q04", "J7", "warning", explanation="Đúng là 36 lớp"),
        finding("Q01", "G7", "warning"),
        finding("Q07", "G8", "warning"),
    )
    assert answers(first) == [
        ("Q04", "Danh sách", None, "Đúng là 36 lớp"),
        ("Q01", "Danh sách", "G7", None),
        ("Q07", "Danh sách", "G8", None),
    ]
    first["Giải trình"]["D9"] = "Nghỉ thai sản"
    second = give_back(first, finding("Q02", "B10", "warning", sheet="Thông tin"))
    assert answers(second) == [
        ("Q04", "Danh sách", None, "Đúng là 36 lớp"),
        ("Q02", "Thông tin", "B10", None),
        ("Q07", "Danh sách", "G8", "Nghỉ thai sản"),
    ]


def test_a_missing_answer_sheet_is_made_and_one_without_headers_put_aside():
    without = own_file()
    without.remove(without["Giải trình"])
    assert answers(give_back(without, finding("Q01", "G7", "warning"))) == [
        ("Q01", "Danh sách", "G7", None)
    ]
    assert "Giải trình" not in give_back(without, finding("R06", "G7")).sheetnames
    odd = own_file()
    odd.remove(odd["Giải trình"])
    odd.create_sheet("giải trình")["A1"] = "Kính gửi Sở"
    book = give_back(odd, finding("Q01", "G7", "warning"))
    assert book["giải trình (cũ)"]["A1"].value == "Kính gửi Sở"
    assert len(answers(book)) == 1


def asked_of(cell, answer=None):
    """A query at a cell of the list, as it stands in the warehouse."""
    return finding("Q04", cell, "warning", column_name="Số lớp bồi dưỡng", explanation=answer)


def test_answers_follow_their_person_through_our_feedback():
    first = give_back(own_file(), asked_of("J8"))
    page = first["Giải trình"]
    assert [cell.value for cell in page[6]][:6] == [
        "Mã", "Trang tính", "Ô", "Giải trình", "Dấu dòng", "Nội dung cảnh báo",
    ]  # fmt: skip
    assert page["E7"].value.startswith("[J8 ")
    page["D7"] = "Đúng là 36 lớp"
    people = first["Danh sách"]
    for column in range(1, 12):  # somebody new above: J8 is J9 now
        people.cell(9, column).value = people.cell(8, column).value
        people.cell(8, column).value = None
    people["B8"] = "MOI"
    second = give_back(first, asked_of("J9", "Đúng là 36 lớp"), asked_of("J8"))
    assert answers(second) == [
        ("Q04", "Danh sách", "J9", "Đúng là 36 lớp"),
        ("Q04", "Danh sách", "J8", None),
    ]
    assert second["Giải trình"]["E7"].value == page["E7"].value.replace("J8", "J9")


def test_an_answer_whose_person_has_gone_stays_as_it_is():
    first = give_back(own_file(), asked_of("J8"))
    first["Giải trình"]["D7"] = "Đúng"
    mark = first["Giải trình"]["E7"].value
    first["Danh sách"]["B8"] = "KHAC"
    lost = finding("F13", "D7", "warning", sheet="Giải trình")
    second = give_back(first, asked_of("J8"), lost)
    assert answers(second) == [("Q04", "Danh sách", "J8", "Đúng"), ("Q04", "Danh sách", "J8", None)]
    assert second["Giải trình"]["E7"].value == mark
    assert second["Giải trình"]["E8"].value != mark


def test_a_lost_answer_is_no_row_that_waits_for_an_answer():
    lost = finding("F13", "D7", "warning", sheet="Giải trình")
    given = {"rule_code": "Q04", "sheet": "Danh sách", "cell": "J9", "explanation": "Đúng"}
    book = give_back(own_file(answers=[given]), lost)
    assert answers(book) == [("Q04", "Danh sách", "J9", "Đúng")]
    assert book["Giải trình"]["D7"].fill.start_color.rgb == f"00{FILLS['warning']}"


# --- the unit's own values ------------------------------------------------------------------------


def test_a_unit_sees_its_own_values():
    original = own_file()
    original["Danh sách"]["D7"] = "Hợp đồng"
    original["Danh sách"]["B8"] = 105
    original["Danh sách"]["B8"].number_format = "00000"
    found = [
        finding("R04", "D7", value="văn bản, 8 ký tự", message="Ghi “văn bản, 8 ký tự”. Hãy sửa."),
        finding("R03", "B8", value="văn bản, 5 ký tự"),
        finding("R05", "F7", value="12"),
    ]
    book = give_back(original, *found)
    head = [cell.value for cell in book["Lỗi"][3]]
    shown = [row[head.index("Giá trị")] for row in book["Lỗi"].iter_rows(4, values_only=True)]
    assert shown == ["Hợp đồng", "00105", "12"]
    assert "Ghi “Hợp đồng”." in texts(book["Lỗi"])
    assert "Ghi “Hợp đồng”" in book["Danh sách"]["D7"].comment.text


def test_a_unit_sees_its_own_values_of_a_file_that_cannot_be_written_on():
    cells = {"danh sách": Grid([[None], ["Hợp đồng"]])}
    found = [finding("R04", "A2", value="văn bản, 8 ký tự")]
    book = feedback_workbook(b"\xd0\xcf", submission(), found, YEAR, lambda: cells)
    assert "Hợp đồng" in texts(book["Lỗi"])


# --- the original --------------------------------------------------------------------------------


def test_stored_values_take_the_place_of_formulas_where_the_form_is_read():
    original = own_file()
    original["Thông tin"]["B10"] = "=1+1"
    original["Danh sách"]["F7"] = "=1/0"
    original["Danh sách"]["F8"] = "=NA()"
    original.create_sheet("Tính")["A1"] = "=3+4"
    content = with_stored_values(saved(original), {"1+1": ("n", "2"), "NA()": ("e", "#N/A")})
    book = give_back(content, finding("R05", "F7"))
    assert book["Thông tin"]["B10"].value == 2
    assert book["Danh sách"]["F7"].value == "=1/0"
    assert book["Danh sách"]["F8"].value == "=NA()"
    assert book["Tính"]["A1"].value == "=3+4"
    assert any("1 ô công thức" in text for text in texts(book["Phản hồi"]))


def with_stored_values(content, stored):
    """The workbook as if a spreadsheet program had calculated it."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            for formula, (kind, value) in stored.items():
                text = text.replace(
                    f"><f>{formula}</f><v /></c>".encode(),
                    f' t="{kind}"><f>{formula}</f><v>{value}</v></c>'.encode(),
                ).replace(
                    f"><f>{formula}</f><v></v></c>".encode(),
                    f' t="{kind}"><f>{formula}</f><v>{value}</v></c>'.encode(),
                )
            new.writestr(part, text)
    return result.getvalue()


def test_drop_downs_protection_and_layout_survive():
    original = own_file()
    page = original["Danh sách"]
    page.protection.sheet = True
    page.row_dimensions[7].hidden = True
    before = {str(d.sqref) for d in page.data_validations.dataValidation}
    book = give_back(original, finding("R06", "G7"))
    after = book["Danh sách"]
    assert {str(d.sqref) for d in after.data_validations.dataValidation} == before
    assert after.protection.sheet
    assert after.row_dimensions[7].hidden
    assert after.freeze_panes == page.freeze_panes
    assert book.defined_names["ma_nhiem_vu"].attr_text.startswith("'Hướng dẫn'!")


def test_a_list_that_excel_stores_as_an_extension_survives():
    extension = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1">'
        '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1"><x14:formula1>'
        "<xm:f>Loại!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>D7:D90 D99</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>"
    )
    original = own_file()
    original.create_sheet("Loại")
    page = original["Danh sách"]
    page.data_validations.dataValidation.clear()
    page.legacy_drawing = None
    content, result = saved(original), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "xl/worksheets/sheet3.xml":
                text = text.replace(b"</worksheet>", extension.encode())
            new.writestr(part, text)
    [check] = give_back(result.getvalue(), finding("R06", "G7"))[
        "Danh sách"
    ].data_validations.dataValidation
    assert isinstance(check, DataValidation)
    assert (check.type, check.formula1) == ("list", "Loại!$A$1:$A$3")
    assert set(str(check.sqref).split()) == {"D7:D90", "D99"}


def bomb(change):
    """A workbook whose corners are too far apart for openpyxl."""
    book = own_file()
    change(book["Danh sách"])
    return saved(book)


def far_cell(page):
    page["XFD20000"] = 1


def wide_merge(page):
    from openpyxl.worksheet.cell_range import CellRange

    page.merged_cells.add(CellRange("A100:XFD200000"))


@pytest.mark.parametrize(
    "original",
    [
        pytest.param(None, id="none"),
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04 broken", id="broken zip"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\x00" * 512, id="xls"),
        pytest.param(bomb(far_cell), id="far cell"),
        pytest.param(bomb(wide_merge), id="wide merge"),
    ],
)
def test_without_an_original_to_write_on_the_feedback_stands_alone(original):
    book = give_back(original, finding("R06", "G7"), finding("Q01", "G8", "warning"))
    assert book.sheetnames == ["Phản hồi", "Lỗi", "Giải trình"]
    assert any("sửa từng mục" in text for text in texts(book["Phản hồi"]))


def test_an_unreadable_file_of_no_known_unit_is_answered_too():
    unreadable = finding("F01", None, sheet=None, column_name=None, row_label=None, value=None)
    unknown = dict.fromkeys(
        ("unit_code", "reporting_year", "version", "declared_count", "person_count",
         "quarantined_count")
    )  # fmt: skip
    book = give_back(saved(own_file()), unreadable, **unknown)
    assert book.sheetnames == ["Phản hồi", "Lỗi"]
    assert texts(book["Phản hồi"]).count("chưa xác định được từ tệp") == 2


def test_the_marked_file_reads_as_the_original_did():
    original = own_file(activity=[{"task_code": "1.1", "start_date": dt.date(2024, 3, 5)}])
    marked = saved(feedback_workbook(saved(original), submission(), [finding("R06", "G7")], YEAR))

    def grids(content):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            sheet.name: book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            for sheet in YEAR.form.sheets
        }

    assert grids(marked) == grids(saved(original))
