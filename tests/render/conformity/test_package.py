"""Files that are no report: one Vietnamese line each, and no bomb goes off."""

import io
import zipfile

import docx
import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from render.conformity import package
from render.conformity.layout import check_layout
from render.conformity.package import open_word, read_file
from steps.publication.conformity import Original, check_report
from tests import hostile
from tests.hostile import good
from transforms.conformity.content import Content
from transforms.errors import ReportError


def word() -> bytes:
    saved = io.BytesIO()
    docx.Document().save(saved)
    return saved.getvalue()


def rezipped(change: dict[str, bytes | None]) -> bytes:
    return hostile.rezipped(change, word())


def encrypted() -> bytes:
    saved = io.BytesIO()
    OOXMLFile(io.BytesIO(word())).encrypt("mat-khau", saved)
    assert msoffcrypto.OfficeFile(io.BytesIO(saved.getvalue())).is_encrypted()
    return saved.getvalue()


def macro() -> bytes:
    types = zipfile.ZipFile(io.BytesIO(word())).read("[Content_Types].xml")
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return rezipped(
        {
            "[Content_Types].xml": types.replace(
                plain, b"application/vnd.ms-word.document.macroEnabled.main+xml"
            )
        }
    )


def entities() -> bytes:
    text = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">{text}]><x>&a9;</x>'
    return rezipped({"word/document.xml": bomb.encode()})


MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def main(body: str) -> bytes:
    return rezipped({"word/document.xml": f"<w:document {MAIN}>{body}</w:document>".encode()})


BROKEN = {
    "empty": lambda: b"",
    "text": lambda: "Kính gửi".encode(),
    "pdf": lambda: b"%PDF-1.7\n",
    "rtf": lambda: b"{\\rtf1 a}",
    "only a zip's head": lambda: b"PK\x03\x04",
    "cut off": lambda: word()[: len(word()) // 2],
    "an older Word's": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "encrypted": encrypted,
    "with macros": macro,
    "an Excel workbook": good,
    "no text part": lambda: rezipped({"word/document.xml": None}),
    "text part is no XML": lambda: rezipped({"word/document.xml": b"<w:document"}),
    "a bomb": lambda: rezipped({"word/media/a.png": bytes(package.PART_BYTES + 1)}),
    "entities": entities,
    "too many parts": lambda: rezipped({f"word/a{n}.xml": b"<a/>" for n in range(2100)}),
    "deep": lambda: main("<w:sdt>" * 3000 + "</w:sdt>" * 3000),
    "another root": lambda: rezipped({"word/document.xml": f"<w:body {MAIN}/>".encode()}),
    "no body": lambda: main(""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_no_report_is_told_in_one_line(name):
    content = BROKEN[name]()
    with pytest.raises(ReportError) as told:
        check_layout(open_word(content, "sua.docx"), is_draft=False)
    assert "\n" not in str(told.value)
    assert str(told.value).startswith(("sua.docx: ", "FILE: "))


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:rPr><w:sz w:val="to"/></w:rPr><w:t>a</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="khong-co"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>',
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl><w:p/>",
        '<w:sdt><w:sdtPr/></w:sdt><w:p><w:ins w:id="1"><w:r><w:t>a</w:t></w:r></w:ins></w:p>',
        "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 3,
        '<w:sectPr><w:pgSz w:w="x" w:h="-1"/></w:sectPr>',
    ],
)
def test_an_odd_body_gives_findings_or_one_line(body):
    original = Original(Content((), (), ()), "bản gốc", is_draft=False)
    content = main(f"<w:body>{body}</w:body>")
    try:
        told = check_report(content, "sua.docx", original)
    except ReportError as error:
        told = [error]
    assert told
    assert all("\n" not in str(line) for line in told)


def test_an_encrypted_file_is_told_as_such():
    with pytest.raises(ReportError, match="mật khẩu"):
        open_word(encrypted(), "sua.docx")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ReportError, match="không có tệp"):
        read_file(tmp_path / "khong-co.docx")
    with pytest.raises(ReportError, match="không có tệp"):
        read_file(tmp_path)


def test_a_document_that_is_no_report_has_findings():
    _, found = check_layout(open_word(word(), "trong.docx"), is_draft=False)
    assert len(found) > 5
