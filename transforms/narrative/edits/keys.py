"""The keys of the report's texts: the same from run to run, whatever else comes and goes.

A clause's key is made of its words; where they change a little, as when more units say the same,
the clause is known by its likeness to what was drafted before (``meet``).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from transforms.desk.search import bare
from transforms.narrative.merging import is_like
from transforms.report.rows import EditedRow
from transforms.text import fold

STRENGTHS, TASKS, REQUESTS, TABLE = "uu_diem", "nhiem_vu", "kien_nghi", "han_che"
LIMITS, CAUSES, REMEDIES = "han_che", "nguyen_nhan", "giai_phap"
CELLS = (LIMITS, CAUSES, REMEDIES)
"""The cells of a row of the table of limitations, in its order."""

_MOST_WORDS, _DIGITS = 6, 8
_NOTE = re.compile(r"\s*\([^()]*đơn vị[^()]*\)\s*$")


def clause_key(section: str, *words: str) -> str:
    """The key of a clause in one of the lists."""
    text = "\n".join(map(fold, words))
    return f"{section}/{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}"


def cell_key(theme: str, cell: str) -> str:
    """The key of a cell of the table of limitations."""
    return f"{TABLE}/{slug(theme)}/{cell}"


def slug(text: str) -> str:
    """The words without accents, joined: ``Kinh phí, thiết bị`` as ``kinh-phi-thiet-bi``."""
    return "-".join(re.findall(r"[a-z0-9]+", bare(text))) or "khac"


def words_key(text: str) -> str:
    """The first words of a computed sentence, without its figures: what tells it from others."""
    words = [word for word in re.findall(r"[^\W_]+", bare(text)) if word.isalpha()]
    return "-".join(words[:_MOST_WORDS]) or "khac"


def meet(
    section: str, drafted: Sequence[tuple[str, str]], edits: Mapping[str, EditedRow]
) -> tuple[list[EditedRow | None], list[EditedRow]]:
    """For each clause of a list, by key and text, its edit; and those whose clause is gone."""
    own = {key for key, edit in edits.items() if key.startswith(f"{section}/")}
    taken = own & {key for key, _ in drafted}
    found: list[EditedRow | None] = []
    for key, text in drafted:
        if key not in taken:
            key = next((k for k in sorted(own - taken) if _is_same(edits[k].drafted, text)), "")
            taken.add(key)
        found.append(edits.get(key))
    return found, [edits[key] for key in edits if key in own - taken]


def _is_same(line: str, text: str) -> bool:
    """Whether a line as it was drafted says what a clause does."""
    clause = _NOTE.sub("", line.strip().removesuffix("."))
    return is_like(fold(clause), fold(text))


def by_key(edits: Iterable[EditedRow]) -> dict[str, EditedRow]:
    """The edits by their keys."""
    return {edit.text_key: edit for edit in edits}
