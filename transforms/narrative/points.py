"""From what a unit wrote to the whole clauses that can stand in the department's own text.

Figures are left out (they come from the counting only), with them what refers to a person, what
says nothing, and what is no plain sentence. ``chúng tôi`` becomes ``đơn vị``.
"""

import re
from collections.abc import Iterable

from transforms.catalogue import NarrativeRules
from transforms.narrative.figure_words import tells_figure
from transforms.narrative.persons import names_person
from transforms.text import fold, squeeze, words_of

LEAST, LEAST_OF_CUT, MOST = 3, 5, 50
"""Syllables of a clause: of one that stands by itself, of what is left of one, of any."""

_LINE = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_END = re.compile(r"(?<=[.!?])\s+|;\s*|\s+(?=[+•*]\s)|,\s+(?=(?:đề|kiến) nghị\b)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:TP|Tp|ThS|TS|BS|GS|PGS|KS|CN|v\.v|\w)\.$")
_MARK = re.compile(r"^(?:\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})\s*[.)](?!\d)|[-‐‑‒–—+•*·>=…,.:])\s*")
_BRACKET = re.compile(r"\s*\([^()]*\)")
_CLAUSE = re.compile(r"(\s*(?:,(?!\d)|:|\s[-–—])\s+)")
_ODD = re.compile(
    r"[@<>\[\]|#\\^~_=]|https?:|www\.|…|\.{2,}|\?|\b(?:xxx+|todo|tbd|n/a)\b", re.IGNORECASE
)
_PICTURE = re.compile("[{}\u2600-\u27bf\u200d\ue000-\uf8ff\ufe0f\U0001f000-\U0001faff]")
"""Small pictures and the bullets of Word's symbol fonts; braces mean something to templates."""
_MARKED = re.compile("[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]")
_ADDING = re.compile(
    r"^(?:ngoài ra|bên cạnh đó|đồng thời|tuy nhiên|song|mặt khác|trong đó|cụ thể(?: là)?|"
    r"theo đó|và|nhưng|hiện nay|thời gian tới|trong thời gian tới|một là|hai là|ba là)\b[,:]?\s*",
    re.IGNORECASE,
)  # fmt: skip
_BACK = re.compile(
    r"^(?:nhờ|do|vì|từ|qua|bởi) (?:đó|vậy|thế)\b|^(?:việc|điều) (?:này|đó)\b|^như trên\b|"
    r"^kết quả\s*$|^tương tự\b"
)
_OPEN = re.compile(r"^(?:đến|tính đến|trong|khi|nếu|do|vì|nhờ|với|qua|theo|sau|trước|tuy|mặc dù)\b")
_OURS = re.compile(
    r"\b(?:(?:đơn vị|phòng|ban|trường|cơ quan|trung tâm|chi cục|chi nhánh|văn phòng|thanh tra|"
    r"bệnh viện|khoa|tổ|bộ phận|bên|quỹ) (?:của )?(?:chúng )?(?:tôi|em|mình|ta)|"
    r"chúng (?:tôi|em|mình|ta))\b",
    re.IGNORECASE,
)  # fmt: skip
_FIRST = re.compile(r"\b(?:tôi|tớ|cháu|(?<!con )(?<!trẻ )(?<!học sinh )em)\b", re.IGNORECASE)
_POLITE = re.compile(r"\s+(?:ạ|nhé|nha|nhá)\s*$", re.IGNORECASE)
_EMPTY = words_of(
    "không có chưa phát sinh gì nào ý kiến nghị đề xuất hạn chế khó khăn vướng mắc tồn tại "
    "nguyên nhân thêm khác đơn vị hiện nay năm cả ạ cơ bản nhất trí đồng như trên trước đã "
    "nêu tốt bình thường nội dung với của về bổ sung phương hướng kết quả nổi bật giải pháp "
    "xin hết ngoái kế hoạch theo tiếp tục phát huy thực hiện hoàn thành xuất sắc nhiệm vụ được "
    "giao chỉ đạo sở"
)
UNIT = "đơn vị"


