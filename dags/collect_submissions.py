"""Take in what the units sent, judge it, answer it, add it up, and draft the year's report."""

from airflow.sdk import dag

from dags.assets import DRAFT, FIGURES, LANDED
from dags.shared import START, TAG, tries_again, year_param
from steps.intake.feedback import write_feedback
from steps.intake.landing import list_batches
from steps.intake.take_in import take_in
from steps.publication.draft import draft_report
from steps.tasks import step
from steps.year.aggregate import aggregate
from steps.year.of_run import year_of_run
from steps.year.timetable import CampaignNights

DOC = """
### Thu báo cáo của các đơn vị

**Làm gì:** lấy tệp mới trong hộp thư đến, kiểm tra từng ô, tính chỉ tiêu của năm, viết phản hồi
cho đơn vị và dự thảo báo cáo của Sở. Chạy lúc 22 giờ hằng đêm trong đợt báo cáo; chạy tay được
cho năm bất kỳ (ô *Năm báo cáo*). Chạy lại bao nhiêu lần cũng cho cùng kết quả.

**Khi đơn vị gửi sai:** lượt chạy vẫn xanh; tệp phản hồi nằm trong thư mục `feedback`.

**Khi lượt chạy đỏ:** mở nhật ký của ô đỏ. Dòng cuối nói sai gì và phải làm gì (cài đặt, danh
mục, kho dữ liệu). Sửa xong thì bấm *Clear* ô đó. Không có dòng như vậy là lỗi hệ thống: báo
người quản trị.
"""


@dag(
    dag_display_name="Thu báo cáo của các đơn vị",
    schedule=CampaignNights(),
    start_date=START,
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    params={"year": year_param("năm có đợt báo cáo đang mở")},
    default_args=tries_again(2, 30),
    tags=[TAG, "thu thập"],
    doc_md=DOC,
)
def collect_submissions() -> None:
    """The year's submissions, from the inbox to the draft report."""
    year = step(year_of_run, task_display_name="Năm báo cáo")()
    batches = step(list_batches, task_display_name="Lấy tệp mới", outlets=[LANDED])(year)
    taken = (
        step(take_in, task_display_name="Kiểm tra tệp", map_index_template="{{ label }}")
        .partial(year=year)
        .expand(submission_ids=batches)
    )
    counted = step(
        aggregate,
        task_display_name="Tổng hợp chỉ tiêu",
        trigger_rule="none_failed_min_one_success",
        inlets=[LANDED],
        outlets=[FIGURES],
    )(year)
    answered = step(write_feedback, task_display_name="Phản hồi đơn vị")(year)
    drafted = step(
        draft_report, task_display_name="Dự thảo báo cáo", inlets=[FIGURES], outlets=[DRAFT]
    )(year)
    taken >> counted >> [answered, drafted]


collect_submissions()
