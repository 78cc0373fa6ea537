"""Rules across columns: what may be declared, and the one line about what may not."""

import json
import shutil
from pathlib import Path

import pytest

from expectations import declared
from expectations.declared import ROW_WISE, SHARED, row_rules
from steps.catalogue import load_catalogue
from tests.conftest import PROJECT
from transforms.errors import DeclarationError

ROSTER = declared.FOLDER / "roster.json"
PLACE = "Danh mục sai: tệp expectations/roster.json, mục "
KWARGS = '"column_A": "score", "column_B": "pass_score", "or_equal": true'
BROKEN = [
    ('"expectations": [', '"expectations": [,', "dòng 3, cột 20: sai cú pháp JSON"),
    ('"name": "roster"', '"name": "rooster"', "name: phải là roster, như tên tệp"),
    ('"expectations": [', '"expectation": [', "expectations: thiếu mục này"),
    ('{"rule": "R06", ', "{", "expectations.1.meta.rule: thiếu mục này"),
    ('"rule": "R06"', '"rule": "R06", "grain": "x"',
     "expectations.1.meta.grain: không có mục nào tên như vậy (đang ghi: 'x')"),
    ("{pass_score}", "{passscore}",
     "expectations.1.meta: chỗ điền sai trong detail: 'passscore'"),
    ("{pass_score}", "{pass_score",
     "expectations.1.meta: ngoặc { } trong detail mở, đóng không khớp"),
    ('"column_A": "score", ', "", "expectations.1: kwargs thiếu column_A"),
    ('"or_equal": true', '"mostly": 0.5', "expectations.1: kwargs không có mục nào tên mostly"),
    ('"column_A": "score"', '"column_A": 7', "expectations.1: kwargs.column_A phải là tên cột"),
    ('"operator": "=="', '"operator": "==="',
     "expectations.1: row_condition.comparison.operator: phải là một trong: '==', '!=', '<', '<=', "
     "'>', '>=', 'IN', 'NOT_IN' (đang ghi: '===')"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch):
    found = Path(shutil.copytree(declared.FOLDER, tmp_path / "expectations"))
    monkeypatch.setattr(declared, "FOLDER", found)
    for cache in (row_rules, load_catalogue):
        cache.cache_clear()
    yield found
    for cache in (row_rules, load_catalogue):
        cache.cache_clear()


def change(folder: Path, old: str, new: str) -> None:
    text = ROSTER.read_text(encoding="utf-8")
    assert old in text
    (folder / "roster.json").write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_a_mistake_is_one_line_with_file_key_and_reason(folder, old, new, said):
    change(folder, old, new)
    with pytest.raises(DeclarationError) as told:
        load_catalogue(PROJECT / "catalog")
    assert str(told.value) == PLACE + said


def test_what_great_expectations_does_not_know_is_refused(folder):
    change(folder, "expect_column_values_to_not_be_null", "expect_column_values_to_be_nice")
    with pytest.raises(DeclarationError, match=r"expectations\.5\.type: phải là một trong"):
        load_catalogue(PROJECT / "catalog")


@pytest.mark.parametrize("column", ["is_digitally_skilled", "is_self_updating"])
def test_a_column_misspelt_is_told_and_its_rule_not_lost(folder, column):
    text = ROSTER.read_text(encoding="utf-8")
    wrong = column.replace("i", "ii", 1)
    (folder / "roster.json").write_text(text.replace(column, wrong), encoding="utf-8")
    with pytest.raises(DeclarationError) as told:
        load_catalogue(PROJECT / "catalog")
    assert str(told.value) == (f"{PLACE}R07: không biểu mẫu nào có cột {wrong} (có cột {column})")


def test_several_conditions_hold_together(folder):
    both = {
        "type": "and",
        "conditions": [
            {"type": "comparison", "column": {"name": "is_recognised"}, "operator": "==",
             "parameter": True},
            {"type": "nullity", "column": {"name": "score"}, "is_null": True},
        ],
    }  # fmt: skip
    suite = json.loads(ROSTER.read_text(encoding="utf-8"))
    suite["expectations"][1]["kwargs"]["row_condition"] = both
    (folder / "roster.json").write_text(json.dumps(suite), encoding="utf-8")
    assert {"is_recognised", "score"} <= set(declared.columns_named(row_rules("roster")[1]))


def test_what_may_be_asked_is_what_great_expectations_can_do():
    import great_expectations.expectations.core as core
    from great_expectations.expectations import expectation as base

    kinds = (
        base.ColumnMapExpectation, base.ColumnPairMapExpectation, base.MulticolumnMapExpectation,
    )  # fmt: skip
    known = {
        kind.expectation_type: kind.__fields__
        for kind in vars(core).values()
        if isinstance(kind, type) and issubclass(kind, kinds) and kind not in kinds
        if hasattr(kind, "expectation_type")
    }
    for name, (columns, needed, possible) in ROW_WISE.items():
        fields = known[name]
        assert {*columns, *needed, *possible, *SHARED} <= set(fields), name
        optional = {key for key in (*columns, *needed) if not fields[key].required}
        assert optional <= {"regex"}, name
