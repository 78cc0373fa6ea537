"""What the feedback tells the unit: the decision, what to do next, until when."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.catalogue import TIME_ZONE, YearCatalogue
from transforms.rules.statuses import Status

DATE = "%d/%m/%Y"


@dataclass(frozen=True)
class Decision:
    """A verdict in words: its headline, what it means for the figures, and its tint."""

    headline: str
    meaning: str
    tint: str


DECISIONS = {
    Status.REJECTED: Decision(
        "TRẢ LẠI",
        "Bản này chưa được nhận nên số liệu trong tệp chưa được tính. Nếu trước đó đơn vị đã có "
        "bản được nhận thì bản đó vẫn được tính.",
        "critical",
    ),
    Status.PARTIALLY_ACCEPTED: Decision(
        "NHẬN MỘT PHẦN",
        "Các dòng có ô tô đỏ bị để riêng: người ở các dòng đó vẫn nằm trong tổng số nhưng không "
        "được tính là đạt; hoạt động ở các dòng đó không được tính.",
        "warning",
    ),
    Status.ACCEPTED_WITH_WARNINGS: Decision(
        "ĐÃ NHẬN, CÓ CẢNH BÁO",
        "Toàn bộ số liệu được tính. Cảnh báo chưa giải trình sẽ được nêu trong báo cáo.",
        "warning",
    ),
    Status.ACCEPTED: Decision("ĐÃ NHẬN", "Toàn bộ số liệu được tính.", "good"),
}


@dataclass(frozen=True)
class Counts:
    """Findings by what they ask of the unit."""

    must: int
    unanswered: int
    answered: int
    info: int


def count(findings: Sequence[Mapping[str, Any]]) -> Counts:
    """How many findings must be mended, wait for an answer, have one, or ask for nothing."""
    severities = [finding["severity"] for finding in findings]
    answered = sum(f["severity"] == "warning" and bool(f["explanation"]) for f in findings)
    return Counts(
        must=severities.count("critical"),
        unanswered=severities.count("warning") - answered,
        answered=answered,
        info=severities.count("info"),
    )


def steps(
    counts: Counts, catalogue: YearCatalogue, received_at: dt.datetime, *, is_own_file: bool
) -> list[str]:
    """What to do next, one sentence or two each; that there is nothing to do is said as well."""
    if not counts.must and not counts.unanswered:
        return ["Không cần làm gì thêm."]
    found = _mending(counts, is_own_file) + _answering(counts, is_own_file)
    what = "chính tệp này" if is_own_file else "lại tệp đã sửa"
    found.append(
        f"Lưu tệp dạng .xlsx, không đặt mật khẩu, và gửi {what} {until(catalogue, received_at)}. "
        "Các trang “Phản hồi”, “Lỗi” cứ để nguyên."
    )
    return found


def _mending(counts: Counts, is_own_file: bool) -> list[str]:
    if not counts.must:
        return []
    if not is_own_file:
        return [
            "Mở tệp đơn vị đã gửi (hoặc biểu mẫu của năm) và sửa từng mục trong trang “Lỗi”. "
            "Tệp này không sửa được tại chỗ nên phản hồi được gửi riêng."
        ]
    return [
        "Sửa các ô tô đỏ ngay trong tệp này. Trang “Lỗi” liệt kê từng ô, bấm vào địa chỉ ô để "
        "đến đúng chỗ; trỏ chuột vào ô để xem phải sửa thế nào."
    ]


def _answering(counts: Counts, is_own_file: bool) -> list[str]:
    if not counts.unanswered:
        return []
    where = "đã ghi sẵn dòng" if is_own_file else "chép trang này vào tệp của đơn vị"
    return [
        "Các cảnh báo (ô tô cam): nếu sai thì sửa; nếu đúng thì gõ lời giải thích vào cột “Giải "
        f"trình” ở trang “Giải trình” ({where}). Nếu thêm hay xóa dòng trong danh sách thì sửa "
        "lại địa chỉ ở cột “Ô” cho khớp."
    ]


def until(catalogue: YearCatalogue, received_at: dt.datetime) -> str:
    """By when, as it follows from the day of receipt: never from the clock."""
    calendar = catalogue.calendar
    if calendar.is_on_time(received_at):
        return f"chậm nhất ngày {calendar.unit_deadline:{DATE}} (hạn của đơn vị)"
    if received_at.astimezone(TIME_ZONE).date() < calendar.publication:
        return f"càng sớm càng tốt, trước ngày {calendar.publication:{DATE}} (ngày lập báo cáo)"
    return "càng sớm càng tốt (đã qua ngày lập báo cáo; bản gửi lại sẽ được xem xét riêng)"


def receipt(catalogue: YearCatalogue, received_at: dt.datetime) -> str:
    """When the file came, and whether that was on time."""
    when = f"{received_at.astimezone(TIME_ZONE):%H:%M ngày %d/%m/%Y}"
    is_on_time = catalogue.calendar.is_on_time(received_at)
    return f"{when} ({'đúng hạn' if is_on_time else 'sau hạn'})"
