"""Files of nobody's: assigned to a unit and year, or set aside; and it holds for later runs."""

import openpyxl
import pytest

from steps.intake.feedback import write_feedback
from steps.year.aggregate import aggregate
from steps.year.decisions import recheck_year, unlock_year
from steps.year.placements import assign_file, return_file, set_aside_file
from steps.year.state import record
from tests.desk.conftest import YEAR
from tests.desk.test_pages import shown
from tests.pipeline import Pipeline, year_report
from transforms.errors import ReportError, SettingError

WHY = "theo thư gửi kèm"
NAME = "Chi cục Kiểm lâm"


@pytest.fixture
def office(office) -> Pipeline:
    """Unit C has sent a workbook that gives a code and a name of nobody's."""
    office.send(year_report(YEAR, "KL", "Kiểm lâm huyện", 10, 4), "c.xlsx")
    office.run(YEAR)
    return office


@pytest.fixture
def file(office) -> str:
    """The id of what it has sent."""
    [(key,)] = office.rows("select submission_id from core.submission where source = 'c.xlsx'")
    return key


def standing(office, file: str) -> tuple:
    query = (
        "select unit_code, reporting_year, version, status, person_count from core.submission "
        f"where submission_id = '{file}'"
    )
    return office.rows(query)[0]


def unclear(sign_in) -> str:
    return shown(sign_in("steward").get(f"/desk/unidentified?year={YEAR}").text)


def test_an_assigned_file_is_judged_and_counts_as_its_units(office, file):
    assert standing(office, file) == (None, YEAR, None, "rejected", None)
    assign_file(office.settings, YEAR, file, "c", WHY)
    aggregate(office.settings, YEAR)
    assert standing(office, file) == ("C", YEAR, 1, "accepted_with_warnings", 10)
    assert office.rate(YEAR, "C") == (4, 10)
    found = "select rule_code, cell, message from core.finding where submission_id = %(id)s"
    told = office.rows(f"{found} and rule_code like 'F%%' or rule_code = 'Q08'", id=file)
    assert [(code, cell) for code, cell, _ in told] == [("Q08", "B3"), ("Q08", "B4")]
    assert "“Mã đơn vị” được Văn phòng Sở ghi là “C”" in told[0][2]
    event = "select action, actor, reason from core.year_event"
    assert office.rows(event) == [
        ("placed", "người vận hành", f"tệp {sha(office, file)} được ghi là của C: {WHY}")
    ]


def sha(office, file: str) -> str:
    return office.rows(f"select sha256 from core.receipt where submission_id = '{file}'")[0][0][:12]


def test_what_was_said_of_a_file_holds_for_every_later_run(office, file):
    assign_file(office.settings, YEAR, file, "C", WHY)
    office.run(YEAR)
    recheck_year(office.settings, YEAR, "đổi quy tắc")
    assert standing(office, file)[:4] == ("C", YEAR, 1, "accepted_with_warnings")
    write_feedback(office.settings, YEAR)
    path = office.settings.data_dir / "feedback" / str(YEAR) / "C" / "v1.xlsx"
    pages = openpyxl.load_workbook(path)
    texts = [str(cell.value) for row in pages["Giải trình"].iter_rows() for cell in row]
    assert any("được Văn phòng Sở ghi là “C”" in text for text in texts)


def test_a_file_that_nobody_can_read_is_a_units_too(office):
    [(key,)] = office.rows("select submission_id from core.submission where source like '%%.txt'")
    assign_file(office.settings, YEAR, key, "C", WHY)
    aggregate(office.settings, YEAR)
    assert standing(office, key)[:4] == ("C", YEAR, 1, "rejected")
    received = "select is_received, status from mart.completeness where unit_code = 'C'"
    assert office.rows(received) == [(True, "rejected")]


