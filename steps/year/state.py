"""Whether a year's figures may change: open, frozen while an approval waits, locked when published.

Every change is an event with its actor and reason, written under the year's lock. Who holds that
lock and finds the year open may change it; nobody else can close it meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.privacy.kept import require_kept
from steps.runs import run_id
from transforms.catalogue import TIME_ZONE
from transforms.errors import ReportError


@dataclass(frozen=True)
class YearState:
    """A year's state, who brought it about, when, and the run that did."""

    state: str = "open"
    actor: str = ""
    happened_at: datetime | None = None
    run_id: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether new files are judged and the marts rebuilt."""
        return self.state == "open"

    def is_frozen_by(self, run_id: str) -> bool:
        """Whether that run's approval is the one that the year waits for."""
        return self.state == "frozen" and self.run_id == run_id

    def is_locked_by(self, run_id: str) -> bool:
        """Whether it was that run that locked the year."""
        return self.state == "locked" and self.run_id == run_id

    def __str__(self) -> str:
        if self.happened_at is None:
            return "đang mở"
        what = {"open": "được mở", "frozen": "chờ duyệt", "locked": "khóa"}[self.state]
        return f"{what} từ {self.happened_at.astimezone(TIME_ZONE):%H:%M %d/%m/%Y} ({self.actor})"


def year_state(connection: Connection, year: int) -> YearState:
    """The state as of now; to rely on it, hold the year's lock (``warehouse.writing``)."""
    rows = warehouse.fetch(connection, "publish/state", year=year)
    return YearState(**rows[0]) if rows else YearState()


def former_state(connection: Connection, year: int) -> str:
    """What the year was before it was frozen."""
    rows = warehouse.fetch(connection, "publish/former_state", year=year)
    return str(rows[0]["state"]) if rows else "open"


def latest_version(connection: Connection, year: int) -> dict[str, Any] | None:
    """The year's latest published version, None where there is none."""
    return next(iter(warehouse.fetch(connection, "publish/latest", year=year)), None)


def record(
    connection: Connection, year: int, action: str, state: str | None, *, actor: str, reason: str,
    run_id: str | None = None,
) -> None:  # fmt: skip
    """Write down a decision about a year, and the state it brings the year into, if any."""
    warehouse.execute(
        connection,
        "publish/event",
        {
            "year": year, "action": action, "state": state, "actor": actor, "reason": reason,
            "run_id": run_id,
        },
    )  # fmt: skip


def require_frozen_by_us(connection: Connection, year: int) -> None:
    """ReportError where the year does not wait for the approval of this very run."""
    state = year_state(connection, year)
    if not state.is_frozen_by(run_id()):
        raise ReportError(
            f"Năm {year} {state}, không chờ duyệt ở lượt chạy này: bản trình và phê duyệt của nó "
            "không còn giá trị, hãy chạy lại publish_report"
        )


def require_open(connection: Connection, year: int) -> None:
    """ReportError where a steward's change has to wait for an unlock, or comes too late."""
    require_kept(connection, year)
    state = year_state(connection, year)
    if not state.is_open:
        raise ReportError(f"Năm {year} {state}: hãy mở khóa năm (DAG unlock_year) rồi làm lại")
