"""A department of six units, by hand: from their workbooks to the rows of the marts."""

import unicodedata
from decimal import Decimal

import pytest

from tests.inbox import Pipeline
from tests.workbooks import Book, report

LIST, INFO, ACTIVITY = "Danh sách", "Thông tin", "Hoạt động"
UNITS = {code: f"Đơn vị {code}" for code in "ABCDEF"}
# Person n stands in row 3 + n: B code, C name, D staff type, E registered, F score, G title,
# H skilled, I self-updating, J training. Unless changed, all are Viên chức with score 85 and "x".


def unit(code: str, persons: int) -> Book:
    name = unicodedata.normalize("NFD", UNITS[code])
    changed = {"Mã đơn vị": code, "Tên đơn vị": name, "Tổng số người": persons}
    book = report(persons, **changed).put(ACTIVITY, "F4", None)
    for row in range(4, 4 + persons):
        book.put(LIST, f"B{row}", f"{code}.{row - 3:04}")
    return book


def unit_a() -> Book:
    """4 persons in decomposed Unicode with no-break spaces; x, X, Có, đạt, 1, TRUE mixed."""
    book = unit("A", 4)
    for column, values in {
        "E": ["x", "X", "Có", "đạt"],
        "G": ["Có", "1", True, "không"],
        "H": [1, "ĐẠT", "0", None],
        "I": ["có", False, None, None],
    }.items():
        for row, value in enumerate(values, start=4):
            book.put(LIST, f"{column}{row}", value)
    for cells in book.sheets.values():
        for cell, value in cells.items():
            if isinstance(value, str):
                cells[cell] = "\u00a0" + unicodedata.normalize("NFD", value) + " "
    return book


def unit_b() -> Book:
    """3 persons whose codes differ by leading zeros only, one of them a number cell."""
    return unit("B", 3).put(LIST, "B4", "007").put(LIST, "B5", 7).put(LIST, "B6", "07")


def unit_c() -> Book:
    """5 persons, all numbers typed as text."""
    book = unit("C", 5).put(INFO, "B7", " 5 ").put(INFO, "B5", "2024").put(INFO, "B8", "15/11/2024")
    for row, score in enumerate(["80", "85,5", " 90.25", "100", "79,5"], start=4):
        book.put(LIST, f"F{row}", score).put(LIST, f"J{row}", "0").put(
            LIST, f"A{row}", str(row - 3)
        )
    return book.put(LIST, "G8", None).put(LIST, "J4", "3")


def unit_d() -> Book:
    """6 persons; header on row 5 under merged titles; below the list empty rows and signatures."""
    book = unit("D", 6)
    book.sheets[LIST] = {f"{c[0]}{int(c[1:]) + 2}": v for c, v in book.sheets[LIST].items()}
    book.put(LIST, "A1", "SỞ").put(LIST, "A2", "DANH SÁCH").merge(LIST, "A1:K1").merge(
        LIST, "A2:K2"
    )
    for row in range(12, 40):
        book.put(LIST, f"B{row}", "\u00a0").put(LIST, f"E{row}", " ")
    book.put(LIST, "C14", "NGƯỜI LẬP BIỂU").put(LIST, "K14", "THỦ TRƯỞNG")
    return book.put(LIST, "I6", None).put(LIST, "I7", None).put(LIST, "J10", 31)


def unit_e() -> Book:
    """20 persons, the second quarantined for two reasons: in N, and in no numerator."""
    return unit("E", 20).put(LIST, "D5", "Hợp đồng").put(LIST, "F5", 60)


def unit_f() -> Book:
    """2 persons, one self-updating without skills: 1 of 2 is more than 5 %, so rejected."""
    return unit("F", 2).put(LIST, "H4", None)


