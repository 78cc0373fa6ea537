"""What publishing a year's report would change, without changing anything."""

from datetime import timedelta

import pendulum
from airflow.sdk import CronTriggerTimetable, Param, dag

from steps.publication.version import publication_year
from steps.tasks import step
from steps.year.rehearsal import rehearse_year

TIME_ZONE = "Asia/Ho_Chi_Minh"
DOC = """
### Diễn tập công bố

**Làm gì:** chạy thử cả quy trình cho một năm rồi hoàn tác, và nói những con số nào sẽ đổi, do tệp
nào. Không có gì bị đổi: kho dữ liệu, tệp, bản đã công bố. Kết quả ở ghi chú và nhật ký.

**Nhiều năm một lúc:** *Trigger → Backfill* chọn khoảng năm, hoặc
`airflow backfill create --dag-id rehearse_report --from-date 2021-01-01 --to-date 2023-12-31`,
trước khi làm như vậy với *publish_report*.

**Khi lượt chạy đỏ:** dòng cuối nhật ký nói phải làm gì; sửa xong thì chạy lại.
"""


@dag(
    schedule=CronTriggerTimetable("0 0 1 12 *", timezone=TIME_ZONE),
    start_date=pendulum.datetime(2021, 1, 1, tz=TIME_ZONE),
    catchup=False,
    max_active_runs=1,
    render_template_as_native_obj=True,
    is_paused_upon_creation=True,
    params={
        "year": Param(
            None,
            type=["null", "integer"],
            minimum=2021,
            maximum=2100,
            title="Năm báo cáo",
            description="Để trống: năm của ngày chạy.",
        ),
        "assume_unlocked": Param(
            False,
            type="boolean",
            title="Giả sử đã mở khóa",
            description="Tính cả các tệp đang được giữ lại.",
        ),
    },
    default_args={"retries": 2, "retry_delay": timedelta(seconds=10)},
    tags=["xã hội học tập", "báo cáo"],
    doc_md=DOC,
)
def rehearse_report() -> None:
    """One year, done and undone."""
    step(rehearse_year)(step(publication_year)(), assume_unlocked="{{ params.assume_unlocked }}")


rehearse_report()
