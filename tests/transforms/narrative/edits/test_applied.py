"""What the Office edited stands exactly so; what it left alone stands as it is drafted."""

import io
from dataclasses import replace

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from render.report.blocks import template_context
from render.report.page import render_html
from render.report.word import render_docx
from steps.publication.report import draw_charts
from steps.publication.texts import stale_texts
from tests.transforms.narrative.edits.office import (
    DEVICES,
    LESSONS,
    edit,
    edited,
    inputs,
    saying,
    text,
    texts,
)
from tests.transforms.narrative.said import said
from transforms.narrative.edits.applied import edit_synthesis
from transforms.publication import changes
from transforms.publication.changes import inputs_hash
from transforms.report.build import build_report
from transforms.report.inputs import ReportInputs
from transforms.report.rows import EditedRow

TASK, STRENGTH = "Tổ chức lớp kỹ năng số", "Lãnh đạo quan tâm"
REQUEST, CELL = "Bố trí kinh phí mua máy tính", "Máy tính đã cũ"
WORDS = st.text("abcdđeghiklmnoắệộ ,;|{}%&<>\"'", min_size=1).map(lambda t: " ".join(t.split()))
PLAIN = WORDS.filter(lambda t: any(map(str.isalpha, t)) and not t.endswith(":"))


def lines(found: ReportInputs) -> list[str]:
    """The paragraphs of the body."""
    return [block["text"] for block in template_context(build_report(found))["blocks"]]


def rows(found: ReportInputs) -> dict[str, tuple[str, ...]]:
    """The table of limitations by theme."""
    table = build_report(found).synthesis.limitations
    return {row.theme: (row.limitations, row.causes, row.remedies, row.count) for row in table}


def test_without_edits_all_stands_as_drafted():
    report = build_report(inputs())
    assert edit_synthesis(report.synthesis, (), ()) is report.synthesis
    drafted = {t.drafted.text for t in texts().texts if not t.drafted.units}
    assert drafted <= {*lines(inputs()), *(cell for row in rows(inputs()).values() for cell in row)}


def test_without_edits_the_inputs_are_those_of_versions_that_knew_of_none(monkeypatch):
    now = inputs_hash(inputs())
    before = {name: kind for name, kind in changes.ROWS.items() if name != "edited_text"}
    monkeypatch.setattr(changes, "ROWS", before)
    assert inputs_hash(inputs()) == now


def test_a_paragraph_stands_as_it_was_written():
    found = edited(edit("mo_dau", "Sở báo cáo như sau:"))
    assert lines(found)[0] == "Sở báo cáo như sau:"
    assert lines(found)[1:] == lines(inputs())[1:]


def test_a_text_that_is_left_out_is_gone_and_what_leads_to_nothing_with_it():
    keys = ("ket_qua_khac", "muc_tieu/KNS")
    found = edited(*(edit(key, None) for key in keys))
    gone = set(lines(inputs())) - set(lines(found))
    assert gone == {text(key).text for key in keys}
    all_of_them = edited(
        *(edit(f"muc_tieu/{code}", None) for code in ("CDHT", "KNS", "TCN")),
        edit("ket_qua_khac", None),
    )
    # the chart still stands under that line
    assert "Tính đến ngày 15/11/2024 (chi tiết tại Phụ lục I):" in lines(all_of_them)


def test_clauses_are_edited_left_out_and_gathered():
    found = edited(
        edit(TASK, "Mở lớp kỹ năng số cho mọi người"),
        edit(STRENGTH, None),
    )
    assert "Mở lớp kỹ năng số cho mọi người" in lines(found)
    assert "Trong tổ chức thực hiện, nổi bật là:" not in lines(found)  # nothing follows
    assert not any(TASK in line or STRENGTH in line for line in lines(found))


def test_the_last_request_that_is_left_out_leaves_the_sentence_for_none():
    assert lines(edited(edit(REQUEST, None)))[-2].endswith("không có kiến nghị, đề xuất.")


def test_a_request_is_readdressed():
    outside = inputs().catalogue.narrative.outside
    now = text(REQUEST).filed_under
    other = next(name for name in outside if name != now)
    found = edited(edit(REQUEST, "Bố trí kinh phí mua máy tính.", other))
    assert f"{other}: Bố trí kinh phí mua máy tính." in lines(found)


