"""No file can hold up another: find the one that something broke on, and say F01 of it alone.

Only what a file's content may have caused is put down to it. A fault of the system (database gone,
disk or memory full, a wrong catalogue) raises as ever.
"""

import logging
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
from sqlalchemy.exc import StatementError

from transforms.catalogue import Rules
from transforms.errors import PipelineError
from transforms.reading.submission import Reading
from transforms.rules.findings import make_finding

log = logging.getLogger(__name__)
REASON = "nội dung tệp có giá trị không xử lý được"
LIMIT_EXCEEDED = "54"  # SQLSTATE class: a value too large for an index or a row


def may_be_the_files(error: Exception) -> bool:
    """Whether an error may come of what stands in a file; if not, it is the system's."""
    if isinstance(error, StatementError) and isinstance(error.orig, Exception):
        error = error.orig
    if isinstance(error, psycopg.Error):
        if isinstance(error, psycopg.DataError | psycopg.IntegrityError):
            return True
        if isinstance(error, psycopg.ProgrammingError) and error.sqlstate is None:
            return True  # a value that the driver cannot turn into one of the database's
        return (error.sqlstate or "").startswith(LIMIT_EXCEEDED)
    return not isinstance(error, PipelineError | MemoryError | OSError | ImportError)


def culprits(
    keys: Sequence[str], attempt: Callable[[Sequence[str]], None]
) -> list[tuple[str, Exception]]:
    """Do something for all files, if need be by halves: those for which it fails alone, and how.

    Raises at once what is the system's fault.
    """
    if not keys:
        return []
    try:
        attempt(keys)
    except Exception as error:
        if not may_be_the_files(error):
            raise
        if len(keys) == 1:
            return [(keys[0], error)]
    else:
        return []
    half = len(keys) // 2
    return culprits(keys[:half], attempt) + culprits(keys[half:], attempt)


def broken(rules: Rules, sha256: str, step: str, error: Exception) -> Reading:
    """What is known of a file that cannot be read, judged or stored: F01, logged by its hash."""
    log_crash(sha256, step, error)
    return Reading(findings=[make_finding(rules, "F01", expected=REASON)])


def log_crash(sha256: str, step: str, error: Exception) -> None:
    """Name the file by its hash, the kind of error and the line of code; no word of the file."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f", {Path(frame.filename).name} dòng {frame.lineno}" for frame in last)
    log.error("Tệp %s: lỗi khi %s (%s%s)", sha256, step, type(error).__name__, place)
