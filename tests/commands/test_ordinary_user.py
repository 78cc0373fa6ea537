"""`make run` as a new user does it: no root, blanks and Vietnamese letters, no sbin."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import HOME, PROJECT

LEFT_OUT = shutil.ignore_patterns(".git", ".venv*", "var", "__pycache__", ".*_cache", "secrets")
TAKEN_ALONG = ("PIP_INDEX_URL", "PIP_FIND_LINKS", "PIP_CERT", "UV_DEFAULT_INDEX", "LANG")


@pytest.mark.airflow  # sets up a .venv of its own, which takes as long
@pytest.mark.timeout(1500)
def test_an_ordinary_user_gets_the_demonstration_report():
    folder = HOME / "Báo cáo năm 2026"
    shutil.copytree(PROJECT, folder, ignore=LEFT_OUT)
    HOME.chmod(0o755)
    nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    if nobody:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    env = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)}
    done = subprocess.run(
        ["make", "run"], cwd=folder, capture_output=True, text=True,
        env=env | {name: os.environ[name] for name in TAKEN_ALONG if name in os.environ},
        user=nobody and nobody.pw_uid, group=nobody and nobody.pw_gid,
        extra_groups=nobody and [],
    )  # fmt: skip
    try:
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        assert Path(folder, "var/reports/2024/draft/bao-cao.docx").stat().st_size
    finally:
        shutil.rmtree(folder, ignore_errors=True)
