"""What the feedback tells the unit: the decision, what to do next, until when."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
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
    Status.HELD: Decision(
        "CHỜ MỞ KHÓA",
        "Tệp đã đến nơi, nhưng số liệu của năm đã chốt để lập báo cáo. Tệp được giữ lại, sẽ được "
        "xét và có phản hồi khi người phụ trách của Sở mở khóa năm này.",
        "info",
    ),
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


class Place(Enum):
    """Where the unit corrects: here, in its own file of which this is a poorer copy, or apart."""

    HERE = "here"
    ORIGINAL = "original"
    APART = "apart"


_MENDING = {
    Place.HERE: "Sửa các ô tô đỏ ngay trong tệp này. Trang “Lỗi” liệt kê từng ô, bấm vào địa chỉ ô "
    "để đến đúng chỗ; trỏ chuột vào ô để xem phải sửa thế nào.",
    Place.ORIGINAL: "Mở tệp gốc đơn vị đã gửi và sửa ở đó những ô được tô đỏ trong tệp này. Trang "
    "“Lỗi” liệt kê từng ô; trỏ chuột vào ô để xem phải sửa thế nào.",
    Place.APART: "Mở tệp đơn vị đã gửi (hoặc biểu mẫu của năm) và sửa từng mục trong trang “Lỗi”. "
    "Tệp này không sửa được tại chỗ nên phản hồi được gửi riêng.",
}
_ANSWERING = {
    Place.HERE: "đã ghi sẵn dòng",
    Place.ORIGINAL: "đã ghi sẵn dòng; chép trang này sang tệp gốc, thay cho trang cùng tên nếu có",
    Place.APART: "đã ghi sẵn dòng; chép trang này vào tệp của đơn vị, thay cho trang cùng tên nếu "
    "có",
}
_SENDING = {
    Place.HERE: "chính tệp này",
    Place.ORIGINAL: "tệp gốc đã sửa",
    Place.APART: "lại tệp đã sửa",
}


def steps(
    counts: Counts, catalogue: YearCatalogue, received_at: dt.datetime, place: Place
) -> list[str]:
    """What to do next, one sentence or two each; that there is nothing to do is said as well."""
    if not counts.must and not counts.unanswered:
        return ["Không cần làm gì thêm."]
    found = [_MENDING[place]] if counts.must else []
    if counts.unanswered:
        found.append(
            "Các cảnh báo (ô tô cam): nếu sai thì sửa; nếu đúng thì gõ lời giải thích vào cột "
            f"“Giải trình” ở trang “Giải trình” ({_ANSWERING[place]}). Thêm hay xóa dòng trong "
            "danh sách thì lời giải trình vẫn theo đúng người, miễn là cột “Dấu dòng” để nguyên."
        )
    found.append(
        f"Lưu tệp dạng .xlsx, không đặt mật khẩu, và gửi {_SENDING[place]} "
        f"{until(catalogue, received_at)}."
        + (" Các trang “Phản hồi”, “Lỗi” cứ để nguyên." if place is Place.HERE else "")
    )
    return found


def losses_note(losses: Sequence[str]) -> str:
    """What the copy in which the unit reads this lacks of its own file."""
    return (
        f"Tệp phản hồi này không giữ được {', '.join(losses)} của tệp gốc. Vì vậy hãy sửa trong "
        "tệp gốc của đơn vị rồi gửi tệp gốc; đừng gửi lại tệp này."
    )


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
