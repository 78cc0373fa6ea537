"""Rules across the columns of a table, as ``<table>.json`` declares them; a mistake is one line.

Nothing here imports Great Expectations: what may be asked of it stands in ``ROW_WISE``.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import Field as Key
from pydantic import JsonValue, model_validator

from transforms.catalogue.base import Declared, Text, declared
from transforms.catalogue.faults import Wrong
from transforms.errors import DeclarationError
from transforms.rules.codes import DETAILS

FOLDER = Path(__file__).parent
COLUMN, PAIR, SEVERAL = ("column",), ("column_A", "column_B"), ("column_list",)
IGNORE = "ignore_row_if"
BOUNDS = ("min_value", "max_value", "strict_min", "strict_max")
ROW_WISE: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "expect_column_pair_values_a_to_be_greater_than_b": (PAIR, (), ("or_equal", IGNORE)),
    "expect_column_pair_values_to_be_equal": (PAIR, (), (IGNORE,)),
    "expect_column_pair_values_to_be_in_set": (PAIR, ("value_pairs_set",), (IGNORE,)),
    "expect_column_value_lengths_to_be_between": (COLUMN, (), BOUNDS),
    "expect_column_value_lengths_to_equal": (COLUMN, ("value",), ()),
    "expect_column_values_to_be_between": (COLUMN, (), BOUNDS),
    "expect_column_values_to_be_in_set": (COLUMN, ("value_set",), ()),
    "expect_column_values_to_be_null": (COLUMN, (), ()),
    "expect_column_values_to_be_unique": (COLUMN, (), ()),
    "expect_column_values_to_match_regex": (COLUMN, ("regex",), ()),
    "expect_column_values_to_match_regex_list": (COLUMN, ("regex_list",), ("match_on",)),
    "expect_column_values_to_not_be_in_set": (COLUMN, ("value_set",), ()),
    "expect_column_values_to_not_be_null": (COLUMN, (), ()),
    "expect_column_values_to_not_match_regex": (COLUMN, ("regex",), ()),
    "expect_column_values_to_not_match_regex_list": (COLUMN, ("regex_list",), ()),
    "expect_compound_columns_to_be_unique": (SEVERAL, (), (IGNORE,)),
    "expect_multicolumn_sum_to_equal": (SEVERAL, ("sum_total",), (IGNORE,)),
    "expect_multicolumn_values_to_be_equal": (SEVERAL, (), (IGNORE,)),
    "expect_select_column_values_to_be_unique_within_record": (SEVERAL, (), (IGNORE,)),
}
"""Expectations that hold or fail row by row: the columns they are of, what they need, may have."""
SHARED = ("row_condition",)


class Named(Declared):
    """A column in a condition."""

    name: Text


class Single(Declared):
    """Rows in which one column is so."""

    column: Named

    @property
    def columns(self) -> set[str]:
        """The columns it looks at."""
        return {self.column.name}


class Comparison(Single):
    """Rows in which a column compares so."""

    type: Literal["comparison"]
    operator: Literal["==", "!=", "<", "<=", ">", ">=", "IN", "NOT_IN"]
    parameter: JsonValue


class Nullity(Single):
    """Rows in which a column is blank, or is not."""

    type: Literal["nullity"]
    is_null: bool


class Both(Declared):
    """Rows for which several conditions hold."""

    type: Literal["and"]
    conditions: tuple[Annotated[Comparison | Nullity, Key(discriminator="type")], ...]

    @property
    def columns(self) -> set[str]:
        """The columns they look at."""
        return {name for condition in self.conditions for name in condition.columns}


class Meta(Declared):
    """What is found where it fails: rule, wrong cell, the cells it rests on, what fills the text.

    A ``column`` is that of the wrong cell; a row in which one of ``needs`` is spoilt is not judged.
    """

    rule: Text
    column: Text
    needs: tuple[Text, ...] = ()
    detail: str = ""

    @model_validator(mode="after")
    def _only_gaps_that_are_filled(self) -> "Meta":
        try:
            gaps = {part[1] for part in Formatter().parse(self.detail) if part[1] is not None}
        except ValueError:
            raise Wrong("ngoặc { } trong detail mở, đóng không khớp") from None
        for name in sorted(gaps - set(DETAILS)):
            raise Wrong(f"chỗ điền sai trong detail: {name!r}")
        return self


class RowRule(Declared):
    """One expectation, as Great Expectations takes it."""

    type: Literal[tuple(ROW_WISE)]  # type: ignore[valid-type]
    kwargs: dict[str, JsonValue]
    meta: Meta

    @model_validator(mode="after")
    def _asks_what_can_be_asked(self) -> "RowRule":
        columns, needed, possible = ROW_WISE[self.type]
        for name in (*columns, *needed):
            if name not in self.kwargs:
                raise Wrong(f"kwargs thiếu {name}")
        for name in self.kwargs:
            if name not in (*columns, *needed, *possible, *SHARED):
                raise Wrong(f"kwargs không có mục nào tên {name}")
        for name in columns:
            value = self.kwargs[name]
            listed = value if name in SEVERAL else [value]
            if not isinstance(listed, list) or not all(isinstance(c, str) for c in listed):
                raise Wrong(f"kwargs.{name} phải là tên cột")
        if (condition := self.kwargs.get("row_condition")) is not None:
            _condition(condition)
        return self


class Suite(Declared):
    """A file of rules across columns; its name is its table's."""

    name: Text
    expectations: tuple[RowRule, ...] = Key(min_length=1)


class _Where(Declared):
    row_condition: Annotated[Comparison | Nullity | Both, Key(discriminator="type")]


def _condition(value: Any) -> Comparison | Nullity | Both:
    try:
        found = declared(_Where, {"row_condition": value}, "-")
    except DeclarationError as error:
        raise Wrong(f"{error.key}: {error.reason}") from None
    return found.row_condition


@cache
def row_rules(table: str) -> tuple[dict[str, Any], ...]:
    """The rules across the columns of a table, as they stand; none where it has no file.

    Raises DeclarationError.
    """
    path, file = FOLDER / f"{table}.json", f"expectations/{table}.json"
    if not path.exists():
        return ()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise DeclarationError(
            file, f"dòng {error.lineno}, cột {error.colno}", "sai cú pháp JSON"
        ) from None
    except ValueError:
        raise DeclarationError(file, "-", "không phải văn bản mã UTF-8") from None
    if not isinstance(found, dict):
        raise DeclarationError(file, "-", "phải là bảng {..} có name và expectations")
    if declared(Suite, found, file).name != table:
        raise DeclarationError(file, "name", f"phải là {table}, như tên tệp")
    return tuple(found["expectations"])


def declared_tables() -> list[str]:
    """The tables that have rules across columns."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def columns_named(check: dict[str, Any]) -> Iterator[str]:
    """Every column that a check looks at or speaks of, computed ones too."""
    kwargs, meta = check["kwargs"], check["meta"]
    yield from (kwargs[key] for key in (*COLUMN, *PAIR) if key in kwargs)
    yield from kwargs.get("column_list", ())
    yield from (meta["column"], *meta.get("needs", ()))
    if condition := kwargs.get("row_condition"):
        yield from _condition(condition).columns
