"""What a file is worth among its unit's versions: the one enumeration, also of ``core.status``."""

from enum import StrEnum


class Status(StrEnum):
    """A submission's status, with its word for the Office and the unit, and that of the report.

    ``counts``: its rows are those of the unit and year. ``is_judged``: what is in it was looked at
    and stands in the warehouse. ``has_version``: it is one of the unit's versions, not a double of
    one. ``missing`` is that of a unit without any file.
    """

    label: str
    in_report: str
    counts: bool
    is_judged: bool
    has_version: bool

    def __new__(
        cls, value: str, label: str, in_report: str, counts: bool, is_judged: bool = True,
        has_version: bool = True,
    ) -> "Status":  # fmt: skip
        """A member of that name in the warehouse."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.in_report, member.counts = label, in_report, counts
        member.is_judged, member.has_version = is_judged, has_version
        return member

    @classmethod
    def named(cls, value: str) -> "Status":
        """The status of that name; KeyError where there is none."""
        return cls[value.upper()]

    ACCEPTED = "accepted", "nhận", "Đã tổng hợp", True
    ACCEPTED_WITH_WARNINGS = (
        "accepted_with_warnings", "nhận, có cảnh báo", "Đã tổng hợp, có cảnh báo", True,
    )  # fmt: skip
    PARTIALLY_ACCEPTED = "partially_accepted", "nhận một phần", "Đã tổng hợp một phần", True
    REJECTED = "rejected", "trả lại", "Chưa hợp lệ", False
    SUPERSEDED = "superseded", "đã thay", "Đã có bản thay thế", False
    HELD = "held", "chờ mở khóa", "Nhận sau khi khóa số liệu", False, False
    DUPLICATE = "duplicate", "gửi trùng", "Gửi trùng", False, False, False
    MISSING = "missing", "chưa gửi", "Chưa gửi", False, False, False
