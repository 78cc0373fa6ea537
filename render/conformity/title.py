"""Decree 30/2020, annex I, II.1-5 and 9.b: what stands above the text of the report."""

import datetime as dt
import re
from contextlib import suppress
from typing import Any

from docx.table import Table
from docx.text.paragraph import Paragraph

from render.conformity.checking import Check
from render.conformity.effective import mm, w
from transforms.conformity.issue import DATED, MOTTO, NATION, NUMBER

DRAFT = "DỰ THẢO"
KEEP_TABLE = "lập lại bảng đầu trang như bản gốc: tên cơ quan bên trái, quốc hiệu bên phải"
HEAD = "Đầu trang 1"


def check_title_blocks(c: Check) -> None:
    """II.1-4: the agency left, the nation right, number and date in one row below."""
    table = c.blocks[0] if c.blocks else None
    if not isinstance(table, Table) or len(table.rows) < 2 or len(table.columns) != 2:
        c.need(False, HEAD, "không có bảng quốc hiệu, tên cơ quan", KEEP_TABLE)
        return
    cells = [[list(cell.paragraphs) for cell in row.cells] for row in table.rows[:2]]
    if any(len(row) != 2 for row in cells):
        c.need(False, HEAD, "bảng đầu trang lệch ô", KEEP_TABLE)
        return
    (agency, nation), (number, date) = cells
    c.need(not _has_borders(table), HEAD, "bảng đầu trang có đường kẻ", "bỏ đường kẻ của bảng")
    widths = [mm(cell.width) for cell in table.rows[0].cells]
    c.need(
        not all(widths) or (sum(widths) <= 165.5 and widths[1] >= 90),
        HEAD, "cột quốc hiệu, tên cơ quan sai bề rộng", "đặt hai cột 72 mm và 93 mm",
    )  # fmt: skip
    _check_nation(c, nation)
    _check_agency(c, agency)
    _check_number(c, number[0])
    _check_date(c, date[0])
    _check_issue(c, number[0], date[0])
    _check_mark(c, number[1:])


def _check_nation(c: Check, lines: list[Paragraph]) -> None:
    nation, *rest = lines
    c.need(nation.text.strip() == NATION, HEAD, "quốc hiệu sai chữ", f"ghi “{NATION}”")
    c.look("quốc hiệu", nation, (12, 13), bold=True, italic=False, align="center", is_caps=True)
    if not rest:
        c.need(False, HEAD, "thiếu tiêu ngữ", f"ghi “{MOTTO}” dưới quốc hiệu")
        return
    c.need(rest[0].text.strip() == MOTTO, HEAD, "tiêu ngữ sai chữ", f"ghi “{MOTTO}”")
    c.look("tiêu ngữ", rest[0], (13, 14), bold=True, italic=False, align="center")
    c.need(has_rule(rest), HEAD, "dưới tiêu ngữ thiếu đường kẻ", "kẻ một đường nét liền")


def _check_agency(c: Check, lines: list[Paragraph]) -> None:
    named = [line for line in lines if line.text.strip()]
    if len(named) < 2:
        c.need(False, HEAD, "thiếu tên cơ quan chủ quản hoặc cơ quan ban hành", KEEP_TABLE)
        return
    parent, *own = named
    c.look("cơ quan chủ quản", parent, (12, 13), bold=False, italic=False, align="center",
           is_caps=True)  # fmt: skip
    for line in own:
        c.look("cơ quan ban hành", line, (12, 13), bold=True, italic=False, align="center",
               is_caps=True)  # fmt: skip
    below = lines[lines.index(own[-1]) :]
    c.need(has_rule(below), HEAD, "dưới tên cơ quan thiếu đường kẻ", "kẻ một đường nét liền")


def _check_number(c: Check, line: Paragraph) -> None:
    """II.3 and article 15: blank until the clerk fills it; below ten with a zero."""
    found = NUMBER.fullmatch(line.text.strip())
    remedy = "ghi như “Số: 05/BC-…”, hoặc để trống số"
    c.need(found, HEAD, f"số, ký hiệu sai: “{line.text.strip()}”", remedy)
    digits = found[1] if found else ""
    c.need(
        not digits or re.fullmatch(r"0[1-9]|[1-9]\d+", digits),
        HEAD, f"số văn bản ghi “{digits}”", "số dưới 10 thêm số 0 phía trước, ngoài ra thì không",
    )  # fmt: skip
    c.look("số, ký hiệu", line, (13, 13), bold=False, italic=False, align="center")


