"""The accounts of docker-compose.yml, and the roles that they have (steps/rights): made once."""

import os
import subprocess
import sys

from steps.rights.table import Role

ACCOUNTS = {
    "admin": Role.ADMINISTRATOR,
    "steward": Role.STEWARD,
    "leader": Role.LEADER,
    "viewer": Role.VIEWER,
}
OURS = ("Steward", "Leader")  # FAB has the two others
OWN_PAGES = ("-a", "can_read", "can_edit", "-r", "My Profile", "My Password")


def main() -> int:
    """Make what is missing, with passwords from ``<NAME>_PASSWORD``; 0 where all is there."""
    commands = [
        ["roles", "create", *OURS],
        ["roles", "add-perms", *OURS, *OWN_PAGES],
        *(_account(name, role) for name, role in ACCOUNTS.items()),
    ]
    for command in commands:
        done = subprocess.run(["airflow", *command])
        if done.returncode:
            return done.returncode
    return 0


def _account(name: str, role: Role) -> list[str]:
    return [
        "users", "create", "--username", name, "--role", role.value.capitalize(),
        "--firstname", name, "--lastname", "-", "--email", f"{name}@localhost",
        "--password", os.environ[f"{name.upper()}_PASSWORD"],
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
