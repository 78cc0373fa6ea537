"""Lines in which a paper is signed: they are nobody's data, and names of persons stand in them."""

import re

from transforms.narrative.persons import names_person
from transforms.text import fold, squeeze

MOST_WORDS = 8  # of a title or a name
_DATED = re.compile(
    r"(?:[^\d,;:]{1,40}, *)?ngày[ .…]*\d{0,2}[ .…]*"
    r"(?:tháng[ .…]*\d{0,2}[ .…]*năm|[/.-] *\d{1,2} *[/.-])[ .…]*\d{0,4}\W*"
)
_SIGNED = re.compile(
    r"\(\s*(?:đã )?ký\b.{0,60}|(?:đã )?ký\W*|ký (?:tên|, ghi)\b.*|ký, .{0,60}|nơi nhận\b.*"
    r"|danh sách này có\b.*"
)
_TITLED = re.compile(
    r"(?:(?:kt|tl|tm|tuq|q)\. ?)*(?:(?:cán bộ|chuyên viên|người) "
    r"(?:lập|tổng hợp|báo cáo|duyệt|kiểm|viết|phụ trách)|thủ trưởng|lãnh đạo đơn vị|(?:phó )?"
    r"(?:giám đốc|chánh văn phòng|chánh thanh tra|hiệu trưởng|trưởng phòng|trưởng ban"
    r"|chi cục trưởng|tổng giám đốc|viện trưởng|chủ tịch)|phó (?:chánh văn phòng|chi cục trưởng)"
    r"|kế toán|xác nhận của|đại diện|phụ trách)\b.*"
)
_NAMED = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,4}")


def is_signature(text: str) -> bool:
    """Whether a line dates or signs: place and day, an office, ``(Ký, ghi rõ họ tên)``."""
    shown = fold(text)
    if _DATED.fullmatch(shown) or _SIGNED.fullmatch(shown):
        return True
    return len(shown.split()) <= MOST_WORDS and shown[-1:] != "." and bool(_TITLED.fullmatch(shown))


def is_name(text: str) -> bool:
    """Whether a line is a person's name and nothing else, as under a signature."""
    shown = squeeze(text).title() if squeeze(text).isupper() else squeeze(text)
    words = shown.split()
    if not _NAMED.fullmatch(shown) or not all(word[0].isupper() for word in words):
        return False
    return names_person(f"{shown} {words[-1]}")
