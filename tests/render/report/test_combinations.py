"""The whole text for every combination of what can be known: nothing odd is ever said."""

import dataclasses
import datetime as dt
import io
import itertools
import re

import docx
import lxml.html
import pytest

from render.conformity.effective import paragraphs
from render.conformity.leftovers import FORBIDDEN
from render.report.blocks import HEADINGS, template_context
from render.report.page import render_html
from render.report.word import render_docx
from render.report.workbook import write_workbook
from tests.render.report import samples
from tests.render.report.frames import demo, make_inputs
from tests.render.report.warehouse import Return
from transforms.catalogue import Catalogue, Unit
from transforms.report.build import build_report
from transforms.report.inputs import Before, Edition
from transforms.report.printed import MOST_CHANGES, figure_texts
from transforms.report.workbooks.annex import annex_sheets
from transforms.report.workbooks.trace import trace_sheets

RESULTS = {
    "exceeded": Return(100, 90, 65, 50, 40),
    "met exactly": Return(100, 90, 60, 42, 36),
    "just missed": Return(2500, 2000, 1499, 1049, 629),
    "below": Return(100, 9, 5, 1, 0),
    "nobody": Return(0),
    "nothing": None,
    "rejected": Return(9, status="rejected"),
    "quarantined": Return(40, 30, 20, 9, 3, status="partially_accepted", quarantined=2),
}
LAST = {
    "no last year": None,
    "better": Return(100, 90, 10, 5, 1),
    "worse": Return(10, 9, 9, 9, 9),
    "same": Return(100, 90, 65, 50, 40),
    "empty last year": Return(0),
}
YEARS = {
    "target": 2024,
    "form changed": 2023,
    "no target": 2021,
    "new department": 2025,
    "horizon": 2030,
    "after the horizon": 2031,
}
WORDS = {
    "silent": {},
    "told": {
        "narrative": {
            "strengths": "- Tốt.\n- Khá",
            "shortcomings": "Còn thiếu {{ máy }} & “sách”;",
            "causes": "=1+1",
            "direction": "  nhiều   dấu cách ",
            "proposals": "…",
        },
        "activities": (
            ("1.1", "=cmd()", dt.date(2024, 3, 1), 45, 1500),
            ("2.2", "Tập huấn", dt.date(2024, 3, 1), None, None),
            ("4.1", "Kiểm tra", dt.date(2024, 3, 1), 0, 0),
        ),
        "findings": (
            {
                "rule_code": "Q01",
                "severity": "warning",
                "sheet": "Danh sách",
                "cell": "G15",
                "column_name": "Danh hiệu",
                "message": "x",
                "explanation": None,
            },
        ),
    },
}


def one_unit() -> Catalogue:
    """A department of a single unit right below the root."""
    first = next(unit for unit in demo().units if unit.unit_code == "VP")
    root = next(unit for unit in demo().units if unit.parent_code is None)
    forever = {"valid_to": None, "successor_code": ()}
    units: tuple[Unit, ...] = (
        root.model_copy(update=forever),
        first.model_copy(update=forever | {"parent_code": root.unit_code}),
    )
    return demo().model_copy(update={"units": units})


def returned(result: Return | None, words: str) -> Return | None:
    return None if result is None else Return(**{**vars(result), **WORDS[words]})


def build(year: int, result: str, last: str, words: str, *, alone: bool, complete: bool) -> dict:
    catalogue = one_unit() if alone else demo()
    current = catalogue.of_year(year)
    codes = [unit.unit_code for unit in current.reporting_units if unit.unit_code != "VP"]
    others = dict.fromkeys(codes, Return(10, 9, 7, 6, 5)) if complete else {}
    years = {}
    if LAST[last] is not None and catalogue.form(year - 1):
        years[year - 1] = {"VP": LAST[last]}
    sent = returned(RESULTS[result], words)
    years[year] = others | ({"VP": sent} if sent else {})
    return build_report(make_inputs(year, years, catalogue))


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
@pytest.mark.parametrize("result", RESULTS)
def test_blocks(year, result):
    settings = (("silent", 0, 0), ("told", 0, 1), ("told", 1, 1), ("silent", 1, 0))
    for last, (words, alone, complete) in itertools.product(LAST, settings):
        model = build(year, result, last, words, alone=bool(alone), complete=bool(complete))
        blocks = template_context(model)["blocks"]
        texts = [block["text"] for block in blocks]
        for text in [*texts, *model.words.quality]:
            assert not any(re.search(pattern, text) for pattern, _ in FORBIDDEN), text
            assert text == text.strip()
            assert text[0].isupper() or block_is_code(text) or text[0].isdigit() or text[1] == ")"
            assert not re.search(r"[.;,:]{2,}(?<!\./\.)", text), text
        opening = next(b for b in blocks if b["kind"] == "dan")  # "... báo cáo kết quả như sau:"
        for block, following in itertools.pairwise(blocks):
            if block["kind"] in HEADINGS:
                assert following["kind"] not in HEADINGS or following["kind"] > block["kind"]
            if block["kind"] == "dan":
                assert following["kind"] in ("li", "li_ket", "bang", "h1") or block is opening, (
                    block
                )
        assert blocks[-1]["kind"] == "ket"
        assert all(
            text[-1] in ".;:"
            for text, b in zip(texts, blocks, strict=True)
            if b["kind"] in ("p", "li", "cancu")
        )


