"""What a unit's row on the desk says: to which pile it belongs, and what is to be done next."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from transforms.rules.statuses import Status

MISSING, REJECTED, PARTIAL, QUERIES, HELD, DONE = (
    "missing", "rejected", "partial", "queries", "held", "done",
)  # fmt: skip
PILES = {
    MISSING: Status.MISSING.label.capitalize(),
    REJECTED: Status.REJECTED.label.capitalize(),
    PARTIAL: Status.PARTIALLY_ACCEPTED.label.capitalize(),
    QUERIES: "Còn cảnh báo",
    HELD: Status.HELD.label.capitalize(),
    DONE: "Xong",
}
LATE, ANSWERED = "late", "answered"
FILTERS = PILES | {LATE: "Gửi muộn", ANSWERED: "Có giải trình mới"}
Row = Mapping[str, Any]


def pile_of(row: Row) -> str:
    """The pile of a unit by its latest file, even where an earlier one still counts."""
    latest = row["latest_status"]
    if latest is None:
        return MISSING
    if latest == Status.HELD:
        return HELD
    if latest == Status.REJECTED:
        return REJECTED
    if latest == Status.PARTIALLY_ACCEPTED:
        return PARTIAL
    return QUERIES if row["open_count"] else DONE


def is_in(row: Row, pile: str) -> bool:
    """Whether a unit is found under a filter: its pile, or late, or answers not yet looked at."""
    if pile == LATE:
        return is_late(row)
    return bool(row["answered_count"]) if pile == ANSWERED else pile == pile_of(row)


def is_late(row: Row) -> bool:
    """Whether the unit's file came after its deadline."""
    return row["is_on_time"] is False


def next_step(row: Row, deadline: dt.date, today: dt.date) -> str:
    """What the Office does about a unit now, in a few words."""
    taken = row["taken_at"] is not None
    match pile_of(row):
        case "missing":
            return f"Nhắc gửi ({time_left(row['deadline'] or deadline, today)})"
        case "rejected":
            what = f"{row['critical_count']} lỗi"
            return f"Chờ gửi lại ({what})" if taken else f"Gửi phản hồi để sửa {what}"
        case "partial":
            what = f"{row['critical_count']} ô"
            return f"Chờ sửa {what}" if taken else f"Gửi phản hồi để sửa {what}"
        case "queries":
            what = f"{row['open_count']} cảnh báo"
            return f"Chờ giải trình {what}" if taken else f"Gửi phản hồi, hỏi {what}"
        case "held":
            return "Mở khóa năm để kiểm tra"
    return f"Xem {said} giải trình" if (said := row["answered_count"]) else "Không phải làm gì"


def time_left(deadline: dt.date, today: dt.date) -> str:
    """A deadline as it stands today: ``còn 3 ngày đến 20/11/2026``, ``quá hạn 2 ngày``."""
    days = (deadline - today).days
    if days > 0:
        return f"còn {days} ngày đến {deadline:%d/%m/%Y}"
    if days == 0:
        return f"hết hạn hôm nay, {deadline:%d/%m/%Y}"
    if days > -60:
        return f"quá hạn {-days} ngày, từ {deadline:%d/%m/%Y}"
    return f"hạn {deadline:%d/%m/%Y}"


def count_piles(rows: Iterable[Row]) -> dict[str, int]:
    """How many units lie on each pile, and how many were late."""
    counts = dict.fromkeys(FILTERS, 0)
    for row in rows:
        for pile in (pile_of(row), LATE, ANSWERED):
            counts[pile] += is_in(row, pile)
    return counts
