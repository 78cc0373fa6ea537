"""`python3 -m tools.compose_secrets`: what ./secrets lacks of docker-compose.yml's secrets.

By the standard library alone: it runs on a server that has nothing but Python and Docker. Never
changes one that is there. The folder is its owner's; the files inside can be read by the
containers' user, who sees them but not the folder.
"""

import base64
import re
import secrets
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def wanted() -> list[str]:
    """The names that docker-compose.yml says."""
    text = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
    return re.findall(r"\{file: \./secrets/(\w+)\}", text)


def make_missing(folder: Path) -> list[str]:
    """Make those that are not there; which."""
    folder.mkdir(mode=0o700, exist_ok=True)
    made = [name for name in wanted() if not (folder / name).exists()]
    for name in made:
        value = secrets.token_urlsafe(32)
        if name == "fernet_key":
            value = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        (folder / name).write_text(value, encoding="utf-8")
        (folder / name).chmod(0o444)
    return made


def main() -> int:
    """Always 0."""
    folder = PROJECT / "secrets"
    made = make_missing(folder)
    print(f"{folder}: đã tạo {', '.join(made) or 'không gì, đã đủ'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