def test_a_file_set_aside_is_asked_about_no_more(office, file, sign_in):
    assert "2 tệp không thuộc năm của đơn vị nào" in unclear(sign_in)
    set_aside_file(office.settings, YEAR, file, "tệp thử")
    recheck_year(office.settings, YEAR, "đổi quy tắc")
    office.run(YEAR)
    page = unclear(sign_in)
    assert "1 tệp không thuộc năm của đơn vị nào" in page
    assert "Đã để riêng (1)" in page
    assert "người vận hành: tệp thử" in page
    assert "01 tệp chưa rõ" in shown(sign_in("steward").get(f"/desk/?year={YEAR}").text)


def test_a_file_set_aside_stays_so_when_the_catalogue_comes_to_know_its_unit(office, file):
    set_aside_file(office.settings, YEAR, file, "tệp thử")
    from steps.catalogue import load_catalogue

    units = (office.catalog / "units.csv").read_text()
    line = "KL,Kiểm lâm huyện,public,S,2020-01-01,,,,,,\n"
    (office.catalog / "units.csv").write_text(units + line)
    load_catalogue.cache_clear()
    recheck_year(office.settings, YEAR, "thêm đơn vị")
    assert standing(office, file)[:4] == (None, YEAR, None, "rejected")
    return_file(office.settings, YEAR, file, "đúng là của đơn vị ấy")
    assert standing(office, file)[:4] == ("KL", YEAR, 1, "accepted")


def test_what_was_said_is_taken_back(office, file):
    assign_file(office.settings, YEAR, file, "C", WHY)
    return_file(office.settings, YEAR, file, "nhầm")
    aggregate(office.settings, YEAR)
    assert standing(office, file)[:4] == (None, YEAR, None, "rejected")
    status = "select status from mart.completeness where unit_code = 'C'"
    assert office.rows(status) == [("missing",)]


def test_what_cannot_be_said_of_a_file_is_refused_and_changes_nothing(office, file):
    [(told,)] = office.rows("select submission_id from core.submission where source = 'a.xlsx'")
    for wrong, line in (
        ((YEAR, file, "S"), "không có đơn vị báo cáo 'S'"),
        ((YEAR, file, "KL"), "không có đơn vị báo cáo 'KL'"),
        ((2023, file, "C"), f"là tệp của năm {YEAR}"),
        ((YEAR, told, "C"), "đã rõ là của A"),
        ((YEAR, "0" * 32, "C"), "kho dữ liệu không có tệp"),
    ):
        with pytest.raises(SettingError, match=line):
            assign_file(office.settings, *wrong, WHY)
    with pytest.raises(SettingError, match="hãy viết rõ lý do"):
        set_aside_file(office.settings, YEAR, file, "..")
    with pytest.raises(SettingError, match="chưa có quyết định nào"):
        return_file(office.settings, YEAR, file, "nhầm")
    assert office.rows("select * from core.placement") == []


def test_in_a_locked_year_a_file_may_be_set_aside_and_not_assigned(office, file):
    import warehouse

    with warehouse.writing(office.settings, YEAR) as connection:
        record(connection, YEAR, "published", "locked", actor="leader", reason="duyệt")
    with pytest.raises(ReportError, match="hãy mở khóa năm"):
        assign_file(office.settings, YEAR, file, "C", WHY)
    set_aside_file(office.settings, YEAR, file, "tệp thử")
    unlock_year(office.settings, YEAR, "tính lại")
    assert standing(office, file)[:4] == (None, YEAR, None, "rejected")


def test_the_steward_decides_where_the_file_is_looked_at(office, file, sign_in):
    page = sign_in("steward").get(f"/desk/unidentified/{file}?year={YEAR}").text
    assert "Kiểm lâm huyện" in page
    for dag in ("assign_file", "set_aside_file"):
        assert f"/desk/act/{dag}?year={YEAR}" in page
    assert NAME in page
    assign_file(office.settings, YEAR, file, "C", WHY)
    unit = sign_in("steward").get(f"/desk/units/C?year={YEAR}").text
    assert "Văn phòng ghi của đơn vị này (người vận hành" in unit
    assert "/act/return_file" in unit
    assert "/act/" not in sign_in("viewer").get(f"/desk/unidentified?year={YEAR}").text
