"""Read landed files in child processes: a crash, a hang or a memory bomb costs one file only."""

import os
import pickle
import selectors
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

from steps.intake.reading.scanning import Unreadable
from transforms.reading.cells import Grid

SECONDS_PER_FILE = 60
CHILD = (sys.executable, "-m", "steps.intake.reading.reader")
Workbook = dict[str, Grid]


class Reader:
    """One child process, started at need and replaced when it dies."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path) -> Workbook | Unreadable:
        """The cells of a file, or why there are none: a dead or silent child is its fault."""
        child = self._child()
        assert child.stdin
        try:
            child.stdin.write(f"{path}\n".encode())
            child.stdin.flush()
            return self._answer(child)
        except (BrokenPipeError, EOFError, TimeoutError):
            self.close()
            return Unreadable("tệp hỏng hoặc nguy hiểm khi mở")

    def close(self) -> None:
        """End the child."""
        if self.process:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                with suppress(BrokenPipeError):
                    pipe.close()  # type: ignore[union-attr]
            self.process = None

    def _child(self) -> subprocess.Popen[bytes]:
        if self.process and self.process.poll() is not None:
            self.close()
        if self.process is None:
            self.process = subprocess.Popen(
                CHILD,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self.process

    @staticmethod
    def _answer(child: subprocess.Popen[bytes]) -> Workbook | Unreadable:
        assert child.stdout
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            if not selector.select(SECONDS_PER_FILE):
                raise TimeoutError
        head = child.stdout.read(8)
        if len(head) < 8:
            raise EOFError
        (length,) = struct.unpack(">Q", head)
        body = child.stdout.read(length)
        if len(body) < length:
            raise EOFError
        message: Workbook | Unreadable = pickle.loads(body)
        return message


def read_workbooks(paths: Iterable[Path]) -> Iterator[Workbook | Unreadable]:
    """Each file's cells, in the order given; files are read side by side, one child per core."""
    readers: SimpleQueue[Reader] = SimpleQueue()
    pool_size = os.cpu_count() or 1
    everyone = [Reader() for _ in range(pool_size)]
    for reader in everyone:
        readers.put(reader)

    def read(path: Path) -> Workbook | Unreadable:
        reader = readers.get()
        try:
            return reader.read(path)
        finally:
            readers.put(reader)

    try:
        with ThreadPoolExecutor(pool_size) as pool:
            yield from pool.map(read, paths)
    finally:
        for reader in everyone:
            reader.close()
