"""What people do to a report in Word: honest edits, and spoilings of every kind."""

import copy
import re
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from render.conformity.effective import paragraphs, w

Edit = Callable[[Document], None]
BODY = "ND30 Nội dung"
OPENING = "Sở Tài nguyên và Môi trường tổ chức"  # of section I: period, coverage


def edited_file(path: Path, edit: Edit) -> Path:
    """The file edited, under another name beside the original."""
    document = docx.Document(str(path))
    edit(document)
    target = path.with_name("sua.docx")
    document.save(str(target))
    return target


def find(document: Document, start: str) -> Paragraph:
    return next(p for p in paragraphs(document) if p.text.startswith(start))


def holding(document: Document, part: str) -> Paragraph:
    return next(p for p in paragraphs(document) if part in p.text)


def write(paragraph: Paragraph, text: str) -> None:
    """The text in the first run's look, as when somebody types over it."""
    paragraph.runs[0].text = text
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)


def replace(old: str, new: str, where: str = "") -> Edit:
    """In the first paragraph that begins with ``where`` (else that holds ``old``)."""

    def edit(document: Document) -> None:
        found = find(document, where) if where else holding(document, old)
        assert old in found.text, found.text
        write(found, found.text.replace(old, new, 1))

    return edit


def swap(first: str, second: str, where: str) -> Edit:
    """Two stretches of one paragraph change places."""

    def edit(document: Document) -> None:
        found = find(document, where)
        assert first in found.text
        assert second in found.text
        text = found.text.replace(first, "\0", 1).replace(second, first, 1).replace("\0", second)
        write(found, text)

    return edit


def add(text: str, after: str = OPENING, style: str = BODY) -> Edit:
    def edit(document: Document) -> None:
        following = next_of(find(document, after))
        following.insert_paragraph_before(text, style)

    return edit


def next_of(paragraph: Paragraph) -> Paragraph:
    return Paragraph(paragraph._p.getnext(), paragraph._parent)


def remove(start: str) -> Edit:
    def edit(document: Document) -> None:
        found = find(document, start)
        found._p.getparent().remove(found._p)

    return edit


def table_of(document: Document, head: str) -> Table:
    return next(t for t in document.tables if head in [c.text for c in t.rows[0].cells])


def row_of(table: Table, name: str):
    return next(row for row in table.rows if name in [cell.text for cell in row.cells])


def cell(head: str, name: str, column: int, text: str) -> Edit:
    """Type into a cell of the row that has ``name``."""

    def edit(document: Document) -> None:
        found = row_of(table_of(document, head), name).cells[column].paragraphs[0]
        assert found.text != text
        write(found, text)

    return edit


def columns_of(document: Document, head: str, column: str) -> None:
    table = table_of(document, head)
    found = next(cell for row in table.rows for cell in row.cells if cell.text == column)
    write(found.paragraphs[0], column.replace("2023", "2022"))


def exchange_rows(document: Document) -> None:
    """The figures of two units, names left where they are."""
    table = table_of(document, "Đơn vị")
    first, second = row_of(table, "Văn phòng Sở"), row_of(table, "Thanh tra Sở")
    for left, right in list(zip(first.cells, second.cells, strict=True))[2:12]:
        a, b = left.text, right.text
        write(left.paragraphs[0], b)
        write(right.paragraphs[0], a)


def delete_row(document: Document) -> None:
    row = row_of(table_of(document, "Đơn vị"), "Thanh tra Sở")
    row._tr.getparent().remove(row._tr)


def copy_row(document: Document) -> None:
    row = row_of(table_of(document, "Đối tượng"), "Công chức")
    row._tr.addnext(copy.deepcopy(row._tr))
    write(table_of(document, "Đối tượng").rows[2].cells[0].paragraphs[0], "Cộng tác viên")


def delete_table(document: Document) -> None:
    table = table_of(document, "Năm")
    table._tbl.getparent().remove(table._tbl)


