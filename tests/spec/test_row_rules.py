"""R01-R08 and the queries on rows: rule, sheet, cell, value and row label, at their thresholds."""

import datetime as dt

import pytest

from tests.workbooks import A_PERSON, AN_ACTIVITY, Book, Cases, Error, lines, report

LIST, ACTIVITY = "Danh sách", "Hoạt động"
# Person n stands in row 3 + n: B code, C name, D staff type, E registered, F score, G title,
# H skilled, I self-updating, J training. The one activity, in row 4: B task, C content, D start,
# E end, F participants, G budget. Data period 16/11/2023-15/11/2024; 20 persons; threshold 80.
case = Cases()


def put(sheet: str, **cells: object):
    def spoil(book: Book) -> None:
        for cell, value in cells.items():
            book.put(sheet, cell, value)

    return spoil


# --- R01, R02, R03: code and name

case("R01 code", put(LIST, B5=None), ("R01", LIST, "B5", None, "2"))
case("R01 name", put(LIST, C5="\u200b"), ("R01", LIST, "C5", None, "2"))
case(
    "R01 both",
    put(LIST, B5=None, C5=None),
    ("R01", LIST, "B5", None, "2"),
    ("R01", LIST, "C5", None, "2"),
)
case("R02", put(LIST, B5="NV 2"), ("R02", LIST, "B5", "văn bản, 4 ký tự", "2"))
case(
    "R03: every such row",
    put(LIST, B5="NV001", B6=" nv001"),
    ("R03", LIST, "B4", "văn bản, 5 ký tự", "1"),
    ("R03", LIST, "B5", "văn bản, 5 ký tự", "2"),
    ("R03", LIST, "B6", "văn bản, 5 ký tự", "3"),
)
case("leading zeros tell codes apart", put(LIST, B4="0123", B5="123", B6="00123"))
case(
    "a number is its digits",
    put(LIST, B4=123, B5="123"),
    ("R03", LIST, "B4", "văn bản, 3 ký tự", "1"),
    ("R03", LIST, "B5", "văn bản, 3 ký tự", "2"),
)
case(
    "malformed codes are not held against each other",
    put(LIST, B4="N V", B5="N V"),
    ("R02", LIST, "B4", "văn bản, 3 ký tự", "1"),
    ("R02", LIST, "B5", "văn bản, 3 ký tự", "2"),
)
case(
    "blank codes are not held against each other",
    put(LIST, B4=None, B5=None),
    ("R01", LIST, "B4", None, "1"),
    ("R01", LIST, "B5", None, "2"),
)

# --- R06: title below the threshold

case("R06 just below", put(LIST, F4="79,9"), ("R06", LIST, "G4", "x", "1"))
case("R06 at the threshold", put(LIST, F4=80))
case("R06 shows the claim as typed", put(LIST, F4=0, G4=" Có "), ("R06", LIST, "G4", "Có", "1"))
case("R06 no title, low score", put(LIST, F4=10, G4=None))
case(
    "R06 with R04 in the title",
    put(LIST, F4=10, G4="?"),
    ("R04", LIST, "G4", "văn bản, 1 ký tự", "1"),
)
case("R06 with R05 in the score", put(LIST, F4=-1), ("R05", LIST, "F4", "-1", "1"))
case(
    "R06 with an error in the title",
    put(LIST, F4=10, G4=Error()),
    ("R05", LIST, "G4", "văn bản, 4 ký tự", "1"),
)


def special_area(score: float):
    """CNDL: threshold 70 by the catalogue."""

    def spoil(book: Book) -> None:
        name = "Chi nhánh Văn phòng Đăng ký đất đai huyện Đình Lập"
        book.put("Thông tin", "B3", "CNDL").put("Thông tin", "B4", name).put(LIST, "F4", score)

    return spoil


case("R06 at a special area's threshold", special_area(70))
case("R06 below a special area's threshold", special_area(69.5), ("R06", LIST, "G4", "x", "1"))

# --- R07: self-updating without digital skills

case("R07", put(LIST, H4=None), ("R07", LIST, "I4", "x", "1"))
case(
    "R07 holds without the title too", put(LIST, G4=None, H4="không"), ("R07", LIST, "I4", "x", "1")
)
case("R07 not without the claim", put(LIST, H4=None, I4=None))
case("R07 with R04 in the skill", put(LIST, H4="?"), ("R04", LIST, "H4", "văn bản, 1 ký tự", "1"))
case(
    "R07 with R04 in the claim",
    put(LIST, H4=None, I4="?"),
    ("R04", LIST, "I4", "văn bản, 1 ký tự", "1"),
)

# --- R08: activities

