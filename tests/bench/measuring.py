"""What a command costs: wall time, processor seconds and memory of all its processes together."""

import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from steps.settings import PROJECT

LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class Cost:
    """``peak_mb`` counts shared pages once; ``told`` is what the command printed as JSON."""

    wall: float
    processor: float
    peak_mb: float
    told: dict[str, Any]


class Watch(threading.Thread):
    """Looks at the processes of a command, and at the database server that it starts in a folder.

    The server is no child of the command: its processor time is that which it had when last seen.
    """

    def __init__(self, pid: int, folder: Path):
        super().__init__(daemon=True)
        self.pid, self.folder = pid, folder
        self.peak, self.server_seconds = 0, 0.0
        self.ended = threading.Event()

    def run(self) -> None:
        """Look until told to end."""
        while not self.ended.wait(LOOK_SECONDS):
            server = self._server()
            with suppress(psutil.Error):
                if server:
                    self.server_seconds = sum(server.cpu_times()[:4])
            held = sum(_memory(one) for root in (self.pid, server) for one in _tree(root))
            self.peak = max(self.peak, held)

    def _server(self) -> psutil.Process | None:
        for file in self.folder.glob("*/postmaster.pid"):
            with suppress(psutil.Error, OSError, ValueError):
                return psutil.Process(int(file.read_text().split()[0]))
        return None


def measure(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command of the project; raises where it fails."""
    started = time.perf_counter()
    child = subprocess.Popen(
        [*map(str, command)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    )
    watch = Watch(child.pid, folder)
    watch.start()
    assert child.stdout
    told = child.stdout.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    watch.ended.set()
    watch.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    processor = used.ru_utime + used.ru_stime + watch.server_seconds
    return Cost(wall, processor, watch.peak / 1024**2, json.loads(told.splitlines()[-1]))


def _tree(root: int | psutil.Process | None) -> Iterator[psutil.Process]:
    with suppress(psutil.Error):
        if root is not None:
            process = psutil.Process(root) if isinstance(root, int) else root
            yield process
            yield from process.children(recursive=True)


def _memory(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_full_info().pss)
    return 0
