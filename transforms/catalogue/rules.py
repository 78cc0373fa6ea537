"""The checks: how grave each is, what follows from it, and what it says."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field as Key
from pydantic import field_validator, model_validator

from transforms.catalogue.base import Declared, Text
from transforms.catalogue.faults import Wrong
from transforms.text import plain_number

Severity = Literal["critical", "warning", "info"]
LIMIT = "limit"
Limit = Annotated[float, Key(ge=0)]


class Rule(Declared):
    """A check as rules.toml has it: the one place for its severity, limits and consequences.

    ``limits`` are the row's keys that begin with ``limit``: {limit_pct} in a text is that number.
    A critical file rule that ``stops`` keeps the row rules from being run; a cell that breaks a
    rule which ``spoils`` it is not judged by rules on several cells. One that is not ``for_unit``
    is told to the stewards alone. ``hints`` are what fills {expected} where it says something else
    by the case, by the names that our code has for the cases (``transforms.rules.codes.HINTS``).
    """

    code: Text
    scope: Literal["file", "row", "unit", "year"]
    severity: Severity
    title: Text
    text: Text
    stops: bool = True
    spoils: bool = False
    for_unit: bool = True
    limits: dict[str, Limit] = Key(default_factory=dict)
    hints: dict[str, Text] = Key(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _gather_limits(cls, row: Any) -> Any:
        if not isinstance(row, dict) or not isinstance(row.get("limits", {}), dict):
            return row
        limits = {key: value for key, value in row.items() if key.startswith(LIMIT)}
        limits.pop("limits", None)
        rest = {key: value for key, value in row.items() if key not in limits}
        return rest | {"limits": limits | rest.get("limits", {})}

    @field_validator("severity")
    @classmethod
    def _only_a_files_own(cls, severity: Severity, info: Any) -> Severity:
        """What is found beside other files comes after their decision, and cannot reject one."""
        if severity == "critical" and info.data.get("scope") in ("unit", "year"):
            raise Wrong("quy tắc so với năm trước, đơn vị khác không thể là critical")
        return severity

    def message(self, **values: str) -> str:
        """The rule's text with what fills its gaps, its own limits among them."""
        shown = {key: plain_number(limit) for key, limit in self.limits.items()}
        return self.text.format(**shown | values)


class Rules(Declared):
    """rules.toml: the rules, and what holds for all of them, in percent.

    ``max_quarantined_pct`` is the share of quarantined persons that still passes;
    ``min_coverage_pct`` the share of the headcount below which no verdict is given.
    """

    max_quarantined_pct: float = Key(ge=0, le=100)
    default_pass_score: float = Key(ge=0, le=100)
    min_coverage_pct: float = Key(default=90, ge=0, le=100)
    rules: dict[str, Rule]

    def limit(self, code: str, name: str = LIMIT) -> float:
        """A rule's limit by its key; the loader has seen that it is there."""
        return self.rules[code].limits[name]

    @property
    def for_stewards(self) -> list[str]:
        """The rules that no unit is told of."""
        return [code for code, rule in self.rules.items() if not rule.for_unit]

    @property
    def parameters(self) -> Mapping[str, float]:
        """Every limit as the suites name it: ``Q04_limit``."""
        return {
            f"{code}_{name}": limit
            for code, rule in self.rules.items()
            for name, limit in rule.limits.items()
        }
