"""Whom a wish names, and what is left of it: ``Đề nghị Sở mở lớp`` is the task ``Mở lớp``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from transforms.catalogue import NarrativeRules, YearCatalogue
from transforms.narrative.points import UNIT, capital, whole
from transforms.text import fold, squeeze

_WISH = re.compile(
    r"^(?:(?:kính|rất|xin|trân trọng|cũng|đơn vị|các đơn vị)\s+)*"
    r"(?:đề nghị|kiến nghị|đề xuất|mong muốn|mong)(?:\s+(?:với|tới|đến|rằng|được))?\b[:,]?\s*",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"^(?:quan tâm|xem xét|tạo điều kiện(?: thuận lợi)?(?! cho| để)|sớm|cần|nên|hãy|có thể|để|rằng|"
    r"tiếp tục quan tâm|thường xuyên quan tâm)\b"
    r"(?:\s+(?:hơn nữa|thêm))?(?:,|\s+và|\s+đến|\s+tới)?\s*",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:đề nghị|kiến nghị|mong|xin)\b|"
    r"\bđề xuất (?:với |lên )?(?:sở|tỉnh|ubnd|cấp|lãnh đạo|ban)\b",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"^(?:các )?(?:bộ (?!phận)|chính phủ|thủ tướng|trung ương|quốc hội)")
_COMPOUNDS = {
    "sở": r"\b(?:thuộc|các|liên|cơ|trụ|công) sở\b|\bsở (?:hữu|thích)\b",
    "ban": r"\b(?:[uủ][yỷ]|các|phòng|tiểu|trưởng|phó|liên|sở) ban\b|\bban (?:hành|đầu|đêm|ngày|bố|"
    r"phát|tặng|thưởng|khen|công|sơ|chỉ|giám|lãnh|quản|tổ|cán|chấp|thường|ngành|đại)\b",
}
"""Words with the syllable of a kind of department that name none."""
_MANY = ("các", "mỗi", "từng", "một", "số", "nhiều", "giữa", "toàn", "những", "mọi", "có")
_NAMES = r"(?! (?:học tập|sự nghiệp|hành chính|liên quan|chủ trì|nào|khác|chức năng))"


def _not_after(words: tuple[str, ...]) -> str:
    return "".join(rf"(?<!\b{word} )" for word in words)


_ONE = re.compile(rf"{_not_after(_MANY)}\b{UNIT}\b{_NAMES}", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"(?:^|(?<=[,;:] )|(?<=\bnhưng )|(?<=\bnên )|(?<=\bvì )|(?<=\bkhi )){UNIT}\b{_NAMES}",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"^(?:hỗ trợ|giúp|phối hợp) (?=(?:mở|tổ chức|tập huấn|đào tạo|bồi dưỡng|xây dựng)\b)|"
    r"(?<=mở )riêng |(?<=tổ chức )riêng ",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"^(?:các sở|ubnd|hđnd|ủy ban|uỷ ban|hội(?! (?:nghị|thảo|thi|họp|ý|trường|diễn|nhập))|"
    r"liên đoàn|tỉnh (?:đoàn|ủy|uỷ)|trường(?! hợp)|công an|báo(?! (?:cáo|động|giá))|đài)\b"
)
_WITHIN = re.compile(rf"^(?:giao )?các (?:phòng|{UNIT})\b")
_LEADER = re.compile(
    r"(?:ban )?(?:giám đốc|lãnh đạo)"
    rf"(?! (?:các|cấp ủy|phòng|{UNIT}|chi cục|trung tâm|văn phòng))\b",
    re.IGNORECASE,
)
_HEAD = r"(?:(?:lãnh đạo|ban giám đốc|ban lãnh đạo|văn phòng)\s+)?"


@dataclass(frozen=True)
class Addressees:
    """The addressees of a catalogue, as they are called in texts; the department by its names."""

    rules: NarrativeRules
    department: tuple[str, ...]

    @classmethod
    def of(cls, catalogue: YearCatalogue) -> "Addressees":
        """Those of a year's catalogue; the department is its root, and signs as its issuer."""
        return cls(catalogue.narrative, (catalogue.root.name, catalogue.issuer.name))

    def is_outside(self, addressee: str) -> bool:
        """Whether it is above or beside the department: only then the Committee hears of it."""
        return addressee in self.rules.outside

    def open(self, text: str) -> tuple[str, str]:
        """The last addressee that a text begins with (or none), and the wish without that."""
        named, rest = "", text
        while True:
            shown = _WISH.sub("", rest, count=1)
            if found := self._name_at_start(shown):
                named, shown = found[0], shown[found[1] :].lstrip(" ,:-")
            if shown == rest:
                return named, rest
            rest = shown

    def as_task(self, text: str) -> str:
        """An opened wish as the department's task; empty where it still asks, or asks others."""
        if _ABOVE.search(fold(text)):
            return ""
        if self._is_other_department(text) or _OTHERS.search(fold(text)):
            text = f"Phối hợp với {text if text.startswith('các ') else capital(text)}"
        while (shown := _SOFT.sub("", text)) != text:
            text = shown
        is_for_itself = asks(text) or self._itself.search(self._compound.sub(" ", text))
        return "" if is_for_itself else whole(several(_HELP.sub("", text)), self.rules)

    def as_request(self, text: str) -> str:
        """An opened wish as it goes outside; empty where it still speaks to the department."""
        bare = fold(text)
        if asks(bare) or any(body.search(bare) for body in (_ABOVE, _OTHERS, _WITHIN)):
            return ""
        bare = self._outside_names.sub(" ", fold(self._compound.sub(" ", text)))
        bare = re.sub(rf"\b(?:của|trong|tại) {re.escape(self._kind)}\b", " ", bare)
        return "" if self._inside_names.search(bare) else whole(several(text), self.rules)

    def speaks_of(self, text: str) -> bool:
        """Whether it tells of the department or of whom it asks: no unit judges these for it."""
        bare = fold(self._compound.sub(" ", text))
        return bool(self._bodies.search(bare) or self._bodies_at_start.match(bare))

    def _name_at_start(self, text: str) -> tuple[str, int] | None:
        """The addressee a text begins with, and how far its name goes."""
        for phrase, addressee in self._phrases:
            if not (found := phrase.match(text)):
                continue
            is_kind = found[0].casefold() == self._kind
            if not (is_kind and (self._compound.match(text) or _is_name(text[found.end() :]))):
                return addressee, found.end()
        return None

    def _is_other_department(self, text: str) -> bool:
        """Whether it begins with ``Sở Nội vụ`` and the like, which is none of the addressees."""
        kind, _, name = text.partition(" ")
        return kind.casefold() == self._kind and _is_name(name)

    @property
    def _kind(self) -> str:
        """What the department is, in small letters: ``sở``."""
        return fold(self.department[0]).partition(" ")[0]

    @cached_property
    def _compound(self) -> re.Pattern[str]:
        """Where the department's kind is only a syllable of a word.

        Of a kind whose words nobody listed, wherever it has no capital or begins the text.
        """
        kind, known = re.escape(self._kind), _COMPOUNDS.get(self._kind)
        words = f"(?i:{known})" if known else rf"^(?i:{kind})\b|\b{kind}\b"
        names = "|".join(map(re.escape, self.department))
        return re.compile(rf"(?!(?i:{names})\b)(?:{words})")

    @cached_property
    def _phrases(self) -> list[tuple[re.Pattern[str], str]]:
        """Names with their addressee, the longest first."""
        inside = [name for name in self.rules.addressees if not self.is_outside(name)]
        own = self.rules.default_addressee if self.rules.default_addressee in inside else ""
        short = [name for full in self.department for name in _short(full)]
        names = dict.fromkeys((*map(fold, self.department), self._kind, *short), own)
        for addressee, patterns in self.rules.addressees.items():
            for name in map(_bare, (addressee, *patterns)):
                if not name.startswith(("các ", "giao ", UNIT)):
                    names.setdefault(name, addressee)
        ordered = sorted(names, key=lambda name: (-len(name), name))
        return [*((_called(name), names[name]) for name in ordered), (_LEADER, own)]

    @cached_property
    def _itself(self) -> re.Pattern[str]:
        """The department by its kind alone: ``Sở Nội vụ`` is another one."""
        return re.compile(rf"\b(?i:{re.escape(self._kind)})\b(?! [A-ZĐ])")

    @cached_property
    def _bodies(self) -> re.Pattern[str]:
        names = [name for name in self._all_names if not name.startswith(("^", UNIT))]
        return _any_of([*names, *self.department, self._kind, "ban giám đốc"])

    @cached_property
    def _bodies_at_start(self) -> re.Pattern[str]:
        names = [_bare(name) for name in self._all_names if name.startswith("^")]
        return _any_of(name for name in names if not name.startswith(("các ", "giao ")))

    @property
    def _all_names(self) -> list[str]:
        return [fold(name) for one, more in self.rules.addressees.items() for name in (one, *more)]

    @cached_property
    def _outside_names(self) -> re.Pattern[str]:
        patterns = self.rules.addressees
        return _any_of(name for one in self.rules.outside for name in (one, *patterns[one]))

    @cached_property
    def _inside_names(self) -> re.Pattern[str]:
        others = [name for name in self.rules.addressees if not self.is_outside(name)]
        own = [name for name in others if not fold(name).startswith(UNIT)]
        return _any_of([*own, *self.department, self._kind, "ban giám đốc"])


