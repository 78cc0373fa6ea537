"""Sentences on one target, in official Vietnamese; nothing is said of what is not."""

from collections.abc import Iterable, Sequence

from transforms import figures
from transforms.report.model import Goal, Result, UnitRow
from transforms.report.results.coverage_words import join_names
from transforms.text import small


def target_sentence(target: Result, year: int) -> str:
    """What follows the target's title and a colon: result, change, and the way to each horizon."""
    if not target.denominator:
        return f"chưa có số liệu năm {year}."
    if not target.goals:
        return f"{_result(target, year)}; đến ngày chốt số liệu chưa có mục tiêu được giao."
    parts = [_result(target, year)]
    if all(goal.verdict == "unsure" for goal in target.goals):
        return f"{parts[0]}; {_unsure(target, target.goals)}."
    note = f" ({target.scope.note})" if target.scope.note else ""
    for number, goal in enumerate(target.goals):
        if goal.verdict == "unsure":
            parts.append(_unsure(target, [goal]))
        else:
            parts.append(_against(goal) + (note if number == 0 else ""))
    return "; ".join(parts) + "."


def people_share(target: Result) -> str:
    """``289/472 người, tỷ lệ 61,2%``."""
    share = figures.counted_of(target.numerator, target.denominator)
    return f"{share} người, tỷ lệ {target.rate}"


def funnel_sentence(people: int, steps: Sequence[tuple[str, int]]) -> str:
    """How many of the people came how far, by the steps' names; empty where there is nobody."""
    if not people or not steps:
        return ""
    told = [f"{figures.counted(count)} người {small(name)}" for name, count in steps]
    return f"Trong {figures.counted(people)} người: {', '.join(told)}."


def _result(target: Result, year: int) -> str:
    if target.change not in ("up", "down", "same"):
        return people_share(target)
    return f"{people_share(target)}, {_change(target, year)}"


def _change(target: Result, year: int) -> str:
    """Against last year, over the units that have figures in both."""
    word = {"up": "tăng", "down": "giảm", "same": "bằng"}[target.change]
    points = "" if target.change == "same" else f" {target.change_points} điểm phần trăm"
    against = "" if target.change == "same" else " so với"
    shown = f"{word}{points}{against} năm {year - 1} ({target.last_rate}"
    return shown + (")" if target.is_whole else ", cùng các đơn vị)")


def _unsure(target: Result, goals: Sequence[Goal]) -> str:
    text = f"chưa đủ căn cứ để đánh giá so với mục tiêu {list_horizons(goals)}"
    if not target.bounds:
        return text
    return f"{text}: tính cả những người chưa có số liệu thì tỷ lệ trong khoảng {target.bounds}"


def list_horizons(goals: Sequence[Goal]) -> str:
    """``đến năm 2025 (60%), 2028 (70%) và 2030 (80%)``."""
    *names, last = [f"{goal.year} ({goal.target})" for goal in goals]
    return f"đến năm {', '.join(names)} và {last}" if names else f"đến năm {last}"


def ahead_sentence(target: Result, year: int) -> str:
    """The way to the nearest target that is not reached; empty where nothing can be said of it.

    The people are those lacking among this year's: next year's number is not known.
    """
    for goal in target.goals:
        if goal.year > year and goal.is_judged and goal.people_short:
            people = figures.counted(goal.people_short)
            return (
                f"{target.short}: phấn đấu đến năm {goal.year} đạt {goal.target}, thêm ít nhất "
                f"{people} người so với năm {year} (tính trên số người năm {year})."
            )
    return ""


def _against(goal: Goal) -> str:
    name = f"mục tiêu đến năm {goal.year} ({goal.target})"
    if goal.verdict == "met":
        over = f" {goal.gap_points} điểm phần trăm" if goal.gap else ""
        return f"vượt {name}{over}" if over else f"đạt đúng {name}"
    short = (
        f"còn thiếu {goal.gap_points} điểm phần trăm, tương ứng "
        f"{figures.counted(goal.people_short)} người"
    )
    if goal.verdict == "missed":
        return f"chưa đạt {name}, {short}"
    word = "đúng tiến độ" if goal.verdict == "on_track" else "chậm so với tiến độ"
    text = f"{word} thực hiện {name}, {short}"
    if goal.pace in ("", goal.gap_points):  # within a year: all of it
        return text
    return f"{text}, bình quân mỗi năm cần tăng thêm {goal.pace} điểm phần trăm"


def comparison_sentences(targets: Sequence[Result], year: int) -> list[str]:
    """Over which units the years are compared, or why they are not; empty where all are."""
    kinds = {target.change for target in targets}
    compared = [target for target in targets if target.change in ("up", "down", "same")]
    if compared and not all(target.is_whole for target in compared):
        units = figures.counted(max(target.units for target in compared))
        return [
            f"Số liệu năm {year - 1} và mức tăng, giảm tính trên {units} đơn vị có số liệu cả "
            "hai năm."
        ]
    if not targets or compared:
        return []
    if "not_comparable" in kinds:
        reason = next(t.obstacle for t in targets if t.change == "not_comparable")
        return [f"Kết quả năm {year} chưa so sánh được với năm {year - 1}: {reason}."]
    if kinds == {"first_year"} or any(target.denominator for target in targets):
        return [f"Chưa có số liệu năm {year - 1} để so sánh."]
    return []


def stricter_sentence(target: Result, stricter: Result, reading: str) -> str:
    """The other ``reading`` of a target, where it turns the verdict; empty where it does not."""
    if not (target.is_judged and stricter.is_judged) or target.verdict == stricter.verdict:
        return ""
    return f"{reading} thì kết quả là {people_share(stricter)}, {_against(stricter.goals[0])}."


def reading_wish(target: Result) -> str:
    """What is asked of those outside where two readings of a target end in two verdicts."""
    return f"Hướng dẫn thống nhất cách tính mục tiêu “{target.short}”."


def count_below(target: Result, units: Iterable[UnitRow]) -> tuple[int, int]:
    """How many units are below the nearest target, of how many that can be judged."""
    judged = [i for unit in units if (i := unit.results[target.code]).is_judged]
    return sum(i.is_below for i in judged), len(judged)


def below_sentence(target: Result, units: Iterable[UnitRow]) -> str:
    """The units below the nearest target, by name with their rate; empty where there are none."""
    own = [(unit.name, unit.results[target.code]) for unit in units]
    judged = [(name, i) for name, i in own if i.is_judged]
    below = [f"{name} ({i.rate})" for name, i in judged if i.is_below]
    if not below or len(own) < 2:
        return ""
    goal = judged[0][1].goals[0]
    return (
        f"{figures.counted_of(len(below), len(judged))} đơn vị có số liệu còn dưới "
        f"mục tiêu {goal.target}{join_names(below)}."
    )
