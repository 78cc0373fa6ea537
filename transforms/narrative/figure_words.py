"""Whether a clause tells a figure: digits, numbers in words, shares, a rise, a target reached.

All of these the department counts itself; a unit's may differ.
"""

import re
from functools import cache

from transforms.catalogue import NarrativeRules
from transforms.text import fold

_NO_FIGURE = re.compile(
    r"\bnăm (?:học )?\d{4}(?:\s*[-–]\s*\d{4})?|\bgiai đoạn \d{4}\s*[-–]\s*\d{4}|"
    r"\bnhiệm kỳ \d{4}\s*[-–]\s*\d{4}|\b20[0-4]\d\b(?! (?:người|lượt|công|viên|cán))|"
    r"\b(?:ngày |hàng |tháng |quý )\d{1,2}(?:[/-]\d{1,2}){0,2}(?:[/-]\d{4})?(?!\d)|"
    r"\btháng \d{1,2} (?:và|đến) tháng \d{1,2}|\bngày sách 21/4|\b(?:đề án|nghị quyết) \d{2}(?!\d)|"
    r"\b(?:số )?\d{1,4}(?:/\d{4})?/(?:kh|qđ|ct|nq|tt|nđ|cv|bc|tb|hd|nq-cp|nđ-cp)[\w-]*|"
    r"\b4\.0\b|\boffice \d{3}\b|\b(?:vneid|etax) ?\d?\b"
)
_DIGIT = re.compile(r"\d")
_OF_PEOPLE = re.compile(r"\d\s*%|\d\s*/\s*\d|\d\s*(?:phần trăm|lượt)|[^\W\d]+\d{2,}|\d{6,}")
_WORD = (
    r"(?:hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|mươi|mốt|lăm|tư|trăm|nghìn|ngàn|linh|lẻ|chục|"
    r"rưỡi)"
)
_SHARE = re.compile(
    r"\bphần trăm\b|\b(?:một|hai|ba) phần (?:hai|ba|tư|năm)\b|\b(?:một|quá|hơn|trên|gần) nửa\b|"
    r"\b(?:tất cả|toàn bộ|toàn thể|mọi|đa số|phần lớn|hầu hết|"
    r"(?:cả|toàn) (?:phòng|đơn vị|cơ quan|tập thể|chi bộ|trung tâm|chi cục))\b.*\b"
    r"(?:đạt|đăng ký|hoàn thành|được công nhận|tham gia)\b"
)
_CHANGE = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ)\b.*\b(?:tăng|giảm|cao|thấp|đạt)\b|"
    r"\b(?:số lượng|số người|kết quả)\b.*\b(?:tăng|giảm|cao hơn|thấp hơn)\b|"
    r"\b(?:tỷ lệ|tỉ lệ|so với|hơn|bằng)\b.*\b(?:cùng kỳ|năm (?:trước|ngoái))\b"
)
_REACHED = re.compile(
    r"\b(?:đạt|vượt|hoàn thành)\b(?:[\w\s]{0,40})\b(?:mục tiêu|chỉ tiêu|kế hoạch|"
    r"(?:nhiệm vụ|nội dung)(?: được| đã)? giao)\b"
)
_QUOTED = re.compile('[“"][^”"]*[”"]')
PEOPLE = ("người", "lượt người", "học viên", "cán bộ", "công chức", "viên chức", "nhân viên")


def tells_figure(clause: str, rules: NarrativeRules, keeps_things: bool = False) -> bool:
    """Whether a clause says how many, how high a rate is, or that a target is reached.

    Years, dates and numbers of documents are none. With ``keeps_things`` neither are numbers in a
    clause that speaks of no people.
    """
    text = fold(clause)
    bare = _NO_FIGURE.sub(" ", text)
    if _DIGIT.search(bare) and not (keeps_things and not _speaks_of_people(bare, rules)):
        return True
    if counts_in_words(_QUOTED.sub(" ", bare), rules):
        return True
    return bool(_SHARE.search(bare) or _CHANGE.search(bare) or _REACHED.search(bare))


@cache
def _people(named: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """People as a catalogue names them, and these counted in words."""
    nouns = "|".join(re.escape(fold(noun)) for noun in dict.fromkeys((*PEOPLE, *named)))
    counted = rf"\b({_WORD}(?: {_WORD})*) (?:{nouns})\b"
    return re.compile(rf"\b(?:{nouns})\b"), re.compile(counted)


def _speaks_of_people(text: str, rules: NarrativeRules) -> bool:
    return bool(_OF_PEOPLE.search(text) or _people(rules.people)[0].search(text))


def counts_in_words(text: str, rules: NarrativeRules) -> bool:
    """Whether a folded text counts people in words: ``hai mươi lăm người``.

    ``năm`` before a noun may be a year and counts only with others.
    """
    found = _people(rules.people)[1].search(text)
    return bool(found) and found[1] != "năm" if found else False
