"""What nobody honest types or sends: refused, or kept as the harmless text that it is."""

import openpyxl
import pytest

from steps.intake.feedback import write_feedback
from steps.intake.reading.scanning import MAX_FILE_BYTES
from tests.desk.conftest import YEAR
from tests.desk.test_pages import ALL
from tests.desk.test_rulings import book
from tests.desk.test_upload import corrected, lying, send  # noqa: F401
from tests.hostile import FILES
from transforms.desk.uploads import ZIP

SCRIPT, FORMULA = "<script>alert(1)</script>", '=HYPERLINK("http://x.invalid","bấm")'
TURNED = "hợp lệ \u202egnơưhc\u202c"
TEXTS = {
    "markup": f"vì {SCRIPT}",
    "markup in an attribute": "vì \"><img src=x onerror='alert(1)'>",
    "a formula": FORMULA,
    "a command": "=cmd|'/c calc'!A1",
    "turned round": TURNED,
    "a template": "{{ 7 * 7 }} {% raw %} %(year)s",
    "a quote": "vì '; drop table core.ruling; --",
    "a nought": "vì\x00 lý do",
    "lines": "vì\r\nSet-Cookie: a=b\r\n\r\nlý do",
}
TOO_MUCH = "a" * 1_000_000


@pytest.fixture
def answered(office):
    """Unit A answered a warning; the findings of its file."""
    office.send(book(f"{SCRIPT} {FORMULA}", FORMULA), "a2.xlsx")
    office.run(YEAR)
    return office.rows(
        "select submission_id, finding_id from core.finding join core.submission using "
        "(submission_id) where version = 2 and cell = 'J4'"
    )


def every_page(client) -> str:
    """All that the desk shows of the year, harmless in every word."""
    texts = []
    for path in ALL:
        answer = client.get(f"/desk/{path}?year={YEAR}")
        assert answer.status_code == 200, path
        texts.append(answer.text)
    page = "\n".join(texts)
    assert "<script" not in page.casefold()
    assert "<img" not in page.casefold()
    assert "\u202e" not in page
    assert "\x00" not in page
    return page


def test_a_reason_is_refused_or_shown_as_it_was_typed(office, sign_in, answered):
    """And goes as text, never as a formula, into what the unit gets back."""
    steward, (submission_id, finding_id) = sign_in("steward"), answered[0]
    place = f"/desk/units/A/rule?year={YEAR}"
    form = {"submission_id": submission_id, "finding": str(finding_id), "action": "asked_again"}
    for what, reason in TEXTS.items():
        answer = steward.post(place, data=form | {"reason": reason})
        assert answer.status_code in (303, 422), what
        assert "set-cookie" not in answer.headers
    every_page(steward)
    assert write_feedback(office.settings, YEAR)
    for path in office.settings.data_dir.glob(f"feedback/{YEAR}/A/*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            assert not [c for row in sheet for c in row if c.data_type == "f"], sheet.title
    kept = {reason for (reason,) in office.rows("select reason from core.ruling")}
    assert not [reason for reason in kept if {"\x00", "\u202e", "\n"} & set(reason)]


def test_a_decision_with_a_hostile_reason_is_refused_or_passed_on_as_text(sign_in, airflow):
    steward = sign_in("steward")
    for what, reason in TEXTS.items():
        answer = steward.post(f"/desk/act/unlock_year?year={YEAR}", data={"reason": reason})
        assert answer.status_code in (303, 422), what
    for _, conf in airflow.started():
        assert not {"\x00", "\u202e"} & set(conf["reason"])


@pytest.mark.parametrize("path", ["act/unlock_year", "units/A/rule", "texts", "approval"])
def test_a_million_letters_are_refused_in_a_line(sign_in, office, airflow, path):
    form = {"reason": TOO_MUCH, "text": TOO_MUCH, "key": TOO_MUCH, "action": "accepted",
            "answer": "refuse", "finding": "1", "candidate": "x"}  # fmt: skip
    for account in ("steward", "leader"):
        answer = sign_in(account, accept="*/*").post(f"/desk/{path}?year={YEAR}", data=form)
        assert 400 <= answer.status_code < 500
        assert len(answer.text) < 500
    assert airflow.asked == []


def test_a_workbook_made_to_harm_is_taken_and_judged_as_one_that_cannot_be_read(
    send, office, sign_in  # noqa: F811
):  # fmt: skip
    """A zip bomb and its like, brought with a good file: this one is judged as ever."""
    made = {name: make() for name, make in FILES.items() if name.endswith(".xlsx")}
    harmful = [
        (name, content)
        for name, content in made.items()
        if content.startswith(ZIP) and len(content) < MAX_FILE_BYTES
    ]
    assert len(harmful) > 10
    assert send(*harmful, ("b.xlsx", corrected())).status_code == 303
    office.run(YEAR)
    every_page(sign_in("steward"))
    assert office.rows(
        "select status from core.submission where unit_code = 'B' and version = 2"
    ) == [("accepted",)]


def test_files_of_one_name_are_each_kept_and_one_file_twice_is_kept_once(send, office):  # noqa: F811
    other = book("khác").xlsx()
    assert send(("a.xlsx", corrected()), ("a.xlsx", other), ("b.xlsx", other)).status_code == 303
    assert len([name for name in lying(office) if name.endswith(".xlsx")]) == 2
