"""What was done, and what the units wrote."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from transforms.report.rows import ActivityRow


@dataclass(frozen=True)
class Activity(ActivityRow):
    """An activity with its unit's and its task's name."""

    name: str
    task_title: str


@dataclass(frozen=True)
class Done:
    """Some activities together; what was left blank is told apart from nothing.

    ``paid`` are those with a budget.
    """

    total: int
    units: int
    participants: int
    budget_thousand_vnd: Fraction
    paid: int
    unknown_participants: int


@dataclass(frozen=True)
class TaskDone(Done):
    """What was done for one task, with its name; ``plan`` is how far what its plan names is."""

    code: str
    title: str
    plan: str
    sentence: str


@dataclass(frozen=True)
class GroupDone(Done):
    """A task group of the plan with the tasks something was done for; ``detail`` tells of these."""

    number: int
    title: str
    sentence: str
    detail: str
    tasks: list[TaskDone]


@dataclass(frozen=True)
class TaskLine:
    """A task of the plan: what it asks for, what was done, how far that is."""

    code: str
    title: str
    plan: str
    activities: str
    units: str
    participants: str
    level: str


@dataclass(frozen=True)
class BudgetLine:
    """What was spent on a task, in đồng; the last one is the total."""

    kind: Literal["task", "total"]
    code: str
    title: str
    activities: str
    budget: str


@dataclass(frozen=True)
class DocumentLine:
    """An issued document of annex III."""

    name: str
    date: str
    title: str
    issuer: str


@dataclass(frozen=True)
class Said:
    """One statement of a unit, or its cause or remedy, as it was written, on one line."""

    name: str
    topic: str
    text: str
