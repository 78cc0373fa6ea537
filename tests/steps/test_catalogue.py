"""A mistake in the catalogue stops with file, key and reason; the shipped one is whole."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core.core_schema import ErrorType

from expectations.declared import declared_tables, row_rules
from expectations.suites import columns_of
from steps.catalogue import load_catalogue, load_year
from tests.conftest import PROJECT
from tests.steps.broken_catalogues import BROKEN, FORM_1, FORM_2, FORM_3
from tests.workbooks import lines, report
from transforms.catalogue.checks.years import years_of
from transforms.catalogue.faults import reason_of
from transforms.errors import DeclarationError, SettingError
from transforms.rules.codes import OWN_RULES

CATALOGUE = PROJECT / "catalog"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CATALOGUE, tmp_path / "catalog"))


def replace(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# --- the shipped one


def test_every_shipped_row_loads():
    catalogue = load_catalogue(CATALOGUE)
    assert {form.version for form in catalogue.forms} == {"1", "2", "3"}
    assert len(catalogue.tasks) == 11
    raised = {code for form in catalogue.forms for s in form.sheets for f in s.row_fields
              for code in f.rules}  # fmt: skip
    across = {c["meta"]["rule"] for table in declared_tables() for c in row_rules(table)}
    assert set(catalogue.rules.rules) == {*OWN_RULES, *raised, *across}


@pytest.mark.parametrize("table", declared_tables())
def test_every_rule_across_columns_is_on_columns_of_a_form(table):
    sheets = [sheet for form in load_catalogue(CATALOGUE).forms for sheet in form.tables]
    known = {column for sheet in sheets if sheet.table == table for column in sheet.columns}
    for check in row_rules(table):
        assert columns_of(check) <= known


@pytest.mark.parametrize("year", range(2021, 2027))
def test_every_year_has_units_a_root_and_an_issuer(year: int):
    of_year = load_year(CATALOGUE, year)
    assert of_year.root.is_group
    assert 10 <= len(of_year.reporting_units) <= 14
    assert of_year.issuer.symbol == ("BC-STNMT" if year < 2025 else "BC-SNNMT")


# --- broken ones


@pytest.mark.parametrize(("file", "old", "new", "said"), BROKEN)
def test_a_mistake_is_one_line_with_file_key_and_reason(folder: Path, file, old, new, said):
    replace(folder, file, old, new)
    with pytest.raises(DeclarationError) as caught:
        load_catalogue(folder)
    assert str(caught.value) == f"Danh mục sai: {said}"


def test_a_day_is_not_both_off_and_worked(folder: Path):
    replace(folder, "calendar.toml", "days_off = []", "days_off = [2026-11-21]")
    replace(folder, "calendar.toml", "working_days = []", "working_days = [2026-11-21]")
    with pytest.raises(DeclarationError, match="21/11/2026 vừa là ngày nghỉ vừa là ngày làm việc"):
        load_catalogue(folder)


TOLD = dict.fromkeys(("gt", "ge", "lt", "le", "min_length"), 1.0) | {
    "pattern": "^x$", "expected": "'a' or 'b'", "error": "day is out of range for month",
}  # fmt: skip


@pytest.mark.parametrize("kind", get_args(ErrorType))
def test_every_mistake_that_pydantic_can_find_is_told_in_words_of_our_own(kind: str):
    said = reason_of(kind, TOLD)
    assert re.search("[ạảấầậắặọốồộớờợựứừịệếềểđáàãéèíìóòúùýăâêôơư]", said)
    assert " or " not in said
    assert "day is out" not in said


FILES = ("calendar.toml", "indicators.toml", "issuer.toml", "measures.toml", "narrative.toml",
         "rules.toml", "tasks.toml", "units.csv")  # fmt: skip


@pytest.mark.parametrize("file", FILES)
def test_a_folder_in_a_files_place_is_named(folder: Path, file: str):
    (folder / file).unlink()
    (folder / file).mkdir()
    with pytest.raises(DeclarationError, match=f"tệp {file}, mục -: không đọc được tệp"):
        load_catalogue(folder)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(folder: Path, file: str):
    (folder / file).unlink()
    with pytest.raises(DeclarationError, match=f"tệp {file}, mục -: không có tệp này"):
        load_catalogue(folder)


def test_a_demonstration_is_of_the_tables_that_its_people_are_invented_for(tmp_path: Path):
    folder = Path(shutil.copytree(PROJECT / "tests" / "departments" / "health", tmp_path / "c"))
    replace(folder, "issuer.toml", "demo = false", "demo = true")
    load_catalogue(folder)
    load_catalogue.cache_clear()
    for file in (folder / "forms" / "bieu-01.toml", folder / "measures.toml"):
        file.write_text(
            file.read_text(encoding="utf-8").replace("roster", "staff"), encoding="utf-8"
        )
    with pytest.raises(DeclarationError, match="phải tên là roster|cần bảng roster"):
        load_catalogue(folder)


@pytest.mark.parametrize(
    "stray", ["units2.csv", "rule.TOML", "documents.csv.txt", "forms/bieu-04.tml"]
)
def test_a_file_that_would_never_be_read_is_named(folder: Path, stray: str):
    (folder / stray).write_text("x = 1\n")
    with pytest.raises(DeclarationError, match=re.escape(stray)):
        load_catalogue(folder)


def test_without_any_form(folder: Path):
    shutil.rmtree(folder / "forms")
    with pytest.raises(DeclarationError, match="tệp forms, mục -: không có biểu mẫu nào"):
        load_catalogue(folder)


def test_another_encoding_is_told(folder: Path):
    (folder / "rules.toml").write_bytes("# Quy tắc kiểm tra".encode("utf-16"))
    with pytest.raises(DeclarationError, match="mục -: không phải văn bản mã UTF-8"):
        load_catalogue(folder)


@pytest.mark.parametrize("row", [BROKEN[0], BROKEN[12], BROKEN[46]])
def test_none_gets_as_far_as_a_run(folder: Path, tmp_path: Path, row):
    file, old, new, said = row
    replace(folder, file, old, new)
    done = subprocess.run(
        [sys.executable, "-m", "commands.run"], cwd=PROJECT, capture_output=True, text=True,
        env=os.environ | {"CATALOG_DIR": str(folder), "DATA_DIR": str(tmp_path / "var")},
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (1, f"Danh mục sai: {said}\n", "")
    assert not (tmp_path / "var").exists()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([*FILES, FORM_1, FORM_2, FORM_3]), st.data())
def test_whatever_line_is_lost_or_doubled_it_is_one_line_or_can_run(tmp_path_factory, file, data):
    folder = Path(shutil.copytree(CATALOGUE, tmp_path_factory.mktemp("c") / "catalog"))
    written = (folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
    place = data.draw(st.integers(0, len(written) - 1))
    times = data.draw(st.sampled_from([0, 2]))
    written[place : place + 1] = written[place : place + 1] * times
    (folder / file).write_text("".join(written), encoding="utf-8")
    try:
        catalogue = load_catalogue(folder)
    except DeclarationError:
        return
    for year in years_of(catalogue):
        assert catalogue.of_year(year)


# --- years


def test_a_year_without_a_form_is_a_wrong_setting():
    with pytest.raises(SettingError, match="YEAR: năm 1999 không có biểu mẫu"):
        load_year(CATALOGUE, 1999)


def test_what_two_forms_have_apart_is_no_indicator(folder: Path):
    """Its numerator is counted by the first form alone, its denominator by the second alone."""
    replace(folder, "measures.toml", 'count.roster = { filled = ["score"] }\n', "")
    replace(folder, "indicators.toml", 'numerator = "trained_count"\ndenominator = "headcount"',
            'numerator = "trained_count"\ndenominator = "assessed_count"')  # fmt: skip
    with pytest.raises(DeclarationError, match="mục BD: không biểu mẫu nào cho cả tử số và mẫu số"):
        load_catalogue(folder)


def test_a_later_form_takes_no_value_from_the_measures_of_the_years_before_it(folder: Path):
    """Counted by a value that form 3 does not offer any more."""
    only = 'count.roster = { where = { staff_type = "worker" } }'
    replace(folder, "measures.toml", 'count.roster = { sum = "training_count" }', only)
    replace(folder, FORM_3, ', "Người lao động" = "worker"', "")
    assert "class_count" in [m.name for m in load_catalogue(folder).of_year(2024).measures]


def test_a_form_that_asks_for_tasks_has_some(folder: Path):
    text = (folder / "tasks.toml").read_text(encoding="utf-8")
    (folder / "tasks.toml").write_text(text[: text.index("[tasks]")], encoding="utf-8")
    with pytest.raises(DeclarationError, match="tệp tasks.toml, mục tasks: không có nhiệm vụ nào"):
        load_catalogue(folder)


@pytest.mark.parametrize("year", [2031, 2032, 2101, 4000, 9998])
def test_a_year_after_all_that_is_declared_is_as_whole(year: int):
    """People type any year: what comes in then must find units and an issuer."""
    assert load_year(CATALOGUE, year).root.unit_code == "SNNMT"


def test_a_form_for_2026_leaves_the_years_before_it_untouched(folder: Path, monkeypatch):
    """It asks for other things: without `Điểm`, with a column and a label that are new."""
    form = (folder / FORM_3).read_text(encoding="utf-8")
    new = form.replace('version = "3"', 'version = "4"').replace("2025", "2026", 1)
    i = new.index('[[sheets.fields]]\nheader = "Điểm"')
    new = new[:i] + new[new.index("[[sheets.fields]]", i + 10) :]
    new = new.replace('header = "Năm báo cáo"', 'header = "Năm của báo cáo"')
    new = new.replace(
        'header = "Ghi chú"', 'header = "Ngoại ngữ"\ncolumn = "speaks"\nkind = "yes_no"'
    )
    new = new.replace('need = "optional"\nwidth = 24', "width = 24")
    (folder / "forms" / "bieu-04.toml").write_text(new, encoding="utf-8")
    replace(folder, FORM_3, "first_year = 2025", "first_year = 2025\nlast_year = 2025")
    later = load_catalogue(folder)
    assert [later.form(year).version for year in (2022, 2023, 2025, 2026)] == ["1", "2", "3", "4"]
    for year in range(2021, 2026):
        of_year, before = later.of_year(year), load_catalogue(CATALOGUE).of_year(year)
        assert of_year.measures == before.measures
        assert of_year.indicators == before.indicators
    monkeypatch.setattr("tests.workbooks.catalogue", lambda: later)
    from tests.workbooks import judge_books

    spoilt = report().put("Danh sách", "F4", 79).put("Danh sách", "E5", "?")
    [verdict] = judge_books({"book": spoilt}).values()
    assert [line[:3] for line in lines(verdict)] == [
        ("R04", "Danh sách", "E5"),
        ("R06", "Danh sách", "G4"),
    ]
