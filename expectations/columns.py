"""The checks of single columns, made from what the form declares: no rule of them stands elsewhere.

Each is an expectation as Great Expectations configures it, with ``meta``: the rule, the column of
the wrong cell, and in ``detail`` what fills the gap in the rule's text.
"""

from collections.abc import Iterator
from typing import Any

from transforms.catalogue import FormField, Sheet, YearCatalogue
from transforms.text import plain_number

PERSON_CODE = "^[A-Za-z0-9.-]{1,20}$"
Check = dict[str, Any]


def column_checks(sheet: Sheet, of_year: YearCatalogue) -> list[Check]:
    """Every check of one cell alone, column by column, with the severity of its rule."""
    return [
        check | {"severity": of_year.rules.rules[check["meta"]["rule"]].severity}
        for field in sheet.row_fields
        for check in _checks(field, of_year)
    ]


def _checks(field: FormField, of_year: YearCatalogue) -> Iterator[Check]:
    if field.blank_rule:
        yield _check("not_be_null", field.blank_rule, field, _blank(field))
    if values := _values(field, of_year):
        yield _check("be_in_set", _broken(field), field, _outside(field), value_set=values)
    if field.kind == "person_code":
        yield _check("match_regex", _broken(field), field, regex=PERSON_CODE)
    if field.minimum is not None or field.maximum is not None:
        limits = {"min_value": field.minimum, "max_value": field.maximum}
        yield _check("be_between", _broken(field), field, _range(field), **limits)
    if field.period_rule:
        period = {
            "min_value": {"$PARAMETER": "period_start"},
            "max_value": {"$PARAMETER": "period_end"},
        }
        yield _check(
            "be_between", field.period_rule, field, "nằm ngoài kỳ số liệu {period}", **period
        )


def _check(name: str, rule: str, field: FormField, detail: str = "", **kwargs: Any) -> Check:
    return {
        "type": f"expect_column_values_to_{name}",
        "kwargs": {"column": field.column} | kwargs,
        "meta": {"rule": rule, "column": field.column, "detail": detail},
    }


def _broken(field: FormField) -> str:
    assert field.broken_rule, f"{field.column}: a list or range without its rule"
    return field.broken_rule


def _values(field: FormField, of_year: YearCatalogue) -> list[Any]:
    """What may stand in a frame's column; empty where everything may."""
    if field.kind == "yes_no":
        return [True, False]
    if field.kind == "task":
        return [task.code for task in of_year.tasks]
    return sorted(set(field.values.values()))


def _blank(field: FormField) -> str:
    return f"để trống. {_choose(field)}" if field.allowed else f"chưa ghi “{field.header}”"


def _outside(field: FormField) -> str:
    if field.allowed:
        return f"không thuộc danh mục. {_choose(field)}"
    return f"có “{field.header}” ngoài danh mục"


def _choose(field: FormField) -> str:
    return f"Hãy chọn một trong: {field.allowed}"


def _range(field: FormField) -> str:
    """What is said of a number out of range; one side may be open."""
    low, high = field.minimum, field.maximum
    if low is None:
        return f"lớn hơn {plain_number(high or 0)}"
    if high is None:
        return f"nhỏ hơn {plain_number(low)}"
    return f"ngoài khoảng {plain_number(low)} đến {plain_number(high)}"