def points_of(
    text: str, rules: NarrativeRules, own_name: str = "", *, keeps_things: bool = False
) -> list[str]:
    """The clauses of a text that can be told, in its order.

    ``own_name`` is the writer's, who is called ``đơn vị``. With ``keeps_things`` numbers of things
    may stay, never those of people.
    """
    sentences = (
        sentence for line in lines_of(text) for sentence in _sentences(squeeze(_without_mark(line)))
    )
    told = (_tell(sentence, rules, own_name, keeps_things) for sentence in sentences)
    return list(dict.fromkeys(point for point in told if point))


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold any."""
    return [line for line in _LINE.split(text) if line.strip()]


def says_nothing(text: str, rules: NarrativeRules) -> bool:
    """Whether a text is a filler, or made only of the words that fillers are made of."""
    return rules.is_filler(text) or words_of(text) <= _EMPTY


def syllables(text: str) -> int:
    """How long a text is: Vietnamese writes a blank between syllables."""
    return len(text.split())


def whole(text: str, rules: NarrativeRules) -> str:
    """The text with a capital if it is a clause that says something, else nothing."""
    is_clause = LEAST <= syllables(text) <= MOST and not says_nothing(text, rules)
    return capital(text) if is_clause else ""


def capital(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]


def _sentences(line: str) -> Iterable[str]:
    found: list[str] = []
    for piece in _END.split(line):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def _without_mark(text: str) -> str:
    shown = _MARK.sub("", text.strip())
    return shown if shown == text else _without_mark(shown)


def _tell(sentence: str, rules: NarrativeRules, own_name: str, keeps_things: bool) -> str:
    """The sentence as the department can say it; empty where it cannot."""
    text = _without_mark(squeeze(_PICTURE.sub(" ", sentence)))
    if not _is_plain(text) or names_person(text):
        return ""
    text = _without_figures(_lower_shouting(text), rules, keeps_things)
    text = _third_person(_trim(text), own_name)
    if _BACK.search(fold(text)) or _FIRST.search(text):
        return ""
    return whole(text, rules)


def _is_plain(text: str) -> bool:
    """Whether it reads as Vietnamese prose: no formula, address, gap, nor a text without marks."""
    return not _ODD.search(text) and bool(_MARKED.search(text.casefold()))


def _lower_shouting(text: str) -> str:
    """A text all in capitals in small letters."""
    return text.lower() if text.isupper() and syllables(text) > LEAST else text


def _trim(text: str) -> str:
    text = _POLITE.sub("", text.strip(" .,;:!-–—•*+/"))
    shown = _ADDING.sub("", text)
    return shown if shown == text else _trim(shown)


def _without_figures(text: str, rules: NarrativeRules, keeps_things: bool) -> str:
    """The text up to its first clause with a figure; what stands after a colon if that is whole."""

    def wrong(clause: str) -> bool:
        return tells_figure(clause, rules, keeps_things)

    text = _BRACKET.sub(lambda found: "" if wrong(found[0]) else found[0], text)
    if not wrong(text):
        return text
    parts = _CLAUSE.split(text)
    kept = parts[:1]
    if not wrong(kept[0]):
        for mark, clause in zip(parts[1::2], parts[2::2], strict=True):
            if wrong(clause):
                break
            kept += [mark, clause]
        left = "".join(kept)
        whole = syllables(left) >= LEAST_OF_CUT and not _OPEN.search(fold(left))
        return left if whole and not wrong(left) else ""
    _, colon, after = text.partition(": ")
    return after if colon and not wrong(after) and syllables(after) >= LEAST_OF_CUT else ""


def _third_person(text: str, own_name: str) -> str:
    """Whoever speaks of himself or his unit says ``đơn vị``."""
    text = _OURS.sub(UNIT, text)
    if own_name and own_name.casefold() in text.casefold():
        text = re.sub(rf"\b{re.escape(own_name)}\b", UNIT, text, flags=re.IGNORECASE)
    return re.sub(rf"\b{UNIT}(?: {UNIT})+\b", UNIT, text, flags=re.IGNORECASE)
