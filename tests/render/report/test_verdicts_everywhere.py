"""No output says "đạt" or its contrary where the bounds disagree or too few people are counted.

What may be said is worked out here anew, from the counts alone, and looked for in every output.
"""

import io
from fractions import Fraction

import docx
import lxml.html
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from commands.run import show_indicators
from render.report.blocks import draft_paragraphs
from steps.publication.report import render_report
from tests.render.report.frames import make_inputs
from tests.render.report.many import catalogue_of
from tests.render.report.warehouse import Return
from tests.verdict_words import NO_VERDICT, VERDICT
from transforms.publication.changes import approval_request
from transforms.report.build import build_report

UNITS = tuple(f"D{number}" for number in range(12))
PEOPLE, YEAR, LEAST = 50, 2025, 90
GOALS = {  # of the horizon of this very year: what counts, of whom, percent
    "Đạt danh hiệu “Công dân học tập”": ("title", "people", 60),
    "Có kỹ năng số trong số người đạt danh hiệu": ("skilled", "title", 70),
    "Thành thạo, tự cập nhật trong số người có kỹ năng số": ("updating", "skilled", 60),
}
returns = st.builds(
    lambda a, b, c: Return(PEOPLE, PEOPLE, _title := a, skilled := a * b // 10, skilled * c // 10),
    st.integers(20, PEOPLE), st.integers(5, 10), st.integers(4, 10),
)  # fmt: skip


def all_reach(units: tuple[str, ...]) -> dict[str, Return]:
    """Some units, everybody in which has reached everything."""
    return {code: Return(PEOPLE, PEOPLE, PEOPLE, PEOPLE, PEOPLE) for code in units}


@st.composite
def years(draw):
    """Ten to twelve of twelve units with figures most of the time, fewer now and then."""
    missing = draw(st.sampled_from([0, 1, 1, 1, 2, 5, 11]))
    level = draw(returns)
    return {code: draw(st.one_of(st.just(level), returns)) for code in UNITS[missing:]}


def expected(sent: dict[str, Return], top: str, bottom: str, goal: int) -> str:
    """The verdict of this year's horizon, with all or none of the missing people."""
    counted, missing = PEOPLE * len(sent), PEOPLE * (len(UNITS) - len(sent))
    done = sum(getattr(unit, top) for unit in sent.values())
    of = sum(getattr(unit, bottom) for unit in sent.values())
    if Fraction(100 * counted, counted + missing) < LEAST:
        return "Chưa đủ căn cứ"
    found = {100 * (done + more) >= goal * (of + missing) for more in (0, missing)}
    return {True: "Đạt", False: "Chưa đạt"}[found.pop()] if len(found) == 1 else "Chưa đủ căn cứ"


def first_words(text: str) -> str:
    return text.partition(" (")[0]


@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sent=years())
@example(
    sent=all_reach(UNITS[2:])
)  # five sixths counted: both bounds say "Đạt", coverage forbids it
def test_every_output_has_the_verdict_that_the_counts_bear_or_none(sent, capsys):
    last = {code: Return(PEOPLE, PEOPLE, 20, 10, 5) for code in UNITS}
    report = build_report(make_inputs(YEAR, {YEAR - 1: last, YEAR: sent}, catalogue_of(12)))
    files = render_report(report)
    wanted = {name: expected(sent, *rule) for name, rule in GOALS.items()}

    document = docx.Document(io.BytesIO(files["bao-cao.docx"]))
    page = lxml.html.fromstring(files["bao-cao.html"])
    word = next(t for t in document.tables if t.rows[0].cells[0].text == "Mục tiêu")
    html = next(th for th in page.iter("th") if th.text_content() == "Mục tiêu").getparent()
    in_word = [[cell.text for cell in row.cells] for row in list(word.rows)[1:]]
    in_html = [[cell.text_content() for cell in row] for row in html.getparent().getnext()]
    for rows in (in_word, in_html):
        now = {row[0]: first_words(row[-1]) for row in rows if row[1] == str(YEAR)}
        assert now == wanted

    show_indicators(report.targets)
    shown = [line for line in capsys.readouterr().out.splitlines() if f"(năm {YEAR})" in line]
    told = [first_words(line.partition(f"(năm {YEAR}): ")[2]) for line in shown]
    assert told == [verdict.lower() for verdict in wanted.values()]
    request = approval_request(report, 1, "0" * 64, [])
    asked = [row for row in request["body"].splitlines() if f"{YEAR}: " in row]
    for row, verdict in zip(asked, wanted.values(), strict=True):
        assert f"| {YEAR}: {verdict} " in row.replace(";", " ")

    if all(goal.verdict == "unsure" for target in report.targets for goal in target.goals):
        texts = [p.text for p in document.paragraphs]
        texts += [cell for row in in_word for cell in row]
        texts += ["".join(p.itertext()) for p in page.iter("p", "li", "figcaption")]
        texts += [chart.alt + chart.caption for chart in report.charts.values()]
        texts += list(request.values())
        texts += [row[3] for row in figures_of(files["truy-vet.xlsx"])]
        texts += [drafted.text for drafted in draft_paragraphs(report)]  # what make texts writes
        texts += [line.level for line in report.tasks]
        texts += totals_of(files["phu-luc.xlsx"])
        texts += [cell.text for row in annex_of(document) for cell in row.cells[-2:]]
        for text in texts:
            assert not VERDICT.search(NO_VERDICT.sub("", str(text))), text


def totals_of(content: bytes) -> list[str]:
    """The last row of every table of the workbook, and the table of targets whole."""
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        is_of_department = any("Mục tiêu" in map(str, row) for row in rows)
        found += [str(cell) for row in (rows[5:] if is_of_department else rows[-1:]) for cell in row
                  if cell is not None and not is_of_a_text(sheet.title)]  # fmt: skip
    return found


def is_of_a_text(title: str) -> bool:
    """The units' own words and deeds, which stand in the workbook as they were sent."""
    return any(word in title.casefold() for word in ("thuyết minh", "hoạt động"))


def annex_of(document) -> list:
    """The rows of annex I of several units: these alone could be read as the department's."""
    (annex,) = [t for t in document.tables if t.rows[0].cells[0].text == "STT"
                and "Đánh giá riêng từng đơn vị" in t.rows[0].cells[-2].text]  # fmt: skip
    return [row for row in annex.rows if row.cells[1].text.startswith(("Tổng cộng", "Khối"))
            and "/" in row.cells[-1].text]  # fmt: skip


def figures_of(content: bytes) -> list[tuple]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["Số liệu công bố"]
    return list(sheet.iter_rows(min_row=5, values_only=True))


@pytest.mark.parametrize(("counted", "verdict"), [(11, "Đạt"), (10, "Chưa đủ căn cứ")])
def test_at_eleven_of_twelve_a_verdict_may_stand_and_at_ten_none(counted, verdict):
    sent = all_reach(UNITS[:counted])
    assert expected(sent, *GOALS["Đạt danh hiệu “Công dân học tập”"]) == verdict
    last = {code: Return(PEOPLE, PEOPLE, 20, 10, 5) for code in UNITS}
    report = build_report(make_inputs(YEAR, {YEAR - 1: last, YEAR: sent}, catalogue_of(12)))
    now = [first_words(row.verdict_text) for row in report.verdicts if row.until == str(YEAR)]
    assert now == [verdict] * len(GOALS)
