"""The sheets that we put in front: ``Phản hồi`` (decision, counts, next steps) and ``Lỗi``."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from render.feedback.marks import SEVERITIES, Finding, page_of, place_of
from render.feedback.texts import DECISIONS, Place, count, receipt, steps
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
    notes: Sequence[tuple[str, Any]] = (),
    place: Place = Place.APART,
) -> None:
    """Fill the sheet that the unit sees first; ``notes`` are what else is to be said, by label."""
    decision = DECISIONS[_verdict(submission)]
    row = put_titles(page, [("title", "PHẢN HỒI VỀ BÁO CÁO CỦA ĐƠN VỊ")], 2) + 1
    put(page.cell(row, 1), "Kết quả", "label")
    put(page.cell(row, 2), decision.headline, "verdict")
    page.cell(row, 2).fill = fill_of(decision.tint)
    page.row_dimensions[row].height = 30
    row = _write_pairs(page, row + 1, [("Nghĩa là", _meaning(submission))])
    row = _write_pairs(page, row + 1, _facts(submission, catalogue))
    if _verdict(submission) != Status.HELD:
        row = _write_pairs(page, row + 1, _counts(findings))
    todo = steps(count(findings), catalogue, submission["received_at"], place)
    numbered = [(f"{n}. {t}" if len(todo) > 1 else t) for n, t in enumerate(todo, 1)]
    row = _write_pairs(page, row + 1, labelled("Việc cần làm", numbered))
    _write_pairs(page, row + 1, notes)
    set_widths(page, SUMMARY_WIDTHS)
    set_paper(page, sum(SUMMARY_WIDTHS) - 20)


def labelled(label: str, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Texts of which the first has the label beside it."""
    return [("" if number else label, text) for number, text in enumerate(texts)]


def _verdict(submission: Mapping[str, Any]) -> Status:
    """What the unit is told of its file: its own decision, unless it waits for one."""
    is_held = submission["status"] == Status.HELD
    return Status.HELD if is_held else Status.named(submission["decision"])


def _meaning(submission: Mapping[str, Any]) -> str:
    if submission["status"] == Status.SUPERSEDED:
        return "Đơn vị đã có bản mới hơn được nhận: bản mới được tính thay cho bản này."
    return DECISIONS[_verdict(submission)].meaning


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
