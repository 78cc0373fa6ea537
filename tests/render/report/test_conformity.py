"""The report conforms to Decree 30/2020, and the checker sees what would not."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from render.conformity.effective import paragraphs, w
from tests.render.report.conformity import check
from tests.render.report.conftest import CASES, make
from tests.render.report.extract import docx_rows, docx_words, html_words
from transforms.report.inputs import Before, Edition
from transforms.report.printed import figure_texts


@pytest.mark.parametrize("case", CASES)
def test_drafts_conform(report, case):
    assert check(report(case).path("bao-cao.docx"), is_draft=True) == []


def test_published_report_conforms_and_is_no_draft(report_settings, report, fill, tmp_path):
    fill(CASES["full"][1]())
    made = make(report_settings, 2024, tmp_path, Edition("published", 1))
    assert check(made.path("bao-cao.docx"), is_draft=False) == []
    assert check(made.path("bao-cao.docx"), is_draft=True) != []


def test_replacing_report_conforms(report_settings, report, fill, tmp_path):
    old = figure_texts(report("full").model) | {"CDHT/STNMT/rate": "60,0%"}
    replaces = Before(1, old, "123", dt.date(2024, 12, 4))
    fill(CASES["full"][1]())
    made = make(report_settings, 2024, tmp_path, Edition("published", 2, replaces))
    assert check(made.path("bao-cao.docx"), is_draft=False) == []
    assert docx_words(made.path("bao-cao.docx")) == html_words(made.path("bao-cao.html"))
    rows = docx_rows(made.path("bao-cao.docx"), "Đã ban hành")
    assert [row[2:] for row in rows] == [["60,0%", "61,2%"]]


def find(document: Document, start: str) -> Paragraph:
    return next(p for p in paragraphs(document) if p.text.startswith(start))


def set_style_font(document: Document) -> None:
    find(document, "Sở Tài nguyên và Môi trường tổ chức").style.font.name = "Calibri"


def theme_font(document: Document) -> None:
    fonts = document.styles.element.find(f".//{w('rPrDefault')}//{w('rFonts')}")
    fonts.set(w("asciiTheme"), "minorHAnsi")
    for style in document.styles.element.iter(w("rFonts")):
        if style is not fonts:
            style.getparent().remove(style)


def cut_title(document: Document) -> None:
    find(document, "UBND").runs[0].bold = True


def drop_rule(paragraph: Paragraph) -> None:
    border = paragraph._p.getnext().find(f".//{w('pBdr')}")
    border.getparent().remove(border)


def tear_header(document: Document) -> None:
    for mark in document.element.body.iter(w("tblHeader")):
        mark.getparent().remove(mark)
        return


def widen(document: Document) -> None:
    table = next(t for t in document.tables if t.style.name == "Table Grid")
    for row in table.rows:
        row.cells[1].width = Mm(70)


def drop_alt(document: Document) -> None:
    document.inline_shapes[0]._inline.docPr.set("descr", "")


def drop_language(document: Document) -> None:
    language = document.styles.element.find(f".//{w('rPrDefault')}//{w('lang')}")
    language.set(w("val"), "en-US")


def drop_page_number(document: Document) -> None:
    header = document.sections[0].header.paragraphs[0]
    for run in list(header.runs):
        run._r.getparent().remove(run._r)


def number_first_page(document: Document) -> None:
    document.sections[0].first_page_header.paragraphs[0].add_run("1")


def continue_pages(document: Document) -> None:
    start = document.sections[1]._sectPr.find(w("pgNumType"))
    start.getparent().remove(start)


def empty_heading(document: Document) -> None:
    heading = find(document, "1. Ưu điểm")
    following = heading._p.getnext()
    while not Paragraph(following, heading._parent).text.startswith("2. "):
        following, old = following.getnext(), following
        old.getparent().remove(old)


def renumber(document: Document) -> None:
    heading = find(document, "IV. ")
    heading.runs[0].text = heading.text.replace("IV.", "VI.")


def rename_annex(document: Document) -> None:
    find(document, "Phụ lục II").runs[0].text = "Phụ lục III"


def drop_recipient(document: Document) -> None:
    line = find(document, "- Như trên")
    line._p.getparent().remove(line._p)


def underline_first_row(document: Document) -> None:
    row = next(t for t in document.tables if t.style.name == "Table Grid").rows[1]
    mark = row._tr.trPr.find(w("cantSplit"))
    mark.getparent().remove(mark)


def said(start: str, text: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        paragraph = find(document, start)
        paragraph.runs[0].text = text
        for run in paragraph.runs[1:]:
            run.text = ""

    return change


def run_of(start: str, change: Callable[..., None]) -> Callable[[Document], None]:
    return lambda document: change(find(document, start).runs[0])


def paragraph_of(start: str, change: Callable[..., None]) -> Callable[[Document], None]:
    return lambda document: change(find(document, start))


def size(points: float) -> Callable[..., None]:
    return lambda run: setattr(run.font, "size", Pt(points))


def restyle(**values: object) -> Callable[..., None]:
    def change(paragraph: Paragraph) -> None:
        for name, value in values.items():
            setattr(paragraph.style.paragraph_format, name, value)

    return change


def landscape(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width


def bordered(document: Document) -> None:
    document.tables[0].style = document.styles["Table Grid"]


def no_first_page(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = False


MUTATIONS: dict[str, Callable[[Document], None]] = {
    "left margin 25": lambda d: setattr(d.sections[0], "left_margin", Mm(25)),
    "right margin 10 in the annex": lambda d: setattr(d.sections[1], "right_margin", Mm(10)),
    "landscape body": landscape,
    "page number on page one": number_first_page,
    "no page number": drop_page_number,
    "no different first page": no_first_page,
    "annex pages go on": continue_pages,
    "Arial in one run": run_of(
        "Sở Tài nguyên và Môi trường tổ chức", lambda r: setattr(r.font, "name", "Arial")
    ),
    "Calibri by style": set_style_font,
    "theme font by default": theme_font,
    "red": run_of(
        "Sở Tài nguyên và Môi trường tổ chức",
        lambda r: setattr(r.font.color, "rgb", RGBColor(255, 0, 0)),
    ),
    "body at 10": run_of("Sở Tài nguyên và Môi trường tổ chức", size(10)),
    "body bold": run_of("Sở Tài nguyên và Môi trường tổ chức", lambda r: setattr(r, "bold", True)),
    "not NFC": said("Sở Tài nguyên và Môi trường tổ chức", "Ky\u0300 số liệu của báo cáo"),
    "English": drop_language,
    "body to the left": paragraph_of(
        "Sở Tài nguyên và Môi trường tổ chức", restyle(alignment=Align.LEFT)
    ),
    "no indent": paragraph_of(
        "Sở Tài nguyên và Môi trường tổ chức", restyle(first_line_indent=Mm(0))
    ),
    "no gap": paragraph_of("Sở Tài nguyên và Môi trường tổ chức", restyle(space_before=Pt(0))),
    "double lines": paragraph_of("Sở Tài nguyên và Môi trường tổ chức", restyle(line_spacing=2.0)),
    "nation at 14": run_of("CỘNG HÒA", size(14)),
    "nation upright not bold": run_of("CỘNG HÒA", lambda r: setattr(r, "bold", False)),
    "motto without line": lambda d: drop_rule(find(d, "Độc lập")),
    "agency's superior bold": cut_title,
    "agency without line": lambda d: drop_rule(find(d, "SỞ TÀI")),
    "number filled in": said("Số:", "Số: 12/BC-STNMT"),
    "day filled in": said("Lạng Sơn, ngày", "Lạng Sơn, ngày 04 tháng 12 năm 2024"),
    "date upright": run_of("Lạng Sơn, ngày", lambda r: setattr(r, "italic", False)),
    "title table with borders": bordered,
    "type not centred": paragraph_of("BÁO CÁO", restyle(alignment=Align.LEFT)),
    "subject without line": lambda d: drop_rule(find(d, "Kết quả thực hiện Đề án")),
    "no addressee": said("Kính gửi", "Gửi Ủy ban nhân dân"),
    "legal base upright": said("Thực hiện Kế hoạch", "Căn cứ Quyết định số 1373/QĐ-TTg."),
    "legal base without full stop": said("Thực hiện Kế hoạch", "Căn cứ Quyết định 1373;"),
    "heading not in capitals": said("I. CÔNG", "I. Công tác chỉ đạo"),
    "heading not bold": run_of("1. Nâng cao", lambda r: setattr(r, "bold", False)),
    "heading number skipped": renumber,
    "empty heading": empty_heading,
    "no end mark": said("Trên đây", "Trên đây là kết quả thực hiện."),
    "end mark twice": said("Sở Tài nguyên và Môi trường tổ chức", "Kỳ số liệu của năm./."),
    "recipients at 12": run_of("- Như trên", size(12)),
    "no Như trên": drop_recipient,
    "recipients' head upright": run_of("Nơi nhận", lambda r: setattr(r, "italic", False)),
    "office not bold": run_of("GIÁM ĐỐC", lambda r: setattr(r, "bold", False)),
    "office in small letters": said("GIÁM ĐỐC", "Giám đốc"),
    "annex number skipped": rename_annex,
    "annex title at 12": run_of("KẾT QUẢ THỰC HIỆN CỦA", size(12)),
    "annex attached upright": run_of("(Kèm theo", lambda r: setattr(r, "italic", False)),
    "annex not told of": said("Kế hoạch và kết quả", "Kết quả từng nhiệm vụ được nêu kèm theo."),
    "table header once": tear_header,
    "table too wide": widen,
    "row torn": underline_first_row,
    "no alternative text": drop_alt,
    "Jinja left": said("Sở Tài nguyên và Môi trường tổ chức", "Kỳ số liệu từ {{ period.start }}"),
    "None left": said("Sở Tài nguyên và Môi trường tổ chức", "Kỳ số liệu từ ngày None"),
    "double space": said("Sở Tài nguyên và Môi trường tổ chức", "Kỳ số liệu  của báo cáo"),
    "English figure": said("Sở Tài nguyên và Môi trường tổ chức", "Kỳ số liệu đạt 61.2% kế hoạch"),
    "draft mark gone": said("DỰ THẢO", "VĂN BẢN"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_every_mutation_is_caught(report, tmp_path: Path, name):
    document = docx.Document(str(report("full").path("bao-cao.docx")))
    MUTATIONS[name](document)
    path = tmp_path / "mutated.docx"
    document.save(str(path))
    assert check(path, is_draft=True) != []


def test_saving_without_a_change_is_no_mutation(report, tmp_path: Path):
    document = docx.Document(str(report("full").path("bao-cao.docx")))
    document.save(str(tmp_path / "same.docx"))
    assert check(tmp_path / "same.docx", is_draft=True) == []
