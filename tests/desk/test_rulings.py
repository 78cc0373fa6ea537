"""A unit's answers to warnings: accepted or asked again at the desk, and what becomes of that."""

import openpyxl
import pytest

from steps.desk.rulings import rule_on
from steps.intake.feedback import write_feedback
from steps.year.decisions import recheck_year
from tests.desk.conftest import YEAR
from tests.desk.test_pages import shown
from tests.pipeline import Pipeline, year_report
from tests.workbooks import ANSWERS
from transforms.errors import SettingError

SAID, WHY = "học ở lớp ngoài giờ", "chưa nêu tên lớp"


def book(*answers: str):
    """Unit A's workbook: two rows with far too many classes, and what it answers to the first."""
    made = year_report(YEAR, "A", "Phòng Đất đai", 10, 4)
    made.put("Danh sách", "J4", 40).put("Danh sách", "J5", 50)
    made.put_row("Giải trình", 3, ANSWERS)
    for number, text in enumerate(answers):
        made.put_row("Giải trình", 4 + number, ["Q04", "Danh sách", "J4", text])
    return made


@pytest.fixture
def office(office) -> Pipeline:
    office.send(book(SAID), "a2.xlsx")
    office.run(YEAR)
    write_feedback(office.settings, YEAR)
    return office


@pytest.fixture
def rule(office, sign_in):
    def post(cells: str, action: str, reason: str = WHY, account: str = "steward"):
        rows = office.rows(
            "select submission_id, finding_id from core.finding join core.submission using "
            "(submission_id) where version = 2 and cell = any(%(cells)s)", cells=cells.split(),
        )  # fmt: skip
        form = {"submission_id": rows[0][0], "version": "2", "action": action, "reason": reason,
                "finding": [str(number) for _, number in rows]}  # fmt: skip
        return sign_in(account).post(f"/desk/units/A/rule?year={YEAR}", data=form)

    return post


def counts(sign_in) -> str:
    return shown(sign_in("steward").get(f"/desk/?year={YEAR}").text)


def feedback(office) -> list[tuple]:
    """The sheet of answers in what the unit gets back: cell, answer, the warning's words."""
    assert write_feedback(office.settings, YEAR) == 1
    path = office.settings.data_dir / "feedback" / str(YEAR) / "A" / "v2.xlsx"
    sheet = openpyxl.load_workbook(path)["Giải trình"]
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
    return [(row[2], row[3], row[5] or "") for row in rows]


def test_an_answer_is_to_be_looked_at_until_it_is_decided_about(sign_in, rule):
    assert "01 đơn vị có 01 giải trình mới" in counts(sign_in)
    assert "01 đơn vị còn 01 cảnh báo chưa giải trình." in counts(sign_in)
    assert "Phòng Đất đai" in sign_in("viewer").get(f"/desk/units?year={YEAR}&pile=answered").text
    assert rule("J4", "accepted", "đã có giấy").status_code == 303
    assert "giải trình mới" not in counts(sign_in)
    page = shown(sign_in("steward").get(f"/desk/units/A?year={YEAR}").text)
    assert "Đã chấp nhận steward," in page
    assert "đã có giấy" in page


def test_an_accepted_warning_is_open_no_more_answered_or_not(sign_in, rule, office):
    rule("J4 J5", "accepted")
    assert "cảnh báo chưa giải trình" not in counts(sign_in)
    recheck_year(office.settings, YEAR, "đổi quy tắc")
    assert "cảnh báo chưa giải trình" not in counts(sign_in)
    unit = shown(sign_in("steward").get(f"/desk/units/A?year={YEAR}").text)
    assert "Nhận, có cảnh báo : không phải làm gì thêm." in unit
    [(cell, answer, _)] = feedback(office)
    assert (cell, answer) == ("J4", SAID)  # nothing is asked of J5 any more


def test_one_asked_again_is_open_and_the_unit_reads_why(sign_in, rule, office):
    rule("J4", "asked_again")
    assert "01 đơn vị còn 02 cảnh báo chưa giải trình." in counts(sign_in)
    rows = feedback(office)
    assert rows[0][:2] == ("J4", SAID)
    [asked] = [words for cell, answer, words in rows if cell == "J4" and not answer]
    assert asked.startswith(f"Văn phòng Sở hỏi lại: {WHY}. Đơn vị đã giải trình: “{SAID}”.")
    assert write_feedback(office.settings, YEAR) == 0


def test_the_answer_below_is_the_one_that_counts(office):
    office.send(book(SAID, "lớp số hóa, 40 buổi"), "a3.xlsx")
    office.run(YEAR)
    said = "select explanation from core.finding join core.submission using (submission_id) "
    rows = office.rows(f"{said} where version = 3 and cell = 'J4'")
    assert rows == [("lớp số hóa, 40 buổi",)]


def test_a_new_version_is_asked_anew(sign_in, rule, office):
    rule("J4 J5", "accepted")
    office.send(book(), "a3.xlsx")
    office.run(YEAR)
    assert "01 đơn vị còn 02 cảnh báo chưa giải trình." in counts(sign_in)


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ({"reason": ".."}, "hãy viết rõ lý do"),
        ({"action": "nod"}, "hãy chọn Chấp nhận hoặc Hỏi lại"),
        ({"finding_ids": []}, "ít nhất một cảnh báo"),
        ({"finding_ids": [999999]}, "hãy tải lại"),
        ({"submission_id": "khác"}, "hãy tải lại"),
        ({"year": 2023}, "hãy tải lại"),
    ],
)
def test_what_cannot_be_decided_is_refused(office, form, line):
    key, number = office.rows(
        "select submission_id, finding_id from core.finding join core.submission using "
        "(submission_id) where version = 2 and cell = 'J4'"
    )[0]
    given = {"year": YEAR, "submission_id": key, "finding_ids": [number], "action": "accepted",
             "actor": "steward", "reason": WHY}  # fmt: skip
    with pytest.raises(SettingError, match=line):
        rule_on(office.settings, **(given | form))
    assert office.rows("select * from core.ruling") == []


def test_only_a_steward_decides(rule, sign_in, office):
    for account in ("viewer", "leader", "admin", "nobody"):
        assert rule("J4", "accepted", account=account).status_code == 403
    assert "/rule?" not in sign_in("viewer").get(f"/desk/units/A?year={YEAR}").text
    assert office.rows("select * from core.ruling") == []
