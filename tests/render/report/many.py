"""A department of many units, each with results, activities and words, without a database."""

import datetime as dt
from functools import cache

from tests.render.report.frames import demo, make_inputs
from tests.render.report.warehouse import Return
from transforms.catalogue import Catalogue
from transforms.report.inputs import ReportInputs

SHORTCOMINGS = (
    "Việc lưu giữ minh chứng học tập chưa thống nhất",
    "Một bộ phận người lao động chưa hiểu rõ ý nghĩa của danh hiệu nên chưa đăng ký",
    "Người lớn tuổi ngại thay đổi thói quen làm việc trên phần mềm",
    "Một số viên chức đi công tác cơ sở dài ngày chưa tham gia đủ các lớp bồi dưỡng",
    "Máy tính của một số bộ phận đã cũ, đường truyền chưa ổn định",
    "Công tác tuyên truyền có lúc còn hình thức",
    "Hoạt động hưởng ứng tập trung vào một vài tháng",
)
WHERE = (
    "", " ở các phòng chuyên môn", " tại bộ phận một cửa", " ở khối văn phòng",
    " tại các tổ công tác ở cơ sở", " trong nhóm cán bộ trẻ", " ở các xã vùng cao",
    " trong những tháng cuối năm", " tại trụ sở cũ", " ở nhóm hợp đồng lao động",
    " tại các trạm quan trắc", " trong đợt cao điểm đo đạc", " ở các chi nhánh xa trung tâm",
)  # fmt: skip
DIRECTIONS = (
    "Tổ chức các lớp bồi dưỡng vào đầu năm",
    "Duy trì kiểm tra giữa kỳ và thông báo kết quả đến các đơn vị",
    "Ban hành mẫu phiếu tự đánh giá dùng chung",
)
TASKS = ("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "3.2", "4.1")


@cache
def catalogue_of(count: int) -> Catalogue:
    """The demo's catalogue with as many reporting units, ten groups of them."""
    units = demo().units
    root = next(u for u in units if u.parent_code is None)
    group = next(u for u in units if u.is_group and u.parent_code == root.unit_code)
    unit = next(u for u in units if u.unit_code == "VP")
    forever = {"valid_to": None, "successor_code": ()}
    groups = [
        group.model_copy(
            update=forever
            | {"unit_code": f"K{n}", "name": f"Khối số {n}", "parent_code": root.unit_code}
        )
        for n in range(min(10, count))
    ]
    below = [
        unit.model_copy(
            update=forever
            | {
                "unit_code": f"D{n}",
                "name": f"Trung tâm Dịch vụ công và Phát triển quỹ đất số {n}",
                "parent_code": f"K{n % len(groups)}",
            }
        )
        for n in range(count)
    ]
    kept = (root.model_copy(update=forever), *groups, *below)
    return demo().model_copy(update={"units": kept})


def inputs_of(count: int, year: int = 2024) -> ReportInputs:
    """Two years of all of them."""
    sent = {f"D{n}": _sent(n, year) for n in range(count)}
    before = {f"D{n}": Return(60, 50, 30 + n % 9, 20, 10) for n in range(count)}
    return make_inputs(year, {year - 1: before, year: sent}, catalogue_of(count))


def _sent(n: int, year: int) -> Return:
    """Of twenty one is rejected, one partly accepted, two are late; words differ like theirs."""
    day = dt.date(year, 3, 1 + n % 28)
    return Return(
        62, 60, 32 + n % 11, 22 + n % 7, 12 + n % 5,
        status={3: "rejected", 5: "partially_accepted"}.get(n % 20, "accepted"),
        is_on_time=n % 10 != 7,
        quarantined=2 if n % 20 == 5 else 0,
        narrative={
            "shortcomings": SHORTCOMINGS[n % len(SHORTCOMINGS)] + WHERE[n % len(WHERE)],
            "causes": "Khối lượng công việc chuyên môn lớn" + WHERE[n // 7 % len(WHERE)],
            "direction": DIRECTIONS[n % len(DIRECTIONS)] + WHERE[n // 3 % len(WHERE)],
            "strengths": "Cấp ủy, lãnh đạo đơn vị quan tâm chỉ đạo",
        },
        activities=tuple((task, "Tập huấn", day, 20 + n % 9, 1500) for task in TASKS),
    )  # fmt: skip
