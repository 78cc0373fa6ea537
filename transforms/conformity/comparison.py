"""An edited report against what was counted: every figure, in sentences and in tables.

The original is what the warehouse gave: the draft's model, or the published version as recorded.
Words may change, figures may not; what an added text says must not hold figures nobody counted.
"""

from collections.abc import Iterator, Sequence

from transforms.conformity.alignment import Pair, align
from transforms.conformity.content import Content, Grid, Text
from transforms.conformity.finding import Finding
from transforms.conformity.sentences import (
    Known,
    compare_sentences,
    known_figures,
    unknown_figures,
)
from transforms.conformity.tables import compare_grids
from transforms.conformity.tokens import Figure, figures_of
from transforms.text import squeeze

QUOTED = 50  # letters of a text that a finding quotes
UNKNOWN = "bỏ số này, hoặc thay bằng số đã chốt"


def compare_content(old: Content, new: Content) -> list[Finding]:
    """What an edited report says otherwise than the original."""
    known = known_figures(old.lines)
    return [
        *_compare_titles(old.title, new.title),
        *_compare_texts(old.texts, new.texts, known),
        *_compare_tables(old.grids, new.grids, known),
    ]


def quote(text: str) -> str:
    """The beginning of a text, for a reader to find it by."""
    shown = squeeze(text)
    return f"“{shown}”" if len(shown) <= QUOTED else f"“{shown[:QUOTED].rstrip()}…”"


def _compare_titles(old: Sequence[Text], new: Sequence[Text]) -> Iterator[Finding]:
    """The issuer's names and the like are those of the catalogue."""
    before = {squeeze(text.text) for text in old}
    after = {squeeze(text.text) for text in new}
    for text in new:
        if squeeze(text.text) not in before:
            yield Finding(
                text.place, f"{quote(text.text)} không có ở đầu bản gốc", "sửa lại như bản gốc"
            )
    for text in old:
        if squeeze(text.text) not in after:
            yield Finding(
                "Đầu trang 1", f"thiếu {quote(text.text)} của bản gốc", "ghi lại như bản gốc"
            )


def _compare_texts(old: Sequence[Text], new: Sequence[Text], known: Known) -> Iterator[Finding]:
    pairs = align([squeeze(t.text) for t in old], [squeeze(t.text) for t in new])
    came = _figures_that_came(pairs, old, new)
    last = "Đầu văn bản"
    for i, j in pairs:
        if j is not None:
            last = new[j].place
        if i is None:
            continue
        gone, _, faults = compare_sentences(old[i].text, "" if j is None else new[j].text)
        lost = _not_elsewhere(gone, came, j)
        place = last if j is not None else f"Sau {_lowered(last)}"
        yield from _tell_lost(place, lost, old[i].text, is_whole=j is None)
        if j is not None:
            yield from (Finding(place, fault, remedy) for fault, remedy in faults)
    for j, figures in came.items():
        for figure in unknown_figures(figures, known):
            fault = f"“{figure.shown}” không có trong bản gốc"
            yield Finding(new[j].place, fault, UNKNOWN)


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


def _tell_lost(
    place: str, lost: Sequence[Figure], text: str, *, is_whole: bool
) -> Iterator[Finding]:
    if is_whole and lost:
        fault = f"mất đoạn có số liệu {quote(text)}"
        yield Finding(place, fault, "thêm lại đoạn này, hoặc bỏ nó ở nguồn rồi lập lại báo cáo")
    elif lost:
        shown = ", ".join(f"“{figure.shown}”" for figure in lost)
        yield Finding(place, f"thiếu {shown} của bản gốc {quote(text)}", "ghi lại số của bản gốc")


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
