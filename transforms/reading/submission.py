"""One workbook as read: sheets with their typed rows, what it says of itself, what is wrong in it.

A reading keeps the way back: every row knows its number, every column its place, so that a rule
found broken later points to the unit's own cell.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from transforms.catalogue import Catalogue, Form, FormField, Rules, Sheet, YearCatalogue
from transforms.reading.addresses import address
from transforms.reading.cells import shown_value
from transforms.reading.grid import Grid
from transforms.reading.layout import Layout, Place, after_label
from transforms.reading.values import as_number, as_text
from transforms.rules.answers import Answer
from transforms.rules.findings import Finding, blocks_rows, make_finding
from transforms.text import alike, masked


@dataclass
class SheetReading:
    """One sheet as read: the grid, where its fields stand, and its entries as typed rows.

    ``rows`` are dicts by column plus ``row_number`` and ``row_label`` (the row's STT); ``totals``
    are the rows `Tổng cộng` of form 1, which are no entries.
    """

    sheet: Sheet
    grid: Grid
    layout: Layout
    rows: list[dict[str, Any]] = field(default_factory=list)
    totals: list[dict[str, Any]] = field(default_factory=list)

    def cell(self, column: str, row: int) -> Place | None:
        """Where a column's value of a row stands, None if the column is missing."""
        place = self.layout.places.get(self.sheet.field(column).header)
        return Place(row, place.column) if place else None

    def range_of(
        self, columns: Iterable[str] | None, rows: Iterable[Mapping[str, Any]] | None
    ) -> str:
        """From the first to the last cell of some columns (None: of all): ``B6:N67``.

        In a table of its ``rows``, in a sheet of labels of the values. Empty where none stands.
        """
        heads = {self.sheet.field(name).header for name in columns or ()}
        places = [p for head, p in self.layout.places.items() if not heads or head in heads]
        numbers = [row["row_number"] for row in rows or ()]
        if self.sheet.shape != "table":
            numbers = [place.row for place in places]
        across = [place.column for place in places]
        if not across or not numbers:
            return ""
        first, last = address(min(numbers), min(across)), address(max(numbers), max(across))
        return first if first == last else f"{first}:{last}"

    def value(self, column: str) -> Any:
        """The value beside a label; None if the label is missing, for a blank and an error cell."""
        field = self.sheet.field(column)
        place = self.layout.places.get(field.header)
        if place is None or (place.row, place.column) in self.grid.defects:
            return None
        return after_label(field, self.grid.at(place.row, place.column))

    def stands(self, column: str) -> bool:
        """Whether a label stands in the sheet at all; where not, that is a finding of its own."""
        return self.sheet.field(column).header in self.layout.places

    def header_of(self, column: int) -> str | None:
        """The header over a column; None over one that is none of the form's."""
        places = self.layout.places.items()
        return next((header for header, place in places if place.column == column), None)

    def shown(self, field: FormField | None, place: Place) -> str | None:
        """What a finding may repeat of a cell."""
        return shown_value(field, self.grid.at(place.row, place.column))

    def row_label(self, row: int) -> str | None:
        """A row's STT as a finding shows it: a number as it is, anything else by its length."""
        place = self.layout.places.get("STT")
        value = self.grid.at(row, place.column) if place else None
        if value is None:
            return None
        return as_text(value) if as_number(value) is not None else masked(as_text(value))


@dataclass
class Reading:
    """One file as read. ``year`` and ``unit_code`` are null where the file does not tell them.

    ``catalogue`` is that of the file's year. ``entry_count`` is the number of people it lists;
    ``is_list``: by name, so that single ones may be set aside. ``info`` holds what is stored of
    `Thông tin`, by column.
    """

    form: Form | None = None
    form_version: str | None = None
    catalogue: YearCatalogue | None = None
    year: int | None = None
    unit_code: str | None = None
    declared_count: int | None = None
    entry_count: int = 0
    person_table: str = ""
    is_list: bool = False
    info: dict[str, Any] = field(default_factory=dict)
    sheets: dict[str, SheetReading] = field(default_factory=dict)
    narrative: dict[str, str] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_identified(self) -> bool:
        """Whether unit and year are both told."""
        return self.unit_code is not None and self.year is not None

    @property
    def is_judged(self) -> bool:
        """Whether the row rules are run: no critical file finding that stops them."""
        return self.catalogue is not None and not blocks_rows(self.findings, self.catalogue.rules)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The typed rows of a table; none where the form or the file has no such sheet."""
        return self.sheets[table].rows if table in self.sheets else []


@dataclass
class Draft:
    """A reading under way: the workbook's sheets by folded name, and where findings go."""

    catalogue: Catalogue
    grids: dict[str, tuple[str, Grid]]
    reading: Reading = field(default_factory=Reading)

    @property
    def rules(self) -> Rules:
        """The catalogue's rules."""
        return self.catalogue.rules

    def grid(self, sheet: Sheet) -> Grid | None:
        """The workbook's sheet of that name, None if there is none."""
        found = self.grids.get(alike(sheet.name))
        return found[1] if found else None

    def add(self, code: str, expected: str = "", **fields: Any) -> None:
        """Note a finding; ``expected`` fills the gap in the rule's text."""
        self.reading.findings.append(make_finding(self.rules, code, expected=expected, **fields))

    def add_at(
        self,
        code: str,
        part: SheetReading,
        target: FormField,
        place: Place | None,
        expected: str = "",
        **fields: Any,
    ) -> None:
        """Note a finding at a cell of a sheet, or at the sheet alone where the field is missing."""
        self.add(
            code,
            expected,
            sheet=part.sheet.name,
            cell=address(place.row, place.column) if place else None,
            column_name=target.header,
            value=shown_value(target, part.grid.at(place.row, place.column)) if place else None,
            **fields,
        )

    def add_label(self, code: str, part: SheetReading, column: str, expected: str = "") -> None:
        """Note a finding at the value of a label."""
        target = part.sheet.field(column)
        self.add_at(code, part, target, part.layout.places.get(target.header), expected)

    def add_layout(self, part: SheetReading) -> None:
        """Note what a sheet's layout lacks or has twice (F04), and its further columns (F11)."""
        name, layout = part.sheet.name, part.layout
        for missing in layout.missing:
            if missing.need == "required":
                self.add("F04", "không có", sheet=name, column_name=missing.header)
        for repeated, place in layout.repeated:
            self.add(
                "F04",
                "có nhiều lần",
                sheet=name,
                cell=address(place.row, place.column),
                column_name=repeated.header,
                value=shown_value(None, part.grid.at(place.row, place.column)),
            )
        for text, place in layout.extra:
            self.add(
                "F11",
                "không có trong biểu mẫu nên không được đọc",
                sheet=name,
                cell=place.address,
                column_name=text,
                value=part.shown(None, place),
            )
        for meant, text, place in layout.understood:
            self.add(
                "F11",
                f"được hiểu là “{meant.header}”",
                sheet=name,
                cell=place.address,
                column_name=text,
                value=part.shown(None, place),
            )
