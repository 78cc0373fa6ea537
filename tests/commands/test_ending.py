"""Whatever command meets a failure of the machine, it ends in one line, without a stack trace."""

import os
import subprocess
import sys

import pytest

from tests.conftest import PROJECT

FULL = """
import errno, runpy, sys
from steps.settings import Settings

def full(*args):
    raise OSError(errno.ENOSPC, "No space left on device", "/du-lieu/x")

Settings.from_env = full
runpy.run_module(sys.argv[1], run_name="__main__")
"""


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("run", 1), ("up", 1), ("psql", 2), ("check_report", 2), ("safety.backup", 1),
        ("safety.doctor", 1), ("safety.export", 1), ("safety.purge", 1),
    ],
)  # fmt: skip
@pytest.mark.fault("Đĩa đầy", "mọi lệnh make", "một dòng, mã kết thúc khác 0")
def test_a_full_disk_is_one_line_of_every_command(command, status):
    done = subprocess.run(
        [sys.executable, "-c", FULL, f"commands.{command}"], cwd=PROJECT, capture_output=True,
        text=True, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    line = "/du-lieu/x: đĩa đã đầy; hãy giải phóng dung lượng rồi chạy lại\n"
    assert (done.returncode, done.stdout + done.stderr) == (status, line)
