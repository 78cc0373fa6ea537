"""Give every file back to its unit with what was found in it.

Run as a program, this module is a child that writes a share of many (``_write_beside``).
"""

import hashlib
import logging
import os
import pickle
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import warehouse
from steps.catalogue import load_catalogue, load_year
from steps.intake.deadlines import Extensions, load_extensions, with_deadline
from steps.intake.isolating import log_crash, may_be_the_files
from steps.intake.landed import landed, sound_bytes
from steps.settings import Settings
from steps.storage.remote import is_remote
from steps.storage.source import deliver, is_delivered
from transforms.errors import PipelineError
from transforms.reading.grid import Grid
from transforms.rules.rulings import with_rulings

log = logging.getLogger(__name__)
CHILD = (sys.executable, "-m", "steps.intake.feedback")
FEWEST_BESIDE = 60  # files that are written sooner by children, whose start takes seconds

AT_ONCE = 50  # files that are looked up, and noted as written, together

Stale = tuple[Mapping[str, Any], list[tuple[str, str]]]
"""A submission, and the places where its feedback has to be written."""


@dataclass
class Facts:
    """What feedback tells of some submissions: findings, and counts by measure."""

    extensions: Extensions
    findings: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    counted: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))


def write_feedback(settings: Settings, year: int) -> int:
    """Write the feedback that is missing, stale or no longer as it was written.

    Of the year's files and of unidentified ones. A copy goes to the unit's outbox. What an
    interrupted run left unwritten, the next one writes. A file that breaks the writing holds up no
    other: it is named when all others have theirs. Returns the number of files written; raises
    PipelineError.
    """
    stale = _stale(settings, year)
    number = len(stale)
    if number >= FEWEST_BESIDE and not is_remote(settings.outbox):
        _write_beside(settings, year, stale)
        stale = _stale(settings, year)
    broken = _write_all(settings, year, stale, _content_or_sheets)
    log.info("Đã viết %d tệp phản hồi", number - len(broken))
    if broken:
        raise PipelineError(
            f"Không viết được phản hồi của {len(broken)} tệp: {', '.join(broken)}. Các tệp khác đã "
            "có phản hồi; báo người quản trị kèm dòng lỗi ở trên."
        )
    return number


def _stale(settings: Settings, year: int) -> list[Stale]:
    hidden = load_catalogue(settings.catalog_dir).rules.for_stewards
    with warehouse.reading(settings) as connection:
        submissions = warehouse.fetch(
            connection, "feedback/submissions", year=year, for_stewards=hidden
        )
    return [(one, lacking) for one in submissions if (lacking := _lacking(settings, one))]


def _write_beside(settings: Settings, year: int, stale: Sequence[Stale]) -> None:
    """Write them in a child process per core; not to a place that only a task can reach.

    A child says nothing of what it cannot write, nor of its own end: that is still stale, and its
    parent meets the same failure itself.
    """
    count = os.cpu_count() or 1
    children = [subprocess.Popen(CHILD, stdin=subprocess.PIPE) for _ in range(count)]
    try:
        for number, child in enumerate(children):
            assert child.stdin
            with suppress(BrokenPipeError), child.stdin as share:
                share.write(pickle.dumps((settings, year, stale[number::count])))
        for child in children:
            child.wait()
    finally:
        for child in children:
            child.kill()
            child.wait()


def _write_share() -> None:
    """What a child does: its share, from standard input."""
    logging.disable()
    settings, year, share = pickle.load(sys.stdin.buffer)
    with suppress(Exception):
        _write_all(settings, year, share, _content)


def _write_all(
    settings: Settings, year: int, stale: Sequence[Stale], content_of: Callable[..., bytes]
) -> list[str]:
    """Write them, some at a time; the hashes of those that could not be.

    The files first, then the note that they are written: a crash between writes them again.
    """
    broken = []
    for first in range(0, len(stale), AT_ONCE):
        share = stale[first : first + AT_ONCE]
        facts = _facts(settings, [submission["submission_id"] for submission, _ in share])
        written = []
        try:
            for submission, places in share:
                try:
                    content = content_of(settings, year, submission, facts)
                    for address, name in places:
                        deliver(address, name, content)
                except Exception as error:
                    if not may_be_the_files(error):
                        raise
                    log_crash(submission["sha256"], "viết phản hồi", error)
                    broken.append(submission["sha256"][:12])
                else:
                    digest = hashlib.sha256(content).hexdigest()
                    written.append({**submission, "feedback_sha256": digest})
        finally:
            with warehouse.writing(settings, year) as connection:
                warehouse.execute(connection, "feedback/written", written)
    return broken


