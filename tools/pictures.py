"""Takes the pictures of the desk in docs/images/ anew: the tested day, on a real Airflow.

`.venv/bin/python -m tools.pictures`, some minutes; Chromium must be installed. Look at them
before they are kept.
"""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PICTURES = PROJECT / "docs/images/ban"
DAY = "tests/desk/test_browser.py"


def main() -> int:
    """0 where the day went as it should and every picture is there."""
    PICTURES.mkdir(exist_ok=True)
    env = os.environ | {"PICTURES": str(PICTURES)}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", DAY], cwd=PROJECT, env=env
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
