"""Each year as it was: units that change, forms that change, targets adopted, pass scores."""

from pathlib import Path

import pytest

from steps.catalogue import load_catalogue
from tests.pipeline import Pipeline, year_counts, year_report


@pytest.fixture
def pipeline(tmp_path: Path, warehouse: str) -> Pipeline:
    load_catalogue.cache_clear()
    return Pipeline(tmp_path, warehouse)


def warnings(pipeline: Pipeline, year: int) -> list[tuple[str, str, str]]:
    return pipeline.rows(
        "select s.unit_code, f.rule_code, f.cell from core.finding f "
        "join core.submission s using (submission_id) "
        "where s.reporting_year = %(year)s and f.severity = 'warning' order by 1, 2, 3",
        year=year,
    )


def test_a_renamed_unit_keeps_its_code_and_each_year_its_name(pipeline: Pipeline):
    pipeline.units("""
        SO | Sở     | group  | -  | 2003-01-01 | -          | - | -
        A  | Phòng cũ  | office | SO | 2003-01-01 | 2024-05-31 | A | -
        A  | Phòng mới | office | SO | 2024-06-01 | -          | - | -
    """)
    pipeline.send(year_report(2023, "A", "Phòng cũ", 10, 5), "a23.xlsx")
    pipeline.send(year_report(2024, "A", "Phòng mới", 10, 6), "a24.xlsx")
    pipeline.run(2023)
    pipeline.run(2024)
    assert pipeline.rows(
        "select reporting_year, name from core.unit_year where unit_code = 'A' order by 1"
    ) == [(2023, "Phòng cũ"), (2024, "Phòng mới")]
    assert pipeline.rate(2023, "A") == (5, 10)
    assert pipeline.rate(2024, "A") == (6, 10)


def test_the_name_is_that_of_the_year_the_file_is_about(pipeline: Pipeline):
    pipeline.units("""
        SO | Sở     | group  | -  | 2003-01-01 | -          | - | -
        A  | Phòng cũ  | office | SO | 2003-01-01 | 2024-05-31 | A | -
        A  | Phòng mới | office | SO | 2024-06-01 | -          | - | -
    """)
    pipeline.send(year_report(2024, "A", "Phòng cũ", 10, 5), "a24.xlsx")
    pipeline.run(2024)
    assert pipeline.rows(
        "select s.unit_code, s.status, f.rule_code, f.cell from core.submission s "
        "join core.finding f using (submission_id)"
    ) == [(None, "rejected", "F05", "B4")]


def test_a_merger_is_held_against_its_predecessors_summed(pipeline: Pipeline):
    """A and B were 20 + 30 people; their successor AB has 40: 10 fewer of 50, that is 20 percent
    and not more. Held against A alone it would be a query."""
    pipeline.units("""
        SO | Sở      | group  | -  | 2003-01-01 | -          | -  | -
        A  | Phòng A | office | SO | 2003-01-01 | 2024-05-31 | AB | -
        B  | Phòng B | office | SO | 2003-01-01 | 2024-05-31 | AB | -
        AB | Phòng AB | office | SO | 2024-06-01 | -         | -  | -
    """)
    pipeline.send(year_report(2023, "A", "Phòng A", 20, 10), "a.xlsx")
    pipeline.send(year_report(2023, "B", "Phòng B", 30, 15), "b.xlsx")
    pipeline.send(year_report(2024, "AB", "Phòng AB", 40, 20), "ab.xlsx")
    pipeline.run(2023)
    pipeline.run(2024)
    assert pipeline.rate(2023, "SO") == (10 + 15, 20 + 30)
    assert pipeline.rate(2024, "SO") == (20, 40)
    assert pipeline.rate(2024, "A") == ()
    assert warnings(pipeline, 2024) == []


def test_a_split_is_held_against_nothing(pipeline: Pipeline):
    pipeline.units("""
        SO | Sở       | group  | -  | 2003-01-01 | -          | -     | -
        AB | Phòng AB | office | SO | 2003-01-01 | 2024-05-31 | A B   | -
        A  | Phòng A  | office | SO | 2024-06-01 | -          | -     | -
        B  | Phòng B  | office | SO | 2024-06-01 | -          | -     | -
    """)
    pipeline.send(year_report(2023, "AB", "Phòng AB", 50, 40), "ab.xlsx")
    pipeline.send(year_report(2024, "A", "Phòng A", 20, 2), "a.xlsx")
    pipeline.send(year_report(2024, "B", "Phòng B", 30, 3), "b.xlsx")
    pipeline.run(2023)
    pipeline.run(2024)
    assert warnings(pipeline, 2024) == []
    assert pipeline.rate(2024, "SO") == (2 + 3, 20 + 30)


