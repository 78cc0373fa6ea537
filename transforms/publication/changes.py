"""When a report has changed, in what, and how that is put to the person who approves it."""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from transforms.catalogue import YearCatalogue
from transforms.report.inputs import COUNTING, ROWS, ReportInputs
from transforms.report.model import Report
from transforms.report.rows import EditedRow, SubmissionRow
from transforms.rules.statuses import Status

NOT_COUNTED = (Status.HELD, Status.DUPLICATE)
SHOWN_CHANGES = 40
TOLD = frozenset({"actor", "happened_at", "reason"})
"""Fields of an edited text that no sentence of the report is made of."""
FOLLOWING = ("place",)
"""Kinds of rows that follow from the files, whose hashes are among the rows."""
ADDED = ("edited_text",)
"""Kinds of rows that earlier versions knew nothing of: where there are none they leave no trace."""


def catalogue_hash(catalogue: YearCatalogue) -> str:
    """The SHA-256 of all that is declared for a year."""
    return hashlib.sha256(catalogue.model_dump_json().encode()).hexdigest()


def inputs_hash(inputs: ReportInputs) -> str:
    """The SHA-256 of what a year's report is made from: its catalogue and its own rows.

    Rows of earlier years, quoted for comparison, are those earlier reports' business: a correction
    there makes no new version here. Nor do files that wait for an unlock, doubles, and files whose
    unit nobody knows.
    """
    digest = hashlib.sha256(catalogue_hash(inputs.catalogue).encode())
    for name in sorted(ROWS):
        if name in FOLLOWING or (name in ADDED and not getattr(inputs, name)):
            continue
        digest.update(f"\n{name}\n".encode())
        lines = (
            json.dumps(_own_fields(row), default=_plain, sort_keys=True, ensure_ascii=False)
            for row in getattr(inputs, name)
            if _is_own(row, inputs.year)
        )
        digest.update("\n".join(sorted(lines)).encode())
    return digest.hexdigest()


def _own_fields(row: Any) -> dict[str, Any]:
    skipped = TOLD if isinstance(row, EditedRow) else ()
    return {name: value for name, value in vars(row).items() if name not in skipped}


def _is_own(row: Any, year: int) -> bool:
    if getattr(row, "reporting_year", year) != year:
        return False
    if isinstance(row, SubmissionRow):
        return row.unit_code is not None and row.status not in NOT_COUNTED
    return True


def _plain(value: Any) -> str:
    """Moments in UTC, whatever zone a server tells them in."""
    return str(value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value)


# --- what changed


def report_basis(inputs: ReportInputs) -> dict[str, dict[str, list[Any]]]:
    """What a version's figures rest on, as plain JSON, for the next version to be compared with.

    ``counts``: numerator and denominator by ``indicator/unit``; ``submissions``: id and version of
    the counting one by unit.
    """
    return {
        "counts": {
            f"{row.indicator_code}/{row.unit_code}": [row.numerator, row.denominator]
            for row in inputs.indicator
            if _is_own(row, inputs.year)
        },
        "submissions": {
            row.unit_code: [row.submission_id, row.version]
            for row in inputs.submission
            if row.unit_code is not None and _is_own(row, inputs.year) and row.status in COUNTING
        },
    }


# --- what the approver reads


def approval_request(
    report: Report,
    version: int,
    digest: str,
    changes: list[dict[str, str]],
    stale: Sequence[str] = (),
) -> dict[str, str]:
    """Subject and body (Markdown) of the request: the figures, their coverage, what changed.

    ``stale`` are the edited texts whose draft has changed since.
    """
    year, letter = report.year, report.letterhead
    rows = [
        f"| {target.title} | {target.people} | {target.rate} | {target.verdict_text} |"
        for target in report.targets
    ]
    body = [
        f"**{letter.document_type.capitalize()}:** {letter.subject}, phiên bản {version}.",
        "| Chỉ tiêu | Số người | Kết quả | Đánh giá |\n|---|---|---|---|\n" + "\n".join(rows),
        "**Số liệu đã có:** " + " ".join(report.words.coverage),
        _changes(changes, version),
        *_edited(report, stale),
        f"**Đọc chính văn bản** và các số đã đổi: [trang Trình duyệt](/desk/approval?year={year}). "
        f"Mã dữ liệu: `{digest[:12]}`.",
        "**Approve** là phê duyệt và công bố; **Reject** là trả lại, phải ghi lý do. Tệp đến trong "
        "lúc chờ được giữ lại, không làm đổi các số trên.",
    ]
    return {
        "subject": f"Duyệt báo cáo năm {year}, phiên bản {version}",
        "body": "\n\n".join(body),
    }


def _edited(report: Report, stale: Sequence[str]) -> list[str]:
    """How many texts are the Office's own, and which of them it should have looked at again."""
    if not report.edited:
        return []
    told = f"**Lời do Văn phòng sửa:** {len(report.edited)} chỗ."
    if not stale:
        return [told]
    lines = "".join(f"\n- {line}" for line in stale)
    return [f"{told} Dự thảo đã khác sau khi sửa, cần xem lại:\n{lines}"]


def _changes(changes: list[dict[str, str]], version: int) -> str:
    if version == 1:
        return "**Phiên bản đầu tiên của năm.**"
    if not changes:
        return f"**So với phiên bản {version - 1}:** các chỉ tiêu không đổi."
    head = "| Chỉ tiêu | Đơn vị | Trước | Nay | Do |\n|---|---|---|---|---|\n"
    columns = ("title", "name", "before", "after", "cause")
    lines = [
        f"| {' | '.join(row[column] for column in columns)} |" for row in changes[:SHOWN_CHANGES]
    ]
    rest = len(changes) - SHOWN_CHANGES
    more = f"\n\n… và {rest} thay đổi khác." if rest > 0 else ""
    return (
        f"**So với phiên bản {version - 1}, {len(changes)} số thay đổi:**\n\n"
        + head + "\n".join(lines) + more
    )  # fmt: skip
