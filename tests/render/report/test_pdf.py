"""The PDF as a reader gets it: geometry, fonts, letters, tags; nothing lost since Word."""

import io
import re
import shutil
import subprocess
import unicodedata

import pdfplumber
import pikepdf
import pytest

from tests.render.report.conformity import check
from tests.render.report.extract import docx_words, pdf_text
from transforms.conformity.issue import MOTTO, NATION

pytestmark = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdffonts")), reason="needs LibreOffice, poppler"
)
MM = 72 / 25.4
CASES = ("full", "meagre", "first")


@pytest.mark.parametrize("case", CASES)
def test_title_blocks_side_by_side_on_one_line_each(report, case):
    with pdfplumber.open(report(case).path("bao-cao.pdf")) as pdf:
        words = pdf.pages[0].extract_words(keep_blank_chars=True, x_tolerance=4)
    found = {word["text"].strip(): word for word in words}
    nation, motto = found[NATION], found[MOTTO]
    agency = found["SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"]
    assert agency["x1"] < nation["x0"]
    assert abs(nation["top"] - found["UBND TỈNH LẠNG SƠN"]["top"]) < 2
    middle = [(word["x0"] + word["x1"]) / 2 for word in (nation, motto)]
    assert abs(middle[0] - middle[1]) < 2
    assert nation["x1"] <= (210 - 15) * MM + 1
    assert agency["x0"] >= 30 * MM - 1


@pytest.mark.parametrize("case", CASES)
def test_everything_stays_inside_the_margins(report, case):
    with pdfplumber.open(report(case).path("bao-cao.pdf")) as pdf:
        for page in pdf.pages:
            assert page.chars, f"empty page {page.page_number}"
            left, right = 30 * MM - 1, page.width - 15 * MM + 2
            outside = [
                c["text"]
                for c in page.chars
                if c["text"].strip() and not left <= c["x0"] <= c["x1"] <= right
            ]
            assert outside == []
            assert all(c["bottom"] < page.height - 20 * MM + 3 for c in page.chars)


@pytest.mark.parametrize("case", CASES)
def test_page_numbers_above_but_not_on_first_pages(report, case):
    with pdfplumber.open(report(case).path("bao-cao.pdf")) as pdf:
        heads = [
            (page.width > page.height, page.crop((0, 0, page.width, 17 * MM)).extract_text())
            for page in pdf.pages
        ]
    body = [text for is_wide, text in heads if not is_wide]
    assert body == ["", *map(str, range(2, len(body) + 1))]
    annexes = [text for is_wide, text in heads if is_wide]
    assert annexes[0] == ""
    assert annexes.count("") == len(report(case).model.annexes)  # each begins anew


@pytest.mark.parametrize("case", CASES)
def test_fonts_are_embedded_and_stand_for_times(report, case):
    done = subprocess.run(
        ["pdffonts", str(report(case).path("bao-cao.pdf"))],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = done.stdout.splitlines()[2:]
    assert rows
    for row in rows:
        assert re.match(r"[A-Z]{6}\+(LiberationSerif|TimesNewRoman)", row), row
        assert " yes yes yes " in row, row  # embedded, subset, with a table back to Unicode


@pytest.mark.parametrize("case", CASES)
def test_no_word_is_lost_and_no_letter_falls_apart(report, case):
    made = report(case)
    text = pdf_text(made.path("bao-cao.pdf"))
    assert unicodedata.is_normalized("NFC", text)
    wanted, found = set(docx_words(made.path("bao-cao.docx"))), set(text.split())
    assert {word for word in wanted - found if not re.fullmatch(r"\W+", word)} == set()


def test_tagged_archival_and_in_vietnamese(report):
    data = report("full").path("bao-cao.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "vi-VN"
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>B<", data)


def test_office_opens_and_saves_the_report_without_loss(report, tmp_path):
    path = report("full").path("bao-cao.docx")
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(path),
        ],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=180,
    )
    saved = tmp_path / "out" / path.name
    assert docx_words(saved) == docx_words(path)
    assert check(saved, is_draft=True) == []
