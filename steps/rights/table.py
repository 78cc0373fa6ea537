"""Who may do what: one table for every way in, by role and never by name.

Roles are those of the accounts, whichever auth manager keeps them (local.py, shared.py). An account
without one of these roles may do nothing; one with several may do what each of them may.
"""

import json
import re
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What an account is, by the name that the auth manager has for it, in lower case."""

    VIEWER = "viewer"
    STEWARD = "steward"
    LEADER = "leader"
    ADMINISTRATOR = "admin"


class Right(StrEnum):
    """What can be done; each is a row of the table."""

    SEE = "xem năm, số liệu, trạng thái, quy tắc, báo cáo, nhật ký"
    FILES = "tải tệp và phản hồi của đơn vị"
    ACT = "nộp tệp, gia hạn, mở khóa, kiểm tra lại, sửa lời, ghi số"
    START = "chạy thu thập, công bố, diễn tập, chạy lại năm cũ; xóa trạng thái ô"
    APPROVE = "duyệt hoặc trả lại"
    RULE = "đặt trạng thái, ghi XCom, tạm dừng, xóa, kết nối, biến, tài khoản"


HOLDERS = {
    Right.SEE: frozenset(Role),
    Right.FILES: {Role.STEWARD},
    Right.ACT: {Role.STEWARD},
    Right.START: {Role.STEWARD, Role.ADMINISTRATOR},
    Right.APPROVE: {Role.LEADER},
    Right.RULE: {Role.ADMINISTRATOR},
}

STARTED_BY_BOTH = (
    "collect_submissions", "publish_report", "rehearse_report", "open_campaign", "remind_units",
)  # fmt: skip
"""The DAGs that an administrator may start too. Every other one is a steward's act."""


@dataclass(frozen=True)
class Request:
    """What is asked of the API server: its auth managers are told less."""

    method: str
    path: str
    body: bytes = b""


asked: ContextVar[Request | None] = ContextVar("asked", default=None)
"""The request that is being answered (plugins/asked_requests.py); None is nothing allowed by it."""

CLEARING = [
    ("POST", re.compile(r"/api/v2/dags/[^/]+/clearTaskInstances")),
    ("POST", re.compile(r"/api/v2/dags/[^/]+/dagRuns/[^/]+/clear")),
    ("POST", re.compile(r"/api/v2/dags/[^/]+/(clearDagRuns|clearPartitions)")),
    ("PUT", re.compile(r"/api/v2/backfills/\d+/(pause|unpause|cancel)")),
]
ONE_DAG = re.compile(r"/api/v2/dags/[^/]+")


def roles_of(names: Iterable[object]) -> frozenset[Role]:
    """The roles among the names that an auth manager has for an account's."""
    known = {role.value: role for role in Role}
    return frozenset(known[name] for each in names if (name := str(each).lower()) in known)


def roles(user: Any) -> frozenset[Role]:
    """The roles of an account as an auth manager gives it: one role's name, or several."""
    several = getattr(user, "roles", None)
    if several is not None:
        return roles_of(role.name for role in several)
    return roles_of([getattr(user, "role", "")])


def may(roles: Iterable[Role], right: Right) -> bool:
    """Whether one of the roles holds a right."""
    return not HOLDERS[right].isdisjoint(roles)


def right_on_dag(method: str, part: str | None, dag_id: str | None) -> Right:
    """The right that a request for a part of a DAG takes (Airflow's DagAccessEntity; None: itself).

    Airflow asks in the same words for a state to be set and a task to be cleared, for a DAG to be
    paused and switched on: what the request says tells them apart.
    """
    if method == "GET":
        return Right.SEE
    if part == "HITL_DETAIL":
        return Right.APPROVE
    if (method, part) == ("POST", "RUN"):
        return Right.START if dag_id in STARTED_BY_BOTH else Right.ACT
    if method == "PUT" and _starts(asked.get(), part):
        return Right.START
    return Right.RULE


def _starts(request: Request | None, part: str | None) -> bool:
    """Whether that request clears, or steers a backfill, or (of a DAG itself) switches it on."""
    if request is None:
        return False
    if part in ("RUN", "TASK_INSTANCE"):
        return any(
            request.method == method and path.fullmatch(request.path) for method, path in CLEARING
        )
    return (
        part is None
        and request.method == "PATCH"
        and bool(ONE_DAG.fullmatch(request.path))
        and _json(request.body) == {"is_paused": False}
    )


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
