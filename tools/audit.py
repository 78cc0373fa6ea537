"""`make audit`: does any library that the lock names have a known vulnerability?

0 when none has, 1 when one has, 2 when that could not be looked up: which is neither.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
OPTIONS = ("--disable-pip", "--require-hashes", "-s", "osv", "--timeout", "10",
           "--progress-spinner", "off", "-f", "json")  # fmt: skip
NONE, SOME, NOT_LOOKED_UP = range(3)


def audit(lock: Path = LOCK, more: Sequence[str] = ()) -> tuple[int, str]:
    """How it ended, and that in Vietnamese: a line per library in danger, or a single one."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(lock), *OPTIONS, *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        libraries: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except ValueError:
        return NOT_LOOKED_UP, (
            "Chưa xem được thư viện nào có lỗ hổng đã biết hay không: kho lỗ hổng không trả lời; "
            "hãy chạy make audit ở máy có mạng"
        )
    if skipped := [one["name"] for one in libraries if "skip_reason" in one]:
        return NOT_LOOKED_UP, f"Chưa xem được lỗ hổng của {', '.join(skipped)}"
    told = [_told(one) for one in libraries if one["vulns"]]
    if told:
        return SOME, "\n".join([*told, f"{len(told)} thư viện có lỗ hổng đã biết"])
    return NONE, f"{len(libraries)} thư viện, không thư viện nào có lỗ hổng đã biết"


def _told(library: dict[str, Any]) -> str:
    found = []
    for one in library["vulns"]:
        mended = ", ".join(one["fix_versions"])
        found.append(f"{one['id']} ({f'sửa ở bản {mended}' if mended else 'chưa có bản sửa'})")
    return f"{library['name']} {library['version']}: {'; '.join(found)}"


if __name__ == "__main__":
    status, told = audit()
    print(told)
    sys.exit(status)
