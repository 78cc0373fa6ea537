"""Give every file back to its unit with what was found in it."""

import logging
from collections.abc import Mapping
from typing import Any

import warehouse
from steps.catalogue import load_year
from steps.intake.deadlines import load_extensions, with_deadline
from steps.intake.landed import sound_bytes
from steps.settings import Settings
from steps.storage.source import deliver, is_delivered

log = logging.getLogger(__name__)


def write_feedback(settings: Settings, year: int) -> int:
    """Write the feedback that is missing or stale, of the year's files and of unidentified ones.

    A copy goes to the unit's outbox. What an interrupted run left unwritten, the next one writes.
    Returns the number of files written.
    """
    with warehouse.reading(settings) as connection:
        submissions = warehouse.fetch(connection, "feedback/submissions", year=year)
    stale = [
        submission
        for submission in submissions
        if submission["feedback_key"] != submission["current_key"]
        or not all(is_delivered(*place) for place in _places(settings, submission))
    ]
    for submission in stale:
        _write(settings, year, submission)
    log.info("Đã viết %d tệp phản hồi", len(stale))
    return len(stale)


def _write(settings: Settings, year: int, submission: Mapping[str, Any]) -> None:
    """The file first, then the note that it is written: a crash between writes it again."""
    from render.feedback.workbook import feedback_workbook  # openpyxl: not for every process
    from steps.campaign.blanks import workbook_bytes

    with warehouse.reading(settings) as connection:
        findings = warehouse.fetch(
            connection, "feedback/findings", submission_id=submission["submission_id"]
        )
        extensions = load_extensions(connection)
    of_year = load_year(settings.catalog_dir, submission["reporting_year"] or year)
    workbook = feedback_workbook(
        sound_bytes(settings, submission["sha256"], submission["source"]),
        dict(submission),
        findings,
        with_deadline(of_year, submission["unit_code"], extensions),
    )
    content = workbook_bytes(workbook)
    for address, name in _places(settings, submission):
        deliver(address, name, content)
    with warehouse.writing(settings, year) as connection:
        written = {key: submission[key] for key in ("submission_id", "current_key")}
        warehouse.execute(connection, "feedback/written", written)


def _places(settings: Settings, submission: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where a file's feedback lies, and its copy in the outbox of the unit, if that is known."""
    unit, year = submission["unit_code"], submission["reporting_year"]
    feedback, short = str(settings.data_dir / "feedback"), submission["sha256"][:12]
    if submission["is_identified"]:
        version = f"v{submission['version']}"
        return [
            (feedback, f"{year}/{unit}/{version}.xlsx"),
            (settings.outbox, f"{unit}/phan-hoi-{year}-{version}.xlsx"),
        ]
    copy = [(settings.outbox, f"{unit}/phan-hoi-{short}.xlsx")] if unit else []
    return [(feedback, f"unknown/{short}.xlsx"), *copy]
