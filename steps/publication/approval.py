"""The request to approve a report: Airflow's own, with approvers and time from our settings."""

from datetime import timedelta
from typing import Any

from airflow.providers.standard.exceptions import HITLTimeoutError
from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from steps.airflow_internals import kept_request
from steps.runs import REFUSAL
from steps.settings import Settings


class ReportApproval(ApprovalOperator):
    """Waits for one of the approvers; a refusal without a reason is asked again.

    The settings are read when the request is made: a DAG file reads no environment. The run's
    parameter ``approval_days`` goes before the setting of that name.
    """

    def execute(self, context: Any) -> Any:
        """Ask."""
        settings = Settings.from_env()
        days = context["params"].get("approval_days") or settings.approval_days
        self.assigned_users = [{"id": user, "name": user} for user in settings.approvers]
        self.response_timeout = timedelta(days=days)
        self._require_our_words(context)
        return super().execute(context)

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

    def execute_complete(self, context: Any, event: dict[str, Any]) -> Any:
        """Take the answer."""
        is_refused = event.get("chosen_options") == [self.REJECT]
        if is_refused and not str((event["params_input"] or {}).get("reason") or "").strip():
            raise AirflowException("Từ chối phải ghi lý do: yêu cầu duyệt được gửi lại")
        if is_refused:  # the operator leaves by an exception that skips what follows
            kept = {key: event[key] for key in ("responded_by_user", "params_input")}
            context["ti"].xcom_push(key=REFUSAL, value=kept)
        try:
            return super().execute_complete(context, event)
        except HITLTimeoutError:
            raise AirflowFailException("Hết hạn duyệt mà không có trả lời") from None