def delete_column(document: Document) -> None:
    """As Word does: a head over several columns reaches over one less."""
    for row in table_of(document, "Đơn vị").rows:
        place = 0
        for cell in row._tr.tc_lst:
            place += cell.grid_span
            if place > 6:
                break
        if cell.grid_span > 1:
            cell.grid_span -= 1
        else:
            row._tr.remove(cell)
    grid = table_of(document, "Đơn vị")._tbl.tblGrid
    grid.remove(grid[6])


def other_alt(document: Document) -> None:
    shape = document.inline_shapes[0]._inline.docPr
    shape.set("descr", re.sub(r"\d+,\d%", "77,7%", shape.get("descr"), count=1))


def drop_chart(document: Document) -> None:
    drawing = next(document.element.body.iter(w("drawing")))
    drawing.getparent().remove(drawing)


# --- marks of a draft


def highlight(document: Document) -> None:
    find(document, OPENING).runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW


def shade(document: Document) -> None:
    properties = find(document, OPENING).runs[0]._r.get_or_add_rPr()
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FFFF00"/>'))


def comment(document: Document) -> None:
    runs = find(document, OPENING).runs
    document.add_comment(runs, text="Kiểm tra lại giúp", author="A", initials="A")


def tracked(name: str) -> Edit:
    """The paragraph's first run as a change nobody has accepted yet."""

    def edit(document: Document) -> None:
        run = find(document, OPENING).runs[0]._r
        text = nsdecls("w")
        change = parse_xml(
            f'<w:{name} {text} w:id="9" w:author="A" w:date="2024-12-01T00:00:00Z"/>'
        )
        run.addprevious(change)
        change.append(run)
        if name == "del":
            for said in run.iter(w("t")):
                said.tag = w("delText")

    return edit


def tracked_figure(document: Document) -> None:
    paragraph = find(document, OPENING)
    paragraph._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="9" w:author="A" w:date="2024-12-01T00:00:00Z"><w:r>'
            '<w:t xml:space="preserve"> Có 999 người.</w:t></w:r></w:ins>'
        )
    )


def watermark(document: Document) -> None:
    shape = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape id="x" '
        'style="width:400pt;height:100pt"><v:textpath string="MẬT"/></v:shape></w:pict></w:r>'
    )
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(shape))


def text_box(document: Document) -> None:
    shape = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape id="x" '
        'style="width:200pt;height:50pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>Đạt 99%</w:t>'
        "</w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    find(document, OPENING)._p.append(parse_xml(shape))


