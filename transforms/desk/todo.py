"""What is to be done next in a year, a sentence each, with the page where it is done."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from transforms import figures
from transforms.catalogue import Calendar
from transforms.desk.units import ANSWERED, HELD, MISSING, PARTIAL, QUERIES, REJECTED, time_left
from transforms.rules.statuses import Status


@dataclass(frozen=True)
class Todo:
    """A sentence, and the desk's page that it leads to."""

    text: str
    link: str


@dataclass(frozen=True)
class Situation:
    """All that tells what is next: the piles of units, the state, the versions, the day."""

    calendar: Calendar
    today: dt.date
    state: str
    piles: Mapping[str, int]
    expected: int
    unidentified: int = 0
    pending: int = 0
    open_queries: int = 0
    latest: Mapping[str, Any] | None = field(default=None)
    stale_texts: int = 0
    answers: int = 0


def todos(now: Situation) -> list[Todo]:
    """The sentences, the most urgent first; one that says so where nothing is to be done."""
    found = [*_of_state(now), *_of_units(now), *_of_files(now), *_of_report(now)]
    return found or [Todo("Không còn việc gì phải làm.", "reports")]


def _of_state(now: Situation) -> list[Todo]:
    held = now.piles[HELD]
    found = []
    if now.state == "frozen":
        found.append(Todo("Bản trình đang chờ lãnh đạo duyệt; số liệu đứng yên.", "approval"))
    if held:
        text = f"{_units(held)} có tệp đến khi năm đã khóa: mở khóa năm nếu muốn tính."
        found.append(Todo(text, f"units?pile={HELD}"))
    return found


def _of_units(now: Situation) -> list[Todo]:
    piles, found = now.piles, []
    if missing := piles[MISSING]:
        left = time_left(now.calendar.unit_deadline, now.today)
        text = f"{_units(missing)} {Status.MISSING.label} ({left})."
        found.append(Todo(text, f"units?pile={MISSING}"))
    if rejected := piles[REJECTED]:
        text = f"{_units(rejected)} bị {Status.REJECTED.label}: gửi phản hồi để đơn vị sửa."
        found.append(Todo(text, f"units?pile={REJECTED}"))
    if partial := piles[PARTIAL]:
        status = Status.PARTIALLY_ACCEPTED.label
        text = f"{_units(partial)} mới được {status}: đề nghị sửa các dòng để riêng."
        found.append(Todo(text, f"units?pile={PARTIAL}"))
    if queries := piles[QUERIES]:
        text = (
            f"{_units(queries)} còn {figures.counted(now.open_queries)} cảnh báo chưa giải trình."
        )
        found.append(Todo(text, f"units?pile={QUERIES}"))
    if answered := piles[ANSWERED]:
        text = (
            f"{_units(answered)} có {figures.counted(now.answers)} giải trình mới: chấp nhận, hoặc "
            "hỏi lại."
        )
        found.append(Todo(text, f"units?pile={ANSWERED}"))
    return found


def _of_files(now: Situation) -> list[Todo]:
    found = []
    if now.unidentified:
        text = f"{figures.counted(now.unidentified)} tệp chưa rõ đơn vị hoặc năm."
        found.append(Todo(text, "unidentified"))
    if now.pending:
        text = f"{figures.counted(now.pending)} tệp đã đến, chưa được kiểm tra: chạy thu báo cáo."
        found.append(Todo(text, "upload"))
    return found


def _of_report(now: Situation) -> list[Todo]:
    """Look again at edited texts; send to approval what is complete; have the version numbered."""
    texts = f"{figures.counted(now.stale_texts)} lời đã sửa cần xem lại: dự thảo đã khác."
    return ([Todo(texts, "texts")] if now.stale_texts else []) + _of_version(now)


def _of_version(now: Situation) -> list[Todo]:
    if now.state == "locked" and now.latest and not now.latest["issued_number"]:
        text = f"Phiên bản {now.latest['version']} đã công bố, chưa ghi số và ngày phát hành."
        return [Todo(text, "reports")]
    if now.state != "open" or not now.expected:
        return []
    out = now.piles[MISSING] + now.piles[REJECTED] + now.piles[PARTIAL]
    due = time_left(now.calendar.report_due, now.today)
    if not out:
        return [
            Todo(f"Mọi đơn vị đã được tính: trình duyệt báo cáo (hạn báo cáo: {due}).", "approval")
        ]
    if now.today >= now.calendar.publication and now.today <= now.calendar.campaign_end:
        return [Todo(f"Đã đến ngày công bố; hạn báo cáo: {due}.", "approval")]
    return []


def _units(count: int) -> str:
    return f"{figures.counted(count)} đơn vị"
