"""How long the report is, what stands together, and whether everybody can read its PDF."""

import io
import re
import shutil

import page
import pdfplumber
import pdfua
import pytest

from render.report.pdf import make_pdf
from steps.publication.report import render_report
from tests.render.report import samples
from tests.render.report.frames import demo, make_inputs
from tests.render.report.many import inputs_of
from transforms.report.build import build_report

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
CASES = ("full", "meagre", "first", "rejected", "moved", "empty")
HEADING = re.compile(r"([IVX]+|\d+)\. \S")


def body_pages(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [p.extract_text() for p in pdf.pages if p.width < p.height]


@pytest.fixture(scope="module")
def many() -> bytes:
    files = render_report(build_report(inputs_of(200)))
    made = make_pdf(files["bao-cao.docx"])
    assert made is not None
    return made


def five_horizons() -> bytes:
    """Each target with five years in which it must be reached: fifteen rows on the first page."""
    catalogue = demo()
    levels = {2024: 50, 2025: 60, 2027: 65, 2028: 70, 2030: 80}
    indicators = tuple(
        indicator.model_copy(
            update={
                "targets": tuple(
                    indicator.targets[0].model_copy(update={"year": year, "pct": pct})
                    for year, pct in levels.items()
                )
            }
        )
        if indicator.targets and not indicator.is_supplementary
        else indicator
        for indicator in catalogue.indicators
    )
    years = {2023: samples.last_year(), 2024: samples.full_year(2024)}
    inputs = make_inputs(2024, years, catalogue.model_copy(update={"indicators": indicators}))
    made = make_pdf(render_report(build_report(inputs))["bao-cao.docx"])
    assert made is not None
    return made


def test_a_long_table_of_verdicts_begins_on_the_first_page():
    pages = body_pages(five_horizons())
    assert len(pages) <= 5
    assert "Đạt danh hiệu" in pages[0].partition("Bảng 1. Kết quả")[2]


def test_no_number_breaks_where_the_department_is_large(many):
    first = body_pages(many)[0]
    for verdict in build_report(inputs_of(200)).verdicts:
        assert verdict.people in first


def annex_pages(data: bytes) -> list[tuple[list[str], int]]:
    """Of each landscape page the lines and the number of pictures."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pages = [p for p in pdf.pages if p.width > p.height]
        return [(p.extract_text().splitlines(), len(p.images)) for p in pages]


@pytest.mark.parametrize("count", [200, 203])
def test_no_group_ends_a_page_and_no_chart_stands_alone(request, count):
    if count == 200:
        data = request.getfixturevalue("many")
    else:
        data = make_pdf(render_report(build_report(inputs_of(count)))["bao-cao.docx"])
    pages = annex_pages(data)
    ends = [lines[-1] for lines, _ in pages]
    assert not [line for line in ends if re.match(r"[IVX]+ Khối số", line)]
    (chart,) = [lines for lines, pictures in pages if pictures]
    assert any(line.startswith("Kết quả thực hiện các mục tiêu qua các năm") for line in chart)


def test_annex_i_of_twelve_units_is_one_page(report):
    pages = annex_pages(report("full").path("bao-cao.pdf").read_bytes())
    assert any(line.startswith("Tổng cộng") for line in pages[0][0])


def all_pages(report, many: bytes) -> dict[str, list[str]]:
    found = {case: body_pages(report(case).path("bao-cao.pdf").read_bytes()) for case in CASES}
    return found | {"200 units": body_pages(many)}


def test_length_and_what_stands_together(report, many):
    for case, pages in all_pages(report, many).items():
        assert len(pages) <= (6 if case == "200 units" else 5), case
        last = pages[-1].splitlines()
        closing = next(n for n, line in enumerate(last) if line.startswith("Trên đây là"))
        assert closing > (1 if len(pages) > 1 else 0), f"{case}: closing alone on its page"
        assert any("Nơi nhận" in line for line in last[closing:]), case
        for text in pages[:-1]:
            assert not HEADING.match(text.splitlines()[-1]), f"{case}: a heading ends a page"


@pytest.mark.parametrize("case", [*CASES, "200 units"])
def test_everybody_can_read_the_pdf_for_ever(report, request, case):
    many = case == "200 units"
    data = (
        request.getfixturevalue("many") if many else report(case).path("bao-cao.pdf").read_bytes()
    )
    for profile in ("2b", "ua1"):
        found = page.validate_pdf_bytes(data, profile=profile)
        assert [(f.rule_id, f.message) for f in found.failures] == [], profile
        assert found.is_compliant
    assert [f.message for f in pdfua.validate(io.BytesIO(data)).findings] == []


def test_headings_are_bookmarks_of_the_pdf(report):
    with pdfplumber.open(report("full").path("bao-cao.pdf")) as pdf:
        titles = [title for _, title, *_ in pdf.doc.get_outlines()]
    assert [t for t in titles if re.match(r"[IVX]+\.|Phụ lục", t)] == [
        "I. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN", "II. KẾT QUẢ THỰC HIỆN", "III. ĐÁNH GIÁ CHUNG",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025", "V. KIẾN NGHỊ, ĐỀ XUẤT",
        "Phụ lục I", "Phụ lục II", "Phụ lục III",
    ]  # fmt: skip
