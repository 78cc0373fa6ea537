"""From a year's figures to its published report: freeze, candidate, approval, version N, lock."""

from datetime import timedelta

from airflow.sdk import Param, chain, dag

from dags.assets import FIGURES, PUBLISHED
from dags.shared import START, TAG, collect_year, tries_again, year_param
from steps.publication.approval import ReportApproval
from steps.publication.dispatch import send_to_clerk
from steps.publication.freeze import freeze_year, release_year
from steps.publication.version import prepare_candidate, publish_version
from steps.tasks import step
from steps.year.of_run import publication_year
from steps.year.timetable import PublicationDays

DOC = """
### Công bố báo cáo năm

**Làm gì:** chạy *collect_submissions* cho năm đó, giữ nguyên số liệu (đóng băng), lập bản trình
duyệt, chờ người có thẩm quyền duyệt, rồi công bố phiên bản mới trong `reports/<năm>/v<N>` và khóa
năm. Khi đã bật, tự chạy vào ngày công bố của năm (`publication` trong `calendar.toml`; lỡ thì chạy
bù đến hạn báo cáo), không tự chạy cho năm nào khác. Các năm trước: *Trigger → Backfill*, hoặc chạy
tay với ô *Năm báo cáo*. Không có gì thay đổi so với bản đã
công bố thì lượt chạy tự kết thúc, không hỏi ai.

**Duyệt:** mục *Required Actions*. *Approve* là duyệt; *Reject* là trả lại, phải ghi lý do. Trả lại
hoặc hết hạn thì năm trở lại như trước.

**Tệp đến trong lúc chờ hoặc sau khi khóa:** được giữ lại (`held`), không làm đổi số liệu; được
kiểm tra sau khi mở khóa bằng *unlock_year*.

**Khi lượt chạy đỏ:** ô `approve` đỏ là hết hạn duyệt, chạy lại khi cần. Ô *Gửi văn thư* đỏ: báo cáo
đã công bố, sửa xong thì chỉ *Clear* ô đó. Ô khác: dòng cuối nhật ký nói phải làm gì; sửa xong thì
chạy lại cả lượt. Không bản nào được công bố nửa chừng.
"""


@dag(
    dag_display_name="Công bố báo cáo năm",
    schedule=PublicationDays(),
    start_date=START,
    catchup=False,
    max_active_runs=8,
    is_paused_upon_creation=True,
    params={
        "year": year_param("năm có đợt báo cáo đang mở"),
        "approval_days": Param(
            None, type=["null", "number"], exclusiveMinimum=0, maximum=366,
            title="Số ngày chờ duyệt", description="Để trống: theo cài đặt APPROVAL_DAYS.",
        ),
    },
    default_args=tries_again(3),
    tags=[TAG, "báo cáo"],
    doc_md=DOC,
)  # fmt: skip
def publish_report() -> None:
    """One year's next version, or nothing where nothing has changed."""
    # One at a time, so that of many years the earlier is collected first: each report quotes the
    # year before.
    year = step(publication_year, task_display_name="Năm báo cáo", max_active_tis_per_dag=1)()
    collected = collect_year(year, "publish", retries=0, max_active_tis_per_dag=1)
    frozen = step(freeze_year, task_display_name="Chốt số liệu")(year)
    candidate = step(prepare_candidate, task_display_name="Lập bản trình duyệt", inlets=[FIGURES])(
        year
    )
    approval = ReportApproval(
        task_id="approve",
        task_display_name="Lãnh đạo duyệt",
        year=year,
        params={"reason": Param("", type=["null", "string"], title="Ý kiến; lý do nếu trả lại")},
        retries=100,
        retry_delay=timedelta(seconds=1),
    )
    published = step(
        publish_version, task_display_name="Công bố", inlets=[FIGURES], outlets=[PUBLISHED]
    )(year)
    sent = step(send_to_clerk, task_display_name="Gửi văn thư")(year)
    released = step(release_year, task_display_name="Thôi chốt nếu không công bố")(year)
    released.as_teardown(setups=frozen)
    chain(collected, frozen, candidate, approval, published, sent, released)
    chain(approval, released)  # or a refusal, which skips publishing at once, would not be known


publish_report()
