"""What was done: activities by task group and task."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from transforms import figures
from transforms.catalogue import YearCatalogue
from transforms.catalogue.tasks import Plan, Task
from transforms.report.model import (
    Activity,
    BudgetLine,
    DocumentLine,
    Done,
    GroupDone,
    TaskDone,
    TaskLine,
)
from transforms.report.rows import ActivityRow
from transforms.text import small


def summarise_groups(
    activity: Iterable[ActivityRow], catalogue: YearCatalogue, *, is_complete: bool
) -> list[GroupDone]:
    """The plan's task groups in order, each with the tasks something was done for."""
    rows = list_activities(activity, catalogue)
    groups = []
    for group in catalogue.task_groups:
        tasks = [task for task in catalogue.tasks if task.group == group.number]
        done = {t.code: [row for row in rows if row.task_code == t.code] for t in tasks}
        mine = _sum_up([row for own in done.values() for row in own])
        found = [
            _task_done(task, _sum_up(done[task.code]), catalogue.year, is_complete)
            for task in tasks
            if done[task.code]
        ]
        groups.append(
            GroupDone(
                **vars(mine),
                number=group.number,
                title=group.title,
                sentence=activity_sentence(mine) if mine.total else "",
                detail=_detail(found, of=len(tasks)),
                tasks=found,
            )
        )
    return groups


def _detail(done: list[TaskDone], of: int) -> str:
    """What the activities of a group were: of several tasks each, the only one by its name.

    Nothing more of a group's only task, which is called as the group is.
    """
    if len(done) > 1:
        return ", gồm: " + "; ".join(task.sentence for task in done)
    plans = f" ({done[0].plan})" if done and done[0].plan else ""
    return f", nội dung: {done[0].title}{plans}" if done and of > 1 else plans


def _task_done(task: Task, done: Done, year: int, is_complete: bool) -> TaskDone:
    """``Phong trào thi đua (08 hoạt động, 373 lượt người)``, and how far a named plan is."""
    plan = task.planned(year)
    parts = [f"{figures.counted(done.total)} hoạt động"]
    if done.participants:
        parts.append(f"{figures.counted(done.participants)} lượt người")
    told = (
        f"kế hoạch: {small(plan.text)} - {small(_level(done.total, plan, is_complete))}"
        if plan
        else ""
    )
    sentence = f"{task.title} ({', '.join([*parts, told] if told else parts)})"
    return TaskDone(**vars(done), code=task.code, title=task.title, plan=told, sentence=sentence)


def list_activities(activity: Iterable[ActivityRow], catalogue: YearCatalogue) -> list[Activity]:
    """The activities with their unit's and task's names, in the order of tasks, then units."""
    units = {unit.unit_code: place for place, unit in enumerate(catalogue.reporting_units)}
    names = {unit.unit_code: unit.name for unit in catalogue.reporting_units}
    tasks = {task.code: task for task in catalogue.tasks}
    known = [
        Activity(**vars(row), name=names[row.unit_code], task_title=tasks[row.task_code].title)
        for row in activity
        if row.unit_code in names and row.task_code in tasks
    ]
    order = {code: place for place, code in enumerate(tasks)}
    return sorted(known, key=lambda r: (order[r.task_code], units[r.unit_code], r.row_number))


def _sum_up(rows: list[Activity]) -> Done:
    """Counts of some activities; what was left blank is told apart from nothing."""
    participants = [r.participant_count for r in rows if r.participant_count is not None]
    budgets = [r.budget_thousand_vnd for r in rows if r.budget_thousand_vnd is not None]
    return Done(
        total=len(rows),
        units=len({row.unit_code for row in rows}),
        participants=sum(participants),
        unknown_participants=len(rows) - len(participants),
        paid=sum(budget > 0 for budget in budgets),
        budget_thousand_vnd=sum((figures.exact(budget) for budget in budgets), Fraction(0)),
    )


def activity_sentence(done: Done) -> str:
    """``03 hoạt động tại 02 đơn vị, 123 lượt người tham gia, kinh phí 14.000.000 đồng``."""
    parts = [f"{figures.counted(done.total)} hoạt động tại {figures.counted(done.units)} đơn vị"]
    if done.participants:
        parts.append(f"{figures.counted(done.participants)} lượt người tham gia")
    if done.budget_thousand_vnd:
        parts.append(f"kinh phí {figures.money(done.budget_thousand_vnd)}")
    text = ", ".join(parts)
    if done.unknown_participants and done.participants:
        unknown = figures.counted(done.unknown_participants)
        text += f" ({unknown} hoạt động chưa thống kê số lượt người)"
    return text


def list_task_lines(
    groups: Iterable[GroupDone], catalogue: YearCatalogue, *, is_complete: bool
) -> list[TaskLine]:
    """Every task of the plan: what it asks for in the year, what was done, how far that is.

    With a unit missing, what was not done may have been: nothing is said of it.
    """
    done = {task.code: task for group in groups for task in group.tasks}
    lines = []
    for task in catalogue.tasks:
        found, plan = done.get(task.code), task.planned(catalogue.year)
        lines.append(
            TaskLine(
                code=task.code,
                title=task.title,
                plan=plan.text if plan else figures.NOTHING,
                activities=figures.number(found.total) if found else figures.NOTHING,
                units=figures.number(found.units) if found else figures.NOTHING,
                participants=figures.number(found.participants) if found else figures.NOTHING,
                level=_level(found.total if found else 0, plan, is_complete),
            )
        )
    return lines


def list_budget(groups: Iterable[GroupDone]) -> list[BudgetLine]:
    """What was spent, by task, with the total below; empty where nothing was."""
    tasks = [task for group in groups for task in group.tasks if task.budget_thousand_vnd]
    if not tasks:
        return []
    total = sum((task.budget_thousand_vnd for task in tasks), Fraction(0))
    return [
        *(
            _budget_line("task", task.code, task.title, task.paid, task.budget_thousand_vnd)
            for task in tasks
        ),
        _budget_line("total", "", "Tổng cộng", sum(task.paid for task in tasks), total),
    ]


def _budget_line(
    kind: Literal["task", "total"], code: str, title: str, paid: int, budget: Fraction
) -> BudgetLine:
    return BudgetLine(kind, code, title, figures.number(paid), figures.dong(budget))


def list_documents(catalogue: YearCatalogue) -> list[DocumentLine]:
    """The documents issued in the year, oldest first."""
    return [
        DocumentLine(
            name=f"{document.kind} số {document.number}",
            date=figures.day(document.date),
            title=document.title,
            issuer=document.issuer,
        )
        for document in catalogue.documents
    ]


def _level(total: int, plan: Plan | None, is_complete: bool) -> str:
    if plan is None:
        return "Có thực hiện" if total else figures.NOTHING
    if total >= plan.events:
        return "Hoàn thành"
    if not is_complete:
        return "Chưa đủ căn cứ"
    return "Chưa hoàn thành" if total else "Chưa thực hiện"
