"""How each text of a year's report stands: as drafted, edited, left out; what is wrong with it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from transforms.catalogue import NarrativeRules
from transforms.narrative.edits.checks import Counted, find_faults, find_staleness
from transforms.narrative.edits.drafted import ADDRESSEE, THEME, Drafted
from transforms.narrative.edits.keys import (
    LIMITS,
    REQUESTS,
    STRENGTHS,
    TABLE,
    TASKS,
    by_key,
)
from transforms.report.rows import EditedRow
from transforms.text import squeeze

COMMENT, HEAD, RESTORE = "#", "[", "="
"""What lines of the file of texts begin with that are no text (file.py)."""
MOST_LETTERS, SIGN = 4000, 6
NO_MORE = "Không còn trong dự thảo"
STAYS = "dự thảo không còn ý này; lời đã sửa vẫn đứng cuối danh sách"
WENT = "dự thảo không còn đoạn này; lời đã sửa không vào báo cáo"


def sign_of(text: str, filed_under: str) -> str:
    """A short hash of how a text stands."""
    return hashlib.sha256(f"{filed_under}\n{text}".encode()).hexdigest()[:SIGN]


@dataclass(frozen=True)
class Standing:
    """A text with its edit. ``stale`` tells what its draft says otherwise since.

    ``faults`` tell what it says otherwise than is counted now: no version is published with one.
    """

    drafted: Drafted
    edit: EditedRow | None
    stale: list[str]
    faults: list[str]
    is_drafted: bool = True

    @property
    def key(self) -> str:
        """The text's key."""
        return self.drafted.key

    @property
    def text(self) -> str:
        """What stands in the report; nothing where it is left out."""
        return self.drafted.text if self.edit is None else self.edit.text or ""

    @property
    def filed_under(self) -> str:
        """The theme or the addressee that it stands under."""
        return (self.edit and self.edit.filed_under) or self.drafted.filed_under

    @property
    def sign(self) -> str:
        """What tells whether it still stands as it did."""
        return sign_of(self.text, self.filed_under)

    @property
    def drafted_from(self) -> str:
        """The draft that an edit made now is made from: while there is none, that of the last."""
        return self.edit.drafted if self.edit and not self.is_drafted else self.drafted.text

    @property
    def is_left_out(self) -> bool:
        """Whether it was taken out of the report."""
        return self.edit is not None and self.edit.text is None

    @property
    def is_stale(self) -> bool:
        """Whether a steward should look at it again."""
        return bool(self.stale or self.faults)

    @property
    def wrong(self) -> list[str]:
        """What to look at, the worse first."""
        return [*self.faults, *self.stale]

    def __str__(self) -> str:
        return f"{self.drafted.place} [{self.key}]: {'; '.join(self.wrong)}"


@dataclass(frozen=True)
class Change:
    """What somebody decided about a text.

    ``place`` is how he is told where a mistake is, ``sign`` the text's when he saw it.
    """

    key: str
    action: Literal["edited", "left_out", "restored"]
    text: str = ""
    filed_under: str = ""
    reason: str = ""
    place: str = ""
    sign: str = ""


def moved_since(sign: str, text: Standing) -> str:
    """What is said where a text is no longer as somebody saw it; empty where it is."""
    if not sign or sign == text.sign:
        return ""
    return f"lời này đã khác từ khi lấy ra (nay là “{text.text[:60]}”); hãy lấy lại rồi sửa"


def clean_text(text: str, is_cell: bool = False) -> str:
    """The text on one line; a cell's lines stay, those without words do not."""
    lines = [line for line in map(squeeze, text.splitlines()) if line]
    return "\n".join(lines) if is_cell else " ".join(lines)


def unfit(text: str) -> str:
    """Why a text cannot stand in a report, whatever it says; empty where it can."""
    if not any(map(str.isalpha, text)):
        return "lời không có chữ nào; muốn bỏ khỏi báo cáo thì chọn bỏ"
    if len(text) > MOST_LETTERS:
        return f"lời dài quá {MOST_LETTERS} ký tự"
    for line in text.splitlines():
        if line.startswith((COMMENT, HEAD)) or line == RESTORE:
            return f"dòng “{line[:30]}” không phải lời văn"
    return ""


def standing_texts(
    drafted: Iterable[Drafted], edited: Iterable[EditedRow], counted: Counted, rules: NarrativeRules
) -> list[Standing]:
    """Every text, as the report has them; then the edits whose draft is gone."""
    edits, found = by_key(edited), []
    for text in drafted:
        edit = edits.pop(text.key, None)
        if edit is None:
            found.append(Standing(text, None, [], []))
            continue
        faults = [] if edit.text is None else find_faults(edit.text, text.text, counted, rules)
        found.append(Standing(text, edit, find_staleness(edit, text.text), faults))
    return found + [
        _lost(edit, edit.text, counted, rules) for edit in edits.values() if edit.text is not None
    ]


def _lost(edit: EditedRow, text: str, counted: Counted, rules: NarrativeRules) -> Standing:
    """An edit without its draft: a clause stays, a paragraph went with what it told of."""
    section, _, rest = edit.text_key.partition("/")
    filed_as = {TABLE: THEME if rest.endswith(f"/{LIMITS}") else "", REQUESTS: ADDRESSEE}
    drafted = Drafted(
        edit.text_key, NO_MORE, "", filed_as=filed_as.get(section, ""),
        filed_under=edit.filed_under or "",
    )  # fmt: skip
    if section in (STRENGTHS, TASKS) or drafted.filed_as:
        return Standing(
            drafted, edit, [STAYS], find_faults(text, "", counted, rules), is_drafted=False
        )
    return Standing(drafted, edit, [WENT], [], is_drafted=False)