def _facts(settings: Settings, submission_ids: list[str]) -> Facts:
    hidden = load_catalogue(settings.catalog_dir).rules.for_stewards
    with warehouse.reading(settings) as connection:
        findings = warehouse.fetch(
            connection, "feedback/findings", ids=submission_ids, for_stewards=hidden
        )
        counted = warehouse.fetch(connection, "feedback/measures", ids=submission_ids)
        facts = Facts(load_extensions(connection))
    for finding in findings:
        facts.findings[finding.pop("submission_id")].append(finding)
    for row in counted:
        facts.counted[row["submission_id"]][row["measure"]] = row["value"]
    return facts


def _lacking(settings: Settings, submission: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where the feedback has to be written: everywhere if it says something else by now.

    The copy in the outbox is the unit's, which may type its answers there: once it lies there, only
    news overwrite it. Our own is to be what was written.
    """
    own, *copies = _places(settings, submission)
    if submission["feedback_key"] != submission["current_key"]:
        return [own, *copies]
    lacking = [copy for copy in copies if not is_delivered(*copy)]
    return lacking if is_delivered(*own, submission["feedback_sha256"]) else [own, *lacking]


def _content_or_sheets(
    settings: Settings, year: int, submission: Mapping[str, Any], facts: Facts
) -> bytes:
    """In the unit's own file; where that breaks, as sheets that stand alone."""
    try:
        return _content(settings, year, submission, facts)
    except Exception as error:
        if not may_be_the_files(error):
            raise
        log_crash(submission["sha256"], "đánh dấu ô sai trong tệp", error)
        return _content(settings, year, submission, facts, is_apart=True)


def _content(
    settings: Settings,
    year: int,
    submission: Mapping[str, Any],
    facts: Facts,
    *,
    is_apart: bool = False,
) -> bytes:
    """The unit's own file marked; a short confirmation where there is nothing to mark."""
    from render.feedback.confirmation import confirmation_workbook, needs_marks
    from render.feedback.workbook import feedback_workbook  # openpyxl: not for every process
    from steps.campaign.blanks import workbook_bytes

    key = submission["submission_id"]
    findings = with_rulings(facts.findings[key])
    of_year = load_year(settings.catalog_dir, submission["reporting_year"] or year)
    of_unit = with_deadline(of_year, submission["unit_code"], facts.extensions)
    if is_apart:
        book = feedback_workbook(None, submission, findings, of_unit)
    elif not needs_marks(findings):
        book = confirmation_workbook(submission, findings, of_unit, facts.counted[key])
    else:
        original = sound_bytes(settings, submission["sha256"], submission["source"])
        path = landed(settings, submission["sha256"])
        book = feedback_workbook(original, submission, findings, of_unit, lambda: _cells(path))
    return workbook_bytes(book)


def _cells(path: Path) -> Mapping[str, Grid]:
    """The cells of a file that openpyxl does not write again, read in a child as at its arrival."""
    from steps.intake.reading.children import read_workbooks
    from steps.intake.reading.scanning import Unreadable

    [workbook] = read_workbooks([path])
    return {} if isinstance(workbook, Unreadable) else workbook


def _places(settings: Settings, submission: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where a file's feedback lies, and its copy in the outbox of the unit, if that is known."""
    unit, year = submission["unit_code"], submission["reporting_year"]
    own = (str(settings.data_dir), feedback_place(submission))
    name = submission["sha256"][:12]
    if submission["is_identified"]:
        name = f"{year}-v{submission['version']}"
    return [own, *([(settings.outbox, f"{unit}/phan-hoi-{name}.xlsx")] if unit else [])]


def feedback_place(submission: Mapping[str, Any]) -> str:
    """Where below ``DATA_DIR`` a file's feedback lies."""
    if submission["is_identified"] and submission["version"]:
        unit, year = submission["unit_code"], submission["reporting_year"]
        return f"feedback/{year}/{unit}/v{submission['version']}.xlsx"
    return f"feedback/unknown/{submission['sha256'][:12]}.xlsx"


if __name__ == "__main__":
    _write_share()
