"""Give every file back to its unit with what was found in it."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import warehouse
from steps.catalogue import load_catalogue, load_year
from steps.intake.deadlines import load_extensions, with_deadline
from steps.intake.landed import landed, sound_bytes
from steps.settings import Settings
from steps.storage.source import deliver, is_delivered
from transforms.catalogue import YearCatalogue
from transforms.reading.cells import Grid

if TYPE_CHECKING:
    from openpyxl import Workbook

log = logging.getLogger(__name__)


def write_feedback(settings: Settings, year: int) -> int:
    """Write the feedback that is missing or stale, of the year's files and of unidentified ones.

    A copy goes to the unit's outbox. What an interrupted run left unwritten, the next one writes.
    Returns the number of files written.
    """
    hidden = load_catalogue(settings.catalog_dir).rules.for_stewards
    with warehouse.reading(settings) as connection:
        submissions = warehouse.fetch(
            connection, "feedback/submissions", year=year, for_stewards=hidden
        )
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
    from steps.campaign.blanks import workbook_bytes  # openpyxl: not for every process

    hidden = load_catalogue(settings.catalog_dir).rules.for_stewards
    with warehouse.reading(settings) as connection:
        key = submission["submission_id"]
        findings = warehouse.fetch(
            connection, "feedback/findings", submission_id=key, for_stewards=hidden
        )
        counted = warehouse.fetch(connection, "feedback/measures", submission_id=key)
        extensions = load_extensions(connection)
    of_year = load_year(settings.catalog_dir, submission["reporting_year"] or year)
    of_unit = with_deadline(of_year, submission["unit_code"], extensions)
    content = workbook_bytes(_workbook(settings, submission, findings, counted, of_unit))
    for address, name in _places(settings, submission):
        deliver(address, name, content)
    with warehouse.writing(settings, year) as connection:
        written = {key: submission[key] for key in ("submission_id", "current_key")}
        warehouse.execute(connection, "feedback/written", written)


def _workbook(
    settings: Settings,
    submission: Mapping[str, Any],
    findings: Sequence[Mapping[str, Any]],
    counted: Sequence[Mapping[str, Any]],
    catalogue: YearCatalogue,
) -> "Workbook":
    """The unit's own file marked; a short confirmation where there is nothing to mark."""
    from render.feedback.confirmation import confirmation_workbook, needs_marks
    from render.feedback.workbook import feedback_workbook

    if not needs_marks(findings):
        values = {row["measure"]: row["value"] for row in counted}
        return confirmation_workbook(submission, findings, catalogue, values)
    content = sound_bytes(settings, submission["sha256"], submission["source"])
    path = landed(settings, submission["sha256"])
    return feedback_workbook(content, submission, findings, catalogue, lambda: _cells(path))


def _cells(path: Path) -> Mapping[str, Grid]:
    """The cells of a file that openpyxl does not write again, read in a child as at its arrival."""
    from steps.intake.reading.children import read_workbooks
    from steps.intake.reading.scanning import Unreadable

    [workbook] = read_workbooks([path])
    return {} if isinstance(workbook, Unreadable) else workbook


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
