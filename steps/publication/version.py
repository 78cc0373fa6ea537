"""From a frozen year to its published version: a candidate, then the same bytes for good."""

import hashlib
import json
import logging
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from airflow.sdk.exceptions import AirflowSkipException
from sqlalchemy import Connection

import warehouse
from steps.publication.freeze import DAG
from steps.publication.places import RECORD, candidate_folder, version_folder
from steps.publication.sound import require_sound
from steps.runs import actor, approver, note, run_id
from steps.settings import Settings
from steps.year.state import latest_version, record, year_state
from transforms.errors import ReportError

log = logging.getLogger(__name__)


def prepare_candidate(settings: Settings, year: int) -> dict[str, Any]:
    """Write the next version's files, to be approved as they are; returns what the approver needs.

    Ends as skipped, with the year locked, where the inputs are those of the published version.
    """
    from steps.publication.candidate import write_candidate  # pandas, matplotlib: seconds to import

    with warehouse.reading(settings) as connection:
        published = latest_version(connection, year)
    if published:
        require_sound(settings, year, published["version"], published["files"])
    candidate = write_candidate(settings, year, published)
    if candidate is None:
        assert published is not None
        _lock_again(settings, year, published["version"])
        text = f"Năm {year}: không có gì thay đổi so với phiên bản {published['version']}"
        note(text)
        raise AirflowSkipException(text)
    note(f"Năm {year}: đã trình duyệt phiên bản {candidate['version']}")
    return candidate


def _lock_again(settings: Settings, year: int, version: int) -> None:
    with warehouse.writing(settings, year) as connection:
        if year_state(connection, year).is_frozen_by(run_id()):
            record(
                connection, year, "unchanged", "locked", actor=actor(DAG),
                reason=f"số liệu vẫn là của phiên bản {version}", run_id=run_id(),
            )  # fmt: skip


def publish_version(
    settings: Settings, year: int, candidate: Mapping[str, Any], approval: Mapping[str, Any]
) -> dict[str, Any]:
    """Make the approved candidate version N: its files for good, its record, the year locked.

    May be killed anywhere and run again. Raises ReportError where the year was unlocked while the
    approval waited, or the candidate's files are not those that were approved.
    """
    version = candidate["version"]
    with warehouse.writing(settings, year) as connection:
        published = latest_version(connection, year)
        if not _is_done(published, candidate):
            state = year_state(connection, year)
            if not state.is_frozen_by(run_id()):
                raise ReportError(
                    f"Năm {year} {state}, sau khi trình duyệt: phê duyệt này không còn giá trị, "
                    "hãy chạy lại publish_report"
                )
            kept = _kept(settings, year, candidate)
            _put_in_place(settings, year, kept)
            _record(connection, year, kept, approval)
    shutil.rmtree(candidate_folder(settings, year), ignore_errors=True)
    text = f"Năm {year}: đã công bố phiên bản {version}, {approver(approval)} duyệt"
    note(text)
    log.info("%s", text)
    return {"version": version, "files": candidate["files"]}


def _is_done(published: Mapping[str, Any] | None, candidate: Mapping[str, Any]) -> bool:
    """Whether an earlier try got as far as the record."""
    return published is not None and all(
        published[key] == candidate[key] for key in ("version", "inputs_hash")
    )


def _kept(settings: Settings, year: int, candidate: Mapping[str, Any]) -> dict[str, Any]:
    """What the candidate recorded of itself, if its files are still those that were approved."""
    folder = candidate_folder(settings, year)
    try:
        kept: dict[str, Any] = json.loads((folder / RECORD).read_text())
        found = {name: _sha256(folder / name) for name in candidate["files"]}
    except FileNotFoundError:
        found = {}
    if found != candidate["files"] or kept["inputs_hash"] != candidate["inputs_hash"]:
        raise ReportError(
            f"Tệp trình duyệt trong {folder} không còn là tệp đã duyệt; hãy chạy lại publish_report"
        )
    return kept


def _put_in_place(settings: Settings, year: int, kept: Mapping[str, Any]) -> None:
    """The files under ``v<N>``, read-only, all at once; what lay there was half a try."""
    target = version_folder(settings, year, kept["version"])
    part = target.with_name(f".{target.name}.part")
    for left in (part, target):
        shutil.rmtree(left, ignore_errors=True)
    part.mkdir(parents=True)
    for name in kept["files"]:
        shutil.copyfile(candidate_folder(settings, year) / name, part / name)
        (part / name).chmod(0o444)
    part.replace(target)


def _record(
    connection: Connection, year: int, kept: Mapping[str, Any], approval: Mapping[str, Any]
) -> None:
    reason = str((approval["params_input"] or {}).get("reason") or "")
    structured = ("files", "figures", "basis")
    plain = {key: json.dumps(kept[key], ensure_ascii=False) for key in structured}
    warehouse.execute(
        connection,
        "publish/version",
        {key: kept[key] for key in ("version", "kind", "inputs_hash", "catalogue_hash")}
        | plain
        | {
            "year": year,
            "approved_by": approver(approval),
            "approved_at": datetime.fromisoformat(str(approval["responded_at"])),
            "approval_reason": reason,
        },
    )
    record(
        connection, year, "published", "locked", actor=approver(approval),
        reason=reason or f"duyệt phiên bản {kept['version']}", run_id=run_id(),
    )  # fmt: skip


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
