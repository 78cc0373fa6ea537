"""What the Office hears in the morning of its campaign: lines of plain words, without persons."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from transforms.catalogue import Calendar, CalendarRules
from transforms.desk.units import time_left
from transforms.rules.statuses import Status

SHOWN = 30  # lines of a list; the rest is counted
SENT, UNSURE, REFUSED, UNSENT, NO_ADDRESS = (
    "sent", "unsure", "refused", "unsent", "no_address",
)  # fmt: skip
STATES = {
    SENT: "đã gửi",
    UNSURE: "không rõ đã đi chưa, hãy hỏi nơi nhận",
    REFUSED: "máy chủ thư từ chối",
    UNSENT: "chưa gửi: chép để gửi tay",
    NO_ADDRESS: "danh mục chưa có địa chỉ: chép để gửi cách khác",
}
AUDIENCES = {
    "unit": "Đơn vị",
    "head": "Thủ trưởng đơn vị",
    "leader": "Lãnh đạo Văn phòng",
    "office": "Văn phòng",
}
Mail = Mapping[str, Any]


def state_of(mail: Mail) -> str:
    """What became of a mail, one of ``STATES``."""
    if mail["sent_at"]:
        return SENT
    if mail["claimed_at"]:
        return UNSURE
    if mail["refusal"]:
        return REFUSED
    return UNSENT if mail["recipient"] else NO_ADDRESS


def is_wrong(mail: Mail) -> bool:
    """Whether somebody has to look after it."""
    return state_of(mail) in (UNSURE, REFUSED)


def reminded_lines(mails: Iterable[Mail]) -> list[str]:
    """How many mails went to whom, and what became of them."""
    counts = Counter((mail["audience"], state_of(mail)) for mail in mails)
    return [
        f"{AUDIENCES[audience]}: {count} thư {STATES[state]}"
        for audience in AUDIENCES
        for state in STATES
        if (count := counts[audience, state])
    ]


def wrong_lines(mails: Iterable[Mail]) -> list[str]:
    """Each mail of which the Office has to find out, by its unit."""
    lines = [
        f"thư gửi {AUDIENCES[mail['audience']].lower()} {mail['unit_code']}".rstrip()
        + f": {STATES[state_of(mail)]}"
        for mail in mails
        if is_wrong(mail)
    ]
    return shortened(lines)


def arrived_lines(files: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each file that came, by its unit's name, with what it is worth."""
    return shortened(
        [
            f"{file['name'] or file['unit_code']}, bản {file['version']}: "
            f"{Status.named(file['status']).label}"
            for file in files
        ]
    )


def deadline_lines(calendar: Calendar, today: dt.date) -> list[str]:
    """The dates that the year works towards, as they stand."""
    dates = (
        ("Hạn của đơn vị", calendar.unit_deadline),
        ("Ngày công bố", calendar.publication),
        ("Hạn báo cáo", calendar.report_due),
    )
    return [f"{title}: {time_left(date, today)}" for title, date in dates]


def next_reminder(rules: CalendarRules, deadline: dt.date, today: dt.date) -> str:
    """The next day of the calendar's steps and whom it is for; "" where there is none."""
    days = [(rules.reminder_day(step, deadline), step.to) for step in rules.reminders]
    coming = sorted(day for day in days if day[0] > today)
    if not coming:
        return ""
    day, audience = coming[0]
    return f"{day:%d/%m/%Y} ({AUDIENCES[audience].lower()})"


def shortened(lines: Sequence[str]) -> list[str]:
    """The first lines of a list, and how many more there are."""
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], *([f"… và {more} dòng khác, xem ở bàn làm việc"] if more > 0 else [])]