case("R08 unknown task", put(ACTIVITY, B4="5.1"), ("R08", ACTIVITY, "B4", "5,1", "1"))
case("R08 no task", put(ACTIVITY, B4=None), ("R08", ACTIVITY, "B4", None, "1"))
case("R08 no content", put(ACTIVITY, C4=" "), ("R08", ACTIVITY, "C4", None, "1"))
case("R08 no start", put(ACTIVITY, D4=None), ("R08", ACTIVITY, "D4", None, "1"))
case("R08 no end is right", put(ACTIVITY, E4=None))
case(
    "R08 end before start",
    put(ACTIVITY, D4="6/3/2024", E4="5/3/2024"),
    ("R08", ACTIVITY, "E4", "05/03/2024", "1"),
)
case("R08 all on one day", put(ACTIVITY, D4="5/3/2024", E4="5/3/2024"))
case("R08 first day of the period", put(ACTIVITY, D4=dt.date(2023, 11, 16)))
case("R08 last day of the period", put(ACTIVITY, E4=dt.date(2024, 11, 15)))


def second_activity(book: Book) -> Book:
    """One inside the period, or all would speak of another year (F06)."""
    return book.put_row(ACTIVITY, 5, [2, *AN_ACTIVITY])


case(
    "R08 the day before",
    lambda b: second_activity(b).put(ACTIVITY, "D4", dt.date(2023, 11, 15)),
    ("R08", ACTIVITY, "D4", "15/11/2023", "1"),
)
case(
    "R08 the day after",
    put(ACTIVITY, E4=dt.date(2024, 11, 16)),
    ("R08", ACTIVITY, "E4", "16/11/2024", "1"),
)
case(
    "R08 each date outside; one finding per cell",
    lambda b: (
        second_activity(b)
        .put(ACTIVITY, "D4", dt.date(2025, 1, 2))
        .put(ACTIVITY, "E4", dt.date(2023, 1, 1))
    ),
    ("R08", ACTIVITY, "D4", "02/01/2025", "1"),
    ("R08", ACTIVITY, "E4", "01/01/2023", "1"),
)
case(
    "R08 an unreadable start judges nothing else",
    put(ACTIVITY, D4="hè", E4=dt.date(2024, 3, 1)),
    ("R05", ACTIVITY, "D4", "văn bản, 2 ký tự", "1"),
)

# --- queries

case("Q01", put(LIST, E4=None), ("Q01", LIST, "G4", "x", "1"))
case("Q01 not without title", put(LIST, E4=None, G4=None))
case(
    "Q01 with R04 in the registration",
    put(LIST, E4="?"),
    ("R04", LIST, "E4", "văn bản, 1 ký tự", "1"),
)
case("Q04 at 30", put(LIST, J4=30))
case("Q04 at 31", put(LIST, J4="31"), ("Q04", LIST, "J4", "31", "1"))
case("Q06 at twice the headcount", put(ACTIVITY, F4=40))
case("Q06 above", put(ACTIVITY, F4=41), ("Q06", ACTIVITY, "F4", "41", "1"))
case("Q07", put(LIST, F4=None), ("Q07", LIST, "G4", "x", "1"))
case("Q07 not without title", put(LIST, F4=None, G4=None))
case("Q07 with R05 in the score", put(LIST, F4="?"), ("R05", LIST, "F4", "văn bản, 1 ký tự", "1"))
case(
    "a row may break several rules",
    put(LIST, B4="?", D4="?", E4=None, F4=79, H4=None, J4=40),
    ("Q01", LIST, "G4", "x", "1"),
    ("Q04", LIST, "J4", "40", "1"),
    ("R02", LIST, "B4", "văn bản, 1 ký tự", "1"),
    ("R04", LIST, "D4", "văn bản, 1 ký tự", "1"),
    ("R06", LIST, "G4", "x", "1"),
    ("R07", LIST, "I4", "x", "1"),
)


@pytest.mark.parametrize("name", case.books)
def test_finding(name):
    assert lines(case.verdict(name)) == case.expected[name]


# --- Q14: read month first


def american(book: Book) -> Book:
    """An Excel that reads the month first left 17/05 a text, and made 6/5 the 5th of June."""
    return (
        book.put(ACTIVITY, "D4", dt.date(2024, 6, 5))
        .put(ACTIVITY, "E4", dt.date(2024, 6, 7))
        .put_row(ACTIVITY, 5, [2, "1.1", "Họp", "17/05/2024", None, 5, None, None])
        .put_row(ACTIVITY, 6, [3, "1.1", "Họp", dt.date(2024, 5, 5), None, 5, None, None])
    )


case("Q14", american, ("Q14", ACTIVITY, "D4", "05/06/2024", "1"))
case(
    "Q14 needs a text that is surely day first",
    lambda book: american(book).put(ACTIVITY, "D5", "07/05/2024"),
)
case(
    "Q14 with real dates all over",
    lambda book: american(book).put(ACTIVITY, "D5", dt.date(2024, 5, 17)),
)
case(
    "no Q14 beside days that cannot be months",
    lambda book: american(book).put_row(
        ACTIVITY, 7, [4, "1.1", "Họp", dt.date(2024, 10, 22), None, 5, None, None]
    ),
)


