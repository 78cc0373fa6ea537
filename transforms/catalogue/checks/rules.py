"""Rules: every code that a form or our own code raises is declared, with text and limits."""

from collections.abc import Iterator

from transforms.catalogue.checks.forms import file_of
from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import Form
from transforms.catalogue.rules import Rule, Rules
from transforms.rules.codes import LIMITS, OWN_RULES

FILE = "rules.toml"


def check_rules(rules: Rules, forms: tuple[Form, ...]) -> Iterator[Fault]:
    """Codes that are raised and not declared, limits that are missing, gaps nobody fills."""
    for code in OWN_RULES:
        if code not in rules.rules:
            yield Fault(FILE, code, "thiếu quy tắc này")
    for rule in rules.rules.values():
        for limit in LIMITS.get(rule.code, ()):
            if limit not in rule.limits:
                yield Fault(FILE, f"{rule.code}.{limit}", "thiếu ngưỡng này")
        yield from _check_text(rule)
    for form in forms:
        yield from _check_form(form, set(rules.rules))


def _check_form(form: Form, declared: set[str]) -> Iterator[Fault]:
    for sheet in form.sheets:
        for field in sheet.row_fields:
            for code in sorted(field.rules - declared):
                key = f"{sheet.name}.{field.header}"
                yield Fault(file_of(form), key, f"rules.toml không có quy tắc {code}")


def _check_text(rule: Rule) -> Iterator[Fault]:
    try:
        rule.message(column="", value="", expected="")
    except (KeyError, IndexError, ValueError) as error:
        yield Fault(FILE, f"{rule.code}.text", f"chỗ điền sai: {error}")
