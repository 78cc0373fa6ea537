"""How a command ends: with a status, and one line for what went wrong."""

import signal
from collections.abc import Callable
from typing import TextIO

from steps.faults import system_fault
from transforms.errors import PipelineError


def in_one_line(work: Callable[[], int], output: TextIO | None = None) -> int:
    """Do the work; what goes wrong that a person or another try can mend is one line, and 1.

    ``output`` takes the line where standard output has something else to itself.
    """
    for request in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(request, signal.default_int_handler)  # leave as by Ctrl-C: all is stopped
    try:
        return work()
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; chạy lại sẽ làm tiếp.", file=output, flush=True)
        return 130
    except Exception as error:
        print(line_of(error), file=output, flush=True)
    return 1


def line_of(error: Exception) -> str:
    """The one line that tells an error, a person's or the machine's; what is neither is raised."""
    line = str(error) if isinstance(error, PipelineError) else system_fault(error)
    if line is None:
        raise error
    return line
