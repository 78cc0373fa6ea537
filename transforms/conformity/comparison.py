"""An edited report against what was counted: every figure, in sentences and in tables.

The original is what the warehouse gave: the draft's model, or the published version as recorded.
Words may change, figures may not; what an added text says must not hold figures nobody counted.
"""

from collections.abc import Iterator, Sequence

from transforms.conformity.alignment import Pair, align
from transforms.conformity.content import Content, Grid, Text
from transforms.conformity.finding import Finding
from transforms.conformity.issue import MOTTO, NATION
from transforms.conformity.sentences import (
    Known,
    compare_sentences,
    known_figures,
    tell_changed,
    unknown_figures,
)
from transforms.conformity.tables import compare_grids, is_of_figures, label_of
from transforms.conformity.tokens import Figure, figures_of
from transforms.text import squeeze

QUOTED = 50  # letters of a text that a finding quotes
HEAD = "Đầu trang 1"
UNKNOWN = "bỏ số này, hoặc thay bằng số đã chốt"


def compare_content(old: Content, new: Content) -> list[Finding]:
    """What an edited report says otherwise than the original."""
    known = known_figures(old.lines)
    return [
        *_compare_titles(old.title, new.title),
        *_compare_texts(old.texts, new.texts, known, _names(old.grids)),
        *_compare_tables(old.grids, new.grids, known),
    ]


def _names(grids: Sequence[Grid]) -> frozenset[str]:
    """What the longest table of figures has rows for: the units and their groups."""
    counted = [grid for grid in grids if is_of_figures(grid)]
    rows = max(counted, key=lambda grid: len(grid.rows)).rows[1:] if counted else ()
    return frozenset(label for label in map(label_of, rows) if len(label.split()) > 2)


def quote(text: str) -> str:
    """The beginning of a text, for a reader to find it by."""
    shown = squeeze(text)
    return f"“{shown}”" if len(shown) <= QUOTED else f"“{shown[:QUOTED].rstrip()}…”"


def _compare_titles(old: Sequence[Text], new: Sequence[Text]) -> Iterator[Finding]:
    """The issuer's names and the like are those of the catalogue."""
    before, after = [squeeze(t.text) for t in old], [squeeze(t.text) for t in new]
    for i, j in align(before, after):
        if i is not None and before[i] in (NATION, MOTTO):
            continue  # judged with the layout
        if j is None and i is not None:
            yield Finding(HEAD, f"thiếu {quote(before[i])} của bản gốc", "ghi lại như bản gốc")
        elif i is None and j is not None:
            yield Finding(HEAD, f"{quote(after[j])} không có ở đầu bản gốc", "bỏ dòng này")
        elif i is not None and j is not None and before[i] != after[j]:
            fault = f"{quote(after[j])} khác bản gốc {quote(before[i])}"
            yield Finding(HEAD, fault, "ghi lại như bản gốc")


def _compare_texts(
    old: Sequence[Text], new: Sequence[Text], known: Known, names: frozenset[str]
) -> Iterator[Finding]:
    pairs = align([squeeze(t.text) for t in old], [squeeze(t.text) for t in new])
    came = _figures_that_came(pairs, old, new)
    last = "Đầu văn bản"
    for i, j in pairs:
        if j is not None:
            last = new[j].place
        if i is None:
            continue
        if j is None:
            lost = _not_elsewhere(figures_of(old[i].text), came, None)
            yield from _tell_whole(last, lost, old[i].text)
        else:
            yield from _compare_pair(old[i], new[j], j, came)
            yield from _new_names(old[i], new[j], names)
    for j, figures in came.items():
        for figure in unknown_figures(figures, known):
            yield Finding(new[j].place, f"“{figure.shown}” không có trong bản gốc", UNKNOWN)


def _compare_pair(
    old: Text, new: Text, place: int, came: dict[int, list[Figure]]
) -> Iterator[Finding]:
    gone, _, faults = compare_sentences(old.text, new.text)
    lost = _not_elsewhere(gone, came, place)
    for fault, remedy in tell_changed(lost, came[place]) + faults:
        yield Finding(new.place, fault, remedy)
    for figure in lost:
        fault = f"thiếu “{figure.shown}” của bản gốc"
        yield Finding(new.place, fault, "ghi lại số của bản gốc")


def _new_names(old: Text, new: Text, names: frozenset[str]) -> Iterator[Finding]:
    """A unit that the original does not name there, in a text that holds figures."""
    if squeeze(old.text) == squeeze(new.text) or not figures_of(old.text):
        return
    for name in sorted(names):
        if name in new.text and name not in old.text:
            yield Finding(new.place, f"nêu “{name}”, bản gốc không nêu", "ghi lại như bản gốc")


def _figures_that_came(
    pairs: Sequence[Pair], old: Sequence[Text], new: Sequence[Text]
) -> dict[int, list[Figure]]:
    """By place in the edited document: its figures beyond those of the original text."""
    came: dict[int, list[Figure]] = {}
    for i, j in pairs:
        if j is None:
            continue
        own = new[j].text
        came[j] = figures_of(own) if i is None else compare_sentences(old[i].text, own)[1]
    return came


def _not_elsewhere(
    gone: list[Figure], came: dict[int, list[Figure]], place: int | None
) -> list[Figure]:
    """A text may be parted or joined: its figures then stand in a neighbour."""
    lost = []
    around = [] if place is None else [place - 1, place + 1]
    for figure in gone:
        for near in around:
            moved = next((f for f in came.get(near, []) if f.value == figure.value), None)
            if moved:
                came[near].remove(moved)
                break
        else:
            lost.append(figure)
    return lost


def _tell_whole(last: str, lost: Sequence[Figure], text: str) -> Iterator[Finding]:
    if lost:
        fault = f"mất đoạn có số liệu {quote(text)}"
        remedy = "thêm lại đoạn này, hoặc bỏ nó ở nguồn rồi lập lại báo cáo"
        yield Finding(f"Sau {_lowered(last)}", fault, remedy)


def _lowered(place: str) -> str:
    return place[:1].lower() + place[1:]


def _compare_tables(old: Sequence[Grid], new: Sequence[Grid], known: Known) -> Iterator[Finding]:
    for i, j in align([grid.key for grid in old], [grid.key for grid in new]):
        if j is None and i is not None:
            yield Finding(
                "Văn bản", f"thiếu bảng có cột {quote(old[i].key)}", "chèn lại bảng của bản gốc"
            )
        elif i is None and j is not None:
            cells = [figure for row in new[j].rows for c in row for figure in figures_of(c)]
            for figure in unknown_figures(cells, known)[:1]:
                fault = f"bảng thêm có “{figure.shown}”, bản gốc không có"
                yield Finding(new[j].place, fault, "bỏ bảng này, hoặc đưa số liệu vào kho trước")
        elif i is not None and j is not None:
            yield from compare_grids(old[i], new[j], known)
