"""The accounts of docker-compose.yml: made once, in one order, so that their ids are known."""

import os
import subprocess
import sys

ROLES = {"admin": "Admin", "steward": "Op", "leader": "User", "viewer": "Viewer"}


def main() -> int:
    """Make the accounts that are missing, with passwords from ``<NAME>_PASSWORD``."""
    for name, role in ROLES.items():
        done = subprocess.run(
            [
                "airflow", "users", "create", "--username", name, "--role", role,
                "--firstname", name, "--lastname", "-", "--email", f"{name}@localhost",
                "--password", os.environ[f"{name.upper()}_PASSWORD"],
            ],
        )  # fmt: skip
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
