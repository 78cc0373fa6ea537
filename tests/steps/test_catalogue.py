"""A mistake in the catalogue stops with file, key and reason; the shipped one is whole."""

import re
import shutil
from pathlib import Path

import pytest

from steps.catalogue import load_catalogue, load_year
from tests.conftest import PROJECT
from transforms.errors import DeclarationError, SettingError

CATALOGUE = PROJECT / "catalog"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CATALOGUE, tmp_path / "catalog"))


def replace(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_shipped_row_loads():
    catalogue = load_catalogue(CATALOGUE)
    assert {form.version for form in catalogue.forms} == {"1", "2"}
    assert len(catalogue.tasks) == 11
    assert set(catalogue.rules.rules) == {
        *(f"F{n:02}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 10, 11)),
        *(f"R{n:02}" for n in range(1, 10)),
        *(f"Q{n:02}" for n in range(1, 10)),
    }


@pytest.mark.parametrize("year", range(2021, 2027))
def test_every_year_has_units_a_root_and_an_issuer(year: int):
    of_year = load_year(CATALOGUE, year)
    assert of_year.root.is_group
    assert 10 <= len(of_year.reporting_units) <= 14
    assert of_year.issuer.symbol == ("BC-STNMT" if year < 2025 else "BC-SNNMT")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("indicators.toml", "pct = 60", "pct = 160", "tệp indicators.toml, mục CDHT.targets.0.pct"),
        ("indicators.toml", 'numerator = "recognised_count"', 'numerator = "happy_count"',
         "mục CDHT.numerator: không có số đếm 'happy_count' trong measures.toml"),
        ("indicators.toml", 'denominator = "headcount"', "", "mục CDHT.denominator: thiếu mục này"),
        ("indicators.toml", "[CDHT]", "[CDHT", "mục -: không đúng cú pháp TOML"),
        ("calendar.toml", 'unit_deadline = "20/11"', 'unit_deadline = "31/02"',
         "tệp calendar.toml, mục default.unit_deadline"),
        ("calendar.toml", "days_off", "day_off", "mục day_off: không có mục nào tên như vậy"),
        ("rules.toml", "tính ({expected})", "tính ({expectd})", "mục F01.text: chỗ điền sai"),
        ("rules.toml", 'severity = "critical"', 'severity = "grave"', "mục F01.severity"),
        ("issuer.toml", 'symbol = "BC-STNMT"', "", "mục issuers.0.symbol: thiếu mục này"),
        ("forms/bieu-02.toml", 'kind = "whole"', 'kind = "hole"', "bieu-02.toml, mục sheets.0"),
        ("forms/bieu-02.toml", "= 2023", "= 2022", "hai biểu mẫu cùng hiệu lực năm"),
        ("units.csv", "KCQ,2003-09-30,2025-02-28,VP", "KCX,2003-09-30,2025-02-28,VP",
         "mục VP.parent_code: ngày 30/09/2003 không có đơn vị cấp trên KCX"),
        ("units.csv", "inspectorate,KCQ,2003-09-30", "inspectorate,VP,2003-09-30",
         "mục TTR.parent_code: VP không phải nhóm"),
        ("units.csv", "KCQ,2003-09-30,2025-02-28,VP", "KCQ,2003-09-30,2025-03-01,VP",
         "mục VP: hai dòng cùng mã có thời gian chồng nhau"),
        ("units.csv", "2003-09-30", "30/09/2003", "mục dòng 2.valid_from"),
        ("units.csv", "STNMT,2003-09-30,2025-02-28,KDV", ",2003-09-30,2025-02-28,KDV",
         "phải có đúng một đơn vị gốc, đang có: STNMT, KDV"),
        ("units.csv", "group,,2003-09-30,2025-02-28,SNNMT", "group,,2003-09-30,2025-02-28,XYZ",
         "mục STNMT.successor_code: không có mã XYZ"),
        ("units.csv", ",valid_to,", ",valid_until,", "mục dòng 2.valid_to: thiếu mục này"),
        ("units.csv", "2025-02-28,CNDL,70", "2025-02-28,CNDL,170", "pass_score"),
        ("units.csv", "\nVP,", "\n../VP,", "chỉ dùng chữ, số"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_file_key_and_reason(
    folder: Path, file: str, old: str, new: str, said: str
):
    replace(folder, file, old, new)
    with pytest.raises(DeclarationError, match=re.escape(said)) as caught:
        load_catalogue(folder)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("Danh mục sai: tệp ")


@pytest.mark.parametrize("file", ["units.csv", "calendar.toml", "issuer.toml", "rules.toml"])
def test_a_missing_file_is_named(folder: Path, file: str):
    (folder / file).unlink()
    with pytest.raises(DeclarationError, match=f"tệp {file}, mục -: không có tệp này"):
        load_catalogue(folder)


def test_a_year_without_a_form_is_a_wrong_setting():
    with pytest.raises(SettingError, match="YEAR: năm 1999 không có biểu mẫu"):
        load_year(CATALOGUE, 1999)
