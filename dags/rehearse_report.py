"""What publishing a year's report would change, without changing anything."""

from airflow.sdk import Param, dag

from dags.shared import START, TAG, tries_again, year_param
from steps.tasks import step
from steps.year.of_run import publication_year
from steps.year.rehearsal import rehearse_year
from steps.year.timetable import PublicationDaysAsked

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
    dag_display_name="Diễn tập công bố",
    schedule=PublicationDaysAsked(),
    start_date=START,
    catchup=False,
    max_active_runs=1,
    render_template_as_native_obj=True,
    is_paused_upon_creation=True,
    params={
        "year": year_param("năm có đợt báo cáo đang mở"),
        "assume_unlocked": Param(
            False,
            type="boolean",
            title="Giả sử đã mở khóa",
            description="Tính cả các tệp đang được giữ lại.",
        ),
    },
    default_args=tries_again(),
    tags=[TAG, "báo cáo"],
    doc_md=DOC,
)
def rehearse_report() -> None:
    """One year, done and undone."""
    year = step(publication_year, task_display_name="Năm báo cáo")()
    step(rehearse_year, task_display_name="Chạy thử rồi hoàn tác")(
        year, assume_unlocked="{{ params.assume_unlocked }}"
    )


rehearse_report()
