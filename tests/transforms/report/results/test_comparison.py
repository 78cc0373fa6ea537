"""Last year's figure of a unit: its predecessors' sums, or why there is none."""

import datetime as dt

from tests.render.report.frames import demo, make_inputs
from tests.render.report.warehouse import Return
from transforms.catalogue import Catalogue, Unit
from transforms.report.build import build_report
from transforms.report.results.comparison import Comparison


def unit(code: str, first: int, last: int | None = None, heirs: str = "", **more) -> Unit:
    """In force from 1 January ``first`` to 31 December ``last``."""
    return Unit(
        unit_code=code,
        name=more.get("name", code),
        unit_type=more.get("kind", "division"),
        parent_code=more.get("parent", "SO"),
        valid_from=dt.date(first, 1, 1),
        valid_to=dt.date(last, 12, 31) if last else None,
        successor_code=tuple(heirs.split()),
        email=None,
        head_email=None,
        decision=None,
    )


def catalogue(*units: Unit) -> Catalogue:
    root = unit("SO", 2003, kind="group", parent=None)
    return demo().model_copy(update={"units": (root, *units)})


def comparison(units: Catalogue, **last: Return) -> Comparison:
    years = {2023: last, 2024: {u.unit_code: Return(1) for u in units.units_of(2024)}}
    return Comparison(make_inputs(2024, years, units))


def test_the_same_unit():
    found = comparison(catalogue(unit("A", 2003)), A=Return(10, 9, 8)).like_for_like("A", "CDHT")
    assert (found.last, found.units, found.is_whole) == ((8, 10), 1, True)


def test_merged_units_are_summed():
    units = catalogue(unit("A", 2003, 2023, "C"), unit("B", 2003, 2023, "C"), unit("C", 2024))
    found = comparison(units, A=Return(10, 9, 8), B=Return(30, 9, 1))
    last = found.like_for_like("C", "CDHT")
    assert last.last == (8 + 1, 10 + 30)
    assert found.last_known_people("C") == 10 + 30


def test_a_unit_taken_in_by_one_that_stays():
    units = catalogue(unit("A", 2003, 2023, "B"), unit("B", 2003))
    last = comparison(units, A=Return(10, 9, 8), B=Return(30, 9, 1)).like_for_like("B", "CDHT")
    assert last.last == (9, 40)


def test_a_merged_unit_of_which_a_part_was_missing_is_not_comparable():
    units = catalogue(unit("A", 2003, 2023, "C"), unit("B", 2003, 2023, "C"), unit("C", 2024))
    found = comparison(units, A=Return(10, 9, 8))
    assert found.like_for_like("C", "CDHT").obstacle == "năm 2023 chưa có số liệu của B"
    assert found.last_known_people("C") is None


def test_a_split_unit_is_not_comparable():
    units = catalogue(unit("A", 2003, 2023, "B C"), unit("B", 2024), unit("C", 2024))
    found = comparison(units, A=Return(10, 9, 8))
    assert found.like_for_like("B", "CDHT").obstacle == "tổ chức lại từ đơn vị đã chia, tách"
    assert found.like_for_like("C", "CDHT").obstacle
    assert found.last_known_people("B") is None


def test_a_new_unit_has_nothing_to_compare_with():
    found = comparison(catalogue(unit("A", 2003), unit("B", 2024)), A=Return(10))
    assert found.like_for_like("B", "CDHT").obstacle == "đơn vị mới, không có số liệu năm trước"


def test_a_renamed_unit_without_a_named_successor_stays_itself():
    units = catalogue(unit("A", 2003, 2023, name="Cũ"), unit("A", 2024, name="Mới"))
    assert comparison(units, A=Return(10, 9, 8)).like_for_like("A", "CDHT").last[1] == 10


def test_the_department_compares_though_units_merged_in_it():
    units = catalogue(unit("A", 2003, 2023, "C"), unit("B", 2003, 2023, "C"), unit("C", 2024))
    last = comparison(units, A=Return(10, 9, 8), B=Return(30, 9, 1)).like_for_like("SO", "CDHT")
    assert last.last == (9, 40)


def test_a_group_is_compared_over_its_units_of_today_wherever_they_were():
    groups = [unit(code, 2003, kind="group") for code in ("K", "L")]
    units = catalogue(
        *groups,
        unit("A", 2003, 2023, "A", parent="K"),
        unit("A", 2024, parent="L"),
        unit("B", 2003, parent="K"),
        unit("C", 2003, parent="L"),
    )
    found = comparison(units, A=Return(10), B=Return(5), C=Return(7))
    left, right = found.like_for_like("K", "CDHT"), found.like_for_like("L", "CDHT")
    assert (left.last, left.units, left.is_whole) == ((0, 5), 1, False)  # A was in it, and is not
    assert (right.last, right.units, right.is_whole) == ((0, 17), 2, False)
    whole = found.like_for_like("SO", "CDHT")
    assert (whole.last, whole.units, whole.is_whole) == ((0, 22), 3, True)


def test_units_without_figures_of_one_of_the_years_are_left_out_on_both_sides():
    units = catalogue(unit("A", 2003), unit("B", 2003), unit("C", 2003))
    years = {
        2023: {"A": Return(10, 9, 5), "B": Return(20, 9, 9)},
        2024: {"A": Return(12, 9, 6), "C": Return(40, 9, 40)},
    }
    found = Comparison(make_inputs(2024, years, units)).like_for_like("SO", "CDHT")
    assert (found.now, found.last, found.units, found.is_whole) == ((6, 12), (5, 10), 1, False)
    assert found.rows == [(2023, "A", "CDHT")]


def test_a_unit_dissolved_since_makes_the_years_differ():
    units = catalogue(unit("A", 2003), unit("B", 2003, 2023))
    found = comparison(units, A=Return(10), B=Return(5)).like_for_like("SO", "CDHT")
    assert (found.last, found.units, found.is_whole) == ((0, 10), 1, False)


def test_a_new_department_is_compared_over_the_units_it_took_over():
    years = {2024: {"VP": Return(10, 9, 8)}, 2025: {"VP": Return(12, 9, 8)}}
    found = Comparison(make_inputs(2025, years))
    for code in ("VP", "SNNMT"):
        assert found.like_for_like(code, "CDHT").last == (8, 10)
    assert not found.like_for_like("SNNMT", "CDHT").is_whole


def test_the_last_known_headcount_may_be_older_than_last_year():
    years = {2022: {"TTR": Return(24)}, 2023: {"VP": Return(9)}, 2024: {"VP": Return(9)}}
    found = Comparison(make_inputs(2024, years))
    assert found.last_known_people("TTR") == 24
    assert found.last_known_people("KSN") is None


def test_first_year():
    found = Comparison(make_inputs(2021, {2021: {"VP": Return(10)}}))
    assert found.like_for_like("VP", "CDHT").is_first_year


def test_merged_unit_in_the_report():
    """2023: Đo đạc, Bản đồ went into Quản lý đất đai; their sum stands beside it."""
    years = {
        2022: {"DDBD": Return(20, 9, 5), "QLDD": Return(40, 9, 10)},
        2023: {"QLDD": Return(60, 50, 30)},
    }
    model = build_report(make_inputs(2023, years))
    row = next(row for row in model.units if row.code == "QLDD")
    assert row.leading.last_rate == "25,0%"  # (5 + 10) of (20 + 40)
