"""The tasks of the department's plan."""

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic import Field as Key

from transforms.catalogue.base import Declared, Text, Year
from transforms.catalogue.faults import Wrong

_CODE = re.compile(r"[0-9]+(\.[\w-]+)*")


def _numbered(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise Wrong("phải bắt đầu bằng số của nhóm, các phần cách nhau bằng dấu chấm, ví dụ 1.2")
    return code


class Task(Declared):
    """A task of the department's plan, section III (1-3) and inspection, IV.1 (group 4)."""

    code: Annotated[Text, AfterValidator(_numbered)]
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
