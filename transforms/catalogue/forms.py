"""The submission form as data: sheets, columns, what a person may type."""

from functools import cached_property
from typing import Literal

from pydantic import Field as Key

from transforms.catalogue.base import Declared, Text
from transforms.text import fold

Shape = Literal["labels", "table", "answers"]
Kind = Literal["text", "name", "person_code", "choice", "yes_no", "number", "whole", "date", "task"]


class FormField(Declared):
    """One column or label of a sheet. ``values`` maps the text a person types to what is stored."""

    header: Text
    column: str | None = None
    kind: Kind = "text"
    need: Literal["required", "expected", "optional"] = "required"
    values: dict[str, str] = Key(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    has_thousands: bool = False
    width: float = 14
    hint: str | None = None

    @cached_property
    def stored(self) -> dict[str, str]:
        """What is stored, by the folded text that a person types."""
        return {fold(text): stored for text, stored in self.values.items()}


class Sheet(Declared):
    """One sheet of a form. ``table`` names its frame.

    ``ends_without`` are the columns whose being empty below a blank row ends the list (signature
    lines); ``total_label`` is the first cell of a row that is a sum and no entry.
    """

    name: Text
    table: Text
    shape: Shape
    is_required: bool = True
    title: str | None = None
    note: str | None = None
    total_label: str | None = None
    ends_without: tuple[str, ...] = ()
    fields: tuple[FormField, ...]

    def field(self, column: str) -> FormField:
        """The field that fills a column; KeyError where there is none."""
        return {field.column: field for field in self.fields if field.column}[column]

    @cached_property
    def row_fields(self) -> tuple[FormField, ...]:
        """The fields that make a row count as one: all that are read."""
        return tuple(field for field in self.fields if field.column)


class Form(Declared):
    """A version of the submission form and the reporting years it is in force for.

    ``measures`` are the counts it can give; an indicator that needs another has no rows that year.
    """

    version: Text
    title: Text
    first_year: int
    last_year: int | None = None
    measures: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    def is_in_force(self, year: int) -> bool:
        """Whether the form is the one of that reporting year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def sheet(self, table: str) -> Sheet:
        """The sheet that fills a table; KeyError where the form has none."""
        return {sheet.table: sheet for sheet in self.sheets}[table]

    def has(self, table: str) -> bool:
        """Whether the form has a sheet for that table."""
        return any(sheet.table == table for sheet in self.sheets)
