"""An edited text against what was counted, and against the draft it was made from.

Words are the Office's; figures and verdicts are not: they stand as they were counted or not at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from transforms.catalogue import NarrativeRules
from transforms.conformity.sentences import MET, MISSED, find_exchanged, part_figures
from transforms.conformity.tokens import Figure, figures_of, words_of
from transforms.narrative.figure_words import counts_in_words
from transforms.report.rows import EditedRow
from transforms.text import fold

UNSURE = "chưa đủ căn cứ"
REWORDED = "lời dự thảo đã khác"
_AIM = re.compile(r"\b(?:phấn đấu|nhằm|để|sẽ|quyết tâm|bảo đảm|hướng tới)\b[^.;\n]*")


@dataclass(frozen=True)
class Counted:
    """What a year's report says in figures.

    ``rates`` are shares, rates and points by themselves, ``counts`` whole numbers with the word
    after them; ``is_met``: somewhere it says that a target is reached.
    """

    rates: frozenset[str]
    counts: frozenset[tuple[str, str]]
    is_met: bool

    def holds(self, figure: Figure) -> bool:
        """Whether a figure was counted; dates, years and numbers of documents are none."""
        if figure.is_cited or _is_whole(figure):
            return figure.is_cited or _with_noun(figure) in self.counts
        return figure.value in self.rates


def counted_in(texts: Iterable[str], rates: Iterable[str]) -> Counted:
    """What all drafted texts of a year say, and the published figures beside them."""
    told = list(texts)
    found = [figure for text in told for figure in figures_of(text)]
    more = [figure for text in rates for figure in figures_of(text)]
    return Counted(
        frozenset(figure.value for figure in (*found, *more) if not _is_whole(figure)),
        frozenset(_with_noun(figure) for figure in found if _is_whole(figure)),
        any(MET.search(text.casefold()) for text in told),
    )


def _is_whole(figure: Figure) -> bool:
    return figure.value.isdigit()


def _with_noun(figure: Figure) -> tuple[str, str]:
    return figure.value, next(iter(figure.after), "")


# --- what an edited text may not say


def find_faults(text: str, drafted: str, counted: Counted, rules: NarrativeRules) -> list[str]:
    """What a text says otherwise than was counted, the right figure beside the wrong one."""
    was, now = figures_of(drafted), figures_of(text)
    gone, came = part_figures(was, now)
    faults = []
    for figure in came:
        place = _taken(figure, gone)
        if counted.holds(figure) and place is None:
            continue
        right = place or _nearest(figure, was)
        faults.append(
            f"“{figure.shown}” khác số đã đếm “{right.shown}”" if right else
            f"“{figure.shown}” không có trong số liệu đã đếm của năm"
        )  # fmt: skip
    if not gone and not came:
        faults += [fault for fault, _ in find_exchanged(was, now)]
    return (
        faults
        + _turned(drafted.casefold(), text.casefold(), counted)
        + _in_words(drafted, text, rules)
    )


def _taken(figure: Figure, gone: Iterable[Figure]) -> Figure | None:
    """The figure whose place another took: between the very words that it stood between."""
    around = (figure.before, figure.after)
    return next((g for g in gone if g.kind == figure.kind and (g.before, g.after) == around), None)


def _nearest(figure: Figure, figures: Iterable[Figure]) -> Figure | None:
    """Of the drafted figures of its shape, that in whose place it most likely stands."""
    alike = [f for f in figures if f.kind == figure.kind or (_is_whole(f) and _is_whole(figure))]
    return max(alike, key=lambda other: _closeness(figure, other), default=None)


def _closeness(figure: Figure, other: Figure) -> float:
    one, two = (" ".join((*f.before, "#", *f.after)) for f in (figure, other))
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def _turned(old: str, new: str, counted: Counted) -> list[str]:
    """Verdicts are computed: none is turned, none is new where no target is reached."""
    if MISSED.search(old) and MET.search(new) and not MISSED.search(new):
        return ["dự thảo ghi “chưa đạt”, lời sửa ghi “đạt”"]
    if UNSURE in old and UNSURE not in new and (MET.search(new) or MISSED.search(new)):
        return ["dự thảo ghi “chưa đủ căn cứ”, lời sửa ghi đạt hay chưa đạt"]
    if MISSED.search(new) and not MISSED.search(old) and MET.search(old):
        return ["dự thảo ghi “đạt”, lời sửa ghi “chưa đạt”"]
    claimed = MET.search(_AIM.sub("", new))
    if claimed and claimed[4] != "kế hoạch" and not MET.search(old) and not counted.is_met:
        return ["lời sửa ghi đạt mục tiêu, số liệu của năm chưa có mục tiêu nào đạt"]
    return []


def _in_words(old: str, new: str, rules: NarrativeRules) -> list[str]:
    if counts_in_words(fold(new), rules) and not counts_in_words(fold(old), rules):
        return ["có số người viết bằng chữ: hãy viết bằng chữ số để so được"]
    return []


# --- what has changed since it was edited


def find_staleness(edit: EditedRow, drafted: str) -> list[str]:
    """What the draft says otherwise than when it was edited, old and new.

    Of a text that was left out only other words matter, not their figures.
    """
    if drafted == edit.drafted:
        return []
    is_reworded = _outline(drafted) != _outline(edit.drafted)
    if edit.text is None:
        return [REWORDED] if is_reworded else []
    gone, came = part_figures(figures_of(edit.drafted), figures_of(drafted))
    told = [f"“{old.shown}” nay là “{new.shown}”" for old, new in zip(gone, came, strict=False)]
    told += [f"không còn “{figure.shown}”" for figure in gone[len(came) :]]
    told += [f"thêm “{figure.shown}”" for figure in came[len(gone) :]]
    return told or ([REWORDED] if is_reworded else [])


def _outline(text: str) -> list[str]:
    return [re.sub(r"\d.*", "#", word) for word in words_of(text)]
