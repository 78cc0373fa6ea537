"""Workbooks for tests: a faultless one laid out by docs/bieu-mau.md, to be spoiled cell by cell.

Independent of the code that writes templates: sheet names, headers are those of docs/bieu-mau.md.
``Danh sách`` and ``Hoạt động`` have their header in row 3 and their first entry in row 4, columns
from A in docs/bieu-mau.md's order; ``Thông tin`` has labels in A3:A12 and values in B3:B12.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from steps.campaign.blanks import workbook_bytes
from steps.catalogue import load_catalogue
from steps.intake.judging import judge_readings
from steps.settings import PROJECT
from transforms.reading.grid import Grid
from transforms.reading.workbook import read_submission
from transforms.rules.judging import Judgement

ROSTER = (
    "STT", "Mã số", "Họ và tên", "Đối tượng", "Đăng ký", "Điểm", "Danh hiệu", "Kỹ năng số",
    "Tự cập nhật", "Số lớp bồi dưỡng", "Ghi chú",
)  # fmt: skip
ACTIVITY = (
    "STT", "Mã nhiệm vụ", "Nội dung", "Từ ngày", "Đến ngày", "Số lượt tham gia",
    "Kinh phí (nghìn đồng)", "Minh chứng",
)  # fmt: skip
COUNTS = (
    "Đối tượng", "Tổng số", "Đăng ký", "Được đánh giá", "Được công nhận", "Có kỹ năng số",
    "Tự cập nhật",
)  # fmt: skip
STATEMENTS = ("Mục", "Chủ đề", "Nội dung", "Nguyên nhân", "Giải pháp", "Gửi tới")
ANSWERS = ("Mã", "Trang tính", "Ô", "Giải trình")
HEADER_ROW, FIRST_ROW = 3, 4
A_PERSON = ("Viên chức", "x", 85, "x", "x", "x", 2)
AN_ACTIVITY = ("2.2", "Tập huấn", dt.date(2024, 3, 5), dt.date(2024, 3, 6), 20, 1500, "Ảnh")


@dataclass(frozen=True)
class Error:
    """An error cell, as Excel stores one."""

    text: str = "#N/A"


@dataclass(frozen=True)
class Formula:
    """A formula with the value stored beside it, or without one."""

    text: str
    stored: Any = None


@dataclass
class Book:
    """Cells by sheet and address."""

    sheets: dict[str, dict[str, Any]] = field(default_factory=dict)
    merges: dict[str, list[str]] = field(default_factory=dict)

    def put(self, sheet: str, cell: str, value: Any) -> "Book":
        """Write a cell; None empties it."""
        self.sheets.setdefault(sheet, {})[cell] = value
        return self

    def put_row(self, sheet: str, row: int, values: Iterable[Any]) -> "Book":
        """Write a row from column A on."""
        for column, value in enumerate(values):
            self.put(sheet, f"{chr(65 + column)}{row}", value)
        return self

    def merge(self, sheet: str, cells: str) -> "Book":
        self.merges.setdefault(sheet, []).append(cells)
        return self

    def drop(self, sheet: str) -> "Book":
        del self.sheets[sheet]
        return self

    def grids(self) -> dict[str, Grid]:
        """What a reader of containers makes of it."""
        return {name: self._grid(name) for name in self.sheets}

    def _grid(self, name: str) -> Grid:
        placed = {coordinate_to_tuple(cell): v for cell, v in self.sheets[name].items()}
        height = max((row for row, _ in placed), default=0)
        width = max((column for _, column in placed), default=0)
        rows: list[list[Any]] = [[None] * width for _ in range(height)]
        defects = {}
        for (row, column), value in placed.items():
            if isinstance(value, Error):
                defects[row, column] = value.text
            elif isinstance(value, Formula) and value.stored is None:
                defects[row, column] = ""
            else:
                rows[row - 1][column - 1] = getattr(value, "stored", value)
        return Grid(rows, defects, tuple(self._bounds(name)))

    def _bounds(self, name: str) -> Iterable[tuple[int, int, int, int]]:
        for cells in self.merges.get(name, ()):
            left, top, right, bottom = range_boundaries(cells)
            yield top, left, bottom, right

    def xlsx(self) -> bytes:
        """The same bytes whenever it is written."""
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, cells in self.sheets.items():
            page = book.create_sheet(name)
            for cell, value in cells.items():
                page[cell].value = getattr(value, "text", value)
                if isinstance(value, dt.date):
                    page[cell].number_format = "dd/mm/yyyy"
            for merged in self.merges.get(name, ()):
                page.merge_cells(merged)
        return workbook_bytes(book)

    def xls(self) -> bytes:
        book = xlwt.Workbook(encoding="utf-8")
        style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
        for name, cells in self.sheets.items():
            page = book.add_sheet(name, cell_overwrite_ok=True)
            for cell, value in cells.items():
                row, column = coordinate_to_tuple(cell)
                if isinstance(value, Error):
                    page.row(row - 1).set_cell_error(column - 1, XLS_ERRORS[value.text])
                elif value is not None:
                    styles = [style] if isinstance(value, dt.date) else []
                    page.write(row - 1, column - 1, value, *styles)
            for top, left, bottom, right in self._bounds(name):
                page.merge(top - 1, bottom - 1, left - 1, right - 1)
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    def ods(self) -> bytes:
        document = OpenDocumentSpreadsheet()
        for name in self.sheets:
            document.spreadsheet.addElement(self._ods_table(name))
        saved = io.BytesIO()
        document.write(saved)
        return saved.getvalue()

    def _ods_table(self, name: str) -> Table:
        placed = {coordinate_to_tuple(cell): v for cell, v in self.sheets[name].items()}
        begins = {(top, left): (bottom, right) for top, left, bottom, right in self._bounds(name)}
        covered = {
            (row, column)
            for (top, left), (bottom, right) in begins.items()
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        } - set(begins)
        table = Table(name=name)
        for row in range(1, max((row for row, _ in placed), default=0) + 1):
            line = TableRow()
            for column in range(1, max(column for _, column in placed) + 1):
                if (row, column) in covered:
                    line.addElement(CoveredTableCell())
                    continue
                cell = _ods_cell(placed.get((row, column)))
                if (row, column) in begins:
                    bottom, right = begins[row, column]
                    cell.setAttribute("numbercolumnsspanned", right - column + 1)
                    cell.setAttribute("numberrowsspanned", bottom - row + 1)
                line.addElement(cell)
            table.addElement(line)
        return table


def _ods_cell(value: Any) -> TableCell:
    match value:
        case None:
            return TableCell()
        case Error():
            cell = TableCell(valuetype="string", stringvalue="", formula=f"of:={value.text}")
            cell.setAttrNS(CALCEXT, "value-type", "error")
            cell.addElement(P(text=value.text))
            return cell
        case Formula():
            cell = _ods_cell(value.stored)
            cell.setAttribute("formula", f"of:{value.text}")
            return cell
        case bool():
            cell = TableCell(valuetype="boolean", booleanvalue=str(value).lower())
        case int() | float():
            cell = TableCell(valuetype="float", value=value)
        case dt.date():
            cell = TableCell(valuetype="date", datevalue=value.isoformat())
        case _:
            cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


XLS_ERRORS = {"#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#N/A": 42}
CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"


# --- faultless workbooks --------------------------------------------------------------------------


def info_2024(**changed: Any) -> dict[str, Any]:
    return {
        "Mã đơn vị": "VP",
        "Tên đơn vị": "Văn phòng Sở",
        "Năm báo cáo": 2024,
        "Phiên bản biểu mẫu": "2",
        "Tổng số người": 20,
        "Ngày chốt số liệu": dt.date(2024, 11, 15),
        "Quyết định công nhận": "Quyết định số 12/QĐ-STNMT ngày 10/11/2024",
        "Người lập biểu": "Lê Thị Bình",
        "Thủ trưởng đơn vị": "Trần Văn Cường",
        "Ngày phê duyệt": dt.date(2024, 11, 18),
    } | changed


def report(persons: int = 20, **info: Any) -> Book:
    """Form 2 of the demonstration's office for 2024: all persons hold the title, no finding."""
    book = Book()
    _labels(book, "Thông tin", info_2024(**{"Tổng số người": persons}) | info)
    book.put_row("Danh sách", 1, ["DANH SÁCH"]).put_row("Danh sách", HEADER_ROW, ROSTER)
    for number in range(1, persons + 1):
        row = FIRST_ROW + number - 1
        book.put_row("Danh sách", row, [number, f"NV{number:03}", f"Người {number}", *A_PERSON])
    book.put_row("Hoạt động", 1, ["HOẠT ĐỘNG"]).put_row("Hoạt động", HEADER_ROW, ACTIVITY)
    book.put_row("Hoạt động", FIRST_ROW, [1, *AN_ACTIVITY])
    _labels(book, "Thuyết minh", {"Kết quả nổi bật": "Nhiều người tự học."})
    return book


