"""What was done: activities by task group and task, and the units' own words by topic."""

from typing import Any

import pandas as pd

from transforms import figures
from transforms.catalogue import YearCatalogue
from transforms.report.inputs import records
from transforms.text import fold, squeeze

TOPICS = ("strengths", "shortcomings", "causes", "direction", "proposals")
MOST_TEXTS = 12  # texts of a topic in the report's body; all of them stand in phu-luc.xlsx


def summarise_groups(activity: pd.DataFrame, catalogue: YearCatalogue) -> list[dict[str, Any]]:
    """The plan's task groups in order, each with the tasks something was done for."""
    rows = list_activities(activity, catalogue)
    groups = []
    for group in catalogue.task_groups:
        codes = {task.code: task.title for task in catalogue.tasks if task.group == group.number}
        mine = [row for row in rows if row["task_code"] in codes]
        tasks = [
            {"code": code, "title": title} | _sum_up([r for r in mine if r["task_code"] == code])
            for code, title in codes.items()
        ]
        done = [task for task in tasks if task["total"]]
        groups.append({"number": group.number, "title": group.title, "tasks": done} | _sum_up(mine))
    return groups


def list_activities(activity: pd.DataFrame, catalogue: YearCatalogue) -> list[dict[str, Any]]:
    """The activities with their unit's and task's names, in the order of tasks, then units."""
    units = {unit.unit_code: place for place, unit in enumerate(catalogue.reporting_units)}
    names = {unit.unit_code: unit.name for unit in catalogue.reporting_units}
    tasks = {task.code: task for task in catalogue.tasks}
    known = [
        row | {"name": names[row["unit_code"]], "task_title": tasks[row["task_code"]].title}
        for row in records(activity)
        if row["unit_code"] in names and row["task_code"] in tasks
    ]
    order = {code: place for place, code in enumerate(tasks)}
    return sorted(
        known, key=lambda r: (order[r["task_code"]], units[r["unit_code"]], r["row_number"])
    )


def _sum_up(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts of some activities; what was left blank is told apart from nothing."""
    participants = [int(r["participant_count"]) for r in rows if r["participant_count"] is not None]
    budgets = [r["budget_thousand_vnd"] for r in rows if r["budget_thousand_vnd"] is not None]
    found = {
        "total": len(rows),
        "units": len({row["unit_code"] for row in rows}),
        "participants": sum(participants),
        "budget_thousand_vnd": sum(figures.exact(budget) for budget in budgets),
        "unknown_participants": len(rows) - len(participants),
        "example": _example(rows),
    }
    return found | {"sentence": activity_sentence(found) if rows else ""}


def activity_sentence(found: dict[str, Any]) -> str:
    """``03 hoạt động tại 02 đơn vị, 123 lượt người tham gia, kinh phí 14 triệu đồng``."""
    parts = [
        f"{figures.counted(found['total'])} hoạt động tại {figures.counted(found['units'])} đơn vị"
    ]
    if found["participants"]:
        parts.append(f"{figures.counted(found['participants'])} lượt người tham gia")
    if found["budget_thousand_vnd"]:
        parts.append(f"kinh phí {figures.money(found['budget_thousand_vnd'])}")
    text = ", ".join(parts)
    unknown = found["unknown_participants"]
    if unknown and found["participants"]:
        text += f" ({figures.counted(unknown)} hoạt động chưa thống kê số lượt người)"
    return text


def _example(rows: list[dict[str, Any]]) -> str:
    """The activity most people took part in, with its source; empty where nobody was counted."""
    counted = [row for row in rows if row["participant_count"]]
    if not counted:
        return ""
    best = max(counted, key=lambda row: row["participant_count"])
    people = figures.counted(best["participant_count"])
    return f"{clean_text(best['content'])} ({best['name']}, {people} lượt người)"


def topic_names(catalogue: YearCatalogue) -> dict[str, str]:
    """The topics that the year's form asks units to write about, with its words for them."""
    found = (sheet for sheet in catalogue.form.sheets if sheet.table == "narrative")
    return {field.column: field.header for s in found for field in s.fields if field.column}


def weave_narratives(
    narrative: pd.DataFrame, catalogue: YearCatalogue
) -> dict[str, dict[str, Any]]:
    """Per topic the units' texts, equal ones told once, each with the names of those who wrote it.

    ``texts`` are those most units wrote, in the catalogue's order; ``more`` how many are left
    to the workbook.
    """
    names = {unit.unit_code: unit.name for unit in catalogue.reporting_units}
    rows = {(row["unit_code"], row["topic"]): row["text"] for row in records(narrative)}
    said = {
        topic: [(names[code], rows[code, topic]) for code in names if (code, topic) in rows]
        for topic in TOPICS
    }
    return {topic: _choose(_same_texts(texts)) for topic, texts in said.items()}


def _same_texts(said: list[tuple[str, str]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, raw in said:
        text = clean_text(raw)
        if text:
            found.setdefault(fold(text), {"text": text, "names": []})["names"].append(name)
    return list(found.values())


def _choose(texts: list[dict[str, Any]]) -> dict[str, Any]:
    weights = sorted((-len(text["names"]), place) for place, text in enumerate(texts))
    chosen = sorted(place for _, place in weights[:MOST_TEXTS])
    return {
        "texts": [f"{texts[place]['text']} ({_source(texts[place]['names'])})" for place in chosen],
        "more": max(0, len(texts) - MOST_TEXTS),
    }


def _source(names: list[str]) -> str:
    if len(names) > 4:
        return f"{figures.counted(len(names))} đơn vị, trong đó có {'; '.join(names[:3])}"
    return "; ".join(names)


def clean_text(raw: str) -> str:
    """A unit's words as one clause: one line, no bullet, no full stop, a capital first."""
    text = squeeze(raw).lstrip("-+•*–—… ").rstrip(" .…;,:")
    return text[:1].upper() + text[1:]