BOOKS = {"A": unit_a, "B": unit_b, "C": unit_c, "D": unit_d, "E": unit_e, "F": unit_f}
STATUSES = {
    "A.xlsx": ("accepted", 1),
    "B.xlsx": ("accepted", 1),
    "C.xlsx": ("accepted", 1),
    "D.xlsx": ("accepted_with_warnings", 1),
    "E.xlsx": ("partially_accepted", 1),
    "F.xlsx": ("rejected", 1),
}
FINDINGS = [
    ("D.xlsx", "Q04", LIST, "J10", "31"),
    ("E.xlsx", "R04", LIST, "D5", "văn bản, 8 ký tự"),
    ("E.xlsx", "R06", LIST, "G5", "x"),
    ("F.xlsx", "R07", LIST, "I4", "x"),
]
COUNTS = """
      CDHT    KNS     TCN     TCN_T   DK      BD
    A 3/4     2/3     1/2     1/3     4/4     4/4
    B 3/3     3/3     3/3     3/3     3/3     3/3
    C 4/5     4/4     4/4     4/4     5/5     1/5
    D 6/6     6/6     4/6     4/6     6/6     6/6
    E 19/20   19/19   19/19   19/19   19/20   19/20
    F 0/0     0/0     0/0     0/0     0/0     0/0
    S 35/38   34/35   31/34   31/35   37/38   33/38
"""  # the department: 3 + 3 + 4 + 6 + 19 of 4 + 3 + 5 + 6 + 20; F counts nothing
TARGETS = {"CDHT": 60, "KNS": 70, "TCN": 60, "TCN_T": 60}


def expected_rows(counts: str = COUNTS) -> list[tuple]:
    head, *lines = [line.split() for line in counts.strip().splitlines()]
    rows = []
    for code, *figures in lines:
        for indicator, figure in zip(head, figures, strict=True):
            numerator, denominator = (int(part) for part in figure.split("/"))
            target = TARGETS.get(indicator)
            pct = round(Decimal(100 * numerator) / denominator, 6) if denominator else None
            known = target is not None and pct is not None
            rows.append(
                (
                    2024, code, indicator, numerator, denominator, pct,
                    target, target and 2025,
                    round(Decimal(100 * numerator) / denominator - target, 6) if known else None,
                    100 * numerator >= target * denominator if known else None,
                )
            )  # fmt: skip
    return sorted(rows)


@pytest.fixture
def pipeline(tmp_path, warehouse):
    found = Pipeline(tmp_path, warehouse, UNITS)
    for code, make in BOOKS.items():
        found.send(f"{code}.xlsx", make())
    return found


def indicators(pipeline: Pipeline) -> list[tuple]:
    return sorted(pipeline.query("select * from mart.indicator"), key=lambda row: row[:3])


def test_from_the_workbooks_to_the_marts(pipeline):
    assert pipeline.run() == [
        {"accepted": 3, "accepted_with_warnings": 1, "partially_accepted": 1, "rejected": 1}
    ]
    assert pipeline.statuses() == STATUSES
    assert [
        (*line, value) for line, value in zip(pipeline.findings(), values(pipeline), strict=True)
    ] == FINDINGS
    assert indicators(pipeline) == expected_rows()
    assert pipeline.table("mart.completeness", "unit_code, is_received, is_on_time, status") == [
        ("A", True, True, "accepted"),
        ("B", True, True, "accepted"),
        ("C", True, True, "accepted"),
        ("D", True, True, "accepted_with_warnings"),
        ("E", True, True, "partially_accepted"),
        ("F", True, False, "rejected"),
    ]
    assert pipeline.table(
        "core.submission", "unit_code, declared_count, person_count, quarantined_count"
    ) == [
        ("A", 4, 4, 0),
        ("B", 3, 3, 0),
        ("C", 5, 5, 0),
        ("D", 6, 6, 0),
        ("E", 20, 20, 1),
        ("F", 2, 2, 1),
    ]


def values(pipeline: Pipeline) -> list[str]:
    return [
        row[0]
        for row in pipeline.query(
            "select value from core.finding join core.submission using (submission_id) "
            "order by source, rule_code"
        )
    ]


