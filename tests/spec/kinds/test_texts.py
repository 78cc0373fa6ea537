"""Texts below their labels, in old encodings, with characters that nobody sees."""

import io
import unicodedata
import zipfile

import pytest

from tests.spec.kinds.cases import ACTS, INFO, LIST, TEXTS, Kind, faultless, workbook
from tests.transforms.reading.doubts.test_encodings import TCVN3, VNI

below, old, unseen, yes_no = Kind(), Kind(), Kind(), Kind()


def put(sheet, **cells):
    def change(book):
        for cell, value in cells.items():
            book[sheet][cell] = value

    return change


# --- narrative_below: read in `test_texts_wherever_they_stand`

LABELS = (
    "Kết quả nổi bật",
    "Hạn chế, khó khăn",
    "Nguyên nhân",
    "Phương hướng năm sau",
    "Kiến nghị, đề xuất",
)


def said(number):
    return f"Lời của mục {number}."


def texts(place):
    """A sheet of texts, each placed by label, text and number."""

    def change(book):
        page = book[TEXTS]
        page.delete_rows(1, 40)
        for number, label in enumerate(LABELS, 1):
            place(page, 3 * number, label, said(number))

    return change


def right(page, row, label, text):
    page.cell(row, 1, label), page.cell(row, 2, text)


def under(page, row, label, text):
    page.cell(row, 1, label), page.cell(row + 1, 1, text)


def under_and_right(page, row, label, text):
    page.cell(row, 1, f"{label}:"), page.cell(row + 1, 2, text)


def under_merged(page, row, label, text):
    page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
    page.cell(row, 1, f"{row // 3}. {label}"), page.cell(row + 2, 1, text)


def far(page, row, label, text):
    page.cell(row, 3, label), page.cell(row, 4, text)


def in_one_cell(page, row, label, text):
    page.cell(row, 1, f"{row // 3}. {label}: {text}")


def two_paragraphs(page, row, label, text):
    page.cell(row, 1, label), page.cell(row, 2, text[:8]), page.cell(row + 1, 2, text[8:])


def lines_in_a_cell(page, row, label, text):
    """A line that goes on with a small letter is wrapped; it says nothing of its own."""
    page.cell(row, 1, label), page.cell(row, 2, f"{text[:8]}\n{text[8:]}")


PLACED = {
    place.__name__: place
    for place in (
        right,
        under,
        under_and_right,
        under_merged,
        far,
        in_one_cell,
        two_paragraphs,
        lines_in_a_cell,
    )
}
for name, place in PLACED.items():
    below(name, texts(place))

# --- tcvn3_text


def as_old(code, text):
    return "".join(code.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


for name, code in (("TCVN3", TCVN3), ("VNI", VNI)):
    old(
        f"{name}: an activity",
        put(ACTS, C4=as_old(code, "Tuyên truyền trên bảng tin của đơn vị")),
        "Q15 Hoạt động!C4",
        told="Tuyên truyền trên bảng tin của đơn vị",
    )
    old(f"{name}: the unit's name", put(INFO, B4=as_old(code, "Văn phòng Sở")), "Q15 Thông tin!B4")
    old(f"{name}: a type of staff", put(LIST, D4=as_old(code, "Viên chức")), "Q15 Danh sách!D4")
    old(
        f"{name}: a name",
        put(LIST, C4=as_old(code, "Nguyễn Thị Thu Hằng")),
        "Q15 Danh sách!C4",
        told="văn bản, 19 ký tự",
    )
    old(
        f"{name}: headers",
        put(
            LIST,
            **{
                f"{c}3": as_old(code, h)
                for c, h in zip(
                    "BCDEFGHIJ",
                    (
                        "Mã số",
                        "Họ và tên",
                        "Đối tượng",
                        "Đăng ký",
                        "Điểm",
                        "Danh hiệu",
                        "Kỹ năng số",
                        "Tự cập nhật",
                        "Số lớp bồi dưỡng",
                    ),
                    strict=True,
                )
            },
        ),
    )
    old(
        f"{name}: labels",
        put(TEXTS, **{f"A{n}": as_old(code, label) for n, label in enumerate(LABELS, 3)}),
    )
    old(
        f"{name}: right of a text",
        put(TEXTS, C3=as_old(code, "Tuyên truyền trên bảng tin")),
        "Q15 Thuyết minh!C3",
        told="Tuyên truyền trên bảng tin",
    )
    for word in ("có", "đạt", "không", "không đạt", "CÓ"):
        typed = as_old(code, word)
        if typed == word:
            continue
        no = word.lower().startswith("không")
        yes_no(
            f"{name}: {word!r} typed {typed!r}",
            put(LIST, I4=typed),
            "Q15 Danh sách!I4",
            updating=2 if no else 3,
        )
old("Unicode stays", put(ACTS, C4="Café, naïve, Müller; 25°C ± 5"))
old(
    "letters apart from their marks are Unicode",
    put(ACTS, C4=unicodedata.normalize("NFD", "Tuyên truyền")),
)
for typed in ("✔\ufe0f", "✓\ufe0e", "01"):
    yes_no(f"{typed!r} is a yes", put(LIST, I7=typed), updating=4)
yes_no("a word that is none either way", put(LIST, I4="cá"), "R04 Danh sách!I4", status="rejected")

# --- x0000_escape


def escaped(text):
    """Raw XML of the first activity's text, as other programs write it."""

    def change(book):
        source = zipfile.ZipFile(io.BytesIO(faultless()))
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as target:
            for name in source.namelist():
                data = source.read(name)
                target.writestr(name, data.replace("Tập huấn kỹ năng số".encode(), text.encode()))
        return stream.getvalue()

    return change


for text in (
    "Tập huấn_x0000_ kỹ năng số",
    "_x0001_Tập_x000D_ huấn kỹ năng số_x001F_",
    "Tập_x000B_huấn_xD800_ kỹ năng số",
    "Tập huấn_xFFFE_ kỹ năng_xFFFF_ số",
    "_x0009_Tập huấn kỹ năng số_x000A_",
):
    unseen(text, escaped(text))
unseen("control and zero-width characters in a code", put(LIST, B4="NV\u200b01\u00ad"))
unseen("only such characters are a blank", put(LIST, E12="\u200b", I11="\ufeff"))


@pytest.mark.parametrize("what", below.cases)
def test_texts_wherever_they_stand(what):
    assert below.outcome(what) == below.expected(what)
    read = below.verdict(what).reading.narrative.values()
    assert [" ".join(text.split()) for text in read] == [said(number) for number in range(1, 6)]


@pytest.mark.parametrize("what", old.cases)
def test_old_encodings(what):
    assert old.outcome(what) == old.expected(what)


@pytest.mark.parametrize("what", yes_no.cases)
def test_yes_and_no_in_old_encodings(what):
    assert yes_no.outcome(what) == yes_no.expected(what)


@pytest.mark.parametrize("what", unseen.cases)
def test_characters_that_nobody_sees(what):
    assert unseen.outcome(what) == unseen.expected(what)
    for row in unseen.verdict(what).reading.rows("activity"):
        assert row["content"].isprintable()
    assert "Tập huấn kỹ năng số" in {
        row["content"] for row in unseen.verdict(what).reading.rows("activity")
    }


def test_the_workbook_that_all_start_from_is_faultless():
    whole = Kind()
    whole("untouched", lambda book: None)
    assert whole.outcome("untouched") == whole.expected("untouched")
    assert workbook().sheetnames