def _check_date(c: Check, line: Paragraph) -> None:
    """II.4: days below ten and the months 1 and 2 with a zero."""
    found = DATED.fullmatch(line.text.strip())
    c.look("địa danh, ngày tháng", line, (13, 14), bold=False, italic=True, align="center")
    if found is None:
        remedy = "ghi như “…, ngày 04 tháng 12 năm 2024”, hoặc để trống ngày"
        c.need(False, HEAD, f"địa danh, ngày tháng sai: “{line.text.strip()}”", remedy)
        return
    day, month, year = (part.strip() for part in found.groups()[1:])
    c.need(
        not day or re.fullmatch(r"0[1-9]|[12]\d|3[01]", day),
        HEAD, f"ngày ghi “{day}”", "ngày dưới 10 thêm số 0 phía trước",
    )  # fmt: skip
    c.need(
        not month or re.fullmatch(r"0[12]|[3-9]|1[0-2]", month),
        HEAD, f"tháng ghi “{month}”", "chỉ tháng 01, 02 có số 0 phía trước",
    )  # fmt: skip
    c.need(not year or re.fullmatch(r"20\d\d", year), HEAD, f"năm ghi “{year}”", "ghi bốn chữ số")
    if day:
        c.need(_is_day(day, month, year), HEAD, "ngày ban hành không có thật", "ghi lại ngày")


def _is_day(day: str, month: str, year: str) -> bool:
    with suppress(ValueError):
        return bool(dt.date(int(year), int(month), int(day)))
    return False


def _check_issue(c: Check, number: Paragraph, date: Paragraph) -> None:
    """A number and a day are given in one act."""
    found, dated = NUMBER.fullmatch(number.text.strip()), DATED.fullmatch(date.text.strip())
    if found and dated:
        has_number, has_day = bool(found[1]), bool(dated[2].strip())
        c.need(not has_number or has_day, HEAD, "đã ghi số mà chưa ghi ngày", "ghi ngày ban hành")
        c.need(not has_day or has_number, HEAD, "đã ghi ngày mà chưa ghi số", "ghi số văn bản")


def _check_mark(c: Check, lines: list[Paragraph]) -> None:
    marks = [line for line in lines if line.text.strip() == DRAFT]
    if c.is_draft:
        c.need(
            marks, HEAD, "không còn dấu DỰ THẢO mà chưa có phiên bản nào được duyệt",
            "công bố phiên bản trước, rồi lấy tệp Word của phiên bản ấy",
        )  # fmt: skip
    for mark in marks:
        c.need(c.is_draft, mark, "còn dấu DỰ THẢO", "xóa dấu này và dòng dưới nó")
        c.look("dấu dự thảo", mark, (13, 14), bold=True, align="center")


def _has_borders(table: Table) -> bool:
    own = table._tbl.tblPr.find(w("tblBorders"))
    style = table.style
    if own is None and style is not None and style.name != "Normal Table":
        own = style.element.find(f".//{w('tblBorders')}")
    every = [own] if own is not None else []
    every += list(table._tbl.iter(w("tcBorders")))
    return any(side.get(w("val")) not in ("none", "nil", None) for found in every for side in found)


def has_rule(lines: list[Paragraph]) -> bool:
    """A solid line: the border of a paragraph, or a line that was drawn."""
    return any(_is_rule(line) for line in lines)


def _is_rule(paragraph: Paragraph) -> bool:
    drawn: tuple[Any, ...] = (w("drawing"), w("pict"))
    if next(paragraph._p.iter(*drawn), None) is not None:
        return True
    properties = paragraph._p.pPr
    border = properties.find(w("pBdr")) if properties is not None else None
    if border is None:
        return False
    sides = [border.find(w("top")), border.find(w("bottom"))]
    return any(side is not None and side.get(w("val")) == "single" for side in sides)


def check_heading(c: Check) -> None:
    """II.5.a and 9.b: name of the type, its subject with a line, the addressee."""
    above: list[Paragraph] = []
    addressee = None
    for block in c.blocks[1:12]:
        if isinstance(block, Table):
            break
        if block.text.strip().startswith("Kính gửi"):
            addressee = block
            break
        above.append(block)
    if addressee is None:
        c.need(False, HEAD, "thiếu “Kính gửi:”", "ghi nơi nhận báo cáo dưới trích yếu")
        above = [b for b in c.blocks[1:5] if isinstance(b, Paragraph)]
    else:
        c.look("kính gửi", addressee, (13, 14), bold=False, italic=False)
    said = [paragraph for paragraph in above if paragraph.text.strip()]
    if len(said) < 2:
        c.need(False, HEAD, "thiếu tên loại hoặc trích yếu", "ghi BÁO CÁO và trích yếu")
        return
    name, *subject = said
    c.need(name.text.strip() == "BÁO CÁO", HEAD, "tên loại không phải BÁO CÁO", "ghi BÁO CÁO")
    c.look("tên loại", name, (13, 14), bold=True, italic=False, align="center", is_caps=True)
    for line in subject if addressee is not None else subject[:1]:
        c.look("trích yếu", line, (13, 14), bold=True, italic=False, align="center")
    c.need(subject[0].text.startswith("Kết quả"), HEAD, "trích yếu sai chữ", "ghi lại như bản gốc")
    c.need(has_rule(above), HEAD, "dưới trích yếu thiếu đường kẻ", "kẻ một đường nét liền")
