"""The ten questions a steward asks every day: clicks, milliseconds, bytes, at 12 and 2,000 units.

Clicks are counted from the year's page, by links of the pages themselves. Nothing is asserted of
times; the table of docs/toc-do.md is printed (the fastest of five, wall and this process's own).
"""

import re
import time
from collections import defaultdict
from collections.abc import Iterator

import psycopg
import pytest

from steps.catalogue import load_catalogue
from steps.year.aggregate import aggregate
from tests.desk.conftest import YEAR, airflow, judged, office, sign_in  # noqa: F401

SIZES = (12, 2000)
ROUNDS = 5
# What is asked, the page that answers, and how many clicks from the year's page lead there.
QUESTIONS = {
    "Ai chưa gửi?": ("units?pile=missing", 1),
    "Ai phải sửa gì?": ("units?pile=rejected", 1),
    "Ai gửi muộn?": ("units?pile=late", 1),
    "Còn bao nhiêu ngày? Chỉ tiêu tới đâu? Đêm qua có gì mới?": ("", 0),
    "Tệp nào chưa rõ đơn vị?": ("unidentified", 1),
    "Đơn vị nào mới giải trình?": ("units?pile=answered", 1),
    "Hai bản khác nhau ở đâu?": ("units/U1?old=1&new=2", 2),
    "Cái gì chờ duyệt?": ("approval", 1),
    "(mọi đơn vị trên một trang)": ("units", 1),
}
FILL = """
insert into core.receipt (submission_id, source, sha256, received_at, is_read, arrival)
select 'b' || n || '-' || v, n || '-' || v, md5(n || '-' || v), '2024-11-01'::timestamptz
    + v * interval '1 hour', true, 'modified'
from generate_series(1, {units} - {units} / 10) n, generate_series(1, 2) v;
insert into core.submission (
    submission_id, reporting_year, unit_code, version, sha256, source, received_at, is_on_time,
    is_identified, decision, status, person_count, quarantined_count
)
select 'b' || n || '-' || v, {year}, 'U' || n, v, md5(n || '-' || v), n || '-' || v,
    '2024-11-01'::timestamptz + v * interval '1 hour', n % 7 > 0, true,
    case when n % 5 = 0 then 'rejected' else 'accepted_with_warnings' end,
    case when v = 1 then 'superseded' when n % 5 = 0 then 'rejected'
        else 'accepted_with_warnings' end, 30, 0
from generate_series(1, {units} - {units} / 10) n, generate_series(1, 2) v;
insert into core.finding (
    submission_id, rule_code, severity, sheet, cell, message, explanation
)
select 'b' || n || '-' || v, 'Q04', 'warning', 'Danh sách', 'J' || k, 'Trên 30 lớp.',
    case when k = 5 then 'đúng' end
from generate_series(1, {units} - {units} / 10) n, generate_series(1, 2) v,
    generate_series(4, 9) k;
insert into core.submission_event (submission_id, actor, to_status, reason)
select 'b' || n || '-2', 'collect_submissions', 'accepted', 'tiếp nhận'
from generate_series(1, {units} - {units} / 10) n;
analyze;
"""


@pytest.fixture(scope="module")
def table() -> Iterator[dict[str, list[str]]]:
    """What each question's row says, printed once both sizes are measured."""
    cells: dict[str, list[str]] = defaultdict(list)
    yield cells
    heads = "".join(f" {n} đơn vị: ms (CPU) | kB |" for n in SIZES)
    lines = [f"| Câu hỏi | Bấm |{heads}", f"|---|---|{'---|---|' * len(SIZES)}"]
    for question, (_, clicks) in QUESTIONS.items():
        lines.append(f"| {question} | {clicks} | {' | '.join(cells[question])} |")
    print("", *lines, sep="\n")


@pytest.mark.parametrize("units", SIZES)
def test_the_ten_questions(office, sign_in, units, table):  # noqa: F811
    fill(office, units)
    steward = sign_in("steward")
    for question, (path, clicks) in QUESTIONS.items():
        place = f"/desk/{path}{'&' if '?' in path else '?'}year={YEAR}"
        answers = [_timed(lambda: steward.get(place)) for _ in range(ROUNDS)]  # noqa: B023
        assert answers[0][0].status_code == 200, re.sub(r"<[^>]+>", " ", answers[0][0].text)
        wall, own = (1000 * min(answer[i] for answer in answers) for i in (1, 2))
        size = len(answers[0][0].content) / 1024
        table[question] += [f"{wall:.0f} ({own:.0f})", f"{size:.0f}"]
        assert clicks <= 2


def fill(year, units: int) -> None:
    """A year of so many units; every tenth sent nothing, every fifth was sent back."""
    rows = ["S | Sở | group | - | 2020-01-01 | - | - | -"]
    rows += [f"U{n} | Đơn vị số {n} | public | S | 2020-01-01 | - | - | -"
             for n in range(1, units + 1)]  # fmt: skip
    year.units("\n".join(rows))
    load_catalogue.cache_clear()
    with psycopg.connect(year.url, autocommit=True) as connection:
        connection.execute(FILL.format(units=units, year=YEAR))
    aggregate(year.settings, YEAR)


def _timed(ask):
    wall, own = time.perf_counter(), time.process_time()
    answer = ask()
    return answer, time.perf_counter() - wall, time.process_time() - own
