"""The table of rights as design and guides print it, and which role's name counts."""

from pathlib import Path
from typing import Any

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


@pytest.fixture
def words(monkeypatch, tmp_path) -> Path:
    """The passwords of two accounts of `make up`."""
    file = tmp_path / "passwords.json"
    file.write_text('{"one": "first", "two": "first"}')
    monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "one:viewer,two:steward")
    monkeypatch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE", str(file))
    return file


def token_of(name: str) -> dict[str, Any]:
    [user] = [user for user in LocalAccounts.get_users() if user.username == name]
    return LocalAccounts().serialize_user(user)


def test_a_token_gives_the_role_that_the_account_has_now(words):
    once = token_of("one") | {"role": "leader"}
    assert LocalAccounts().deserialize_user(once).role == "viewer"
    with pytest.raises(ValueError, match="no account"):
        LocalAccounts().deserialize_user(once | {"sub": "three"})


def test_a_token_ends_with_the_password_that_it_was_given_for(words):
    """Of FAB's accounts: test_rights.py."""
    tokens = [token_of(name) for name in ("one", "two")]
    assert "first" not in str(tokens)
    words.write_text('{"one": "second", "two": "first"}')
    with pytest.raises(ValueError, match="another password"):
        LocalAccounts().deserialize_user(tokens[0])
    with pytest.raises(ValueError, match="another password"):
        LocalAccounts().deserialize_user({"sub": "two", "teams": None})  # of a time before marks
    assert LocalAccounts().deserialize_user(tokens[1]).username == "two"
    assert LocalAccounts().deserialize_user(token_of("one")).username == "one"
