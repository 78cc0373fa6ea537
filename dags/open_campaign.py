"""The campaign opens: each unit finds its workbook of the year in its outbox."""

from airflow.sdk import dag

from dags.shared import START, TAG, tries_again, year_param
from steps.campaign.opening import open_campaign as put_workbooks
from steps.tasks import step
from steps.year.of_run import year_of_run
from steps.year.timetable import CampaignOpening

DOC = """
### Mở đợt báo cáo

**Làm gì:** đặt biểu mẫu của năm vào hộp thư đi của từng đơn vị (`OUTBOX/<mã đơn vị>`): đã điền mã,
tên, năm, các ngày của lịch, và danh sách người của năm trước nếu biểu mẫu cho phép; có danh sách
chọn, khóa các ô không phải điền. Tự chạy ngày mở đợt báo cáo (`campaign_start` trong
`calendar.toml`); chạy tay được cho năm bất kỳ. Không gửi thư cho ai.

**Chạy lại:** viết đúng những tệp ấy; tệp đã có người sửa trong hộp thư đi thì giữ nguyên, và ghi
chú của lượt chạy nêu tên. Ghi chú cũng nêu đơn vị chưa có địa chỉ thư.

**Khi lượt chạy đỏ:** dòng cuối nhật ký nói hộp thư đi của đơn vị nào không ghi được, hoặc danh mục
sai chỗ nào; sửa xong thì chạy lại.
"""


@dag(
    dag_display_name="Mở đợt báo cáo",
    schedule=CampaignOpening(),
    start_date=START,
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=True,
    params={"year": year_param("năm có đợt báo cáo đang mở")},
    default_args=tries_again(2, 60),
    tags=[TAG, "đợt báo cáo"],
    doc_md=DOC,
)
def open_campaign() -> None:
    """One year's workbooks."""
    year = step(year_of_run, task_display_name="Năm báo cáo")()
    step(put_workbooks, task_display_name="Đặt biểu mẫu vào hộp thư đi")(year)


open_campaign()