def test_a_row_changes_its_theme_and_meets_the_row_that_has_it():
    assert rows(edited(edit(CELL, CELL, LESSONS))) == {
        LESSONS: ("Máy tính đã cũ\nLớp bồi dưỡng còn ít", "", "Mở thêm lớp", "03")
    }


def test_a_cell_is_edited_and_a_row_left_out():
    cause = edit("han_che/kinh-phi-thiet-bi/nguyen_nhan", "- Thiếu vốn\n- Giá tăng")
    assert rows(edited(cause))[DEVICES] == (CELL, "- Thiếu vốn\n- Giá tăng", "", "02")
    assert list(rows(edited(edit(CELL, None)))) == [LESSONS]


# --- from run to run


def test_an_edit_stays_when_more_units_say_the_same():
    found = edited(
        edit(TASK, "Mở lớp kỹ năng số"),
        of=saying(said("KSN", "proposals", "Đề nghị Sở tổ chức lớp kỹ năng số.")),
    )
    assert "Mở lớp kỹ năng số" in lines(found)
    assert stale_texts(found) == [
        "Nhiệm vụ năm sau [nhiem_vu/383d2ea5]: “kỹ năng số 02” nay là “kỹ năng số 03”"
    ]


def test_an_edit_stays_with_its_clause_when_that_is_reworded():
    """The shortest wording is drafted; another unit writes a shorter one."""
    row = edit(TASK, "Mở lớp kỹ năng số")
    found = edited(row, of=saying(said("KSN", "proposals", "Đề nghị Sở tổ chức lớp kỹ năng")))
    key = text("nhiem_vu/383d2ea5", found)
    assert (key.text, key.is_drafted) == ("Mở lớp kỹ năng số", True)
    assert key.drafted.text == "Tổ chức lớp kỹ năng (03 đơn vị đề xuất)."


def test_what_is_no_longer_drafted_stays_last_and_is_told():
    row, cell = edit(TASK, "Mở lớp kỹ năng số"), edit(CELL, "Máy tính cũ lắm")
    found = edited(row, cell, of=replace(inputs(), narrative=()))
    assert "Mở lớp kỹ năng số" in lines(found)
    assert rows(found) == {DEVICES: ("Máy tính cũ lắm", "", "", "–")}
    assert all("dự thảo không còn ý này" in line for line in stale_texts(found))
    assert len(stale_texts(found)) == 2
    left_out = edited(edit(TASK, None), of=replace(inputs(), narrative=()))
    assert stale_texts(left_out) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(new=PLAIN, key=st.sampled_from(["tom_tat", "to_chuc", TASK, STRENGTH, REQUEST]),
       titles=st.integers(0, 3))  # fmt: skip
def test_an_edited_text_survives_any_run_unchanged(new, key, titles):
    row = edit(key, new)
    found = edited(row, of=inputs(titles=titles))
    assert text(row.text_key, found).text == new
    shown = f"{row.filed_under}: {new}" if row.filed_under else new
    assert shown in lines(found)
    assert inputs_hash(found) != inputs_hash(inputs(titles=titles))


def test_word_and_page_say_it_as_it_was_written():
    new, cell = 'Học & làm <b>"theo"</b> {{ 1 }}', "- Máy tính A\n- Máy tính B"
    report = build_report(edited(edit(TASK, new), edit(CELL, cell)))
    context = template_context(report)
    page = render_html(context, dict.fromkeys(report.charts, b"")).decode()
    assert "Học &amp; làm &lt;b&gt;" in page
    assert cell in page
    document = docx.Document(io.BytesIO(render_docx(context, draw_charts(report)[0], report.stamp)))
    assert f"- {new}" in [paragraph.text for paragraph in document.paragraphs]
    cells = {c.text for table in document.tables for row in table.rows for c in row.cells}
    assert cell in cells


def test_an_edit_is_part_of_the_inputs():
    one, two = edited(edit(TASK, "Mở lớp")), edited(edit(TASK, "Mở các lớp"))
    assert len({inputs_hash(inputs()), inputs_hash(one), inputs_hash(two)}) == 3
    assert inputs_hash(edited(EditedRow("x", None, None, ""))) != inputs_hash(inputs())
