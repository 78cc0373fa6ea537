"""Tasks of the plan: each below a declared group."""

from collections.abc import Iterable, Iterator

from transforms.catalogue.faults import Fault
from transforms.catalogue.tasks import Task, TaskGroup

FILE = "tasks.toml"


def check_tasks(tasks: tuple[Task, ...], groups: Iterable[TaskGroup]) -> Iterator[Fault]:
    """A task whose group has no heading."""
    numbers = {group.number for group in groups}
    for task in tasks:
        if task.group not in numbers:
            yield Fault(FILE, f"tasks.{task.code}", f"không có nhóm {task.group} trong [groups]")
