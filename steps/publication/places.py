"""Where a year's report lies, before and after it is published."""

import hashlib
import json
from pathlib import Path
from typing import Any

from steps.settings import Settings
from transforms.errors import ReportError

RECORD = "candidate.json"  # beside a candidate's files, and not published with them


def year_folder(settings: Settings, year: int) -> Path:
    """All that belongs to a year's report."""
    return settings.data_dir / "reports" / str(year)


def candidate_folder(settings: Settings, year: int) -> Path:
    """The files that wait for an approval; there is one at a time, for the year is frozen."""
    return year_folder(settings, year) / "candidate"


def version_folder(settings: Settings, year: int, version: int) -> Path:
    """A published version's files, which never change."""
    return year_folder(settings, year) / f"v{version}"


def read_candidate(settings: Settings, year: int) -> dict[str, Any]:
    """What the candidate recorded of itself, with the SHA-256 of that very record.

    The record names the files with their hashes, so whoever knows its own knows the whole
    candidate. ReportError where there is none.
    """
    try:
        record = (candidate_folder(settings, year) / RECORD).read_bytes()
    except FileNotFoundError:
        raise ReportError(
            f"Năm {year}: không có bản trình duyệt; hãy chạy lại publish_report"
        ) from None
    kept: dict[str, Any] = json.loads(record)
    return kept | {"candidate_sha256": hashlib.sha256(record).hexdigest()}
