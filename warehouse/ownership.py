"""Whom the embedded server runs as when we are root, and what that user must be able to reach."""

import os
import pwd
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

from transforms.errors import SettingError

ADMIN_PATH = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"
"""Where useradd is found, and finds its own helpers, whatever PATH we were given."""

SYSTEM_USER = "pgserver"  # root may not run PostgreSQL; the name is the wheel's

Account = tuple[int, int]  # user and group id


def find_account(data: Path) -> Account | None:
    """Whom the server runs as when we are root: the owner of the data, else SYSTEM_USER."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return owner.st_uid, owner.st_gid
    for _ in range(2):
        with suppress(KeyError):
            entry = pwd.getpwnam(SYSTEM_USER)
            return entry.pw_uid, entry.pw_gid
        make = ["useradd", "--system", "--user-group", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        with suppress(FileNotFoundError):  # of two at once one fails, and finds the user made
            subprocess.run(make, capture_output=True, env=os.environ | {"PATH": ADMIN_PATH})
    raise SettingError(
        f"PostgreSQL không chạy dưới quyền root và không tạo được người dùng {SYSTEM_USER}; "
        "hãy chạy bằng người dùng thường hoặc đặt WAREHOUSE_URL"
    )


def give(data: Path, account: Account) -> None:
    """Hand over data that a copy made by root left to root."""
    if data.exists() and data.stat().st_uid == 0:
        for path in (data, *data.rglob("*")):
            os.chown(path, *account, follow_symlinks=False)
        data.chmod(0o700)


def open_way(path: Path, account: Account) -> None:
    """Let the server's user pass through the folders above a path: search permission, no more."""
    for folder in path.parents:
        status = folder.stat()
        if not _grants(status, account, stat.S_IXOTH):
            folder.chmod(stat.S_IMODE(status.st_mode) | stat.S_IXOTH)


def open_programs(programs: Path, account: Account) -> None:
    """Let the server's user run the wheel's programs, also where a strict umask installed them."""
    open_way(programs / "postgres", account)
    if _grants((programs / "postgres").stat(), account, stat.S_IROTH | stat.S_IXOTH):
        return
    wheel = programs.parent.parent
    for top in (programs.parent, wheel.with_name(f"{wheel.name}.libs")):
        for path in filter(lambda path: not path.is_symlink(), (top, *top.rglob("*"))):
            mode = stat.S_IMODE(path.stat().st_mode)
            path.chmod(mode | (mode & (stat.S_IRUSR | stat.S_IXUSR)) >> 6)


def _grants(status: os.stat_result, account: Account, rights: int) -> bool:
    """Whether a file's mode gives a user rights, told as those of others."""
    uid, gid = account
    shift = 6 if status.st_uid == uid else 3 if status.st_gid == gid else 0
    return (status.st_mode >> shift) & rights == rights
