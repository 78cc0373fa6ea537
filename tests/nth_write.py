"""Disturb the n-th thing that a piece of work does for good: after SQLite's own tests.

Counted are renames, links, deletions, new folders, flushes to the disk, statements and commits of
the database, in the order in which one process does them.
"""

import errno
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

COUNTED = (
    (os, "fsync"), (os, "replace"), (os, "rename"), (os, "link"), (os, "unlink"), (os, "mkdir"),
    (psycopg.Cursor, "execute"), (psycopg.Cursor, "executemany"), (psycopg.Connection, "commit"),
)  # fmt: skip
KILLED, FAILED, BORNE = 9, 1, 2


def kill() -> None:
    """As the OOM killer does, or somebody at the plug."""
    os.kill(os.getpid(), KILLED)


@contextmanager
def disturbed(n: int, disturb: Callable[[], None], before: bool) -> Iterator[list[str]]:
    """Within, the n-th thing done is disturbed before it is done, or after; what was done, too."""
    done: list[str] = []

    def counted(real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def do(*args: Any, **options: Any) -> Any:
            done.append(name)
            is_now = len(done) == n
            if is_now and before:
                disturb()
            result = real(*args, **options)
            if is_now and not before:
                disturb()
            return result

        return do

    with pytest.MonkeyPatch.context() as patch:
        for place, name in COUNTED:
            patch.setattr(place, name, counted(getattr(place, name), name))
        yield done


def ways() -> dict[str, tuple[Callable[[], None], bool, int]]:
    """How to disturb: with what, before or after the n-th thing, and how a process ends of it."""
    return {
        "killed before": (kill, True, KILLED),
        "killed after": (kill, False, KILLED),
        "no space left": (fail, True, FAILED),
    }


def fail() -> None:
    """As a full disk does."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def disturbances(
    way: str, stride: int, make: Callable[[], Any], work: Callable[[Any], Any]
) -> Iterator[tuple[int, Any]]:
    """Places in which ``work`` was disturbed at every ``stride``-th n until a run passed.

    Each is made anew; with its n. The first n differs by the way, so that all get their turn.
    """
    disturb, before, ends = ways()[way]
    for n in itertools.count(1 + [*ways()].index(way) * stride // len(ways()), stride):
        place = make()

        def once(place: Any = place, n: int = n) -> bool:
            with disturbed(n, disturb, before) as done:
                work(place)
            return len(done) < n

        status = in_a_fork(once)
        assert status in (0, ends, BORNE), n
        yield n, place
        if status == 0:
            assert n > stride
            return


@contextmanager
def perhaps(kind: type[Exception], told: str) -> Iterator[None]:
    """Nothing goes wrong within but, perhaps, this."""
    try:
        yield
    except kind as error:
        if told not in str(error):
            raise


def in_a_fork(work: Callable[[], bool]) -> int:
    """Do the work in a child process, and how that ended.

    0 where nothing was disturbed, BORNE where it was and that did no harm (``work`` tells), FAILED,
    or the signal that killed it.
    """
    pid = os.fork()
    if pid == 0:
        status = FAILED
        try:
            status = 0 if work() else BORNE
        except BaseException:
            pass
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
