"""The request to approve a report: Airflow's own, its time from our settings.

The answer becomes a fact of the warehouse (``core.approval``), read from Airflow's record of it:
nothing that comes by XCom, note or state approves anything.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import Param
from airflow.sdk.exceptions import TaskAwaitingInput

import warehouse
from steps.airflow_internals import kept_request
from steps.publication.answers import (
    CANDIDATE,
    OPTION_OF,
    believed_answer,
    last_answer,
    write_answer,
)
from steps.publication.places import read_candidate
from steps.settings import Settings
from steps.tasks import FAILING, Told, in_one_line, require_year, tell
from steps.year.state import require_frozen_by_us
from transforms.errors import ReportError

TOO_LATE = "Hết hạn duyệt mà không có trả lời"


class ReportApproval(ApprovalOperator):
    """Waits for a leader (steps/rights); an answer that is none is asked for again.

    The words are the candidate's own, kept beside its files; the request is for the candidate as it
    lies then, by the hash of its record. The settings are read when the request is made: a DAG file
    reads no environment. The run's parameter ``approval_days`` goes before the setting of that
    name.
    """

    template_fields = (*ApprovalOperator.template_fields, "year")

    def __init__(self, *, year: Any, **options: Any):
        super().__init__(
            subject="", body="", assigned_users=[], do_xcom_push=False, **FAILING, **options
        )
        self.year = year

    def execute(self, context: Any) -> Any:
        """Ask, unless the answer is in the warehouse already (a try that died after it)."""
        settings = Settings.from_env()
        with in_one_line():
            year = require_year(self.year)
            with warehouse.writing(settings, year) as connection:
                require_frozen_by_us(connection, year)
                answer = last_answer(connection, year)
            candidate = read_candidate(settings, year)
            asked = candidate["candidate_sha256"]
            if not (answer and answer["candidate_sha256"] == asked):
                answer = None
                self._word(candidate, context, settings)
        if answer:
            return self._settle(context, answer)
        try:
            return super().execute(context)
        except TaskAwaitingInput as parked:
            parked.kwargs = {"asked": asked}
            raise

    def _word(self, candidate: Mapping[str, Any], context: Any, settings: Settings) -> None:
        """Take the candidate's words, and the time that the run or the settings give."""
        self.subject, self.body = candidate["subject"], candidate["body"]
        asked = candidate["candidate_sha256"]
        self.params[CANDIDATE] = Param(asked, type="string", const=asked)
        days = context["params"].get("approval_days") or settings.approval_days
        self.response_timeout = timedelta(days=days)
        self._require_our_words(context)

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
        of = kept.params.get(CANDIDATE, {}).get("value")
        if (kept.subject, kept.body, of) != (self.subject, self.body, self.params[CANDIDATE]):
            raise ReportError(
                "Yêu cầu duyệt của lượt chạy này còn ghi số liệu cũ: hãy chạy lại cả lượt (Clear)"
            )

    def execute_complete(self, context: Any, event: dict[str, Any], asked: str = "") -> Any:
        """Take the answer as Airflow hands it over.

        Its API server writes the event with the record of the answer, in one transaction, when the
        account that is signed in answers; nothing else that a user can reach writes it.
        """
        with in_one_line():
            if event.get("error_type") == "timeout":
                raise ReportError(TOO_LATE)
            answer = self._take(event, asked)
        return self._settle(context, answer)

    def _settle(self, context: Any, answer: Mapping[str, Any]) -> Any:
        """Let an answer that the warehouse holds take effect: go on, or skip what follows."""
        return super().execute_complete(
            context,
            {
                "chosen_options": [OPTION_OF[answer["decision"]]],
                "params_input": {"reason": answer["reason"]},
                "responded_at": answer["decided_at"],
                "responded_by_user": {"name": answer["decided_by"]},
            },
        )

    def _take(self, event: Mapping[str, Any], asked: str) -> dict[str, Any]:
        """Write the answer down, if it is one to the figures as they are."""
        settings, year = Settings.from_env(), int(self.year)
        try:
            options, params = event.get("chosen_options"), event.get("params_input")
            decision, reason, roles = believed_answer(options, params)
            user = _name(event.get("responded_by_user"))
        except ReportError as error:
            tell(f"{error}; yêu cầu duyệt được gửi lại")
            raise Told from None
        with warehouse.writing(settings, year) as connection:
            require_frozen_by_us(connection, year)
            candidate = read_candidate(settings, year)
            if candidate["candidate_sha256"] != asked:
                raise ReportError(
                    f"Năm {year}: bản trình đã được lập lại sau khi hỏi duyệt, trả lời này "
                    "không còn giá trị; hãy chạy lại cả lượt (Clear)"
                )
            row = {
                **{key: candidate[key] for key in ("inputs_hash", "candidate_sha256")},
                "decision": decision, "reason": reason, "decided_by": user, "decided_as": roles,
                "decided_at": event["responded_at"],
            }  # fmt: skip
            write_answer(connection, year, row)
        return row


def _name(user: Any) -> str:
    """The name of the account that answered."""
    if not user:
        raise ReportError("Trả lời không của tài khoản nào")
    return str(user["name"] or user["id"])
