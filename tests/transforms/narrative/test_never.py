"""Of five sample years and of texts as odd as they come: what never stands in the report."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.render.report.frames import demo
from tests.transforms.narrative.said import UNITS, said, texts_of, told, year
from transforms.narrative.persons import names_person
from transforms.narrative.points import says_nothing
from transforms.narrative.statements import statements_of
from transforms.report.model import Synthesis
from transforms.report.rows import NarrativeRow
from transforms.sample.reports import invent_reports
from transforms.text import fold

OFFEN = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
PEOPLE = re.compile(
    r"\d+(/\d+)?\s*(%|người|công chức|viên chức|cán bộ|lao động|đồng chí|học viên|lượt)"
)
VOICE = re.compile(r"\b(tôi|chúng em|em xin|bên em)\b")
TO_ITSELF = re.compile(r"đề nghị|kiến nghị|(?<!cơ )(?<!trụ )\bsở\b(?! giáo dục)|ban giám đốc")
TOPICS = ("strengths", "shortcomings", "causes", "direction", "proposals")
OPENINGS = ("", "Đề nghị Sở ", "Kính đề nghị Lãnh đạo Sở ", "Kiến nghị UBND tỉnh ", "Sở ",
            "Đề nghị Sở Giáo dục và Đào tạo ", "Mong Sở TN&MT ", "Đề nghị cấp trên ", "Không ",
            "Chúng tôi ", "- ", "1) ", "Đồng chí Nguyễn Văn An ",
            "Ngoài ra, đề nghị Sở ", "Được Giám đốc Sở khen, ", "Tham mưu cho Sở ", "➢ ",
            "Văn bản của Sở ban hành chậm, ", "Cấp trên chưa ")  # fmt: skip
MIDDLES = ("không có gì", "tổ chức lớp bồi dưỡng kỹ năng số", "có 44/82 người đạt (53,7%)",
           "hai mươi người chưa đăng ký", "thiếu {{ máy }} tính", "bố trí 12 viên chức", "…",
           "quan tâm, tạo điều kiện cho đơn vị", "mở lớp, đề nghị Sở mua máy", "ạ", "=1+1",
           "vượt chỉ tiêu đề ra", "phòng chúng tôi còn bận", "giảm so với năm trước")  # fmt: skip
ENDS = ("", ".", "; đề nghị Sở mở thêm lớp", "\n+ không", ": đạt 90%", " ạ", "\x07", " (5 người)",
        ", trong đó 12 người đạt", " cho phòng chúng tôi", " 😀", "}}", "!!!")  # fmt: skip


@st.composite
def odd_texts(draw: st.DrawFn) -> str:
    made = st.builds(
        lambda *parts: " ".join(parts),
        *map(st.sampled_from, (OPENINGS, MIDDLES, ENDS, OPENINGS, MIDDLES)),
    )
    return draw(st.one_of(made, made, st.text(max_size=60)))


@st.composite
def odd_rows(draw: st.DrawFn) -> list[NarrativeRow]:
    maybe = st.none() | odd_texts()
    return [
        said(
            draw(st.sampled_from(UNITS)),
            draw(st.sampled_from(TOPICS)),
            draw(odd_texts()),
            number,
            theme=draw(st.sampled_from((None, *year().narrative.themes))),
            cause=draw(maybe),
            remedy=draw(maybe),
            addressee=draw(st.sampled_from((None, *year().narrative.addressees))),
        )
        for number in range(draw(st.integers(1, 8)))
    ]  # fmt: skip


def check(synthesis: Synthesis) -> None:
    rules = year().narrative
    for cell in texts_of(synthesis):
        for text in (line.removeprefix("- ") for line in cell.split("\n")):
            assert text == " ".join(text.split())
            assert text[0].isupper() or not text[0].islower(), text
            odd = ("Cc", "Cf", "Co", "So")
            assert not any(unicodedata.category(letter) in odd for letter in text), text
            assert not set("{}<>[]") & set(text), text
            assert not says_nothing(text, rules), text
            assert not PEOPLE.search(fold(text)), text
            assert not VOICE.search(fold(text)), text
            assert not names_person(text), text
            assert not TO_ITSELF.search(fold(text)), text
    assert {request.addressee for request in synthesis.requests} <= {*rules.outside}


@OFFEN
@given(odd_rows())
def test_of_odd_texts(rows):
    check(told(*rows))


def sample_rows(number: int) -> list[NarrativeRow]:
    """What the invented units of a year say, as the warehouse keeps it."""
    found = []
    for report in invent_reports(demo(), number):
        account = report.data["narrative"]
        texts, rows = (account, []) if isinstance(account, dict) else ({}, account)
        for one in statements_of(texts, rows, demo().narrative):
            found.append(NarrativeRow(unit_code=report.unit.unit_code, **one))
    return found


@pytest.mark.parametrize("number", range(2021, 2026))
def test_of_the_sample_years(number):
    """Something of every kind is told, and no sentence of a unit stands there with its figures."""
    rows = sample_rows(number)
    synthesis = told(*rows, number=number)
    check(synthesis)
    assert synthesis.strengths
    assert synthesis.tasks
    assert [request.addressee for request in synthesis.requests] == list(year().narrative.outside)
    assert all(row.limitations for row in synthesis.limitations)
    counts = [len(row.units) for row in synthesis.limitations]
    assert counts == sorted(counts, reverse=True)
    spoken = {fold(row.text).rstrip(".") for row in rows if re.search(r"\d", row.text)}
    assert not spoken & {fold(text) for text in texts_of(synthesis)}
