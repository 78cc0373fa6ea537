"""An answer to a request for approval is checked where it is given, before Airflow keeps it.

Airflow looks at the options alone. What is no answer (a refusal without a reason, a text as long as
a book, fields that nobody asked for) gets one line back, and the request goes on waiting; so does
whoever may not approve, and an answer that nothing would come of: the second one, a late one, one
from a page that was opened before the candidate was made anew (Airflow's pages send back which one
they showed). The roles of the account that answers go into the record beside the answer: the step
that takes it believes no answer without them, and the auth manager has asked for them too
(steps/rights).
"""

import datetime as dt
import json
import re
from typing import Any

from airflow.plugins_manager import AirflowPlugin
from starlette.requests import Request

from plugins.bodies import ask, pass_on, refuse, whole
from steps.airflow_internals import signed_in_user
from steps.publication.answers import CANDIDATE, vouched_answer
from steps.rights.table import Right, may, roles
from transforms.catalogue import TIME_ZONE
from transforms.errors import ReportError

ROUTE = re.compile(
    r"/api/v2/dags/publish_report/dagRuns/.+/taskInstances/approve/[^/]+/hitlDetails/?",
    re.DOTALL,
)
LARGEST = 64 * 1024  # bytes of an answer
TOO_LARGE = "Trả lời quá dài: ý kiến nhiều nhất 1000 ký tự"
FIELDS = {"chosen_options", "params_input"}
NO_ANSWER = f"Trả lời không đọc được: cần {' và '.join(sorted(FIELDS))}, không có gì khác"
NO_LEADER = "Chỉ tài khoản có vai trò lãnh đạo được duyệt hoặc trả lại báo cáo"
NO_REQUEST = "Lượt chạy này không có yêu cầu duyệt nào"
NOT_YET = "Yêu cầu duyệt chưa sẵn sàng nhận trả lời: hãy trả lời lại sau ít giây"
TOO_LATE = "Yêu cầu duyệt này không còn chờ trả lời: đã hết hạn, hoặc lượt chạy đã kết thúc"
ANOTHER = "Bản trình đã được lập lại sau khi mở trang này: hãy tải lại trang và xem bản mới"
ENDED = ("success", "failed", "skipped", "upstream_failed", "removed")
WAITING = ("awaiting_input", "deferred")


class CheckedAnswers:
    """Stands before Airflow's own application (ASGI)."""

    def __init__(self, app: Any):
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on but what is no answer."""
        if (
            scope["type"] != "http"
            or scope["method"] != "PATCH"
            or not ROUTE.fullmatch(scope["path"])
        ):
            await self.app(scope, receive, send)
            return
        user = await signed_in_user(Request(scope))
        if user is None:
            await self.app(scope, receive, send)  # which refuses it
            return
        if not may(roles(user), Right.APPROVE):
            await refuse(send, 403, NO_LEADER)
            return
        try:
            body, candidate = _vouched(await whole(receive, LARGEST), user)
        except ReportError as error:
            await refuse(send, 422, str(error))
            return
        kept = await ask(self.app, scope)
        if line := NO_REQUEST if kept is None else _why_not(kept, candidate):
            await refuse(send, 404 if kept is None else 409, line)
            return
        await pass_on(self.app, scope, receive, send, body)


def _why_not(kept: dict[str, Any], candidate: Any) -> str | None:
    """Why a request, as Airflow keeps it, takes no answer to a candidate; None where it does."""
    if kept["response_received"]:
        who = (kept.get("responded_by_user") or {}).get("name", "")
        when = dt.datetime.fromisoformat(kept["responded_at"]).astimezone(TIME_ZONE)
        return f"Yêu cầu duyệt này {who} đã trả lời lúc {when:%H:%M %d/%m/%Y}: chỉ nhận một trả lời"
    state = kept["task_instance"]["state"]
    if state in WAITING:
        asked = kept["params"].get(CANDIDATE, {}).get("value")
        return None if candidate in (None, asked) else ANOTHER
    return TOO_LATE if state in ENDED else NOT_YET


def _vouched(body: bytes | None, user: Any) -> tuple[bytes, Any]:
    """An answer with the roles of who gave it, and the candidate that it names, if any.

    ReportError, in one line, where it is none.
    """
    if body is None:
        raise ReportError(TOO_LARGE)
    try:
        answer = json.loads(body)
        if answer.keys() - FIELDS:  # "dry_run", say: it would be an answer all the same
            raise ReportError(NO_ANSWER)
        options = answer.get("chosen_options")
        given = answer.get("params_input")
        params = vouched_answer(options, given, roles(user))
    except (ValueError, AttributeError, RecursionError):
        raise ReportError(NO_ANSWER) from None
    kept = json.dumps({"chosen_options": options, "params_input": params}).encode()
    return kept, (given or {}).get(CANDIDATE)


class CheckedAnswersPlugin(AirflowPlugin):
    """Registers the check with the API server."""

    name = "checked_answers"
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": CheckedAnswers, "args": [], "kwargs": {}, "name": "checked_answers"}
    ]
