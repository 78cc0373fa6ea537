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

from steps.containers import Unreadable, read_container

MEMORY_BYTES = 2 * 1024**3


def main() -> None:
    """Answer until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        try:
            message = read_container(Path(line.rstrip("\n")).read_bytes())
        except MemoryError:
            message = Unreadable("tệp quá lớn hoặc nguy hiểm khi mở")
        body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
        answers.write(struct.pack(">Q", len(body)) + body)
        answers.flush()


if __name__ == "__main__":
    main()
