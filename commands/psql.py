"""psql on the warehouse: ``make psql ARGS='-At -c "select 1"'``, or SQL on standard input."""

import os
import shlex
import signal
import subprocess
import sys

from commands.ending import line_of
from steps.settings import Settings
from transforms.errors import SettingError
from warehouse.addresses import for_programs
from warehouse.embedded import BIN, serving
from warehouse.migrate import is_migrated, migrate


def main() -> int:
    """Psql's exit status; 2, as psql has it for a lost connection, where it could not be run."""
    for request in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(request, lambda number, _: sys.exit(128 + number))
    try:
        arguments = _arguments()
        settings = Settings.from_env()
        with serving(settings.warehouse_url, settings.data_dir) as url:
            if not is_migrated(url):
                migrate(url)
            return run_psql(url, arguments)
    except Exception as error:
        print(line_of(error), file=sys.stderr)
        return 2


def run_psql(url: str, arguments: list[str]) -> int:
    """Run psql on our own input and output; the password goes by the environment, out of sight."""
    shown, environment = for_programs(url)
    if not sys.stdout.isatty():
        environment["PSQL_PAGER"] = ""
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is psql's: it cancels the query
    command = [str(BIN / "psql"), "-d", shown, *arguments]
    status = subprocess.run(command, env=environment).returncode
    return status if status >= 0 else 128 - status


def _arguments() -> list[str]:
    try:
        return shlex.split(os.environ.get("ARGS", ""))
    except ValueError:
        raise SettingError("ARGS: có dấu nháy chưa đóng; hãy viết ARGS='-c \"select 1\"'") from None


if __name__ == "__main__":
    sys.exit(main())
