"""The request to approve a report: Airflow's own, with approvers and time from our settings.

The answer becomes a fact of the warehouse (``core.approval``), read from Airflow's record of it:
nothing that comes by XCom, note or state approves anything.
"""

from datetime import timedelta
from typing import Any

from airflow.providers.standard.exceptions import HITLTimeoutError
from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException, TaskAwaitingInput

import warehouse
from steps.airflow_internals import kept_request
from steps.publication.answers import APPROVED, last_answer, read_answer, write_answer
from steps.publication.places import read_candidate
from steps.runs import run_id
from steps.settings import Settings
from steps.year.state import require_frozen_by_us
from transforms.errors import PipelineError, ReportError


class ReportApproval(ApprovalOperator):
    """Waits for one of the approvers; an answer that is none is asked for again.

    The words, and the hash of the figures that they are about, are the candidate's own, kept beside
    its files. The settings are read when the request is made: a DAG file reads no environment. The
    run's parameter ``approval_days`` goes before the setting of that name.
    """

    template_fields = (*ApprovalOperator.template_fields, "year")

    def __init__(self, *, year: Any, **options: Any):
        super().__init__(subject="", body="", do_xcom_push=False, **options)
        self.year = year

    def execute(self, context: Any) -> Any:
        """Ask, unless the answer is in the warehouse already (a try that died after it)."""
        settings, year = Settings.from_env(), int(self.year)
        try:
            with warehouse.writing(settings, year) as connection:
                require_frozen_by_us(connection, year)
                answer = last_answer(connection, year)
            candidate = read_candidate(settings, year)
        except PipelineError as error:
            raise AirflowFailException(str(error)) from None
        asked = candidate["inputs_hash"]
        if answer and (answer["decision"], answer["inputs_hash"]) == (APPROVED, asked):
            return None
        self.subject, self.body = candidate["subject"], candidate["body"]
        days = context["params"].get("approval_days") or settings.approval_days
        self.assigned_users = [{"id": user, "name": user} for user in settings.approvers]
        self.response_timeout = timedelta(days=days)
        self._require_our_words(context)
        try:
            return super().execute(context)
        except TaskAwaitingInput as parked:
            parked.kwargs = {"asked": asked}
            raise

    def _require_our_words(self, context: Any) -> None:
        """Airflow keeps the words of an earlier request; nobody may approve those for these.

        plugins/fresh_requests.py removes them where a whole run is started again; where single
        tasks of a running one were, this stops it.
        """
        asked = {
            "options": self.options,
            "subject": self.subject,
            "body": self.body,
            "params": self.serialized_params,
            "assigned_users": self.assigned_users,
        }
        kept = kept_request(context, asked)
        if (kept.subject, kept.body) != (self.subject, self.body):
            raise AirflowFailException(
                "Yêu cầu duyệt của lượt chạy này còn ghi số liệu cũ: hãy chạy lại cả lượt (Clear)"
            )

    def execute_complete(self, context: Any, event: dict[str, Any], asked: str = "") -> Any:
        """Take the answer as Airflow hands it over.

        Its API server writes the event with the record of the answer, in one transaction, when the
        account that is signed in answers; nothing else that a user can reach writes it.
        """
        if event.get("error_type") == "timeout":
            raise AirflowFailException("Hết hạn duyệt mà không có trả lời")
        settings, year = Settings.from_env(), int(self.year)
        try:
            decision, reason = read_answer(event.get("chosen_options"), event.get("params_input"))
            user = _approver(settings, event.get("responded_by_user"))
        except ReportError as error:
            raise AirflowException(f"{error}; yêu cầu duyệt được gửi lại") from None
        row = {"inputs_hash": asked, "decision": decision, "reason": reason,
               "decided_by": user, "decided_at": event["responded_at"]}  # fmt: skip
        try:
            with warehouse.writing(settings, year) as connection:
                require_frozen_by_us(connection, year)
                if read_candidate(settings, year)["inputs_hash"] != asked:
                    raise ReportError(
                        f"Năm {year}: bản trình đã được lập lại sau khi hỏi duyệt, trả lời này "
                        "không còn giá trị; hãy chạy lại cả lượt (Clear)"
                    )
                write_answer(connection, year, row)
        except PipelineError as error:
            raise AirflowFailException(str(error)) from None
        return self._go_on(context, event, reason)

    def _go_on(self, context: Any, event: dict[str, Any], reason: str) -> Any:
        """Airflow's own way on: a refusal skips what follows."""
        try:
            return super().execute_complete(context, event | {"params_input": {"reason": reason}})
        except HITLTimeoutError:
            raise AirflowFailException("Hết hạn duyệt mà không có trả lời") from None


def _approver(settings: Settings, user: Any) -> str:
    """The name of the account that answered, if it is one of the approvers'."""
    if not user or user["id"] not in settings.approvers:
        raise ReportError(f"Trả lời của {user['name'] if user else 'không ai'} không phải của "
                          f"người có quyền duyệt (lượt chạy {run_id()})")  # fmt: skip
    return str(user["name"] or user["id"])
