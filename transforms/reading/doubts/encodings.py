"""Texts in the encodings from before Unicode (TCVN3: .VnTime; VNI: VNI-Times), turned to Unicode.

Both put Vietnamese letters where Latin-1 has others: `x©y dùng` and `xaây döïng` are `xây dựng`.
Nothing in a workbook says so but the font, which is often lost; the words do: a text is taken for
old only if it is not Vietnamese as it stands and becomes so.
"""

import re
import unicodedata
from functools import lru_cache

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_ALONE = dict(zip("ñöôæóòîÑÖÔÆÓÒÎ", "đươỉĩịỵĐƯƠỈĨỊỴ", strict=True))
_VNI = re.compile(
    f"([aeouyöôAEOUYÖÔ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])"
    f"|([{''.join(_VNI_ALONE)}])"
)

_VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168-\u01b0\u1ea0-\u1ef9]")
_OLD_LETTERS = "a-zA-Z\u00a1-\u00ac\u00ad\u00ae\u00b5-\u00ff"
_ALONE = re.compile("µ?[a-zA-Z]{0,2}|.")
_WORD = re.compile(f"[{_OLD_LETTERS}]+")
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
    "(?:(?:iê|yê|uyê|uô|ươ|o[aăe]|u[âêy]|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])?"  # may be closed
    "|i[êe]u|yêu|ia|ua|ưa|a[iouy]|oa[iouy]|oeo|â[uy]|uây|eo|êu|[ioôơ][iu]|u[iơ]|uôi|ư[iu]|ươ[iu]|uya|uyu)"
)
_VOWEL = re.compile("[aeiouy]")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
SHARE_OF_WORDS = 0.9  # with marks, that must be Vietnamese: a name or a slip may be none


def may_be_old(text: str) -> bool:
    """Whether a text has letters that old encodings use, and none that only Unicode has."""
    return not text.isascii() and not _VIETNAMESE.search(text)


@lru_cache(maxsize=4096)
def to_unicode(text: str) -> str | None:
    """The text in Unicode, if it was in an old Vietnamese encoding; else None."""
    if not may_be_old(text):
        return None
    if all(_is_syllable(word) for word in _marked(text)):
        return None
    texts = [_WORD.sub(turn, text) for turn in (_from_tcvn3, _from_vni)]
    shares = [_share(text, turned) for turned in texts]
    best = max(range(len(texts)), key=shares.__getitem__)
    return unicodedata.normalize("NFC", texts[best]) if shares[best] >= SHARE_OF_WORDS else None


@lru_cache(maxsize=4096)
def old_readings(text: str) -> tuple[str, ...]:
    """A text as both old encodings would read it, whether or not it looks like one of them.

    `cã` may be what it is, or a `có` in TCVN3: only who knows what may stand there can tell.
    """
    if not may_be_old(text):
        return ()
    turned = (_WORD.sub(turn, text) for turn in (_from_tcvn3, _from_vni))
    return tuple(unicodedata.normalize("NFC", new) for new in turned if new != text)


def _marked(text: str) -> list[str]:
    """The words with a letter that is not of ASCII; signs alone and units (µm) are none."""
    words = _WORD.findall(text)
    return [word for word in words if not word.isascii() and not _ALONE.fullmatch(word)]


def _share(text: str, turned: str) -> float:
    """How many of the words that the old text marks are Vietnamese in the new one."""
    new = dict(zip(text.split(), turned.split(), strict=False))
    words = [
        word
        for old, whole in new.items()
        if not old.isascii()
        for word in re.findall(r"[^\W\d_]+", whole)
        if not word.isascii()
    ]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    """Whether a word is built as a Vietnamese syllable is, with one tone at most."""
    apart = unicodedata.normalize("NFD", word.lower())
    base, tones = _TONES.subn("", apart)
    if word.isupper() and not _VOWEL.search(base):
        return True  # an abbreviation: HĐND
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", base)))


def _from_tcvn3(found: re.Match[str]) -> str:
    """TCVN3 has no codes for most capitals: a word of a font of capitals is written in them."""
    word = found[0]
    turned = "".join(_TCVN3.get(letter, letter) for letter in word)
    plain = [letter for letter in word if letter.isascii()]
    is_capital = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return turned.upper() if is_capital else turned


def _from_vni(found: re.Match[str]) -> str:
    return _VNI.sub(_vni_letter, found[0])


def _vni_letter(found: re.Match[str]) -> str:
    """A letter and the mark after it, or one that stands for itself and its mark."""
    letter, mark, alone = found.groups()
    if alone:
        return _VNI_ALONE[alone]
    return unicodedata.normalize("NFC", _VNI_ALONE.get(letter, letter) + _VNI_MARKS[mark.lower()])
