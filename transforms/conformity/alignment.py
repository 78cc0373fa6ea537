"""Which line of an edited document was which of the original one."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

LIKE = 55.0  # of 100: below, two lines are not one line reworded
CELLS = 250_000  # pairs in one gap that are still weighed against each other

Pair = tuple[int | None, int | None]


def align(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pairs of positions, in order; None on a side where a line was added or taken out.

    Equal lines first, then the best ordered pairing of what lies between, then lines that moved.
    """
    pairs: list[Pair] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += zip(range(a, b), range(c, d), strict=True)
        else:
            pairs += _gap(old, new, range(a, b), range(c, d))
    return _moved(old, new, pairs)


def _gap(old: Sequence[str], new: Sequence[str], left: range, right: range) -> list[Pair]:
    """The pairing of two stretches with the greatest likeness in all, order kept."""
    if len(left) * len(right) > CELLS or not left or not right:
        return [*((i, None) for i in left), *((None, j) for j in right)]
    gain = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    like = [[max(0.0, fuzz.ratio(old[i], new[j]) - LIKE) for j in right] for i in left]
    for y in range(len(left) - 1, -1, -1):
        for x in range(len(right) - 1, -1, -1):
            paired = gain[y + 1][x + 1] + like[y][x] if like[y][x] else 0.0
            gain[y][x] = max(gain[y + 1][x], gain[y][x + 1], paired)
    return _traced(gain, like, left, right)


def _traced(
    gain: list[list[float]], like: list[list[float]], left: range, right: range
) -> list[Pair]:
    pairs: list[Pair] = []
    y = x = 0
    while y < len(left) and x < len(right):
        if like[y][x] and gain[y][x] == gain[y + 1][x + 1] + like[y][x]:
            pairs.append((left[y], right[x]))
            y, x = y + 1, x + 1
        elif gain[y][x] == gain[y + 1][x]:
            pairs.append((left[y], None))
            y += 1
        else:
            pairs.append((None, right[x]))
            x += 1
    return [*pairs, *((i, None) for i in left[y:]), *((None, j) for j in right[x:])]


def _moved(old: Sequence[str], new: Sequence[str], pairs: list[Pair]) -> list[Pair]:
    """A line that went here and came there is one line."""
    gone = [i for i, j in pairs if j is None and i is not None]
    came = [j for i, j in pairs if i is None and j is not None]
    if len(gone) * len(came) > CELLS:
        return pairs
    weighed = sorted(
        ((fuzz.ratio(old[i], new[j]), i, j) for i in gone for j in came), key=lambda w: -w[0]
    )
    found: dict[int, int] = {}
    for likeness, i, j in weighed:
        if likeness > LIKE and i not in found and j not in found.values():
            found[i] = j
    taken = set(found.values())
    kept = [
        (i, found.get(i, j)) if i is not None and j is None else (i, j)
        for i, j in pairs
        if not (i is None and j in taken)
    ]
    return kept