def test_persons_as_they_are_stored(pipeline):
    pipeline.run()
    stored = pipeline.query(
        "select staff_type, is_registered, score, is_recognised, is_digitally_skilled, "
        "is_self_updating, training_count "
        "from core.roster where unit_code = 'A' order by row_number"
    )
    assert stored == [
        ("public_employee", True, Decimal(85), True, True, True, 2),
        ("public_employee", True, Decimal(85), True, True, False, 2),
        ("public_employee", True, Decimal(85), True, False, False, 2),
        ("public_employee", True, Decimal(85), False, False, False, 2),
    ]
    keys = pipeline.query("select distinct person_key from core.roster where unit_code = 'B'")
    assert len(keys) == 3
    scores = pipeline.query(
        "select score from core.roster where unit_code = 'C' order by row_number"
    )
    assert scores == [
        (Decimal(80),),
        (Decimal("85.5"),),
        (Decimal("90.25"),),
        (Decimal(100),),
        (Decimal("79.5"),),
    ]


def test_a_second_run_changes_nothing(pipeline):
    pipeline.run()
    before, events = pipeline.tables(), pipeline.table("core.submission_event")
    assert pipeline.run() == []
    assert pipeline.tables() == before
    assert pipeline.table("core.submission_event") == events


def test_a_corrected_workbook_supersedes_and_changes_only_its_unit(pipeline):
    pipeline.run()
    before = {row[:3]: row for row in indicators(pipeline)}
    pipeline.send("E-sua.xlsx", unit("E", 20), "2024-11-19 08:00")
    pipeline.send("F-sua.xlsx", unit("F", 2), "2024-11-19 08:00")
    pipeline.run()
    assert pipeline.statuses() == STATUSES | {
        "E.xlsx": ("superseded", 1),
        "E-sua.xlsx": ("accepted", 2),
        "F-sua.xlsx": ("accepted", 2),
    }
    changed = (
        COUNTS.replace("19/20", "20/20")
        .replace("19/19", "20/20")
        .replace("F 0/0     0/0     0/0     0/0     0/0     0/0", "F 2/2 2/2 2/2 2/2 2/2 2/2")
        .replace(
            "35/38   34/35   31/34   31/35   37/38   33/38", "38/40 37/38 34/37 34/38 40/40 36/40"
        )
    )
    assert indicators(pipeline) == expected_rows(changed)
    after = {row[:3]: row for row in indicators(pipeline)}
    assert {key[1] for key in after if after[key] != before[key]} == {"E", "F", "S"}
    events = pipeline.query(
        "select unit_code, version, from_status, to_status from core.submission_event e "
        "join core.submission using (submission_id) where unit_code in ('E', 'F') order by event_id"
    )
    assert sorted(events, key=str) == sorted(
        [
            ("E", 1, None, "partially_accepted"),
            ("F", 1, None, "rejected"),
            ("E", 1, "partially_accepted", "superseded"),
            ("E", 2, None, "accepted"),
            ("F", 2, None, "accepted"),
        ],
        key=str,
    )


def test_bad_files_beside_good_ones(pipeline):
    pipeline.send("chu.xlsx", "không phải bảng tính".encode())
    pipeline.send("thieu.xlsx", unit("F", 2).drop(LIST).drop(ACTIVITY), "2024-11-17 08:00")
    pipeline.run()
    assert pipeline.statuses() == STATUSES | {
        "chu.xlsx": ("rejected", None),
        "thieu.xlsx": ("rejected", 1),
        "F.xlsx": ("rejected", 2),
    }
    assert [line for line in pipeline.findings() if line[0] in ("chu.xlsx", "thieu.xlsx")] == [
        ("chu.xlsx", "F01", None, None),
        ("thieu.xlsx", "F03", LIST, None),
        ("thieu.xlsx", "F03", ACTIVITY, None),
    ]
    assert indicators(pipeline) == expected_rows()


