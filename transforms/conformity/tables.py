"""A table of an edited document against the original one: rows, columns, cells."""

import re
from collections.abc import Iterator, Sequence

from transforms.conformity.alignment import align
from transforms.conformity.content import Grid
from transforms.conformity.finding import Finding
from transforms.conformity.sentences import Known, compare_sentences, tell_changed, unknown_figures
from transforms.conformity.tokens import figures_of, words_of
from transforms.text import squeeze

SHORT = 12  # words of a cell that is a figure or a name, not a sentence
NOTHING = {"", "–", "-"}

Row = Sequence[str]


def compare_grids(old: Grid, new: Grid, known: Known) -> Iterator[Finding]:
    """What differs, by row and column."""
    before, after = [label_of(row) for row in old.rows], [label_of(row) for row in new.rows]
    is_counts = is_of_figures(old)
    head = _heads(old)
    for i, j in align(before, after):
        if j is None and i is not None:
            if any(figures_of(cell) for cell in old.rows[i]):
                yield Finding(new.place, f"thiếu dòng “{before[i]}”", "thêm lại dòng của bản gốc")
        elif i is None and j is not None:
            place = f"{new.place}, dòng {j + 1} (“{after[j]}”)"
            came = [f for cell in new.rows[j] for f in figures_of(cell)]
            for figure in unknown_figures(came, known) if not is_counts else came[:1]:
                yield Finding(
                    place, f"dòng thêm có “{figure.shown}”, bản gốc không có", "bỏ dòng này"
                )
        elif i is not None and j is not None:
            place = f"{new.place}, dòng {j + 1} (“{after[j]}”)"
            yield from _compare_rows(old.rows[i], new.rows[j], place, head, known, is_counts)


def is_of_figures(grid: Grid) -> bool:
    """Whether a table is one of figures, not of texts."""
    cells = [cell for row in grid.rows[1:] for cell in row]
    plain = [c for c in cells if squeeze(c) in NOTHING or (figures_of(c) and len(c.split()) < 4)]
    return 2 * len(plain) >= len(cells)


def _heads(grid: Grid) -> Row:
    """The columns' names; below heads of groups those of the groups' columns.

    Of two rows of heads the first two and the last columns reach through, as in annex I.
    """
    first = grid.rows[0] if grid.rows else ()
    if len(grid.rows) < 3 or len(first) == len(grid.rows[-1]):
        return first
    below = grid.rows[1]
    right = len(grid.rows[-1]) - len(below) - 2
    return (*first[:2], *below, *first[len(first) - right :]) if right > 0 else first


def label_of(row: Row) -> str:
    """What a row is of: its first cell that is no figure and no numeral."""
    for cell in row:
        if squeeze(cell) not in NOTHING and not (_is_count(cell) and len(cell.split()) < 3):
            return squeeze(cell)
    return " | ".join(map(squeeze, row))


def _is_count(cell: str) -> bool:
    return bool(figures_of(cell)) or bool(re.fullmatch(r"[IVX]+", cell.strip()))


def _compare_rows(
    old: Row, new: Row, place: str, head: Row, known: Known, is_counts: bool
) -> Iterator[Finding]:
    if len(old) != len(new):
        fault = f"có {len(new)} ô, bản gốc có {len(old)} ô"
        yield Finding(place, fault, "lập lại dòng này như bản gốc")
        return
    for number, (was, now) in enumerate(zip(old, new, strict=True)):
        name = squeeze(head[number]) if len(head) == len(old) else ""
        where = f"{place}, cột “{name}”" if name else f"{place}, ô {number + 1}"
        yield from _compare_cells(was, now, where, known, is_counts)


def _compare_cells(
    was: str, now: str, where: str, known: Known, is_counts: bool
) -> Iterator[Finding]:
    words = words_of(was)
    is_fixed = bool(words) and is_counts and len(words) <= SHORT
    if is_fixed or squeeze(was) in NOTHING - {""}:
        if words != words_of(now) or squeeze(was).startswith("-") != squeeze(now).startswith("-"):
            shown = squeeze(now) or "trống"
            yield Finding(where, f"“{shown}” khác bản gốc “{squeeze(was)}”", "ghi lại như bản gốc")
        return
    gone, came, faults = compare_sentences(was, now)
    faults = tell_changed(gone, came) + faults
    for figure in gone:
        yield Finding(where, f"thiếu “{figure.shown}” của bản gốc", "ghi lại số của bản gốc")
    for figure in unknown_figures(came, known):
        yield Finding(where, f"“{figure.shown}” không có trong bản gốc", "bỏ hoặc sửa số này")
    for fault, remedy in faults:
        yield Finding(where, fault, remedy)
