"""The committed Word template: reviewed as text, and a bad edit does not pass the gate."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import Pt

from render.conformity.effective import paragraphs, w
from render.report.word import TEMPLATE
from tests.render.report.dump import DUMP, dump
from tests.render.report.gate import find_faults
from tools.word_template.__main__ import build_template


def test_the_dump_beside_the_template_is_its_own():
    """After an edit in Word: ``python -m tests.render.report.dump``, and review the change."""
    assert dump(TEMPLATE) == DUMP.read_text(encoding="utf-8")


def test_the_template_passes_the_gate():
    assert find_faults(TEMPLATE) == []


def test_the_maker_makes_a_template_that_passes(tmp_path):
    content = build_template()
    assert content == build_template()
    (tmp_path / "moi.docx").write_bytes(content)
    assert find_faults(tmp_path / "moi.docx") == []


def find(document: Document, text: str):
    return next(p for p in paragraphs(document) if text in p.text)


def reword(old: str, new: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        paragraph = find(document, old)
        paragraph.runs[0].text = paragraph.text.replace(old, new)
        for run in paragraph.runs[1:]:
            run.text = ""

    return change


def drop(text: str) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        paragraph = find(document, text)
        paragraph._p.getparent().remove(paragraph._p)

    return change


def lose_style(document: Document) -> None:
    style = document.styles["ND30 Nội dung"]
    style.element.getparent().remove(style.element)


def shrink(document: Document) -> None:
    document.styles["ND30 Nội dung"].font.size = Pt(11)


def drop_chart(document: Document) -> None:
    picture = next(document.element.body.iter(w("drawing")))
    picture.getparent().remove(picture)


def drop_column(document: Document) -> None:
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "STT")
    for row in table.rows:
        row._tr.remove(row._tr.tc_lst[3])


EDITS = {
    "unknown variable": reword("{{ subject }}", "{{ trich_yeu }}"),
    "unknown attribute": reword("{{ row.verdict_text }}", "{{ row.danh_gia }}"),
    "broken loop": drop("{%p endfor %}"),
    "broken condition": drop("{%p if is_draft %}"),
    "half a tag": reword("{{ date_line }}", "{{ date_line }"),
    "unknown filter": reword("{{ subject }}", "{{ subject | hoa }}"),
    "lost style": lose_style,
    "small letters": shrink,
    "lost chart": drop_chart,
    "lost column": drop_column,
    "lost paragraph": drop("{{ title_name }}"),
    "own words": reword("Nơi nhận:", "Nơi gửi:"),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_bad_edit_is_refused(tmp_path: Path, name):
    document = docx.Document(str(TEMPLATE))
    EDITS[name](document)
    document.save(str(tmp_path / "sua.docx"))
    faults = find_faults(tmp_path / "sua.docx")
    assert faults
    assert all(faults)


@pytest.mark.parametrize("content", [b"", b"khong phai Word", b"PK\x03\x04hong"])
def test_no_word_file_is_refused(tmp_path, content):
    (tmp_path / "sua.docx").write_bytes(content)
    assert find_faults(tmp_path / "sua.docx")


def test_a_harmless_edit_passes(tmp_path):
    document = docx.Document(str(TEMPLATE))
    document.styles["ND30 Nội dung"].font.size = Pt(13)
    for name in ("ND30 Dẫn", "ND30 Kết thúc", "ND30 Gạch đầu dòng", "ND30 Mục a"):
        document.styles[name].font.size = Pt(13)
    document.save(str(tmp_path / "sua.docx"))
    assert find_faults(tmp_path / "sua.docx") == []