def test_late_is_not_locked_out_and_only_counts_against_timeliness(pipeline):
    pipeline.send("A.xlsx", unit_a(), "2024-11-20 23:59:59")
    pipeline.send("B.xlsx", unit_b(), "2024-11-21 00:00:00")
    pipeline.run()
    assert [line for line in pipeline.findings() if line[1] == "F10"] == [
        ("B.xlsx", "F10", None, None)
    ]
    assert pipeline.statuses() == STATUSES
    on_time = dict(pipeline.query("select unit_code, is_on_time from mart.completeness"))
    assert on_time == {"A": True, "B": False, "C": True, "D": True, "E": True, "F": False}
    assert indicators(pipeline) == expected_rows()


# --- rates


def big(code: str, persons: int, holders: int) -> Book:
    book = unit(code, persons)
    for row in range(4 + holders, 4 + persons):
        book.put(LIST, f"G{row}", None)
    return book


def test_a_rate_is_the_ratio_of_sums_never_the_mean_of_rates(tmp_path, warehouse):
    """A 1/2 = 50 %, B 8/8 = 100 %: the department has 9/10 = 90 %, not 75 %."""
    pipeline = Pipeline(tmp_path, warehouse, {"A": "Đơn vị A", "B": "Đơn vị B"})
    pipeline.send("A.xlsx", big("A", 2, 1))
    pipeline.send("B.xlsx", big("B", 8, 8))
    pipeline.run()
    rates = pipeline.query(
        "select unit_code, rate_pct from mart.indicator where indicator_code = 'CDHT' order by 1"
    )
    assert rates == [("A", Decimal(50)), ("B", Decimal(100)), ("S", Decimal(90))]


@pytest.mark.parametrize(
    ("holders", "persons", "rate", "gap", "is_met"),
    [
        (454, 1299, "34.949962", "-25.050038", False),
        (1499, 2500, "59.960000", "-0.040000", False),
        (1500, 2500, "60.000000", "0.000000", True),
    ],
)
def test_verdicts_come_from_the_counts(tmp_path, warehouse, holders, persons, rate, gap, is_met):
    pipeline = Pipeline(tmp_path, warehouse, {"A": "Đơn vị A"})
    pipeline.send("A.xlsx", big("A", persons, holders))
    pipeline.run()
    assert pipeline.query(
        "select rate_pct, gap_points, is_met from mart.indicator "
        "where unit_code = 'A' and indicator_code = 'CDHT'"
    ) == [(Decimal(rate), Decimal(gap), is_met)]


# --- privacy


def test_no_name_and_no_staff_code_is_in_the_warehouse_or_the_logs(pipeline, caplog, capfd):
    """All tables of all schemas, as text; the names of persons, of files, and every staff code."""
    caplog.set_level(0)
    book = unit("F", 40)
    for row in range(4, 44):
        book.put(LIST, f"B{row}", f"MaSo-{row}").put(LIST, f"C{row}", f"Hoàng Thị Kín {row}")
    book.put(LIST, "D5", "Hoàng Thị Kín 5").put(LIST, "B6", "MaSo-7").put(LIST, "C9", None)
    book.put(INFO, "B10", "Hoàng Thị Kín Lập").put(INFO, "B12", "Hoàng Thị Kín Duyệt")
    pipeline.send("Hoàng Thị Kín.xlsx", book, "2024-11-19 08:00")
    pipeline.run()
    tables = pipeline.query(
        "select format('%I.%I', schemaname, tablename) from pg_tables "
        "where schemaname in ('core', 'mart')"
    )
    assert len(tables) > 10
    texts = {name: str(pipeline.table(name)) for (name,) in tables}
    sources = pipeline.query("select source from core.submission")
    for name, text in texts.items():
        for (source,) in sources:
            text = text.replace(source, "")  # the receipt's address is part of the contract
        for secret in (
            "Hoàng",
            "Kín",
            "MaSo",
            "maso-",
            "MASO-",
            "Lê Thị Bình",
            "Trần Văn Cường",
            "A.0001",
        ):
            assert secret not in text, name
    printed = caplog.text + "".join(capfd.readouterr())
    for secret in ("Hoàng", "Kín", "MaSo", "MASO", "Lê Thị Bình", "A.0001", "E.xlsx"):
        assert secret not in printed
    assert len(pipeline.findings()) > len(FINDINGS)
