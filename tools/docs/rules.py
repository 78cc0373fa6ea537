"""Every rule as rules.toml declares it."""

import re

from tools.docs.tables import table
from transforms.catalogue import Rule, Rules
from transforms.text import plain_number

SCOPES = {
    "file": "cả tệp",
    "row": "một dòng",
    "unit": "so với năm, bản trước",
    "year": "giữa các đơn vị",
}
SEVERITIES = {"critical": "phải sửa", "warning": "cảnh báo", "info": "cho biết"}
GAPS = {"column": "[cột, nhãn]", "value": "[giá trị]", "expected": "[…]"}
HEADER = ("Mã", "Xét", "Mức", "Tên", "Lời báo", "Hệ quả riêng")


def rule_table(rules: Rules) -> str:
    """A line per rule, in the order of their codes."""
    return table(HEADER, [_line(rule) for _, rule in sorted(rules.rules.items())])


def _line(rule: Rule) -> list[str]:
    return [
        f"**{rule.code}**",
        SCOPES[rule.scope],
        SEVERITIES[rule.severity],
        rule.title,
        _text(rule),
        "; ".join(_consequences(rule)),
    ]


def _text(rule: Rule) -> str:
    """The text with the rule's limits, and with brackets for what is a finding's own."""
    shown = GAPS | {key: plain_number(limit) for key, limit in rule.limits.items()}
    return re.sub(r"\{(\w+)\}", lambda gap: shown[gap[1]], rule.text)


def _consequences(rule: Rule) -> list[str]:
    said = []
    if rule.scope == "file" and rule.severity == "critical":
        said.append("không xét từng dòng nữa" if rule.stops else "vẫn xét từng dòng")
    if rule.spoils:
        said.append("quy tắc nhiều ô bỏ qua ô này")
    said += [f"`{key}` = {plain_number(limit)}" for key, limit in sorted(rule.limits.items())]
    return said
