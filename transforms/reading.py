"""From a workbook's cells to typed rows and the findings of the file rules (F02-F07, F11, Q08).

A reading keeps the way back: every row knows its number, every column its place, so that a rule
found broken later points to the unit's own cell.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from transforms.catalogue import Catalogue, Form, FormField, Sheet, Unit, YearCatalogue
from transforms.cells import Grid, address, as_number, as_text, read_cell, shown_value
from transforms.findings import Answer, Finding, blocks_rows, make_finding
from transforms.sheets import Layout, Place, find_headers, find_labels, table_rows
from transforms.text import fold, masked, squeeze

OWN_SHEETS = frozenset(fold(name) for name in ("Hướng dẫn", "Phản hồi", "Lỗi"))
"""Sheets that we put into workbooks ourselves: no finding when they come back."""


@dataclass
class SheetReading:
    """One sheet as read: the grid, where its fields stand, and its entries as typed rows.

    ``rows`` are dicts by column plus ``row_number`` and ``row_label`` (the row's STT); ``totals`` is
    the row `Tổng cộng` of form 1, which is no entry.
    """

    sheet: Sheet
    grid: Grid
    layout: Layout
    rows: list[dict[str, Any]] = field(default_factory=list)
    total_row: int | None = None
    totals: dict[str, Any] = field(default_factory=dict)

    def cell(self, column: str, row: int) -> Place | None:
        """Where a column's value of a row stands, None if the column is missing."""
        place = self.layout.places.get(self.sheet.field(column).header)
        return Place(row, place.column) if place else None


@dataclass
class Reading:
    """One file as read. ``year`` and ``unit_code`` are null where the file does not tell them.

    ``catalogue`` is that of the file's year. ``is_judged`` says whether row rules are to be run.
    """

    form: Form | None = None
    form_version: str | None = None
    catalogue: YearCatalogue | None = None
    year: int | None = None
    unit_code: str | None = None
    declared_count: int | None = None
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
        """Whether the row rules are run: no critical file finding but F07."""
        return self.catalogue is not None and not blocks_rows(self.findings, self.catalogue.rules)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The typed rows of a table; none where the form or the file has no such sheet."""
        return self.sheets[table].rows if table in self.sheets else []

    @property
    def entry_count(self) -> int:
        """The number of persons: rows of the list, or in form 1 the sum of `Tổng số`."""
        if self.form and self.form.has("headcount"):
            return sum(row["total_count"] or 0 for row in self.rows("headcount"))
        return len(self.rows("roster"))


def read_submission(grids: dict[str, Grid], catalogue: Catalogue) -> Reading:
    """Read one workbook by the form it says, or resembles, and judge it as a file.

    Never raises for what a file holds: whatever is wrong is in ``findings``.
    """
    reader = _Reader(grids, catalogue)
    reader.read()
    return reader.reading


class _Reader:
    """The reading of one workbook under way: each step adds to ``reading``."""

    def __init__(self, grids: dict[str, Grid], catalogue: Catalogue):
        self.catalogue = catalogue
        self.rules = catalogue.rules
        self.reading = Reading()
        self.grids: dict[str, tuple[str, Grid]] = {}
        self.doubles: list[str] = []
        for name, grid in grids.items():
            if fold(name) in self.grids:
                self.doubles.append(name)
            else:
                self.grids[fold(name)] = (name, grid)

    def read(self) -> None:
        info_sheet = self.catalogue.forms[-1].sheet("info")
        info = self._labels(info_sheet)
        self.info = info
        if info is None:
            self._add("F03", sheet=info_sheet.name, column_name=info_sheet.name)
        else:
            self._read_year(info)
            self._read_version(info)
            self._read_unit(info)
        self._choose_form()
        self._read_sheets()
        if info is not None:
            self._read_declared(info)
            self._check_expected(info)

    # -- findings

    def _add(self, code: str, expected: str = "", **fields: Any) -> None:
        self.reading.findings.append(make_finding(self.rules, code, expected=expected, **fields))

    def _add_at(self, code: str, part: SheetReading, header: str, expected: str = "") -> None:
        """A finding at the value of a label, or at the sheet alone if the label is missing."""
        place = part.layout.places.get(header)
        field = next(f for f in part.sheet.fields if f.header == header)
        self._add(
            code,
            expected,
            sheet=part.sheet.name,
            cell=address(place.row, place.column) if place else None,
            column_name=header,
            value=shown_value(field, part.grid.at(place.row, place.column)) if place else None,
        )

    # -- the labels of `Thông tin`

    def _labels(self, sheet: Sheet) -> SheetReading | None:
        found = self.grids.get(fold(sheet.name))
        if found is None:
            return None
        part = SheetReading(sheet, found[1], find_labels(sheet, found[1]))
        self.reading.sheets[sheet.table] = part
        for field in part.layout.missing:
            if field.need == "required":
                self._add("F04", "không có", sheet=sheet.name, column_name=field.header)
        for field, place in part.layout.repeated:
            self._add(
                "F04",
                "có nhiều lần",
                sheet=sheet.name,
                cell=address(place.row, place.column),
                column_name=field.header,
            )
        return part

    @staticmethod
    def _field(part: SheetReading, column: str) -> FormField:
        return part.sheet.field(column)

    def _value(self, part: SheetReading, column: str) -> tuple[bool, Any]:
        """Whether the label stands there at all, and the value beside it (None for an error cell)."""
        place = part.layout.places.get(part.sheet.field(column).header)
        if place is None:
            return False, None
        if (place.row, place.column) in part.grid.defects:
            return True, None
        return True, part.grid.at(place.row, place.column)

    def _read_year(self, info: SheetReading) -> None:
        stands, value = self._value(info, "reporting_year")
        number = as_number(value)
        year = int(number) if number is not None and number.is_integer() else None
        if year is not None and self.catalogue.form(year) and 1900 < year < 9999:
            self.reading.year = year
            self.reading.catalogue = self.catalogue.of_year(year)
        elif stands:
            example = max(form.first_year for form in self.catalogue.forms) + 1
            self._add_at("F06", info, info.sheet.field("reporting_year").header, str(example))

    def _read_version(self, info: SheetReading) -> None:
        stands, value = self._value(info, "form_version")
        version = as_text(value) or None
        known = {form.version: form for form in self.catalogue.forms}
        self.reading.form_version = version if version in known else None
        of_year = self.catalogue.form(self.reading.year) if self.reading.year else None
        right = {of_year.version} if of_year else set(known)
        if version in right:
            self.reading.form = known[version]  # type: ignore[index]
        elif stands:
            self._add_at(
                "F02", info, info.sheet.field("form_version").header, " hoặc ".join(sorted(right))
            )

    def _read_unit(self, info: SheetReading) -> None:
        stands, value = self._value(info, "unit_code")
        if not stands:
            return
        header = info.sheet.field("unit_code").header
        versions = [u for u in self.catalogue.units if fold(u.unit_code) == fold(as_text(value))]
        if not versions:
            self._add_at("F05", info, header, "mã này không có trong danh mục")
            return
        unit, is_valid = self._unit_row(versions)
        if unit.is_group:
            self._add_at("F05", info, header, "đây là nhóm đơn vị, không phải đơn vị nộp báo cáo")
        elif not is_valid:
            self._add_at("F05", info, header, f"đơn vị không hoạt động trong năm {self.reading.year}")
        if self._is_named(info, unit) and not unit.is_group:
            self.reading.unit_code = unit.unit_code

    def _unit_row(self, versions: list[Unit]) -> tuple[Unit, bool]:
        """The code's row in force in the file's year, else its latest; and whether it is in force."""
        latest = max(versions, key=lambda unit: unit.valid_from)
        if self.reading.year is None:
            return latest, True
        day = self.catalogue.calendar.day(self.reading.year, "period_end")
        in_force = [unit for unit in versions if unit.is_in_force(day)]
        return (in_force[0], True) if in_force else (latest, False)

    def _is_named(self, info: SheetReading, unit: Unit) -> bool:
        """Whether `Tên đơn vị` is that unit's name; a missing label is F04 and tells nothing else."""
        stands, value = self._value(info, "unit_name")
        if not stands:
            return True
        if fold(as_text(value)) == fold(unit.name):
            return True
        self._add_at(
            "F05", info, info.sheet.field("unit_name").header,
            f"mã {unit.unit_code} là của “{unit.name}”",
        )
        return False

    def _read_declared(self, info: SheetReading) -> None:
        stands, value = self._value(info, "declared_count")
        if not stands:
            return
        field = info.sheet.field("declared_count")
        read = read_cell(field, value)
        low, high = field.minimum or 0, field.maximum or float("inf")
        if read.value is None or not low <= read.value <= high:
            self._add_at("F07", info, field.header, "không đọc được tổng số khai báo")
            return
        declared = self.reading.declared_count = int(read.value)
        table = "headcount" if self.reading.form and self.reading.form.has("headcount") else "roster"
        if not self._is_countable(table):
            return
        counted = self.reading.entry_count
        if counted != declared:
            self._add_at("F07", info, field.header, f"khai báo {declared}, trong biểu có {counted}")

    def _is_countable(self, table: str) -> bool:
        """Whether the persons can be counted: the header was found and every total was read."""
        part = self.reading.sheets.get(table)
        if part is None or part.layout.header_row is None:
            return False
        if table == "roster":
            return True
        total = part.sheet.field("total_count").header
        unread = any(f.rule_code == "R05" and f.column_name == total for f in self.reading.findings)
        return total in part.layout.places and not unread

    def _check_expected(self, info: SheetReading) -> None:
        """Q08: an expected label missing, blank or unreadable, or a cut-off not the calendar's."""
        for field in info.sheet.fields:
            if field.need != "expected":
                continue
            if field.column == "recognition_decision" and not self._claims_title():
                continue
            problem = self._problem(info, field)
            if problem:
                self._add_at("Q08", info, field.header, problem)

    def _problem(self, info: SheetReading, field: FormField) -> str:
        stands, value = self._value(info, field.column or "")
        if not stands:
            return "không có"
        read = read_cell(field, value)
        if read.rule:
            return read.detail
        if read.value is None:
            place = info.layout.places[field.header]
            return "không đọc được" if info.grid.has(place.row, place.column) else "để trống"
        if field.column == "recognition_decision" and not any(c.isdigit() for c in as_text(value)):
            return "chưa ghi số và ngày của quyết định"
        calendar = self.reading.catalogue.calendar if self.reading.catalogue else None
        if field.column == "cut_off_date" and calendar and read.value != calendar.period_end:
            return f"khác ngày chốt số liệu của năm ({calendar.period_end:%d/%m/%Y})"
        return ""

    def _claims_title(self) -> bool:
        return any(row["is_recognised"] is True for row in self.reading.rows("roster")) or any(
            row["recognised_count"] for row in self.reading.rows("headcount")
        )

    # -- the other sheets

    def _choose_form(self) -> None:
        """Without a usable version: the form whose sheets the workbook resembles most, the latest
        on a tie; so that a wrong version does not bring a shower of missing sheets."""
        if self.reading.form is None:
            self.reading.form = max(
                self.catalogue.forms,
                key=lambda form: (sum(fold(s.name) in self.grids for s in form.sheets), form.first_year),
            )

    def _read_sheets(self) -> None:
        assert self.reading.form is not None
        for sheet in self.reading.form.sheets:
            if sheet.table == "info":
                continue
            if fold(sheet.name) not in self.grids:
                if sheet.is_required:
                    self._add("F03", sheet=sheet.name, column_name=sheet.name)
            elif sheet.shape == "labels":
                self._read_narrative(sheet)
            elif sheet.shape == "answers":
                self._read_answers(sheet)
            else:
                self._read_table(sheet)
        known = {fold(sheet.name) for sheet in self.reading.form.sheets} | OWN_SHEETS
        extra = [name for key, (name, _) in self.grids.items() if key not in known]
        for name in extra + self.doubles:
            self._add("F11", sheet=squeeze(name), column_name=squeeze(name))

    def _read_narrative(self, sheet: Sheet) -> None:
        part = self._labels(sheet)
        assert part is not None
        for field in sheet.fields:
            _, value = self._value(part, field.column or "")
            if text := as_text(value):
                self.reading.narrative[field.column or ""] = text

    def _read_answers(self, sheet: Sheet) -> None:
        """The unit's answers; a sheet without its headers has none, and that is no fault."""
        _, grid = self.grids[fold(sheet.name)]
        layout = find_headers(sheet, grid)
        for row in range((layout.header_row or len(grid.rows)) + 1, len(grid.rows) + 1):
            texts = {
                field.column: as_text(grid.at(row, layout.places[field.header].column))
                for field in sheet.fields
                if field.header in layout.places
            }
            if texts.get("rule_code") and texts.get("explanation"):
                self.reading.answers.append(
                    Answer(
                        texts["rule_code"],
                        texts.get("sheet", ""),
                        texts.get("cell", "").replace("$", ""),
                        texts["explanation"],
                    )
                )

    def _read_table(self, sheet: Sheet) -> None:
        _, grid = self.grids[fold(sheet.name)]
        part = SheetReading(sheet, grid, find_headers(sheet, grid))
        self.reading.sheets[sheet.table] = part
        for field in part.layout.missing:
            self._add("F04", "không có", sheet=sheet.name, column_name=field.header)
        for field, place in part.layout.repeated:
            self._add(
                "F04", "có nhiều lần", sheet=sheet.name,
                cell=address(place.row, place.column), column_name=field.header,
            )
        for text, place in part.layout.extra:
            self._add(
                "F11", sheet=sheet.name, cell=address(place.row, place.column), column_name=text,
                value=masked(text),
            )
        for number in table_rows(sheet, grid, part.layout):
            row = self._read_row(part, number)
            if sheet.total_label and self._is_total(part, number):
                part.total_row, part.totals = number, row
            else:
                part.rows.append(row)

    def _is_total(self, part: SheetReading, number: int) -> bool:
        place = part.cell("staff_type", number)
        value = part.grid.at(place.row, place.column) if place else None
        return fold(as_text(value)) == fold(part.sheet.total_label or "")

    def _read_row(self, part: SheetReading, number: int) -> dict[str, Any]:
        """One entry, typed; cells that cannot be read are R05 here and empty in the row."""
        label = row_label(part, number)
        row: dict[str, Any] = {"row_number": number, "row_label": label}
        for field in part.sheet.row_fields:
            column = field.column or ""
            place = part.cell(column, number)
            row[column] = None
            if place is None:
                continue
            defect = part.grid.defects.get((place.row, place.column))
            value = part.grid.at(place.row, place.column)
            if defect is not None:
                detail = f"là ô lỗi {defect}" if defect else "là công thức chưa có giá trị"
                self._add_cell(part, field, place, label, detail)
                continue
            read = read_cell(field, value)
            row[column] = read.value
            if read.rule:
                self._add_cell(part, field, place, label, read.detail)
        return row

    def _add_cell(
        self, part: SheetReading, field: FormField, place: Place, label: str | None, detail: str
    ) -> None:
        self._add(
            "R05", detail, sheet=part.sheet.name, cell=address(place.row, place.column),
            column_name=field.header, row_label=label, row_number=place.row,
            value=shown_value(field, part.grid.at(place.row, place.column)),
        )


def row_label(part: SheetReading, number: int) -> str | None:
    """The row's STT as a finding shows it: a number as it is, anything else by its length."""
    for field in part.sheet.fields:
        if field.column is None and fold(field.header) == "stt" and field.header in part.layout.places:
            value = part.grid.at(number, part.layout.places[field.header].column)
            if value is None:
                return None
            text = as_text(value)
            return text if as_number(value) is not None else masked(text)
    return None


