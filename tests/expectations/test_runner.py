"""The one place that runs Great Expectations: parameters, order of failures, crashes."""

import pandas as pd
import pytest

from expectations import runner
from expectations.runner import ExpectationFault, read_suite, run_suite
from tests.workbooks import catalogue

SUITES = ("roster", "activity", "headcount")


@pytest.mark.parametrize("name", SUITES)
def test_every_expectation_names_a_rule_and_a_column_of_the_form(name):
    rules = catalogue().rules.rules
    form = next(form for form in catalogue().forms if form.has(name))
    for expectation in read_suite(name)["expectations"]:
        meta = expectation["meta"]
        assert rules[meta["rule"]].severity == expectation["severity"]
        for column in (meta["column"], *meta.get("needs", ())):
            assert form.sheet(name).field(column)


def frame(**columns: list) -> pd.DataFrame:
    return pd.DataFrame(columns).assign(row_id=lambda f: range(len(f)))


@pytest.fixture
def suite(monkeypatch):
    def declare(*expectations: dict) -> None:
        monkeypatch.setattr(
            runner, "read_suite", lambda name: {"name": name, "expectations": list(expectations)}
        )

    return declare


def not_null(column: str, rule: str) -> dict:
    return {
        "type": "expect_column_values_to_not_be_null",
        "severity": "critical",
        "kwargs": {"column": column},
        "meta": {"rule": rule, "column": column},
    }


def test_failures_come_in_the_suites_order_and_then_the_frames(suite):
    suite(not_null("b", "R02"), not_null("a", "R01"))
    found = run_suite("any", frame(a=[None, 1, None], b=[1, None, None]), {})
    assert [(f.meta["rule"], f.row_id) for f in found] == [
        ("R02", 1),
        ("R02", 2),
        ("R01", 0),
        ("R01", 2),
    ]


def test_every_failing_row_is_told_not_the_first_twenty(suite):
    suite(not_null("a", "R01"))
    assert len(run_suite("any", frame(a=[None] * 3000), {})) == 3000


def test_a_crashed_expectation_is_a_fault_of_the_system(suite):
    """`success` alone would call it bad data, and no row would be told."""
    between = {"type": "expect_column_values_to_be_between", "severity": "critical",
               "kwargs": {"column": "a", "min_value": 0}, "meta": {"rule": "R05"}}  # fmt: skip
    suite(between)
    with pytest.raises(ExpectationFault, match="R05"):
        run_suite("any", frame(a=[1, "x"]), {})
    suite(not_null("no such column", "R01"))
    with pytest.raises(ExpectationFault, match="R01"):
        run_suite("any", frame(a=[1]), {})


def test_nothing_to_judge_needs_no_run(suite):
    assert run_suite("no such suite", pd.DataFrame(), {}) == []
