"""Mornings in the campaign: who is late is reminded, and the Office hears how things stand."""

from airflow.sdk import chain, dag

from dags.shared import START, TAG, tries_again, year_param
from steps.campaign.reminding import remind_units as remind
from steps.campaign.telling import tell_office
from steps.tasks import step
from steps.year.of_run import year_of_run
from steps.year.timetable import CampaignMornings

DOC = """
### Nhắc đơn vị

**Làm gì:** 7 giờ mỗi ngày làm việc trong đợt báo cáo. Nhắc đơn vị chưa gửi hoặc bị trả lại vào đúng
những ngày của lịch (`reminders` trong `calendar.toml`): đơn vị, rồi thủ trưởng, rồi lãnh đạo Văn
phòng; mỗi bước một lần. Sau đó báo Văn phòng: tệp nào đến, việc gì hỏng, việc gì chờ, hạn nào tới.
Thư không có họ tên, mã người. Không gửi gì khi chạy lại năm cũ hay ngoài đợt báo cáo.

**Gửi bằng gì:** kết nối `smtp_default` của Airflow. Không có kết nối thì không gửi: lời thư để sẵn
ở bàn làm việc, trang *Nhắc đơn vị*, để chép.

**Khi lượt chạy đỏ:** dòng cuối nhật ký nói máy chủ thư từ chối gì, hoặc thư nào không rõ đã đi chưa
và phải hỏi ai. Chạy lại chỉ gửi những thư chắc chắn chưa đi.
"""


@dag(
    dag_display_name="Nhắc đơn vị",
    schedule=CampaignMornings(),
    start_date=START,
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=True,
    params={"year": year_param("năm có đợt báo cáo đang mở")},
    default_args=tries_again(6, 600),
    tags=[TAG, "đợt báo cáo"],
    doc_md=DOC,
)
def remind_units() -> None:
    """One morning: the reminders, then the Office, also where some of them did not go."""
    year = step(year_of_run, task_display_name="Năm báo cáo")()
    reminded = step(remind, task_display_name="Nhắc đơn vị")(year)
    told = step(
        tell_office,
        task_display_name="Báo Văn phòng",
        trigger_rule="all_done_min_one_success",
    )(year)
    chain(reminded, told)


remind_units()
