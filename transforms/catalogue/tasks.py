"""The tasks of the department's plan."""

from pydantic import Field as Key

from transforms.catalogue.base import Declared, Text, Year


class Task(Declared):
    """A task of the department's plan, section III (1-3) and inspection, IV.1 (group 4)."""

    code: Text = Key(pattern=r"^\d+(\.[\w-]+)*$")
    group: int
    title: Text
    plan: "Plan | None" = None

    def planned(self, year: int) -> "Plan | None":
        """What the plan asks of this task in a year; None where it names no number or event."""
        plan = self.plan
        if plan is None or year < plan.first_year:
            return None
        return plan if plan.last_year is None or year <= plan.last_year else None


class Plan(Declared):
    """What the plan asks of a task every year: ``events`` is the least number of activities."""

    text: Text
    events: int = Key(gt=0)
    first_year: Year
    last_year: Year | None = None


class TaskGroup(Declared):
    """A heading of the plan under which tasks are reported."""

    number: int
    title: Text
