"""The ten questions a steward asks every day: clicks, milliseconds, bytes, at 12 and 2,000 units.

Clicks are counted from the year's page, by links of the pages themselves. Nothing is asserted of
times; the figures are printed (seconds of this process, the smallest of three).
"""

import re
import time

import psycopg
import pytest

from steps.catalogue import load_catalogue
from steps.year.aggregate import aggregate
from tests.desk.conftest import YEAR, airflow, judged, office, sign_in  # noqa: F401

SIZES = (12, 2000)
# What is asked, the page that answers, and how many clicks from the year's page lead there.
QUESTIONS = {
    "who is missing": ("units?pile=missing", 1),
    "who must fix what": ("units?pile=rejected", 1),
    "who was late": ("units?pile=late", 1),
    "days left": ("", 0),
    "figures against targets": ("", 0),
    "what came tonight": ("", 0),
    "what is unidentified": ("unidentified", 1),
    "what was answered": ("units?pile=answered", 1),
    "which versions differ": ("units/U1?old=1&new=2", 2),
    "what waits for approval": ("approval", 1),
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


@pytest.mark.parametrize("units", SIZES)
def test_the_ten_questions(office, sign_in, units, capsys):  # noqa: F811
    rows = ["S | Sở | group | - | 2020-01-01 | - | - | -"]
    rows += [f"U{n} | Đơn vị số {n} | public | S | 2020-01-01 | - | - | -"
             for n in range(1, units + 1)]  # fmt: skip
    office.units("\n".join(rows))
    load_catalogue.cache_clear()
    with psycopg.connect(office.url, autocommit=True) as connection:
        connection.execute(FILL.format(units=units, year=YEAR))
    aggregate(office.settings, YEAR)
    steward = sign_in("steward")
    found = []
    for question, (path, clicks) in QUESTIONS.items():
        place = f"/desk/{path}{'&' if '?' in path else '?'}year={YEAR}"
        answers = [_timed(lambda: steward.get(place)) for _ in range(3)]  # noqa: B023
        assert answers[0][0].status_code == 200, re.sub(r"<[^>]+>", " ", answers[0][0].text)
        size = len(answers[0][0].content) / 1024
        wall, own = (1000 * min(answer[i] for answer in answers) for i in (1, 2))
        found.append(f"  {question:<26} {clicks} clicks {wall:7.0f} ms {own:7.0f} ms CPU "
                     f"{size:7.0f} kB")  # fmt: skip
        assert clicks <= 2
    with capsys.disabled():
        print(f"\n{units} units", *found, sep="\n")


def _timed(ask):
    wall, own = time.perf_counter(), time.process_time()
    answer = ask()
    return answer, time.perf_counter() - wall, time.process_time() - own
