"""Read landed files in child processes: a crash, a hang or a memory bomb costs one file only.

A child that dies, falls silent or lacks memory proves nothing: the machine may be at fault. Its
file is read again alone, in a fresh process, with no other at work; only what then fails again, in
a way that no load and no killer from outside explains, is put down to the file.
"""

import os
import pickle
import selectors
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue

import psutil

from steps.intake.reading.reader import TOO_LARGE
from steps.intake.reading.scanning import NotRead, Unreadable
from transforms.errors import SystemFault
from transforms.reading.grid import Grid

SECONDS_PER_FILE = 60
SECONDS_TO_START = 120
TRIES_ALONE, PAUSE_SECONDS = 3, 1.0
KILLED_FROM_OUTSIDE = {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
BROKEN = Unreadable("tệp hỏng hoặc nguy hiểm khi mở")
CHILD = (sys.executable, "-m", "steps.intake.reading.reader")
Workbook = dict[str, Grid]


class Failed(Exception):
    """A reader gave no answer: what that says of the file, if it should do so again alone.

    ``verdict`` is None where it can only be the machine's failure; ``reason`` then says which.
    """

    def __init__(self, verdict: Unreadable | None, reason: str):
        super().__init__(reason)
        self.verdict, self.reason = verdict, reason


class Reader:
    """One child process, started at need and replaced when it dies."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path) -> Workbook | Unreadable:
        """The cells of a file, or why there are none. Failed if the child gave no answer."""
        child = self._child()
        assert child.stdin
        try:
            child.stdin.write(f"{path}\n".encode())
            child.stdin.flush()
            body = _message(child, SECONDS_PER_FILE)
        except (BrokenPipeError, EOFError):
            raise self._death(child) from None
        except TimeoutError:
            raise self._silence(child) from None
        if not body:
            self.close()
            raise Failed(TOO_LARGE, "thiếu bộ nhớ")
        message: Workbook | Unreadable | NotRead = pickle.loads(body)
        if isinstance(message, NotRead):
            raise SystemFault(f"Kho tệp gốc: không đọc được tệp {path.name} ({message.reason})")
        return message

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
            try:
                _message(self.process, SECONDS_TO_START)
            except (EOFError, TimeoutError):
                self.close()
                raise Failed(None, "tiến trình đọc tệp không khởi động được") from None
        return self.process

    def _death(self, child: subprocess.Popen[bytes]) -> Failed:
        """The child closed its end: how it died tells whose fault it was."""
        with suppress(subprocess.TimeoutExpired):
            child.wait(5)
        status = child.poll()
        self.close()
        if status is not None and -status in KILLED_FROM_OUTSIDE:
            return Failed(None, f"tiến trình đọc tệp bị hệ thống dừng, tín hiệu {-status}")
        return Failed(BROKEN, f"tiến trình đọc tệp chết, mã {status}")

    def _silence(self, child: subprocess.Popen[bytes]) -> Failed:
        """No answer in time: the file's doing unless the child had no processor, disk or leave."""
        reason = f"không đọc xong trong {SECONDS_PER_FILE} giây"
        verdict: Unreadable | None = None
        with suppress(psutil.Error):
            process = psutil.Process(child.pid)
            used = process.cpu_times()
            is_busy = used.user + used.system >= SECONDS_PER_FILE / 2
            if is_busy or process.status() == psutil.STATUS_SLEEPING:
                verdict = TOO_LARGE
        self.close()
        return Failed(verdict, reason)


def read_workbooks(paths: Iterable[Path]) -> Iterator[Workbook | Unreadable]:
    """Each file's cells, in the order given; files are read side by side, one child per core.

    SystemFault where the machine keeps a file from being read, alone and again and again.
    """
    readers: SimpleQueue[Reader] = SimpleQueue()
    pool_size = os.cpu_count() or 1
    everyone = [Reader() for _ in range(pool_size)]
    for reader in everyone:
        readers.put(reader)

    def read(path: Path) -> tuple[Path, Workbook | Unreadable | Failed]:
        reader = readers.get()
        try:
            return path, reader.read(path)
        except Failed as failed:
            return path, failed
        finally:
            readers.put(reader)

    def read_alone(path: Path) -> Workbook | Unreadable:
        idle = [readers.get() for _ in everyone]  # whoever is at work ends that first
        try:
            return _read_alone(path)
        finally:
            for reader in idle:
                readers.put(reader)

    pool = ThreadPoolExecutor(pool_size)
    try:
        for path, found in pool.map(read, paths):
            yield read_alone(path) if isinstance(found, Failed) else found
    finally:
        pool.shutdown(cancel_futures=True)
        for reader in everyone:
            reader.close()


def _read_alone(path: Path) -> Workbook | Unreadable:
    """A file that failed beside others, each time in a fresh process."""
    reason = ""
    for attempt in range(TRIES_ALONE):
        if attempt:
            time.sleep(PAUSE_SECONDS)
        reader = Reader()
        try:
            return reader.read(path)
        except Failed as failed:
            if failed.verdict:
                return failed.verdict
            reason = failed.reason
        finally:
            reader.close()
    raise SystemFault(
        f"Không đọc được tệp {path.name} vì máy chủ ({reason}; có thể thiếu bộ nhớ hoặc quá tải); "
        "chưa tệp nào bị kết luận, hãy chạy lại"
    )


def _message(child: subprocess.Popen[bytes], seconds: float) -> bytes:
    """The child's next message; TimeoutError if it does not begin, EOFError if it does not end."""
    assert child.stdout
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        if not selector.select(seconds):
            raise TimeoutError
    head = child.stdout.read(8)
    if len(head) < 8:
        raise EOFError
    (length,) = struct.unpack(">Q", head)
    body = child.stdout.read(length)
    if len(body) < length:
        raise EOFError
    return body
