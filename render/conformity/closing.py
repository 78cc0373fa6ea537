"""Decree 30/2020, annex I, II.7 and 9.b: recipients and signature."""

import re

from docx.table import Table
from docx.text.paragraph import Paragraph

from render.conformity.checking import Check
from render.conformity.reading import is_closing

PLACE = "Cuối văn bản"
OFFICE = re.compile(
    r"\b(TM\.|KT\.|TL\.|TUQ\.|Q\.|GIÁM ĐỐC|CHỦ TỊCH|CHÁNH|TRƯỞNG|PHÓ|CỤC|VIỆN|HIỆU|BỘ|SỞ|ỦY BAN)"
)
DEGREE = re.compile(r"\b(GS|PGS|TS|TSKH|ThS|Ths|CN|KS|BS|CKI|CKII|NGND|NGƯT)\.? ?[A-ZĐ]")


def check_closing(c: Check) -> None:
    """Recipients left, authority and name right."""
    found = [b for b in c.blocks if isinstance(b, Table) and is_closing(b)]
    if len(found) != 1 or len(found[0].rows[0].cells) != 2:
        fault = "không có đúng một bảng nơi nhận (bên trái), chữ ký (bên phải)"
        c.need(False, PLACE, fault, "lập lại bảng này như bản gốc")
        return
    row = found[0].rows[0]
    left, right = ([p for p in cell.paragraphs if p.text.strip()] for cell in row.cells)
    _check_recipients(c, left)
    _check_signature(c, right)


def _check_recipients(c: Check, lines: list[Paragraph]) -> None:
    if not lines or lines[0].text.strip() != "Nơi nhận:":
        c.need(False, PLACE, "thiếu dòng “Nơi nhận:”", "ghi ở đầu ô bên trái")
        return
    head, *names = lines
    c.look("nơi nhận", head, (12, 12), bold=True, italic=True)
    said = [part.strip() for name in names for part in name.text.split("\n") if part.strip()]
    c.need(
        said and re.fullmatch(r"- Như trên[;.]", said[0]),
        PLACE, "nơi nhận không bắt đầu bằng “- Như trên;”", "thêm dòng “- Như trên;”",
    )  # fmt: skip
    c.need(
        said and re.fullmatch(r"- Lưu: VT, .+\.", said[-1]),
        PLACE, "nơi nhận không kết bằng dòng Lưu", "ghi dòng cuối như “- Lưu: VT, VP.”",
    )  # fmt: skip
    for name in names:
        c.look("danh sách nơi nhận", name, (11, 11), bold=False, italic=False)
    for text in said:
        end = "." if text is said[-1] else ";"
        fault = f"nơi nhận “{text}” sai gạch đầu dòng hoặc dấu cuối"
        c.need(re.fullmatch(rf"- .+\{end}", text), PLACE, fault, f"ghi “- …{end}”")


def _check_signature(c: Check, lines: list[Paragraph]) -> None:
    c.need(lines, PLACE, "thiếu quyền hạn, chức vụ của người ký", "ghi ở ô bên phải")
    for line in lines:
        c.look("quyền hạn, chức vụ, họ tên", line, (13, 14), bold=True, italic=False,
               align="center")  # fmt: skip
    said = [part.strip() for line in lines for part in line.text.split("\n") if part.strip()]
    offices = [text for text in said if OFFICE.search(text.upper()) and not DEGREE.search(text)]
    for text in offices:
        c.need(text == text.upper(), PLACE, f"chức vụ “{text}” chưa viết hoa", "viết chữ in hoa")
    c.need(not said or said[0] in offices, PLACE, "thiếu chức vụ trước họ tên", "ghi chức vụ")
    for first, second in zip(offices, [*offices[1:], ""], strict=False):
        if first.startswith("KT."):
            c.need(
                second.startswith("PHÓ"), PLACE, f"dưới “{first}” thiếu chức vụ cấp phó",
                "ghi như “PHÓ GIÁM ĐỐC”",
            )  # fmt: skip
    for name in [text for text in said if text not in offices]:
        c.need(
            not DEGREE.search(name), PLACE, f"họ tên “{name}” có học hàm, học vị", "chỉ ghi họ tên"
        )
        c.need(name != name.upper(), PLACE, f"họ tên “{name}” viết in hoa", "viết chữ thường")
