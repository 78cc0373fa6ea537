"""The submission form as data: its sheets, its columns, and what each column asks of a cell."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from pydantic import Field as Key

from transforms.catalogue.base import Declared, Text, Year
from transforms.text import alike, fold

Shape = Literal["labels", "table", "answers"]
OUR_SHEETS = ("Hướng dẫn", "Phản hồi", "Lỗi")
"""Sheets that we put into workbooks ourselves."""

Kind = Literal[
    "text", "name", "person_code", "choice", "yes_no", "number", "whole", "date", "task", "decision"
]
YES_NO = {
    word: stored
    for stored, words in {
        "yes": ("x", "v", "✓", "✔", "√", "+", "có", "đạt", "1", "TRUE"),
        "no": ("-", "–", "—", "không", "không đạt", "0", "FALSE"),
    }.items()
    for word in words
}
"""What people write for yes and no; an empty cell is no."""

STORED_AS = {
    "text": "text",
    "choice": "text",
    "task": "text",
    "decision": "text",
    "yes_no": "yes_no",
    "number": "number",
    "whole": "whole",
    "date": "date",
}
"""What a kind of column is stored as. Names of persons are not; codes only as a keyed hash."""

RULES_OF_KIND: dict[str, str] = {
    "person_code": "R02",
    "choice": "R04",
    "yes_no": "R04",
    "task": "R04",
    "number": "R05",
    "whole": "R05",
}
"""The rule that a value breaks which is none of its kind's: not in the list, out of range."""


class FormField(Declared):
    """One column or label of a sheet, and every check of a cell of it alone.

    ``aliases`` are other names that people give it.

    ``values`` maps the text a person types to what is stored; ``blank`` is what an empty cell of a
    table stands for. ``blank_rule`` is the rule that an empty cell breaks (none: it may be empty),
    ``value_rule`` the one for a value outside list or range (by default that of the kind),
    ``period_rule`` the one for a date outside the year's data period. On `Thông tin`,
    ``expected_date`` names the date of the calendar that must stand there, and ``expected_with``
    columns of the tables without any entry in which the label may be empty. ``is_carried``: the
    workbook that a unit gets has in it what the unit's last one had.
    """

    header: Text
    aliases: tuple[Text, ...] = ()
    column: str | None = None
    kind: Kind = "text"
    need: Literal["required", "expected", "optional"] = "required"
    values: dict[Text, Text] = Key(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    blank: float | None = None
    blank_rule: str | None = None
    value_rule: str | None = None
    period_rule: str | None = None
    expected_date: Literal["period_end"] | None = None
    expected_with: tuple[str, ...] = ()
    has_thousands: bool = False
    is_carried: bool = False
    width: float = Key(default=14, gt=0, le=255)
    hint: Text | None = None

    def meaning(self, typed: str) -> str | None:
        """What is stored for a text that a person types; None for one outside the list.

        Words of a list may deviate as headers may (`- Công chức:`); marks of yes and no may not.
        """
        return self._stored.get(self._compared(typed))

    @cached_property
    def _stored(self) -> dict[str, str]:
        return {self._compared(text): stored for text, stored in self.words.items()}

    def _compared(self, text: str) -> str:
        return alike(text) if self.kind == "choice" else fold(text)

    @property
    def words(self) -> dict[str, str]:
        """What is stored, by what people type: as declared, or the usual words for yes and no."""
        return self.values or (YES_NO if self.kind == "yes_no" else {})

    @cached_property
    def unit(self) -> str:
        """The unit of measure that the header states in brackets, as it is compared."""
        found = re.search(r"\(([^()]+)\)$", fold(self.header))
        return found[1] if found else ""

    @property
    def allowed(self) -> str:
        """The values of a list, as a person is told them."""
        return "x (có) hoặc để trống (không)" if self.kind == "yes_no" else ", ".join(self.values)

    @property
    def broken_rule(self) -> str | None:
        """The rule for a value outside list or range; None where the kind has none."""
        return self.value_rule or RULES_OF_KIND.get(self.kind)

    def takes(self, value: float) -> bool:
        """Whether a number is one that a cell of this column may hold."""
        is_whole = self.kind != "whole" or float(value).is_integer()
        is_above = self.minimum is None or self.minimum <= value
        return is_whole and is_above and (self.maximum is None or value <= self.maximum)

    @property
    def rules(self) -> set[str]:
        """Every rule that a cell of this column alone can break."""
        return {rule for rule in (self.blank_rule, self.broken_rule, self.period_rule) if rule}


class Sheet(Declared):
    """One sheet of a form. ``table`` names its frame, and its table in the warehouse.

    Something in the column ``key`` makes a row an entry; ``total_label`` is the first cell of a row
    that is a sum and no entry.
    """

    name: Text
    table: Text
    shape: Shape
    is_required: bool = True
    title: Text | None = None
    note: Text | None = None
    key: str | None = None
    total_label: Text | None = None
    fields: tuple[FormField, ...]

    def field(self, column: str) -> FormField:
        """The field that fills a column; KeyError where there is none."""
        return self._by_column[column]

    @cached_property
    def _by_column(self) -> dict[str, FormField]:
        return {field.column: field for field in self.fields if field.column}

    def has(self, *columns: str) -> bool:
        """Whether the sheet declares all of these columns."""
        return set(columns) <= self.columns

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns that are read."""
        return frozenset(field.column for field in self.fields if field.column)

    @cached_property
    def row_fields(self) -> tuple[FormField, ...]:
        """The fields that make a row count as one: all that are read."""
        return tuple(field for field in self.fields if field.column)


class Form(Declared):
    """A version of the submission form and the reporting years it is in force for."""

    version: Text
    title: Text
    first_year: Year
    last_year: Year | None = None
    sheets: tuple[Sheet, ...]

    def is_in_force(self, year: int) -> bool:
        """Whether the form is the one of that reporting year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def sheet(self, table: str) -> Sheet:
        """The sheet that fills a table; KeyError where the form has none."""
        return {sheet.table: sheet for sheet in self.sheets}[table]

    def has(self, table: str, columns: Iterable[str] = ()) -> bool:
        """Whether the form has a sheet for that table, with all of these columns."""
        return any(sheet.table == table and sheet.has(*columns) for sheet in self.sheets)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The headers, labels and words of lists, as they are compared."""
        fields = [field for sheet in self.sheets for field in sheet.fields]
        return frozenset(alike(text) for f in fields for text in (f.header, *f.words))

    @cached_property
    def tables(self) -> tuple[Sheet, ...]:
        """The sheets of one entry a row."""
        return tuple(sheet for sheet in self.sheets if sheet.shape == "table")
