"""Run a command of docker-compose.yml with its secrets: `python -m commands.with_secrets …`.

A ``{name}`` in a variable of the environment becomes what the file of that name says. The files are
the container's own, so no secret stands in `docker inspect` or in a .env.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

FOLDER = "/run/secrets"
NAME = re.compile(r"\{([a-z_]+)\}")


def filled(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """The environment with its secrets; SystemExit, in one line, for one that is not there."""

    def secret(match: re.Match[str]) -> str:
        path = folder / match[1]
        try:
            found = path.read_text(encoding="utf-8").strip()
        except OSError as error:
            sys.exit(f"Khóa bí mật {match[1]}: không đọc được {path} ({error.strerror}); hãy chạy "
                     "python3 -m tools.compose_secrets rồi khởi động lại")  # fmt: skip
        return found or sys.exit(f"Khóa bí mật {match[1]}: tệp {path} trống")

    return {key: NAME.sub(secret, value) for key, value in environment.items()}


def main() -> None:
    """Become the command."""
    environment = filled(os.environ, Path(os.environ.get("SECRETS_DIR", FOLDER)))
    os.execvpe(sys.argv[1], sys.argv[1:], environment)


if __name__ == "__main__":
    main()