def test_a_date_outside_the_period_that_is_inside_when_turned_round():
    """An R08 of this kind says so; one that is outside either way does not."""
    sound = [2, "1.1", "Họp", dt.date(2024, 5, 5), None, 5, None, None]
    months = Cases(lambda: report().put_row(ACTIVITY, 5, sound))
    months("turned", put(ACTIVITY, D4=dt.date(2024, 12, 3), E4=None))
    months("not", put(ACTIVITY, D4=dt.date(2025, 3, 3), E4=None))
    assert "bị đảo: 12/03/2024" in months.verdict("turned").findings[0].message
    assert "đảo" not in months.verdict("not").findings[0].message


# --- Q15: old encodings

case(
    "Q15",
    put(ACTIVITY, C4="TËp huÊn kü n¨ng sè"),
    ("Q15", ACTIVITY, "C4", "văn bản, 19 ký tự", "1"),
)
case(
    "Q15 in a list",
    put(LIST, D4="C«ng chøc", E4="cã"),
    ("Q15", LIST, "D4", "Công chức", "1"),
    ("Q15", LIST, "E4", "có", "1"),
)
case(
    "a word alone that is none of its column in either encoding",
    put(LIST, E4="cá"),
    ("R04", LIST, "E4", "văn bản, 2 ký tự", "1"),
)
case("Q15 in a name", put(LIST, C4="NguyÔn V¨n Bèn"), ("Q15", LIST, "C4", "văn bản, 14 ký tự", "1"))
case(
    "Q15 in a text",
    put("Thuyết minh", B3="Keát quaû toát"),
    ("Q15", "Thuyết minh", "B3", "văn bản, 11 ký tự", None),
)


def test_old_texts_are_used_as_they_are_meant():
    def verdict(name: str):
        return case.verdict(name)

    assert verdict("Q15").reading.rows("activity")[0]["content"] == "Tập huấn kỹ năng số"
    assert verdict("Q15 in a text").reading.narrative["strengths"] == "Kết quả tốt"
    assert "“Tập huấn kỹ năng số”" in verdict("Q15").findings[0].message
    assert "Nguyễn" not in verdict("Q15 in a name").findings[0].message


# --- what silences row rules


def bad_row(book: Book) -> Book:
    return book.put(LIST, "D4", "?").put(LIST, "F5", "?").put(LIST, "H6", None)


BAD_ROW = [
    ("R04", LIST, "D4", "văn bản, 1 ký tự", "1"),
    ("R05", LIST, "F5", "văn bản, 1 ký tự", "2"),
    ("R07", LIST, "I6", "x", "3"),
]
silence = Cases(lambda: bad_row(report()))
silence("F02", lambda book: book.put("Thông tin", "B6", "9"))
silence("F03", lambda book: book.drop("Thuyết minh"))
silence("F04", lambda book: book.put(ACTIVITY, "F3", None).put(ACTIVITY, "F4", None))
silence("F05", lambda book: book.put("Thông tin", "B3", "?"))
silence("F06", lambda book: book.put("Thông tin", "B5", "?"))
silence("F07", lambda book: book.put("Thông tin", "B7", 19))
silence("Q08", lambda book: book.put("Thông tin", "B10", None))
silence("F11", lambda book: book.put("Nháp", "A1", 1))


@pytest.mark.parametrize("rule", silence.books)
def test_row_rules_run_unless_the_file_is_wrong_as_a_whole(rule):
    verdict = silence.verdict(rule)
    rows = [line for line in lines(verdict) if line[0].startswith("R")]
    assert {line[0] for line in lines(verdict)} - {"R04", "R05", "R07"} == {rule}
    if rule in ("F07", "Q08", "F11"):
        assert rows == BAD_ROW
        assert (verdict.person_count, verdict.quarantined_count) == (20, 3)
    else:
        assert rows == []
        assert (verdict.person_count, verdict.quarantined_count) == (None, None)


def test_files_of_one_batch_are_judged_apart():
    """The same code in two files is no R03; the row above belongs to another file."""
    batch = Cases(lambda: report(2).put(ACTIVITY, "F4", None))
    batch(
        "first",
        lambda book: book.put(LIST, "D4", "?"),
        ("R04", LIST, "D4", "văn bản, 1 ký tự", "1"),
    )
    batch("second", lambda book: book.put_row(LIST, 5, [2, "NV002", "Ai", *A_PERSON]))
    for name in batch.books:
        assert lines(batch.verdict(name)) == batch.expected[name]


def test_messages_say_what_to_do():
    def message(name: str) -> str:
        return case.verdict(name).findings[0].message

    assert message("R06 just below") == (
        "Có danh hiệu nhưng điểm dưới ngưỡng 80 của đơn vị. "
        "Hãy kiểm tra lại điểm hoặc bỏ dấu ở cột “Danh hiệu”."
    )
    assert "ngưỡng 70" in message("R06 below a special area's threshold")
    assert "“Điểm” ngoài khoảng 0 đến 100" in message("R06 with R05 in the score")
