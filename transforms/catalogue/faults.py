"""What is wrong in a catalogue, in Vietnamese: file, key and reason."""

from collections.abc import Mapping
from typing import Any

from transforms.text import plain_number


class Wrong(ValueError):
    """A value that cannot be; its text says why, in Vietnamese."""


class Fault(Wrong):
    """A row that contradicts itself or another: where it stands, and why it cannot be."""

    def __init__(self, file: str, key: str, reason: str):
        super().__init__(reason)
        self.file, self.key, self.reason = file, key, reason


REASONS = {
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục nào tên như vậy",
    "string_too_short": "để trống",
    "too_short": "cần ít nhất {min_length} giá trị",
    "greater_than": "phải lớn hơn {gt}",
    "greater_than_equal": "không được nhỏ hơn {ge}",
    "less_than": "phải nhỏ hơn {lt}",
    "less_than_equal": "không được lớn hơn {le}",
    "literal_error": "phải là một trong: {expected}",
    "finite_number": "phải là một số hữu hạn",
    "int_from_float": "phải là số nguyên",
}
"""What pydantic finds, by its own type of error; gaps are filled by what it tells."""

KINDS = {
    "time": "phải là ngày dạng năm-tháng-ngày, ví dụ 2024-11-20",
    "date": "phải là ngày dạng năm-tháng-ngày, ví dụ 2024-11-20",
    "datetime": "phải là ngày dạng năm-tháng-ngày, ví dụ 2024-11-20",
    "int": "phải là số nguyên",
    "float": "phải là số",
    "bool": "phải là true hoặc false",
    "string": "phải là văn bản trong ngoặc kép",
    "tuple": "phải là danh sách [..]",
    "list": "phải là danh sách [..]",
    "dict": "phải là bảng [..]",
    "model": "phải là bảng [..]",
    "mapping": "phải là bảng [..]",
}
"""For the other types of error, by the kind of value that they begin with."""


def reason_of(kind: str, context: Mapping[str, Any]) -> str:
    """One of pydantic's errors in Vietnamese; never its own words."""
    if isinstance(error := context.get("error"), Wrong):
        return str(error)
    if context.get("input", "") is None:
        return REASONS["string_too_short"]
    if kind in REASONS:
        return REASONS[kind].format(**{key: _shown(value) for key, value in context.items()})
    return KINDS.get(kind.partition("_")[0], "giá trị không hợp lệ")


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return plain_number(value)
    return str(value).replace(" or ", ", ")
