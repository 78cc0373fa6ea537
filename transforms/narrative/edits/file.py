"""The file way to edit texts: one plain text file, to be changed in any editor and read again.

Each block knows by a sign what stood there when the file was written, so that an old file undoes
nothing that happened since.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from transforms.errors import SettingError
from transforms.narrative.edits.standing import (
    COMMENT,
    HEAD,
    RESTORE,
    Change,
    Standing,
    clean_text,
    moved_since,
    sign_of,
)
from transforms.report.rows import NarrativeRow
from transforms.text import squeeze

KEEP = "giữ"
MOST_SAID = 12
_HEAD = re.compile(r"^\[(?P<key>[^\s\[\]]+)(?: ~(?P<sign>[0-9a-f]+))?\](?:\s+(?P<rest>\S.*?))?\s*$")
_FILED = re.compile(r"^(?:Chủ đề|Gửi):\s*(?P<name>\S.*)$")
INTRODUCTION = """\
# Lời của báo cáo năm {year}. Sửa bằng Notepad hay trình soạn thảo nào cũng được, lưu dạng UTF-8.
# Ghi lại bằng: make texts YEAR={year} < tệp-này
#
# Mỗi lời là một khối: dòng [khóa ~dấu], rồi lời. Đừng sửa khóa và dấu.
#   Sửa lời          viết lại phần dưới dòng khóa
#   Bỏ khỏi báo cáo  xóa hết lời, để lại dòng khóa
#   Gộp              đưa ý vào một khối, bỏ các khối kia
#   Trả lại dự thảo  thay lời bằng một dấu =
#   Đổi chủ đề, nơi nhận   sửa sau “Chủ đề:”, “Gửi:” trên dòng khóa
#   Giữ lời đã sửa, khi dự thảo đã khác   viết thêm chữ giữ ở cuối dòng khóa
# Khối không đổi, hay bị xóa cả dòng khóa, thì không làm gì. Dòng bắt đầu bằng # là ghi chú.
# Số viết trong lời phải là số đã đếm; số khác bị từ chối.
"""


@dataclass(frozen=True)
class Block:
    """A block of the file: what it wants of a text, and the line it begins at."""

    key: str
    line: int
    text: str
    sign: str = ""
    filed_under: str = ""
    is_kept: bool = False
    is_restored: bool = False


def write_file(
    year: int, texts: Iterable[Standing], narrative: Iterable[NarrativeRow],
    names: Mapping[str, str],
) -> str:  # fmt: skip
    """The file of a year's texts, with the figures and the units' words as comments."""
    rows, parts, place = list(narrative), [INTRODUCTION.format(year=year)], ""
    for text in texts:
        if text.drafted.place != place:
            place = text.drafted.place
            parts.append(f"\n# ==== {place}\n")
        parts.append("\n" + "\n".join(_block(text, rows, names)) + "\n")
    return "".join(parts)


def _block(text: Standing, rows: Iterable[NarrativeRow], names: Mapping[str, str]) -> Iterator[str]:
    drafted = text.drafted
    for wrong in text.wrong:
        yield f"# XEM LẠI: {wrong}"
    if text.edit is not None:
        yield "# Đã bỏ khỏi báo cáo." if text.is_left_out else "# Đã sửa."
        yield from (f"# Dự thảo: {line}" for line in drafted.text.splitlines())
    said = list(drafted.said(rows)) if drafted.units else []
    for row in said[:MOST_SAID]:
        words = " / ".join(squeeze(part) for part in (row.text, row.cause, row.remedy) if part)
        yield f"# {names.get(row.unit_code, row.unit_code)} viết: {words}"
    if len(said) > MOST_SAID:
        yield f"# … và {len(said) - MOST_SAID} ý khác"
    filed = f" {drafted.filed_as}: {text.filed_under}" if drafted.filed_as else ""
    yield f"[{text.key} ~{text.sign}]{filed}"
    if text.text:
        yield text.text


# --- read again


def read_file(content: bytes) -> list[Block]:
    """The blocks of a file; SettingError with the line for what is none."""
    blocks: list[Block] = []
    lines: list[str] = []
    head: tuple[int, re.Match[str]] | None = None
    for number, line in enumerate(_decode(content).splitlines(), start=1):
        found = _HEAD.match(line.strip())
        if found:
            blocks += _finish(head, lines)
            head, lines = (number, found), []
        elif line.lstrip().startswith(HEAD):
            raise SettingError(f"dòng {number}: dòng khóa phải như [tom_tat ~1a2b3c]")
        elif not line.lstrip().startswith(COMMENT):
            if head is None and line.strip():
                raise SettingError(f"dòng {number}: lời đứng trước dòng khóa đầu tiên")
            lines.append(line)
    blocks += _finish(head, lines)
    _require_once(blocks)
    if not blocks:
        raise SettingError("dòng 1: tệp không có khối [khóa] nào; hãy lấy tệp bằng make texts")
    return blocks


def _decode(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        raise SettingError(
            f"dòng {number}: tệp không ở dạng UTF-8; hãy lưu lại dạng UTF-8"
        ) from None


def _finish(head: tuple[int, re.Match[str]] | None, lines: list[str]) -> Iterator[Block]:
    if head is None:
        return
    number, found = head
    text, rest = clean_text("\n".join(lines), is_cell=True), squeeze(found["rest"] or "")
    is_kept = rest == KEEP or rest.endswith(f" {KEEP}")
    rest = rest.removesuffix(KEEP).strip() if is_kept else rest
    filed = _FILED.match(rest)
    if rest and not filed:
        raise SettingError(f"dòng {number}: sau khóa chỉ ghi “Chủ đề: …”, “Gửi: …” hoặc giữ")
    yield Block(
        found["key"], number, text, found["sign"] or "", filed["name"] if filed else "",
        is_kept, text == RESTORE,
    )  # fmt: skip


def _require_once(blocks: Iterable[Block]) -> None:
    seen: dict[str, int] = {}
    for block in blocks:
        if block.key in seen:
            raise SettingError(
                f"dòng {block.line}: khóa [{block.key}] đã có ở dòng {seen[block.key]}"
            )
        seen[block.key] = block.line


def changes_in(blocks: Iterable[Block], texts: Iterable[Standing]) -> list[Change]:
    """What a file wants otherwise than its texts stand.

    SettingError with the line for a key that is none, and where what is to be changed is no longer
    what stood there when the file was written.
    """
    known = {text.key: text for text in texts}
    found = []
    for block in blocks:
        standing = known.get(block.key)
        if standing is None:
            raise SettingError(f"dòng {block.line}: báo cáo không có lời nào có khóa [{block.key}]")
        change = _change(block, standing)
        if change is not None:
            found.append(change)
    return found


def _change(block: Block, standing: Standing) -> Change | None:
    text = clean_text(block.text, is_cell=standing.drafted.is_cell)
    filed = block.filed_under or standing.filed_under
    is_same = (text, filed) == (standing.text, standing.filed_under)
    is_as_written = block.sign == sign_of(text, filed)
    place = f"dòng {block.line}, [{block.key}]"
    if (is_same or is_as_written) and not block.is_kept:
        return None
    moved = moved_since(block.sign, standing)
    if moved and not is_same:
        raise SettingError(f"{place}: {moved}")
    sign = block.sign and standing.sign
    if block.is_restored:
        return Change(block.key, "restored", place=place, sign=sign)
    if not text:
        return Change(block.key, "left_out", place=place, sign=sign)
    return Change(block.key, "edited", text, filed, place=place, sign=sign)
