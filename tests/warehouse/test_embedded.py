"""The embedded server through crashes, neighbours and odd folders; addresses without passwords."""

import multiprocessing
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest
from sqlalchemy import create_engine, text

from steps.settings import Settings
from transforms.errors import SettingError
from warehouse.addresses import check_reachable, libpq_url, shown_url, sqlalchemy_url
from warehouse.embedded import embedded, serving

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives the server away")
HOLD = """
import sys
from pathlib import Path
from warehouse.embedded import embedded
with embedded(Path(sys.argv[1]), "warehouse") as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server until its standard input is closed."""
    command = [sys.executable, "-c", HOLD, str(data_dir)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as process:
        yield process


def server_id(data_dir: Path) -> int | None:
    """The server's process id; None once it has stopped in good order."""
    file = data_dir / "postgres" / "data" / "postmaster.pid"
    return int(file.read_text().split()[0]) if file.exists() else None


def ask(url: str, question: str = "select 1") -> object:
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """One DATA_DIR for the tests that leave a stopped, whole server behind."""
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        yield Path(folder)


@pytest.fixture
def fresh_dir() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tests-") as folder:
        yield Path(folder)


# --- One user


def test_makes_the_database_and_stops_the_server(data_dir):
    with embedded(data_dir, "warehouse") as url:
        assert ask(url, "select current_database()") == "warehouse"
        assert ask(url, "select upper('đặng')") == "ĐẶNG"
    assert server_id(data_dir) is None


def test_stops_the_server_when_its_user_fails(data_dir):
    with pytest.raises(ZeroDivisionError), embedded(data_dir, "warehouse"):
        raise ZeroDivisionError
    assert server_id(data_dir) is None


def test_two_databases_on_one_server(data_dir):
    with embedded(data_dir, "warehouse"), embedded(data_dir, "airflow") as url:
        assert ask(url, "select current_database()") == "airflow"
        first = server_id(data_dir)
        with embedded(data_dir, "warehouse"):
            assert server_id(data_dir) == first
        assert ask(url) == 1
    assert server_id(data_dir) is None


def test_no_network(data_dir):
    with embedded(data_dir, "warehouse") as url:
        assert ask(url, "show listen_addresses") == ""


def test_somebody_elses_port_is_not_ours(data_dir, monkeypatch):
    monkeypatch.setenv("PGPORT", "6543")
    with embedded(data_dir, "warehouse") as url:
        assert ask(url) == 1
        with create_engine(sqlalchemy_url(url)).connect() as connection:
            assert connection.scalar(text("select 1")) == 1


@pytest.mark.parametrize(
    "name", ["x" * 120, "Báo cáo, năm 2024", "a'b\"c$(d);e%20"], ids=["long", "vietnamese", "shell"]
)
def test_any_folder_will_do(fresh_dir, name):
    before = set(Path("/tmp").glob("warehouse-*"))
    with embedded(fresh_dir / name, "warehouse") as url:
        assert Path(ask(url, "show data_directory")) == fresh_dir / name / "postgres" / "data"
        with create_engine(sqlalchemy_url(url)).connect() as connection:
            assert connection.scalar(text("select 1")) == 1
    assert set(Path("/tmp").glob("warehouse-*")) <= before


def test_a_relative_folder(data_dir, monkeypatch):
    monkeypatch.chdir(data_dir.parent)
    with embedded(Path(data_dir.name), "warehouse") as url:
        monkeypatch.chdir("/")
        assert ask(url) == 1


def test_a_folder_that_is_a_file(fresh_dir):
    (fresh_dir / "var").touch()
    with pytest.raises(SettingError, match="^DATA_DIR: .*var"), embedded(fresh_dir / "var", "x"):
        pass


def test_a_broken_server_is_told_in_one_line(fresh_dir):
    with embedded(fresh_dir, "warehouse"):
        pass
    with (fresh_dir / "postgres" / "data" / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    with pytest.raises(SettingError, match=r"server\.log") as raised, embedded(fresh_dir, "x"):
        pass
    assert "\n" not in str(raised.value)


# --- Several users


def test_two_processes_start_at_once_and_the_last_stops(fresh_dir):
    with holder(fresh_dir) as one, holder(fresh_dir) as other:
        urls = one.stdout.readline(), other.stdout.readline()
        assert urls[0] == urls[1] != ""
        first = server_id(fresh_dir)
        one.communicate("")
        assert server_id(fresh_dir) == first
        assert ask(urls[1].strip()) == 1
    assert server_id(fresh_dir) is None


def test_a_guest_neither_stops_the_server_nor_is_stopped(data_dir):
    with embedded(data_dir, "warehouse") as url:
        first = server_id(data_dir)
        with holder(data_dir) as guest:
            guest.stdout.readline()
        assert ask(url) == 1
    with holder(data_dir) as host:
        host.stdout.readline()
        with embedded(data_dir, "warehouse") as url:
            host.communicate("")
            assert ask(url) == 1
    assert first is not None
    assert server_id(data_dir) is None


# --- Crashes


@pytest.mark.fault("Lệnh bị giết khi đang dùng kho", "kho nhúng", "lệnh sau dùng tiếp rồi tắt")
def test_a_killed_user_leaves_the_server_to_the_next(data_dir):
    with holder(data_dir) as victim:
        victim.stdout.readline()
        victim.kill()
    left = server_id(data_dir)
    with embedded(data_dir, "warehouse") as url:
        assert server_id(data_dir) == left is not None
        assert ask(url) == 1
    assert server_id(data_dir) is None


def test_a_killed_user_does_not_count(data_dir):
    with embedded(data_dir, "warehouse"), holder(data_dir) as victim:
        victim.stdout.readline()
        victim.kill()
    assert server_id(data_dir) is None


@pytest.mark.fault("Máy chủ kho bị giết", "kho nhúng", "bật lại")
def test_a_killed_server_starts_again(data_dir):
    with embedded(data_dir, "warehouse") as url:
        with psycopg.connect(url) as connection:
            connection.execute("create table kept as select 1")
        os.kill(server_id(data_dir), signal.SIGKILL)
    with embedded(data_dir, "warehouse") as url:
        assert ask(url, "select count(*) from kept") == 1


def test_a_killed_server_leaves_no_socket_folder(fresh_dir):
    before = set(Path("/tmp").glob("warehouse-*"))
    odd_dir = fresh_dir / "Báo cáo"
    with embedded(odd_dir, "warehouse"):
        server = psutil.Process(server_id(odd_dir))
        server.kill()
        server.wait(60)
    with embedded(odd_dir, "warehouse") as url:
        assert ask(url) == 1
    assert set(Path("/tmp").glob("warehouse-*")) <= before


def test_a_dead_servers_id_may_be_anothers(data_dir):
    with embedded(data_dir, "warehouse"):
        os.kill(server_id(data_dir), signal.SIGKILL)
    file = data_dir / "postgres" / "data" / "postmaster.pid"
    with subprocess.Popen(["sleep", "60"], user=file.stat().st_uid if is_root() else None) as other:
        file.write_text("\n".join([str(other.pid), *file.read_text().splitlines()[1:], ""]))
        with embedded(data_dir, "warehouse") as url:
            assert ask(url) == 1
        other.kill()


@pytest.mark.fault("Tắt ngang khi tạo kho", "kho nhúng", "tạo lại")
def test_half_made_data_are_made_again(fresh_dir):
    half = fresh_dir / "postgres" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with embedded(fresh_dir, "warehouse") as url:
        assert ask(url) == 1


# --- Users of the machine


def is_root() -> bool:
    return os.geteuid() == 0


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


@as_root
def test_root_opens_no_more_than_the_way(fresh_dir):
    closed = fresh_dir / "closed"
    grouped = closed / "grouped"
    grouped.mkdir(parents=True)
    closed.chmod(0o700)
    grouped.chmod(0o750)
    above = {path: mode(path) for path in fresh_dir.parents}
    with embedded(grouped, "warehouse") as url:
        assert ask(url) == 1
    assert (mode(closed), mode(grouped)) == (0o701, 0o751)
    assert mode(grouped / "postgres" / "data") == 0o700
    assert {path: mode(path) for path in fresh_dir.parents} == above


@as_root
def test_root_takes_over_a_copy(data_dir, fresh_dir):
    with embedded(data_dir, "warehouse"):
        pass
    shutil.copytree(data_dir, fresh_dir, dirs_exist_ok=True)
    with embedded(fresh_dir, "warehouse") as url:
        assert ask(url) == 1


@as_root
def test_an_ordinary_user_beside_root(data_dir, fresh_dir):
    nobody = pwd.getpwnam("nobody")
    os.chown(fresh_dir, nobody.pw_uid, nobody.pw_gid)
    with embedded(data_dir, "warehouse"):
        assert as_user(nobody, fresh_dir) == 1
        assert "người dùng đã tạo ra nó" in str(as_user(nobody, data_dir))
    with embedded(fresh_dir, "warehouse") as url:  # root comes after: it stays nobody's
        assert ask(url) == 1
    assert (fresh_dir / "postgres" / "data").stat().st_uid == nobody.pw_uid


def as_user(entry: pwd.struct_passwd, data_dir: Path) -> object:
    """What a query answers there to another user, or the SettingError."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()

    def work() -> None:
        os.setgroups([])
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
        try:
            with embedded(data_dir, "warehouse") as url:
                theirs.send(ask(url))
        except SettingError as error:
            theirs.send(error)

    process = fork.Process(target=work)
    process.start()
    assert ours.poll(60)
    answer = ours.recv()
    process.join()
    return answer


# --- Addresses


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_spelling_of_the_scheme(scheme):
    url = f"{scheme}://u:p%40w@h:5433/db?sslmode=require"
    assert libpq_url(url) == "postgresql://u:p%40w@h:5433/db?sslmode=require"
    assert sqlalchemy_url(url).drivername == "postgresql+psycopg"
    assert sqlalchemy_url(url).translate_connect_args() == {
        "username": "u", "password": "p@w", "database": "db"
    }  # fmt: skip
    assert dict(sqlalchemy_url(url).query) == {"host": "h", "port": "5433", "sslmode": "require"}


@pytest.mark.parametrize(
    "url",
    [
        "mysql://u:s3cret@h/db", "s3cret", "postgresql://", "postgresql://u:p@s3cret@h/db",
        "postgresql://u:s3cret/w@h/db", "postgresql://u:s3cret%zz@h/db",
        "postgresql://h/db?pasword=s3cret",
    ],
)  # fmt: skip
def test_a_malformed_address_is_not_repeated(url):
    with pytest.raises(SettingError, match="^WAREHOUSE_URL: ") as raised:
        check_reachable(url)
    assert "s3cret" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:s3cret@h:5433/db", "postgresql://u@h:5433/db"),
        ("postgresql+psycopg://u:@h/db", "postgresql+psycopg://u@h/db"),
        ("postgresql://u@h/db?password=s3cret&sslmode=require", "postgresql://u@h/db?sslmode=require"),
        ("postgresql:///db?p%61ssword=s3cret", "postgresql:///db"),
        ("postgresql://u:s3cret?x@h:1,i:2/db?user=b", "postgresql://u@h:1,i:2/db?user=b"),
        ("postgresql://postgres@:5432/db?host=/a/b", "postgresql://postgres@:5432/db?host=/a/b"),
        ("postgresql://h:5432/db", "postgresql://h:5432/db"),
    ],
)  # fmt: skip
def test_shown_without_the_password(url, shown):
    assert shown_url(url) == shown


@pytest.mark.fault("Máy chủ ngoài không tới được", "mọi lệnh", "một dòng")
def test_an_unreachable_server_is_told_in_one_line():
    with pytest.raises(SettingError, match=r"u@127\.0\.0\.1:1/db") as raised:
        check_reachable("postgresql://u:s3cret@127.0.0.1:1/db")
    assert "\n" not in str(raised.value)
    assert "s3cret" not in str(raised.value)


def test_a_missing_database_is_told(server):
    with pytest.raises(SettingError, match="nowhere"):
        check_reachable(server.replace("template_warehouse", "nowhere"))


def test_a_given_warehouse_is_served_as_libpq_reads_it(warehouse, fresh_dir):
    given = warehouse.replace("postgresql://", "postgresql+psycopg://")
    settings = Settings.from_env({"WAREHOUSE_URL": given, "DATA_DIR": str(fresh_dir)})
    with serving(settings.warehouse_url, settings.data_dir) as url:
        assert url == warehouse
    assert not (fresh_dir / "postgres").exists()


def test_without_a_given_warehouse_the_embedded_one(data_dir):
    with serving(None, data_dir) as url:
        assert ask(url, "select current_database()") == "warehouse"