def asks(text: str) -> bool:
    """Whether something is wished for in it."""
    return bool(_ASKING.search(text))


def several(text: str) -> str:
    """What a unit says of itself as it holds for the units."""
    return squeeze(_ONE.sub(f"các {UNIT}", text))


def some(text: str, *, are_several: bool) -> str:
    """What units say of themselves, as it holds for some of them or for one."""
    if are_several:
        return _ONE.sub(f"một số {UNIT}", text)
    return _SUBJECT.sub(f"có {UNIT}", text)


def _is_name(text: str) -> bool:
    return text.lstrip()[:1].isupper()


def _bare(name: str) -> str:
    """A pattern of the catalogue as a name: without ``^`` and ``đề nghị``."""
    return _WISH.sub("", fold(name.lstrip("^")))


def _called(name: str) -> re.Pattern[str]:
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", name)))
    return re.compile(rf"{_HEAD}{words}(?!\w)", re.IGNORECASE)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of some names; of none, nothing."""
    plain = sorted(set(map(_bare, names)), key=lambda name: (-len(name), name))
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in plain) or r"(?!)")


def _short(department: str) -> tuple[str, ...]:
    """``Sở Tài nguyên và Môi trường`` is also ``sở tnmt`` and ``sở tn mt``."""
    kind, *words = fold(department).split()
    first, _, second = " ".join(words).partition(" và ")
    letters = ["".join(word[0] for word in part.split()) for part in (first, second) if part]
    return tuple({f"{kind} {''.join(letters)}": "", f"{kind} {' '.join(letters)}": ""})
