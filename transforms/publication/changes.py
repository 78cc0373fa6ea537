"""When a report has changed, in what, and how that is put to the person who approves it."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from transforms import figures
from transforms.catalogue import YearCatalogue
from transforms.report.inputs import COUNTING, ReportInputs, records
from transforms.rules.statuses import Status

NOT_COUNTED = (Status.HELD, Status.DUPLICATE)
SHOWN_CHANGES = 40

Counts = Mapping[str, Any]


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
    for field in sorted(dataclasses.fields(inputs), key=lambda field: field.name):
        frame = getattr(inputs, field.name)
        if isinstance(frame, pd.DataFrame):
            digest.update(f"\n{field.name}\n".encode())
            digest.update("\n".join(sorted(_lines(_own_rows(frame, inputs.year)))).encode())
    return digest.hexdigest()


def _own_rows(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    if "reporting_year" in frame:
        frame = frame[frame["reporting_year"] == year]
    if "sha256" in frame:
        frame = frame[frame["unit_code"].notna() & ~frame["status"].isin(NOT_COUNTED)]
    return frame


def _lines(frame: pd.DataFrame) -> Iterable[str]:
    for row in records(frame):
        yield json.dumps(row, default=_plain, sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> str:
    """Moments in UTC, whatever zone a server tells them in."""
    return str(value.astimezone(dt.UTC) if isinstance(value, dt.datetime) else value)


# --- what changed


def report_basis(inputs: ReportInputs) -> dict[str, dict[str, list[Any]]]:
    """What a version's figures rest on, as plain JSON, for the next version to be compared with.

    ``counts``: numerator and denominator by ``indicator/unit``; ``submissions``: id and version of
    the counting one by unit.
    """
    own = _own_rows(inputs.submission, inputs.year)
    return {
        "counts": {
            f"{row['indicator_code']}/{row['unit_code']}": [row["numerator"], row["denominator"]]
            for row in records(_own_rows(inputs.indicator, inputs.year))
        },
        "submissions": {
            row["unit_code"]: [row["submission_id"], row["version"]]
            for row in records(own)
            if row["status"] in COUNTING
        },
    }


def changed_figures(
    before: Mapping[str, Counts], now: Mapping[str, Counts], catalogue: YearCatalogue
) -> list[dict[str, str]]:
    """The indicators of units that differ between two bases.

    Keys: indicator, unit, name (the unit's), before, after, cause. The cause of a unit's change is
    its counting submission, where that is another than before; of a group's, those below it.
    """
    causes = _causes(before["submissions"], now["submissions"])
    members = _members(catalogue)
    names = {unit.unit_code: unit.name for unit in catalogue.units}
    changes = []
    for key in dict.fromkeys([*now["counts"], *before["counts"]]):
        old, new = before["counts"].get(key), now["counts"].get(key)
        if old == new:
            continue
        indicator, _, unit = key.partition("/")
        due_to = [causes[code] for code in members.get(unit, [unit]) if code in causes]
        changes.append(
            {
                "indicator": indicator,
                "unit": unit,
                "name": names.get(unit, unit),
                "before": _shown(old),
                "after": _shown(new),
                "cause": "; ".join(due_to) or "danh mục hoặc dữ liệu năm trước",
            }
        )
    return changes


def _causes(before: Counts, now: Counts) -> dict[str, str]:
    causes = {}
    for unit in dict.fromkeys([*now, *before]):
        if now.get(unit) == before.get(unit):
            continue
        if unit in now:
            submission_id, version = now[unit]
            causes[unit] = f"{unit} bản {version} (mã {submission_id[:12]})"
        else:
            causes[unit] = f"{unit} không còn bản nào được tính"
    return causes


def _members(catalogue: YearCatalogue) -> dict[str, list[str]]:
    """The reporting units below each unit, itself included."""
    parents = {unit.unit_code: unit.parent_code for unit in catalogue.units}
    members: dict[str, list[str]] = {}
    for unit in catalogue.reporting_units:
        above: str | None = unit.unit_code
        while above is not None:
            members.setdefault(above, []).append(unit.unit_code)
            above = parents.get(above)
    return members


def _shown(counts: Iterable[int] | None) -> str:
    if counts is None:
        return figures.NOTHING
    numerator, denominator = counts
    return f"{numerator}/{denominator} = {figures.rate(numerator, denominator)}"


# --- what the approver reads


def approval_request(
    model: Mapping[str, Any], version: int, digest: str, changes: list[dict[str, str]]
) -> dict[str, str]:
    """Subject and body (Markdown) of the request: the figures, their coverage, what changed."""
    year = model["year"]
    rows = [
        f"| {target['title']} | {target['people']} | {target['rate']} | {target['verdict_text']} |"
        for target in model["targets"]
    ]
    body = [
        f"**{model['document_type'].capitalize()}:** {model['subject']}, phiên bản {version}.",
        "| Chỉ tiêu | Số người | Kết quả | Đánh giá |\n|---|---|---|---|\n" + "\n".join(rows),
        "**Số liệu đã có:** " + " ".join(filter(None, model["coverage"]["sentences"])),
        _changes(changes, version),
        f"Tệp trình duyệt: `reports/{year}/candidate`. Mã dữ liệu: `{digest[:12]}`.",
        "**Approve** là phê duyệt và công bố; **Reject** là trả lại, phải ghi lý do. Tệp đến trong "
        "lúc chờ được giữ lại, không làm đổi các số trên.",
    ]
    return {
        "subject": f"Duyệt báo cáo năm {year}, phiên bản {version}",
        "body": "\n\n".join(body),
    }


def _changes(changes: list[dict[str, str]], version: int) -> str:
    if version == 1:
        return "**Phiên bản đầu tiên của năm.**"
    if not changes:
        return f"**So với phiên bản {version - 1}:** các chỉ tiêu không đổi."
    head = "| Chỉ tiêu | Đơn vị | Trước | Nay | Do |\n|---|---|---|---|---|\n"
    columns = ("indicator", "name", "before", "after", "cause")
    lines = [
        f"| {' | '.join(row[column] for column in columns)} |" for row in changes[:SHOWN_CHANGES]
    ]
    rest = len(changes) - SHOWN_CHANGES
    more = f"\n\n… và {rest} thay đổi khác." if rest > 0 else ""
    return (
        f"**So với phiên bản {version - 1}, {len(changes)} số thay đổi:**\n\n"
        + head + "\n".join(lines) + more
    )  # fmt: skip
