"""The campaign opens: what each unit finds in its outbox, and what is never written over."""

import datetime as dt
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import psycopg
import pytest

from steps.campaign import opening
from steps.campaign.opening import open_campaign, write_blanks
from steps.catalogue import load_catalogue
from steps.intake.reading.children import read_workbooks
from steps.year import of_run
from tests.desk.conftest import another_database
from tests.pipeline import Pipeline, year_report
from tests.runs import Run
from transforms.errors import ReportError
from transforms.reading.workbook import read_submission

UNITS = """
    S | Sở             | group | - | 2020-01-01 | - | - | -
    A | Phòng Đất đai  | office | S | 2020-01-01 | - | - | -
    B | Phòng Cũ       | office | S | 2020-01-01 | 2025-03-31 | C | -
    C | Phòng Khoáng sản | office | S | 2020-01-01 | - | - | -
    D | Phòng Mới      | office | S | 2025-04-01 | - | - | -
"""
FIRST = 7  # row of the first person in our workbooks


@pytest.fixture(scope="module")
def sent(server, tmp_path_factory) -> Iterator[tuple[Path, str]]:
    """2024: A with three persons, B and C, merged since, with two and one."""
    with another_database(server, "template_warehouse") as (name, url):
        office = Pipeline(tmp_path_factory.mktemp("office"), url)
        office.units(UNITS)
        for code, unit, persons in (
            ("A", "Phòng Đất đai", 3),
            ("B", "Phòng Cũ", 2),
            ("C", "Phòng Khoáng sản", 1),
        ):
            office.send(year_report(2024, code, unit, persons, 1), f"{code}.xlsx")
        office.run(2024)
        yield office.inbox.parent, name


@pytest.fixture
def office(server, sent, tmp_path) -> Iterator[Pipeline]:
    folder, template = sent
    with another_database(server, template) as (_, url):
        office = Pipeline(tmp_path, url)
        office.units(UNITS)
        for part in ("var", "inbox"):
            shutil.copytree(folder / part, tmp_path / part, dirs_exist_ok=True)
        load_catalogue.cache_clear()
        yield office


def outbox(office: Pipeline) -> Path:
    return Path(office.settings.outbox)


def book(office: Pipeline, code: str, year: int = 2025) -> openpyxl.Workbook:
    [path] = (outbox(office) / code).glob(f"{code}_Bieu*_{year}.xlsx")
    return openpyxl.load_workbook(path)


def persons(office: Pipeline, code: str, year: int = 2025) -> list[tuple[object, ...]]:
    page = book(office, code, year)["Danh sách"]
    rows = page.iter_rows(min_row=FIRST, max_col=11, values_only=True)
    return [row[1:] for row in rows if row[1] is not None]


def test_each_unit_gets_its_workbook_with_last_years_persons_and_nothing_else_of_them(office):
    assert write_blanks(office.settings, 2025)["new"] == ["A", "C", "D"]
    assert persons(office, "A") == [
        (f"A{row}", name, kind, *[None] * 7)
        for row, name, kind in [
            (4, *sent_person(office, "a", 4)), (5, *sent_person(office, "a", 5)),
            (6, *sent_person(office, "a", 6)),
        ]
    ]  # fmt: skip
    assert [person[0] for person in persons(office, "C")] == [
        "B4",
        "B5",
        "C4",
    ]  # of all it continues
    assert persons(office, "D") == []
    info = {row[0].value: row[1].value for row in book(office, "C")["Thông tin"].iter_rows()}
    assert (info["Mã đơn vị"], info["Năm báo cáo"], info["Tổng số người"]) == ("C", 2025, None)
    assert info["Ngày chốt số liệu"] == dt.datetime(2025, 11, 15)


def sent_person(office: Pipeline, file: str, row: int) -> tuple[object, object]:
    page = openpyxl.load_workbook(office.inbox / f"{file.upper()}.xlsx")["Danh sách"]
    return page[f"C{row}"].value, page[f"D{row}"].value


def test_a_form_of_counts_gives_no_list_and_gets_none(office):
    write_blanks(office.settings, 2022)
    assert "Danh sách" not in book(office, "A", 2022).sheetnames
    write_blanks(office.settings, 2023)  # after a year of counts
    assert persons(office, "A", 2023) == []


def test_what_is_to_be_filled_in_is_open_and_the_rest_is_locked(office):
    write_blanks(office.settings, 2025)
    found = book(office, "A")
    assert all(page.protection.sheet and not page.protection.password for page in found)
    info = {row[0].value: row for row in found["Thông tin"].iter_rows(max_col=2)}
    locked = {label: value.protection.locked for label, (_, value) in info.items() if label}
    assert {label for label in info if label and not locked[label]} == {
        "Tổng số người", "Quyết định công nhận", "Người lập biểu", "Thủ trưởng đơn vị",
        "Ngày phê duyệt",
    }  # fmt: skip
    assert all(label.protection.locked for label, _ in info.values())
    for name in ("Danh sách", "Hoạt động", "Thuyết minh", "Giải trình"):
        page = found[name]
        head = int(page.freeze_panes[1:]) - 1
        assert page.cell(head, 2).protection.locked
        assert not page.cell(head + 1, 2).protection.locked
        assert not page.column_dimensions["B"].protection.locked  # below the ruled rows too
        assert max(column.max for column in page.column_dimensions.values()) == 16384
        assert not page.protection.insertRows
        assert not page.protection.deleteRows
        assert page.data_validations.dataValidation or name == "Giải trình"


