"""Whose a file is that does not tell: a form each to say so, to set it aside, to take that back."""

from airflow.sdk import Param

from dags.shared import reason_param, unit_param, year_param
from dags.steward_form import form
from steps.year.placements import assign_file, return_file, set_aside_file

SAID = {
    "year": year_param(),
    "submission_id": Param(
        type="string", pattern="^[0-9a-f]{32}$", title="Tệp",
        description="Mã bài nộp; dễ hơn là bấm ở bàn làm việc, trang *Chưa rõ đơn vị*.",
    ),
    "reason": reason_param(),
}  # fmt: skip

form(
    assign_file,
    "### Ghi tệp của đơn vị nào\n\nTệp không rõ đơn vị hoặc năm được kiểm tra như tệp của đơn vị "
    "và năm đã chọn, ở mọi lượt chạy về sau.",
    SAID | {"unit_code": unit_param()},
    True,
)
form(
    set_aside_file,
    "### Để riêng một tệp\n\nTệp không rõ đơn vị hoặc năm không được tính và thôi được nhắc.",
    SAID,
    False,
)
form(
    return_file,
    "### Rút lại quyết định về một tệp\n\nTệp đã ghi cho một đơn vị, hoặc đã để riêng, lại được "
    "hiểu đúng như chính nó ghi.",
    SAID,
    True,
)
