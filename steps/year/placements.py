"""A steward's word on a file that does not tell whose it is: it holds for every later run."""

from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.catalogue import load_year
from steps.privacy.kept import require_kept
from steps.runs import actor
from steps.settings import Settings
from steps.year.decisions import STEWARD, clear_reason, judge_again, note_event, said, unit_code_of
from steps.year.state import require_open
from transforms.errors import SettingError


def assign_file(
    settings: Settings, year: int, submission_id: str, unit_code: str, reason: str
) -> dict[str, Any]:
    """Say whose an unidentified file is, in the given year, and judge it as that unit's.

    SettingError for a file that tells both itself, and for what is no reporting unit of the year.
    """
    reason = clear_reason(reason)
    code = unit_code_of(load_year(settings.catalog_dir, year), unit_code)
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        file = _of_nobody(connection, year, submission_id)
        text = f"tệp {file['sha256'][:12]} được ghi là của {code}"
        _place(connection, file, "assigned", reason, year, code)
        note_event(connection, year, "placed", f"{text}: {reason}")
        judge_again(settings, connection, year, [submission_id], {code}, f"{text}: {reason}")
    return said(f"Năm {year}: {text}", unit_code=code)


def set_aside_file(
    settings: Settings, year: int, submission_id: str, reason: str
) -> dict[str, Any]:
    """Say that an unidentified file is nobody's: it is shown apart, and counts for no unit.

    Also in a year that is locked, whose figures it does not touch.
    """
    reason = clear_reason(reason)
    with warehouse.writing(settings, year) as connection:
        require_kept(connection, year)
        file = _of_nobody(connection, year, submission_id)
        text = f"tệp {file['sha256'][:12]} được để riêng"
        _place(connection, file, "set_aside", reason)
        note_event(connection, year, "placed", f"{text}: {reason}")
        judge_again(settings, connection, year, [submission_id], set(), f"{text}: {reason}")
    return said(f"Năm {year}: {text}")


def return_file(
    settings: Settings, year: int, submission_id: str, reason: str
) -> dict[str, Any]:  # fmt: skip
    """Take back what was said of a file, which again is what it says itself."""
    reason = clear_reason(reason)
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        file = _found(connection, year, submission_id)
        if file["action"] not in ("assigned", "set_aside"):
            raise SettingError(f"Tệp {file['sha256'][:12]}: chưa có quyết định nào để rút lại")
        text = f"rút lại quyết định về tệp {file['sha256'][:12]}"
        _place(connection, file, "returned", reason)
        note_event(connection, year, "placed", f"{text}: {reason}")
        units = {file["unit_code"]} if file["unit_code"] else set()
        judge_again(settings, connection, year, [submission_id], units, f"{text}: {reason}")
    return said(f"Năm {year}: {text}")


def _found(connection: Connection, year: int, submission_id: str) -> dict[str, Any]:
    """A file of the year, or of none."""
    found = warehouse.fetch(connection, "core/placeable", submission_id=submission_id)
    if not found:
        raise SettingError(f"Tệp: kho dữ liệu không có tệp {submission_id[:40]!r}")
    if found[0]["reporting_year"] not in (None, year):
        told = found[0]["sha256"][:12], found[0]["reporting_year"]
        raise SettingError("Tệp {}: là tệp của năm {}".format(*told))
    return found[0]


def _of_nobody(connection: Connection, year: int, submission_id: str) -> dict[str, Any]:
    """One of which unit or year is not told."""
    file = _found(connection, year, submission_id)
    if file["is_identified"]:
        raise SettingError(
            f"Tệp {file['sha256'][:12]}: đã rõ là của {file['unit_code']}, năm "
            f"{file['reporting_year']}"
        )
    return file


def _place(
    connection: Connection, file: dict[str, Any], action: str, reason: str,
    year: int | None = None, unit_code: str | None = None,
) -> None:  # fmt: skip
    values = {"action": action, "reporting_year": year, "unit_code": unit_code}
    known = {"submission_id": file["submission_id"], "actor": actor(STEWARD), "reason": reason}
    warehouse.execute(connection, "core/place", values | known)
