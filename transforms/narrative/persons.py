"""Whether a text names a person, or tells of one by the office held."""

import re

from transforms.text import fold, words_of

_TITLES = ("đồng chí", "đ/c", "ông", "bà", "anh", "chị", "cô", "thầy", "bs.", "ths.", "ts.", "bs")
_OFFICES = ("trưởng", "phó", "giám đốc", "chi cục", "chánh", "bí thư", "chủ tịch", "kế toán")
_SURNAMES = words_of(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý nông triệu lương "
    "vi hứa lộc hà đinh đào trịnh mai chu tô lâm đoàn lục bế tạ cao thân"
)
_NOT_PERSONS = ("hồ chí minh",)
_THREE = re.compile(r"(?<!\w)(?=([^\W\d_]+) ([^\W\d_]+) ([^\W\d_]+))")
_TITLED = re.compile(
    r"\b(?:" + "|".join(re.escape(title) for title in _TITLES) + r")\s+(\w+(?: \w+)?)",
    re.IGNORECASE,
)


def names_person(text: str) -> bool:
    """``đồng chí Hoàng Văn A``, ``ông Lê B``, ``Nguyễn Thị Lan``, ``đồng chí trưởng phòng``."""
    shown = text
    for name in _NOT_PERSONS:
        shown = re.sub(name, " ", shown, flags=re.IGNORECASE)
    if any(_is_somebody(found[1]) for found in _TITLED.finditer(shown)):
        return True
    return any(
        first[0].isupper()
        and second[0].isupper()
        and third[0].isupper()
        and fold(first) in _SURNAMES
        for first, second, third in _THREE.findall(shown)
    )


def _is_somebody(after: str) -> bool:
    """Whether what follows a title is a name or an office."""
    return after[0].isupper() or fold(after).startswith(_OFFICES)
