"""A sentence reworded: do its figures and its verdict still say what they said?"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from transforms.conformity.tokens import Figure, figures_of, words_of

AS_CLOSE, CLOSER = 65.0, 25.0  # of 100: how like another figure's words, and by how much more
BEFORE = 0.7  # what the words before a figure weigh against those after it
MISSED = re.compile(r"\b(chưa|không) (đạt|hoàn thành)\b")
_SHORT = re.compile(r"\b(chưa|không|còn thiếu|thấp hơn|dưới|mới đạt)\b")
MET = re.compile(
    r"(?<!chưa )(?<!không )\b(đạt|vượt|hoàn thành)( đúng| và vượt|, vượt| cả)? "
    r"(\d+/\d+ )?(mục tiêu|chỉ tiêu|kế hoạch)"
)
_UP, _DOWN = re.compile(r"\b(tăng|cao hơn)\b"), re.compile(r"\b(giảm|thấp hơn)\b")
_ENOUGH = "chưa đủ căn cứ"

Fault = tuple[str, str]
Known = frozenset[tuple[str, str]]


def known_figures(texts: Iterable[str]) -> Known:
    """Every figure of the original, with the word after it: what an added text may repeat."""
    return frozenset(_key(figure) for text in texts for figure in figures_of(text))


def _key(figure: Figure) -> tuple[str, str]:
    return figure.value, next(iter(figure.after), "")


def compare_sentences(old: str, new: str) -> tuple[list[Figure], list[Figure], list[Fault]]:
    """Figures that went, figures that came, and other faults, of a text that was edited."""
    if words_of(old) == words_of(new):
        return [], [], []
    was, now = figures_of(old), figures_of(new)
    gone, came = part_figures(was, now)
    faults = [] if gone or came else find_exchanged(was, now)
    return gone, came, faults + _turned(old.casefold(), new.casefold())


def tell_changed(gone: list[Figure], came: list[Figure]) -> list[Fault]:
    """Figures that took the place of others; both lists lose them."""
    faults = []
    for figure in list(gone):
        other = next((f for f in came if f.kind == figure.kind), came[0] if came else None)
        if other is not None:
            gone.remove(figure)
            came.remove(other)
            fault = f"ghi “{other.shown}”, bản gốc là “{figure.shown}”"
            faults.append((fault, "ghi lại số của bản gốc"))
    return faults


def unknown_figures(figures: Iterable[Figure], known: Known) -> list[Figure]:
    """Those that were counted by nobody: not in the original, and no date or document's number."""
    return [figure for figure in figures if not figure.is_cited and _key(figure) not in known]


def part_figures(was: list[Figure], now: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """What only one of two texts holds, wherever in it the rest stands."""
    codes = SequenceMatcher(
        None, [f.value for f in was], [f.value for f in now], autojunk=False
    ).get_opcodes()
    gone = [f for kind, a, b, _, _ in codes if kind != "equal" for f in was[a:b]]
    came = [f for kind, _, _, c, d in codes if kind != "equal" for f in now[c:d]]
    return _without(gone, came), _without(came, gone)


def _without(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    left = Counter(figure.value for figure in others)
    found = []
    for figure in figures:
        if left[figure.value]:
            left[figure.value] -= 1
        else:
            found.append(figure)
    return found


def find_exchanged(was: Sequence[Figure], now: Sequence[Figure]) -> list[Fault]:
    """The same figures, but one stands among the words of another."""
    for figure in now:
        alike = [other for other in was if other.kind == figure.kind]
        own = max(_likeness(figure, other) for other in alike if other.value == figure.value)
        others = [other for other in alike if other.value != figure.value]
        right = max(others, key=lambda other: _likeness(figure, other), default=None)
        best = _likeness(figure, right) if right else 0.0
        if right and best >= AS_CLOSE and best - own >= CLOSER:
            return [
                (
                    f"số liệu đổi chỗ: “{figure.shown}” đứng ở chỗ của “{right.shown}”",
                    "trả từng số về đúng chỗ như bản gốc",
                )
            ]
    return []


def _likeness(figure: Figure, other: Figure) -> float:
    before = fuzz.ratio(" ".join(figure.before), " ".join(other.before))
    after = fuzz.ratio(" ".join(figure.after), " ".join(other.after))
    return BEFORE * before + (1 - BEFORE) * after


def _turned(old: str, new: str) -> list[Fault]:
    """A verdict or a direction that says the opposite."""
    remedy = "ghi lại nhận định như bản gốc, vì nhận định theo số liệu đã chốt"
    is_gone = MISSED.search(old) and not MISSED.search(new)
    if is_gone and (MET.search(new) or not _SHORT.search(new)):
        return [("bản gốc ghi “chưa đạt”, nay không còn", remedy)]
    if MISSED.search(new) and not MISSED.search(old) and figures_of(old):
        return [("nay ghi “chưa đạt”, bản gốc không ghi vậy", remedy)]
    if _ENOUGH in old and _ENOUGH not in new:
        return [("bản gốc ghi “chưa đủ căn cứ”, nay không còn", remedy)]
    up, down = (len(pattern.findall(new)) - len(pattern.findall(old)) for pattern in (_UP, _DOWN))
    if up * down < 0:
        return [("chiều tăng, giảm ngược với bản gốc", remedy)]
    return []
