"""Sentences that depend on the figures, in official Vietnamese; nothing for what is not."""

from typing import Any

from transforms import figures


def coverage_sentences(coverage: dict[str, Any], as_of: str) -> list[str]:
    """The coverage statement: what came, what is counted, what is missing and what is left out."""
    expected, received = coverage["expected_units"], coverage["received_units"]
    if not expected:
        return ["Năm báo cáo không có đơn vị nào thuộc diện phải báo cáo."]
    if not received:
        sentences = [f"Chưa nhận được báo cáo của đơn vị nào (0/{expected} đơn vị)."]
    else:
        sentences = [_received(coverage, as_of), _counted(coverage)]
    return sentences + _left_out(coverage)


def _received(coverage: dict[str, Any], as_of: str) -> str:
    until = f"Tính đến ngày {as_of}, đã" if as_of else "Đã"
    share = f"{coverage['received_units']}/{coverage['expected_units']} đơn vị"
    text = f"{until} nhận được báo cáo của {share}"
    on_time = coverage["on_time_units"]
    return f"{text}, trong đó {figures.counted(on_time)} đơn vị gửi đúng hạn số liệu hợp lệ."


def _counted(coverage: dict[str, Any]) -> str:
    counted, expected = coverage["counted_units"], coverage["expected_units"]
    if not counted:
        return f"Chưa có số liệu của đơn vị nào đủ điều kiện tổng hợp (0/{expected} đơn vị)."
    people = f"{figures.counted(coverage['counted_people'])} người"
    if coverage["is_complete"]:
        return f"Báo cáo tổng hợp số liệu của toàn bộ {counted}/{expected} đơn vị với {people}."
    text = f"Báo cáo tổng hợp số liệu của {counted}/{expected} đơn vị với {people}"
    unknown = coverage["unknown_people_units"]
    if coverage["expected_people"] > coverage["counted_people"]:
        text += (
            f" trên tổng số khoảng {figures.counted(coverage['expected_people'])} người "
            "(các đơn vị thiếu tính theo số người năm trước)"
        )
    if unknown:
        text += f"; chưa rõ số người của {', '.join(unknown)}"
    return f"{text}."


def _left_out(coverage: dict[str, Any]) -> list[str]:
    sentences = []
    for key, words in (
        ("missing", "Chưa nhận được báo cáo của"),
        ("rejected", "Báo cáo chưa hợp lệ, chưa được tổng hợp, của"),
        ("held", "Báo cáo nhận sau khi khóa số liệu, chưa được tổng hợp, của"),
    ):
        names = coverage[key]
        if names:
            sentences.append(f"{words} {figures.counted(len(names))} đơn vị: {'; '.join(names)}.")
    quarantined = coverage["quarantined_people"]
    if quarantined:
        sentences.append(
            f"Có {figures.counted(quarantined)} người có thông tin chưa hợp lệ tại "
            f"{'; '.join(coverage['quarantined_units'])}: được tính vào tổng số người, "
            "không tính vào kết quả."
        )
    return sentences
