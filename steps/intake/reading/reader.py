"""The child process that opens foreign workbooks: limited in memory, expendable, knows nothing.

Reads file names line by line from standard input and answers each with one pickled message,
preceded by its length, on standard output: ``{sheet name: Grid}``, ``Unreadable`` or ``NotRead``.
An empty message says at the start that it is up, and later that memory lacked.
"""

import os
import pickle
import resource
import struct
import sys
from pathlib import Path
from typing import IO

from steps.intake.reading.containers import read_container
from steps.intake.reading.scanning import NotRead, Unreadable

MEMORY_BYTES = 2 * 1024**3
MAX_ANSWER_BYTES = 200 * 1024**2  # the parent has no memory limit of its own
TOO_LARGE = Unreadable("tệp quá lớn hoặc nguy hiểm khi mở")


def main() -> None:
    """Say that we are up, then answer until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _send(answers, b"")
    for line in sys.stdin:
        _send(answers, answer(Path(line.rstrip("\n"))))


def _send(answers: IO[bytes], body: bytes) -> None:
    answers.write(struct.pack(">Q", len(body)) + body)
    answers.flush()


def answer(path: Path) -> bytes:
    """What a file holds, pickled; empty where memory lacked."""
    try:
        content = path.read_bytes()
    except OSError as error:
        failed = NotRead(error.errno or 0, error.strerror or type(error).__name__)
        return pickle.dumps(failed, protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return b""
    try:
        body = pickle.dumps(read_container(content), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return b""
    if len(body) <= MAX_ANSWER_BYTES:
        return body
    return pickle.dumps(TOO_LARGE, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
