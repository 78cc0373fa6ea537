"""What the Office decides about a file's warnings: accepted, or asked again in its feedback."""

from collections.abc import Collection
from typing import Literal, get_args

import warehouse
from steps.settings import Settings
from steps.year.decisions import clear_reason
from steps.year.state import require_open
from transforms.errors import SettingError

Action = Literal["accepted", "asked_again"]


def rule_on(
    settings: Settings, year: int, submission_id: str, finding_ids: Collection[int], action: str,
    actor: str, reason: str,
) -> int:  # fmt: skip
    """Decide about warnings of a file of the year; the next run writes its feedback anew.

    All of them or, with a SettingError, none. An accepted warning is no longer open; one asked
    again is, answered or not. A new version of the file is asked anew. Returns how many.
    """
    reason = clear_reason(reason)
    if action not in get_args(Action):
        raise SettingError("Quyết định: hãy chọn Chấp nhận hoặc Hỏi lại")
    if not finding_ids:
        raise SettingError("Quyết định: hãy đánh dấu ít nhất một cảnh báo")
    with warehouse.writing(settings, year) as connection:
        require_open(connection, year)
        values = {"year": year, "submission_id": submission_id, "ids": list(finding_ids)}
        places = warehouse.fetch(connection, "desk/warnings", **values)
        if len(places) != len(set(finding_ids)):
            raise SettingError("Cảnh báo: tệp đã được kiểm tra lại từ khi mở trang; hãy tải lại")
        told = {"action": action, "actor": actor, "reason": reason}
        warehouse.execute(connection, "desk/rule", [place | told for place in places])
        warehouse.execute(connection, "feedback/stale", {"submission_id": submission_id})
    return len(places)