def test_what_an_officer_fills_in_is_read_as_ever(office, tmp_path):
    write_blanks(office.settings, 2025)
    filled = book(office, "A")
    filled["Thông tin"]["B10"] = 3
    assert filled["Thông tin"]["A10"].value == "Tổng số người"
    filled["Danh sách"]["E7"] = "x"
    filled.save(tmp_path / "a.xlsx")
    [cells] = read_workbooks([tmp_path / "a.xlsx"])
    reading = read_submission(cells, load_catalogue(office.settings.catalog_dir))
    assert (reading.unit_code, reading.year, reading.entry_count) == ("A", 2025, 3)
    assert not {finding.rule_code for finding in reading.findings} & {"F01", "F03", "F04", "F07"}


def test_run_again_it_writes_the_same_and_nothing_twice(office):
    write_blanks(office.settings, 2025)
    before = {path: path.read_bytes() for path in outbox(office).rglob("*.xlsx")}
    assert len(before) == 3
    assert write_blanks(office.settings, 2025) == {"same": ["A", "C", "D"]}
    for path in before:
        path.unlink()
    write_blanks(office.settings, 2025)
    assert {path: path.read_bytes() for path in outbox(office).rglob("*.xlsx")} == before


def test_what_somebody_has_changed_is_left_alone_and_told(office):
    write_blanks(office.settings, 2025)
    path = outbox(office) / "A" / "A_Bieu3_2025.xlsx"
    changed = book(office, "A")
    changed["Danh sách"]["E7"] = "x"
    changed.save(path)
    content = path.read_bytes()
    assert write_blanks(office.settings, 2025)["kept"] == ["A"]
    assert path.read_bytes() == content


def test_what_is_still_ours_follows_a_new_deadline(office):
    write_blanks(office.settings, 2025)
    with psycopg.connect(office.url) as connection:
        connection.execute(
            "insert into core.extension (reporting_year, unit_code, deadline) "
            "values (2025, 'A', '2025-11-27')"
        )
    assert write_blanks(office.settings, 2025) == {"new": ["A"], "same": ["C", "D"]}
    texts = [cell.value for row in book(office, "A")["Hướng dẫn"].iter_rows() for cell in row]
    assert any("27/11/2025" in str(text) for text in texts)


def test_a_lost_file_of_last_year_is_no_reason_for_no_workbook(office, caplog):
    [(sha256,)] = office.rows("select sha256 from core.submission where unit_code = 'A'")
    (office.settings.landing_dir / sha256).unlink()
    (office.inbox / "A.xlsx").unlink()
    assert write_blanks(office.settings, 2025)["new"] == ["A", "C", "D"]
    assert persons(office, "A") == []
    assert sha256 in caplog.text


@pytest.fixture
def run(monkeypatch):
    def started(run_type: str) -> None:
        context = {"dag_run": Run(run_type, "2025-10-01")}
        monkeypatch.setattr(of_run, "get_current_context", lambda: context)

    return started


@pytest.mark.fault(
    "Hộp thư đi của một đơn vị không ghi được",
    "mở đợt",
    "đơn vị khác vẫn có biểu mẫu; một dòng nêu đơn vị",
)
def test_the_run_says_who_has_no_address_and_whose_outbox_takes_nothing(office, run):
    run("scheduled")
    office.write("units.csv", "C,Phòng Khoáng sản,office,S,2020-01-01,,,,", "C,Phòng Khoáng sản,"
                 "office,S,2020-01-01,,,,c@example.invalid")  # fmt: skip
    load_catalogue.cache_clear()
    told = open_campaign(office.settings, 2025)
    assert told == (
        "Năm 2025: biểu mẫu của 3 đơn vị ở hộp thư đi (3 tệp mới); chưa có địa chỉ thư, phải đưa "
        "tận tay: A, D"
    )
    shutil.rmtree(outbox(office) / "A")
    (outbox(office) / "A").write_text("a file in its place")
    with pytest.raises(ReportError, match="không ghi được vào hộp thư đi của A; hãy kiểm tra"):
        open_campaign(office.settings, 2025)
    assert persons(office, "C")


def test_a_backfill_puts_nothing_anywhere(office, run):
    run("backfill")
    assert "không đặt biểu mẫu" in open_campaign(office.settings, 2025)
    assert not outbox(office).exists()


def test_names_are_neither_logged_nor_kept(office, run, caplog):
    caplog.set_level("DEBUG")
    run("manual")
    open_campaign(office.settings, 2025)
    name = sent_person(office, "a", 4)[0]
    assert isinstance(name, str)
    assert name not in caplog.text
    assert office.rows("select unit_code, name from core.blank order by 1") == [
        (code, f"{code}_Bieu3_2025.xlsx") for code in "ACD"
    ]


def test_a_long_list_of_units_is_cut():
    assert opening._named(map(str, range(17))).endswith("13, 14 và 2 đơn vị khác")


def test_the_bytes_depend_on_the_content_only(office):
    from steps.campaign.blanks import blank_bytes
    from steps.catalogue import load_year

    of_year = load_year(office.settings.catalog_dir, 2025)
    first, second = (blank_bytes(of_year, of_year.reporting_units[0]) for _ in range(2))
    assert first == second
    assert openpyxl.load_workbook(io.BytesIO(first))["Hướng dẫn"].protection.sheet
