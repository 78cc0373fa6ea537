"""Whose figures a report tells, in sentences; nothing is said of what is not."""

from collections.abc import Iterable

from transforms import figures
from transforms.report.model import Coverage
from transforms.rules.statuses import Status

MOST_NAMES = 8  # more names than that stand in the annex only


def join_names(names: Iterable[str], place: str = "Phụ lục I") -> str:
    """Names after a colon: ``: A; B``; a reference to the annex where they are too many to read."""
    found = list(names)
    return f": {'; '.join(found)}" if len(found) <= MOST_NAMES else f" (danh sách tại {place})"


def coverage_sentences(coverage: Coverage, as_of: str) -> list[str]:
    """The coverage statement: what came, what is counted, what is missing and what is left out."""
    expected, received = coverage.expected_units, coverage.received_units
    if not expected:
        return ["Năm báo cáo không có đơn vị nào thuộc diện phải báo cáo."]
    none = figures.counted_of(0, expected)
    if not received:
        sentences = [f"Chưa nhận được báo cáo của đơn vị nào ({none} đơn vị)."]
    else:
        sentences = [_received(coverage, as_of), _counted(coverage)]
    return sentences + _left_out(coverage)


def _received(coverage: Coverage, as_of: str) -> str:
    until = f"Tính đến ngày {as_of}, đã" if as_of else "Đã"
    share = f"{figures.counted_of(coverage.received_units, coverage.expected_units)} đơn vị"
    on_time = coverage.on_time_units
    words = f"{figures.counted(on_time)} đơn vị gửi số liệu hợp lệ đúng hạn"
    if not on_time:
        words = "chưa có đơn vị nào gửi số liệu hợp lệ đúng hạn"
    return f"{until} nhận được báo cáo của {share}, trong đó {words}."


def _counted(coverage: Coverage) -> str:
    share = f"{figures.counted_of(coverage.counted_units, coverage.expected_units)} đơn vị"
    if not coverage.counted_units:
        return f"Chưa có số liệu của đơn vị nào đủ điều kiện tổng hợp ({share})."
    people = f"{figures.counted(coverage.counted_people)} người"
    if coverage.is_complete:
        return f"Báo cáo tổng hợp số liệu của toàn bộ {share}, với {people}."
    text = f"Báo cáo tổng hợp số liệu của {share}, với {people}"
    if coverage.expected_people > coverage.counted_people:
        text += (
            f" trên tổng số khoảng {figures.counted(coverage.expected_people)} người "
            "(đơn vị chưa có số liệu tính theo số người năm trước)"
        )
    unknown = coverage.unknown_people_units
    if unknown:
        count = figures.counted(len(unknown))
        text += f"; chưa rõ số người của {count} đơn vị{join_names(unknown)}"
    return f"{text}."


def _left_out(coverage: Coverage) -> list[str]:
    sentences = []
    for why, words in (
        (Status.MISSING, "chưa gửi báo cáo"),
        (Status.REJECTED, "có báo cáo chưa hợp lệ, chưa được tổng hợp"),
        (Status.HELD, "gửi báo cáo sau khi khóa số liệu, chưa được tổng hợp"),
    ):
        names = coverage.out[why]
        if names:
            count = figures.counted(len(names))
            sentences.append(f"Có {count} đơn vị {words}{join_names(names)}.")
    quarantined = coverage.quarantined_people
    if quarantined:
        units = coverage.quarantined_units
        sentences.append(
            f"Có {figures.counted(quarantined)} người có thông tin chưa hợp lệ thuộc "
            f"{figures.counted(len(units))} đơn vị{join_names(units)}. Những người này được tính "
            "vào tổng số người, không tính vào kết quả."
        )
    return sentences