def block_is_code(text: str) -> bool:
    """Names of tables and charts, which are no text."""
    return bool(re.fullmatch("[a-z_]+", text))


@pytest.mark.parametrize("result", RESULTS)
@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("year", [2021, 2024, 2031])
def test_files(year, result, words):
    model = build(year, result, "better", words, alone=words == "told", complete=False)
    context = template_context(dataclasses.replace(model, charts={}))
    document = docx.Document(docx_file(render_docx(context, {}, model.stamp)))
    word = " ".join(p.text for p in paragraphs(document)).split()
    page = lxml.html.fromstring(render_html(context, {}))
    assert word == " ".join(page.body.itertext()).split()
    if words == "told" and result in ("exceeded", "below"):
        assert "Còn thiếu máy & “sách”" in " ".join(word)
    for sheets in (annex_sheets(model), trace_sheets(model)):
        assert write_workbook(sheets, model.stamp, "x") == write_workbook(sheets, model.stamp, "x")


def docx_file(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def test_a_replaced_report_is_named_first_and_its_changed_figures_listed():
    before = build(2024, "below", "same", "silent", alone=False, complete=True)
    old = {figure.key: figure.text for figure in before.figures}
    years = {2024: {"VP": RESULTS["exceeded"]}}
    replaces = Before(1, old, "123", dt.date(2024, 12, 4))
    model = build_report(make_inputs(2024, years), Edition("published", 2, replaces))
    assert template_context(model)["blocks"][0]["text"] == (
        "Báo cáo này thay thế Báo cáo số 123/BC-STNMT ngày 04/12/2024 của Sở Tài nguyên và Môi "
        "trường (theo khoản 3 Điều 18 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của "
        "Chính phủ về công tác văn thư)."
    )
    changed = {change.key: (change.before, change.after) for change in model.changes}
    assert changed["CDHT/STNMT/rate"] == (old["CDHT/STNMT/rate"], "65,0%")
    assert all(before != after for before, after in changed.values())
    assert not model.state.is_draft
    assert "tháng 12" not in model.letterhead.date_line


def test_the_annex_lists_what_a_reader_of_the_replaced_report_must_know():
    """The coverage and the targets, then the units; the other figures follow from these."""
    before = build_report(make_inputs(2024, {2024: samples.meagre_year()}))
    replaces = Before(1, figure_texts(before), "123", dt.date(2024, 12, 4))
    inputs = make_inputs(2024, {2024: samples.full_year(2024)})
    model = build_report(inputs, Edition("published", 2, replaces))
    told = [change.key for change in model.chief_changes]
    assert len(told) <= MOST_CHANGES < len(model.changes)
    assert told[0].startswith("coverage/")
    assert {"CDHT/STNMT/rate", "CDHT/STNMT/people", "CDHT/TTR/rate"} <= {*told}
    assert not [change for change in model.chief_changes if "/" in change.label.split("(")[0]]
    context = template_context(dataclasses.replace(model, charts={}))
    rows = docx.Document(docx_file(render_docx(context, {}, model.stamp)))
    table = next(t for t in rows.tables if t.rows[0].cells[-1].text == "Nay là")
    assert len(table.rows) == 1 + len(told)


def test_one_corrected_unit_is_a_few_lines():
    years = {2024: samples.full_year(2024)}
    replaces = Before(1, figure_texts(build_report(make_inputs(2024, years))))
    years[2024]["VP"] = dataclasses.replace(years[2024]["VP"], title=50, skilled=41)
    model = build_report(make_inputs(2024, years), Edition("published", 2, replaces))
    targets = [f"{code}/STNMT/{kind}" for code in ("CDHT", "KNS", "TCN")
               for kind in ("rate", "people")]  # fmt: skip
    assert [c.key for c in model.chief_changes] == [*targets, "CDHT/KCQ/rate", "CDHT/VP/rate"]


def test_a_corrected_activity_is_told_beside_corrected_people():
    years = {2024: samples.full_year(2024)}
    replaces = Before(1, figure_texts(build_report(make_inputs(2024, years))))
    own = years[2024]["VP"]
    years[2024]["VP"] = dataclasses.replace(own, title=50, activities=own.activities[1:])
    model = build_report(make_inputs(2024, years), Edition("published", 2, replaces))
    told = {change.key for change in model.chief_changes}
    assert "CDHT/STNMT/rate" in told
    assert {c.key for c in model.changes if c.key.startswith("activity/")} <= told


def test_the_same_figures_are_no_change():
    inputs = make_inputs(2024, {2023: {"VP": LAST["same"]}, 2024: {"VP": RESULTS["below"]}})
    model = build_report(inputs, Edition("published", 1))
    old = figure_texts(model)
    assert len(old) == len(model.figures)  # keys are unique
    again = build_report(inputs, Edition("published", 2, Before(1, old)))
    assert again.changes == []
    assert again.letterhead.replaced == ""  # never issued: nothing to name