def test_a_unit_that_moves_counts_in_the_group_of_its_year(pipeline: Pipeline):
    pipeline.units("""
        SO | Sở      | group  | -  | 2003-01-01 | -          | - | -
        G  | Khối G  | group  | SO | 2003-01-01 | -          | - | -
        H  | Khối H  | group  | SO | 2003-01-01 | -          | - | -
        A  | Phòng A | office | G  | 2003-01-01 | 2024-05-31 | A | -
        A  | Phòng A | office | H  | 2024-06-01 | -          | - | -
    """)
    pipeline.send(year_report(2023, "A", "Phòng A", 10, 4), "a23.xlsx")
    pipeline.send(year_report(2024, "A", "Phòng A", 10, 6), "a24.xlsx")
    pipeline.run(2023)
    pipeline.run(2024)
    assert (pipeline.rate(2023, "G"), pipeline.rate(2023, "H")) == ((4, 10), (0, 0))
    assert (pipeline.rate(2024, "G"), pipeline.rate(2024, "H")) == ((0, 0), (6, 10))


def test_a_unit_that_ended_owes_nothing_and_its_file_is_refused(pipeline: Pipeline):
    pipeline.units("""
        SO | Sở      | group  | -  | 2003-01-01 | -          | - | -
        A  | Phòng A | office | SO | 2003-01-01 | -          | - | -
        B  | Phòng B | office | SO | 2003-01-01 | 2024-11-14 | - | -
    """)
    pipeline.send(year_report(2024, "B", "Phòng B", 10, 4), "b.xlsx")
    pipeline.run(2024)
    assert pipeline.rows("select unit_code, status from mart.completeness") == [("A", "missing")]
    assert pipeline.rows("select unit_code, status, version from core.submission") == [
        ("B", "rejected", 1)  # its validity alone is wrong: the file is identified
    ]


def test_the_pass_score_is_that_of_unit_and_year(pipeline: Pipeline):
    """75 points are enough where the catalogue says 70, and were not before it said so."""
    pipeline.units("""
        SO | Sở      | group  | -  | 2003-01-01 | -          | - | -
        A  | Phòng A | office | SO | 2003-01-01 | 2024-05-31 | A | -
        A  | Phòng A | office | SO | 2024-06-01 | -          | - | 70
    """)
    for year in (2023, 2024):
        book = year_report(year, "A", "Phòng A", 20, 20)
        pipeline.send(book.put("Danh sách", "F4", 75), f"a{year}.xlsx")
        pipeline.run(year)
    assert pipeline.rate(2023, "A") == (19, 20)  # one quarantined: in N, in no numerator
    assert pipeline.rate(2024, "A") == (20, 20)


def test_targets_hold_from_their_adoption(pipeline: Pipeline):
    pipeline.units("""
        SO | Sở      | group  | -  | 2003-01-01 | - | - | -
        A  | Phòng A | office | SO | 2003-01-01 | - | - | -
    """)
    for year in (2021, 2022):
        pipeline.send(year_counts(year, "A", "Phòng A", 10, 6), f"a{year}.xlsx")
        pipeline.run(year)
    pipeline.send(year_report(2026, "A", "Phòng A", 10, 8), "a2026.xlsx")
    pipeline.run(2026)
    assert pipeline.rows(
        "select reporting_year, target_pct, target_year, gap_points, is_met from mart.indicator "
        "where unit_code = 'SO' and indicator_code = 'CDHT' order by 1"
    ) == [(2021, None, None, None, None), (2022, 60, 2025, 0, True), (2026, 80, 2030, 0, True)]


