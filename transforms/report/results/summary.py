"""All targets together: the conclusion, what is reached and what is not, the opening paragraph."""

from collections.abc import Mapping, Sequence

from transforms import figures
from transforms.report.model import Coverage, Result, Scope, UnitRow, Verdict
from transforms.text import small

MOST_WORDS = 120  # of the paragraph that opens the report

VERDICT_WORDS: Mapping[Verdict, str] = {
    "met": "đạt",
    "on_track": "đúng tiến độ",
    "behind": "chậm tiến độ",
    "missed": "chưa đạt",
    "unsure": "chưa đủ căn cứ để đánh giá",
    "no_data": "chưa có số liệu của",
}


def conclusion_sentence(targets: Sequence[Result], scope: Scope) -> str:
    """After the issuer's name: how many targets stand where; empty where none is set."""
    given = [target for target in targets if target.goals]
    counted = {
        verdict: sum(target.verdict == verdict for target in given) for verdict in VERDICT_WORDS
    }
    if not any(counted.values()):
        return ""
    year = _common_year(given)
    until = f" đến năm {year}" if year else " của năm gần nhất"
    parts = [
        f"{words} {figures.counted_of(counted[verdict], len(given))} mục tiêu"
        for verdict, words in VERDICT_WORDS.items()
        if counted[verdict]
    ]
    note = f" ({scope.note})" if scope.note else ""
    return f"{', '.join(parts)}{until}{note}."


def _common_year(targets: Sequence[Result]) -> int | None:
    """The nearest horizon of all targets; None where they differ."""
    years = {target.goals[0].year for target in targets if target.goals}
    return years.pop() if len(years) == 1 else None


def achievement_sentences(targets: Sequence[Result]) -> list[str]:
    """The targets that are met or on their way, with their rates."""
    found = (
        _list_targets("Đã đạt mục tiêu", targets, "met"),
        _list_targets("Đúng tiến độ thực hiện mục tiêu", targets, "on_track"),
    )
    return [sentence for sentence in found if sentence]


def shortfall_sentences(targets: Sequence[Result]) -> list[str]:
    """The targets that are missed or behind; what cannot be judged is no shortcoming."""
    found = (
        _list_targets("Chưa đạt mục tiêu", targets, "missed"),
        _list_targets("Chậm tiến độ thực hiện mục tiêu", targets, "behind"),
    )
    return [sentence for sentence in found if sentence]


def _list_targets(words: str, targets: Sequence[Result], verdict: Verdict) -> str:
    found = [t for t in targets if t.goals and t.verdict == verdict]
    if not found:
        return ""
    year = _common_year(targets)
    until = f" đến năm {year}" if year else ""
    return f"{words}{until}: {'; '.join(small(_with_goal(t, not year)) for t in found)}."


def _with_goal(target: Result, is_dated: bool) -> str:
    goal = target.goals[0]
    until = f" đến năm {goal.year}" if is_dated else ""
    return f"{target.short} ({target.rate}, mục tiêu {goal.target}{until})"


def headline(
    targets: Sequence[Result], units: Sequence[UnitRow], coverage: Coverage, year: int
) -> str:
    """The paragraph that opens the report: figures, distances, coverage once, who rose and fell.

    Of at most MOST_WORDS words: what does not fit any more is left to the sections below.
    """
    scope = f"{figures.counted_of(coverage.counted_units, coverage.expected_units)} đơn vị"
    if not coverage.counted_units:
        unsure = (
            " Chưa đủ căn cứ để đánh giá các mục tiêu." if any(t.goals for t in targets) else ""
        )
        return f"Chưa có số liệu đủ điều kiện tổng hợp ({scope}).{unsure}"
    sentences = [
        f"Số liệu của {scope}, {figures.counted(coverage.counted_people)} người.",
        *_in_short([target for target in targets if target.denominator]),
        *_movers(units, year),
    ]
    text = sentences[0]
    for sentence in sentences[1:]:
        if len(f"{text} {sentence}".split()) <= MOST_WORDS:
            text += f" {sentence}"
    return text


def _in_short(targets: Sequence[Result]) -> list[str]:
    """A sentence per target; of those without any verdict one together."""
    unsure = [t for t in targets if t.goals and not any(goal.is_judged for goal in t.goals)]
    told = [_one_in_short(target) for target in targets if target not in unsure]
    if unsure:
        first, *others = [f"{target.short}: {target.rate}" for target in unsure]
        rates = "; ".join([first, *map(small, others)])
        told.append(f"{rates}. Chưa đủ căn cứ để đánh giá so với mục tiêu.")
    return told


def _one_in_short(target: Result) -> str:
    met = [goal for goal in target.goals if goal.verdict == "met"]
    open_ = [goal for goal in target.goals if goal.verdict != "met"]
    told = [
        f"{VERDICT_WORDS[goal.verdict]} mục tiêu {goal.target} đến năm {goal.year}"
        + (f", còn thiếu {figures.counted(goal.people_short)} người" if goal.people_short else "")
        for goal in (*met[-1:], *open_[:1])
    ]
    shown = f" ({'; '.join(told)})" if told else ""
    return f"{target.short}: {target.rate}{shown}."


def _movers(units: Sequence[UnitRow], year: int) -> list[str]:
    """The unit whose leading rate rose most and the one whose fell most."""
    moved = [
        (unit.leading.difference, unit.name, unit.leading.change_points)
        for unit in units
        if unit.kind == "unit" and unit.leading and unit.leading.difference
    ]
    if len(moved) < 2:
        return []
    most, least = max(moved, key=lambda m: m[0]), min(moved, key=lambda m: m[0])
    told = []
    if most[0] > 0:
        told.append(f"Tăng nhiều nhất so với năm {year - 1}: {most[1]} ({most[2]} điểm phần trăm).")
    if least[0] < 0:
        told.append(f"Giảm nhiều nhất: {least[1]} ({least[2]} điểm phần trăm).")
    return told
