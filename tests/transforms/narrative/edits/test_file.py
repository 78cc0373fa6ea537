"""The file of texts: written, changed in any editor, read again."""

import re

import pytest

from tests.transforms.narrative.edits.office import (
    DEVICES,
    LESSONS,
    SAID,
    edit,
    edited,
    text,
    texts,
)
from transforms.errors import SettingError
from transforms.narrative.edits.file import changes_in, read_file, write_file
from transforms.narrative.edits.standing import Change

NAMES = {"VP": "Văn phòng Sở"}
TASK, CELL = "nhiem_vu/383d2ea5", "han_che/kinh-phi-thiet-bi/han_che"


def file(found=None) -> str:
    return write_file(2024, texts(found).texts, SAID, NAMES)


def changes(content: str | bytes, found=None) -> list[tuple[str, ...]]:
    """What a file changes: key, action, text, where it is filed."""
    given = content.encode() if isinstance(content, str) else content
    return [
        (c.key, c.action, c.text, c.filed_under)
        for c in changes_in(read_file(given), texts(found).texts)
    ]


def block(key: str, content: str, body: str, rest: str | None = None) -> str:
    """The file with another text, or another end of the key's line."""

    def new(found: re.Match[str]) -> str:
        head = found[1] if rest is None else f"{found[1].split(']')[0]}] {rest}"
        return f"{head}\n{body}\n\n"

    changed = re.sub(rf"(\[{re.escape(key)} ~\w+\][^\n]*)\n(?:[^\n\[#]+\n)*\n*", new, content)
    assert changed != content
    return changed


def test_a_file_that_nobody_changed_changes_nothing():
    left_out = edited(edit(TASK, None), edit(CELL, "- a\n- b", LESSONS))
    for found in (None, left_out):
        assert changes(file(found), found) == []


def test_it_tells_what_units_wrote_and_what_stands_under_each_key():
    content = file()
    assert content.startswith("# Lời của báo cáo năm 2024.")
    assert "# Văn phòng Sở viết: Máy tính đã cũ / Thiếu vốn\n" in content
    assert f"] Chủ đề: {DEVICES}\nMáy tính đã cũ\n" in content
    assert "\nTổ chức lớp kỹ năng số (02 đơn vị đề xuất).\n" in content


@pytest.mark.parametrize(
    ("key", "body", "rest", "wanted"),
    [
        (TASK, "Mở lớp\nkỹ năng số.", None, (TASK, "edited", "Mở lớp kỹ năng số.", "")),
        (TASK, "", None, (TASK, "left_out", "", "")),
        (TASK, "  # ghi chú\n", None, (TASK, "left_out", "", "")),
        (CELL, "- a\n\n-  b", None, (CELL, "edited", "- a\n- b", DEVICES)),
        (CELL, "Máy tính đã cũ", f"Chủ đề: {LESSONS}",
         (CELL, "edited", "Máy tính đã cũ", LESSONS)),
    ],
)  # fmt: skip
def test_what_is_changed_is_read(key, body, rest, wanted):
    assert changes(block(key, file(), body, rest)) == [wanted]


def test_a_block_that_was_removed_is_left_as_it_is():
    found = edited(edit(TASK, None))
    content = file(found)
    assert changes(content[: content.index(f"[{TASK}")], found) == []


def test_an_edit_goes_back_to_the_draft_or_is_kept():
    found = edited(edit(TASK, "Mở lớp", drafted="Mở lớp xưa."))
    content = file(found)
    assert "# XEM LẠI: lời dự thảo đã khác\n" in content or "# XEM LẠI: thêm" in content
    assert "# Dự thảo: Tổ chức lớp kỹ năng số (02 đơn vị đề xuất).\n" in content
    assert changes(block(TASK, content, "="), found) == [(TASK, "restored", "", "")]
    kept = block(TASK, content, "Mở lớp", "giữ")
    assert changes(kept, found) == [(TASK, "edited", "Mở lớp", "")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_notepads_encodings_and_line_ends(encoding):
    content = block(TASK, file(), "Mở lớp.").replace("\n", "\r\n")
    assert changes(content.encode(encoding)) == [(TASK, "edited", "Mở lớp.", "")]


def test_an_old_file_undoes_nothing():
    """Somebody else edited the text meanwhile, or its figures changed."""
    old = file()
    since = edited(edit(TASK, "Mở lớp ở xã"))
    assert changes(old, since) == []
    with pytest.raises(SettingError, match=r"dòng \d+, \[nhiem_vu/.*đã khác từ khi lấy ra"):
        changes(block(TASK, old, "Mở lớp ở huyện"), since)
    assert changes(block(TASK, old, "Mở lớp ở xã"), since) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "dòng 1: tệp không có khối"),
        ("# chỉ ghi chú\n", "dòng 1: tệp không có khối"),
        ("\nlời lạc\n[tom_tat]\n", "dòng 2: lời đứng trước dòng khóa đầu tiên"),
        ("[tom_tat]\na\n[tom tat]\n", "dòng 3: dòng khóa phải như"),
        ("[tom_tat]\na\n[tom_tat]\nb\n", r"dòng 3: khóa \[tom_tat\] đã có ở dòng 1"),
        ("[tom_tat] xong\na\n", "dòng 1: sau khóa chỉ ghi"),
        ("[khong_co]\na\n", r"dòng 1: báo cáo không có lời nào có khóa \[khong_co\]"),
        (b"[tom_tat]\nS\n\xff\xfe\n", "dòng 3: tệp không ở dạng UTF-8"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_its_place(content, told):
    with pytest.raises(SettingError, match=told) as caught:
        changes(content)
    assert "\n" not in str(caught.value)


def test_what_a_change_is():
    assert Change("k", "restored").place == ""
    assert text(TASK).filed_under == ""
