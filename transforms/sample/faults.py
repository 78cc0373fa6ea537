"""The demonstration's faults: which units err in a year, how, and what must become of it.

Units are chosen by size and turn from year to year, so that the faults fit any catalogue: gaps and
rejections hit the smaller half (the report keeps its coverage), row faults the larger half (where
a faulty person stays below the limit). A half that is too small has fewer faults.
"""

import copy
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from transforms.catalogue import TIME_ZONE
from transforms.sample.reports import Report

DAY = dt.timedelta(days=1)
COLLECTOR = "office"  # asks the others for their files: it would be odd if its own were wanting


@dataclass(frozen=True)
class Fault:
    """What one unit does wrong: ``place`` tells units of a half apart, ``status`` is what follows.

    ``rules`` by form version are exactly the codes that are found; a version that is not named
    there has no such fault.
    """

    kind: str
    half: Literal["small", "large"]
    place: int
    text: str
    status: str
    rules: dict[str, tuple[str, ...]]


FAULTS = (
    Fault(
        "missing", "small", 0, "nộp thiếu: không có tệp nào", "missing",
        {"1": (), "2": (), "3": ()},
    ),
    Fault(
        "rejected", "small", 1,
        "quá nhiều dòng sai (biểu 1: số đếm không lồng nhau)", "rejected",
        {"1": ("R09",), "2": ("R04", "R07"), "3": ("R04", "R07")},
    ),
    Fault(
        "late", "small", 2, "nộp sau hạn", "accepted",
        {"1": ("F10",), "2": ("F10",), "3": ("F10",)},
    ),
    Fault(
        "corrected", "small", 3,
        "bản đầu khai sai tổng số người nên bị từ chối, bản sau đúng", "accepted",
        {"1": ("F07",), "2": ("F07",), "3": ("F07",)},
    ),
    Fault(
        "partial", "large", 0,
        "vài người sai trong hạn mức, một hoạt động ngoài kỳ", "partially_accepted",
        {"2": ("R04", "R06", "R08"), "3": ("R04", "R06", "R08")},
    ),
    Fault(
        "queries", "large", 1,
        "có cảnh báo, một cảnh báo đã giải trình", "accepted_with_warnings",
        {"1": ("Q06", "Q08"), "2": ("Q01", "Q04", "Q07"), "3": ("Q01", "Q04", "Q07")},
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """One file as a unit sends it: its report, and the fault it carries if it does."""

    report: Report
    fault: Fault | None = None
    is_correction: bool = False


def assign_faults(reports: list[Report]) -> dict[str, Fault]:
    """Which unit has which fault this year, by unit code."""
    by_size = sorted(reports, key=lambda r: (-_headcount(r), r.unit.unit_code))
    middle = (len(by_size) + 1) // 2
    small = [report for report in by_size[middle:] if report.unit.unit_type != COLLECTOR]
    halves = {"large": by_size[:middle], "small": small}
    assigned = {}
    for fault in FAULTS:
        half = halves[fault.half]
        if fault.place < len(half) and half[0].catalogue.form.version in fault.rules:
            report = half[(fault.place + half[0].catalogue.year) % len(half)]
            assigned[report.unit.unit_code] = fault
    return assigned


def send(reports: list[Report]) -> list[Sent]:
    """The files that arrive, a corrected one after its first version, in the catalogue's order."""
    faults = assign_faults(reports)
    sent = []
    for report in reports:
        fault = faults.get(report.unit.unit_code)
        if fault is None:
            sent.append(Sent(report))
        elif fault.kind == "corrected":
            first, last = _first_and_last_day(report)
            sent.append(Sent(_spoil(_received(report, first), fault), fault))
            sent.append(Sent(_received(report, last), fault, is_correction=True))
        elif fault.kind != "missing":
            sent.append(Sent(_spoil(report, fault), fault))
    return sent


def _headcount(report: Report) -> int:
    return int(report.data["info"]["declared_count"])


def _received(report: Report, received_at: dt.datetime) -> Report:
    return replace(report, received_at=received_at)


def _first_and_last_day(report: Report) -> tuple[dt.datetime, dt.datetime]:
    """Morning after the cut-off, and the afternoon of the deadline: both on time."""
    calendar = report.catalogue.calendar
    first = min(calendar.period_end + DAY, calendar.unit_deadline)
    return (
        dt.datetime.combine(first, dt.time(8, 15), TIME_ZONE),
        dt.datetime.combine(calendar.unit_deadline, dt.time(16, 40), TIME_ZONE),
    )


# --- what goes wrong -----------------------------------------------------------------------------


def _spoil(report: Report, fault: Fault) -> Report:
    data = copy.deepcopy(report.data)
    spoiled = replace(report, data=data)
    if fault.kind == "late":
        return _received(spoiled, _too_late(report))
    by_version = "counts" if "headcount" in data else "people"
    spoil = _SPOILERS.get(f"{fault.kind} {by_version}") or _SPOILERS[fault.kind]
    spoil(spoiled)
    return spoiled


def _too_late(report: Report) -> dt.datetime:
    """Three days after the deadline, at the latest on the eve of publication."""
    calendar = report.catalogue.calendar
    day = min(calendar.unit_deadline + 3 * DAY, calendar.publication - DAY)
    return dt.datetime.combine(day, report.received_at.timetz())


def _reject_people(report: Report) -> None:
    """Two columns mixed up for every fourth person, and staff types abbreviated."""
    people = report.data["roster"]
    for person in people[::4]:
        person["is_digitally_skilled"], person["is_self_updating"] = False, True
    for person, short in zip(people[1::5], ("CC", "VC", "HĐ"), strict=False):
        person["staff_type"] = short


def _reject_counts(report: Report) -> None:
    """Fewer people assessed than title holders, in the largest row and so in the sum."""
    *rows, total = report.data["headcount"]
    row = max(rows, key=lambda row: row["total_count"])
    less = row["assessed_count"] + 3 - row["recognised_count"]
    row["assessed_count"] -= less
    total["assessed_count"] -= less


def _misdeclare(report: Report) -> None:
    """Two people on secondment counted in the total, but not listed."""
    report.data["info"]["declared_count"] += 2


def _err_a_little(report: Report) -> None:
    """As many faulty persons as still pass, two at most; and an activity after the cut-off."""
    people = report.data["roster"]
    allowed = int(report.catalogue.rules.max_quarantined_pct * len(people) / 100)
    for holder in [p for p in people if p["is_recognised"]][: int(allowed > 0)]:
        holder["score"] = report.catalogue.pass_score(report.unit.unit_code) - 5
    for other in [p for p in people if not p["is_recognised"]][: int(allowed > 1)]:
        other["staff_type"] = "Hợp đồng"
    for activity in report.data["activity"][-1:]:
        activity["start_date"] = report.catalogue.calendar.period_end + 5 * DAY
        activity["end_date"] = None


def _raise_queries_people(report: Report) -> None:
    """A title without registration, two without a score (explained), 36 classes in one year."""
    holders = [p for p in report.data["roster"] if p["is_recognised"]]
    registered = sum(person["is_registered"] for person in report.data["roster"])
    for holder in holders[:1]:
        holder["is_registered"] = False
    now = sum(person["is_registered"] for person in report.data["roster"])
    _say_registered(report, registered, now)
    for holder in holders[1:3]:
        holder["score"] = None
    for holder in holders[3:4]:
        holder["training_count"] = 36
    report.data["answers"] = [
        {
            "rule_code": "Q07",
            "sheet": report.catalogue.form.sheet("roster").name,
            "explanation": "Hai người nghỉ thai sản, đi học dài hạn trong kỳ nên chưa chấm điểm; "
            "danh hiệu công nhận năm trước còn hiệu lực.",
        }
    ]


def _say_registered(report: Report, was: int, now: int) -> None:
    """The unit's account speaks of the list that it sends."""
    account = report.data["narrative"]
    said = [account] if isinstance(account, dict) else account
    for texts in said:
        for key, text in texts.items():
            texts[key] = re.sub(rf"\b{was}\b(?=(/\d+)? người đăng ký)", str(now), text)


def _raise_queries_counts(report: Report) -> None:
    """An activity far beyond the headcount (explained), and no date of approval."""
    for activity in report.data["activity"][-1:]:
        activity["participant_count"] = 2 * _headcount(report) + 60
    report.data["info"]["approved_date"] = None
    report.data["answers"] = [
        {
            "rule_code": "Q06",
            "sheet": report.catalogue.form.sheet("activity").name,
            "explanation": "Hoạt động mở cho người dân trên địa bàn cùng tham gia.",
        }
    ]


_SPOILERS: dict[str, Callable[[Report], None]] = {
    "rejected people": _reject_people,
    "rejected counts": _reject_counts,
    "corrected": _misdeclare,
    "partial": _err_a_little,
    "queries people": _raise_queries_people,
    "queries counts": _raise_queries_counts,
}