def control(document: Document) -> None:
    paragraph = find(document, OPENING)
    paragraph._p.append(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r>"
            "<w:t>Nhấp vào đây để nhập văn bản.</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def foot(document: Document) -> None:
    document.sections[0].footer.paragraphs[0].text = "Trang 2"


def mark(document: Document) -> None:
    number = find(document, "Số:")
    own = copy.deepcopy(number._p)
    number._p.addnext(own)
    write(Paragraph(own, number._parent), "DỰ THẢO")


def switch(start: str, name: str) -> Edit:
    def edit(document: Document) -> None:
        found = find(document, start)
        setattr(found.runs[0].font, name, True)

    return edit


# --- layout


def paper(document: Document) -> None:
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def margin(document: Document) -> None:
    document.sections[0].left_margin = Mm(20)


def pasted(document: Document) -> None:
    run = find(document, OPENING).add_run(" Số liệu được kiểm tra.")
    run.font.name = "Calibri"


def smaller(document: Document) -> None:
    for run in find(document, OPENING).runs:
        run.font.size = Pt(12)


def left(document: Document) -> None:
    find(document, OPENING).alignment = WD_ALIGN_PARAGRAPH.LEFT


def tight(document: Document) -> None:
    find(document, OPENING).paragraph_format.space_before = Pt(0)


def wide_lines(document: Document) -> None:
    find(document, OPENING).paragraph_format.line_spacing = 1.8


def no_page_number(document: Document) -> None:
    header = document.sections[0].header.paragraphs[0]
    for run in list(header.runs):
        run._r.getparent().remove(run._r)


def number_left(document: Document) -> None:
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def no_rule(start: str) -> Edit:
    def edit(document: Document) -> None:
        following = next_of(find(document, start))
        border = following._p.find(f".//{w('pBdr')}")
        border.getparent().remove(border)

    return edit


def fill(number: str = "245", day: str = "04", month: str = "12", year: str = "2024") -> Edit:
    """As the clerk does, in the gaps."""

    def edit(document: Document) -> None:
        write(find(document, "Số:"), f"Số: {number}/BC-STNMT")
        write(find(document, "Lạng Sơn, ngày"), f"Lạng Sơn, ngày {day} tháng {month} năm {year}")

    return edit


def attached(number: str) -> Edit:
    def edit(document: Document) -> None:
        fill()(document)
        for paragraph in [p for p in paragraphs(document) if p.text.startswith("(Kèm theo")]:
            text = (
                f"(Kèm theo Báo cáo số {number}/BC-STNMT ngày 04 tháng 12 năm 2024 của "
                "Sở Tài nguyên và Môi trường)"
            )
            write(paragraph, text)

    return edit


def sign(*offices: str, name: str) -> Edit:
    def edit(document: Document) -> None:
        office = find(document, "GIÁM ĐỐC")
        write(office, offices[0])
        for more in offices[1:]:
            following = copy.deepcopy(office._p)
            office._p.addnext(following)
            write(Paragraph(following, office._parent), more)
        last = office._parent.paragraphs[-1]
        last.add_run(name)

    return edit


def recipient(line: str) -> Edit:
    def edit(document: Document) -> None:
        last = find(document, "- Lưu: VT")
        last.insert_paragraph_before(line, last.style)

    return edit


def split_runs(document: Document) -> None:
    """As Word leaves a sentence after some typing: runs of a few letters, one a link."""
    paragraph = find(document, OPENING)
    text, run = paragraph.text, paragraph.runs[0]
    write(paragraph, text[:9])
    for start in range(9, len(text), 7):
        own = copy.deepcopy(run._r)
        paragraph._p.append(own)
        own.find(w("t")).text = text[start : start + 7]
        own.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    link = OxmlElement("w:hyperlink")
    paragraph._p.append(link)
    link.append(paragraph.runs[-1]._r)


def part(document: Document) -> None:
    """One paragraph becomes two."""
    paragraph = find(document, OPENING)
    first, _, second = paragraph.text.partition("; ")
    write(paragraph, first + ".")
    next_of(paragraph).insert_paragraph_before(second[0].upper() + second[1:], BODY)


def move(document: Document) -> None:
    """An item of a list goes to its end."""
    item = find(document, "- Chỉ tiêu học tập được đưa")
    find(document, "- Tập thể lãnh đạo gương mẫu")._p.addnext(item._p)


def several(*edits: Edit) -> Edit:
    def edit(document: Document) -> None:
        for one in edits:
            one(document)

    return edit


REWORDED = replace(
    "đã nhận được báo cáo của 11/12 đơn vị, trong đó 09 đơn vị gửi số liệu hợp lệ đúng hạn",
    "Sở nhận được báo cáo của 11/12 đơn vị; có 9 đơn vị gửi đúng hạn số liệu hợp lệ",
)
PLAIN = add("Lãnh đạo Sở thường xuyên quan tâm, chỉ đạo sát sao công tác này.")
FILLED = fill()
RECIPIENT = recipient("- Hội Khuyến học tỉnh;")
SIGNER = sign("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", name="Nguyễn Hữu Trực")

HONEST: dict[str, Edit] = {
    "a sentence reworded": REWORDED,
    "a paragraph without figures": PLAIN,
    "number and date filled in": FILLED,
    "a recipient more": RECIPIENT,
    "another signer": SIGNER,
    "all five": several(REWORDED, PLAIN, FILLED, RECIPIENT, SIGNER),
    "number below ten, in March": fill("05", "09", "3", "2025"),
    "number and date in the annexes too": attached("245"),
    "figures of a sentence in another order": replace(
        "294/531 người, tỷ lệ 55,4%", "55,4% (294/531 người)", "- Tỷ lệ công chức, viên chức"
    ),
    "a document named": add(
        "Sở đã ban hành Công văn số 1234/STNMT-VP ngày 05 tháng 3 năm 2024 để đôn đốc."
    ),
    "a figure told again": add("Như vậy, toàn Sở có 294/531 người đạt danh hiệu."),
    "a paragraph parted": part,
    "an item moved": move,
    "runs as Word leaves them": split_runs,
    "a name in the signature only": sign("GIÁM ĐỐC", name="Trần Văn Bình"),
}

RATE = "- Tỷ lệ công chức, viên chức, người lao động đạt danh hiệu"
UNITS = RATE  # the units below a target are named with it

SPOILINGS: dict[str, Edit] = {
    # figures in sentences
    "a rate in a sentence": replace("tỷ lệ 55,4%", "tỷ lệ 65,4%", RATE),
    "a count in a sentence": replace("294/531", "296/531", RATE),
    "the bounds": replace("46,1%", "56,1%", RATE),
    "the target itself": replace("(60%)", "(50%)", RATE),
    "the percent sign lost": replace("tỷ lệ 55,4%", "tỷ lệ 55,4", RATE),
    "a figure taken out": replace(", tỷ lệ 55,4%", "", RATE),
    "two units' rates exchanged": swap("56,0%", "53,8%", UNITS),
    "two units' names exchanged": swap("Văn phòng Sở (", "Trung tâm Phát triển quỹ đất (", UNITS),
    "coverage made whole": replace("10/12 đơn vị", "12/12 đơn vị", OPENING),
    "on time": replace("09 đơn vị", "11 đơn vị", OPENING),
    "unsure becomes met": replace("chưa đủ căn cứ để đánh giá so với", "đạt", RATE),
    "the conclusion turned": replace("chưa đủ căn cứ để đánh giá 03/03", "đạt 03/03"),
    "millions become milliards": replace("5.000.000 đồng", "5.000.000.000 đồng"),
    "sessions of a task": replace("08 hoạt động, 392", "18 hoạt động, 392"),
    "the plan carried out": replace("số 65/KH-UBND", "số 56/KH-UBND"),
    "the period": replace("15/11/2024", "30/11/2024", OPENING),
    "the year in the subject": replace("năm 2024", "năm 2023", "Kết quả thực hiện Đề án"),
    "a paragraph with figures deleted": remove(OPENING),
    "a sentence nobody counted": add("Riêng khối cơ quan Sở có 97,5% người đạt danh hiệu."),
    "a count nobody counted": add("Có 180 người được khen thưởng."),
    "a figure in words' place": replace("55,4%", "gần 60%", "Số liệu của 10/12"),
    # figures in tables
    "a cell of the targets' table": replace("294/531", "298/531"),
    "the verdict of the targets' table": replace("Chưa đủ căn cứ (46,1% - 62,9%)", "Đạt"),
    "a staff type's count": cell("Đối tượng", "Viên chức", 3, "241"),
    "a year before": cell("Năm", "2022", 3, "54,8%"),
    "a unit's count": cell("Đơn vị", "Thanh tra Sở", 4, "9"),
    "a unit's rate": cell("Đơn vị", "Thanh tra Sở", 5, "63,8%"),
    "a missing unit given figures": cell("Đơn vị", "Chi cục Bảo vệ môi trường", 2, "34"),
    "a unit's remark": cell("Đơn vị", "Phòng Kế hoạch - Tài chính", 12, "Đã gửi"),
    "a remark that was empty": cell("Đơn vị", "Văn phòng Sở", 12, "Đạt 75%"),
    "the total": cell("Đơn vị", "Tổng cộng", 2, "565"),
    "two units' rows exchanged": exchange_rows,
    "a unit renamed": cell("Đơn vị", "Thanh tra Sở", 1, "Văn phòng Đảng ủy"),
    "a unit deleted": delete_row,
    "a row nobody counted": copy_row,
    "a column renamed": lambda d: columns_of(d, "Đơn vị", "Tỷ lệ đạt năm 2023"),
    "a column deleted": delete_column,
    "a table deleted": delete_table,
    "a task's count": cell("Nhiệm vụ", "1.2", 3, "14"),
    "how far a task is": replace("Hoàn thành", "Chưa thực hiện"),
    "what a chart says": other_alt,
    "a chart deleted": drop_chart,
    # what a draft leaves
    "highlighted": highlight,
    "shaded": shade,
    "a comment": comment,
    "an insertion not accepted": tracked("ins"),
    "a deletion not accepted": tracked("del"),
    "a figure in an insertion": tracked_figure,
    "a watermark": watermark,
    "a text box": text_box,
    "a control to fill in": control,
    "three points": replace("hạn gửi", "hạn gửi …", OPENING),
    "points to fill in": replace("hạn gửi", "hạn gửi .....", OPENING),
    "brackets to fill in": add("Đồng chí [họ tên lãnh đạo] trực tiếp chỉ đạo."),
    "a reminder": add("Nội dung này (cần bổ sung)."),
    "draft, in words": add("BẢN NHÁP"),
    "draft, as a mark": mark,
    "struck out": switch(OPENING, "strike"),
    "hidden": switch(OPENING, "hidden"),
    "a gap to fill in": add("Sở đã tổ chức \u00a0\u00a0\u00a0\u00a0 lớp bồi dưỡng."),
    # layout
    "paper": paper,
    "a margin": margin,
    "another font pasted": pasted,
    "smaller letters": smaller,
    "not justified": left,
    "no gap between paragraphs": tight,
    "lines too wide": wide_lines,
    "underlined": switch(OPENING, "underline"),
    "the nation's name": replace("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI"),
    "the motto": replace("Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc"),
    "the superior's name": replace("UBND TỈNH LẠNG SƠN", "UBND TỈNH CAO BẰNG"),
    "the issuer's name": replace("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "SỞ TÀI NGUYÊN MÔI TRƯỜNG"),
    "the symbol": replace("/BC-STNMT", "/BC-SNNMT", "Số:"),
    "a number without its zero": fill("5"),
    "a day without its zero": fill(day="4"),
    "a month with a needless zero": fill(month="09"),
    "a day that is none": fill(day="31", month="11"),
    "another year": fill(year="2028"),
    "a number without a day": replace("Số:\u00a0", "Số: 245", "Số:"),
    "the place": replace("Lạng Sơn", "Hà Nội", "Lạng Sơn, ngày"),
    "annexes of another number": attached("254"),
    "the line under the motto": no_rule("Độc lập"),
    "the line under the subject": no_rule("Kết quả thực hiện Đề án"),
    "the type": replace("BÁO CÁO", "Báo cáo", "BÁO CÁO"),
    "no addressee": remove("Kính gửi"),
    "a heading's number": replace("IV.", "V.", "IV."),
    "a heading in small letters": replace("KẾT QUẢ THỰC HIỆN", "Kết quả thực hiện", "II."),
    "no end mark": replace("./.", "."),
    "no line for the archive": remove("- Lưu"),
    "a recipient without its dash": recipient("Hội Khuyến học tỉnh;"),
    "the office in small letters": replace("GIÁM ĐỐC", "Giám đốc", "GIÁM ĐỐC"),
    "a degree before the name": sign("GIÁM ĐỐC", name="TS. Trần Văn Bình"),
    "a name in capitals": sign("GIÁM ĐỐC", name="TRẦN VĂN BÌNH"),
    "for the director, by whom": sign("KT. GIÁM ĐỐC", name="Trần Văn Bình"),
    "no page number": no_page_number,
    "page number at the right": number_left,
    "a number at the foot": foot,
    "an annex's number": replace("Phụ lục II", "Phụ lục 2", "Phụ lục II"),
    "an annex's title": replace("KẾT QUẢ THỰC HIỆN CỦA", "Kết quả thực hiện của"),
}
