"""Texts in TCVN3 and VNI: what was Vietnamese becomes so again, and nothing else is touched."""

import unicodedata

import pytest

from tests.workbooks import catalogue
from transforms.reading.doubts.encodings import _TCVN3, _VNI_ALONE, _VNI_MARKS, to_unicode

TCVN3 = {new: old for old, new in _TCVN3.items()}
VNI = {
    unicodedata.normalize("NFC", letter + mark): letter + old
    for letter in "aeouyAEOUY"
    for old, mark in _VNI_MARKS.items()
} | {new: old for old, new in _VNI_ALONE.items()}
VNI |= {
    unicodedata.normalize("NFC", letter + _VNI_MARKS[old]): VNI[letter] + old
    for letter in "ơưƠƯ"
    for old in "øùûõï"
} | {letter: letter for letter in "ìíÌÍ"}


SENTENCES = sorted(
    {unicodedata.normalize("NFC", rule.text) for rule in catalogue().rules.rules.values()}
    | {unicodedata.normalize("NFC", task.title) for task in catalogue().tasks}
)


@pytest.mark.parametrize("code", [TCVN3, VNI], ids=["TCVN3", "VNI"])
@pytest.mark.parametrize("text", SENTENCES)
def test_old_sentences_are_read_and_new_ones_left(text, code):
    assert to_unicode(text) is None
    old = "".join(code.get(letter, letter) for letter in text)
    if old != text:
        assert to_unicode(old) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("C«ng chøc", "Công chức"),
        ("Th\u00ad viÖn", "Thư viện"),
        ("KÕT QU¶", "KẾT QUẢ"),
        ("Keát quaû", "Kết quả"),
        ("NGÖÔØI LAO ÑOÄNG", "NGƯỜI LAO ĐỘNG"),
    ],
)
def test_short_ones(old, new):
    assert to_unicode(old) == new


@pytest.mark.parametrize(
    "text",
    ["Không có", "Cà phê", "Café Müller", "naïve résumé", "10 µm", "5 m² × 3", "½ ngày", "«Học»",
     "Kết quả: 25°C", "Tên: Nguyễn Văn Ý", "x", "", "TRUE", "Ngô Bá Khá", "±5", "§ 3"],
)  # fmt: skip
def test_what_is_no_old_text_is_left(text):
    assert to_unicode(text) is None
