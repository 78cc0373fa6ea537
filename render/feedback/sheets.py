"""The sheets that we put in front: ``Phản hồi`` (decision, counts, next steps) and ``Lỗi``."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from render.feedback.marks import SEVERITIES, Finding, page_of, place_of
from render.feedback.texts import DECISIONS, count, receipt, steps
from render.form.style import (
    fill_of,
    lines_needed,
    put,
    put_titles,
    set_paper,
    set_widths,
)
from transforms.catalogue import YearCatalogue
from transforms.rules.statuses import Status

LINE_HEIGHT = 17
SUMMARY_WIDTHS = (30, 84)
ANSWER = "Giải trình của đơn vị"
COLUMNS = {
    "STT": 6,
    "Mức độ": 20,
    "Trang tính": 14,
    "Ô": 8,
    "Cột, mục": 18,
    "STT dòng": 8,
    "Giá trị": 17,
    "Sai ở đâu": 46,
    "Cách sửa": 52,
    ANSWER: 32,
    "Mã": 7,
}
ANSWERED = "Đã giải trình"
CENTERED = ("STT", "Ô", "STT dòng", "Mã")


# --- Phản hồi ------------------------------------------------------------------------------------


def write_summary(
    page: Worksheet,
    submission: Mapping[str, Any],
    findings: Sequence[Finding],
    catalogue: YearCatalogue,
    *,
    is_own_file: bool,
    stored_values: int,
) -> None:
    """Fill the sheet that the unit sees first."""
    decision = DECISIONS[submission["decision"]]
    row = put_titles(page, [("title", "PHẢN HỒI VỀ BÁO CÁO CỦA ĐƠN VỊ")], 2) + 1
    put(page.cell(row, 1), "Kết quả", "label")
    put(page.cell(row, 2), decision.headline, "verdict")
    page.cell(row, 2).fill = fill_of(decision.tint)
    page.row_dimensions[row].height = 30
    row = _write_pairs(page, row + 1, [("Nghĩa là", _meaning(submission))])
    row = _write_pairs(page, row + 1, _facts(submission, catalogue))
    row = _write_pairs(page, row + 1, _counts(findings))
    todo = steps(count(findings), catalogue, submission["received_at"], is_own_file=is_own_file)
    numbered = [("Việc cần làm" if n == 1 else "", f"{n}. {t}") for n, t in enumerate(todo, 1)]
    row = _write_pairs(page, row + 1, numbered)
    if stored_values:
        note = (
            f"{stored_values} ô công thức trong các trang của biểu đã được thay bằng giá trị đang "
            "hiển thị, để gửi lại vẫn đọc được."
        )
        _write_pairs(page, row + 1, [("Lưu ý", note)])
    set_widths(page, SUMMARY_WIDTHS)
    set_paper(page, sum(SUMMARY_WIDTHS) - 20)


def _meaning(submission: Mapping[str, Any]) -> str:
    if submission["status"] == Status.SUPERSEDED:
        return "Đơn vị đã có bản mới hơn được nhận: bản mới được tính thay cho bản này."
    return DECISIONS[submission["decision"]].meaning


def _facts(submission: Mapping[str, Any], catalogue: YearCatalogue) -> list[tuple[str, Any]]:
    unit = catalogue.unit(submission["unit_code"] or "")
    named = f"{unit.name} ({unit.unit_code})" if unit else submission["unit_code"]
    facts = [
        ("Đơn vị", named or "chưa xác định được từ tệp"),
        ("Năm báo cáo", submission["reporting_year"] or "chưa xác định được từ tệp"),
        ("Bản gửi lần thứ", submission["version"]),
        ("Nhận lúc", receipt(catalogue, submission["received_at"])),
        ("Tổng số người khai báo", submission["declared_count"]),
        ("Số người trong biểu", submission["person_count"]),
        ("Số người bị để riêng vì lỗi", submission["quarantined_count"] or None),
    ]
    return [(label, value) for label, value in facts if value is not None]


def _counts(findings: Sequence[Finding]) -> list[tuple[str, Any]]:
    counts = count(findings)
    return [
        ("Lỗi phải sửa (đỏ)", counts.must),
        ("Cảnh báo chưa giải trình (cam)", counts.unanswered),
        ("Cảnh báo đã giải trình", counts.answered),
        ("Để biết, không cần làm gì", counts.info),
    ]


def _write_pairs(page: Worksheet, row: int, pairs: Sequence[tuple[str, Any]]) -> int:
    for label, value in pairs:
        put(page.cell(row, 1), label or None, "label" if label else "plain")
        put(page.cell(row, 2), value, "number.left" if isinstance(value, int) else "text.left")
        lines = lines_needed(str(value), SUMMARY_WIDTHS[1])
        page.row_dimensions[row].height = LINE_HEIGHT * lines + 5
        row += 1
    return row


# --- Lỗi -----------------------------------------------------------------------------------------


def write_errors(page: Worksheet, book: Workbook, findings: Sequence[Finding]) -> None:
    """One row per finding, gravest first, with a link to its cell where the cell is at hand."""
    widths = dict(COLUMNS)
    if not any(finding["explanation"] for finding in findings):
        del widths[ANSWER]
    head = put_titles(page, [("title", "DANH SÁCH LỖI VÀ CẢNH BÁO")], len(widths)) + 1
    for column, header in enumerate(widths, start=1):
        put(page.cell(head, column), header, "head")
    for number, finding in enumerate(findings, start=1):
        _write_error(page, head + number, widths, _values(number, finding))
        page.cell(head + number, 2).fill = fill_of(finding["severity"])
        _link(page, head + number, list(widths).index("Ô") + 1, book, finding)
    set_widths(page, widths.values())
    set_paper(page, sum(widths.values()), repeat_row=head)
    page.freeze_panes = f"A{head + 1}"
    last = page.cell(head + len(findings), len(widths)).coordinate
    page.auto_filter.ref = f"A{head}:{last}"


def _write_error(
    page: Worksheet, row: int, widths: Mapping[str, float], values: Mapping[str, Any]
) -> None:
    for column, header in enumerate(widths, start=1):
        kind = "number" if isinstance(values[header], int) else "text"
        side = "center" if header in CENTERED else "left"
        put(page.cell(row, column), values[header], f"{kind}.{side}")
    lines = max(lines_needed(str(values[name] or ""), width) for name, width in widths.items())
    page.row_dimensions[row].height = LINE_HEIGHT * lines + 3


def _values(number: int, finding: Finding) -> dict[str, Any]:
    """A finding by column: its message's first sentence says what is wrong, the rest what to do."""
    wrong, _, mend = finding["message"].partition(". ")
    values = (
        number,
        ANSWERED if finding["explanation"] else SEVERITIES[finding["severity"]],
        finding["sheet"],
        finding["cell"],
        finding["column_name"],
        finding["row_label"],
        finding["value"],
        f"{wrong}." if mend else wrong,
        mend,
        finding["explanation"],
        finding["rule_code"],
    )
    return dict(zip(COLUMNS, values, strict=True))


def _link(page: Worksheet, row: int, column: int, book: Workbook, finding: Finding) -> None:
    """Lead to the cell, or to the sheet where the finding has no cell of its own."""
    target = page_of(book, finding["sheet"])
    if target is None:
        return
    link_to(page, row, column, target, finding["cell"])


def link_to(page: Worksheet, row: int, column: int, target: Worksheet, place: str | None) -> None:
    """Make a cell lead to a place in another sheet of the workbook."""
    title = target.title.replace("'", "''")
    cell = page.cell(row, column)
    put(cell, cell.value or "đến trang", "link")
    where = place_of(target, place) if place else "A1"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{title}'!{where}")
