"""What stewards decide about a year, a form each: unlock, extend, judge again, note the issue."""

from collections.abc import Callable
from functools import partial
from typing import Any

from airflow.sdk import Param

from dags.shared import reason_param, unit_param, year_param
from dags.steward_form import form
from steps.publication.answers import LONGEST
from steps.year.arrivals import record_arrival
from steps.year.decisions import extend_deadline, recheck_year, record_issue, unlock_year

YEAR = year_param()
DAY = partial(Param, type="string", format="date")
UNIT = unit_param()
REASON = reason_param()
FORMS: dict[Callable[..., Any], tuple[str, dict[str, Param], bool]] = {
    unlock_year: (
        "### Mở khóa năm\n\nMở lại một năm đã công bố hoặc đang chờ duyệt, kiểm tra các tệp đã giữ "
        "lại rồi tính lại. Phê duyệt đang chờ mất giá trị. Bản đã công bố không đổi; chạy "
        "*publish_report* để trình bản mới nếu số liệu khác đi.",
        {"year": YEAR, "reason": REASON},
        True,
    ),
    extend_deadline: (
        "### Gia hạn cho một đơn vị\n\nTệp của đơn vị gửi đến hết ngày mới được tính là đúng hạn.",
        {
            "year": YEAR, "unit_code": UNIT, "deadline": DAY(title="Hạn mới"),
            "reason": REASON,
        }, True,
    ),
    record_arrival: (
        "### Sửa ngày nhận\n\nNgày một bản gửi thật sự đến Sở; các bản được đánh số lại theo đó.",
        {
            "year": YEAR, "unit_code": UNIT,
            "version": Param(type="integer", minimum=1, title="Bản"),
            "received_on": DAY(title="Ngày nhận đúng"), "reason": REASON}, True,
    ),
    recheck_year: (
        "### Kiểm tra lại một năm\n\nKiểm tra lại mọi tệp của năm theo danh mục và quy tắc hiện "
        "nay; ghi chú của lượt chạy nêu những tệp đổi kết quả.",
        {"year": YEAR, "reason": REASON},
        True,
    ),
    record_issue: (
        "### Ghi số và ngày phát hành\n\nSố, ngày văn thư đã cấp cho bản công bố, và tệp đã ký. Từ "
        "đó, bản sau sẽ ghi là thay thế bản này.",
        {
            "year": YEAR,
            "number": Param(
                type="string", minLength=1, title="Số", description="Ví dụ: 512/BC",
            ),
            "issued_on": DAY(title="Ngày"),
            "signed_file": Param(
                None, type=["null", "string"], title="Tệp đã ký",
                description="Để trống; đưa tệp lên ở trang Báo cáo của bàn làm việc.",
            ),
            "version": Param(
                None, type=["null", "integer"], minimum=1, title="Phiên bản",
                description="Để trống: phiên bản mới nhất.",
            ),
            "reason": Param(
                None, type=["null", "string"], maxLength=LONGEST, title="Lý do",
                description="Chỉ khi sửa số, ngày hoặc tệp đã ghi.",
            ),
        },
        False,
    ),
}  # fmt: skip


for work, (doc, params, counts_again) in FORMS.items():
    form(work, doc, params, counts_again)
