"""The child process of `make run`: `collect_submissions` once, run as Airflow tests a DAG.

Airflow's environment is given. It gets ready at once, and runs when its standard input ends: until
then the warehouse and the sample may be made. What the steps log goes, a JSON line each, to the
file descriptor named first; everything that Airflow prints stays on standard output. Ends with 0 on
success.
"""

import json
import logging
import os
import sys
import warnings
from importlib import import_module
from typing import TextIO

from steps.airflow_internals import ready_to_run
from steps.settings import PROJECT


class Progress(logging.Handler):
    """The steps' log lines, told to the parent."""

    def __init__(self, parent: TextIO):
        super().__init__(logging.INFO)
        self.parent = parent

    def emit(self, record: logging.LogRecord) -> None:
        """One line: the message, and whether it is an error."""
        is_error = record.levelno >= logging.ERROR
        print(json.dumps([is_error, record.getMessage()]), file=self.parent, flush=True)


def main(descriptor: int, year: int) -> int:
    """Run the DAG for a year; 0 where it succeeded."""
    progress = Progress(os.fdopen(descriptor, "w"))
    for package in ("steps", "render"):
        logging.getLogger(package).addHandler(progress)
        logging.getLogger(package).setLevel(logging.INFO)
    warnings.simplefilter("ignore")
    run = ready_to_run(PROJECT / "dags" / "collect_submissions.py", {"year": year})
    import_module("expectations.runner")  # Great Expectations: seconds
    sys.stdin.read()
    return 0 if run() else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
