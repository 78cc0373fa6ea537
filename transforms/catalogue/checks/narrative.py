"""Texts of units: themes and addressees are those that a form offers, where one offers any."""

from collections.abc import Iterator

from transforms.catalogue.checks.forms import file_of
from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import Form
from transforms.catalogue.narrative import NARRATIVE, TOPICS, NarrativeRules

FILE = "narrative.toml"


def check_narrative(rules: NarrativeRules, forms: tuple[Form, ...]) -> Iterator[Fault]:
    """What is declared twice must agree: the form's drop-downs and the patterns for them."""
    for column, declared, default in (
        ("theme", rules.themes, rules.default_theme),
        ("addressee", rules.addressees, rules.default_addressee),
    ):
        name = f"{column}s" if column == "theme" else "addressees"
        if default not in declared:
            yield Fault(FILE, f"default_{column}", f"không có {default!r} trong [{name}]")
        for offered in _offered(forms, column):
            for value in declared:
                if value not in offered:
                    yield Fault(FILE, f"{name}.{value}", "không có trong danh mục của biểu mẫu")
            for value in sorted(offered - set(declared)):
                yield Fault(FILE, name, f"thiếu {value!r} mà biểu mẫu cho chọn")
    yield from _check_topics(forms)
    for addressee in rules.outside:
        if addressee not in rules.addressees:
            yield Fault(FILE, "outside", f"không có {addressee!r} trong [addressees]")
    if rules.default_addressee in rules.outside:
        yield Fault(FILE, "outside", "nơi gửi mặc định (default_addressee) phải ở trong Sở")


def _check_topics(forms: tuple[Form, ...]) -> Iterator[Fault]:
    """A topic that the report has no place for would be asked and never told."""
    for form in forms:
        for sheet in form.sheets:
            if sheet.table != NARRATIVE:
                continue
            asked = (
                list(sheet.field("topic").values.values())
                if sheet.has("topic")
                else [field.column for field in sheet.fields if field.column]
            )
            for topic in asked:
                if topic not in TOPICS:
                    reason = f"báo cáo chỉ có chỗ cho {', '.join(TOPICS)}"
                    yield Fault(file_of(form), f"{sheet.name}.{topic}", reason)


def _offered(forms: tuple[Form, ...], column: str) -> Iterator[set[str]]:
    for form in forms:
        for sheet in form.tables:
            if sheet.table == NARRATIVE and sheet.has(column):
                yield set(sheet.field(column).values.values())
