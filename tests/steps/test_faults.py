"""Every failure of the machine is one Vietnamese line; a bug is not taken for one."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from steps.faults import system_fault
from tests.conftest import PROJECT
from transforms.errors import SystemFault


def disk(number: int) -> OSError:
    return OSError(number, os.strerror(number), "/du-lieu/x")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (SystemFault("Kho tệp gốc: mất"), "Kho tệp gốc: mất"),
        (disk(errno.ENOSPC), "/du-lieu/x: đĩa đã đầy"),
        (disk(errno.EROFS), "/du-lieu/x: đĩa chỉ cho đọc"),
        (disk(errno.EACCES), "/du-lieu/x: không có quyền"),
        (disk(errno.EIO), "/du-lieu/x: đĩa báo lỗi"),
        (disk(errno.ESTALE), "/du-lieu/x: ổ đĩa mạng không còn nối"),
        (disk(errno.ENOMEM), "Máy chủ thiếu bộ nhớ"),
        (MemoryError(), "Máy chủ thiếu bộ nhớ"),
        (psycopg.errors.DiskFull(), "Kho dữ liệu: đĩa đã đầy"),
        (psycopg.errors.AdminShutdown(), "Kho dữ liệu: mất kết nối"),
        (psycopg.OperationalError("server closed the connection"), "Kho dữ liệu: mất kết nối"),
    ],
)
@pytest.mark.fault(
    "Đĩa đầy, chỉ đọc, lỗi, ổ mạng mất; thiếu quyền, bộ nhớ; kho đứt, đĩa kho đầy",
    "mọi bước",
    "một dòng tiếng Việt",
)
def test_a_failure_of_the_machine_is_one_line(error, told):
    for wrapped in (error, sqlalchemy.exc.DBAPIError("select 'secret'", {}, error)):
        line = system_fault(wrapped)
        assert line
        assert line.startswith(told)
        assert "\n" not in line


@pytest.mark.parametrize("error", [KeyError("x"), ValueError(), psycopg.errors.UndefinedTable()])
def test_a_bug_is_no_failure_of_the_machine(error):
    assert system_fault(error) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes the server's user")
def test_the_server_s_user_is_made_whatever_path_we_have(tmp_path):
    """useradd and its helpers lie in /usr/sbin, which a service's PATH may lack."""
    code = (
        "import pwd, warehouse.ownership as o; real = pwd.getpwnam; asked = []\n"
        "def unknown(name):\n"
        "    asked.append(name)\n"
        "    if len(asked) == 1: raise KeyError(name)\n"
        "    return real(name)\n"
        "o.pwd.getpwnam = unknown; o.subprocess.run = lambda command, **options: ran.append("
        "__import__('shutil').which(command[0], path=options['env']['PATH']))\n"
        "ran = []; o.find_account(__import__('pathlib').Path('/nowhere')); print(*ran)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env={"PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    assert Path(found).stat().st_mode & stat.S_IXUSR
