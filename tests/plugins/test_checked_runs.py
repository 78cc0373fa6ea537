"""A run by hand has no date ahead of it, whatever it is asked for with."""

import datetime as dt
import json

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from plugins.checked_runs import (
    AHEAD,
    BAD_ID,
    BAD_RANGE,
    LONG_NOTE,
    NOT_KEPT,
    TAKEN,
    TOO_LARGE,
    CheckedRuns,
    what_is_wrong,
)

NOW = dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC)


def said(**asked: object) -> str | None:
    return what_is_wrong(json.dumps(asked).encode(), NOW)


@pytest.mark.parametrize(
    "moment",
    [None, "2026-11-20T08:00:00Z", "2026-11-20T15:03:00+07:00", "2025-11-21T01:00:00Z"],
)
def test_now_a_day_gone_by_and_no_date_are_taken(moment):
    assert said(logical_date=moment, conf={"year": 2026}) is None


@pytest.mark.parametrize(
    "moment",
    [
        "2026-12-01T00:00:00+07:00",  # the scheduled run's
        "9999-12-31T00:00:00Z",
        "2026-11-20T08:06:00Z",
        "2026-11-20T08:00:00",  # of no zone
        "0001-01-01T00:00:00+07:00",  # of no year in UTC
        "hôm nay", 1795161600, True, ["2026-11-20T08:00:00Z"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("field", ["logical_date", "run_after", "data_interval_start"])
def test_a_moment_to_come_is_refused(field, moment):
    assert said(**{"logical_date": None, field: moment}) == AHEAD


@pytest.mark.parametrize(
    "moment",
    ["2021-12-01T00:00:00+07:00", "2021-11-30T17:00:00.000000Z", "2024-11-19T15:00Z",
     "2024-11-20T07:00:00+07:00", "2024-10-01T06:00:00+07:00"],
)  # fmt: skip
def test_the_moment_of_a_scheduled_run_or_a_backfills_is_not_taken_by_hand(moment):
    assert said(logical_date=moment, conf={"year": 2024}) == TAKEN
    beside = dt.datetime.fromisoformat(moment) + dt.timedelta(minutes=1)
    assert said(logical_date=beside.isoformat()) is None
    assert said(logical_date=None, run_after=moment) is None  # of which many may have the same


@pytest.mark.parametrize(
    "name", ["a" * 151, "tên\n", "a\x00b", ".", "...", "publish__manual__x", "manual____x"]
)
def test_a_name_that_the_runs_it_starts_could_not_bear_or_have_is_refused(name):
    assert said(logical_date=None, dag_run_id=name) == BAD_ID
    for fine in ("công bố lần 2", "", None, "manual__2026-11-20T08:00:00+00:00"):
        assert said(logical_date=None, dag_run_id=fine) is None


@pytest.mark.parametrize(
    "conf",
    ['{"a": NaN}', '{"a": [-Infinity]}', '{"reason": "a\\u0000b"}', '{"\\ud800": 1}',
     '{"version": 1e300}', '{"a": -9223372036854775809}', f'{{"a": 1{"0" * 400}}}',
     f'{{"a": {"[" * 900 + "]" * 900}}}', '{"a": {"b": 1}}'],
)  # fmt: skip
def test_what_the_database_or_airflow_cannot_keep_is_refused_in_one_line(conf):
    for name in ("conf", "dag_run_conf"):
        body = f'{{"logical_date": null, "{name}": {conf}}}'.encode()
        assert what_is_wrong(body, NOW) == NOT_KEPT
    assert said(note="a" * 1001) == LONG_NOTE
    assert said(conf={"reason": "đủ rõ 🙂"}, note="a" * 1000) is None


@pytest.mark.parametrize(
    "asked",
    [{"from_date": "0002-01-01T00:00:00Z"}, {"to_date": "1999-12-31"}, {"from_date": 5},
     {"from_date": "hôm nay"}, {"max_active_runs": 0}, {"max_active_runs": 2**40},
     {"max_active_runs": "3"}],
)  # fmt: skip
def test_a_backfill_of_other_ages_or_that_would_never_begin_is_refused(asked):
    fine = {"from_date": "2021-01-01", "to_date": "2026-12-31T00:00:00+07:00", "dag_run_conf": None}
    assert said(**fine) is None
    assert said(**(fine | {"max_active_runs": 3})) is None
    assert said(**(fine | asked)) == BAD_RANGE


def test_it_stands_before_triggers_and_backfills_alone_and_passes_the_body_on_unchanged():
    app = FastAPI()

    async def echo(request: Request) -> dict[str, str]:
        return {"body": (await request.body()).decode()}

    app.add_api_route("/api/v2/{path:path}", echo, methods=["POST"])
    client = TestClient(CheckedRuns(app))
    now = dt.datetime.now(dt.UTC).isoformat()
    fine = json.dumps({"logical_date": now, "conf": {"reason": "Mất điện"}})
    wrong = json.dumps({"logical_date": "2999-01-01T00:00:00Z"})
    place = "/api/v2/dags/publish_report/dagRuns"
    assert client.post(place, content=fine).json() == {"body": fine}
    assert client.post(place, content="no json").json() == {"body": "no json"}
    huge = json.dumps({"dag_id": "publish_report", "dag_run_conf": {"year": 10**30}})
    for path in ("/api/v2/backfills", "/api/v2/backfills/dry_run"):
        assert client.post(path, content=huge).json() == {"detail": NOT_KEPT}
    for path in (place, f"{place}/", "/api/v2/dags/a%0Ab/dagRuns"):
        refused = client.post(path, content=wrong)
        assert (refused.status_code, refused.json()) == (422, {"detail": AHEAD}), path
    assert client.post(place, content="x" * 300_000).json() == {"detail": TOO_LARGE}
    other = f"{place}/list"
    assert client.post(other, content=wrong).json() == {"body": wrong}
