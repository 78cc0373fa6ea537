"""What an edited text may not say: figures and verdicts that were not counted so."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.narrative.edits.office import edit, edited, inputs, text, texts
from tests.transforms.narrative.said import year
from transforms.narrative.edits.checks import find_faults, find_staleness
from transforms.report.rows import EditedRow

RULES = year().narrative
COUNTED = texts().counted
TARGET = text("muc_tieu/CDHT").drafted.text
SUMMARY = text("tom_tat").drafted.text
TASK = text("Tổ chức lớp kỹ năng số").drafted.text


def faults(new: str, drafted: str = TARGET) -> list[str]:
    return find_faults(new, drafted, COUNTED, RULES)


def test_every_text_may_stand_as_it_is_drafted():
    for one in texts().texts:
        assert faults(one.drafted.text, one.drafted.text) == []


@pytest.mark.parametrize(
    ("new", "drafted"),
    [
        ("Có 289/472 người đạt danh hiệu, tỷ lệ 61,2%.", TARGET),
        ("Toàn Sở có 61,2% số người đạt danh hiệu.", TARGET),
        ("Việc học được quan tâm.", TARGET),  # figures may be left out
        ("Theo Kế hoạch số 65/KH-UBND ngày 21 tháng 3 năm 2024, có 289/472 người.", TARGET),
        (f"{SUMMARY} Có 438/472 người đăng ký.", SUMMARY),  # counted elsewhere: two made one
        ("Phấn đấu đạt mục tiêu năm 2025.", TASK),
        ("Mở lớp cho 10/12 đơn vị.", TASK),
        ("Mở lớp kỹ năng số (02 đơn vị).", TASK),
    ],
)
def test_honest_edits_pass(new, drafted):
    assert faults(new, drafted) == []


@pytest.mark.parametrize(
    ("new", "drafted", "told"),
    [
        (TARGET.replace("289/472", "290/472"), TARGET, ["290/472", "289/472"]),
        (TARGET.replace("61,2%", "62,1%"), TARGET, ["62,1%", "61,2%"]),
        ("Có 61,3% số người đạt.", TARGET, ["61,3%", "61,2%"]),
        (SUMMARY.replace("472 người", "427 người"), SUMMARY, ["427", "472"]),
        (SUMMARY.replace("10/12", "11/12"), SUMMARY, ["11/12", "10/12"]),
        ("Mở 05 lớp kỹ năng số.", TASK, ["05", "02"]),
        (TASK.replace("02", "03"), TASK, ["03", "02"]),
        # counted elsewhere, but it took the place of another
        (TARGET.replace("289/472", "438/472"), TARGET, ["438/472", "289/472"]),
        ("Có hai mươi lăm người học.", TASK, ["viết bằng chữ"]),
        ("Đã đạt mục tiêu năm 2025.", TASK, ["chưa có mục tiêu nào đạt"]),
        (
            TARGET.replace("chưa đủ căn cứ để đánh giá so với", "đạt"), TARGET,
            ["chưa đủ căn cứ"],
        ),
    ],
)  # fmt: skip
def test_another_figure_or_verdict_is_refused_with_the_counted_one(new, drafted, told):
    assert new != drafted
    found = faults(new, drafted)
    assert found
    assert all(part in found[0] for part in told), found


def test_verdicts_are_not_turned():
    missed = "CDHT: 50,0%, chưa đạt mục tiêu 60%."
    counted = type(COUNTED)(frozenset({"50,0%", "60%"}), frozenset(), is_met=True)
    assert find_faults("CDHT: 50,0%, đạt mục tiêu 60%.", missed, counted, RULES)
    assert find_faults(missed, "CDHT: 50,0%, đạt mục tiêu 60%.", counted, RULES)


@settings(max_examples=100, deadline=None)
@given(
    key=st.sampled_from([t.key for t in texts().texts if re.search(r"\d,\d%|\d/\d", t.text)]),
    data=st.data(),
)
def test_no_figure_that_was_not_counted_passes(key, data):
    drafted = text(key).drafted.text
    places = [m.span() for m in re.finditer(r"\d+/\d+(?![\d/])|\d+,\d+(?=%)", drafted)]
    places = [p for p in places if not drafted[: p[0]].endswith(("ngày ", "/", "số "))]
    if not places:
        return
    start, end = data.draw(st.sampled_from(places))
    old = drafted[start:end]
    digit = data.draw(st.sampled_from([i for i, c in enumerate(old) if c.isdigit()]))
    other = data.draw(st.sampled_from("123456789"))
    new = old[:digit] + other + old[digit + 1 :]
    if new == old or ("/" in old and _same_share(new, old)):
        assert faults(drafted, drafted) == []
        return
    changed = drafted[:start] + new + drafted[end:]
    if re.search(r"\d{1,2}/\d{1,2}/", changed[start - 3 : end + 6]):
        return  # a date
    found = faults(changed, drafted)
    assert found
    assert new.lstrip("0") in found[0] or new in found[0]


def _same_share(new: str, old: str) -> bool:
    return [int(part) for part in new.split("/")] == [int(part) for part in old.split("/")]


# --- what changed since


def test_an_edit_whose_draft_is_as_it_was_is_not_stale():
    found = edited(edit("muc_tieu/CDHT", "Có 289/472 người đạt danh hiệu."))
    assert not texts(found).stale


def test_the_old_and_the_new_figure_are_told_and_the_old_one_is_a_fault():
    found = edited(edit("muc_tieu/CDHT", "Có 289/472 người đạt danh hiệu."), of=inputs(titles=1))
    [one] = texts(found).stale
    assert any("289/472” nay là “" in told and "290/472" in told for told in one.stale)
    assert len(one.faults) == 1
    assert "289/472” khác số đã đếm “" in one.faults[0]
    assert texts(found).wrong == [one]


def test_an_edit_without_the_figure_that_changed_is_stale_but_true():
    found = edited(edit("muc_tieu/CDHT", "Việc học có tiến bộ."), of=inputs(titles=1))
    assert texts(found).wrong == []
    assert len(texts(found).stale) == 1


def test_a_text_that_was_left_out_is_stale_only_when_it_says_something_else():
    row = EditedRow("x", None, None, "Có 10 người (61,2%)")
    assert find_staleness(row, "Có 11 người (62,0%)") == []
    assert find_staleness(row, "Có 11 máy tính") == ["lời dự thảo đã khác"]
