"""Airflow's own command line on what `make up` runs: ``make airflow ARGS='backfill create …'``."""

import os
import shlex
import signal
import subprocess
import sys

from commands.up import serving_metadata
from steps.settings import Settings
from transforms.errors import PipelineError, SettingError


def main() -> int:
    """Airflow's exit status; 2 where it could not be run. Works with `make up` running or not."""
    for request in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(request, lambda number, _: sys.exit(128 + number))
    try:
        arguments = _arguments()
        with serving_metadata(Settings.from_env()) as environment:
            command = [sys.executable, "-m", "airflow", *arguments]
            return subprocess.run(command, env=environment).returncode
    except PipelineError as error:
        print(error, file=sys.stderr)
        return 2


def _arguments() -> list[str]:
    try:
        return shlex.split(os.environ.get("ARGS", ""))
    except ValueError:
        raise SettingError("ARGS: có dấu nháy chưa đóng") from None


if __name__ == "__main__":
    sys.exit(main())
