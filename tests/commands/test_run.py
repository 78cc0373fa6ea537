"""`make run`, as a process of its own: what it prints, writes, ends with, and never gives away."""

import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import openpyxl
import psycopg
import pytest

from tests.conftest import HOME, PROJECT
from warehouse.embedded import embedded

YEAR = 2024


def make_run(data_dir: Path, **settings: object) -> subprocess.CompletedProcess[str]:
    env = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "commands.run"],
        cwd=PROJECT,
        env=env
        | {"DATA_DIR": str(data_dir)}
        | {key: str(value) for key, value in settings.items()},
        capture_output=True,
        text=True,
        timeout=240,
    )


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.stderr == ""
    return done.stdout.splitlines()[-1]


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder but the PDFs, by name, with its bytes' hash."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".pdf"
    }


def dump(data_dir: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table and view of the warehouse."""
    with embedded(data_dir, "warehouse") as url, psycopg.connect(url) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables "
            "where table_schema in ('core', 'mart') order by 1"
        ).fetchall()
        return {
            name: sorted(connection.execute(f"select * from {name}").fetchall(), key=repr)
            for (name,) in tables
        }


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    folder = HOME / "make run tại Lạng Sơn"  # blanks and Vietnamese letters on the way
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def first(data_dir: Path) -> subprocess.CompletedProcess[str]:
    return make_run(data_dir)


def test_a_demonstration_year_ends_with_the_report(
    data_dir: Path, first: subprocess.CompletedProcess[str]
):
    assert first.returncode == 0, first.stdout
    assert first.stderr == ""
    draft = data_dir / "reports" / str(YEAR) / "draft"
    assert {"bao-cao.docx", "bao-cao.html"} <= {path.name for path in draft.iterdir()}
    for line in ("VP         nhận  ", "Chỉ tiêu   Kết quả", f"report: {draft}/bao-cao.docx"):
        assert line in first.stdout
    assert "warehouse: postgresql://postgres@" in first.stdout


def test_the_sample_s_faults_are_found(data_dir: Path, first: subprocess.CompletedProcess[str]):
    """One unit missing, one rejected, one partly accepted, one with queries, one late."""
    rows = dump(data_dir)["mart.completeness"]
    statuses = [row[-1] for row in rows]
    for status in ("missing", "rejected", "partially_accepted", "accepted_with_warnings"):
        assert status in statuses
    assert statuses.count("accepted") >= 6
    late = [row for row in rows if row[3] and not row[4] and row[-1] != "rejected"]
    assert len(late) == 1


def test_a_second_run_loads_nothing_and_writes_the_same_bytes(
    data_dir: Path, first: subprocess.CompletedProcess[str]
):
    tables, files = dump(data_dir), hashes(data_dir / "reports") | hashes(data_dir / "feedback")
    again = make_run(data_dir)
    assert again.returncode == 0
    assert "0 tệp cần kiểm tra" in again.stdout
    assert hashes(data_dir / "reports") | hashes(data_dir / "feedback") == files
    later = dump(data_dir)
    assert later["core.submission"] == tables["core.submission"]
    assert later["core.submission_event"] == tables["core.submission_event"]
    assert later["mart.indicator"] == tables["mart.indicator"]


def test_names_and_staff_codes_stay_in_workbooks(
    data_dir: Path, first: subprocess.CompletedProcess[str]
):
    names, codes = people(data_dir / "sample" / str(YEAR))
    assert len(names) > 400
    said = first.stdout + "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in data_dir.rglob("*")
        if path.suffix in (".log", ".html", ".txt") and "postgres" not in path.parts
    )
    cells = {
        text
        for rows in dump(data_dir).values()
        for row in rows
        for value in row
        for text in [unicodedata.normalize("NFC", str(value))]
    }
    held = "\n".join(cells)
    assert not [name for name in names if name in said or name in held]
    assert not codes & cells
    assert not [code for code in codes if len(code) > 5 and code in said]


def people(folder: Path) -> tuple[set[str], set[str]]:
    """Every name and staff code of the sample, as written."""
    names, codes = set(), set()
    for path in folder.glob("*.xlsx"):
        book = openpyxl.load_workbook(path, read_only=True)
        title = next(t for t in book.sheetnames if unicodedata.normalize("NFC", t) == "Danh sách")
        rows = [
            [unicodedata.normalize("NFC", str(v)) if v is not None else "" for v in row]
            for row in book[title].iter_rows(values_only=True)
        ]
        at = next(i for i, row in enumerate(rows) if "Mã số" in row and "Họ và tên" in row)
        code, name = rows[at].index("Mã số"), rows[at].index("Họ và tên")
        for row in rows[at + 1 :]:
            if row[code] and row[name]:
                codes.add(row[code].strip())
                names.add(row[name].strip())
    return names, codes


def test_another_secret_stops_with_one_line(
    data_dir: Path, first: subprocess.CompletedProcess[str]
):
    done = make_run(data_dir, PERSON_KEY_SECRET="another")
    assert done.returncode == 1
    assert last_line(done).startswith(
        "PERSON_KEY_SECRET: không phải khóa mà kho dữ liệu này đã dùng"
    )


def test_an_inbox_without_a_file_of_the_year(tmp_path: Path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "ghi chú.xlsx").write_text("không phải bảng tính")
    done = make_run(tmp_path / "var", INBOX=inbox, YEAR=2023)
    assert done.returncode == 1
    assert last_line(done).startswith("Chưa có tệp nào của năm 2023 trong ")
    assert not (tmp_path / "var" / "reports").exists()
    assert len(list((tmp_path / "var" / "feedback" / "unknown").glob("*.xlsx"))) == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"YEAR": "1999"}, "YEAR: năm 1999 không có biểu mẫu"),
        ({"YEAR": "2099"}, "YEAR: năm 2099 chưa báo cáo được; năm cuối là 20"),
        ({"YEAR": "năm nay"}, "YEAR: 'năm nay' không phải là năm"),
        ({"CATALOG_DIR": "/nowhere"}, "CATALOG_DIR: không có thư mục danh mục /nowhere"),
        ({"WAREHOUSE_URL": "mysql://a:b@c/d"}, "WAREHOUSE_URL: không phải địa chỉ PostgreSQL"),
        (
            {"WAREHOUSE_URL": "postgresql://u:s3cret@127.0.0.1:9/d"},
            "WAREHOUSE_URL: không nối được tới postgresql://u@127.0.0.1:9/d",
        ),
    ],
)
def test_a_wrong_setting_is_one_line(tmp_path: Path, settings: dict[str, str], said: str):
    done = make_run(tmp_path / "var", **settings)
    assert done.returncode == 1
    assert done.stdout.startswith(said)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert "s3cret" not in done.stdout


def test_a_broken_catalogue_is_one_line(tmp_path: Path):
    catalogue = Path(shutil.copytree(PROJECT / "catalog", tmp_path / "catalog"))
    units = catalogue / "units.csv"
    units.write_text(units.read_text().replace("2003-09-30", "hôm qua", 1))
    done = make_run(tmp_path / "var", CATALOG_DIR=catalogue)
    assert done.returncode == 1
    assert last_line(done).startswith("Danh mục sai: tệp units.csv, mục dòng 2.valid_from")
    assert done.stdout.count("\n") == 1


def test_an_inbox_that_is_not_there(tmp_path: Path):
    done = make_run(tmp_path / "var", INBOX=tmp_path / "nowhere")
    assert done.returncode == 1
    assert last_line(done) == f"INBOX: không có thư mục {tmp_path / 'nowhere'}"