def as_form_3(book: Book, **info: Any) -> Book:
    """The same report by form 3: statements in a table instead of texts beside labels."""
    book.drop("Thuyết minh")
    book.put_row("Thuyết minh", 1, ["THUYẾT MINH"]).put_row("Thuyết minh", HEADER_ROW, STATEMENTS)
    book.put_row("Thuyết minh", FIRST_ROW, ["Kết quả nổi bật", "Khác", "Nhiều người tự học."])
    return book.put("Thông tin", "B6", info.get("Phiên bản biểu mẫu", "3"))


def counts_report(**changed: Any) -> Book:
    """Form 1 of the same office for 2022: 8 + 12 + 0 persons, a correct `Tổng cộng`, no finding."""
    book = Book()
    of_2022 = {
        "Năm báo cáo": 2022,
        "Phiên bản biểu mẫu": "1",
        "Ngày chốt số liệu": dt.date(2022, 11, 15),
        "Ngày phê duyệt": dt.date(2022, 11, 18),
    }
    _labels(book, "Thông tin", info_2024(**of_2022) | changed)
    book.put_row("Tổng hợp", 1, ["TỔNG HỢP"]).put_row("Tổng hợp", HEADER_ROW, COUNTS)
    book.put_row("Tổng hợp", 4, ["Công chức", 8, 6, 6, 5, 4, 3])
    book.put_row("Tổng hợp", 5, ["Viên chức", 12, 10, 9, 7, 5, 2])
    book.put_row("Tổng hợp", 6, ["Người lao động", 0, 0, 0, 0, 0, 0])
    book.put_row("Tổng hợp", 7, ["Tổng cộng", 20, 16, 15, 12, 9, 5])
    book.put_row("Hoạt động", HEADER_ROW, ACTIVITY)
    _labels(book, "Thuyết minh", {})
    return book


