"""Texts of units: themes and addressees are those that a form offers, where one offers any."""

from collections.abc import Iterator

from transforms.catalogue.faults import Fault
from transforms.catalogue.forms import Form
from transforms.catalogue.narrative import NARRATIVE, NarrativeRules

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


def _offered(forms: tuple[Form, ...], column: str) -> Iterator[set[str]]:
    for form in forms:
        for sheet in form.tables:
            if sheet.table == NARRATIVE and sheet.has(column):
                yield set(sheet.field(column).values.values())
