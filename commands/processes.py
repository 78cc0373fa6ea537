"""Child processes in sessions of their own: a child and all that it forked end together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
GRACE_SECONDS = 5


class Guard:
    """A second process that ends what we started, should we be killed before we could.

    Make it first of all: it must not share in locks that die with us.
    """

    def __init__(self, finish: Callable[[], None]):
        read, self._write = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._write)
            try:
                _guard(read, finish)
            finally:
                os._exit(0)
        os.close(read)

    def watch(self, session: int) -> None:
        """Tell it of a session to end."""
        os.write(self._write, f"{session}\n".encode())

    def dismiss(self) -> None:
        """All is ended; wait until the guard has gone too."""
        os.close(self._write)
        os.waitpid(self._pid, 0)


def _guard(read: int, finish: Callable[[], None]) -> None:
    os.setsid()
    for request in STOPPING:
        signal.signal(request, signal.SIG_IGN)
    with os.fdopen(read) as told:
        sessions = [int(line) for line in told]  # until the other end is closed, by us or by death
    if any(map(_members, sessions)):
        deadline = time.monotonic() + GRACE_SECONDS
        while any(map(_members, sessions)) and time.monotonic() < deadline:
            time.sleep(0.2)
        for session in sessions:
            kill_session(session)
        finish()


class Component:
    """One of Airflow's long-running commands, as a child that does not outlive us."""

    def __init__(self, name: str, arguments: Iterable[str], log_file: Path):
        self.name, self.arguments, self.log_file = name, list(arguments), log_file
        self.started_at, self.short_lives = 0.0, 0
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, environment: Mapping[str, str]) -> int:
        """Start it, its words going to its log file; returns the session that it opens."""
        self.started_at = time.monotonic()
        with self.log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "airflow", self.name, *self.arguments],
                env=dict(environment), stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip
        return self._process.pid

    @property
    def ended_with(self) -> int | None:
        """Its exit status once it has ended (the signal, negative); None while it runs."""
        return self._process.poll() if self._process else None

    def ask_to_stop(self) -> None:
        """Send SIGTERM, if it runs."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def end(self, deadline: float) -> None:
        """Wait for it until the deadline (monotonic), then kill it, and whatever it left behind."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        kill_session(self._process.pid)
        self._process.wait()


def kill_session(session: int) -> None:
    """Kill every process of a session, until none is left."""
    while left := [process for process in _members(session) if _kill(process)]:
        psutil.wait_procs(left, timeout=1)


def _members(session: int) -> list[psutil.Process]:
    found = []
    for pid in psutil.pids():
        with suppress(ProcessLookupError, PermissionError, psutil.NoSuchProcess):
            if os.getsid(pid) == session:
                found.append(psutil.Process(pid))
    return found


def _kill(process: psutil.Process) -> bool:
    """Kill it; False if it is gone, or dead and only waits for its parent to notice."""
    with suppress(psutil.NoSuchProcess):
        if process.status() != psutil.STATUS_ZOMBIE:
            process.kill()
            return True
    return False


def _die_with_parent() -> None:
    """In the new child: be asked to stop when our parent dies, however it dies."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
