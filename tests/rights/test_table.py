"""The table of rights as design and guides print it, and which role's name counts."""

import pytest

from steps.rights.local import LocalAccounts
from steps.rights.table import HOLDERS, Request, Right, asked, may, right_on_dag, roles_of

ROLES = ("viewer", "steward", "leader", "admin")
TABLE = """
    SEE      x x x x
    FILES    - x - -
    ACT      - x - -
    START    - x - x
    APPROVE  - - x -
    RULE     - - - x
"""


def test_each_role_has_its_rights_and_no_other():
    for line in TABLE.strip().splitlines():
        name, *marks = line.split()
        for role, mark in zip(ROLES, marks, strict=True):
            assert may(roles_of([role]), Right[name]) == (mark == "x"), (name, role)
    assert len(HOLDERS) == len(Right) == len(TABLE.strip().splitlines())


@pytest.mark.parametrize("names", [[], [""], [None], ["User"], ["Op"], ["Public"], ["leader "]])
def test_an_account_without_one_of_our_roles_may_nothing(names):
    assert not any(may(roles_of(names), right) for right in Right)


def test_roles_add_up_whatever_their_case():
    both = roles_of(["Steward", "LEADER"])
    assert may(both, Right.APPROVE)
    assert may(both, Right.ACT)
    assert not may(both, Right.RULE)


def test_without_knowing_what_was_asked_nothing_but_looking_is_a_stewards():
    """Outside the API server, or where the plugin that tells is missing."""
    assert asked.get() is None
    for part in ("RUN", "TASK_INSTANCE", None, "XCOM", "a part yet to come"):
        assert right_on_dag("PUT", part, "publish_report") == Right.RULE
        assert right_on_dag("GET", part, "publish_report") == Right.SEE


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b'{"is_paused": 0, "x": 1}', b"null"])
def test_what_cannot_be_read_switches_nothing_on(body):
    token = asked.set(Request("PATCH", "/api/v2/dags/publish_report", body))
    assert right_on_dag("PUT", None, "publish_report") == Right.RULE
    asked.reset(token)


def test_a_token_gives_the_role_that_the_account_has_now(monkeypatch):
    monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "one:viewer,two:steward")
    once = {"sub": "one", "role": "leader", "teams": None}
    assert LocalAccounts().deserialize_user(once).role == "viewer"
    with pytest.raises(ValueError, match="no account"):
        LocalAccounts().deserialize_user(once | {"sub": "three"})
