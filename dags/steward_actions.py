"""What stewards decide about a year, a form each: unlock, extend, judge again, note the issue."""

from collections.abc import Callable
from typing import Any

from airflow.sdk import Param, chain, dag

from dags.shared import TAG, collect_year, tries_again, year_param
from steps.runs import with_parameters
from steps.tasks import step
from steps.year.decisions import extend_deadline, recheck_year, record_issue, unlock_year
from steps.year.of_run import publication_year

YEAR = year_param()
REASON = Param(
    type="string", minLength=3, title="Lý do", description="Được ghi lại cùng tên người làm."
)
WHEN_RED = """
**Khi lượt chạy đỏ:** dòng cuối nhật ký nói sai gì; sửa ô nhập rồi chạy lại. Không có gì bị đổi nửa
chừng. Người bấm nút, giờ và lý do được ghi trong `core.year_event`.
"""
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
            "year": YEAR,
            "unit_code": Param(type="string", minLength=1, title="Mã đơn vị"),
            "deadline": Param(type="string", format="date", title="Hạn mới"),
            "reason": REASON,
        },
        True,
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
                type="string", minLength=1, title="Số", description="Ví dụ: 512/BC-STNMT",
            ),
            "issued_on": Param(type="string", format="date", title="Ngày"),
            "signed_file": Param(
                None, type=["null", "string"], title="Tệp đã ký",
                description="Đường dẫn trên máy chủ; có thể để trống.",
            ),
            "version": Param(
                None, type=["null", "integer"], minimum=1, title="Phiên bản",
                description="Để trống: phiên bản mới nhất.",
            ),
        },
        False,
    ),
}  # fmt: skip


def form(work: Callable[..., Any], doc: str, params: dict[str, Param], counts_again: bool) -> None:
    """A DAG of one step that takes its parameters by name, and the year's count after it."""

    @dag(
        dag_id=work.__name__,
        schedule=None,
        max_active_runs=1,
        params=params,
        default_args=tries_again(),
        tags=[TAG, "thao tác"],
        doc_md=f"{doc}\n{WHEN_RED}",
    )
    def action() -> None:
        year = step(publication_year)()
        done = step(with_parameters(work))()
        chain(year, done)
        if counts_again:
            chain(done, collect_year(year, work.__name__))

    action()


for work, (doc, params, counts_again) in FORMS.items():
    form(work, doc, params, counts_again)
