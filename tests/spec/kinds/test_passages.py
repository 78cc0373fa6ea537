"""The texts of `Thuyết minh` in forms 1 and 2: whole, apart, and without whoever signs below."""

import pytest

from tests.spec.kinds.cases import TEXTS, Kind

said, signed, named = Kind(), Kind(), Kind()
TOPICS = ("strengths", "shortcomings", "causes", "direction", "proposals")
USUAL = {topic: f"Lời của mục {number}." for number, topic in enumerate(TOPICS, 1)}
LAST = "proposals"
expected: dict[str, dict[str, str | None]] = {}


def put(**cells):
    def change(book):
        for cell, value in cells.items():
            book[TEXTS][cell] = value

    return change


def case(kind, what, cells, found="", **texts):
    """Labels stand in A3-A7, their texts in B3-B7."""
    kind(what, put(**cells), found)
    expected[what] = USUAL | texts


# --- all that stands right of a label and below it

case(said, "right of a blank", {"B3": None, "C3": "Ở xa."}, strengths="Ở xa.")
case(said, "in two cells", {"C3": "Rất vui."}, strengths="Lời của mục 1. Rất vui.")
case(
    said,
    "two paragraphs apart below the last label",
    {"B9": "Đề nghị mở thêm lớp bồi dưỡng."},
    proposals="Lời của mục 5.\nĐề nghị mở thêm lớp bồi dưỡng.",
)
case(
    said,
    "paragraphs of one word each behind dashes",
    {"B8": "- Máy tính", "B9": "- Mạng"},
    proposals="Lời của mục 5.\n- Máy tính\n- Mạng",
)

broken = Kind()
for cell, left in (("B3", {"strengths": None}), ("C3", {}), ("B9", {})):
    broken(
        f"an error cell at {cell}",
        put(**{cell: "#REF!"}),
        f"R05 Thuyết minh!{cell}",
        status="partially_accepted",
    )
    expected[f"an error cell at {cell}"] = USUAL | left

# --- labels as people write them

LABELS = ("Kết quả nổi bật", "Hạn chế, khó khăn", "Nguyên nhân", "Phương hướng năm sau",
          "Kiến nghị, đề xuất")  # fmt: skip
for mark in ("{}. ", "{}) ", "{}/ ", "{} - "):
    numbers = ("I", "II", "III", "IV", "V")
    cells = {
        f"A{row}": f"{mark.format(number)}{label}"
        for row, (number, label) in enumerate(zip(numbers, LABELS, strict=True), 3)
    }
    case(said, f"Roman numbers as {mark!r}", cells)
for cell, label in (
    ("A4", "Hạn chế và khó khăn"),
    ("A6", "Phương hướng năm 2025"),
    ("A6", "2. Phương hướng, nhiệm vụ năm 2025:"),
    ("A7", "Đề xuất, kiến nghị"),
    ("A3", "Kết quả đạt được"),
):
    case(said, label, {cell: label}, f"F11 Thuyết minh!{cell}")

# --- signatures below are no text, least of all the names

DATED = "Lạng Sơn, ngày 18 tháng 11 năm 2024"
SIGNED = {"A9": DATED, "A10": "Người lập biểu", "C10": "Thủ trưởng đơn vị"}
case(signed, "below a text", SIGNED | {"A14": "Lê Thị Bình", "C14": "Trần Văn Cường"})
case(signed, "below a label without text", SIGNED | {"B7": None}, proposals=None)
case(
    signed,
    "close below",
    {"B7": None, "B8": "NGƯỜI LẬP BIỂU", "C8": "KT. GIÁM ĐỐC", "B9": "Lê Bình", "C9": "Cường"},
    proposals=None,
)
case(signed, "a name alone, close below", {"B8": "Nguyễn Thị Thu Hằng"})
case(signed, "a name in capitals", {"B7": None, "B8": "NGUYỄN THỊ HẰNG"}, proposals=None)
case(signed, "a name alone, apart", {"B10": "Y Bình Niê"})
case(signed, "a day without figures", {"B8": "..., ngày ... tháng ... năm 2024", "B9": "Bình"})
case(signed, "the way to sign", {"C8": "(Ký, ghi rõ họ tên)", "C12": "Lò Văn Ớt"})
for text in (
    "Giám đốc Sở xem xét bố trí kinh phí mua máy tính cho bộ phận một cửa",
    "Ngày 18/11/2024 đơn vị đã kiến nghị bằng văn bản.",
    "Người lập biểu cần được tập huấn.",
    "Nguyễn Trãi là tên của lớp học.",
    "Ký kết quy chế phối hợp với Hội Khuyến học tỉnh.",
):
    case(named, text, {"B8": text}, proposals=f"Lời của mục 5.\n{text}")


@pytest.mark.parametrize(
    "kind", [said, broken, signed, named], ids=["said", "broken", "signed", "no signature"]
)
def test_texts(kind):
    for what in kind.cases:
        assert kind.outcome(what) == kind.expected(what)
        read = kind.verdict(what).reading.narrative
        assert read == {k: text for k, text in expected[what].items() if text}, what
