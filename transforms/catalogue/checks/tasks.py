"""Tasks of the plan: each below a declared group, and some where a form asks for one."""

from collections.abc import Iterable, Iterator

from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import Form
from transforms.catalogue.tasks import Task, TaskGroup

FILE = "tasks.toml"


def check_tasks(
    tasks: tuple[Task, ...], groups: Iterable[TaskGroup], forms: Iterable[Form]
) -> Iterator[Fault]:
    """A task whose group has no heading; none at all although a form has a column of them."""
    asked = any(f.kind == "task" for form in forms for s in form.tables for f in s.row_fields)
    if asked and not tasks:
        yield Fault(FILE, "tasks", "không có nhiệm vụ nào mà biểu mẫu có cột mã nhiệm vụ")
    numbers = {group.number for group in groups}
    for task in tasks:
        if task.group not in numbers:
            yield Fault(FILE, f"tasks.{task.code}", f"không có nhóm {task.group} trong [groups]")
