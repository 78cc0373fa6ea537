"""The one place that runs Great Expectations: parameters, order of failures, crashes."""

import pandas as pd
import pytest

from expectations.runner import ExpectationFault, run_suite


def frame(**columns: list) -> pd.DataFrame:
    return pd.DataFrame(columns).assign(row_id=lambda f: range(len(f)))


def suite(*checks: dict) -> dict:
    placed = [c | {"meta": c["meta"] | {"position": n}} for n, c in enumerate(checks)]
    return {"name": "any", "expectations": placed}


def not_null(column: str, rule: str) -> dict:
    return {
        "type": "expect_column_values_to_not_be_null",
        "severity": "critical",
        "kwargs": {"column": column},
        "meta": {"rule": rule, "column": column},
    }


def test_failures_come_in_the_suites_order_and_then_the_frames():
    declared = suite(not_null("b", "R02"), not_null("a", "R01"))
    found = run_suite(declared, frame(a=[None, 1, None], b=[1, None, None]), {})
    assert [(f.meta["rule"], f.row_id) for f in found] == [
        ("R02", 1),
        ("R02", 2),
        ("R01", 0),
        ("R01", 2),
    ]


def test_every_failing_row_is_told_not_the_first_twenty():
    assert len(run_suite(suite(not_null("a", "R01")), frame(a=[None] * 3000), {})) == 3000


def test_a_crashed_expectation_is_a_fault_of_the_system():
    """`success` alone would call it bad data, and no row would be told."""
    between = {"type": "expect_column_values_to_be_between", "severity": "critical",
               "kwargs": {"column": "a", "min_value": 0}, "meta": {"rule": "R05"}}  # fmt: skip
    with pytest.raises(ExpectationFault, match="R05"):
        run_suite(suite(between), frame(a=[1, "x"]), {})
    with pytest.raises(ExpectationFault, match="R01"):
        run_suite(suite(not_null("no such column", "R01")), frame(a=[1]), {})


def test_nothing_to_judge_is_no_failure():
    assert run_suite(suite(not_null("a", "R01")), frame(a=[]), {}) == []
    assert run_suite(suite(), frame(a=[1]), {}) == []


def test_without_any_row_a_crash_is_the_suites_own():
    with pytest.raises(ExpectationFault, match="R01"):
        run_suite(suite(not_null("b", "R01")), frame(a=[]), {})
