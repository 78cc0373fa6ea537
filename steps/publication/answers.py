"""A leader's answer to a request for approval: what is one, and its place in the warehouse."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

import warehouse
from steps.rights.table import Right, may, roles_of
from steps.runs import run_id
from transforms.errors import ReportError
from transforms.text import squeeze

APPROVE, REJECT = "Approve", "Reject"
APPROVED, REFUSED = "approved", "refused"
OPTIONS = {APPROVE: APPROVED, REJECT: REFUSED}
OPTION_OF = {decision: option for option, decision in OPTIONS.items()}
SHORTEST, LONGEST = 3, 1000  # characters of a reason
ROLES = "decided_as"
"""Beside the answer: the responder's roles at that moment, as the API server knew them."""
CANDIDATE = "candidate"
"""Within a request, hidden in its form: the candidate it is for. Airflow's pages send it back."""


def read_answer(options: Any, params: Any) -> tuple[str, str]:
    """Decision and reason of an answer in Airflow's words; ReportError where it is none."""
    if not isinstance(options, list) or len(options) != 1 or options[0] not in [*OPTIONS]:
        raise ReportError(f"Trả lời phải chọn đúng một trong hai: {APPROVE} hoặc {REJECT}")
    params = {} if params is None else params
    if not isinstance(params, Mapping) or set(params) - {"reason"}:
        raise ReportError("Trả lời chỉ có một ô, “Ý kiến; lý do nếu trả lại”: hãy bỏ các mục khác")
    given = params.get("reason")
    if given is not None and not isinstance(given, str):
        raise ReportError("Ô “Ý kiến; lý do nếu trả lại” phải là chữ")
    if len(given or "") > LONGEST:
        raise ReportError(
            f"Ô “Ý kiến; lý do nếu trả lại” dài {len(given or '')} ký tự; nhiều nhất {LONGEST}"
        )
    reason = squeeze(given or "")
    decision = OPTIONS[options[0]]
    if decision == REFUSED and sum(map(str.isalnum, reason)) < SHORTEST:
        raise ReportError("Trả lại phải ghi lý do ở ô “Ý kiến; lý do nếu trả lại”")
    return decision, reason


def vouched_answer(options: Any, params: Any, roles: Iterable[str]) -> dict[str, Any]:
    """An answer's fields as Airflow is to keep them, with the roles of the account that gave it.

    ReportError where it is none.
    """
    if isinstance(params, Mapping):
        params = {name: value for name, value in params.items() if name != CANDIDATE}
    _, reason = read_answer(options, params)
    return {"reason": reason, ROLES: " ".join(sorted(roles))}


def believed_answer(options: Any, params: Any) -> tuple[str, str, str]:
    """Decision, reason and roles of an answer that Airflow kept.

    ReportError where it is none, or not vouched for as that of an account that may approve.
    """
    params = dict(params) if isinstance(params, Mapping) else {}
    roles = str(params.pop(ROLES, ""))
    decision, reason = read_answer(options, params)
    if not may(roles_of(roles.split()), Right.APPROVE):
        raise ReportError("Trả lời không phải của tài khoản có vai trò lãnh đạo")
    return decision, reason, roles


def write_answer(connection: Connection, year: int, answer: Mapping[str, Any]) -> None:
    """Keep an answer to this run's request; again is nothing."""
    warehouse.execute(connection, "publish/approve", {**answer, "year": year, "run_id": run_id()})


def last_answer(connection: Connection, year: int) -> dict[str, Any] | None:
    """The last answer to this run's request since the year was frozen, None where there is none."""
    rows = warehouse.fetch(connection, "publish/approval", year=year, run_id=run_id())
    return rows[0] if rows else None


def approval_of(connection: Connection, year: int, candidate: Mapping[str, Any]) -> dict[str, Any]:
    """The approval of this very candidate; ReportError where the warehouse holds none."""
    answer = last_answer(connection, year)
    if not answer or (answer["decision"], answer["inputs_hash"], answer["candidate_sha256"]) != (
        APPROVED, candidate["inputs_hash"], candidate["candidate_sha256"],
    ):  # fmt: skip
        raise ReportError(
            f"Năm {year}: kho dữ liệu không có phê duyệt nào cho bản trình này (mã dữ liệu "
            f"{candidate['inputs_hash'][:12]}), nên không công bố; hãy chạy lại publish_report và "
            "chờ duyệt"
        )
    return answer
