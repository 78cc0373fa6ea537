"""Rules: every code that a form or our own code raises is declared, with text and limits."""

import math
from collections.abc import Iterator
from string import Formatter

from transforms.catalogue.checks.forms import file_of
from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import Form, FormField
from transforms.catalogue.rules import Rule, Rules
from transforms.rules.codes import (
    FILE_RULES,
    HINTS,
    LIMITS,
    MAY_GO_ON,
    OWN_RULES,
    REJECTING,
    UNREADABLE,
    YEAR_WIDE,
)

FILE = "rules.toml"
TOLD = ("column", "value", "expected")
"""What the code that raises a rule fills its text with, beside its limits."""


def check_rules(rules: Rules, forms: tuple[Form, ...]) -> Iterator[Fault]:
    """Codes that are raised and not declared, limits that are missing, gaps nobody fills."""
    for code in OWN_RULES:
        if code not in rules.rules:
            yield Fault(FILE, code, "thiếu quy tắc này")
    for rule in rules.rules.values():
        for limit in LIMITS.get(rule.code, ()):
            if limit not in rule.limits:
                yield Fault(FILE, f"{rule.code}.{limit}", "thiếu ngưỡng này")
        if rule.limits.get("limit_low", 0) > rule.limits.get("limit_high", math.inf):
            yield Fault(FILE, f"{rule.code}.limit_low", "không được lớn hơn limit_high")
        yield from _check_text(rule)
        yield from _check_weight(rule)
    for form in forms:
        yield from _check_form(form, set(rules.rules))
        yield from _check_stored(form, rules)


def _check_form(form: Form, declared: set[str]) -> Iterator[Fault]:
    for sheet in form.sheets:
        for field in sheet.row_fields:
            key = f"{sheet.name}.{field.header}"
            for code in sorted(field.rules - declared):
                yield Fault(file_of(form), key, f"rules.toml không có quy tắc {code}")
            for code in sorted(field.rules & {*FILE_RULES, *YEAR_WIDE}):
                yield Fault(file_of(form), key, f"{code} không phải là quy tắc của một ô")


def _check_text(rule: Rule) -> Iterator[Fault]:
    """Gaps that nobody fills, and braces that are none; hints of cases that there are."""
    yield from _check_gaps(rule.text, (*TOLD, *rule.limits), f"{rule.code}.text")
    cases = HINTS.get(rule.code, {})
    for name in sorted(cases.keys() | rule.hints):
        key = f"{rule.code}.hints.{name}"
        if name not in cases:
            yield Fault(FILE, key, "không có trường hợp nào tên như vậy")
        elif name not in rule.hints:
            yield Fault(FILE, key, "thiếu lời này")
        else:
            yield from _check_gaps(rule.hints[name], cases[name], key)


def _check_gaps(text: str, known: tuple[str, ...], key: str) -> Iterator[Fault]:
    try:
        gaps = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        yield Fault(FILE, key, "ngoặc { } mở, đóng không khớp")
        return
    for name, spec, conversion in gaps:
        if name not in known or spec or conversion:
            yield Fault(FILE, key, f"chỗ điền sai: {name!r}")


def _check_weight(rule: Rule) -> Iterator[Fault]:
    """Rules that keep out what could not be stored do so; others may be as grave as is wished."""
    if rule.code in REJECTING:
        if rule.scope != "file":
            yield Fault(FILE, f"{rule.code}.scope", "phải là file: lỗi này là của cả tệp")
        if rule.code not in MAY_GO_ON and not rule.stops:
            reason = "phải là true: có lỗi này thì không kiểm tra được các dòng"
            yield Fault(FILE, f"{rule.code}.stops", reason)
    if rule.severity == "critical" and not rule.for_unit:
        reason = "phải là true: đơn vị phải biết lỗi nào phải sửa"
        yield Fault(FILE, f"{rule.code}.for_unit", reason)
    if rule.code in (*REJECTING, *UNREADABLE):
        yield from _must_reject(rule, f"{rule.code} là lỗi làm tệp hay dòng không lưu được")
    is_fatal = (rule.scope, rule.severity) == ("file", "critical")
    if "stops" in rule.model_fields_set and not is_fatal:
        yield Fault(FILE, f"{rule.code}.stops", "chỉ dành cho lỗi critical của cả tệp")
    if rule.spoils and rule.scope != "row":
        yield Fault(FILE, f"{rule.code}.spoils", "chỉ dành cho lỗi của từng dòng")
    if rule.code not in YEAR_WIDE and rule.scope in ("unit", "year"):
        reason = "phải là file hoặc row: quy tắc này chỉ xét trong một tệp"
        yield Fault(FILE, f"{rule.code}.scope", reason)
    if rule.code in YEAR_WIDE and rule.scope not in ("unit", "year"):
        reason = "phải là unit hoặc year: quy tắc này so với năm trước, đơn vị khác"
        yield Fault(FILE, f"{rule.code}.scope", reason)


def _check_stored(form: Form, rules: Rules) -> Iterator[Fault]:
    """A row with no code of its person, or a value outside its list, is never stored."""
    for sheet in form.tables:
        for field in sheet.row_fields:
            for code in _keeping_out(field):
                if code in rules.rules:
                    yield from _must_reject(
                        rules.rules[code], f"ô sai ở cột {field.header!r} không lưu được"
                    )


def _keeping_out(field: FormField) -> Iterator[str]:
    if field.kind in ("choice", "yes_no", "task") and field.broken_rule:
        yield field.broken_rule
    if field.kind == "person_code" and field.blank_rule:
        yield field.blank_rule
    if field.column == "topic" and field.blank_rule:
        yield field.blank_rule


def _must_reject(rule: Rule, why: str) -> Iterator[Fault]:
    if rule.severity != "critical":
        yield Fault(FILE, f"{rule.code}.severity", f"phải là critical: {why}")
