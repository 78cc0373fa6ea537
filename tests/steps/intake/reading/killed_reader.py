"""A reader that the system kills, as often as the file named has letters left."""

import os
import signal
import sys
from pathlib import Path

import steps.intake.reading.reader

answer = steps.intake.reading.reader.answer
tally = Path(sys.argv[1])


def killed(path: Path) -> bytes:
    if left := tally.read_text():
        tally.write_text(left[1:])
        os.kill(os.getpid(), signal.SIGKILL)
    return answer(path)


steps.intake.reading.reader.answer = killed
steps.intake.reading.reader.main()
