"""Decree 30/2020, annex I, III: annexes; and the tables and pictures anywhere in the report."""

import re

from docx.table import Table
from docx.text.paragraph import Paragraph

from render.conformity.checking import Check, body_paragraphs, data_tables, roman
from render.conformity.effective import is_on, mm, w

NAME = re.compile(r"Phụ lục( [IVX]+)?")


def check_annexes(c: Check) -> None:
    """Number, title, what it is attached to; each is told of in the body."""
    told = " ".join(p.text for p in body_paragraphs(c))
    texts = [b for b in c.blocks if isinstance(b, Paragraph) and b.text.strip()]
    found = [n for n, p in enumerate(texts) if NAME.fullmatch(p.text.strip())]
    c.need(
        len(found) == len(c.document.sections) - 1,
        "Phụ lục", f"có {len(found)} phụ lục trong {len(c.document.sections) - 1} phần trang",
        "mỗi phụ lục một phần trang (section) riêng, bắt đầu bằng dòng “Phụ lục …”",
    )  # fmt: skip
    for number, place in enumerate(found, start=1):
        if len(texts) < place + 3:
            c.need(False, texts[place], "phụ lục thiếu tên hoặc dòng Kèm theo", "ghi đủ ba dòng")
            continue
        _check_annex(c, texts[place : place + 3], number if len(found) > 1 else 0, told)


def _check_annex(c: Check, lines: list[Paragraph], number: int, told: str) -> None:
    name, title, attached = lines
    wanted = f"Phụ lục {roman(number)}".strip()
    shown = name.text.strip()
    c.need(shown == wanted, name, f"phụ lục đánh số “{shown}”", f"lẽ ra là “{wanted}”")
    c.need(
        re.search(rf"{shown}\b", told),
        name, f"{shown} không được nhắc trong nội dung", f"nhắc “{shown}” ở chỗ liên quan",
    )  # fmt: skip
    c.look(shown, name, (14, 14), bold=True, italic=False, align="center")
    c.look(f"tên {shown}", title, (13, 14), bold=True, align="center", is_caps=True)
    c.need(
        attached.text.strip().startswith("(Kèm theo "),
        name, f"{shown} thiếu dòng “(Kèm theo …)”", "ghi dưới tên phụ lục",
    )  # fmt: skip
    c.look("dòng Kèm theo", attached, (13, 14), bold=False, italic=True, align="center")


def check_tables(c: Check) -> None:
    """Data tables stay inside the margins, their headers repeat and their rows are not torn."""
    section = 0
    wanted = data_tables(c)
    for block in c.blocks:
        if isinstance(block, Paragraph):
            section += block._p.find(f"{w('pPr')}/{w('sectPr')}") is not None
        elif block in wanted:
            _check_table(c, block, min(section, len(c.document.sections) - 1))


def _check_table(c: Check, table: Table, section: int) -> None:
    place = c.opened.place_of(table._tbl)
    if not table.rows:
        c.need(False, place, "bảng trống", "xóa bảng")
        return
    page = c.document.sections[section]
    sides = (page.page_width, page.left_margin, page.right_margin)
    room = mm(sides[0]) - mm(sides[1]) - mm(sides[2])
    for row in table._tbl.tr_lst[:2]:
        width = sum(mm(cell.width) for cell in row.tc_lst)
        c.need(width <= room + 1, place, f"bảng rộng {width:.0f} mm", f"thu còn {room:.0f} mm")
    c.need(
        _has(table._tbl.tr_lst[0], "tblHeader"),
        place, "dòng đầu bảng không lặp ở trang sau", "chọn Repeat Header Rows",
    )  # fmt: skip
    c.need(
        all(_has(row, "cantSplit") for row in table._tbl.tr_lst),
        place, "có dòng bị cắt giữa hai trang", "bỏ Allow row to break across pages",
    )  # fmt: skip
    widths = {len(row.cells) for row in table.rows}
    c.need(len(widths) == 1, place, "bảng có dòng lệch cột", "lập lại bảng như bản gốc")


def _has(row, name: str) -> bool:  # type: ignore[no-untyped-def]
    properties = row.trPr
    return properties is not None and is_on(properties.find(w(name)))


def check_pictures(c: Check) -> None:
    """Every picture has an alternative text and stays inside the margins."""
    for shape in c.document.inline_shapes:
        alt = shape._inline.docPr.get("descr") or ""
        place = c.opened.place_of(shape._inline)
        c.need(
            len(alt) > 20 and "{" not in alt,
            place, "biểu đồ thiếu văn bản thay thế (Alt Text)", "ghi số liệu của biểu đồ vào đó",
        )  # fmt: skip
        c.need(mm(shape.width) <= 165, place, "biểu đồ rộng quá lề", "thu còn tối đa 165 mm")
