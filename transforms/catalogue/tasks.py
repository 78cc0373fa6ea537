"""The tasks of the department's plan."""

from transforms.catalogue.base import Declared, Text


class Task(Declared):
    """A task of the department's plan, section III (1-3) and inspection, IV.1 (group 4)."""

    code: Text
    group: int
    title: Text


class TaskGroup(Declared):
    """A heading of the plan under which tasks are reported."""

    number: int
    title: Text
