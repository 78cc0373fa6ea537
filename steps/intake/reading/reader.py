"""The child process that opens foreign workbooks: limited in memory, expendable, knows nothing.

Reads file names line by line from standard input and answers each with one pickled message,
preceded by its length, on standard output: ``{sheet name: Grid}`` or an ``Unreadable``.
"""

import os
import pickle
import resource
import struct
import sys
from pathlib import Path

from steps.intake.reading.containers import read_container
from steps.intake.reading.scanning import Unreadable

MEMORY_BYTES = 2 * 1024**3
MAX_ANSWER_BYTES = 200 * 1024**2  # the parent has no memory limit of its own
TOO_LARGE = Unreadable("tệp quá lớn hoặc nguy hiểm khi mở")


def main() -> None:
    """Answer until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        body = answer(Path(line.rstrip("\n")))
        answers.write(struct.pack(">Q", len(body)) + body)
        answers.flush()


def answer(path: Path) -> bytes:
    """What a file holds, pickled."""
    try:
        body = pickle.dumps(read_container(path.read_bytes()), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        body = b""
    if 0 < len(body) <= MAX_ANSWER_BYTES:
        return body
    return pickle.dumps(TOO_LARGE, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
