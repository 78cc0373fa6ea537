"""Marks on a unit's own cells: a tint for the gravest finding, a comment that says what to do.

Marks can be taken off again, for the file that comes back with ours still on it: a comment's part
after ``HEADING`` is ours, and its last line keeps the cell's own tint. (The unseen second colour of
a solid fill would keep it more quietly, but LibreOffice puts one of its own there.)
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from render.form.style import FILLS, fill_of, lines_needed
from transforms.text import alike

HEADING = "[Kết quả kiểm tra]"
OWN_TINT = "Màu cũ của ô:"
_OWN_TINT = re.compile(rf"{OWN_TINT} (rgb|theme) ([0-9A-F]+) (-?[0-9.]+)")
AUTHOR = "Phản hồi"
COMMENT_WIDTH, LINE_HEIGHT = 320, 19  # pixels
COMMENT_CHARACTERS = 46  # on a line of that width
SEVERITIES = {"critical": "Phải sửa", "warning": "Sửa hoặc giải trình", "info": "Để biết"}
GRAVEST = list(SEVERITIES)
_OURS = {FILLS[severity] for severity in SEVERITIES}

Finding = Mapping[str, Any]


def page_of(book: Workbook, sheet: str | None) -> Worksheet | None:
    """The workbook's sheet of a form's sheet name, compared as the reader does."""
    wanted = alike(sheet or "")
    return next((page for page in book.worksheets if alike(page.title) == wanted), None)


def place_of(page: Worksheet, cell: str) -> str:
    """The cell itself, or the first cell of the merged range that covers it."""
    if isinstance(page[cell], MergedCell):
        for covering in page.merged_cells.ranges:
            if cell in covering:
                return covering.coord.split(":")[0]
    return cell


def mark_cells(book: Workbook, findings: Iterable[Finding]) -> None:
    """Tint every cell that has a finding, and say in its comment what was found."""
    by_cell: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        page = page_of(book, finding["sheet"])
        if page is not None and finding["cell"]:
            by_cell[page.title, place_of(page, finding["cell"])].append(finding)
    for (title, place), found in by_cell.items():
        _mark(book[title][place], sorted(found, key=lambda f: GRAVEST.index(f["severity"])))


def _mark(cell: Cell, findings: list[Finding]) -> None:
    own = cell.fill.start_color if cell.fill.fill_type == "solid" else None
    cell.fill = fill_of(findings[0]["severity"])
    lines = [HEADING, *map(describe, findings)]
    if own is not None and own.type in ("rgb", "theme"):
        lines.append(f"{OWN_TINT} {own.type} {own.value} {own.tint}")
    standing = f"{cell.comment.text}\n\n" if cell.comment else ""
    set_comment(cell, standing + "\n".join(lines))


def set_comment(cell: Cell, text: str) -> None:
    """Give a cell a comment wide and high enough to be read without dragging."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    height = LINE_HEIGHT * (lines_needed(text, COMMENT_CHARACTERS) + 1)
    cell.comment = Comment(text, AUTHOR, height=height, width=COMMENT_WIDTH)


def describe(finding: Finding) -> str:
    """One finding as its cell's comment says it."""
    text = f"{SEVERITIES[finding['severity']]} ({finding['rule_code']}): {finding['message']}"
    if finding["explanation"]:
        text += f" Đã giải trình: {finding['explanation']}"
    return text


# --- taking marks off ----------------------------------------------------------------------------


def clear_marks(book: Workbook) -> None:
    """Take off the marks of an earlier feedback: tints and our part of comments."""
    tinted: dict[int, bool] = {}  # by style, of which a workbook has few
    for page in book.worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row if isinstance(cell, Cell)):
            style = cell.style_id
            if style not in tinted:
                tinted[style] = _is_our_tint(cell)
            if tinted[style] or cell.comment:
                _clear(cell, is_tinted=tinted[style])


def _clear(cell: Cell, is_tinted: bool) -> None:
    own_text, _, ours = cell.comment.text.partition(HEADING) if cell.comment else ("", "", "")
    if ours:
        cell.comment = None
        if own_text.strip():
            set_comment(cell, own_text.rstrip())
    if is_tinted:
        cell.fill = _own_fill(ours)


def _is_our_tint(cell: Cell) -> bool:
    color = cell.fill.start_color
    return cell.fill.fill_type == "solid" and color.type == "rgb" and color.rgb[2:] in _OURS


def _own_fill(comment: str) -> PatternFill:
    """The tint that our comment kept; none where there was none, or the comment was deleted."""
    found = _OWN_TINT.search(comment)
    if found is None:
        return PatternFill()
    kind, value, tint = found.groups()
    color = Color(rgb=value) if kind == "rgb" else Color(theme=int(value), tint=float(tint))
    return PatternFill("solid", start_color=color)
