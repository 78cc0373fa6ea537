"""From a frozen year to its published version: a candidate, then the same bytes for good."""

import json
import logging
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from airflow.sdk.exceptions import AirflowSkipException
from sqlalchemy import Connection

import warehouse
from steps.publication.answers import approval_of
from steps.publication.freeze import DAG
from steps.publication.places import candidate_folder, read_candidate, version_folder
from steps.publication.sound import require_sound
from steps.runs import actor, note, run_id
from steps.settings import Settings
from steps.storage.files import sha256_of, sync_folder, write_file
from steps.year.state import latest_version, record, require_frozen_by_us, year_state
from transforms.errors import ReportError, SystemFault

log = logging.getLogger(__name__)


def prepare_candidate(settings: Settings, year: int) -> dict[str, Any]:
    """Write the next version's files, to be approved as they are; returns what the approver needs.

    Ends as skipped, with the year locked, where the inputs are those of the published version.
    Raises ReportError, having written nothing, where the year is not frozen by this run.
    """
    from steps.publication.candidate import write_candidate  # pandas, matplotlib: seconds to import

    with warehouse.reading(settings) as connection:
        published = latest_version(connection, year)
        is_locked = year_state(connection, year).is_locked_by(run_id())  # by a try that died
        if not is_locked:
            require_frozen_by_us(connection, year)
    if published:
        require_sound(settings, year, published["version"], published["files"])
    candidate = None if is_locked else write_candidate(settings, year, published)
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


def publish_version(settings: Settings, year: int) -> dict[str, Any]:
    """Make the approved candidate version N: its files for good, its record, the year locked.

    May be killed anywhere and run again. Raises ReportError, having written nothing, where the
    warehouse holds no approval of the candidate as it lies, the year was unlocked while the
    approval waited, or the candidate's files are not those that it names.
    """
    with warehouse.writing(settings, year) as connection:
        if not year_state(connection, year).is_locked_by(run_id()):  # or an earlier try did it all
            require_frozen_by_us(connection, year)
            if not _is_done(settings, connection, year):
                _publish(settings, connection, year)
        published = latest_version(connection, year)
    assert published is not None
    shutil.rmtree(candidate_folder(settings, year), ignore_errors=True)
    text = (
        f"Năm {year}: đã công bố phiên bản {published['version']}, {published['approved_by']} duyệt"
    )
    note(text)
    log.info("%s", text)
    return {"version": published["version"], "files": published["files"]}


def _is_done(settings: Settings, connection: Connection, year: int) -> bool:
    """Whether this run published already, and was cleared since: then the year is locked again."""
    done = warehouse.fetch(connection, "publish/published_by", year=year, run_id=run_id())
    published = latest_version(connection, year)
    if not done or not published or candidate_folder(settings, year).exists():
        return False
    if published["inputs_hash"] != _hash_of_now(settings, year):
        raise ReportError(
            f"Năm {year}: số liệu đã khác phiên bản {published['version']} mà lượt chạy này công "
            "bố; hãy chạy publish_report mới để trình bản mới"
        )
    record(
        connection, year, "unchanged", "locked", actor=actor(DAG),
        reason="lượt chạy này đã công bố", run_id=run_id(),
    )  # fmt: skip
    return True


def _hash_of_now(settings: Settings, year: int) -> str:
    from steps.publication.inputs import load_inputs  # pandas: seconds to import
    from transforms.publication.changes import inputs_hash

    return inputs_hash(load_inputs(settings, year))


def _publish(settings: Settings, connection: Connection, year: int) -> None:
    kept = read_candidate(settings, year)
    approval = approval_of(connection, year, kept)
    _require_approved_files(settings, year, kept)
    _put_in_place(settings, year, kept)
    _record(connection, year, kept, approval)


def _require_approved_files(settings: Settings, year: int, kept: Mapping[str, Any]) -> None:
    folder = candidate_folder(settings, year)
    if _hashes(folder, kept["files"]) != kept["files"]:
        raise ReportError(
            f"Tệp trình duyệt trong {folder} không còn là tệp đã duyệt; hãy chạy lại publish_report"
        )


def _put_in_place(settings: Settings, year: int, kept: Mapping[str, Any]) -> None:
    """The files under ``v<N>``, read-only, verified, all at once; an unrecorded one was a try."""
    target = version_folder(settings, year, kept["version"])
    part = target.with_name(f".{target.name}.part")
    for left in (part, target):
        shutil.rmtree(left, ignore_errors=True)
    for name in kept["files"]:
        content = (candidate_folder(settings, year) / name).read_bytes()
        write_file(part / name, content, mode=0o444)
    if _hashes(part, kept["files"]) != kept["files"]:
        raise SystemFault(f"{part}: ổ đĩa không giữ đúng những gì vừa ghi; hãy kiểm tra ổ đĩa")
    part.replace(target)
    sync_folder(target.parent)


def _record(
    connection: Connection, year: int, kept: Mapping[str, Any], approval: Mapping[str, Any]
) -> None:
    structured = ("files", "figures", "basis")
    plain = {key: json.dumps(kept[key], ensure_ascii=False) for key in structured}
    warehouse.execute(
        connection,
        "publish/version",
        {key: kept[key] for key in ("version", "kind", "inputs_hash", "catalogue_hash")}
        | plain
        | {
            "year": year,
            "approved_by": approval["decided_by"],
            "approved_at": approval["decided_at"],
            "approval_reason": approval["reason"],
        },
    )
    record(
        connection, year, "published", "locked", actor=approval["decided_by"],
        reason=approval["reason"] or f"duyệt phiên bản {kept['version']}", run_id=run_id(),
    )  # fmt: skip


def _hashes(folder: Path, names: Iterable[str]) -> dict[str, str | None]:
    """The SHA-256 of the files, null where there is none."""
    return {name: sha256_of(folder / name) for name in names}