def test_form_1_gives_the_same_marts_but_training(pipeline: Pipeline):
    pipeline.units("""
        SO | Sở      | group  | -  | 2003-01-01 | - | - | -
        A  | Phòng A | office | SO | 2003-01-01 | - | - | -
    """)
    pipeline.send(year_counts(2022, "A", "Phòng A", 40, 10), "a.xlsx")
    pipeline.run(2022)
    assert pipeline.rows(
        "select indicator_code, numerator, denominator from mart.indicator "
        "where unit_code = 'SO' order by 1"
    ) == [("CDHT", 10, 40), ("DK", 40, 40), ("KNS", 10, 10), ("TCN", 10, 10), ("TCN_T", 10, 10)]


def test_a_calendar_exception_moves_only_its_year(pipeline: Pipeline):
    pipeline.units("""
        SO | Sở      | group  | -  | 2003-01-01 | - | - | -
        A  | Phòng A | office | SO | 2003-01-01 | - | - | -
    """)
    path = pipeline.catalog / "calendar.toml"
    path.write_text(path.read_text() + "\n[year.2024]\nunit_deadline = 2024-11-25\n")
    of = load_catalogue(pipeline.catalog).calendar.of_year
    assert [f"{of(year).unit_deadline:%d/%m/%Y}" for year in (2023, 2024, 2025)] == [
        "20/11/2023", "25/11/2024", "20/11/2025",
    ]  # fmt: skip


def test_files_of_other_years_wait_for_their_run(pipeline: Pipeline):
    pipeline.units("""
        SO | Sở      | group  | -  | 2003-01-01 | - | - | -
        A  | Phòng A | office | SO | 2003-01-01 | - | - | -
    """)
    pipeline.send(year_report(2023, "A", "Phòng A", 10, 4), "a23.xlsx")
    pipeline.send(year_report(2024, "A", "Phòng A", 10, 6), "a24.xlsx")
    pipeline.run(2024)
    assert pipeline.rows("select reporting_year from core.submission") == [(2024,)]
    pipeline.run(2023)
    assert pipeline.rows("select reporting_year from core.submission order by 1") == [
        (2023,), (2024,),
    ]  # fmt: skip


def test_an_earlier_year_loaded_later_leaves_the_later_one_alone(pipeline: Pipeline):
    """2024 was run without 2023; 2023 then changes nothing of 2024 until 2024 is run again."""
    pipeline.units("""
        SO | Sở      | group  | -  | 2003-01-01 | - | - | -
        A  | Phòng A | office | SO | 2003-01-01 | - | - | -
    """)
    pipeline.send(year_report(2024, "A", "Phòng A", 40, 20), "a24.xlsx")
    pipeline.run(2024)
    pipeline.send(year_report(2023, "A", "Phòng A", 20, 16), "a23.xlsx")
    pipeline.run(2023)
    assert warnings(pipeline, 2024) == []
    pipeline.run(2024)
    assert warnings(pipeline, 2024) == [("A", "Q02", "B7")]  # 40 beside 20; 50% beside 80%: 30 only


def test_a_second_department_is_another_catalogue_folder(pipeline: Pipeline):
    pipeline.units("""
        SYT | Sở Y tế tỉnh B      | group    | -   | 2010-01-01 | - | - | -
        BV  | Bệnh viện Đa khoa   | hospital | SYT | 2010-01-01 | - | - | -
        TTK | Trung tâm Kiểm nghiệm | center | SYT | 2010-01-01 | - | - | 75
    """)
    (pipeline.catalog / "indicators.toml").write_text(
        """
        [HOC]
        title = "Tỷ lệ viên chức tham gia bồi dưỡng"
        short = "Tham gia bồi dưỡng"
        numerator = "trained_count"
        denominator = "headcount"
        [[HOC.targets]]
        year = 2027
        pct = 62.5
        adopted = 2023-01-15
        source = "Kế hoạch số 1/KH-SYT"
        """
    )
    pipeline.write("issuer.toml", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "SỞ Y TẾ")
    pipeline.write("issuer.toml", "demo = true", "demo = false")
    pipeline.send(year_report(2024, "BV", "Bệnh viện Đa khoa", 16, 3), "bv.xlsx")
    pipeline.run(2024)
    assert pipeline.rows("select * from mart.indicator where unit_code = 'SYT'") == [
        (2024, "SYT", "HOC", 16, 16, 100, 62.5, 2027, 37.5, True)
    ]