def _labels(book: Book, sheet: str, values: dict[str, Any]) -> None:
    book.put(sheet, "A1", sheet.upper())
    for row, (label, value) in enumerate(values.items(), start=3):
        book.put(sheet, f"A{row}", label).put(sheet, f"B{row}", value)


# --- verdicts -------------------------------------------------------------------------------------


@cache
def catalogue():
    return load_catalogue(PROJECT / "catalog")


def judge_books(books: dict[str, Book]) -> dict[str, Judgement]:
    """Every book's verdict, all of one year judged in one run of each suite, as a batch is."""
    readings = {key: read_submission(book.grids(), catalogue()) for key, book in books.items()}
    return judge_readings(catalogue(), readings)


def lines(verdict: Judgement) -> list[tuple[str | None, ...]]:
    """Rule, sheet, cell, value and row label of each finding, in the order of rules and cells."""
    found = [(f.rule_code, f.sheet, f.cell, f.value, f.row_label) for f in verdict.findings]
    return sorted(found, key=lambda line: (line[0], line[1] or "", *_position(line[2]), line[3]))


def _position(cell: str | None) -> tuple[int, int]:
    return coordinate_to_tuple(cell) if cell else (0, 0)


class Cases:
    """A table of cases judged in one batch: each spoils a faultless book and says what is found."""

    def __init__(self, make: Callable[[], Book] = report) -> None:
        self.make = make
        self.books: dict[str, Book] = {}
        self.expected: dict[str, Any] = {}

    def __call__(self, name: str, spoil: Callable[[Book], Any], *expected: Any) -> None:
        """Note a case; ``spoil`` changes the book it is given, or returns another."""
        book = self.make()
        assert name not in self.books
        self.books[name] = spoil(book) or book
        self.expected[name] = list(expected)

    def verdict(self, name: str) -> Judgement:
        """A case's verdict; the first that is asked for judges them all."""
        return _judged(self)[name]


@cache
def _judged(cases: Cases) -> dict[str, Judgement]:
    return judge_books(cases.books)
