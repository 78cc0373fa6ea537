"""A reader of workbooks that misbehaves as the file says: what a parser's worst bugs would do."""

import os
import sys
import time
from pathlib import Path

import steps.intake.reading.reader

answer = steps.intake.reading.reader.answer
steps.intake.reading.reader.MEMORY_BYTES = 400 * 1024**2


def misbehave(path: Path) -> bytes:
    match path.read_bytes():
        case b"crash":
            os.abort()
        case b"exit":
            sys.exit(0)
        case b"hang":
            time.sleep(600)
        case b"eat":
            return b"x" * (1024**3)
        case b"eat slowly":
            while True:
                sys.stdout = [sys.stdout, bytearray(50 * 1024**2)]
        case b"raise":
            raise RuntimeError("a parser's bug")
        case b"chatter":
            print("noise on standard output", flush=True)
    return answer(path)


steps.intake.reading.reader.answer = misbehave
steps.intake.reading.reader.main()
