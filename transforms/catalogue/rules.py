"""The checks: how grave each is, and what it says."""

from typing import Literal

from pydantic import Field as Key

from transforms.catalogue.base import Declared, Text

Severity = Literal["critical", "warning", "info"]


class Rule(Declared):
    """A check: how grave, and what it says to a unit's officer."""

    code: Text
    scope: Literal["file", "row", "unit", "year"]
    severity: Severity
    title: Text
    text: Text


class Rules(Declared):
    """rules.toml: the rules, and the share of quarantined persons that still passes (percent)."""

    max_quarantined_pct: float = Key(ge=0, le=100)
    default_pass_score: float = Key(ge=0, le=100)
    rules: dict[str, Rule]
