"""The planner learns of a load in the transaction that brings it."""

import psycopg
import pytest

from tests.inbox import Pipeline
from tests.workbooks import report

KNOWN = "select reltuples from pg_class where oid = 'core.roster_row'::regclass"


@pytest.fixture
def pipeline(tmp_path, warehouse):
    with psycopg.connect(warehouse, autocommit=True) as connection:
        connection.execute("alter table core.roster_row set (autovacuum_enabled = false)")
    return Pipeline(tmp_path, warehouse)


def test_what_a_run_loads_is_known_to_the_planner(pipeline, warehouse):
    pipeline.send("VP.xlsx", report(60))
    pipeline.run()
    with psycopg.connect(warehouse) as connection:
        assert connection.execute(KNOWN).fetchone() == (60,)
