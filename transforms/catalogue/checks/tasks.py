"""Tasks of the plan: each below a declared group, and some where a form asks for one."""

import re
from collections.abc import Iterable, Iterator

from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import Form
from transforms.catalogue.tasks import Task, TaskGroup
from transforms.text import fold

FILE = "tasks.toml"
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")


def check_tasks(
    tasks: tuple[Task, ...], groups: Iterable[TaskGroup], forms: Iterable[Form]
) -> Iterator[Fault]:
    """A task without its group, or that cannot be told from another; none although one is asked."""
    asked = any(f.kind == "task" for form in forms for s in form.tables for f in s.row_fields)
    if asked and not tasks:
        yield Fault(FILE, "tasks", "không có nhiệm vụ nào mà biểu mẫu có cột mã nhiệm vụ")
    numbers: set[int] = set()
    for group in groups:
        if group.number in numbers:
            yield Fault(FILE, f"groups.{group.number}", "hai nhóm cùng số")
        numbers.add(group.number)
    for task in tasks:
        if task.group not in numbers:
            yield Fault(FILE, f"tasks.{task.code}", f"không có nhóm {task.group} trong [groups]")
        if (plan := task.plan) and plan.last_year and plan.last_year < plan.first_year:
            yield Fault(FILE, f"plans.{task.code}.last_year", "trước năm đầu first_year")
    yield from _check_numbers(tasks)
    yield from _check_titles(tasks)
    for number in sorted(numbers - {task.group for task in tasks}):
        yield Fault(FILE, f"groups.{number}", "nhóm không có nhiệm vụ nào")


def _check_numbers(tasks: Iterable[Task]) -> Iterator[Fault]:
    """Two codes that a spreadsheet takes for one number: typed as 1.10, a cell holds 1.1."""
    first: dict[str, str] = {}
    for task in tasks:
        number = _as_typed(task.code)
        if number in first:
            reason = f"bảng tính đọc mã này và mã {first[number]} là cùng một số"
            if fold(first[number]) == fold(task.code):
                reason = f"chỉ khác mã {first[number]} ở chữ hoa, thường"
            yield Fault(FILE, f"tasks.{task.code}", reason)
        first.setdefault(number, task.code)


def _check_titles(tasks: Iterable[Task]) -> Iterator[Fault]:
    """An activity may be reported under a task's words alone."""
    first: dict[str, str] = {}
    for task in tasks:
        code = first.setdefault(fold(task.title), task.code)
        if code != task.code:
            yield Fault(FILE, f"tasks.{task.code}", f"trùng tên với nhiệm vụ {code}")


def _as_typed(code: str) -> str:
    """What a cell holds of a code: a number without its idle zeros, or the text."""
    if not _NUMBER.fullmatch(code):
        return fold(code)
    whole, _, part = code.partition(".")
    return f"{int(whole)}.{part.rstrip('0')}".rstrip(".")
